#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "compare/synthetic.hpp"
#include "regression/small_world.hpp"
#include "study/run.hpp"
#include "study/warm_up.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Results of two replications whose first level is the function, and the others steady.
template <class Level>
Results weekly(std::size_t weeks, std::int64_t warm_up_days, Level&& level) {
  Results results = synthetic_results(Detail::full, 2);
  results.warm_up_days = warm_up_days;
  for (Replication& replication : results.replications) {
    const std::int64_t noise = replication.number == 0 ? 3 : -3;  // gone in the average
    for (std::size_t w = 0; w < weeks; ++w)
      replication.arms.front().weekly.push_back({{level(w) + noise, 100, 100, 100, 100}});
  }
  return results;
}

}  // namespace

TEST_CASE("a transient longer than the warm-up is told, with the warm-up it takes") {
  const auto decay = [](std::size_t w) { return w < 30 ? 1000 - 30 * static_cast<std::int64_t>(w) : 100; };
  const auto found = unsettled(weekly(104, 140, decay));
  REQUIRE(found.size() == 1);
  CHECK(found[0].series == state_levels[Level::red_cells].name);
  CHECK(found[0].settles);
  CHECK(found[0].days == 210);
  CHECK(unsettled(weekly(104, 210, decay)).empty());
}

TEST_CASE("a series that never settles is told, one too short to judge is not") {
  const auto drift = [](std::size_t w) { return static_cast<std::int64_t>(10 * w); };
  const auto found = unsettled(weekly(104, 365, drift));
  REQUIRE(found.size() == 1);
  CHECK(!found[0].settles);
  CHECK(found[0].days == 728);
  CHECK(unsettled(weekly(51, 28, drift)).empty());
  Results none = weekly(104, 365, drift);
  none.replications.clear();
  CHECK(unsettled(none).empty());
}

TEST_CASE("the state is looked at each week from time 0 until the window closes") {
  const Scenario s = small({"run.warm_up=\"30 d\"", "run.policy_start=2018-04-12", "run.horizon=\"31 d\""});
  RunOptions options;
  const Results results = run_scenario(s, options);
  const Model base(s.base);
  const auto& weekly = results.replications.front().arms.front().weekly;
  CHECK(results.labels.at("week").size() == weekly.size());
  CHECK(results.warm_up_days == 30);
  CHECK(results.replications.front().arms.back().weekly.empty() == (s.arms.size() > 1));

  World w(base, {options.seed, 0});
  const Model arm(s.base, s.arms.front().parameters);
  std::size_t week = 0;
  for (Time t{}; t <= base.end; t = t + days(1)) {  // policy_start lies within a week
    w.run_until(t <= base.policy_start ? base : arm, t);
    if (t == base.policy_start) w.start_policy(arm);
    if (t.us % (7 * Model::day_us) != 0) continue;
    REQUIRE(week < weekly.size());
    CHECK(w.look(arm) == weekly[week++]);
  }
  CHECK(week == weekly.size());
  CHECK(weekly.front() != weekly.back());
}

TEST_CASE("a drift that moves the mean by less than 1% is not told") {
  const auto drift = [](std::size_t w) { return 100'000 + static_cast<std::int64_t>(10 * w); };
  CHECK(unsettled(weekly(104, 365, drift)).empty());
}
