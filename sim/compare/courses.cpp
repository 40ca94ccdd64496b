#include "compare/courses.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "compare/headline.hpp"
#include "model/policy/mechanism.hpp"

namespace darah {

namespace {

/// Where a value of a block lies along a dimension.
class Axis {
 public:
  Axis(const Variable& v, std::string_view dimension) {
    const auto at = std::find(v.dimensions.begin() + 2, v.dimensions.end(), dimension);
    if (at == v.dimensions.end()) return;
    const auto d = static_cast<std::size_t>(at - v.dimensions.begin());
    length_ = v.length[d];
    step_ = 1;
    for (std::size_t inner = d + 1; inner < v.length.size(); ++inner) step_ *= v.length[inner];
  }

  bool there() const { return length_ > 0; }
  std::size_t length() const { return length_; }
  std::size_t of(std::size_t place) const { return place / step_ % length_; }

 private:
  std::size_t length_ = 0, step_ = 1;
};

/// The interval of a mean of shares; its ends do not leave 0 to 100%.
Interval share_interval(const Moments& percent) {
  Interval interval = student_interval(percent, usual_confidence);
  if (!std::isfinite(interval.half_width)) return interval;
  interval.low = std::max(interval.low, 0.0);
  interval.high = std::min(interval.high, 100.0);
  return interval;
}

/// Women by bin in one replication.
std::vector<double> women_by_bin(const Variable& v, ArmPlace arm, std::size_t replication, std::size_t delay,
                                 const Axis& delays, const Axis& bins) {
  std::vector<double> women(bins.length(), 0);
  const auto block = v.block(arm, replication);
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (delays.of(i) == delay) women[bins.of(i)] += static_cast<double>(block[i]);
  }
  return women;
}

std::optional<std::vector<Interval>> waits_of(const Variable& v, ArmPlace arm, std::size_t delay,
                                              const Axis& delays, const Axis& bins) {
  std::vector<Moments> at_most(bins.length() - 1);
  for (std::size_t r = 0; r < v.length[1]; ++r) {
    const std::vector<double> women = women_by_bin(v, arm, r, delay, delays, bins);
    double all = 0, so_far = 0;
    for (const double n : women) all += n;
    if (all == 0) return {};
    for (std::size_t b = 0; b < at_most.size(); ++b) at_most[b].add(100 * (so_far += women[b]) / all);
  }
  std::vector<Interval> intervals;
  intervals.reserve(at_most.size());
  for (const Moments& percent : at_most) intervals.push_back(share_interval(percent));
  return intervals;
}

void add_waits(Courses& courses, const ResultsView& results, const std::vector<ArmPlace>& arms) {
  if (!results.has("delay_histogram")) return;
  const Variable v = results.measure("delay_histogram");
  const Axis delays(v, "delay"), bins(v, "duration_bin");
  if (!delays.there() || !bins.there() || v.length[1] == 0) return;
  const std::vector<std::string> edges = results.labels("duration_bin"), names = results.labels("delay");
  for (std::size_t b = 1; b < edges.size(); ++b)
    courses.minutes.push_back(std::strtod(edges[b].c_str(), nullptr) / 60);
  for (std::size_t delay = 0; delay < delays.length(); ++delay) {
    for (const ArmPlace arm : arms) {
      if (auto at_most = waits_of(v, arm, delay, delays, bins))
        courses.waits.push_back({results.arm(arm), names.at(delay), std::move(*at_most)});
    }
  }
}

/// Sums of a block by month.
std::vector<double> by_month(const Variable& v, ArmPlace arm, std::size_t replication, const Axis& months) {
  std::vector<double> sums(months.length(), 0);
  const auto block = v.block(arm, replication);
  for (std::size_t i = 0; i < block.size(); ++i) sums[months.of(i)] += static_cast<double>(block[i]);
  return sums;
}

void add_fidelity(Courses& courses, const ResultsView& results, const std::vector<ArmPlace>& arms) {
  if (!results.has("fidelity") || !results.has("agreement_months")) return;
  const Variable done = results.measure("fidelity"), in_force = results.measure("agreement_months");
  const Axis months(done, "month"), months_in_force(in_force, "month");
  if (!months.there() || months.length() != months_in_force.length()) return;
  constexpr double percent = 100e-6 / mechanism_labels.size();
  const std::vector<std::string> names = results.labels("month");
  for (const ArmPlace arm : arms) {
    std::vector<Moments> shares(months.length());
    for (std::size_t r = 0; r < done.length[1]; ++r) {
      const std::vector<double> above = by_month(done, arm, r, months),
                                below = by_month(in_force, arm, r, months_in_force);
      for (std::size_t m = 0; m < shares.size(); ++m) {
        if (below[m] > 0) shares[m].add(percent * above[m] / below[m]);
      }
    }
    for (std::size_t m = 0; m < shares.size(); ++m) {
      if (shares[m].count() > 0)
        courses.fidelity.push_back({results.arm(arm), names.at(m), share_interval(shares[m])});
    }
  }
}

}  // namespace

Courses courses(const ResultsView& results, const std::vector<ArmPlace>& arms) {
  Courses all;
  add_waits(all, results, arms);
  add_fidelity(all, results, arms);
  return all;
}

}  // namespace darah
