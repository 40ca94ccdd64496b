#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "print/text.hpp"

using namespace darah;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("an interval is marked where it holds 0") {
  CHECK(interval_text({-1.25, 0.5, -1.75, -0.75}, 1) == "-1.2 ± 0.5  ");
  CHECK(interval_text({1, 1, 0, 2}, 2, true) == "+1.00 ± 1.00 ~");
  CHECK(interval_text({0, 0, 0, 0}, 1) == "same");
  CHECK(interval_text({2, infinity, -infinity, infinity}, 1, true) == "+2.0 ± n/a  ");
}

TEST_CASE("an interval in brackets shows no end as 0 that it leaves out") {
  CHECK(bracketed({22.7, 1.8, 20.9, 24.5}, 1) == "22.7 (20.9 to 24.5)");
  CHECK(bracketed({0.3, 0.28, 0.02, 0.58}, 1, true) == "+0.30 (+0.02 to +0.58)");
  CHECK(bracketed({2, infinity, -infinity, infinity}, 1) == "2.0 (no interval)");
}

TEST_CASE("one is counted in the singular") {
  CHECK(counted(std::int64_t{1}, "replication") == "1 replication");
  CHECK(counted(std::size_t{1'400}, "replication") == "1,400 replications");
  CHECK(counted(std::int64_t{0}, "facility", "facilities") == "0 facilities");
  CHECK(counted(std::int64_t{1}, "facility", "facilities") == "1 facility");
}

TEST_CASE("a text is cut by characters") {
  CHECK(cut("tahun", 5) == "tahun");
  CHECK(cut("± tahun", 4) == "± t…");
  CHECK(cut("tahun", 0) == "tahun");
}

TEST_CASE("one line is valid UTF-8 without controls") {
  CHECK(one_line("a\tb\nc") == "a b c");
  CHECK(one_line("\x1b[2J \xc2\x9b") == "\\x1b[2J \\x9b");
  CHECK(without_controls("b\xef"
                         "births, cahaya \u2014\n\x1b") == "b\\xefbirths, cahaya \u2014\n\\x1b");
  CHECK(one_line("ä ± \xf0\x9f\xa9\xb8") == "ä ± \xf0\x9f\xa9\xb8");
  for (const char* wrong :
       {"\xff", "\xc3", "\xe2\x82", "\xc0\x80", "\xed\xa0\x80", "\xef\xbf\xbf", "\xf5\x80\x80\x80"})
    CHECK(one_line(wrong).starts_with("\ufffd"));
}
