#include <atomic>
#include <catch2/catch.hpp>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/synthetic.hpp"
#include "regression/small_world.hpp"
#include "study/precision.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

Scenario a_month() {
  return small(
      {"run.warm_up=\"28 d\"", "run.policy_start=2018-04-12", "run.horizon=\"31 d\"", "emergency.*.rate=30"});
}

struct Ran {
  Results results;
  std::vector<PrecisionStep> steps;
};

Ran ran(const Scenario& scenario, const PrecisionGoal& goal, std::atomic<bool>* stop_after_first = nullptr) {
  Ran ran;
  RunOptions options;
  options.stop = stop_after_first;
  ran.results = run_to_precision(scenario, options, goal, [&](const PrecisionStep& step) {
    ran.steps.push_back(step);
    if (stop_after_first != nullptr) *stop_after_first = true;
  });
  return ran;
}

const ComparedRow& row(const Comparison& comparison, const std::string& label) {
  const auto& rows = comparison.tables.front().rows;
  return *std::find_if(rows.begin(), rows.end(), [&](const ComparedRow& r) { return r.label == label; });
}

}  // namespace

TEST_CASE("a run to a precision is the run of as many replications", "[.slow]") {
  const Scenario s = a_month();
  const Ran stopped = ran(s, {{1e-9}, "deaths_true", 32});
  REQUIRE(stopped.steps.size() == 2);
  CHECK(stopped.steps[0].replications == 16);
  CHECK(stopped.steps[0].goes_to(32) == 32);
  CHECK(!stopped.steps[1].reached());
  CHECK(stopped.results.complete());
  CHECK(stopped.results.precision == "1e-09 of deaths_true, at most 32");
  RunOptions options;
  options.replications = 32;
  const Results whole = run_scenario(s, options);
  REQUIRE(stopped.results.replications.size() == 32);
  CHECK(stopped.results.replications_requested == whole.replications_requested);
  for (std::size_t r = 0; r < 32; ++r) {
    const Replication &a = stopped.results.replications[r], &b = whole.replications[r];
    CHECK(a.number == b.number);
    for (std::size_t arm = 0; arm < s.arms.size(); ++arm) {
      CHECK(same(a.arms[arm], b.arms[arm]));
      CHECK(a.arms[arm].weekly == b.arms[arm].weekly);
    }
  }

  const Ran at_once = ran(s, {{1e9}, "deaths_true", 1024});
  CHECK(at_once.steps.size() == 1);
  CHECK(at_once.steps[0].reached());
  CHECK(at_once.results.replications.size() == 16);
}

TEST_CASE("a run to a precision that is stopped keeps what is finished, of what it was going to") {
  std::atomic<bool> stop = false;
  const Ran stopped = ran(a_month(), {{1e-9}, "deaths_true", 64}, &stop);
  CHECK(stopped.results.replications.size() == 16);
  CHECK(stopped.results.replications_requested == 32);
  CHECK(!stopped.results.complete());
}

TEST_CASE("precision is that of the differences compare prints") {
  const Ran once = ran(a_month(), {{1e9}, "deaths_true", 16});
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", once.results);
  const ResultsReader reader(folder.path / "r.h5");
  CHECK(reader.text("precision") == "1e+09 of deaths_true, at most 16");
  const Comparison comparison = compare(reader, reader.arms().front());
  for (const auto& [measure, label] : std::vector<std::pair<std::string, std::string>>{
           {"deaths_true", "maternal deaths, true (a year)"},
           {"deaths_expected", "maternal deaths, expected from care (a year)"},
           {"onset_to_treatment", "onset to treatment (min)"}}) {
    INFO(measure);
    const auto arms = precision_of(once.results, {{0.1, true}, measure, 16});
    REQUIRE(arms.size() + 1 == comparison.arms.size());
    for (std::size_t a = 0; a < arms.size(); ++a) {
      const Interval& printed = *row(comparison, label).arms[a + 1].difference;
      CHECK(arms[a].interval.mean == Approx(printed.mean));
      CHECK(arms[a].interval.half_width == Approx(printed.half_width));
      CHECK(arms[a].reached == (printed.half_width <= 0.1 * std::abs(printed.mean)));
    }
  }
}

TEST_CASE("every measure has a yardstick but hashes") {
  CHECK(yardstick_of("deaths_true").unit == "deaths a year");
  CHECK(yardstick_of("deaths_conditional").unit == "deaths a year");
  CHECK(yardstick_of("onset_to_treatment").denominator == "treated");
  CHECK(yardstick_of("onset_to_treatment").unit == "min");
  CHECK(yardstick_of("bed_busy").unit.empty());
  CHECK(yardstick_of("active_donor_time").unit == "donor");
  for (const std::string& name : measurable()) CHECK(yardstick_of(name).numerator == name);
  CHECK_THROWS_AS(yardstick_of("exogenous"), CheckFailure);
}

TEST_CASE("where a run is expected to stop follows from the arm that takes longest") {
  PrecisionStep step{16, 1, {{"a", {}, 40, false}, {"b", {}, 1e9, true}}};
  CHECK(step.goes_to(1024) == 64);
  step.arms[1].reached = false;
  CHECK(step.goes_to(1024) == 1024);
  step.arms = {{"a", {}, 16, false}};  // about as many as there are: one prefix more
  CHECK(step.goes_to(1024) == 32);
}
