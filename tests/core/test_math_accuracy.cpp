#include <mpfr.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

#include "core/math.hpp"

/// core/math beside MPFR: L. Fousse and others, "MPFR: a multiple-precision binary floating-point library
/// with correct rounding", ACM TOMS 33 (2007) 13. Arguments are drawn where samplers call, over all of a
/// function's range, and beside the borders of its tables and of its formulas.

namespace {

namespace math = darah::math;

constexpr int usual = 100'000, many = 10'000'000;

class Exact {
 public:
  Exact() { mpfr_init2(value_, 160); }
  ~Exact() { mpfr_clear(value_); }
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;

  operator mpfr_ptr() { return value_; }

 private:
  mpfr_t value_;
};

/// Draws arguments by turns from each of its sources.
class Arguments {
 public:
  using Source = std::function<double(Arguments&)>;
  explicit Arguments(std::vector<Source> sources) : sources_(std::move(sources)) {}

  double next() { return sources_[turn_++ % sources_.size()](*this); }

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  /// Of any size between these powers of two.
  double scaled(double low, double high) { return std::exp2(uniform(low, high)); }
  double sign() { return (engine_() & 1) != 0 ? 1 : -1; }
  /// x or one of the eight doubles about it.
  double beside(double x) {
    for (auto steps = engine_() % 5; steps > 0; --steps) x = std::nextafter(x, sign() * 1e308);
    return x;
  }

 private:
  std::vector<Source> sources_;
  std::size_t turn_ = 0;
  std::mt19937_64 engine_{2018};
};

Arguments::Source from(double low, double high) {
  return [=](Arguments& a) { return a.uniform(low, high); };
}
Arguments::Source of_size(double low, double high) {
  return [=](Arguments& a) { return a.scaled(low, high); };
}
Arguments::Source of_size_either_sign(double low, double high) {
  return [=](Arguments& a) { return a.sign() * a.scaled(low, high); };
}
/// Beside offset + k step for whole k from first to last.
Arguments::Source beside_steps(double offset, double step, double first, double last) {
  return [=](Arguments& a) { return a.beside(offset + step * std::floor(a.uniform(first, last + 1))); };
}
Arguments::Source beside_powers(double low, double high) {
  return [=](Arguments& a) { return a.beside(std::exp2(std::floor(a.uniform(low, high)))); };
}

/// In units of the last place that a double nearest to `exact` would have.
double ulps(double ours, Exact& exact) {
  const double nearest = mpfr_get_d(exact, MPFR_RNDN);
  if (std::isnan(ours) || std::isnan(nearest)) return std::isnan(ours) && std::isnan(nearest) ? 0 : 1e300;
  if (std::isinf(ours) || std::isinf(nearest)) return nearest == ours ? 0 : 1e300;
  Exact difference;
  mpfr_sub_d(difference, exact, ours, MPFR_RNDN);
  const mpfr_exp_t last =
      mpfr_zero_p(exact.operator mpfr_ptr()) ? -1074 : std::max<mpfr_exp_t>(mpfr_get_exp(exact) - 53, -1074);
  mpfr_mul_2si(difference, difference, -last, MPFR_RNDN);
  return std::fabs(mpfr_get_d(difference, MPFR_RNDN));
}

using Ours = double (*)(double);
using Theirs = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

int log_gamma(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  int sign;
  return mpfr_lgamma(result, &sign, x, rounding);
}

void see(const char* name, Ours ours, Theirs theirs, double most, int count,
         std::vector<Arguments::Source> sources) {
  Arguments arguments(std::move(sources));
  Exact x, exact;
  double worst = 0, where = 0;
  for (int i = 0; i < count; ++i) {
    const double argument = arguments.next();
    mpfr_set_d(x, argument, MPFR_RNDN);
    theirs(exact, x, MPFR_RNDN);
    if (const double error = ulps(ours(argument), exact); error > worst) {
      worst = error;
      where = argument;
    }
  }
  UNSCOPED_INFO(name << ": " << worst << " ulp at " << where);
  CHECK(worst <= most);
}

const double step = std::numbers::ln2 / 128;

void see_exp(int count) {
  see("exp", math::exp, mpfr_exp, 1, count,
      {from(-800, 800), from(-745.2, 709.79), from(-3, 3), of_size_either_sign(-60, 9),
       beside_steps(step / 2, step, -137000, 131000), beside_steps(0, step, -137000, 131000),
       from(-745.2, -700)});
}
void see_expm1(int count) {
  see("expm1", math::expm1, mpfr_expm1, 1, count,
      {from(-800, 800), from(-40, 709.79), from(-1, 1), of_size_either_sign(-1074, 9),
       of_size_either_sign(-8, 0), beside_steps(step / 2, step, -7000, 131000),
       beside_steps(step / 2, step, -200, 200), beside_powers(-6, -4)});
}
void see_log(int count) {
  see("log", math::log, mpfr_log, 1, count,
      {from(0, 1), of_size(-1074, 1024), from(0.6, 1.5), beside_steps(1, 1. / 256, -80, 96),
       [](Arguments& a) { return 1 + a.sign() * a.scaled(-53, -1); }, beside_powers(-1074, 1024),
       [](Arguments& a) {
         return a.beside(0.6875 + std::floor(a.uniform(0, 128)) / 128) *
                std::exp2(std::floor(a.uniform(-9, 9)));
       }});
}
void see_log1p(int count) {
  see("log1p", math::log1p, mpfr_log1p, 1, count,
      {from(-1, 0), from(0, 3), of_size_either_sign(-1074, 0), of_size(-60, 1024),
       [](Arguments& a) { return -1 + a.scaled(-53, 0); }, beside_steps(0, 1. / 256, -80, 96),
       beside_powers(-10, 60), [](Arguments& a) { return a.sign() * a.beside(0x1p-8); }});
}
void see_sin_and_cos(int count) {
  const std::vector<Arguments::Source> sources{
      from(-1e5, 1e5),
      from(-7, 7),
      of_size_either_sign(-40, 17),
      beside_steps(0, std::numbers::pi / 2, -63661, 63661),
      beside_steps(std::numbers::pi / 4, std::numbers::pi / 2, -63661, 63661),
      [](Arguments& a) { return a.uniform(-1e5, 1e5) + a.scaled(-30, 0); },
      of_size_either_sign(17, 1023.9)};
  see("sin", math::sin, mpfr_sin, 2, count, sources);
  see("cos", math::cos, mpfr_cos, 2, count, sources);
}
/// The greatest argument whose erfc is a normal number: MPFR's is one there, and none a double further.
const double last_of_erfc = 0x1.a8b12fc6e4891p+4;

void see_erfc(int count) {
  Exact x, exact;
  for (const double argument : {last_of_erfc, std::nextafter(last_of_erfc, 27)}) {
    mpfr_set_d(x, argument, MPFR_RNDN);
    mpfr_erfc(exact, x, MPFR_RNDN);
    REQUIRE((mpfr_cmp_d(exact, 0x1p-1022) >= 0) == (argument == last_of_erfc));
  }
  see("erfc", math::erfc, mpfr_erfc, 4, count,
      {from(-1, 3), from(-6, last_of_erfc), from(0.4, 6), of_size_either_sign(-60, 2.5),
       beside_steps(0, 0.125, 4, 32), from(20, last_of_erfc),
       [](Arguments& a) { return last_of_erfc - a.scaled(-52, -2); }});  // the last one itself among them
}
void see_lgamma(int count) {
  see("lgamma", math::lgamma, log_gamma, 4, count,
      {from(0, 3), from(0, 20), of_size(-1074, 60), from(1, 200), beside_steps(0, 1, 1, 200),
       beside_steps(0, 0.125, 1, 70), [](Arguments& a) { return 1 + a.sign() * a.scaled(-52, -2); },
       [](Arguments& a) { return 2 + a.sign() * a.scaled(-51, -2); }, of_size(60, 1014)});
}

void see_pow(int count) {
  Arguments a({});
  Exact x, y, exact;
  double worst = 0, where_x = 0, where_y = 0;
  for (int i = 0; i < count; ++i) {
    double base = 1, power = 1;
    switch (i % 6) {
      case 0:
        base = a.uniform(0, 1), power = 1 / a.uniform(0.05, 5);
        break;
      case 1:
        base = a.scaled(-1074, 1024), power = a.uniform(-1, 1);
        break;
      case 2:
        base = a.scaled(-20, 20), power = a.uniform(-60, 60);
        break;
      case 3:
        base = 1 + a.sign() * a.scaled(-52, -1), power = a.uniform(-745, 709) / std::log(base);
        break;
      case 4:
        base = a.uniform(0, 10), power = a.uniform(-800, 800) / std::log(base);
        break;
      default:
        base = a.beside(1 + std::floor(a.uniform(-80, 96)) / 256),
        power = a.uniform(-745, 709) / std::log(base);
    }
    if (base == 1 || std::isinf(power)) continue;
    mpfr_set_d(x, base, MPFR_RNDN);
    mpfr_set_d(y, power, MPFR_RNDN);
    mpfr_pow(exact, x, y, MPFR_RNDN);
    if (const double error = ulps(math::pow(base, power), exact); error > worst) {
      worst = error;
      where_x = base;
      where_y = power;
    }
  }
  UNSCOPED_INFO("pow: " << worst << " ulp at " << where_x << " to the " << where_y);
  CHECK(worst <= 2);
}

TEST_CASE("exp is within an ulp of MPFR's", "[.slow]") { see_exp(usual); }
TEST_CASE("expm1 is within an ulp of MPFR's", "[.slow]") { see_expm1(usual); }
TEST_CASE("log is within an ulp of MPFR's", "[.slow]") { see_log(usual); }
TEST_CASE("log1p is within an ulp of MPFR's", "[.slow]") { see_log1p(usual); }
TEST_CASE("pow is within two ulps of MPFR's", "[.slow]") { see_pow(usual); }
TEST_CASE("sin and cos are within two ulps of MPFR's", "[.slow]") { see_sin_and_cos(usual); }
TEST_CASE("erfc is within four ulps of MPFR's", "[.slow]") { see_erfc(usual); }
TEST_CASE("lgamma is within four ulps of MPFR's", "[.slow]") { see_lgamma(usual); }

TEST_CASE("exp is within an ulp of MPFR's at 10^7 numbers", "[.long]") { see_exp(many); }
TEST_CASE("expm1 is within an ulp of MPFR's at 10^7 numbers", "[.long]") { see_expm1(many); }
TEST_CASE("log is within an ulp of MPFR's at 10^7 numbers", "[.long]") { see_log(many); }
TEST_CASE("log1p is within an ulp of MPFR's at 10^7 numbers", "[.long]") { see_log1p(many); }
TEST_CASE("pow is within two ulps of MPFR's at 10^7 numbers", "[.long]") { see_pow(many); }
TEST_CASE("sin and cos are within two ulps of MPFR's at 10^7 numbers", "[.long]") { see_sin_and_cos(many); }
TEST_CASE("erfc is within four ulps of MPFR's at 10^7 numbers", "[.long]") { see_erfc(many); }
TEST_CASE("lgamma is within four ulps of MPFR's at 10^7 numbers", "[.long]") { see_lgamma(many); }

}  // namespace
