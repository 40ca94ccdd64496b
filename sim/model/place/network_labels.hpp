#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// The kinds of facilities.

namespace darah {

/// A supplier stands in a blood centre's place with no stock to run out: whatever hospitals order, it ships.
enum class FacilityKind : std::uint8_t { utd, hospital, supplier, count };
inline constexpr EnumArray<FacilityKind, std::string_view> facility_kind_labels{
    {"utd", "hospital", "supplier"}};

}  // namespace darah
