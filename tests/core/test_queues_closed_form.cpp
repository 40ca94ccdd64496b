#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "core/queue_models.hpp"
#include "core/statistics.hpp"

/// Queueing figures known in closed form (Kleinrock, Queueing Systems I, 1975), from replications whose 99.9%
/// interval must cover the figure and be no wider than 1% of it each way, 10% when it is below .05. The
/// checked build runs a fiftieth of the time and asks for cover alone.

namespace {

using namespace darah;
using namespace darah::queue_models;

#if DARAH_CHECKED
constexpr double effort = 0.02;
#else
constexpr double effort = 1;
#endif
constexpr std::uint64_t replications = 64;

/// A station whose books start after its empty beginning is forgotten.
template <class Service>
Station<Service> warmed_up(std::uint64_t replication, double load, std::uint32_t servers, Service service,
                           Line line = Line::waits) {
  Station<Service> station(replication, load, servers, service, line);
  station.run_until(Time{} + hours(3000));
  station.reset_books();
  return station;
}

void check_interval(const Moments& moments, double exact) {
  const Interval interval = student_interval(moments, 0.999);
  CAPTURE(exact, interval.mean, interval.half_width);
  CHECK(interval.low <= exact);
  CHECK(exact <= interval.high);
  if (effort == 1) CHECK(interval.half_width <= (exact >= 0.05 ? 0.01 : 0.1) * exact);
}

/// Checks the mean of `figure` over replications of `make` that make up `simulated_hours` together.
template <class Make, class Figure>
void check_figure(double exact, double simulated_hours, Make make, Figure figure) {
  Moments moments;
  for (std::uint64_t r = 0; r < replications; ++r) {
    auto station = make(r);
    station.run_until(station.now() + stretch(hour, effort * simulated_hours / replications));
    moments.add(figure(station));
  }
  check_interval(moments, exact);
}

const auto mean_wait = [](const auto& station) { return station.mean_wait(); };
const auto not_at_once = [](const auto& station) { return station.fraction_not_at_once(); };

/// Gamma of squared coefficient of variation 1 / shape.
struct GammaService {
  static constexpr double shape = 2.5;
  static constexpr double variance = 1 / shape;
  double operator()(Draws& draws) const { return unit_gamma(draws, shape) / shape; }
};

struct LognormalService {
  static constexpr double sigma = 0.8;
  static inline const double variance = std::exp(sigma * sigma) - 1;
  static inline const double median = std::exp(-sigma * sigma / 2);
  double operator()(Draws& draws) const { return lognormal(draws, median, sigma); }
};

TEST_CASE("M/M/1: the wait is rho / (1 - rho) services") {
  check_figure(
      9, 9.5e7, [](auto r) { return warmed_up(r, 0.9, 1, ExponentialService{}); }, mean_wait);
}

TEST_CASE("M/M/c: who waits, by Erlang C") {
  check_figure(
      .642857, 3e6, [](auto r) { return warmed_up(r, 1.5, 2, ExponentialService{}); }, not_at_once);
  check_figure(
      .647191, 3e6, [](auto r) { return warmed_up(r, 2.4, 3, ExponentialService{}); }, not_at_once);
}

TEST_CASE("M/M/c with losses: who is lost, by Erlang B") {
  check_figure(
      .310345, 2e6, [](auto r) { return warmed_up(r, 1.5, 2, ExponentialService{}, Line::lost); },
      not_at_once);
}

TEMPLATE_TEST_CASE("M/G/1: the wait, by Pollaczek and Khinchine", "", GammaService, LognormalService) {
  const double rho = 0.7;
  const double exact = rho * (1 + TestType::variance) / (2 * (1 - rho));
  check_figure(
      exact, 1.5e7, [rho](auto r) { return warmed_up(r, rho, 1, TestType{}); }, mean_wait);
}

TEMPLATE_TEST_CASE("M/G/infinity: the number in service is Poisson", "", GammaService, LognormalService) {
  constexpr double load = 3;
  constexpr std::size_t most = 8;
  std::vector<Moments> fractions(most + 1);
  Moments means;
  const auto looks = static_cast<int>(effort * 1.2e7 / replications);
  for (std::uint64_t r = 0; r < replications; ++r) {
    auto station = warmed_up(r, load, std::numeric_limits<std::uint32_t>::max(), TestType{});
    std::vector<int> counts(most + 1);
    const Time start = station.now();
    for (int look = 0; look < looks; ++look) {
      station.run_until(station.now() + minutes(15));
      const std::size_t busy = station.servers().busy();
      if (busy <= most) ++counts[busy];
    }
    for (std::size_t k = 0; k <= most; ++k) fractions[k].add(static_cast<double>(counts[k]) / looks);
    means.add(Duration{station.servers().busy_time(station.now())} / (station.now() - start));
  }
  check_interval(means, load);
  double exact = std::exp(-load);
  for (std::size_t k = 0; k <= most; ++k) {
    CAPTURE(k);
    check_interval(fractions[k], exact);
    exact *= load / static_cast<double>(k + 1);
  }
}

}  // namespace
