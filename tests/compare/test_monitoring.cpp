#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/agreements.hpp"
#include "compare/monitoring.hpp"

using namespace darah;
using Catch::Contains;

namespace {

Monitoring monitoring_of(const Results& results, const std::string& baseline = "none") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  return monitor(ResultsReader(folder.path / "r.h5"), baseline);
}

const MonitoredArm& arm(const Monitoring& monitoring, const std::string& name) {
  return *std::find_if(monitoring.arms.begin(), monitoring.arms.end(),
                       [&](const MonitoredArm& a) { return a.name == name; });
}

std::vector<std::string> numerators(const Monitoring& monitoring) {
  std::vector<std::string> names;
  for (const Indicator& indicator : monitoring.indicators) names.emplace_back(indicator.numerator);
  return names;
}

/// The measures but those named.
std::vector<Measure> without(const std::vector<std::string_view>& names) {
  std::vector<Measure> kept;
  std::copy_if(
      agreement_measures.begin(), agreement_measures.end(), std::back_inserter(kept),
      [&](const Measure& m) { return std::find(names.begin(), names.end(), m.name) == names.end(); });
  return kept;
}

}  // namespace

TEST_CASE("modification and deviation are told by district and calendar year") {
  const Monitoring m = monitoring_of(results_of({"none", "mou"}, 3, usual));
  CHECK(m.by_year);
  REQUIRE(m.arms.size() == 2);
  CHECK(!m.arms[0].in_force);
  CHECK(m.arms[1].in_force);
  const auto& rows = m.arms[1].rows;
  REQUIRE(rows.size() == 6);  // two districts and all, two years
  CHECK(rows[0].district == "cilegon");
  CHECK(rows[0].year == "2018");
  CHECK(rows[1].year == "2019");
  CHECK(rows[2].district == "lebak");
  CHECK(rows[4].district == "all districts");
  REQUIRE(rows[0].levels.size() == 7);
  const auto level = [&](std::size_t row, std::size_t i) { return *rows[row].levels[i]; };
  CHECK(level(0, 0) == Approx(0.5));  // of December alone: November had no agreement
  CHECK(level(1, 0) == Approx(0.25));
  CHECK(level(0, 1) == Approx(60));
  CHECK(level(0, 2) == Approx(3));
  CHECK(level(0, 3) == Approx(40));
  CHECK(level(1, 3) == Approx(30));
  CHECK(level(1, 4) == Approx(25));
  CHECK(level(1, 5) == Approx(25));
  CHECK(level(1, 6) == Approx(40));
  CHECK(!rows[2].in_force);
  CHECK(!rows[2].levels[0]);
  CHECK(rows[4].in_force);
  CHECK(level(4, 0) == Approx(0.5));  // a mean over agreements, not districts
  CHECK(level(5, 3) == Approx(30));
}

TEST_CASE("effects are paired with the baseline, a year") {
  const Monitoring m = monitoring_of(results_of({"none", "mou"}, 3, usual));
  CHECK(!arm(m, "none").rows[0].deaths);
  CHECK(!arm(m, "none").rows[0].minutes);
  const auto& rows = arm(m, "mou").rows;
  // In 2018 one of two months: -0.1, -0.2, -0.3 deaths in 61 days; in 2019 two in 59.
  const double t = 4.302652729911275;  // t(0.975, 2)
  CHECK(rows[0].deaths->mean == Approx(-0.2 * 365 / 61));
  CHECK(rows[0].deaths->half_width == Approx(t * 0.1 * 365 / 61 / std::sqrt(3)));
  CHECK(rows[1].deaths->mean == Approx(-0.4 * 365 / 59));
  CHECK(rows[2].deaths->mean == 0);
  CHECK(rows[5].deaths->mean == Approx(-0.4 * 365 / 59));
  CHECK(rows[1].minutes->mean == Approx(-30));
  CHECK(rows[1].minutes->half_width == Approx(t * 10 / std::sqrt(3)));
  CHECK(rows[0].minutes->mean == Approx(-15));  // over November too
  CHECK(rows[5].minutes->mean == Approx(-15));  // over both districts

  const Monitoring other = monitoring_of(results_of({"none", "mou"}, 3, usual), "mou");
  CHECK(other.arms[0].name == "mou");
  CHECK(arm(other, "none").rows[1].deaths->mean == Approx(0.4 * 365 / 59));
}

TEST_CASE("minutes are compared in replications in which women are given blood in both arms") {
  const auto sometimes = [](const std::string& name, std::size_t r, std::size_t d, std::size_t month) {
    Cell cell = usual(name, r, d, month);
    if (d == 1 || (r == 0 && name == "mou")) cell.recipients = 0;
    return cell;
  };
  const Monitoring m = monitoring_of(results_of({"none", "mou"}, 3, sometimes));
  CHECK(arm(m, "mou").rows[1].minutes->mean == Approx(-35));  // of the second and third
  CHECK(!arm(m, "mou").rows[2].minutes);
}

TEST_CASE("one replication has no interval, one arm no effects") {
  const Monitoring one = monitoring_of(results_of({"none", "mou"}, 1, usual));
  CHECK(std::isinf(arm(one, "mou").rows[0].deaths->half_width));
  const Monitoring alone = monitoring_of(results_of({"mou"}, 2, usual), "mou");
  CHECK(!alone.has_deaths);
  CHECK(!alone.has_minutes);
}

TEST_CASE("columns whose measures a file lacks are left out") {
  const auto monitored = [](const std::vector<std::string_view>& names) {
    return monitoring_of(results_of({"none", "mou"}, 2, usual, without(names)));
  };
  CHECK(numerators(monitored({"candidates_uncalled", "reserve_taken"})) ==
        std::vector<std::string>{"modification", "fidelity", "operational_level", "informed_puskesmas",
                                 "candidates_used"});
  CHECK(!monitored({"deaths_conditional"}).has_deaths);
  CHECK(!monitored({"blood_recipients"}).has_minutes);

  // Over all puskesmas: in 2018 6 of 20.
  const Monitoring all = monitored({"puskesmas_in_force"});
  CHECK(*arm(all, "mou").rows[0].levels[3] == Approx(70));
  CHECK(numerators(monitored({"puskesmas_in_force", "puskesmas"})).size() == 6);

  // Whether there is an agreement is not known: nothing is said of it.
  const Monitoring unknown = monitored({"agreement_months"});
  CHECK(unknown.arms[0].in_force);
  CHECK(arm(unknown, "mou").rows[2].in_force);
  CHECK(numerators(unknown).front() == "informed_puskesmas");

  const std::vector<Measure> effects(agreement_measures.end() - 3, agreement_measures.end());
  const Monitoring bare = monitoring_of(results_of({"none", "mou"}, 2, usual, effects));
  CHECK(bare.indicators.empty());
  CHECK((bare.has_deaths && bare.has_minutes));
}

TEST_CASE("files without months have one year, files without districts nothing") {
  const Monitoring m =
      monitoring_of(results_of({"none", "mou"}, 3, usual, agreement_measures, Detail::district_year));
  CHECK(!m.by_year);
  const auto& rows = arm(m, "mou").rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].year.empty());
  CHECK(*rows[0].levels[0] == Approx((0.5 + 2 * 0.25) / 3));
  CHECK(rows[0].deaths->mean == Approx(-0.6 * 365 / 120));

  const Results summary = results_of({"none", "mou"}, 3, usual, agreement_measures, Detail::summary);
  CHECK_THROWS_WITH(monitoring_of(summary), Contains("nothing to monitor by district") && Contains("detail"));
  CHECK_THROWS_AS(monitoring_of(synthetic_results(), "as-2018"), FileError);
}

TEST_CASE("a measure not kept by month cannot be told by year") {
  auto some = without({});
  for (Measure& m : some) {
    if (m.name == "reserve_taken") m.dimensions = {"district"};
  }
  Results results = results_of({"none", "mou"}, 2, usual);
  std::vector<std::int64_t> values;
  results.layout = Layout(some, results.labels, Detail::full);
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) outcome.values.assign(results.layout.size(), 0);
  }
  const Monitoring m = monitoring_of(results);
  const auto names = numerators(m);
  CHECK(std::find(names.begin(), names.end(), "reserve_to_others") == names.end());
}

TEST_CASE("a single district has no line for all") {
  Results results = results_of({"none", "mou"}, 1, usual);
  results.labels["district"] = {"cilegon"};
  results.layout = Layout(agreement_measures, results.labels, Detail::full);
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) outcome.values.assign(results.layout.size(), 1);
  }
  CHECK(monitoring_of(results).arms[0].rows.size() == 2);  // two years
}
