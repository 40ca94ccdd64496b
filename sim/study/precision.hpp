#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/statistics.hpp"
#include "study/run.hpp"

/// Runs that go on until a measure's paired differences are known as well as was asked.

namespace darah {

struct PrecisionGoal {
  Precision precision{0.05, true};
  std::string measure = "deaths_expected";
  std::int64_t most = 1024;  ///< replications; one of the prefixes
};

/// "5%" or "0.5".
std::string to_text(const Precision& precision);
/// "5% of deaths_expected, at most 1024".
std::string to_text(const PrecisionGoal& goal);

/// How a measure is looked at: its sum over everything, a year; a sum of times instead over its denominator.
/// Times are in minutes, time-integrals as the mean number there, millionths as wholes.
struct Yardstick {
  std::string_view numerator, denominator;  ///< none: a year
  double scale = 1;
  std::string unit;  ///< "deaths a year", "min"
};
/// Requires the name of a measure that is no hash.
Yardstick yardstick_of(std::string_view measure);
/// Names of the measures that have one.
std::vector<std::string> measurable();

/// How well one arm's difference from the first is known, or the mean, if there is but one.
struct ArmPrecision {
  std::string arm;
  Interval interval{};  ///< 95%, in the yardstick's unit
  double needed = 0;    ///< replications, as far as can be told now; infinite where no number will do
  bool reached = false;
};

/// What is known after one of the prefixes.
struct PrecisionStep {
  std::int64_t replications = 0;
  double seconds = 0;  ///< since the start
  std::vector<ArmPrecision> arms;

  bool reached() const {
    return std::all_of(arms.begin(), arms.end(), [](const ArmPrecision& arm) { return arm.reached; });
  }
  /// The prefix to which the run is expected to go.
  std::int64_t goes_to(std::int64_t most) const;
};

/// The precision of every arm but those generated for an attribution. Requires a replication.
std::vector<ArmPrecision> precision_of(const Results& results, const PrecisionGoal& goal);

/// Runs the prefixes 16, 32, 64, ... until every arm has the precision or goal.most is reached, so that what
/// comes out depends on scenario, seed and goal alone: the replications are those of run_scenario. `told` is
/// called after each prefix. When stopped, the finished replications are kept, of those of the prefix under
/// way. `options.first` and `options.replications` are not looked at.
Results run_to_precision(const Scenario& scenario, RunOptions options, const PrecisionGoal& goal,
                         const std::function<void(const PrecisionStep&)>& told);

}  // namespace darah
