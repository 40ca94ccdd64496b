#include "core/distribution.hpp"

#include <numbers>
#include <numeric>

namespace darah {
namespace {

/// The polynomial whose coefficients are given from the highest power down.
template <std::size_t n>
double horner(const double (&coefficients)[n], double x) {
  double sum = 0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

// The rational approximations of AS 241: numerator and denominator near the median, in the tails, far out.
constexpr double near_a[] = {2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
                             45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                             133.14166789178437745, 3.387132872796366608};
constexpr double near_b[] = {
    5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1.0};
constexpr double tail_c[] = {7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177,
                             1.27045825245236838258,   3.64784832476320460504,  5.7694972214606914055,
                             4.6303378461565452959,    1.42343711074968357734};
constexpr double tail_d[] = {
    1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459,
    .68976733498510000455,     1.6763848301838038494,   2.05319162663775882187,  1.0};
constexpr double far_e[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386,
                            .026532189526576123093,    .29656057182850489123,     1.7848265399172913358,
                            5.4637849111641143699,     6.6579046435011037772};
constexpr double far_f[] = {
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    .0148753612908506148525,    .13692988092273580531,    .59983220655588793769,    1.0};

}  // namespace

double normal_quantile(double u) {
  DARAH_EXPECT(u >= 0 && u <= 1);
  const double q = u - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * horner(near_a, r) / horner(near_b, r);
  }
  const double tail = std::min(u, 1 - u);
  if (tail == 0) return std::copysign(std::numeric_limits<double>::infinity(), q);
  const double r = math::sqrt(-math::log(tail));
  const double size = r <= 5 ? horner(tail_c, r - 1.6) / horner(tail_d, r - 1.6)
                             : horner(far_e, r - 5) / horner(far_f, r - 5);
  return std::copysign(size, q);
}

Duration weibull_quantile(double u, Duration median, double shape) {
  DARAH_EXPECT(u >= 0 && u < 1 && shape > 0);
  return stretch(median, math::pow(-math::log1p(-u) / std::numbers::ln2, 1 / shape));
}

std::int64_t poisson_quantile(double p, double mean) {
  DARAH_EXPECT(p >= 0 && p < 1 && mean >= 0);
  // Below ten standard deviations lies less than exp(-50), by the Chernoff bound: sums may start there.
  double k = std::max(0.0, std::floor(mean - 10 * math::sqrt(mean)));
  double term = k == 0 ? math::exp(-mean) : math::exp(k * math::log(mean) - mean - math::lgamma(k + 1));
  double sum = term;
  while (sum < p) {
    k += 1;
    term *= mean / k;
    const double before = sum;
    sum += term;
    if (sum == before && k > mean) break;  // p lies within rounding of 1
  }
  return static_cast<std::int64_t>(k);
}

std::size_t choose(double u, std::span<const double> weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  DARAH_EXPECT(u >= 0 && u < 1 && total > 0);
  double cumulative = 0;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    cumulative += weights[i];
    if (u * total < cumulative) return i;
  }
  return weights.size() - 1;
}

double gamma_below(double shape, double x) {
  DARAH_EXPECT(shape > 0 && x >= 0);
  if (x == 0) return 0;
  double term = math::exp(shape * math::log(x) - x - math::lgamma(shape + 1)), sum = term;
  if (term == 0) return x > shape ? 1 : 0;
  for (double n = 1; term > 1e-17 * sum; ++n) sum += term *= x / (shape + n);
  return std::min(sum, 1.0);
}

std::int64_t rounded_gamma_inverse(double u, double mean, double shape, std::int64_t most) {
  DARAH_EXPECT(u >= 0 && u < 1 && mean >= 0 && shape > 0 && most >= 0);
  if (mean == 0) return 0;
  std::int64_t n = 0;
  while (n < most && u >= gamma_below(shape, (static_cast<double>(n) + 0.5) * shape / mean)) ++n;
  return n;
}

std::int64_t negative_binomial_inverse(double u, double mean, double size, std::int64_t most) {
  DARAH_EXPECT(u >= 0 && u < 1 && mean >= 0 && size > 0 && most >= 0);
  const double success = mean / (size + mean);
  double log_term = size * math::log1p(-success), sum = math::exp(log_term);  // 0 for a large mean
  std::int64_t n = 0;
  while (n < most && u >= sum) {
    log_term += math::log((size + static_cast<double>(n)) / static_cast<double>(n + 1) * success);
    sum += math::exp(log_term);
    ++n;
  }
  return n;
}

}  // namespace darah
