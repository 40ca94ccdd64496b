#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "compare/comparison.hpp"
#include "compare/synthetic.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr std::array<Measure, 2> measures = {{
    {"births", "births", {"district"}, "live births"},
    {"units", "units", {"district", "cause"}, "units"},
}};

/// Births of the two districts and units in the first for pph, by arm and replication; two years measured.
using Numbers = std::vector<std::vector<std::array<std::int64_t, 3>>>;

Results results_of(const Numbers& numbers, const std::vector<Figure>& figures) {
  Results results = synthetic_results();
  results.figures = figures;
  results.measured_days = 730;
  results.arms.clear();
  for (std::size_t a = 0; a < numbers.size(); ++a)
    results.arms.push_back({std::string(1, static_cast<char>('a' + a)), ""});
  results.layout = Layout(measures, results.labels, Detail::full);
  results.replications.clear();
  results.replications_requested = static_cast<std::int64_t>(numbers[0].size());
  for (std::size_t r = 0; r < numbers[0].size(); ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0, {}};
    for (const auto& arm : numbers) {
      Outcome outcome;
      outcome.values = {arm[r][0], arm[r][1], arm[r][2], 0, 0, 0};
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

Comparison comparison_of(const Numbers& numbers, const std::vector<Figure>& figures) {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results_of(numbers, figures));
  return compare(ResultsReader(folder.path / "r.h5"), "a");
}

Figure figure(std::vector<FigureTerm> of, std::vector<FigureTerm> over = {{1, "years", {}}}) {
  Figure f;
  static int count = 0;
  f.name = "figure " + std::to_string(++count);  // a file has none twice
  f.of = std::move(of);
  f.over = std::move(over);
  return f;
}

const FigureTerm births{1, "births", {}}, units{1, "units", {}};

}  // namespace

TEST_CASE("a ratio of sums has the interval of its residuals") {
  // 1/10, 3/20, 2/30: ratio 0.1; residuals 0, 1, -1 of variance 1; mean below 20.
  const std::vector<double> above{1, 3, 2}, below{10, 20, 30};
  const auto interval = ratio_interval(above, below, 0.95);
  REQUIRE(interval);
  CHECK(interval->mean == Approx(0.1));
  const double half_width = 4.302652729911275 / std::sqrt(3) / 20;  // t(0.975, 2)
  CHECK(interval->half_width == Approx(half_width));
  CHECK(interval->low == Approx(0.1 - half_width));
  CHECK(interval->high == Approx(0.1 + half_width));
  CHECK(ratio_interval(above, below, 0.99)->half_width > 2 * half_width);

  CHECK(!ratio_interval(above, std::vector<double>{0, 0, 0}, 0.95));
  CHECK(!ratio_interval(above, std::vector<double>{1, -2, 1}, 0.95));
  CHECK(std::isinf(ratio_interval(std::vector<double>{1}, std::vector<double>{2}, 0.95)->half_width));
}

TEST_CASE("over a constant it is the mean with Student's interval") {
  const std::vector<double> above{1, 3, 2.5, 7}, below{2, 2, 2, 2};
  Moments halves;
  for (const double n : above) halves.add(n / 2);
  const Interval mean = student_interval(halves, 0.999);
  const auto interval = ratio_interval(above, below, 0.999);
  REQUIRE(interval);
  CHECK(interval->mean == Approx(mean.mean));
  CHECK(interval->half_width == Approx(mean.half_width));
}

TEST_CASE("figures weigh sums, of one element where they name one, in every arm") {
  const Numbers numbers{{{100, 50, 10}, {100, 50, 30}}, {{200, 0, 0}, {200, 0, 0}}};
  Figure per_cent = figure({{1, "units", {{"cause", "pph"}, {"district", "cilegon"}}}}, {births});
  per_cent.scale = 100;
  const Figure difference = figure({births, {-0.5, "births", {{"district", "lebak"}}}}),
               a_day = figure({births}, {{1, "days", {}}}),
               other = figure({{1, "units", {{"cause", "aph"}}}}, {births}),
               weeks = figure({{2, "days", {}}}, {{7, "days", {}}}),
               nowhere = figure({births}, {{1, "births", {{"district", "lebak"}}}});
  const Comparison c = comparison_of(numbers, {per_cent, difference, a_day, other, weeks, nowhere});
  REQUIRE(c.figures.size() == 6);
  const auto value = [&](std::size_t f, std::size_t arm) { return c.figures[f].arms[arm].value->mean; };
  CHECK(value(0, 0) == Approx(100 * 40 / 300.0));
  CHECK(value(0, 1) == 0);
  CHECK(value(1, 0) == Approx((150 - 25) / 2.0));
  CHECK(value(1, 1) == Approx(100));
  CHECK(value(2, 0) == Approx(150 / 730.0));
  CHECK(value(3, 0) == 0);
  CHECK(value(4, 0) == Approx(2 / 7.0));
  CHECK(c.figures[4].arms[0].value->half_width == Approx(0).margin(1e-12));
  CHECK(value(5, 0) == Approx(3));
  CHECK(!c.figures[5].arms[1].value);
  CHECK(c.figures[0].arms[0].verdict == Verdict::none);
}

TEST_CASE("a published value lies inside or outside the interval, in the arms it stands for") {
  // 0.1 ± 0.124 in arm a, 0.2 ± 0 in arm b, no births in arm c
  const Numbers numbers{{{10, 0, 1}, {20, 0, 3}, {30, 0, 2}},
                        {{10, 0, 2}, {20, 0, 4}, {30, 0, 6}},
                        {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}}};
  const auto verdicts = [&](double published, const std::string& arm) {
    Figure f = figure({units}, {births});
    f.published = published;
    f.source = "a table";
    f.arm = arm;
    std::vector<Verdict> all;
    const Comparison c = comparison_of(numbers, {f});
    for (const FiguredArm& a : c.figures[0].arms) all.push_back(a.verdict);
    return all;
  };
  using enum Verdict;
  CHECK(verdicts(0.2, "") == std::vector{inside, inside, unknown});
  CHECK(verdicts(0.22, "") == std::vector{inside, outside, unknown});
  CHECK(verdicts(0.23, "") == std::vector{outside, outside, unknown});
  CHECK(verdicts(0.23, "b") == std::vector{none, outside, none});
  CHECK(verdicts(0.23, "left out of the run") == std::vector{none, none, none});
}

TEST_CASE("two values agree that lie no farther apart than the sides that face each other come to") {
  const Interval simulated{10, 3, 7, 13};
  CHECK(agree(simulated, 15, {11, 30}));  // 5 apart, 3 and 4
  CHECK_FALSE(agree(simulated, 15, {11.1, 30}));
  CHECK(agree(simulated, 5, {0, 9}));
  CHECK_FALSE(agree(simulated, 5, {0, 8.9}));
  CHECK(agree(simulated, 13, {13, 13}));
  CHECK_FALSE(agree(simulated, 13.01, {13.01, 13.01}));
  // 0.1 ± 0.124 in arm a: 0.4 is out of it, and within both with 0.12 to 0.9.
  const Numbers numbers{{{10, 0, 1}, {20, 0, 3}, {30, 0, 2}}};
  Figure f = figure({units}, {births});
  f.published = 0.4;
  f.source = "a table";
  CHECK(comparison_of(numbers, {f}).figures[0].arms[0].verdict == Verdict::outside);
  f.published_range = {0.12, 0.9};
  f.name += " again";
  CHECK(comparison_of(numbers, {f}).figures[0].arms[0].verdict == Verdict::inside);
}

TEST_CASE("one replication gives a value without interval or verdict") {
  Figure f = figure({units}, {births});
  f.published = 0.1;
  f.source = "a table";
  const Comparison c = comparison_of({{{10, 0, 1}}}, {f});
  CHECK(c.figures[0].arms[0].value->mean == Approx(0.1));
  CHECK(c.figures[0].arms[0].verdict == Verdict::unknown);
}

TEST_CASE("a file says what of a figure it lacks") {
  const auto failure_of = [](const FigureTerm& term) {
    try {
      comparison_of({{{1, 1, 1}}}, {figure({term})});
    } catch (const FileError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const FigureTerm units_of_nothing{1, "no_such_units", {}};
  CHECK_THAT(failure_of({1, "births", {{"month", "2018-01"}}}), Contains("births is not kept by month"));
  CHECK_THAT(failure_of({1, "births", {{"district", "serang"}}}),
             Contains("there is no district \"serang\""));
  CHECK(failure_of(births).empty());
  CHECK_THAT(failure_of(units_of_nothing), Contains("has no measure no_such_units"));
}
