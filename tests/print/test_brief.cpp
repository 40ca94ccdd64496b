#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "print/brief.hpp"
#include "print/small_comparison.hpp"
#include "print/text.hpp"

using namespace darah;
using Catch::Contains;

namespace {

/// Whether the brief view fits its screen.
bool fits(const Comparison& c, const Screen& screen) {
  std::istringstream text(to_brief(c, screen, "Whole table: darah compare r.h5 --format text"));
  std::size_t height = 0;
  for (std::string line; std::getline(text, line); ++height) {
    INFO(line);
    CHECK(columns(line) <= screen.width);
  }
  return height <= screen.height;
}

/// With every line that decides, and names as long as anybody gives.
Comparison large_comparison(std::size_t arms) {
  Comparison c = small_comparison();
  c.title = std::string(300, 'T');
  c.conditions.settings = "a = 1\nb = 2\nc = 3\n";
  c.tables.front().rows.clear();
  for (const char* id :
       {"deaths_true", "deaths_expected", "deaths_blood_last", "near_misses", "onset_to_blood", "units_unmet",
        "units_expired", "donations", "births", "age_at_issue"})
    c.tables.front().rows.push_back(
        small_row(id, "emergency units given by treatment, of those needed (%)", 1e6));
  while (c.arms.size() < arms) {
    c.arms.push_back("a-policy-with-a-name-" + std::to_string(c.arms.size()));
    c.precision.push_back(c.precision.front());
    c.precision.back().arm = c.arms.back();
    c.death_costs.push_back(c.death_costs.front());
    for (ComparedTable& table : c.tables) {
      for (ComparedRow& row : table.rows) row.arms.push_back(row.arms[1]);
    }
  }
  return c;
}

}  // namespace

TEST_CASE("the brief view is the answer and the lines that decide, districts last") {
  const std::string text = to_brief(small_comparison(), {}, "The whole table: elsewhere");
  CHECK(text == R"(Banten 2018

c: about 20.0 (18.0 to 22.0) mothers fewer die a year in 2 districts, of 432.7
(430.7 to 434.7) under a.
Intervals: 95%, of chance alone, over 16 replications (in the answer for all
arms together); what is unknown of the parameters is not in them.

a year, all districts                    a          c     difference
maternal deaths, true                432.7      412.7  -20.0 ± 1.5
onset to first blood (min)           356.0      336.0  -20.0 ± 1.5
births                           232,031.0  232,011.0  -20.0 ± 1.5
costs, all payers (IDR m)            100.0       80.0  -20.0 ± 1.5
cost of a death averted (IDR m)                    15     (13 to 18)
deaths, most in lebak                 40.0       20.0  -20.0 ± 1.5
Other arms, true deaths a year: b -3.0 ± 1.5.
~ includes 0. The whole table: elsewhere
)");
}

TEST_CASE("the brief view fits a screen whatever the names and however many the arms") {
  CHECK(fits(small_comparison(), {}));
  for (const Finding told : every<Finding>) CHECK(fits(small_comparison(told), {}));
  for (const std::size_t arms : {3U, 40U}) {
    CHECK(fits(large_comparison(arms), {}));
    CHECK(fits(large_comparison(arms), {80, 21}));
  }
  CHECK_THAT(to_brief(large_comparison(40), {}, ""), Contains(" and ") && Contains(" more."));
}

TEST_CASE("one arm has its values alone") {
  Comparison c = small_comparison();
  c.arms = {"a"};
  c.precision.clear();
  c.death_costs.clear();
  for (ComparedTable& table : c.tables) {
    for (ComparedRow& row : table.rows) row.arms.resize(1);
  }
  const std::string text = to_brief(c, {}, "");
  CHECK_THAT(text, Contains("maternal deaths, true           432.7 ± 2.0") && !Contains("difference"));
}

TEST_CASE("what decides and is not counted says so") {
  Comparison c = small_comparison();
  ComparedRow others{"deaths_general_expected", "general patients' deaths (a year)", 1, {{}, {}, {}}};
  others.counted = false;
  c.tables.front().rows.push_back(others);
  CHECK_THAT(to_brief(c, {}, ""), Contains("general patients' deaths ") && Contains(" not counted\n"));
}

TEST_CASE("a district is named by expected deaths where there are any") {
  Comparison c = small_comparison();
  ComparedTable expected = c.tables[1];
  expected.id = "deaths_expected";
  expected.rows[0].label = "cilegon";
  c.tables.push_back(expected);
  CHECK_THAT(to_brief(c, {}, ""), Contains("deaths, most in cilegon") && !Contains("lebak"));
}

TEST_CASE("names move no cursor and break no line") {
  Comparison c = small_comparison();
  c.title = "a\nb\x1b[2J";
  c.arms[2] = "c\x1b";
  c.tables[1].rows[0].label = "le\nbak";
  const std::string text = to_brief(c, {}, "");
  CHECK(text.starts_with("a b\\x1b[2J\n"));
  CHECK_THAT(text, !Contains("\x1b") && Contains("deaths, most in le bak"));
}
