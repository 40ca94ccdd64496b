#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/check.hpp"
#include "core/units.hpp"

/// Summaries: exact integer accumulators for what a replication counts, real ones for readers of results.
/// TimeAverage and Histogram belong to the kernel as a library of its own; this program's model keeps exact
/// integer books in their place.

namespace darah {

/// Count, mean and variance in one pass (Welford 1962), mergeable (Chan, Golub and LeVeque 1979). Rounding
/// depends on order: add and merge in replication order.
class Moments {
 public:
  void add(double x);
  void merge(const Moments& other);

  std::int64_t count() const { return count_; }
  double mean() const;            ///< NaN when empty
  double variance() const;        ///< variance of a sample, divisor n - 1; NaN when n < 2
  double standard_error() const;  ///< standard error of the mean; NaN when n < 2

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double m2_ = 0;  // sum of squared deviations from the mean
};

/// The exact time integral, in value x microseconds, of a value that changes in steps. The integral fits
/// int64, as results do, or CheckFailure is thrown: about 290 000 units held for a year.
class TimeAverage {
 public:
  explicit TimeAverage(Time start = {}, std::int64_t value = 0) : from_(start), last_(start), value_(value) {}

  /// The value from now on. Requires that time does not run back.
  void set(Time now, std::int64_t value) {
    advance(now);
    value_ = value;
  }
  /// Accounts for the time until now.
  void advance(Time now) {
    integral_ = integral(now);
    last_ = now;
  }
  /// Forgets the past and keeps the value: averages start at `now`.
  void reset(Time now) {
    DARAH_EXPECT(now >= last_);
    integral_ = 0;
    from_ = last_ = now;
  }

  std::int64_t value() const { return value_; }
  Time from() const { return from_; }
  /// From `from()` to `to`, which is not before the last change.
  std::int64_t integral(Time to) const {
    DARAH_EXPECT(to >= last_);
    std::int64_t result = 0;
    DARAH_VALIDATE(!__builtin_mul_overflow(value_, (to - last_).us, &result) &&
                       !__builtin_add_overflow(integral_, result, &result),
                   "a time integral does not fit 64 bits");
    return result;
  }
  /// The mean over [from(), to]; NaN when that is empty.
  double mean(Time to) const {
    if (to == from_) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(integral(to)) / static_cast<double>((to - from_).us);
  }

 private:
  Time from_;
  Time last_;
  std::int64_t value_;
  std::int64_t integral_ = 0;
};

/// Counts between fixed edges: bin i holds [edge i, edge i + 1); what falls outside is counted apart.
class Histogram {
 public:
  /// Keeps a view of the edges, which outlive it (a constant table). Requires at least two, increasing.
  explicit Histogram(std::span<const double> edges);

  /// Requires that x is not NaN. O(log bins).
  void add(double x, std::int64_t times = 1);
  /// Requires the same edges.
  void merge(const Histogram& other);

  std::span<const double> edges() const { return edges_; }
  std::span<const std::int64_t> counts() const { return std::span(counts_).subspan(1, edges_.size() - 1); }
  std::int64_t underflow() const { return counts_.front(); }
  std::int64_t overflow() const { return counts_.back(); }
  std::int64_t total() const;

  /// Linear inside a bin; infinite when it lies outside the edges; NaN when empty. Requires q within 0 and 1.
  double quantile(double q) const;

 private:
  std::span<const double> edges_;
  std::vector<std::int64_t> counts_;  // underflow, the bins, overflow
};

/// A two-sided confidence interval of a mean. Below two observations it is infinitely wide.
struct Interval {
  double mean;
  double half_width;
  double low;
  double high;

  /// Whether its mean is told from 0.
  bool leaves_out_0() const { return low > 0 || high < 0; }
};

/// The Student interval of the mean; confidence within (0, 1), such as 0.95.
Interval student_interval(const Moments& moments, double confidence);

/// The two-sided p-value of Student's test that the mean is 0: below 1 - confidence exactly where
/// student_interval leaves out 0. 1 below two observations.
double student_p(const Moments& moments);

/// Moments of a[i] - b[i] over the i where neither is NaN. Throws CheckFailure when the sizes differ.
Moments paired_differences(std::span<const double> a, std::span<const double> b);

/// The Student interval of the mean of a[i] - b[i]: arms compared on common random numbers (Law, Simulation
/// Modeling and Analysis, 10.2.1). Throws CheckFailure when the sizes differ.
Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence);

/// Wilson's interval (1927) of the chance behind a share of n: of all that no score test rejects. Its mean is
/// the share and its half width that of the wider side; it lies within 0 and 1. Requires a share within 0 and
/// 1 and n > 0.
Interval wilson_interval(double share, double n, double confidence);

/// The exact interval (Garwood 1936) of the mean behind a Poisson count, its half width that of the wider
/// side. Requires a count that is not negative.
Interval poisson_interval(double count, double confidence);

/// A confidence set of the ratio of two means, `ratio` among them. It is an interval only where the mean
/// below can be told from 0; elsewhere it reaches infinity and `low` and `high` are infinite.
struct RatioInterval {
  bool bounded;
  double ratio, low, high;
};

/// The set of ratios that paired observations do not refute, above[i] - ratio * below[i] being of mean 0 by
/// Student's t (Fieller 1954; for cost-effectiveness ratios Briggs, Mooney and Wonderling 1999). It is
/// bounded where the Student interval of the mean below leaves out 0, so never below two observations. Throws
/// CheckFailure when the sizes differ.
RatioInterval fieller_interval(std::span<const double> above, std::span<const double> below,
                               double confidence);

/// What pairing gains: (var a + var b) / var(a - b), as many times the replications as samples independent of
/// each other need for the same interval of the difference (Law, 11.2). NaN below two pairs, infinite where
/// the difference does not vary.
double pairing_gain(std::span<const double> a, std::span<const double> b);

/// One of several tests as Holm (1979), "A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6, 65-70, makes them hold together.
struct HolmTest {
  double p;      ///< adjusted: the test rejects where it is at most alpha
  double level;  ///< level at which the test is held: its interval of confidence 1 - level leaves out 0
                 ///< exactly where the test rejects
};

/// Holm's step-down tests of a family of p-values, in their order: the i-th smallest of k is held at the
/// level alpha / (k - i + 1), and from the first that is not rejected on at that one's. The chance of any
/// false rejection is at most alpha, whatever the dependence.
std::vector<HolmTest> holm(std::span<const double> p, double alpha);

/// The least number of replications, a whole number from 2 on, whose interval is expected to be no wider than
/// half_width > 0 each way, given the variance of a pilot's (paired) differences; infinite when the pilot has
/// fewer than two (Law, 9.4.1).
double replications_needed(const Moments& differences, double half_width, double confidence);

/// How tight an interval is wanted: so wide each way, in the mean's unit or as a share of the mean's size.
struct Precision {
  double half_width;
  bool relative = false;

  double wanted(double mean) const { return relative ? half_width * std::abs(mean) : half_width; }
  bool reached(const Interval& interval) const { return interval.half_width <= wanted(interval.mean); }
};

/// Replications until a precision is reached; infinite also for a share of 0, unless nothing varies.
double replications_needed(const Moments& differences, const Precision& precision, double confidence);

/// Replications at which a run to a precision looks whether it is reached: 16, 32, 64, ... They are fixed
/// beforehand, so that what comes out does not depend on who computes how fast. An interval that is looked at
/// until it is tight covers a little less often than it says, 93 instead of 95 of 100 times
/// (tests/core/test_coverage.cpp).
inline constexpr std::int64_t first_prefix = 16;
/// The largest of them that is at most n; requires n >= 16.
std::int64_t prefix_within(std::int64_t n);
/// The smallest that is at least n, but at most `most`, which is one of them.
std::int64_t prefix_from(double n, std::int64_t most);

/// Where the initial transient of a series ends.
struct Truncation {
  std::size_t at = 0;  ///< observations to leave out, a whole number of batches
  bool admissible =
      true;  ///< false where the series is still settling at its middle, or is too short to tell
};

/// MSER-5: the truncation that minimises the standard error of the mean of what is left, in means of batches
/// of five, sought in the first half of the series (White 1997, "An effective truncation heuristic for bias
/// reduction in simulation output", Simulation 69, 323-334; White, Cobb and Spratt 2000, Winter Simulation
/// Conference, 755-760). A minimum at the middle itself is not admissible. O(n).
Truncation mser5(std::span<const double> series);

}  // namespace darah
