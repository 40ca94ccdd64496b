#include <rapidcheck/catch.h>

#include <algorithm>
#include <array>
#include <bit>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "core/distribution.hpp"

namespace {

using namespace darah;
namespace theory = boost::math;

constexpr int sample_size = 200000;

/// A sample by `draw(engine)`, with a fixed seed.
template <class Draw>
std::vector<double> sample(Draw draw) {
  std::mt19937_64 g(20240229);
  std::vector<double> values(sample_size);
  for (double& x : values) x = static_cast<double>(draw(g));
  return values;
}

struct Moments {
  double mean = 0;
  double variance = 0;
  double fourth = 0;  // central
};

Moments moments(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Moments m;
  for (const double x : values) m.mean += x / n;
  for (const double x : values) {
    m.variance += (x - m.mean) * (x - m.mean) / n;
    m.fourth += std::pow(x - m.mean, 4) / n;
  }
  return m;
}

/// Mean and variance within four of their standard errors.
void check_moments(const std::vector<double>& values, double mean, double variance) {
  const Moments m = moments(values);
  const auto n = static_cast<double>(values.size());
  CHECK(m.mean == Approx(mean).margin(4 * std::sqrt(m.variance / n)).epsilon(0));
  CHECK(m.variance ==
        Approx(variance).margin(4 * std::sqrt((m.fourth - m.variance * m.variance) / n)).epsilon(0));
}

/// Moments, and Kolmogorov and Smirnov's statistic below its 0.1% point.
template <class Law>
void check_continuous(std::vector<double> values, const Law& law) {
  check_moments(values, theory::mean(law), theory::variance(law));
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double p = theory::cdf(law, values[i]);
    const double below = static_cast<double>(i) / n;
    distance = std::max({distance, p - below, below + 1 / n - p});
  }
  CHECK(distance * std::sqrt(n) < 1.95);
}

/// Moments, and Pearson's chi-square below its 0.1% point over cells of at least 20 expected.
template <class Law>
void check_counts(const std::vector<double>& values, const Law& law) {
  check_moments(values, theory::mean(law), theory::variance(law));
  const double top = *std::max_element(values.begin(), values.end());
  std::vector<double> observed(static_cast<std::size_t>(top) + 1);
  for (const double x : values) observed[static_cast<std::size_t>(x)] += 1;

  const auto n = static_cast<double>(values.size());
  double statistic = 0;
  int cells = 0;
  double seen = 0;
  double expected = 0;
  double expected_left = n;
  double seen_left = n;
  for (double k = 0; k <= top; ++k) {
    seen += observed[static_cast<std::size_t>(k)];
    expected += n * theory::pdf(law, k);
    if (expected < 20 || expected_left - expected < 20) continue;
    statistic += (seen - expected) * (seen - expected) / expected;
    expected_left -= std::exchange(expected, 0);
    seen_left -= std::exchange(seen, 0);
    ++cells;
  }
  statistic += (seen_left - expected_left) * (seen_left - expected_left) / expected_left;
  CAPTURE(cells);
  CHECK(statistic < theory::quantile(theory::chi_squared(cells), 0.999));
}

TEST_CASE("unit variates follow their laws") {
  check_continuous(sample([](auto& g) { return uniform01(g); }), theory::uniform(0, 1));
  check_continuous(sample([](auto& g) { return unit_exponential(g); }), theory::exponential(1));
  check_continuous(sample([](auto& g) { return unit_normal(g); }), theory::normal());
  for (const double shape : {0.2, 0.9, 1.0, 2.5, 40.0}) {
    CAPTURE(shape);
    check_continuous(sample([=](auto& g) { return unit_gamma(g, shape); }),
                     theory::gamma_distribution<>(shape));
  }
}

TEST_CASE("durations follow their laws") {
  const auto in_days = [](auto draw) { return sample([=](auto& g) { return draw(g).as_days(); }); };
  check_continuous(in_days([](auto& g) { return exponential(g, days(3)); }), theory::exponential(1.0 / 3));
  check_continuous(in_days([](auto& g) { return lognormal(g, days(3), 0.5); }),
                   theory::lognormal(std::log(3), 0.5));
  check_continuous(in_days([](auto& g) { return weibull_quantile(uniform01(g), days(3), 1.7); }),
                   theory::weibull(1.7, 3 / std::pow(std::log(2), 1 / 1.7)));
  check_continuous(sample([](auto& g) { return lognormal(g, 3.0, 0.5); }),
                   theory::lognormal(std::log(3), 0.5));
}

TEST_CASE("counts follow their laws") {
  for (const double mean : {0.01, 0.7, 3.0, 9.99, 10.0, 30.0, 400.0}) {
    CAPTURE(mean);
    check_counts(sample([=](auto& g) { return poisson(g, mean); }), theory::poisson(mean));
    check_counts(sample([=](auto& g) { return poisson_inverse(uniform01(g), mean); }), theory::poisson(mean));
  }
}

TEST_CASE("a Bernoulli draw and a weighted choice happen as often as their weights say") {
  check_counts(sample([](auto& g) { return bernoulli(g, 0.3); }), theory::binomial(1, 0.3));

  constexpr std::array weights{0.0, 3.0, 0.5, 0.0, 6.5, 0.0};
  std::array<double, weights.size()> seen{};
  std::mt19937_64 g(5);
  for (int i = 0; i < sample_size; ++i) seen[choose(g, weights)] += 1;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double p = weights[i] / 10;
    CHECK(seen[i] == Approx(sample_size * p).margin(4 * std::sqrt(sample_size * p * (1 - p))).epsilon(0));
  }
}

TEST_CASE("degenerate parameters give the certain value") {
  std::mt19937_64 g(7);
  for (int i = 0; i < 100; ++i) {
    CHECK_FALSE(bernoulli(g, 0));
    CHECK(bernoulli(g, 1));
    CHECK(poisson(g, 0) == 0);
    CHECK(exponential(g, Duration{}) == Duration{});
    CHECK(lognormal(g, hours(2), 0) == hours(2));
    CHECK(choose(g, std::array{0.0, 1.0, 0.0}) == 1);
  }
}

TEST_CASE("a tail beyond the last instant is cut there") {
  CHECK(stretch(days(1), 1e30).us == Time::never().us);
  CHECK(weibull_quantile(1 - 0x1p-53, days(300), 0.1).us == Time::never().us);
  CHECK(stretch(microseconds(10), 0.26) == microseconds(3));
}

TEST_CASE("quantiles agree with theory") {
  std::mt19937_64 g(11);
  for (int i = 0; i < 2000; ++i) {
    const double u = std::ldexp(uniform01(g), -i % 60);  // reaches far into the lower tail
    CAPTURE(u);
    CHECK(normal_quantile(u) == Approx(theory::quantile(theory::normal(), u)).epsilon(4e-15).margin(4e-15));
    CHECK(normal_quantile(1 - u) == -normal_quantile(1 - (1 - u)));
    const double mean = std::exp(-3 + 12 * uniform01(g));
    CAPTURE(mean);
    const auto k = static_cast<double>(poisson_quantile(u, mean));
    CHECK(theory::cdf(theory::poisson(mean), k) >= u * (1 - 1e-9) - 1e-20);
    if (k > 0) CHECK(theory::cdf(theory::poisson(mean), k - 1) < u * (1 + 1e-9) + 1e-20);
  }
  CHECK(normal_quantile(0) == -std::numeric_limits<double>::infinity());
  CHECK(normal_quantile(1) == std::numeric_limits<double>::infinity());
  CHECK(weibull_quantile(0.5, hours(5), 2.3) == hours(5));
  CHECK(weibull_quantile(0, hours(5), 2.3) == Duration{});
}

TEST_CASE("the last uniform ends every inversion") {
  const double last = 1 - 0x1p-53;
  for (double mean = 0.01; mean < 1e6; mean *= 1.07) {
    CAPTURE(mean);
    const auto k = static_cast<double>(poisson_quantile(last, mean));
    CHECK(k < mean + 12 * std::sqrt(mean) + 40);
  }
  CHECK(choose(last, std::array{0.1, 0.2, 0.3, 0.0}) == 2);
}

/// A fraction of 2^53, within [0, 1).
rc::Gen<double> uniforms() {
  return rc::gen::map(rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 53),
                      [](std::uint64_t n) { return static_cast<double>(n) * 0x1p-53; });
}

TEST_CASE("inverse forms are monotone") {
  rc::prop("in the uniform", [] {
    const auto [low, high] = std::minmax({*uniforms(), *uniforms()});
    const double mean = 300 * *uniforms();
    RC_ASSERT(poisson_quantile(low, mean) <= poisson_quantile(high, mean));
    RC_ASSERT(normal_quantile(low) <= normal_quantile(high));
    RC_ASSERT(weibull_quantile(low, hours(5), 0.9) <= weibull_quantile(high, hours(5), 0.9));
    const std::array weights{0.3, 0.0, 2.0, *uniforms()};
    RC_ASSERT(choose(low, weights) <= choose(high, weights));
  });
  rc::prop("in the mean or median", [] {
    const double u = *uniforms();
    const auto [low, high] = std::minmax({*uniforms(), *uniforms()});
    RC_ASSERT(poisson_inverse(u, 300 * low) <= poisson_inverse(u, 300 * high));
    RC_ASSERT(weibull_quantile(u, days(9) * low, 2.0) <= weibull_quantile(u, days(9) * high, 2.0));
  });
}

TEST_CASE("a scaled unit variate keeps its draw when a parameter moves") {
  std::mt19937_64 a(3);
  std::mt19937_64 b(3);
  for (int i = 0; i < 1000; ++i) {
    CHECK(exponential(a, hours(2)) <= exponential(b, hours(3)));
    CHECK(lognormal(a, hours(2), 0.5) <= lognormal(b, hours(3), 0.5));
  }
  CHECK(a == b);
}

/// FNV-1a over the bits of values.
class Hash {
 public:
  void add(double x) { add(std::bit_cast<std::uint64_t>(x)); }
  void add(Duration d) { add(static_cast<std::uint64_t>(d.us)); }
  void add(std::int64_t n) { add(static_cast<std::uint64_t>(n)); }
  void add(std::uint64_t bits) {
    for (int shift = 0; shift < 64; shift += 8) value_ = (value_ ^ (bits >> shift & 0xff)) * 0x100000001b3;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// The hash of 1e5 values of `draw(engine)`.
template <class Draw>
std::uint64_t hash(Draw draw) {
  std::mt19937_64 g(1);
  Hash h;
  for (int i = 0; i < 100000; ++i) h.add(draw(g));
  return h.value();
}

// One constant a row, whatever the compiler, its flags and the processor: a difference breaks every result.
TEST_CASE("draws have the same bits everywhere") {
  CHECK(hash([](auto& g) { return uniform01(g); }) == 0xcea060cd016a4393);
  CHECK(hash([](auto& g) { return unit_exponential(g); }) == 0xf1a46eac75eb63ea);
  CHECK(hash([](auto& g) { return unit_normal(g); }) == 0xd873abcc14e8bf7);
  CHECK(hash([](auto& g) { return unit_gamma(g, 0.4); }) == 0x1c03486ba3148c71);
  CHECK(hash([](auto& g) { return unit_gamma(g, 2.5); }) == 0x229d9e17d67b87e9);
  CHECK(hash([](auto& g) { return exponential(g, days(3)); }) == 0x80c13e32bbcf286a);
  CHECK(hash([](auto& g) { return lognormal(g, 3.0, 0.5); }) == 0x427b8edf1d5138ec);
  CHECK(hash([](auto& g) { return poisson(g, 3); }) == 0x9ef06320128adcc2);
  CHECK(hash([](auto& g) { return poisson(g, 300); }) == 0xba727eab9b83a851);
  CHECK(hash([](auto& g) { return weibull_quantile(uniform01(g), days(3), 1.7); }) == 0xaaa3b9f32e1243e3);
  CHECK(hash([](auto& g) { return normal_quantile(uniform01(g)); }) == 0x6b191a28d84f92dd);
  CHECK(hash([](auto& g) { return poisson_quantile(uniform01(g), 950); }) == 0xba24db75500f523f);
  // Functions that no draw above calls.
  CHECK(hash([](auto& g) { return math::expm1(40 * uniform01(g) - 20); }) == 0x7a262dd458556b62);
  CHECK(hash([](auto& g) { return math::sin(40 * uniform01(g) - 20); }) == 0x76d2dc8ba49d1745);
  CHECK(hash([](auto& g) { return math::cos(40 * uniform01(g) - 20); }) == 0xe95df915e1a134f5);
  CHECK(hash([](auto& g) { return math::lgamma(40 * uniform01(g)); }) == 0xbe689c63531d4b9e);
}

}  // namespace

TEST_CASE("the gamma distribution function: exponential and Erlang closed forms") {
  for (const double x : {0.1, 1.0, 3.0, 20.0}) {
    CHECK(gamma_below(1, x) == Approx(1 - std::exp(-x)));
    CHECK(gamma_below(3, x) == Approx(1 - std::exp(-x) * (1 + x + x * x / 2)));
  }
  CHECK(gamma_below(0.5, 0.5) == Approx(std::erf(std::sqrt(0.5))));
  CHECK(gamma_below(4, 0) == 0);
  CHECK(gamma_below(2, 5000) == 1);
}

TEST_CASE("counts by inversion have their distribution's probabilities") {
  constexpr int n = 20000;
  const auto frequencies = [](auto&& count) {
    std::vector<double> share(40);
    for (int i = 0; i < n; ++i) {
      const auto k = static_cast<std::size_t>(count((i + 0.5) / n));
      if (k < share.size()) share[k] += 1.0 / n;
    }
    return share;
  };
  const auto gamma = frequencies([](double u) { return rounded_gamma_inverse(u, 4, 4, 100); });
  CHECK(gamma[0] == Approx(gamma_below(4, 0.5)).margin(2e-4));
  for (std::size_t k = 1; k < 15; ++k) {
    const auto x = static_cast<double>(k);
    CHECK(gamma[k] == Approx(gamma_below(4, x + 0.5) - gamma_below(4, x - 0.5)).margin(2e-4));
  }
  // Size 2, mean 3: P(k) = (k + 1) .4^2 .6^k.
  const auto binomial = frequencies([](double u) { return negative_binomial_inverse(u, 3, 2, 100); });
  for (std::size_t k = 0; k < 15; ++k) {
    const auto x = static_cast<double>(k);
    CHECK(binomial[k] == Approx((x + 1) * 0.16 * std::pow(0.6, x)).margin(2e-4));
  }
  CHECK(rounded_gamma_inverse(0.999999, 4, 4, 7) == 7);
  CHECK(negative_binomial_inverse(0.999999, 4, 4, 7) == 7);
  CHECK(rounded_gamma_inverse(0.5, 0, 4, 7) == 0);
  CHECK(negative_binomial_inverse(0.5, 0, 4, 7) == 0);
  // A mean so large that the probability of none is not a number a double can tell from 0.
  CHECK(negative_binomial_inverse(0.5, 4000, 1e4, 8191) == Approx(4000).epsilon(0.01));
}
