#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "core/math.hpp"

/// Inversion keeps the order of its uniforms where its functions do. Between two borders of their tables the
/// functions of core/math do by construction (math_power.cpp); here all borders are looked at, and doubles in
/// between.

namespace {

namespace math = darah::math;

/// Counts falls between neighbours among the `reach` doubles below x and above it.
template <class F>
int falls(F f, double x, int reach = 16) {
  for (int i = 0; i < reach; ++i) x = std::nextafter(x, -HUGE_VAL);
  double before = f(x);
  int count = 0;
  for (int i = 0; i < 2 * reach; ++i) {
    x = std::nextafter(x, HUGE_VAL);
    const double after = f(x);
    count += before > after ? 1 : 0;
    before = after;
  }
  return count;
}

/// Of the overload for doubles.
int falls(double (*f)(double), double x, int reach = 16) { return falls<double (*)(double)>(f, x, reach); }

constexpr double step = std::numbers::ln2 / 128;

TEST_CASE("exp and expm1 do not fall across any border of their tables") {
  int of_exp = 0, of_expm1 = 0;
  for (int k = -1075 * 128; k < 1024 * 128; ++k) {
    of_exp += falls(math::exp, (k + 0.5) * step, 8);
    if (k > -55 * 128) of_expm1 += falls(math::expm1, (k + 0.5) * step, 8);
  }
  for (const double border : {-745.2, -708.4, -700., 700., 709.8, 0.})
    of_exp += falls(math::exp, border, 1000);
  for (const double border : {-38., -0x1p-5, -0x1p-54, 0., 0x1p-54, 0x1p-5, 700., 709.8}) {
    of_expm1 += falls(math::expm1, border, 1000);
  }
  CHECK(of_exp == 0);
  CHECK(of_expm1 == 0);
}

TEST_CASE("log and log1p do not fall across any border of their tables") {
  int of_log = 0, of_log1p = 0;
  for (int j = 0; j < 128; ++j) {
    const double border = j < 80 ? 0.6875 + j / 256. : 1 + (j - 80) / 128.;
    for (int e = -1074; e < 1024; ++e) of_log += falls(math::log, std::ldexp(border, e), 3);
    for (int e = -53; e < 60; ++e) of_log1p += falls(math::log1p, std::ldexp(border, e) - 1, 3);
  }
  for (const double border : {-0x1p-8, -0x1p-54, 0., 0x1p-54, 0x1p-8, 1., 0x1p53, 0x1p54}) {
    of_log1p += falls(math::log1p, border, 1000);
  }
  CHECK(of_log == 0);
  CHECK(of_log1p == 0);
}

TEST_CASE("exp, expm1, log and log1p do not fall between neighbours") {
  std::mt19937_64 engine(2018);
  std::uniform_real_distribution<double> unit;
  int count = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double u = unit(engine);
    count +=
        falls(math::exp, 20 * u - 10) + falls(math::expm1, 20 * u - 10) + falls(math::exp, 1400 * u - 700);
    count +=
        falls(math::log, u) + falls(math::log, 1 / u) + falls(math::log1p, -u) + falls(math::log1p, 1 / u);
    count += falls(math::log, 1 + std::exp2(-52 * u)) + falls(math::log1p, std::exp2(-60 * u));
  }
  CHECK(count == 0);
}

TEST_CASE("a power of 1/20 to 20 does not fall across a border of its tables") {
  int count = 0;
  for (const double power : {0.05, 0.3, 1 / 1.5, 1., 2.5, 20.}) {
    const auto pow = [power](double x) { return math::pow(x, power); };
    for (int k = -2000; k < 2000; ++k) count += falls(pow, std::exp((k + 0.5) * step / power), 16);
    for (int j = 0; j < 128; ++j) count += falls(pow, j < 80 ? 0.6875 + j / 256. : 1 + (j - 80) / 128., 4);
  }
  CHECK(count == 0);
}

}  // namespace
