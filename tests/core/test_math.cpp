#include <algorithm>
#include <boost/math/special_functions/next.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "core/math.hpp"
#include "math_bits.hpp"

namespace {

namespace math = darah::math;

double ulps(double ours, double reference) { return std::fabs(boost::math::float_distance(ours, reference)); }

double uniform(std::mt19937_64& g, double low, double high) {
  return low + (high - low) * static_cast<double>(g() >> 11) * 0x1p-53;
}

TEST_CASE("math functions agree with the C library within three units in the last place") {
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
  CHECK(worst <= 3);
}

TEST_CASE("math functions give the known bits") {
  CHECK(darah::math_bits::hash() == darah::math_bits::known);
}

constexpr double infinity = std::numeric_limits<double>::infinity(), smallest = 0x1p-1074;
constexpr double numbers[] = {0.0,         -0.0,        smallest,
                              -smallest,   0x1p-1022,   0x1p-70,
                              -0x1p-70,    0.5,         -0.5,
                              1,           -1,          2,
                              -2,          3,           -3,
                              2.5,         0x1p52,      -0x1.0000000000001p52,
                              0x1p63,      -0x1p64,     1e300,
                              -1e300,      infinity,    -infinity,
                              1 - 0x1p-53, 1 + 0x1p-52, std::numeric_limits<double>::quiet_NaN()};

bool is_exact(double x) { return x == std::floor(x) || std::isnan(x); }
bool same(double x, double y) {
  return (std::isnan(x) && std::isnan(y)) || (x == y && std::signbit(x) == std::signbit(y));
}

TEST_CASE("math functions keep C's special values") {
  for (const double x : numbers) {
    const auto see = [x](double ours, double theirs) {
      INFO("at " << x);
      if (is_exact(theirs)) CHECK(same(ours, theirs));
    };
    see(math::exp(x), std::exp(x));
    see(math::expm1(x), std::expm1(x));
    see(math::log(x), std::log(x));
    see(math::log1p(x), std::log1p(x));
    see(math::sin(x), std::sin(x));
    see(math::cos(x), std::cos(x));
    see(math::erfc(x), std::erfc(x));
    if (!(x > 1e200)) see(math::lgamma(x), std::lgamma(x));
    for (const double y : numbers) {
      INFO("to the " << y);
      see(math::pow(x, y), std::pow(x, y));
    }
  }
}

TEST_CASE("math functions end where doubles do") {
  const double most = std::numeric_limits<double>::max();
  CHECK(math::exp(709.782712893384) <= most);  // the last double below log(2^1024)
  CHECK(math::exp(709.7827128933841) == infinity);
  for (double x = 709.79; x < 1500; x += 0.01)
    CHECK((math::exp(x) == infinity && math::expm1(x) == infinity));
  for (double x = -745.14; x > -1500; x -= 0.01) CHECK((math::exp(x) == 0 && math::expm1(x) == -1));
  CHECK(math::exp(-745.1332191019411) == smallest);  // the last above log(2^-1075)
  CHECK(math::exp(-745.1332191019412) == 0);
  CHECK(math::exp(-708.5) == std::exp(-708.5));  // subnormal
  CHECK(math::log(smallest) == std::log(smallest));
  CHECK(math::log(most) == std::log(most));
  CHECK(math::pow(2, 1023.9999999999999) <= most);
  CHECK(math::pow(2, 1024) == infinity);
  CHECK(math::pow(2, -1074) == smallest);
  CHECK(math::pow(2, -1075.1) == 0);
  CHECK(math::pow(-2, 1023) == -0x1p1023);
  CHECK(math::pow(-2, -1074) == smallest);
  CHECK(math::pow(smallest, 0.5) == 0x1p-537);
  CHECK(math::pow(smallest, -1) == infinity);
  CHECK(math::lgamma(2.5e305) < most);
  CHECK(math::lgamma(2.6e305) == infinity);
  CHECK(math::erfc(27) > 0);
  CHECK(math::erfc(27.3) == 0);
}

TEST_CASE("lgamma of what is below zero is reflected") {
  for (const double x : {-1e-300, -1e-20, -0.25, -0.5, -1.5, -2.4, -3.7, -10.5, -100.3, -170.9}) {
    INFO(x);
    CHECK(math::lgamma(x) == Approx(std::lgamma(x)).epsilon(1e-14));
  }
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
