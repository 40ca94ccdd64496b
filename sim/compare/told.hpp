#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/enum_array.hpp"
#include "core/statistics.hpp"

/// What may be claimed of several differences that are looked at together: the one rule for many claims.

namespace darah {

/// Share of families of claims in which any is wrong.
inline constexpr double usual_alpha = 0.05;

/// Fewer replications than these hardly show how far chance goes: whoever has fewer is told to take these.
inline constexpr std::int64_t least_replications = 8;

/// Replications that something takes which these did not do for.
double more_needed(double needed, std::int64_t replications);

/// What replications tell of a difference.
enum class Finding : std::uint8_t {
  same,   ///< no replication differs
  alike,  ///< all differ by as much, which may be chance: how far chance goes is not known
  untold,
  less,
  more,
  count
};
inline constexpr EnumArray<Finding, std::string_view> finding_ids{
    {"same", "alike", "untold", "less", "more"}};

/// A difference as one of its family, which Holm's method holds together.
struct Claim {
  /// Interval at Holm's level, which leaves out 0 exactly if p <= 0.05, but where all differ by as much.
  Interval together{};
  double p = 1;  ///< p-value of no difference, adjusted by Holm's method; 1 where nothing is known of
                 ///< chance
  Finding told = Finding::untold;
  /// Replications with which it would be told, if mean and spread are those seen and the others of the family
  /// stay as they are: more than there are, and least_replications at least, where it is not told. Infinite
  /// for a mean of 0, and where nothing is known of chance, of as many replications as that.
  double to_tell = 0;
};

/// The claims of one family, in its order.
std::vector<Claim> claims_of(std::span<const Moments> family);

}  // namespace darah
