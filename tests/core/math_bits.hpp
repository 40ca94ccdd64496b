#pragma once

#include <cstdint>

#include "core/math.hpp"
#include "core/math_parts.hpp"

/// A hash of the bits of 1.8 million results of core/math, the same wherever they are computed: test_math.cpp
/// looks at the build's own, test_math_bits.sh at those of other compilers and of WebAssembly. No function of
/// a library is called.

namespace darah::math_bits {

/// Changes where a bit of any function does: then every stored result changes too.
constexpr std::uint64_t known = 0xba8b5219d6c85a97;

/// G. L. Steele Jr., D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014:
/// SplitMix64.
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
  x = (x ^ x >> 27) * 0x94d049bb133111eb;
  return x ^ x >> 31;
}

class Hash {
 public:
  std::uint64_t value() const { return value_; }

  void see_all(double x, double y) {
    see(math::exp(x));
    see(math::expm1(x));
    see(math::log(x));
    see(math::log1p(x));
    see(math::pow(x, y));
    see(math::sin(x));
    see(math::cos(x));
    see(math::lgamma(x));
    see(math::erfc(x));
  }

 private:
  void see(double result) { value_ = mixed(value_ ^ math::parts::bits(result)); }

  std::uint64_t value_ = 0;
};

class Draws {
 public:
  std::uint64_t bits() { return mixed(++count_); }
  /// Uniform on [-1, 1).
  double unit() { return static_cast<double>(bits() >> 11) * 0x1p-52 - 1; }

 private:
  std::uint64_t count_ = 0;
};

inline std::uint64_t hash() {
  using math::parts::infinity;
  constexpr double special[] = {0.0,
                                -0.0,
                                1,
                                -1,
                                2,
                                -2,
                                0.5,
                                -3,
                                710,
                                -745,
                                0x1p-1074,
                                1e-30,
                                1e30,
                                -0x1p-1074,
                                infinity,
                                -infinity,
                                0x1p-1022,
                                0x1.fffffffffffffp1023,
                                -0x1.fffffffffffffp1023,
                                math::parts::nan};
  Hash seen;
  for (const double x : special) {
    for (const double y : special) seen.see_all(x, y);
  }
  Draws draws;
  for (int i = 0; i < 32'768; ++i) {
    const double any = math::parts::number(draws.bits());
    const double u = draws.unit(),
                 v = draws.unit();  // one by one: the order within an expression is the compiler's
    seen.see_all(any, 3 * u);
    seen.see_all(750 * u, 9 * v);
    seen.see_all(30 * v, 99 * u);
    seen.see_all(u, v);
    seen.see_all(0.5 + 0.5 * v, 10 + 10 * u);
    seen.see_all(1 + u * 0x1p-20, v * 0x1p29);
  }
  return seen.value();
}

}  // namespace darah::math_bits
