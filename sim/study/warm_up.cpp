#include "study/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/statistics.hpp"
#include "model/world/world.hpp"

namespace darah {

namespace {

constexpr std::size_t least_weeks = 52;

/// Averages of one level over the replications, by week.
std::vector<double> averages(const Results& results, Level level) {
  std::vector<double> series(results.replications.front().arms.front().weekly.size(), 0);
  const auto n = static_cast<double>(results.replications.size());
  for (const Replication& replication : results.replications) {
    const auto& weekly = replication.arms.front().weekly;
    for (std::size_t w = 0; w < series.size(); ++w) series[w] += static_cast<double>(weekly[w][level]) / n;
  }
  return series;
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Whether what lies between two weeks differs from what follows by more than a reader of results would care.
bool matters(std::span<const double> series, std::size_t from, std::size_t to) {
  constexpr double share = 0.01;
  const double later = mean(series.subspan(to));
  return std::abs(mean(series.subspan(from, to - from)) - later) > share * std::abs(later);
}

}  // namespace

std::vector<Unsettled> unsettled(const Results& results) {
  std::vector<Unsettled> all;
  if (results.replications.empty()) return all;
  for (const Level level : every<Level>) {
    const std::vector<double> series = averages(results, level);
    if (series.size() < least_weeks) return {};
    const Truncation truncation = mser5(series);
    const auto days = 7 * static_cast<std::int64_t>(truncation.admissible ? truncation.at : series.size());
    if (days <= results.warm_up_days) continue;
    const auto opens = static_cast<std::size_t>(results.warm_up_days / 7);
    if (!matters(series, std::min(opens, truncation.at / 2), truncation.at)) continue;
    all.push_back({state_levels[level].name, state_levels[level].long_name, days, truncation.admissible});
  }
  return all;
}

}  // namespace darah
