#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/comparison.hpp"
#include "compare/synthetic.hpp"

using namespace darah;

namespace {

constexpr std::array<Measure, 4> measures = {{
    {"births", "births", {"district", "month"}, "live births"},
    {"deaths_true", "deaths", {"district", "month"}, "maternal deaths", "births"},
    {"treated", "women", {"district"}, "treated women"},
    {"delay_time", "us", {"district", "delay"}, "delays"},
}};

constexpr auto lines = std::to_array<Headline>({
    {"births", "births", CountedIn::a_year, "births"},
    {"deaths", "deaths", CountedIn::a_year, "deaths_true", {}, 1, 1, "district"},
    {"ratio", "ratio", CountedIn::none, "deaths_true", "births", 1e5, 1},
    {"reach", "reach", CountedIn::minutes, "delay_time", "treated", scale::minutes, 1, "district",
     "delay=reach"},
    {"absent", "absent", CountedIn::none, "no_such_measure"},
    {"absent_below", "absent below", CountedIn::none, "births", "no_such_measure"},
});

/// Deaths by replication in two districts, in the arms "a", "b", "c"; half a year measured.
Results results_of(const std::vector<std::vector<std::array<std::int64_t, 2>>>& deaths) {
  Results results = synthetic_results();
  results.measured_days = 0;
  results.replications.clear();
  results.arms.clear();
  for (std::size_t a = 0; a < deaths.size(); ++a)
    results.arms.push_back({std::string(1, static_cast<char>('a' + a)), ""});
  results.measured_days = 730;
  results.layout = Layout(measures, results.labels, Detail::full);
  std::size_t count = deaths[0].size();
  results.replications_requested = static_cast<std::int64_t>(count);
  for (std::size_t r = 0; r < count; ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0, {}};
    for (const auto& arm : deaths) {
      Outcome outcome;
      outcome.values = {1000,      1000, 1000, 500, 500, 500,        // births: 3000 and 1500
                        arm[r][0], 0,    0,    0,   0,   arm[r][1],  // deaths
                        2,         0,                                // treated: none in the second district
                        1,         3600, 0,    0};                   // delays: 3600 s over two women
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

Comparison comparison_of(const Results& results, const std::string& baseline = "a") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  return compare(ResultsReader(folder.path / "r.h5"), baseline, lines);
}

}  // namespace

TEST_CASE("means, paired differences and ratios have their known values") {
  // Differences in deaths by replication: -3, -5, -4: mean -4, standard deviation 1, over two years half of
  // it.
  const Comparison c = comparison_of(results_of({{{10, 2}, {20, 2}, {30, 2}}, {{8, 1}, {16, 1}, {27, 1}}}));
  REQUIRE(c.tables.size() == 3);  // all, deaths by district, reach by district
  const auto& rows = c.tables[0].rows;
  REQUIRE(rows.size() == 6);  // four lines the file has, averted, caused
  CHECK(rows[0].label == "births (a year)");
  CHECK(rows[0].arms[0].value->mean == 2250);
  CHECK(!rows[0].arms[0].difference);

  CHECK(rows[1].arms[0].value->mean == 11);
  CHECK(rows[1].arms[1].value->mean == 9);
  const Interval d = *rows[1].arms[1].difference;
  CHECK(d.mean == Approx(-2));
  CHECK(d.half_width == Approx(4.302652729911275 * 0.5 / std::sqrt(3)));  // t(0.975, 2)

  CHECK(rows[2].arms[0].value->mean == Approx((12 + 22 + 32) / 3.0 / 4500 * 1e5));
  CHECK(rows[3].arms[0].value->mean == Approx(30));
  CHECK(rows[3].arms[1].difference->mean == 0);

  CHECK(c.tables[1].rows[1].label == "lebak");
  CHECK(c.tables[1].rows[1].arms[0].value->mean == 1);
  CHECK(c.tables[1].rows[1].arms[1].difference->mean == Approx(-0.5));
  CHECK(!c.tables[2].rows[1].arms[0].value);  // no woman treated there: a ratio without meaning
}

TEST_CASE("deaths averted and caused are told by name") {
  Results results = results_of({{{2, 0}, {2, 0}}, {{2, 0}, {1, 0}}});
  const auto die = [&](std::size_t replication, std::size_t arm, std::vector<std::uint64_t> women) {
    for (const std::uint64_t woman : women) {
      results.replications[replication].arms[arm].deaths.push_back(
          {woman, 0, 0, 0, 0, LastMissing::transport});
    }
  };
  die(0, 0, {1, 2});
  die(0, 1, {2, 3});  // averts 1, causes 3
  die(1, 0, {2, 3});
  die(1, 1, {2});  // averts 3: woman 3 of another replication is another woman
  const Comparison c = comparison_of(results);
  const auto& rows = c.tables[0].rows;
  CHECK(rows[4].arms[1].value->mean == 0.5);  // 2 averted in 2 replications of 2 years
  CHECK(rows[5].arms[1].value->mean == 0.25);
  REQUIRE(c.precision.size() == 1);
  CHECK(c.precision[0].drawn.difference.mean == Approx(-0.25));
  // a = 1, b = 0.5 a replication; the variance seen (0.5) asks for more than 3.84 x 1.5 / 0.5^2
  Moments seen;
  seen.add(0);
  seen.add(-1);
  CHECK(c.precision[0].drawn.to_see ==
        std::max(std::ceil(3.84 * 1.5 / 0.25), replications_needed(seen, 0.5, 0.95)));
  CHECK(c.precision[0].drawn.to_tenth ==
        std::max(std::ceil(3.84 * 1.5 / 0.0025), replications_needed(seen, 0.05, 0.95)));

  const Comparison other = comparison_of(results, "b");
  CHECK(other.arms == std::vector<std::string>{"b", "a"});
  CHECK(other.tables[0].rows[4].arms[1].value->mean == 0.25);
}

TEST_CASE("lines in which nothing happened are left out and counted") {
  // No deaths: the lines of deaths, their ratio and the table by district.
  const Comparison quiet = comparison_of(results_of({{{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}}));
  REQUIRE(quiet.tables.size() == 2);
  CHECK(quiet.tables[1].title == "reach (min)");
  CHECK(quiet.tables[0].rows.size() == 4);  // births, reach, averted, caused
  CHECK(quiet.left_out == 2);

  // Deaths in one arm of one replication are enough.
  CHECK(comparison_of(results_of({{{0, 0}, {0, 0}}, {{0, 0}, {0, 1}}})).left_out == 0);

  Results barren = results_of({{{1, 0}, {0, 0}}, {{0, 0}, {0, 0}}});
  for (Replication& replication : barren.replications) {
    for (Outcome& outcome : replication.arms) std::fill_n(outcome.values.begin(), 6, 0);
  }
  const Comparison without = comparison_of(barren);
  CHECK(without.precision.empty());
  CHECK(without.left_out == 4);               // births, the ratio to them, averted, caused
  CHECK(without.tables[0].rows.size() == 2);  // deaths and reach, none by name
}

TEST_CASE("a line that the model does not count stays, without a value") {
  constexpr std::array<Headline, 1> of_deaths = {{{"reach",
                                                   "reach",
                                                   CountedIn::minutes,
                                                   "delay_time",
                                                   "treated",
                                                   scale::minutes,
                                                   1,
                                                   {},
                                                   "delay=reach",
                                                   true,
                                                   "deaths_true"}}};
  const auto row_of = [&](std::int64_t deaths) {
    const ScratchFolder folder;
    write_results(folder.path / "r.h5", results_of({{{0, 0}, {0, 0}}, {{0, 0}, {0, deaths}}}));
    return compare(ResultsReader(folder.path / "r.h5"), "a", of_deaths).tables.at(0).rows.at(0);
  };
  const ComparedRow counted = row_of(1), not_counted = row_of(0);
  CHECK(counted.counted);
  CHECK(counted.arms[0].value->mean == Approx(30));
  CHECK(!not_counted.counted);
  REQUIRE(not_counted.arms.size() == 2);
  for (const ComparedCell& cell : not_counted.arms) CHECK((!cell.value && !cell.difference));
}
