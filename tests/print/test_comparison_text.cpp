#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "print/comparison_text.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Interval interval(double mean, double half_width) {
  return {mean, half_width, mean - half_width, mean + half_width};
}

/// Arms "a", "b", ...: of each but the first its difference in deaths.
Comparison comparison_of(const std::vector<Interval>& differences) {
  Comparison c;
  c.title = "A title";
  c.replications = 3;
  c.requested = 3;
  c.arms = {"a"};
  ComparedRow deaths{"deaths", "deaths (a year)", 1, {{interval(75, 2), {}}}};
  ComparedRow same{"births", "births (a year)", 0, {{interval(2250, 0), {}}}};
  for (const Interval& difference : differences) {
    c.arms.push_back(std::string(1, static_cast<char>('a' + c.arms.size())));
    deaths.arms.push_back({interval(75 + difference.mean, 3), difference});
    same.arms.push_back({interval(2250, 0), interval(0, 0)});
  }
  c.tables = {{"all", "All districts", {same, deaths}},
              {"deaths", "deaths a year by district, and by whatever else", {deaths}}};
  return c;
}

}  // namespace

TEST_CASE("the text marks what cannot be distinguished, and aligns arms over all tables") {
  CHECK(to_text(comparison_of({interval(0, 12.7), interval(995, 0.5)}), 110).starts_with(R"(A title

All districts        a      b  difference           c  difference
births (a year)  2,250  2,250  same             2,250    same
deaths (a year)   75.0   75.0   0.0 ± 12.7 ~  1,070.0  +995.0 ± 0.5

)"));
}

TEST_CASE("a row that is not counted says so") {
  Comparison c = comparison_of({interval(-1, 0.5)});
  c.tables[0].rows[0] = {"others", "others (a year)", 1, {{}, {}}};
  c.tables[0].rows[0].counted = false;
  CHECK_THAT(to_text(c, 110), Contains("others (a year)  not counted\n"));
}

TEST_CASE("a title longer than the names of rows has a line to itself") {
  CHECK_THAT(to_text(comparison_of({interval(-1, 0.5)}), 110), Contains(R"(
deaths a year by district, and by whatever else
                     a      b  difference
deaths (a year)   75.0   74.0  -1.0 ± 0.5
)"));
}

TEST_CASE("one replication has no interval, one arm no differences") {
  Comparison once = comparison_of({interval(-1.5, infinity)});
  once.replications = 1;
  CHECK_THAT(to_text(once, 110), Contains("-1.5 ± n/a") && Contains("Interrupted: 1 of 3 replications."));
  const std::string alone = to_text(comparison_of({}), 110);
  CHECK_THAT(alone, Contains("deaths (a year)   75.0\n") && Contains("Means over 3 replications.\n"));
  CHECK_THAT(alone, !Contains("difference"));
}

TEST_CASE("what is undefined and what was left out are told") {
  Comparison c = comparison_of({interval(-1, 0.5)});
  c.tables[0].rows[0].arms[1] = {};
  c.left_out = 2;
  const std::string text = to_text(c, 300);
  CHECK_THAT(text, Contains("births (a year)  2,250     -\n"));
  CHECK_THAT(text, Contains(" 2 lines in which nothing happened are left out."));
}

TEST_CASE("what is not as usual stands beneath the title") {
  Comparison c = comparison_of({});
  c.conditions = {60, "run.horizon = 60 d\n", "5% of deaths_true, at most 1024"};
  CHECK(to_text(c, 110).starts_with(
      "A title\n60 days measured; yearly figures are scaled from them\nrun.horizon = 60 d\n"
      "precision: 5% of deaths_true, at most 1024\n\n"));
}

TEST_CASE("panels keep within the width as long as one arm fits beside the baseline") {
  const Comparison c = comparison_of(std::vector<Interval>(7, interval(100, 1000.5)));
  for (const std::size_t width : {80U, 110U, 200U}) {
    std::istringstream text(to_text(c, width));
    for (std::string line; std::getline(text, line);) {
      const auto columns =
          std::count_if(line.begin(), line.end(), [](char ch) { return (ch & 0xc0) != 0x80; });
      INFO(line);
      CHECK(columns <= static_cast<long>(width));
    }
  }
  CHECK_NOTHROW(to_text(c, 0));
}
