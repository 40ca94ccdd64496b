#include "run/warm_up.hpp"

#include "core/statistics.hpp"
#include "model/world.hpp"

namespace darah {

namespace {

constexpr std::size_t least_weeks = 52;

/// Of one level, by week.
std::vector<double> averages(const Results& results, std::size_t level) {
  std::vector<double> series(results.replications.front().arms.front().weekly.size(), 0);
  const auto n = static_cast<double>(results.replications.size());
  for (const Replication& replication : results.replications) {
    const auto& weekly = replication.arms.front().weekly;
    for (std::size_t w = 0; w < series.size(); ++w) series[w] += static_cast<double>(weekly[w][level]) / n;
  }
  return series;
}

}  // namespace

std::vector<Unsettled> unsettled(const Results& results) {
  std::vector<Unsettled> all;
  if (results.replications.empty()) return all;
  for (std::size_t l = 0; l < state_levels.size(); ++l) {
    const std::vector<double> series = averages(results, l);
    if (series.size() < least_weeks) return {};
    const Truncation truncation = mser5(series);
    const auto days = 7 * static_cast<std::int64_t>(truncation.admissible ? truncation.at : series.size());
    if (truncation.admissible && days <= results.warm_up_days) continue;
    all.push_back({state_levels[l].name, state_levels[l].long_name, days, truncation.admissible});
  }
  return all;
}

}  // namespace darah
