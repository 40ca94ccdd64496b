#include <algorithm>
#include <boost/math/special_functions/next.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "core/math.hpp"

namespace {

namespace math = darah::math;

double ulps(double ours, double reference) { return std::fabs(boost::math::float_distance(ours, reference)); }

double uniform(std::mt19937_64& g, double low, double high) {
  return low + (high - low) * static_cast<double>(g() >> 11) * 0x1p-53;
}

TEST_CASE("math functions agree with the C library within two units in the last place") {
  std::mt19937_64 g(1);
  double worst = 0;
  const auto see = [&worst](double ours, double reference) {
    worst = std::max(worst, ulps(ours, reference));
  };
  for (int i = 0; i < 20000; ++i) {
    const double wide = uniform(g, -700, 700);
    const double positive = std::exp(wide);
    const double angle = uniform(g, -100, 100);
    see(math::exp(wide), std::exp(wide));
    see(math::expm1(wide / 700), std::expm1(wide / 700));
    see(math::log(positive), std::log(positive));
    see(math::log1p(angle / 101), std::log1p(angle / 101));
    see(math::pow(positive, angle / 100), std::pow(positive, angle / 100));
    see(math::sin(angle), std::sin(angle));
    see(math::cos(angle), std::cos(angle));
    see(math::lgamma(positive), std::lgamma(positive));
    see(math::sqrt(positive), std::sqrt(positive));
  }
  CHECK(worst <= 2);
}

TEST_CASE("math functions keep C's special values") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(math::exp(-infinity) == 0);
  CHECK(math::exp(infinity) == infinity);
  CHECK(math::exp(0.0) == 1);
  CHECK(math::expm1(0.0) == 0);
  CHECK(math::log(0.0) == -infinity);
  CHECK(math::log(1.0) == 0);
  CHECK(math::log1p(0.0) == 0);
  CHECK(math::log1p(-1.0) == -infinity);
  CHECK(math::pow(0.0, 0.0) == 1);
  CHECK(math::pow(0.0, 2.0) == 0);
  CHECK(math::lgamma(1.0) == 0);
  CHECK(std::isnan(math::log(-1.0)));
}

TEST_CASE("Real computes as double does and finds the deterministic functions by lookup") {
  const math::Real x = 2.5;
  const math::Real y = 4;
  CHECK((x + y * 2 - 1 / x).value == 2.5 + 4.0 * 2 - 1 / 2.5);
  CHECK((x < y && y > 3 && x <= 2.5 && x >= 2 && x != y && -x == -2.5));
  CHECK(static_cast<std::int64_t>(floor(x)) == 2);
  CHECK(exp(x).value == math::exp(2.5));
  CHECK(log(x).value == math::log(2.5));
  CHECK(pow(x, y).value == math::pow(2.5, 4));
  CHECK(sqrt(y).value == 2);
  CHECK(abs(-x).value == 2.5);
  CHECK(std::numeric_limits<math::Real>::digits == 53);
}

}  // namespace
