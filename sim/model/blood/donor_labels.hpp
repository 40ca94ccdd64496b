#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Kinds of donors, and why a donation is deferred or discarded.

namespace darah {

enum class DonorKind : std::uint8_t { drive, walk_in, replacement, candidate, count };
inline constexpr EnumArray<DonorKind, std::string_view> donor_kind_labels{
    {"drive", "walk_in", "replacement", "candidate"}};

/// What a donation is tested for; a unit reactive to several counts under the first.
enum class Infection : std::uint8_t { hiv, hbsag, hcv, syphilis, count };
inline constexpr EnumArray<Infection, std::string_view> infection_labels{{"hiv", "hbsag", "hcv", "syphilis"}};

/// Why screening sends a donor home.
enum class Deferral : std::uint8_t { haemoglobin, blood_pressure, other, count };
inline constexpr EnumArray<Deferral, std::string_view> deferral_labels{
    {"haemoglobin", "blood_pressure", "other"}};

/// What keeps a candidate whom the rule asks for from giving blood in time, in the order in which it is met;
/// the laboratory alone does so after he has given.
enum class Bound : std::uint8_t {
  not_sought,
  hours,
  money,
  neglected,
  too_late,
  unsuitable,
  turn_up,
  bleeding,
  deferral,
  laboratory,
  count
};
inline constexpr EnumArray<Bound, std::string_view> bound_labels{{"not_sought", "hours", "money", "neglected",
                                                                  "too_late", "unsuitable", "turn_up",
                                                                  "bleeding", "deferral", "laboratory"}};

}  // namespace darah
