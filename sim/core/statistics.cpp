#include "core/statistics.hpp"

#include <algorithm>
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

Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence) {
  DARAH_VALIDATE(a.size() == b.size(), "paired samples differ in size");
  Moments differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.add(a[i] - b[i]);
  return student_interval(differences, confidence);
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

}  // namespace darah
