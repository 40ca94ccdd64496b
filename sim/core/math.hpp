#pragma once

#include <cmath>
#include <limits>
#include <type_traits>

/// Real functions with the same bits on every processor, compiler and level of optimisation, and as
/// WebAssembly. The C library's differ in the last place with and without FMA hardware, and one such bit
/// changes a trajectory, so core and model call only these. They are made of +, -, *, / and tables of doubles
/// (math_parts.hpp says what of IEEE 754 they need); IEEE 754 fixes std::sqrt, floor, ceil, nearbyint, fabs
/// and ldexp exactly: those need no replacement. tools/math_tables.py derives all tables and coefficients
/// from definitions.
///
/// Errors are the greatest that 10^7 arguments (of lgamma and erfc, 2 10^6) showed beside MPFR, in units of
/// the last place. Times are in docs/performance.md. Special values follow C's <math.h>; every NaN is the
/// same one.
namespace darah::math {

/// Errors of .51 and .61; a subnormal result is rounded once. Non-decreasing. A table of 2^(j/128) and a
/// polynomial: P. T. P. Tang, ACM TOMS 15 (1989) 144-157 and 18 (1992) 211-222.
double exp(double x);
double expm1(double x);
/// Errors of .75 (.57 but within 2^-18 of 1) and .53. Non-decreasing. A table of 128 numbers near x and of
/// their logarithms, and a polynomial: Tang, ACM TOMS 16 (1990) 378-400.
double log(double x);
double log1p(double x);
/// Error of .53. exp of y log(x), in two doubles: T. J. Dekker, Numerische Mathematik 18 (1971) 224-242.
/// Negative x for whole y, and all of C's special cases.
double pow(double x, double y);
/// Errors of .85 and .84, at any x. W. J. Cody and W. Waite's reduction (1980) below 8e5, and from there on
/// that of M. H. Payne and R. N. Hanek (1983).
double sin(double radians);
double cos(double radians);
/// log |gamma(x)|. For x > 0 an error of 2.8, beside the zeros 1 and 2 too; below 0, by reflection, about
/// 1e-14 of the result or of 1. Polynomials on quarters of binades to 8, then Stirling's series (Abramowitz
/// and Stegun 6.1.41).
double lgamma(double x);
/// Error of 1.8 where the result is normal, x < 26.5433. exp(-x^2), the rounding of x^2 made good, times
/// polynomials on quarters of binades, after W. J. Cody, "Rational Chebyshev approximations for the error
/// function", Mathematics of Computation 23 (1969) 631-637.
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
