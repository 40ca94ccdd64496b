#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/statistics.hpp"

/// Whether intervals hold the truth as often as they say, in experiments whose truth is known.

using namespace darah;

namespace {

constexpr int experiments = 1000;

/// Deaths in two arms over the same women: those who die in both, in the baseline alone, in the arm alone.
struct Experiment {
  double both, averted, caused;
  std::uint64_t number;
  std::vector<double> baseline{}, arm{};

  double truth() const { return caused - averted; }
  /// Replications up to n.
  void run(std::int64_t n) {
    while (std::ssize(arm) < n) {
      Draws draws({number, arm.size()}, Name{}, Purpose{1}, 0, Use::again);
      const auto shared = static_cast<double>(poisson(draws, both));
      baseline.push_back(shared + static_cast<double>(poisson(draws, averted)));
      arm.push_back(shared + static_cast<double>(poisson(draws, caused)));
    }
  }
  Interval interval() const { return paired_interval(arm, baseline, 0.95); }
  bool covered() const { return interval().low <= truth() && truth() <= interval().high; }
};

int covered(double averted, double caused, std::int64_t replications) {
  int count = 0;
  for (std::uint64_t e = 0; e < experiments; ++e) {
    Experiment experiment{400, averted, caused, e};
    experiment.run(replications);
    count += experiment.covered();
  }
  return count;
}

/// How many intervals cover the truth when each experiment is run to a precision; `stops` counts at which
/// look it was reached.
int covered_at_stop(const Precision& precision, std::int64_t most, std::vector<int>& stops) {
  int count = 0;
  for (std::uint64_t e = 0; e < experiments; ++e) {
    Experiment experiment{400, 10, 6, e};
    std::size_t looks = 0;
    for (std::int64_t prefix = first_prefix; prefix <= most; prefix *= 2, ++looks) {
      experiment.run(prefix);
      if (precision.reached(experiment.interval())) break;
    }
    stops.resize(std::max(stops.size(), looks + 1));
    ++stops[looks];
    count += experiment.covered();
  }
  return count;
}

}  // namespace

TEST_CASE("paired 95% intervals of counts cover in 93 to 97 of 100 experiments") {
  for (const std::int64_t replications : {16, 64}) {
    const int count = covered(10, 6, replications);
    INFO(replications << " replications: " << count);
    CHECK(count >= 930);
    CHECK(count <= 970);
  }
}

TEST_CASE("paired intervals of rare counts cover from 64 replications on") {
  const int count = covered(0.6, 0.05, 64);
  INFO(count);
  CHECK(count >= 930);
  CHECK(count <= 970);
}

// What looking at every prefix costs: a run stops early rather where the variance happens to look small. 93
// of 100 instead of 95.
TEST_CASE("intervals at the prefix where a run stops cover nearly as often") {
  for (const Precision precision : {Precision{0.2, true}, Precision{1, false}}) {
    std::vector<int> stops;
    const int count = covered_at_stop(precision, 1024, stops);
    INFO((precision.relative ? "relative: " : "absolute: ") << count);
    CHECK(count >= 915);
    CHECK(count <= 970);
    CHECK(std::count_if(stops.begin(), stops.end(), [](int n) { return n > 0; }) > 1);
  }
}
