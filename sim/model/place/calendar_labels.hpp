#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// The days of the week.

namespace darah {

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday, count };
inline constexpr EnumArray<Weekday, std::string_view> weekday_labels{
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};

}  // namespace darah
