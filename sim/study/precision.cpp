#include "study/precision.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "compare/headline.hpp"
#include "model/world/world.hpp"

namespace darah {

namespace {

constexpr std::string_view time_unit = "s", integral_suffix = " s", millionths_of = "1e-6 ", hash_unit = "1";

const Measure* measure_of(std::string_view name) {
  const auto all = measures();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Measure& m) { return m.name == name; });
  return found == all.end() || found->unit == hash_unit ? nullptr : &*found;
}

double sum(const Results& results, const Outcome& outcome, std::string_view measure) {
  for (const Layout::Kept& kept : results.layout.kept()) {
    if (kept.measure.name != measure) continue;
    double total = 0;
    for (std::size_t i = 0; i < kept.size; ++i) total += static_cast<double>(outcome.values[kept.offset + i]);
    return total;
  }
  DARAH_VALIDATE(false, "results lack the measure " + std::string(measure));
  return 0;
}

std::vector<double> values_of(const Results& results, std::size_t arm, const Yardstick& yardstick) {
  const double years = static_cast<double>(results.measured_days) / 365;
  std::vector<double> values;
  for (const Replication& replication : results.replications) {
    const Outcome& outcome = replication.arms[arm];
    const double below = yardstick.denominator.empty() ? years : sum(results, outcome, yardstick.denominator);
    values.push_back(below == 0 ? std::numeric_limits<double>::quiet_NaN()
                                : sum(results, outcome, yardstick.numerator) * yardstick.scale / below);
  }
  return values;
}

/// Adds the replications that follow.
void append(Results& results, Results more) {
  if (results.replications.empty()) {
    results = std::move(more);
    return;
  }
  std::move(more.replications.begin(), more.replications.end(), std::back_inserter(results.replications));
  results.wall_seconds += more.wall_seconds;
  results.out_of_memory = more.out_of_memory;
  results.threads = std::max(results.threads, more.threads);
  results.peak_memory_bytes = std::max(results.peak_memory_bytes, more.peak_memory_bytes);
}

}  // namespace

std::string to_text(const Precision& p) {
  return p.relative ? fmt::format("{:g}%", 100 * p.half_width) : fmt::format("{:g}", p.half_width);
}

std::string to_text(const PrecisionGoal& goal) {
  return fmt::format("{} of {}, at most {}", to_text(goal.precision), goal.measure, goal.most);
}

std::vector<std::string> measurable() {
  std::vector<std::string> names;
  for (const Measure& m : measures()) {
    if (measure_of(m.name) != nullptr) names.emplace_back(m.name);
  }
  return names;
}

Yardstick yardstick_of(std::string_view name) {
  const Measure* const measure = measure_of(name);
  DARAH_VALIDATE(measure != nullptr, "no measure " + std::string(name));
  const std::string unit = unit_of_results(measure->unit);
  if ((unit == time_unit || unit == "s2") && !measure->denominator.empty()) {
    const bool share = unit_of_results(measure_of(measure->denominator)->unit) == unit;
    if (share || unit != time_unit) return {name, measure->denominator, 1, share ? "" : unit};
    return {name, measure->denominator, scale::minutes, "min"};
  }
  if (unit == time_unit) return {name, {}, scale::minutes, "min a year"};
  if (unit.ends_with(integral_suffix))
    return {name, {}, scale::mean_over_a_year, unit.substr(0, unit.size() - integral_suffix.size())};
  if (unit.starts_with(millionths_of)) {
    return {name, {}, scale::micro, unit.substr(millionths_of.size()) + " a year"};
  }
  return {name, {}, 1, unit + " a year"};
}

std::int64_t PrecisionStep::goes_to(std::int64_t most) const {
  double needed = static_cast<double>(replications) + 1;
  for (const ArmPrecision& arm : arms) {
    if (!arm.reached) needed = std::max(needed, arm.needed);
  }
  return prefix_from(needed, most);
}

std::vector<ArmPrecision> precision_of(const Results& results, const PrecisionGoal& goal) {
  const Yardstick yardstick = yardstick_of(goal.measure);
  std::vector<std::size_t> shown;
  for (std::size_t a = 0; a < results.arms.size(); ++a) {
    if (a == 0 || !results.arms[a].member.generated(a)) shown.push_back(a);
  }
  const std::vector<double> baseline = values_of(results, 0, yardstick),
                            nothing(results.replications.size(), 0);
  std::vector<ArmPrecision> arms;
  for (const std::size_t a : shown) {
    if (a == 0 && shown.size() > 1) continue;
    const Moments moments = a == 0 ? paired_differences(baseline, nothing)
                                   : paired_differences(values_of(results, a, yardstick), baseline);
    const Interval interval = student_interval(moments, usual_confidence);
    arms.push_back({results.arms[a].name, interval,
                    replications_needed(moments, goal.precision, usual_confidence),
                    goal.precision.reached(interval)});
  }
  return arms;
}

Results run_to_precision(const Scenario& scenario, RunOptions options, const PrecisionGoal& goal,
                         const std::function<void(const PrecisionStep&)>& told) {
  Results results;
  const auto progress = std::exchange(options.progress, {});
  for (std::int64_t prefix = first_prefix; prefix <= goal.most; prefix *= 2) {
    options.first = std::ssize(results.replications);
    options.replications = prefix - options.first;
    const double before = results.wall_seconds;
    if (progress) {
      options.progress = [&](const Progress& p) {
        const double done = static_cast<double>(options.first) + p.done * static_cast<double>(p.replications);
        progress(
            {done / static_cast<double>(prefix), options.first + p.finished, prefix, before + p.seconds});
      };
    }
    append(results, run_scenario(scenario, options));
    results.replications_requested = prefix;
    results.precision = to_text(goal);
    if (!results.complete()) break;
    const PrecisionStep step{prefix, results.wall_seconds, precision_of(results, goal)};
    told(step);
    if (step.reached()) break;
  }
  return results;
}

}  // namespace darah
