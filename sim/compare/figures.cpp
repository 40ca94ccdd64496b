#include "compare/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/check.hpp"

namespace darah {

namespace {

Interval scaled(const Interval& interval, double scale) {
  const double mean = interval.mean * scale, half_width = interval.half_width * std::abs(scale);
  return {mean, half_width, mean - half_width, mean + half_width};
}

Verdict verdict_of(const FiguredArm& arm, const Figure& figure) {
  if (!arm.value || !std::isfinite(arm.value->half_width)) return Verdict::unknown;
  const double published = *figure.published;
  const auto range = figure.published_range.value_or(std::pair{published, published});
  return agree(*arm.value, published, range) ? Verdict::inside : Verdict::outside;
}

}  // namespace

std::optional<Interval> ratio_interval(std::span<const double> above, std::span<const double> below,
                                       double confidence) {
  DARAH_VALIDATE(above.size() == below.size(), "paired samples differ in size");
  double numerator = 0, denominator = 0;
  for (const double n : above) numerator += n;
  for (const double d : below) denominator += d;
  if (denominator == 0) return {};
  const double ratio = numerator / denominator;
  Moments residuals;
  for (std::size_t r = 0; r < above.size(); ++r) residuals.add(above[r] - ratio * below[r]);
  const double mean_below = denominator / static_cast<double>(below.size());
  const double half_width = student_interval(residuals, confidence).half_width / std::abs(mean_below);
  return Interval{ratio, half_width, ratio - half_width, ratio + half_width};
}

bool agree(const Interval& simulated, double published, std::pair<double, double> published_range) {
  const auto& [low, high] = published_range;
  // Without an interval of the published value's own, its place against the simulated one's ends, exactly.
  if (low == high) return simulated.low <= published && published <= simulated.high;
  const bool above = published > simulated.mean;
  const double side = above ? simulated.high - simulated.mean : simulated.mean - simulated.low,
               other = above ? published - low : high - published;
  return std::abs(published - simulated.mean) <= std::hypot(side, other);
}

ComparedFigure compare_figure(const Figure& figure, Sums& sums, std::span<const std::string> arms) {
  const Samples above = sums.samples(figure.of), below = sums.samples(figure.over);
  ComparedFigure compared{figure, {}};
  for (std::size_t a = 0; a < arms.size(); ++a) {
    FiguredArm& arm = compared.arms.emplace_back();
    arm.value = ratio_interval(above[a], below[a], figure.confidence);
    if (arm.value) arm.value = scaled(*arm.value, figure.scale);
    const bool compares = figure.published && (figure.arm.empty() || figure.arm == arms[a]);
    if (compares) arm.verdict = verdict_of(arm, figure);
  }
  return compared;
}

}  // namespace darah
