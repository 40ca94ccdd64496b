#include "core/math.hpp"
#include "core/math_parts.hpp"

/// sin and cos: reduction to |r| <= pi/4 and a quarter turn, then polynomials.

namespace darah::math {

using namespace parts;

namespace {

constexpr double quarter_pi = 0.785398163397448;  // from below

/// x = turns pi/2 + r + low.
struct Angle {
  double r, low;
  std::uint64_t turns;  // the last two bits count
};

/// |x| < 8e5. Cody and Waite (1980): pi/2 in pieces of which all but the last are exact when multiplied.
Angle near_angle(double x) {
  constexpr double shift = 0x1.8p52;
  const double shifted = x * table::two_over_pi + shift;
  const double k = shifted - shift;
  const auto& piece = table::half_pi;
  const Sum first = any_sum(x - k * piece[0], -(k * piece[1]));
  const Sum second = any_sum(first.high, -(k * piece[2]));
  const Sum r = ordered_sum(second.high, first.low + (second.low - k * piece[3]));
  return {r.high, r.low, bits(shifted)};
}

/// 0 <= high < 2^64: so many 2^-64, then low 2^-128, times pi/2.
Sum half_pi_times(std::uint64_t high, std::uint64_t low) {
  const Sum top = ordered_sum(static_cast<double>(high >> 32) * 0x1p-32,
                              static_cast<double>(high & 0xffffffff) * 0x1p-64);
  const Sum part = ordered_sum(top.high, top.low + static_cast<double>(low >> 11) * 0x1p-117);
  const double a = head(part.high), b = head(table::half_pi_high);
  const double rest = (part.high - a) * b + part.high * (table::half_pi_high - b) +
                      (part.high * table::half_pi_low + part.low * table::half_pi_high);
  return ordered_sum(a * b, rest);
}

/// M. H. Payne and R. N. Hanek, "Radian reduction for trigonometric functions", ACM SIGNUM Newsletter 18
/// (1983) 19-24: x = m 2^e for a whole m; of 2/pi, bits worth multiples of 4 / 2^e are left out, and 224 are
/// taken.
Angle far_angle(double x) {
  const std::uint64_t m = (bits(x) & 0xfffffffffffff) | std::uint64_t{1} << 52;
  const int e = static_cast<int>(bits(x) >> 52 & 0x7ff) - 1075;
  const int from = e > 2 ? (e - 2) / 32 : 0;
  const int left = e - 32 * from;  // -33 .. 33
  std::uint32_t product[9] = {};   // m times seven words, the last first
  for (std::size_t i = 0; i < 7; ++i) {
    const std::uint64_t word = table::two_over_pi_bits[static_cast<std::size_t>(from) + 6 - i];
    std::uint64_t carry = (m & 0xffffffff) * word + product[i];
    product[i] = static_cast<std::uint32_t>(carry);
    carry = (m >> 32) * word + product[i + 1] + (carry >> 32);
    product[i + 1] = static_cast<std::uint32_t>(carry);
    product[i + 2] = static_cast<std::uint32_t>(carry >> 32);
  }
  const auto word_at = [&product](int bit) {  // 32 bits from this one up
    const auto at = static_cast<std::size_t>(bit / 32);
    const std::uint64_t both = product[at] | (at < 8 ? std::uint64_t{product[at + 1]} << 32 : 0);
    return both >> (bit % 32) & 0xffffffff;
  };
  const int point = 7 * 32 - left;
  std::uint64_t turns = word_at(point) & 3;
  std::uint64_t high = word_at(point - 32) << 32 | word_at(point - 64);
  std::uint64_t low = word_at(point - 96) << 32 | word_at(point - 128);
  const bool over = high >> 63 != 0;  // half a quarter turn or more: the next one less the rest
  if (over) {
    turns += 1;
    high = ~high;
    low = ~low;
  }
  const Sum r = half_pi_times(high, low);
  const bool negative = over != (x < 0);
  if (x < 0) turns = ~turns + 1;
  return {negative ? -r.high : r.high, negative ? -r.low : r.low, turns};
}

Angle angle(double x) { return size(x) < 8e5 ? near_angle(x) : far_angle(x); }

/// sin(r + low), |r| <= pi/4.
double small_sin(double r, double low) {
  const double z = r * r;
  return r + (z * r * polynomial(table::sin_terms, z) + low * (1 - 0.5 * z));
}

/// cos(r + low).
double small_cos(double r, double low) {
  const double z = r * r;
  const Sum near = ordered_sum(1, -0.5 * z);
  return near.high + (near.low + (z * z * polynomial(table::cos_terms, z) - r * low));
}

}  // namespace

double sin(double x) {
  if (size(x) < quarter_pi) return size(x) < 0x1p-27 ? x : small_sin(x, 0);
  if (!(size(x) < infinity)) return nan;
  const Angle a = angle(x);
  const double value = (a.turns & 1) != 0 ? small_cos(a.r, a.low) : small_sin(a.r, a.low);
  return (a.turns & 2) != 0 ? -value : value;
}

double cos(double x) {
  if (size(x) < quarter_pi) return small_cos(x, 0);
  if (!(size(x) < infinity)) return nan;
  const Angle a = angle(x);
  const double value = (a.turns & 1) != 0 ? small_sin(a.r, a.low) : small_cos(a.r, a.low);
  return ((a.turns + 1) & 2) != 0 ? -value : value;
}

}  // namespace darah::math
