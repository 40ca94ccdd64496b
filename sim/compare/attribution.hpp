#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compare/sums.hpp"
#include "compare/told.hpp"
#include "core/enum_array.hpp"
#include "core/statistics.hpp"
#include "file/results.hpp"
#include "model/policy/mechanism.hpp"

namespace darah {

/// Expected deaths a year that a mechanism averts: positive where it saves lives. 95% Student intervals of
/// the values of each replication, in which all arms have the same women.
struct AttributedEffect {
  Interval alone{};                 ///< deaths with no mechanism less deaths with this one alone
  Interval last{};                  ///< deaths with all other mechanisms less deaths with all
  std::optional<Interval> shapley;  ///< mean effect over all orders of adding mechanisms; needs all subsets
  /// Shapley value in % of the total, by the interval of a ratio; none where the total is not distinct from
  /// 0.
  std::optional<Interval> share;
  /// The Shapley value, or without one the effect alone, among those of all mechanisms.
  Claim claim = {};
};

/// What each mechanism of one arm does.
struct Attribution {
  std::string arm;
  EnumArray<Mechanism, AttributedEffect> mechanisms;
  Interval total{};  ///< deaths with no mechanism less those with all; Shapley values add up to it
  std::size_t replications = 0;
};

/// `deaths` a year with each of `subsets` of the mechanisms, by replication. Empty when `subsets` lack none,
/// all, one alone or all but one.
std::optional<Attribution> attribute(const std::string& arm, std::span<const std::uint32_t> subsets,
                                     const Samples& deaths);

/// One for each attributed arm; none in files that do not keep expected deaths. Throws FileError, also when a
/// family lacks a subset.
std::vector<Attribution> attributions(const ResultsView& results);

}  // namespace darah
