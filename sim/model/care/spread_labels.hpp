#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// How times of the way are distributed.

namespace darah {

/// How the times of the steps of a woman's way are distributed about their medians.
enum class Spread : std::uint8_t { lognormal, exponential, count };
inline constexpr EnumArray<Spread, std::string_view> spread_labels{{"lognormal", "exponential"}};

}  // namespace darah
