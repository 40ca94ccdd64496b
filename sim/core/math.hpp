#pragma once

#include <cmath>
#include <limits>
#include <type_traits>

/// Real functions with the same bits on every x86-64 processor, compiler and flag. The C library's differ in
/// the last place with and without FMA hardware, and one such bit changes a trajectory, so core and model
/// call only these. They are SLEEF's portable scalar routines (Sleef_cinz_*_purec, error below 1.0 ulp),
/// which no run-time dispatch replaces; exp and log take about 22 ns, pow 75, so hot paths avoid them. IEEE
/// 754 fixes std::sqrt, floor, ceil, nearbyint, fabs and ldexp exactly: those need no replacement. Special
/// values follow C's <math.h>. Naoki Shibata and Francesco Petrogalli, "SLEEF: a portable vectorized library
/// of C standard mathematical functions", IEEE Trans. Parallel Distrib. Syst. 31 (2020) 1316-1327.

namespace darah::math {

double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double pow(double x, double y);
double sin(double radians);
double cos(double radians);
double lgamma(double x);
double erfc(double x);
inline double sqrt(double x) { return std::sqrt(x); }

/// A double whose functions, found by argument-dependent lookup, are the ones above: the real type that
/// templates of other libraries (Boost.Random) compute with. Arithmetic converts in silently, out only by
/// cast.
struct Real {
  double value;

  Real() = default;
  template <class T>
  requires std::is_arithmetic_v<T>
  constexpr Real(T x) : value(static_cast<double>(x)) {}

  template <class T>
  requires std::is_arithmetic_v<T>
  explicit constexpr operator T() const { return static_cast<T>(value); }

  constexpr Real& operator+=(Real x) { return value += x.value, *this; }
  constexpr Real& operator-=(Real x) { return value -= x.value, *this; }
  constexpr Real& operator*=(Real x) { return value *= x.value, *this; }
  constexpr Real& operator/=(Real x) { return value /= x.value, *this; }

  friend constexpr Real operator-(Real x) { return -x.value; }
  friend constexpr Real operator+(Real x, Real y) { return x.value + y.value; }
  friend constexpr Real operator-(Real x, Real y) { return x.value - y.value; }
  friend constexpr Real operator*(Real x, Real y) { return x.value * y.value; }
  friend constexpr Real operator/(Real x, Real y) { return x.value / y.value; }
  friend constexpr bool operator==(Real x, Real y) { return x.value == y.value; }
  // Not operator<=>: its unordered case costs the ziggurat's accepting branch 3 ns.
  friend constexpr bool operator<(Real x, Real y) { return x.value < y.value; }
  friend constexpr bool operator>(Real x, Real y) { return x.value > y.value; }
  friend constexpr bool operator<=(Real x, Real y) { return x.value <= y.value; }
  friend constexpr bool operator>=(Real x, Real y) { return x.value >= y.value; }
};

inline Real exp(Real x) { return exp(x.value); }
inline Real log(Real x) { return log(x.value); }
inline Real pow(Real x, Real y) { return pow(x.value, y.value); }
inline Real sqrt(Real x) { return sqrt(x.value); }
inline Real floor(Real x) { return std::floor(x.value); }
inline Real abs(Real x) { return std::fabs(x.value); }

}  // namespace darah::math

template <>
class std::numeric_limits<darah::math::Real> : public std::numeric_limits<double> {};
