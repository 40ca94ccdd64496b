#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/check.hpp"
#include "core/units.hpp"

/// Summaries: exact integer accumulators for what a replication counts, real ones for readers of results.

namespace darah {

/// Count, mean and variance in one pass (Welford 1962), mergeable (Chan, Golub and LeVeque 1979). Rounding
/// depends on order: add and merge in replication order.
class Moments {
 public:
  void add(double x);
  void merge(const Moments& other);

  std::int64_t count() const { return count_; }
  double mean() const;            ///< NaN when empty
  double variance() const;        ///< of a sample, divisor n - 1; NaN when n < 2
  double standard_error() const;  ///< of the mean; NaN when n < 2

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
};

/// The Student interval of the mean; confidence within (0, 1), such as 0.95.
Interval student_interval(const Moments& moments, double confidence);

/// The Student interval of the mean of a[i] - b[i]: arms compared on common random numbers (Law, Simulation
/// Modeling and Analysis, 10.2.1). Throws CheckFailure when the sizes differ.
Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence);

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

/// The least number of replications, a whole number from 2 on, whose interval is expected to be no wider than
/// half_width > 0 each way, given the variance of a pilot's (paired) differences; infinite when the pilot has
/// fewer than two (Law, 9.4.1).
double replications_needed(const Moments& differences, double half_width, double confidence);

}  // namespace darah
