#pragma once

#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/math_tables.hpp"

/// What the functions of core/math.hpp are made of. They add, subtract, multiply and divide doubles, and
/// nothing more: with IEEE 754's rounding to nearest, each operation by itself (no x87, no -ffast-math, and
/// contraction to FMA off by -ffp-contract=off, which tests/core/test_math_bits.sh would notice), all bits
/// follow. "Exact" in a comment says that an operation does not round.

namespace darah::math::parts {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0,
              "doubles are IEEE 754's, and computed with as doubles");

constexpr double nan =
    std::numeric_limits<double>::quiet_NaN();  // always this one: processors differ in theirs
constexpr double infinity = std::numeric_limits<double>::infinity();

// std::bit_cast is missing from the library of Debian 12's emscripten.
inline std::uint64_t bits(double x) { return __builtin_bit_cast(std::uint64_t, x); }
inline double number(std::uint64_t bits) { return __builtin_bit_cast(double, bits); }
inline double size(double x) { return number(bits(x) & ~(std::uint64_t{1} << 63)); }
/// The leading 26 bits of x, so that products of two such numbers are exact.
inline double head(double x) { return number(bits(x) & ~std::uint64_t{0x7ffffff}); }

struct Sum {
  double high, low;
};
/// a + b, and what the sum rounds off; |a| >= |b| or a = 0. T. J. Dekker, "A floating-point technique for
/// extending the available precision", Numerische Mathematik 18 (1971) 224-242.
inline Sum ordered_sum(double a, double b) {
  const double sum = a + b;
  return {sum, (a - sum) + b};
}
/// a + b, and what the sum rounds off, for any a and b. D. E. Knuth, "The art of computer programming",
/// volume 2, section 4.2.2.
inline Sum any_sum(double a, double b) {
  const double sum = a + b;
  const double of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

/// Every `stride`-th coefficient from c on, by Horner's rule.
template <std::size_t count, std::size_t stride>
inline double strand(const double* c, double x) {
  double sum = c[(count - 1) * stride];
  for (std::size_t i = count - 1; i-- > 0;) sum = sum * x + c[i * stride];
  return sum;
}
/// c[0] + c[1] x + ..., odd and even powers side by side.
template <std::size_t n>
inline double polynomial(const double (&c)[n], double x) {
  const double x2 = x * x;
  return strand<(n + 1) / 2, 2>(c, x2) + x * strand<n / 2, 2>(c + 1, x2);
}
/// c[0] + c[1] x + ..., of many terms: in four strands.
template <std::size_t n>
inline double long_polynomial(const double* c, double x) {
  const double x2 = x * x, x4 = x2 * x2;
  return (strand<(n + 3) / 4, 4>(c, x4) + x * strand<(n + 2) / 4, 4>(c + 1, x4)) +
         x2 * (strand<(n + 1) / 4, 4>(c + 2, x4) + x * strand<n / 4, 4>(c + 3, x4));
}

/// x + low = k ln2/128 + r for the nearest k; |x| < 800, low far less. W. J. Cody and W. Waite, "Software
/// manual for the elementary functions" (1980): ln2/128 in two pieces, of which the first times k is exact,
/// as is what it leaves of x.
struct Steps {
  std::uint64_t k;  // its last 19 bits, in two's complement
  double r;
};
inline Steps steps(double x) {
  constexpr double shift = 0x1.8p52;  // doubles beside it are whole numbers
  const double shifted = x * table::steps_per_one + shift;
  const double k = shifted - shift;
  return {bits(shifted), (x - k * table::step_high) - k * table::step_low};
}
inline Steps steps(double x, double low) {
  constexpr double shift = 0x1.8p52;
  const double shifted = (x + low) * table::steps_per_one + shift;
  const double k = shifted - shift;
  return {bits(shifted), (x - k * table::step_high) + (low - k * table::step_low)};
}

/// exp(k ln2/128 + r) = scale (1 + rest); scale has to be within the normal numbers. P. T. P. Tang,
/// "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", ACM TOMS 15
/// (1989) 144-157.
struct Power {
  double scale, rest;

  double value() const { return scale + scale * rest; }
};
inline Power raise(Steps s) {
  const double(&row)[2] = table::powers[s.k & 127];
  const double(&c)[3] = table::exp_terms;
  const double r = s.r, r2 = r * r;
  return {number(bits(row[0]) + ((s.k & ~std::uint64_t{127}) << 45)),
          r + (row[1] + r2 * ((0.5 + r * c[0]) + r2 * (c[1] + r * c[2])))};
}

/// exp of the steps of x, 700 <= |x| < 800: infinite, subnormal or 0 at the ends, and rounded once.
inline double raise_far(Steps s, bool up) {
  if (up) {
    s.k -= std::uint64_t{2} * 128;
    return 4 * raise(s).value();
  }
  s.k += std::uint64_t{1022} * 128;
  const Power p = raise(s);
  const Sum y = ordered_sum(p.scale, p.scale * p.rest);
  if (y.high >= 1) return y.high * 0x1p-1022;
  const Sum rounded = ordered_sum(1, y.high);  // to multiples of 2^-52, which become those of 2^-1074
  return ((rounded.high + (rounded.low + y.low)) - 1) * 0x1p-1022;
}

/// x = 2^k z, z in [0.6875, 1.375); 1/c of the table is near 1/z, and 1 for z near 1.
struct Scaled {
  double k, z;
  const double* row;  // 1/c, log(c) high, log(c) low
};
inline Scaled scaled(std::uint64_t normal, int less = 0) {
  const std::uint64_t above = normal - bits(0.6875);
  return {static_cast<double>((static_cast<std::int64_t>(above) >> 52) - less),
          number(normal - (above & 0xfff0000000000000)), table::logs[above >> 45 & 127]};
}

/// log(x) = base + low_base + log1p(r), r = quotient + low_quotient = z/c - 1. Exact are the quotients, since
/// z is cut at multiples of 2^-23 and 1/c has 10 bits; the square of the first, of 26 bits; and base +
/// quotient, both multiples of 2^-42. P. T. P. Tang, "Table-driven implementation of the logarithm function
/// in IEEE floating-point arithmetic", ACM TOMS 16 (1990) 378-400, but for the quotient, which there is
/// divided for.
struct Logarithm {
  double base, low_base, quotient, low_quotient;

  double r() const { return quotient + low_quotient; }
};
inline Logarithm logarithm(Scaled s) {
  constexpr double shift = 0x1.8p29;  // doubles beside it are multiples of 2^-23
  const double z = (s.z + shift) - shift;
  return {s.k * table::ln2_high + s.row[1], s.k * table::ln2_low + s.row[2], z * s.row[0] - 1,
          (s.z - z) * s.row[0]};
}
/// log1p(r) - r.
inline double bend(double r) {
  const double(&c)[5] = table::log_terms;
  const double r2 = r * r;
  return r2 * ((-0.5 + r * c[0]) + r2 * ((c[1] + r * c[2]) + r2 * (c[3] + r * c[4])));
}

/// A function by a table of quarters of binades from 1/2 on: 26 bits of its value in the middle of x's
/// quarter, and a polynomial in the distance from there.
struct Quarter {
  double middle, rest;
};
template <std::size_t rows, std::size_t n>
inline Quarter quarter(const double (&table)[rows][n], double x) {
  const std::uint64_t leading = bits(x) >> 50;
  const double* row = table[leading - (bits(0.5) >> 50)];
  return {row[0], long_polynomial<n - 1>(row + 1, x - number((2 * leading + 1) << 49))};
}

}  // namespace darah::math::parts
