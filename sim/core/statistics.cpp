#include "core/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>
#include <numeric>

namespace darah {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The point that |T| stays below with the given confidence.
template <class Distribution>
double two_sided_quantile(const Distribution& distribution, double confidence) {
  DARAH_VALIDATE(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1, such as 0.95");
  return boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
}

double student_half_width(double variance, double n, double confidence) {
  return two_sided_quantile(boost::math::students_t(n - 1), confidence) * std::sqrt(variance / n);
}

}  // namespace

void Moments::add(double x) {
  ++count_;
  const double deviation = x - mean_;
  mean_ += deviation / static_cast<double>(count_);
  m2_ += deviation * (x - mean_);
}

void Moments::merge(const Moments& other) {
  if (other.count_ == 0) return;
  const auto ours = static_cast<double>(count_);
  const auto theirs = static_cast<double>(other.count_);
  const double deviation = other.mean_ - mean_;
  count_ += other.count_;
  const double share = theirs / static_cast<double>(count_);
  mean_ += deviation * share;
  m2_ += other.m2_ + deviation * deviation * ours * share;
}

double Moments::mean() const { return count_ > 0 ? mean_ : nan; }

double Moments::variance() const { return count_ > 1 ? m2_ / static_cast<double>(count_ - 1) : nan; }

double Moments::standard_error() const { return std::sqrt(variance() / static_cast<double>(count_)); }

Histogram::Histogram(std::span<const double> edges) : edges_(edges), counts_(edges.size() + 1) {
  DARAH_EXPECT(edges.size() >= 2);
  DARAH_EXPECT(std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>{}) == edges.end());
}

void Histogram::add(double x, std::int64_t times) {
  DARAH_EXPECT(!std::isnan(x));
  const auto above = std::upper_bound(edges_.begin(), edges_.end(), x);
  counts_[static_cast<std::size_t>(above - edges_.begin())] += times;
}

void Histogram::merge(const Histogram& other) {
  DARAH_EXPECT(std::equal(edges_.begin(), edges_.end(), other.edges_.begin(), other.edges_.end()));
  std::transform(counts_.begin(), counts_.end(), other.counts_.begin(), counts_.begin(), std::plus<>{});
}

std::int64_t Histogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double Histogram::quantile(double q) const {
  DARAH_EXPECT(q >= 0 && q <= 1);
  const double rank = q * static_cast<double>(total());
  double below = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const auto here = static_cast<double>(counts_[i]);
    if (here > 0 && below + here >= rank) {
      if (i == 0) return -infinity;
      if (i == edges_.size()) return infinity;
      return std::lerp(edges_[i - 1], edges_[i], (rank - below) / here);
    }
    below += here;
  }
  return nan;
}

Interval student_interval(const Moments& moments, double confidence) {
  const double mean = moments.mean();
  const double half_width =
      moments.count() < 2
          ? infinity
          : student_half_width(moments.variance(), static_cast<double>(moments.count()), confidence);
  return {mean, half_width, mean - half_width, mean + half_width};
}

Interval wilson_interval(double share, double n, double confidence) {
  DARAH_VALIDATE(share >= 0 && share <= 1 && n > 0, "a share lies within 0 and 1, of more than nothing");
  const double z = two_sided_quantile(boost::math::normal(), confidence), shrink = z * z / n;
  const double middle = share + shrink / 2, around = z * std::sqrt((share * (1 - share) + shrink / 4) / n);
  const double low = std::max(0.0, (middle - around) / (1 + shrink)),
               high = std::min(1.0, (middle + around) / (1 + shrink));
  return {share, std::max(share - low, high - share), low, high};
}

Interval poisson_interval(double count, double confidence) {
  DARAH_VALIDATE(count >= 0, "a count is not negative");
  DARAH_VALIDATE(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1, such as 0.95");
  const double tail = (1 - confidence) / 2;
  const double low = count > 0 ? boost::math::quantile(boost::math::gamma_distribution<>(count), tail) : 0,
               high = boost::math::quantile(
                   boost::math::complement(boost::math::gamma_distribution<>(count + 1), tail));
  return {count, std::max(count - low, high - count), low, high};
}

double student_p(const Moments& moments) {
  if (moments.count() < 2) return 1;
  if (moments.variance() == 0) return moments.mean() == 0 ? 1 : 0;
  const boost::math::students_t distribution(static_cast<double>(moments.count() - 1));
  const double t = std::abs(moments.mean()) / moments.standard_error();
  return 2 * boost::math::cdf(boost::math::complement(distribution, t));
}

Moments paired_differences(std::span<const double> a, std::span<const double> b) {
  DARAH_VALIDATE(a.size() == b.size(), "paired samples differ in size");
  Moments differences;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isnan(a[i]) && !std::isnan(b[i])) differences.add(a[i] - b[i]);
  }
  return differences;
}

Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence) {
  return student_interval(paired_differences(a, b), confidence);
}

RatioInterval fieller_interval(std::span<const double> above, std::span<const double> below,
                               double confidence) {
  DARAH_VALIDATE(above.size() == below.size(), "paired samples differ in size");
  Moments a, b;
  for (std::size_t i = 0; i < above.size(); ++i) {
    a.add(above[i]);
    b.add(below[i]);
  }
  const double ratio = a.mean() / b.mean();
  const RatioInterval unbounded{false, ratio, -infinity, infinity};
  if (b.count() < 2) return unbounded;
  const auto n = static_cast<double>(b.count());
  const double t = two_sided_quantile(boost::math::students_t(n - 1), confidence), t2 = t * t / n;
  const double leading = b.mean() * b.mean() - t2 * b.variance();
  if (leading <= 0) return unbounded;
  // In d = ratio' - ratio with the residuals e = above - ratio below, of mean 0, the set is
  // leading d^2 + 2 t2 s_eb d - t2 s_ee <= 0: no difference of large numbers under the root.
  double s_ee = 0, s_eb = 0;
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double e = above[i] - ratio * below[i];
    s_ee += e * e / (n - 1);
    s_eb += e * (below[i] - b.mean()) / (n - 1);
  }
  const double root = std::sqrt(t2 * t2 * s_eb * s_eb + leading * t2 * s_ee);
  return {true, ratio, ratio - (t2 * s_eb + root) / leading, ratio - (t2 * s_eb - root) / leading};
}

double replications_needed(const Moments& differences, double half_width, double confidence) {
  DARAH_VALIDATE(half_width > 0, "a half width is positive");
  if (differences.count() < 2) return infinity;
  const double variance = differences.variance();
  // The normal quantile gives a lower bound a few steps short of Student's.
  const double z = two_sided_quantile(boost::math::normal(), confidence);
  double n = std::max(2.0, std::ceil(z * z * variance / (half_width * half_width)));
  while (n < 0x1p50 && student_half_width(variance, n, confidence) > half_width) ++n;
  return n;
}

double pairing_gain(std::span<const double> a, std::span<const double> b) {
  const Moments together = paired_differences(a, b);
  Moments of_a, of_b;
  for (const double x : a) of_a.add(x);
  for (const double x : b) of_b.add(x);
  return together.count() < 2 ? nan : (of_a.variance() + of_b.variance()) / together.variance();
}

std::vector<HolmTest> holm(std::span<const double> p, double alpha) {
  DARAH_VALIDATE(alpha > 0 && alpha < 1, "a level lies between 0 and 1, such as 0.05");
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<HolmTest> tests(p.size());
  double adjusted = 0, level = 0;
  bool rejecting = true;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto left = static_cast<double>(order.size() - i);
    if (rejecting) level = alpha / left;
    // By the adjusted value, as a reader would judge: rounding must not make the two differ.
    adjusted = std::max(adjusted, std::min(1.0, left * p[order[i]]));
    rejecting = rejecting && adjusted <= alpha;
    tests[order[i]] = {adjusted, level};
  }
  return tests;
}

double replications_needed(const Moments& differences, const Precision& precision, double confidence) {
  if (differences.count() >= 2 && differences.variance() == 0) return 2;
  const double half_width = precision.wanted(differences.mean());
  return half_width > 0 ? replications_needed(differences, half_width, confidence) : infinity;
}

std::int64_t prefix_within(std::int64_t n) {
  DARAH_EXPECT(n >= first_prefix);
  std::int64_t prefix = first_prefix;
  while (prefix <= n / 2) prefix *= 2;
  return prefix;
}

std::int64_t prefix_from(double n, std::int64_t most) {
  std::int64_t prefix = first_prefix;
  while (prefix < most && static_cast<double>(prefix) < n) prefix *= 2;
  return prefix;
}

Truncation mser5(std::span<const double> series) {
  constexpr std::size_t batch = 5;
  const std::size_t batches = series.size() / batch, half = batches / 2;
  if (half == 0) return {0, false};
  // From the end on, so that every suffix's moments come in one pass.
  Moments rest;
  double least = infinity;
  std::size_t best = 0;
  for (std::size_t d = batches; d-- > 0;) {
    const auto values = series.subspan(d * batch, batch);
    rest.add(std::accumulate(values.begin(), values.end(), 0.0) / batch);
    const auto n = static_cast<double>(rest.count());
    const double square = rest.count() < 2 ? 0 : rest.variance() * (n - 1) / (n * n);
    if (d <= half && square <= least) {
      least = square;
      best = d;
    }
  }
  return {best * batch, best < half};
}

}  // namespace darah
