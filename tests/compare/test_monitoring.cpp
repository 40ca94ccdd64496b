#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "compare/monitoring.hpp"
#include "compare/synthetic.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr auto agreement_measures = std::to_array<Measure>({
    {"agreement_months", "month ends", {"district", "month"}, "month ends with an agreement in force"},
    {"modification", "1e-6", {"district", "month"}, "distance from the template"},
    {"fidelity", "1e-6", {"district", "month", "mechanism"}, "fidelity"},
    {"month_ends", "month ends", {"district", "month"}, "month ends"},
    {"operational_level", "1e-6", {"district", "month"}, "operational level"},
    {"informed_puskesmas", "puskesmas", {"district", "month"}, "puskesmas reached"},
    {"puskesmas", "puskesmas", {"district", "month"}, "all puskesmas"},
    {"puskesmas_in_force", "puskesmas", {"district", "month"}, "puskesmas where in force"},
    {"candidates_registered", "donors", {"district", "month"}, "registered"},
    {"candidates_uncalled", "donors", {"district", "month"}, "uncalled"},
    {"candidates_bled", "donors", {"district", "month"}, "bled"},
    {"candidates_used", "units", {"district", "month"}, "used"},
    {"reserve_taken", "units", {"district", "month"}, "taken"},
    {"reserve_to_others", "units", {"district", "month"}, "to others"},
    {"deaths_conditional", "1e-6 deaths", {"district", "month"}, "expected deaths"},
    {"onset_to_blood", "us", {"district", "month"}, "times"},
    {"blood_recipients", "women", {"district", "month"}, "women"},
});

/// One district in one month.
struct Cell {
  bool in_force = false;
  double distance = 0, done = 0;
  std::int64_t informed = 0, uncalled = 0, used = 0, to_others = 0;
  double deaths = 0;
  std::int64_t minutes = 0, recipients = 1;
};

/// Value of a measure in a cell; of each mechanism alike.
std::int64_t value_of(std::string_view measure, const Cell& c) {
  const auto millionths = [](double x) { return std::llround(x * 1e6); };
  const std::int64_t on = c.in_force ? 1 : 0;
  if (measure == "agreement_months") return on;
  if (measure == "modification") return on * millionths(c.distance);
  if (measure == "fidelity") return on * millionths(c.done);
  if (measure == "month_ends") return 1;
  if (measure == "operational_level") return on * 3'000'000;
  if (measure == "informed_puskesmas") return on * c.informed;
  if (measure == "puskesmas") return 10;
  if (measure == "puskesmas_in_force") return on * 10;
  if (measure == "candidates_registered") return on * 8;
  if (measure == "candidates_uncalled") return c.uncalled;
  if (measure == "candidates_bled") return on * 4;
  if (measure == "candidates_used") return c.used;
  if (measure == "reserve_taken") return on * 5;
  if (measure == "reserve_to_others") return c.to_others;
  if (measure == "deaths_conditional") return millionths(c.deaths);
  if (measure == "onset_to_blood") return c.minutes * c.recipients * 60'000'000;
  return c.recipients;
}

const std::vector<std::string> two_years{"2018-11", "2018-12", "2019-01", "2019-02"};

/// Arms by name; in each cell(replication, district, month).
template <class Make>
Results results_of(const std::vector<std::string>& arms, std::size_t replications, Make&& cell,
                   std::span<const Measure> kept = agreement_measures, Detail detail = Detail::full) {
  Results results = synthetic_results();
  results.measured_days = 120;  // the four months
  results.arms.clear();
  for (const std::string& arm : arms) results.arms.push_back({arm, ""});
  results.labels["month"] = two_years;
  results.labels["mechanism"] = {mechanism_labels.begin(), mechanism_labels.end()};
  results.layout = Layout(kept, results.labels, detail);
  results.replications.clear();
  results.replications_requested = static_cast<std::int64_t>(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0, {}};
    for (const std::string& arm : arms) {
      std::vector<std::int64_t> values;
      for (const Measure& m : kept) {
        for (std::size_t d = 0; d < 2; ++d) {
          for (std::size_t month = 0; month < two_years.size(); ++month)
            values.insert(values.end(), m.name == "fidelity" ? mechanism_labels.size() : 1,
                          value_of(m.name, cell(arm, r, d, month)));
        }
      }
      Outcome outcome;
      outcome.values = results.layout.reduce(values);
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

/// The first district of "mou" has an agreement, from December 2018 on; "none" has none.
Cell usual(const std::string& arm, std::size_t r, std::size_t district, std::size_t month) {
  Cell cell{.deaths = 1, .minutes = 300};
  if (arm != "mou" || district != 0) return cell;
  cell.in_force = month > 0;
  if (!cell.in_force) return cell;
  const std::int64_t year = month > 1 ? 1 : 0;
  cell.distance = year == 0 ? 0.5 : 0.25;
  cell.done = 0.6;
  cell.informed = 6 + year;
  cell.uncalled = 2;
  cell.used = 1;
  cell.to_others = 2;
  cell.deaths = 1 - 0.1 * static_cast<double>(r + 1);
  cell.minutes = 280 - 10 * static_cast<std::int64_t>(r);
  return cell;
}

Monitoring monitoring_of(const Results& results, const std::string& baseline = "none") {
  const ScratchFolder folder;
  ResultsWriter(folder.path / "r.h5").write(results);
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
  CHECK_THAT(to_text(m, 110), !Contains("nan"));
}

TEST_CASE("the tables say where there is no agreement") {
  const std::string text = to_text(monitoring_of(results_of({"none", "mou"}, 3, usual)), 110);
  CHECK_THAT(text, Contains("none: no agreement in any district\n"));
  CHECK_THAT(text, Contains("district       year"));
  CHECK_THAT(text, Contains("\ncilegon        2018      0.50  60.0    3.0"));
  CHECK_THAT(text, Contains("\n               2019      0.25"));
  CHECK_THAT(text, Contains("\nlebak          2018      none"));
  CHECK_THAT(text, Contains("Against none"));
  CHECK_THAT(text, Contains("none: no agreement in force there"));
  CHECK_THAT(text, Contains("120 days measured"));
  CHECK_THAT(text, Contains("Over 3 replications"));
  CHECK_THAT(text, !Contains("--baseline"));
  // Where the baseline has agreements and another arm none, the other way round is worth a look.
  const std::string other = to_text(monitoring_of(results_of({"none", "mou"}, 3, usual), "mou"), 1000);
  CHECK_THAT(other, Contains("with --baseline none."));
  CHECK_THAT(other, Contains("\nmou\n"));
}

TEST_CASE("one replication has no interval, one arm no effects") {
  const std::string one = to_text(monitoring_of(results_of({"none", "mou"}, 1, usual)), 110);
  CHECK_THAT(one, Contains("± n/a"));
  CHECK_THAT(one, Contains("one replication gives none"));
  const Monitoring alone = monitoring_of(results_of({"mou"}, 2, usual), "mou");
  CHECK(!alone.has_deaths);
  CHECK(!alone.has_minutes);
  CHECK_THAT(to_text(alone, 110), !Contains("Against"));
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
  CHECK_THAT(to_text(unknown, 110), !Contains("no agreement"));

  const std::vector<Measure> effects(agreement_measures.end() - 3, agreement_measures.end());
  const Monitoring bare = monitoring_of(results_of({"none", "mou"}, 2, usual, effects));
  CHECK(bare.indicators.empty());
  CHECK_THAT(to_text(bare, 110), Contains("Against none"));
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
  CHECK_THAT(to_text(m, 110), !Contains("  year"));

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

TEST_CASE("tables of monitoring keep within 110 columns, and within 80 in panels") {
  Results results = results_of({"none", "mou"}, 3, usual);
  results.labels["district"] = {"tangerang-selatan", "lebak"};
  const Monitoring m = monitoring_of(results);
  CHECK_THAT(to_text(m, 110), Contains("Agreement              Deviation from the goal (%)    Against none"));
  for (const std::size_t width : {80U, 110U}) {
    std::istringstream text(to_text(m, width));
    for (std::string line; std::getline(text, line);) {
      const auto columns =
          std::count_if(line.begin(), line.end(), [](char ch) { return (ch & 0xc0) != 0x80; });
      INFO(line);
      CHECK(columns <= static_cast<long>(width));
    }
  }
  CHECK_NOTHROW(to_text(m, 0));
}
