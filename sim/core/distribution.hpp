#pragma once

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

#include "core/check.hpp"
#include "core/math.hpp"
#include "core/units.hpp"

/// Random variates: the same draws give the same bits everywhere, since every transcendental is core/math's.
///
/// Boost.Random's ziggurats (exponential, normal) and its rejection sampler (Poisson) run on math::Real. With
/// mt19937_64 (g++ -O2, itself 5 to 7 ns) an exponential takes 8.1 ns and a normal 8.5, with plain double 8.4
/// and 8.9: ten thousand draws call exp 3 and 23 times. Its gamma (Knuth's, 217 ns at shape
/// 2.5) gives way to Marsaglia and Tsang's on the unit normal, 25 ns. Its Poisson inversion, which can loop
/// for ever when u rounds above the last sum, gives way to poisson_quantile.
///
/// When an arm may change a parameter, choose the form by what it keeps: a `_quantile` of one uniform moves
/// monotonically with its parameters; a unit variate scaled afterwards (exponential, lognormal; gamma at a
/// fixed shape) keeps its draw. Poisson and a unit gamma take a varying number of draws: give each call its
/// own stream.

namespace darah {

/// A generator of 64 uniform bits a call.
template <class G>
concept Engine64 = (G::max() - G::min() == ~std::uint64_t{0}) && std::uniform_random_bit_generator<G>;

/// `unit` times `factor` to the nearest tick, cut at Time::never(): a heavy tail cannot overflow.
inline Duration stretch(Duration unit, double factor) {
  constexpr auto longest = Time::never().us;
  const bool fits = static_cast<double>(unit.us) * factor < static_cast<double>(longest);
  return fits ? unit * factor : Duration{longest};
}

/// The standard normal's inverse distribution function, relative error about 1e-15; -inf at 0, +inf at 1.
/// M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988) 477-484, routine PPND16.
double normal_quantile(double u);

/// median (-log2(1 - u))^(1 / shape), for u within [0, 1) and shape > 0.
Duration weibull_quantile(double u, Duration median, double shape);

/// The least k with P(X <= k) >= p, X Poisson; p within [0, 1), mean >= 0. Non-decreasing in p, and in mean
/// up to the rounding of P (1e-15 for small means, 1e-8 at a mean of 1e6). O(sqrt(mean)) divisions above a
/// mean of 100, O(result) below.
std::int64_t poisson_quantile(double p, double mean);

/// A Poisson draw by inversion of one uniform u: at a fixed u the count follows the mean an arm patches.
inline std::int64_t poisson_inverse(double u, double mean) { return poisson_quantile(u, mean); }

/// P(X <= x), X gamma of this shape and scale 1: the regularized lower incomplete gamma function, by its
/// series. Shape > 0, x >= 0; O(x + shape).
double gamma_below(double shape, double x);

/// The least n with P(N <= n) > u, at most `most`: N is a gamma variable of this mean and shape rounded to
/// the nearest whole number. u within [0, 1), mean >= 0, shape > 0; O(n (n + shape)).
std::int64_t rounded_gamma_inverse(double u, double mean, double shape, std::int64_t most);

/// The least n with P(N <= n) > u, at most `most`: N is a Poisson count whose mean is gamma-distributed,
/// variance mean + mean^2 / size, size > 0. O(n).
std::int64_t negative_binomial_inverse(double u, double mean, double size, std::int64_t most);

/// The index i whose stretch of the cumulative weights holds u times their sum; u within [0, 1), weights not
/// negative, their sum positive. Never an index of weight zero. O(size).
std::size_t choose(double u, std::span<const double> weights);

/// Uniform on [0, 1), in steps of 2^-53; one draw.
template <Engine64 G>
double uniform01(G& g) {
  return static_cast<double>(g() >> 11) * 0x1p-53;
}

/// True with probability p, exactly never at p <= 0 and always at p >= 1; one draw.
template <Engine64 G>
bool bernoulli(G& g, double p) {
  return uniform01(g) < p;
}

/// Exponential of mean 1.
template <Engine64 G>
double unit_exponential(G& g) {
  return boost::random::exponential_distribution<math::Real>()(g).value;
}

/// Normal of mean 0, variance 1.
template <Engine64 G>
double unit_normal(G& g) {
  return boost::random::normal_distribution<math::Real>()(g).value;
}

/// Gamma of scale 1, mean and variance `shape` > 0. Rejection; shapes below 1 cost a pow.
/// G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000)
/// 363-372.
template <Engine64 G>
double unit_gamma(G& g, double shape) {
  DARAH_EXPECT(shape > 0);
  if (shape < 1) {
    const double larger = unit_gamma(g, shape + 1);
    return larger * math::pow(1 - uniform01(g), 1 / shape);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / (3 * math::sqrt(d));
  while (true) {
    const double x = unit_normal(g);
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = 1 - uniform01(g);
    const double squeeze = 1 - 0.0331 * (x * x) * (x * x);
    if (u < squeeze || math::log(u) < 0.5 * x * x + d * (1 - v + math::log(v))) return d * v;
  }
}

template <Engine64 G>
Duration exponential(G& g, Duration mean) {
  return stretch(mean, unit_exponential(g));
}

/// Any unit; sigma >= 0 is the logarithm's standard deviation.
template <Engine64 G>
double lognormal(G& g, double median, double sigma) {
  return median * math::exp(sigma * unit_normal(g));
}

template <Engine64 G>
Duration lognormal(G& g, Duration median, double sigma) {
  return stretch(median, lognormal(g, 1.0, sigma));
}

/// Mean >= 0. One draw, inverted, below a mean of 10; rejection from there.
template <Engine64 G>
std::int64_t poisson(G& g, double mean) {
  DARAH_EXPECT(mean >= 0);
  if (mean < 10) return poisson_inverse(uniform01(g), mean);
  return boost::random::poisson_distribution<std::int64_t, math::Real>(mean)(g);
}

/// One draw; as choose(u, weights).
template <Engine64 G>
std::size_t choose(G& g, std::span<const double> weights) {
  return choose(uniform01(g), weights);
}

}  // namespace darah
