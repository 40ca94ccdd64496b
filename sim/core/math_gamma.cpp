#include <cmath>
#include <iterator>

#include "core/math.hpp"
#include "core/math_parts.hpp"

/// lgamma and erfc.

namespace darah::math {

using namespace parts;

namespace {

/// Not above 0, or not a number. Reflection: gamma(x) gamma(-x) = -pi / (x sin(pi x)).
double lgamma_of_odd(double x) {
  if (x != x) return nan;
  const double size = -x;
  if (size < 0x1p-60) return -log(size);
  const double part = size - std::floor(size);
  if (part == 0 || size == infinity) return infinity;
  const double sine = sin(table::pi * (part <= 0.5 ? part : 1 - part));
  return log(table::pi / (size * sine)) - lgamma(size);
}

}  // namespace

double lgamma(double x) {
  if (x >= 8) {
    const double w = 1 / x;
    return (x - 0.5) * (log(x) - 1) +
           (table::half_log_two_pi_less_half + w * polynomial(table::stirling, w * w));
  }
  if (x >= 0.5) {
    const Quarter q = quarter(table::lgamma_rows, x);
    return (x - 1) * (x - 2) * (q.middle + q.rest) + 0.0;  // +0 at 1
  }
  if (x > 0) return x * long_polynomial<std::size(table::lgamma_small)>(table::lgamma_small, x) - log(x);
  return lgamma_of_odd(x);
}

double erfc(double x) {
  const double at = size(x);
  if (at < 0.5) {
    const Sum near = ordered_sum(1, -x);
    return near.high + (near.low - x * polynomial(table::erf_terms, x * x));
  }
  if (!(at < 28)) return x != x ? nan : x > 0 ? 0 : 2;
  const double part = head(at), square = part * part;  // exact; the rest is (at - part)(at + part)
  const Steps s = steps(-square, -(at - part) * (at + part));
  const Quarter q = quarter(table::erfc_rows, at);
  double value;
  if (square < 700) {
    const Power p = raise(s);
    const double scale = head(p.scale);  // times the middle: exact
    const double low = (p.scale - scale) * q.middle + p.scale * (q.rest + p.rest * (q.middle + q.rest));
    value = scale * q.middle + low;
  } else {
    value = raise_far(s, false) * (q.middle + q.rest);
  }
  return x < 0 ? 2 - value : value;
}

}  // namespace darah::math
