#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/check.hpp"
#include "core/units.hpp"

namespace darah {

/// How a day's expected arrivals spread over its hours: shares of the day between edges, even between two of
/// them.
///
/// A Poisson stream with this profile is one of constant rate on the clock of accumulated share: no thinning.
class DayProfile {
 public:
  DayProfile() = default;
  /// `share` of the day lies in each of the stretches that `until` ends; sum 1, the last one ends at 24 h.
  DayProfile(const std::array<Duration, 4>& until, const std::array<double, 4>& share) {
    for (std::size_t i = 0; i < 4; ++i) {
      DARAH_EXPECT(until[i] >= edge_[i] && share[i] >= 0);
      edge_[i + 1] = until[i];
      sum_[i + 1] = i == 3 ? 1 : std::min(1.0, sum_[i] + share[i]);
    }
    DARAH_EXPECT(edge_[4] == days(1));
  }
  /// Even within [from, until), nothing outside.
  DayProfile(Duration from, Duration until) : DayProfile({from, until, days(1), days(1)}, {0, 1, 0, 0}) {}

  /// When `mass` days' worth of arrivals have accumulated since t.
  Time after(Time t, double mass) const {
    const std::int64_t day = t.us / days(1).us;
    const Duration clock{t.us % days(1).us};
    std::size_t i = 0;
    while (i < 3 && clock >= edge_[i + 1]) ++i;
    double target = sum_[i] + mass;
    if (edge_[i + 1] > edge_[i])
      target += (sum_[i + 1] - sum_[i]) * ((clock - edge_[i]) / (edge_[i + 1] - edge_[i]));
    const double whole = std::floor(target);
    target -= whole;
    i = 0;
    while (i < 3 && (target >= sum_[i + 1])) ++i;
    const double width = sum_[i + 1] - sum_[i];
    const Duration within = width > 0 ? (edge_[i + 1] - edge_[i]) * ((target - sum_[i]) / width) : Duration{};
    const Time at = Time{} + days(day + static_cast<std::int64_t>(whole)) + edge_[i] + within;
    return std::max(t, at);
  }

 private:
  std::array<Duration, 5> edge_{Duration{}, days(1), days(1), days(1), days(1)};
  std::array<double, 5> sum_{0, 1, 1, 1, 1};
};

}  // namespace darah
