#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Why hospitals refuse.

namespace darah {

/// Why a hospital did not accept a woman.
enum class Refusal : std::uint8_t { prejudice, bed, theatre, team, count };
inline constexpr EnumArray<Refusal, std::string_view> refusal_labels{{"prejudice", "bed", "theatre", "team"}};

}  // namespace darah
