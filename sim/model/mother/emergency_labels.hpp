#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Causes of emergencies, and when a maternal death falls.

namespace darah {

enum class Cause : std::uint8_t { pph, aph, hypertensive, obstructed, sepsis, abortion, indirect, count };
inline constexpr EnumArray<Cause, std::string_view> cause_labels{
    {"pph", "aph", "hypertensive", "obstructed", "sepsis", "abortion", "indirect"}};

/// Causes whose lethal cases lose the most blood.
constexpr bool haemorrhage(Cause c) { return c == Cause::pph || c == Cause::aph || c == Cause::abortion; }

/// When a maternal death falls; one without a birth counts as before it.
enum class Period : std::uint8_t { before_birth, within_48_hours, later, count };
inline constexpr EnumArray<Period, std::string_view> period_labels{
    {"before_birth", "within_48_hours", "later"}};

}  // namespace darah
