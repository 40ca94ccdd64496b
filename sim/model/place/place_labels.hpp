#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Where a woman is: the places of births, onsets and deaths.

namespace darah {

enum class Place : std::uint8_t { home, clinic, puskesmas, hospital, on_the_way, count };
inline constexpr EnumArray<Place, std::string_view> place_labels{
    {"home", "clinic", "puskesmas", "hospital", "on_the_way"}};

}  // namespace darah
