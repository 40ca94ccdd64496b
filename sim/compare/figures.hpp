#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compare/sums.hpp"
#include "core/statistics.hpp"
#include "model/world/figure.hpp"

namespace darah {

/// Where a published value lies.
enum class Verdict : std::uint8_t {
  none,     ///< nothing was published of this arm
  unknown,  ///< there is no value or no interval to hold the published value against
  inside,   ///< it agrees with what is simulated
  outside,
  count
};

struct FiguredArm {
  std::optional<Interval> value;  ///< interval at the figure's confidence; none where undefined
  Verdict verdict = Verdict::none;
};

/// A figure with its value in each arm.
struct ComparedFigure {
  Figure figure;
  std::vector<FiguredArm> arms;
};

/// The ratio of the sums of `above` and `below`, one value of each a replication, with the interval of its
/// linearisation: Student's of the residuals above - ratio x below, over the mean below (Cochran, Sampling
/// Techniques, 2.11). Where `below` is constant, that of a mean. None when `below` sums to 0; infinitely wide
/// below two replications.
std::optional<Interval> ratio_interval(std::span<const double> above, std::span<const double> below,
                                       double confidence);

/// Whether two values agree, each with an interval of its own: they lie no farther apart than the sides that
/// face each other come to, as independent errors do (the root of the sum of their squares).
bool agree(const Interval& simulated, double published, std::pair<double, double> published_range);

/// `arms` are the names of the arms of `sums`. Throws FileError when the file lacks what a figure names.
ComparedFigure compare_figure(const Figure& figure, Sums& sums, std::span<const std::string> arms);

}  // namespace darah
