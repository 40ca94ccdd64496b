#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/check.hpp"
#include "core/id.hpp"

namespace darah {

/// The rate of a Poisson stream that an arm may change, so that arms share as many of its points as they can.
///
/// Layer m = 0, 1, ... is a Poisson stream of its own, of names of its own, at a base rate that no arm
/// changes. Its points are kept with probability clamp(f - m, 0, 1), f the arm's rate over the base's,
/// whatever the season makes of it: the points kept are Poisson at the arm's rate, and those of a smaller f
/// are among those of a larger one.
class LayeredRate {
 public:
  LayeredRate() = default;
  /// The most times the base's rate that an arm may have and still share the base's points.
  static constexpr double most = 6;

  /// Both rates are in points a day, not negative. An arm beyond `most` times the base, above all a base of
  /// zero, has its own rate for a base and shares no points. Less than a point in ten years is none: its gaps
  /// would outlast the clock.
  LayeredRate(double base, double rate) : base_(worth(base) > 0 && rate <= most * base ? base : worth(rate)) {
    DARAH_EXPECT(base >= 0 && rate >= 0);
    if (base_ > 0) factor_ = worth(rate) / base_;
  }

  /// Points a day of every layer, kept or not.
  double base() const { return base_; }
  /// Points a day kept where the season's factor is 1.
  double rate() const { return base_ * factor_; }
  /// Layers of which any point may be kept while the season's factor stays within `season`.
  std::uint32_t layers(double season = 1) const {
    return static_cast<std::uint32_t>(std::ceil(factor_ * std::max(0.0, season)));
  }
  /// Whether a point of a layer is kept; u uniform on [0, 1), the point's own.
  bool keeps(double u, std::uint32_t layer, double season = 1) const { return u < factor_ * season - layer; }

 private:
  static double worth(double rate) { return rate < 1.0 / 3650 ? 0 : rate; }

  double base_ = 0, factor_ = 0;
};

/// A layer of the rate of one of `n` entities. Events and counts know it by a number: all entities' first
/// layers, then all entities' second ones.
template <class IdT>
struct LayerOf {
  std::uint32_t layer = 0;
  IdT of;

  constexpr LayerOf(std::uint32_t which, IdT entity) : layer(which), of(entity) {}
  static constexpr LayerOf unpack(std::uint32_t number, std::size_t n) {
    const auto entities = static_cast<std::uint32_t>(n);
    return {number / entities, IdT{number % entities}};
  }
  constexpr std::uint32_t pack(std::size_t n) const {
    return layer * static_cast<std::uint32_t>(n) + static_cast<std::uint32_t>(of.index());
  }
};

}  // namespace darah
