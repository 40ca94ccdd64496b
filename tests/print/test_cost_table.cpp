#include <catch2/catch.hpp>
#include <limits>

#include "print/cost_table.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

PayerCost payer(CostVerdict verdict, const RatioInterval& ratio, double half_width = 1) {
  return {Payer::district, {}, {10, half_width, 10 - half_width, 10 + half_width}, ratio, verdict};
}

std::string text_of(const PayerCost& cost, std::optional<Interval> averted_true = {}) {
  const DeathCost arm{"mou",        averted_true, {}, {{-5, 0, -5, -5}, 0.001, Finding::less, 2},
                      {5, 0, 5, 5}, {cost}};
  std::string text;
  add_death_costs(text, {&arm, 1}, "none", 1000);
  return text;
}

}  // namespace

TEST_CASE("a death averted costs its ratio, or has a word instead, which is explained") {
  struct Case {
    CostVerdict verdict;
    bool bounded;
    std::string text, explained;
  };
  using enum CostVerdict;
  const auto [verdict, bounded, text, explained] = GENERATE(
      values<Case>({{ratio, true, "2.0 (1.5 to 2.6)\n", ""},
                    {saves_money, true, "saves money\n", "fewer deaths for less"},
                    {dominated, true, "dominated\n", "more deaths than in none"},
                    {forgone, true, "saves 2.0 (1.5 to 2.6) a death more\n", "what none spends to avert it"},
                    {not_estimable, true, "not estimable: costs may be 0\n",
                     "not estimable: deaths averted, among all arms"},
                    {not_estimable, false, "not estimable: averted may be 0\n", ""}}));
  const RatioInterval interval =
      bounded ? RatioInterval{true, 2, 1.5, 2.6} : RatioInterval{false, 2, -infinity, infinity};
  const std::string printed = text_of(payer(verdict, interval));
  CHECK_THAT(printed, Contains("Cost of a death averted, against none\n"));
  CHECK_THAT(printed, Contains(text));
  CHECK_THAT(printed, Contains(explained));
  CHECK_THAT(printed, !Contains("nan") && !Contains("inf"));
  if (verdict != dominated) CHECK_THAT(printed, !Contains("dominated"));
}

TEST_CASE("one replication has no cost of a death") {
  CHECK_THAT(text_of(payer(CostVerdict::not_estimable, {}, infinity)),
             Contains("not estimable: one replication"));
}

TEST_CASE("deaths averted are told as expected and, where the file keeps them, as drawn") {
  const PayerCost cost = payer(CostVerdict::ratio, {true, 2, 1.5, 2.6});
  CHECK_THAT(text_of(cost), Contains("   -      5.0 ± 0.0"));
  CHECK_THAT(text_of(cost, Interval{4, 1, 3, 5}), Contains(" 4.0 ± 1.0    5.0 ± 0.0"));
  std::string nothing;
  add_death_costs(nothing, {}, "none", 100);
  CHECK(nothing.empty());
}
