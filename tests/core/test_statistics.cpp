#include <rapidcheck/catch.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "core/statistics.hpp"

using namespace darah;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array<double, 4> edges{0, 1, 3, 10};

template <class Range>
Moments moments_of(const Range& sample) {
  Moments moments;
  for (const auto x : sample) moments.add(static_cast<double>(x));
  return moments;
}

/// An evenly spaced sample of n, with mean 0 and the given variance.
Moments pilot(int n, double variance) {
  const double step = std::sqrt(12 * variance / (n * (n + 1.0)));
  Moments moments;
  for (int i = 0; i < n; ++i) moments.add(step * (i - (n - 1) / 2.0));
  return moments;
}

}  // namespace

TEST_CASE("moments of a known sample") {
  const auto moments = moments_of(std::vector{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(moments.count() == 8);
  CHECK(moments.mean() == Approx(5));
  CHECK(moments.variance() == Approx(32.0 / 7));
  CHECK(moments.standard_error() == Approx(std::sqrt(4.0 / 7)));
}

TEST_CASE("moments do not cancel far from zero") {
  const auto moments = moments_of(std::vector{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  CHECK(moments.variance() == Approx(30).epsilon(1e-12));
}

TEST_CASE("moments of too few are not a number") {
  Moments moments;
  CHECK(std::isnan(moments.mean()));
  moments.add(3);
  CHECK(moments.mean() == 3);
  CHECK(std::isnan(moments.variance()));
  CHECK(std::isnan(moments.standard_error()));
}

TEST_CASE("merged moments are those of the whole") {
  rc::prop("for any split",
           [](const std::vector<std::int16_t>& left, const std::vector<std::int16_t>& right) {
             auto merged = moments_of(left);
             merged.merge(moments_of(right));
             auto joined = left;
             joined.insert(joined.end(), right.begin(), right.end());
             const auto whole = moments_of(joined);
             RC_ASSERT(merged.count() == whole.count());
             if (whole.count() == 0) return;
             RC_ASSERT(std::fabs(merged.mean() - whole.mean()) <= 1e-9 * (1 + std::fabs(whole.mean())));
             if (whole.count() == 1) return;
             RC_ASSERT(std::fabs(merged.variance() - whole.variance()) <= 1e-9 * (1 + whole.variance()));
           });
  rc::prop("exactly, when one side is empty", [](const std::vector<std::int16_t>& sample) {
    const auto alone = moments_of(sample);
    auto into_empty = Moments{};
    into_empty.merge(alone);
    auto with_empty = alone;
    with_empty.merge(Moments{});
    RC_PRE(sample.size() > 1);
    for (const auto& merged : {into_empty, with_empty}) {
      RC_ASSERT(merged.mean() == alone.mean());
      RC_ASSERT(merged.variance() == alone.variance());
    }
  });
}

TEST_CASE("a time average weighs values by how long they last") {
  TimeAverage average(Time{} + days(1), 4);
  average.set(Time{} + days(2), 10);
  average.set(Time{} + days(4), 0);
  CHECK(average.integral(Time{} + days(5)) == 4 * days(1).us + 10 * days(2).us);
  CHECK(average.mean(Time{} + days(5)) == 6);
  CHECK(average.mean(Time{} + days(9)) == 3);
}

TEST_CASE("a reset forgets the past and keeps the value") {
  TimeAverage average;
  average.set(Time{} + hours(1), 7);
  average.reset(Time{} + hours(3));
  CHECK(average.from() == Time{} + hours(3));
  CHECK(average.value() == 7);
  CHECK(std::isnan(average.mean(Time{} + hours(3))));
  CHECK(average.mean(Time{} + hours(4)) == 7);
  average.set(Time{} + hours(5), -7);
  CHECK(average.integral(Time{} + hours(7)) == 0);
}

TEST_CASE("a copied time average continues apart") {
  TimeAverage average({}, 1);
  auto copy = average;
  copy.set(Time{} + seconds(1), 5);
  CHECK(average.integral(Time{} + seconds(2)) == seconds(2).us);
  CHECK(copy.integral(Time{} + seconds(2)) == seconds(6).us);
}

TEST_CASE("a time integral beyond 64 bits is refused") {
  TimeAverage product({}, 1'000'000'000);
  CHECK_THROWS_AS(product.advance(Time{} + days(365)), CheckFailure);
  TimeAverage sum({}, 200'000);
  sum.advance(Time{} + days(365));
  CHECK_THROWS_AS(sum.advance(Time{} + days(730)), CheckFailure);
#if defined(DARAH_CHECKED) && DARAH_CHECKED
  CHECK_THROWS_AS(sum.set(Time{} + days(364), 0), CheckFailure);
#endif
}

TEST_CASE("advancing changes no integral") {
  rc::prop("however often", [](std::int16_t value) {
    const auto cuts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1'000'000));
    TimeAverage plain({}, value);
    TimeAverage advanced({}, value);
    Time now;
    for (const int cut : cuts) advanced.advance(now += microseconds(cut));
    RC_ASSERT(advanced.integral(now) == plain.integral(now));
  });
}

TEST_CASE("histogram bins include their lower edge") {
  Histogram histogram(edges);
  for (const double x : {-0.1, 0.0, 0.9, 1.0, 2.9, 3.0, 10.0, infinity}) histogram.add(x);
  CHECK(histogram.underflow() == 1);
  CHECK(std::vector<std::int64_t>(histogram.counts().begin(), histogram.counts().end()) ==
        std::vector<std::int64_t>{2, 2, 1});
  CHECK(histogram.overflow() == 2);
  CHECK(histogram.total() == 8);
}

TEST_CASE("merged histograms count the whole") {
  rc::prop("for any split", [](const std::vector<std::int8_t>& left, const std::vector<std::int8_t>& right) {
    Histogram merged(edges);
    Histogram other(edges);
    Histogram whole(edges);
    for (const auto x : left) merged.add(x), whole.add(x);
    for (const auto x : right) other.add(x), whole.add(x);
    merged.merge(other);
    RC_ASSERT(merged.underflow() == whole.underflow());
    RC_ASSERT(std::equal(merged.counts().begin(), merged.counts().end(), whole.counts().begin()));
    RC_ASSERT(merged.overflow() == whole.overflow());
  });
}

TEST_CASE("histogram quantiles interpolate inside a bin") {
  Histogram histogram(edges);
  CHECK(std::isnan(histogram.quantile(0.5)));
  histogram.add(0.5, 10);
  histogram.add(2.0, 20);
  CHECK(histogram.quantile(0) == 0);
  CHECK(histogram.quantile(1.0 / 6) == Approx(0.5));
  CHECK(histogram.quantile(1.0 / 3) == Approx(1));
  CHECK(histogram.quantile(2.0 / 3) == Approx(2));
  CHECK(histogram.quantile(1) == 3);
}

TEST_CASE("a histogram quantile skips empty bins and is infinite outside the edges") {
  Histogram histogram(edges);
  histogram.add(5);
  CHECK(histogram.quantile(0) == 3);
  CHECK(histogram.quantile(0.5) == 6.5);
  histogram.add(-1, 2);
  histogram.add(11, 2);
  CHECK(histogram.quantile(0.3) == -infinity);
  CHECK(histogram.quantile(0.5) == 6.5);
  CHECK(histogram.quantile(0.7) == infinity);
}

#if defined(DARAH_CHECKED) && DARAH_CHECKED
TEST_CASE("a histogram refuses what it cannot count") {
  constexpr std::array<double, 3> unsorted{0, 2, 2};
  constexpr std::array<double, 4> others{0, 1, 3, 11};
  Histogram histogram(edges);
  CHECK_THROWS_AS(Histogram(unsorted), CheckFailure);
  CHECK_THROWS_AS(Histogram(std::span(edges).first(1)), CheckFailure);
  CHECK_THROWS_AS(histogram.merge(Histogram(others)), CheckFailure);
  CHECK_THROWS_AS(histogram.add(std::numeric_limits<double>::quiet_NaN()), CheckFailure);
}
#endif

TEST_CASE("Student intervals use the tabulated quantiles") {
  // t of 95 % with 1, 9 and 29 degrees of freedom (any printed table).
  const auto [n, t] = GENERATE(table<int, double>({{2, 12.7062}, {10, 2.2622}, {30, 2.0452}}));
  const auto interval = student_interval(pilot(n, n), 0.95);
  CHECK(interval.half_width == Approx(t).epsilon(1e-4));
  CHECK(interval.low == Approx(-t).epsilon(1e-4));
  CHECK(interval.high == Approx(t).epsilon(1e-4));
}

TEST_CASE("a Student interval lies about the mean") {
  const auto interval = student_interval(moments_of(std::vector{1, 2, 3, 4, 5}), 0.90);
  CHECK(interval.mean == 3);
  CHECK(interval.half_width == Approx(2.131847 * std::sqrt(0.5)));
  CHECK(interval.low == interval.mean - interval.half_width);
  CHECK(interval.high == interval.mean + interval.half_width);
}

TEST_CASE("below two observations an interval is infinitely wide") {
  const auto none = student_interval({}, 0.95);
  CHECK(std::isnan(none.mean));
  CHECK(none.half_width == infinity);
  const auto one = student_interval(moments_of(std::vector{3}), 0.95);
  CHECK(one.mean == 3);
  CHECK(one.low == -infinity);
  CHECK(one.high == infinity);
}

TEST_CASE("pairing removes what both arms share") {
  const std::vector<double> a{101, 203, 299, 405};
  const std::vector<double> b{100, 200, 300, 400};
  const auto paired = paired_interval(a, b, 0.95);
  const auto differences = student_interval(moments_of(std::vector{1, 3, -1, 5}), 0.95);
  CHECK(paired.mean == differences.mean);
  CHECK(paired.half_width == differences.half_width);
  CHECK(paired_interval(a, a, 0.95).half_width == 0);
  CHECK_THROWS_AS(paired_interval(a, std::span(b).first(3), 0.95), CheckFailure);
}

TEST_CASE("a confidence outside 0 and 1 is refused") {
  const double confidence = GENERATE(0.0, 1.0, 95.0, std::numeric_limits<double>::quiet_NaN());
  CHECK_THROWS_AS(student_interval(pilot(2, 1), confidence), CheckFailure);
}

TEST_CASE("Fieller's interval has its known ends") {
  // Means 20 and 10, variances 4 and 1, covariance 1; k = t(0.975, 2)^2 / 3 = 6.17094. The ends solve
  // (100 - k) r^2 - 2 (200 - k) r + (400 - 4 k) = 0.
  const std::vector<double> above{18, 22, 20}, below{9, 10, 11};
  const RatioInterval interval = fieller_interval(above, below, 0.95);
  REQUIRE(interval.bounded);
  CHECK(interval.ratio == 2);
  const double k = 4.302652729911275 * 4.302652729911275 / 3;
  const double a = 100 - k, b = 200 - k, c = 400 - 4 * k;
  CHECK(interval.low == Approx((b - std::sqrt(b * b - a * c)) / a));
  CHECK(interval.high == Approx((b + std::sqrt(b * b - a * c)) / a));
  CHECK(interval.low == Approx(1.54867).epsilon(1e-5));
  CHECK(interval.high == Approx(2.58287).epsilon(1e-5));
  const RatioInterval wider = fieller_interval(above, below, 0.96);
  CHECK((wider.low < interval.low && wider.high > interval.high));
}

TEST_CASE("Fieller's interval follows signs and scales") {
  const std::vector<double> above{18, 22, 20}, below{9, 10, 11}, loss{-9, -10, -11},
      millions{18e6, 22e6, 20e6};
  const RatioInterval interval = fieller_interval(above, below, 0.95);
  const RatioInterval negative = fieller_interval(above, loss, 0.95);
  CHECK(negative.bounded);
  CHECK(negative.low == Approx(-interval.high));
  CHECK(negative.high == Approx(-interval.low));
  CHECK(fieller_interval(millions, below, 0.95).high == Approx(1e6 * interval.high));
}

TEST_CASE("Fieller's interval over a constant is that of a mean") {
  const std::vector<double> above{1, 3, 2.5, 7}, two{2, 2, 2, 2}, one{1, 1, 1, 1};
  const Interval mean = student_interval(moments_of(std::vector{0.5, 1.5, 1.25, 3.5}), 0.95);
  const RatioInterval interval = fieller_interval(above, two, 0.95);
  CHECK(interval.low == Approx(mean.low));
  CHECK(interval.high == Approx(mean.high));
  const RatioInterval exact = fieller_interval(two, one, 0.95);
  CHECK((exact.bounded && exact.low == 2 && exact.high == 2));
}

TEST_CASE("Fieller's set is unbounded where the mean below may be 0") {
  const std::vector<double> above{18, 22, 20};
  for (const std::vector<double>& below :
       {std::vector<double>{1, 2, 3}, std::vector<double>{-1, 0, 1}, std::vector<double>{0, 0, 0}}) {
    const RatioInterval interval = fieller_interval(above, below, 0.95);
    CHECK(!interval.bounded);
    CHECK(interval.low == -infinity);
    CHECK(interval.high == infinity);
  }
  const std::vector<double> one{2};
  CHECK(!fieller_interval(one, one, 0.95).bounded);
  CHECK(!fieller_interval({}, {}, 0.95).bounded);
  CHECK_THROWS_AS(fieller_interval(above, one, 0.95), CheckFailure);
  rc::prop("just where its Student interval holds 0", [] {
    const auto sample = *rc::gen::container<std::vector<int>>(8, rc::gen::inRange(-3, 6));
    const std::vector<double> below(sample.begin(), sample.end());
    const Interval mean = student_interval(moments_of(sample), 0.95);
    RC_PRE(std::abs(std::abs(mean.mean) - mean.half_width) > 1e-9);
    RC_ASSERT(fieller_interval(below, below, 0.95).bounded == (mean.low > 0 || mean.high < 0));
  });
}

TEST_CASE("Fieller's interval holds the true ratio as often as it says") {
  // Costs and deaths of n replications, correlated; means and spreads as of arms with few and many deaths.
  struct Truth {
    double above, below, spread_above, spread_below, correlation;
    int n;
  };
  const Truth truth = GENERATE(Truth{300, 20, 40, 5, 0.5, 8}, Truth{-50, 2, 100, 1.5, -0.6, 32},
                               Truth{0, 10, 30, 6, 0.9, 16});
  std::mt19937_64 random(20180101);
  std::normal_distribution<double> normal;
  constexpr int experiments = 4000;
  int bounded = 0, held = 0;
  for (int i = 0; i < experiments; ++i) {
    std::vector<double> above, below;
    for (int r = 0; r < truth.n; ++r) {
      const double x = normal(random);
      const double y =
          truth.correlation * x + std::sqrt(1 - truth.correlation * truth.correlation) * normal(random);
      below.push_back(truth.below + truth.spread_below * x);
      above.push_back(truth.above + truth.spread_above * y);
    }
    const RatioInterval interval = fieller_interval(above, below, 0.95);
    bounded += interval.bounded ? 1 : 0;
    const double ratio = truth.above / truth.below;
    held += interval.low <= ratio && ratio <= interval.high ? 1 : 0;
  }
  CHECK(bounded > 0.99 * experiments);
  CHECK(held > 0.93 * experiments);
  CHECK(held < 0.97 * experiments);
}

TEST_CASE("replications needed are the fewest that suffice") {
  // 1.96^2 x 100 = 384.1 by the normal quantile; Student's asks for two more.
  CHECK(replications_needed(pilot(16, 1), 0.1, 0.95) == 387);
  CHECK(replications_needed(pilot(16, 0), 0.1, 0.95) == 2);
  CHECK(replications_needed(moments_of(std::vector{1}), 0.1, 0.95) == infinity);
  CHECK(replications_needed(pilot(16, 1), 1e-12, 0.95) == Approx(3.8414588e24));
  CHECK_THROWS_AS(replications_needed(pilot(16, 1), 0, 0.95), CheckFailure);

  rc::prop("not one more", [] {
    const double half_width = *rc::gen::inRange(50, 5000) / 1000.0;
    const double n = replications_needed(pilot(16, 1), half_width, 0.95);
    const auto width_of = [](double size) {
      return student_interval(pilot(static_cast<int>(size), 1), 0.95).half_width;
    };
    RC_ASSERT(width_of(n) <= half_width * (1 + 1e-12));
    if (n > 2) RC_ASSERT(width_of(n - 1) > half_width * (1 - 1e-12));
  });
}

TEST_CASE("replications for a share of the mean are those for that half-width") {
  Moments moved;
  for (const double x : {1.0, 3.0, 5.0}) moved.add(x);
  CHECK(replications_needed(moved, Precision{0.1, true}, 0.95) == replications_needed(moved, 0.3, 0.95));
  CHECK(replications_needed(moved, Precision{0.1}, 0.95) == replications_needed(moved, 0.1, 0.95));
  CHECK(replications_needed(moments_of(std::vector{-1, 1}), Precision{0.1, true}, 0.95) == infinity);
  CHECK(replications_needed(moments_of(std::vector{0, 0}), Precision{0.1, true}, 0.95) == 2);
  CHECK(Precision{0.1, true}.reached({-5, 0.5, -5.5, -4.5}));
  CHECK(!Precision{0.1, true}.reached({-5, 0.51, -5.51, -4.49}));
  CHECK(!Precision{0.1, true}.reached({-5, infinity, -infinity, infinity}));
}

TEST_CASE("prefixes double from 16 on") {
  CHECK(prefix_within(16) == 16);
  CHECK(prefix_within(31) == 16);
  CHECK(prefix_within(1000) == 512);
  CHECK(prefix_within(1024) == 1024);
  CHECK(prefix_from(1, 1024) == 16);
  CHECK(prefix_from(17, 1024) == 32);
  CHECK(prefix_from(32, 1024) == 32);
  CHECK(prefix_from(infinity, 1024) == 1024);
}

TEST_CASE("Student's p has its tabulated values") {
  // t = 12.706 with 1 degree of freedom, 2.776 with 4 (any table of t)
  CHECK(student_p(moments_of(std::vector{12.7062 - 1, 12.7062 + 1})) == Approx(0.05).epsilon(1e-4));
  Moments five = moments_of(std::vector{-2, -1, 0, 1, 2});
  const double t = 2.77645 * five.standard_error();
  CHECK(student_p(moments_of(std::vector{t - 2, t - 1, t, t + 1, t + 2})) == Approx(0.05).epsilon(1e-4));
  CHECK(student_p(five) == 1);
  CHECK(student_p(moments_of(std::vector{3, 3})) == 0);
  CHECK(student_p(moments_of(std::vector{0, 0})) == 1);
  CHECK(student_p(moments_of(std::vector{3})) == 1);
}

TEST_CASE("differences are paired where both are known") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Moments d = paired_differences(std::vector{5.0, nan, 3.0}, std::vector{1.0, 2.0, 1.0});
  CHECK(d.count() == 2);
  CHECK(d.mean() == 3);
}

TEST_CASE("pairing gains as much as the arms share") {
  const std::vector<double> a{1, 2, 3, 4}, b{2, 2, 4, 4};  // variances 5/3 and 4/3, of the differences 1/3
  CHECK(pairing_gain(a, b) == Approx(9));
  CHECK(pairing_gain(a, std::vector<double>{4, 3, 2, 1}) == Approx(0.5));
  CHECK(pairing_gain(a, a) == infinity);
  CHECK(std::isnan(pairing_gain(std::vector<double>{1}, std::vector<double>{2})));
}

// The 15 comparisons of Neuhaus et al. (1992) in Benjamini and Hochberg (1995), J. R. Statist. Soc. B 57,
// 289-300, section 4: a procedure of family-wise level 0.05 rejects the first three.
TEST_CASE("Holm's method on a published family") {
  const std::vector<double> p{0.0201, 0.0001, 0.0004, 0.0019, 0.0095, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto tests = holm(p, 0.05);
  const std::vector<double> adjusted{0.2211, 0.0015, 0.0056, 0.0247, 0.114, 0.278, 0.278, 0.278,
                                     0.3213, 1,      1,      1,      1,     1,     1};
  for (std::size_t i = 0; i < p.size(); ++i) {
    CHECK(tests[i].p == Approx(adjusted[i]));
    CHECK((tests[i].p <= 0.05) == (i >= 1 && i <= 3));
  }
  CHECK(tests[1].level == Approx(0.05 / 15));
  CHECK(tests[2].level == Approx(0.05 / 14));
  CHECK(tests[3].level == Approx(0.05 / 13));
  for (const std::size_t i : {4U, 0U, 14U}) CHECK(tests[i].level == Approx(0.05 / 12));
  CHECK(holm({}, 0.05).empty());
}

TEST_CASE("Holm's intervals leave out 0 exactly where its tests reject") {
  rc::prop("for any family of samples", [] {
    const auto family = *rc::gen::container<std::vector<std::vector<std::int8_t>>>(
        rc::gen::container<std::vector<std::int8_t>>(4, rc::gen::inRange<std::int8_t>(-4, 20)));
    std::vector<Moments> samples;
    std::vector<double> p;
    for (const auto& sample : family) {
      samples.push_back(moments_of(sample));
      p.push_back(student_p(samples.back()));
    }
    const auto tests = holm(p, 0.05);
    for (std::size_t i = 0; i < p.size(); ++i) {
      RC_ASSERT(tests[i].p >= p[i]);
      RC_ASSERT(tests[i].level <= 0.05);
      const Interval interval = student_interval(samples[i], 1 - tests[i].level);
      RC_ASSERT((interval.low > 0 || interval.high < 0) == (tests[i].p <= 0.05));
      for (std::size_t j = 0; j < p.size(); ++j) RC_ASSERT(p[i] >= p[j] || tests[i].p <= tests[j].p);
    }
  });
}

TEST_CASE("the interval of a share is Wilson's") {
  // 7 of 58: 6.0 to 22.9%, by hand.
  const Interval seven = wilson_interval(7 / 58.0, 58, .95);
  CHECK(seven.mean == Approx(7 / 58.0));
  CHECK(seven.low == Approx(.05971).margin(5e-5));
  CHECK(seven.high == Approx(.22879).margin(5e-5));
  CHECK(seven.half_width == Approx(seven.high - seven.mean));
  CHECK(wilson_interval(0, 10, .95).low == 0);
  CHECK(wilson_interval(0, 10, .95).high == Approx(3.8415 / (10 + 3.8415)).epsilon(1e-4));
  CHECK(wilson_interval(1, 10, .95).high == Approx(1));
  CHECK_THROWS_AS(wilson_interval(1.1, 10, .95), CheckFailure);
  CHECK_THROWS_AS(wilson_interval(.5, 0, .95), CheckFailure);
}

TEST_CASE("the interval of a count is Garwood's") {
  // Garwood 1936, table: 10 events, 4.80 to 18.39; none, 0 to 3.69.
  CHECK(poisson_interval(10, .95).low == Approx(4.795).margin(1e-3));
  CHECK(poisson_interval(10, .95).high == Approx(18.390).margin(1e-3));
  CHECK(poisson_interval(0, .95).low == 0);
  CHECK(poisson_interval(0, .95).high == Approx(-std::log(.025)));
  CHECK_THROWS_AS(poisson_interval(-1, .95), CheckFailure);
}
