#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "print/text.hpp"

using namespace darah;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TextTable table() {
  TextTable table({{"", "", "name", false},
                   {"Long title of it", "a", "b"},
                   {"Effect", "deaths", "a year"},
                   {"Effect", "", "min"}});
  table.add({"lebak", "1", "-1.2 ± 10.3 ~", "-"});
  table.add({"b", "none", "+12.2 ± 0.3  ", "same"});
  return table;
}

}  // namespace

TEST_CASE("an interval is marked where it holds 0") {
  CHECK(interval_text({-1.25, 0.5, -1.75, -0.75}, 1) == "-1.2 ± 0.5  ");
  CHECK(interval_text({1, 1, 0, 2}, 2, true) == "+1.00 ± 1.00 ~");
  CHECK(interval_text({0, 0, 0, 0}, 1) == "same");
  CHECK(interval_text({2, infinity, -infinity, infinity}, 1, true) == "+2.0 ± n/a  ");
}

TEST_CASE("a table aligns numbers, intervals at their sign, under titles of groups") {
  std::string text;
  table().write(text, 80);
  CHECK(text ==
        "       Long title of it  Effect\n"
        "                      a          deaths\n"
        "name                  b          a year   min\n"
        "lebak                 1   -1.2 ± 10.3 ~     -\n"
        "b                  none  +12.2 ±  0.3    same\n");
}

TEST_CASE("groups that do not fit follow beneath, names repeated") {
  std::string text;
  table().write(text, 40);
  CHECK(text ==
        "       Long title of it\n"
        "                      a\n"
        "name                  b\n"
        "lebak                 1\n"
        "b                  none\n"
        "\n"
        "       Effect\n"
        "               deaths\n"
        "name           a year   min\n"
        "lebak   -1.2 ± 10.3 ~     -\n"
        "b      +12.2 ±  0.3    same\n");
  std::string narrowest;
  table().write(narrowest, 0);
  CHECK(narrowest == text);
}
