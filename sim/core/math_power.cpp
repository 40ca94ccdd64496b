#include "core/math.hpp"
#include "core/math_parts.hpp"

/// exp, expm1, log, log1p, pow. Within a step of their tables all are monotone by construction: rounding of
/// what bends them is less than how far their arguments' neighbours lie apart, and the rest is added to
/// constants.

namespace darah::math {

using namespace parts;

namespace {

/// exp(x + low): |x| >= 700, or x is not a number.
[[gnu::noinline]] double exp_of_far(double x, double low = 0) {
  if (x != x) return nan;
  if (x > 711) return infinity;
  if (x < -747) return 0;
  return raise_far(steps(x, low), x > 0);
}

}  // namespace

double exp(double x) {
  if (!(size(x) < 700)) return exp_of_far(x);
  return raise(steps(x)).value();
}

double expm1(double x) {
  if (size(x) < 0x1p-5) {
    if (size(x) < 0x1p-54) return x;
    return x + x * x * (0.5 + x * polynomial(table::expm1_terms, x));
  }
  if (!(x < 700)) return exp_of_far(x);
  if (x < -38) return -1;
  const Power p = raise(steps(x));
  const Sum less = any_sum(p.scale, -1);
  return less.high + (less.low + p.scale * p.rest);
}

namespace {

double log_of(Scaled s) {
  const Logarithm l = logarithm(s);
  return (l.base + l.quotient) + (l.low_base + (l.low_quotient + bend(l.r())));
}

constexpr std::uint64_t least_normal = std::uint64_t{1} << 52, normals = std::uint64_t{0x7fe} << 52;
/// Positive, neither subnormal nor infinite.
bool is_usual(double x) { return bits(x) - least_normal < normals; }

}  // namespace

double log(double x) {
  if (is_usual(x)) return log_of(scaled(bits(x)));
  if (x == 0) return -infinity;
  if (!(x > 0)) return nan;
  return x == infinity ? x : log_of(scaled(bits(x * 0x1p54), 54));
}

double log1p(double x) {
  if (size(x) < 0x1p-8) return size(x) < 0x1p-54 ? x : x + bend(x);
  if (!(x > -1 && x < 0x1p54)) return x == -1 ? -infinity : log(x);
  const double u = 1 + x;
  const double rest = x >= 1 ? 1 - (u - x) : x - (u - 1);  // u + rest = 1 + x, exactly
  const Scaled s = scaled(bits(u));
  Logarithm l = logarithm(s);
  const double one = number(bits(1) - (bits(u) - bits(s.z)));  // 2^-k
  l.low_quotient += rest * one * s.row[0];
  return (l.base + l.quotient) + (l.low_base + (l.low_quotient + bend(l.r())));
}

namespace {

/// log(x) in two parts with an error of about 2^-68 of it.
inline Sum long_log(Scaled s) {
  const Logarithm l = logarithm(s);
  const double r = l.r();
  const Sum first = ordered_sum(l.base + l.quotient, l.low_quotient);
  const Sum second = ordered_sum(first.high, -0.5 * l.quotient * l.quotient);
  return {second.high,
          ((first.low + second.low) + l.low_base) +
              (r * r * r * polynomial(table::pow_terms, r) - 0.5 * l.low_quotient * (r + l.quotient))};
}

inline double raised(std::uint64_t x, int less, double y) {
  const Sum log = long_log(scaled(x, less));
  const double y_head = head(y), log_head = head(log.high);
  const double high = y_head * log_head;  // exact
  const double low = (y - y_head) * log_head + y * ((log.high - log_head) + log.low);
  if (size(high) < 700) return raise(steps(high, low)).value();
  if (size(high) > 800) return high > 0 ? infinity : 0;
  return exp_of_far(high, low);
}

enum class Whole { no, even, odd };
Whole whole(double y) {
  y = size(y);
  if (y >= 0x1p53) return Whole::even;
  constexpr double shift = 0x1p52;
  const double near = y < shift ? (y + shift) - shift : y;
  if (near != y) return Whole::no;
  return (static_cast<std::uint64_t>(near) & 1) != 0 ? Whole::odd : Whole::even;
}

/// x is not usual, or |y| not within 2^-65 and 2^63.
[[gnu::noinline]] double pow_of_odd(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return nan;
  const double base = size(x);
  if (size(y) == infinity && base == 1) return 1;
  const bool negative = bits(x) >> 63 != 0;
  if (negative && base != 0 && base != infinity && whole(y) == Whole::no) return nan;
  const double sign = negative && whole(y) == Whole::odd ? -1 : 1;
  if (base == 0) return sign * (y < 0 ? infinity : 0);
  if (size(y) >= 0x1p63 || base == infinity) {
    if (base == 1) return 1;
    return sign * ((base > 1) == (y > 0) ? infinity : 0);
  }
  if (size(y) < 0x1p-65) return 1;
  return is_usual(base) ? sign * raised(bits(base), 0, y) : sign * raised(bits(base * 0x1p54), 54, y);
}

}  // namespace

double pow(double x, double y) {
  if (is_usual(x) && size(y) >= 0x1p-65 && size(y) < 0x1p63) return raised(bits(x), 0, y);
  return pow_of_odd(x, y);
}

}  // namespace darah::math
