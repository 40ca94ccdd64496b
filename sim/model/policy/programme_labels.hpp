#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Segments of insurance, and what families pay.

namespace darah {

/// Members of JKN: subsidised, employed by firms, civil servants and military, not working, paying by
/// themselves; Jamkesda: local insurance, not in JKN's data yet.
enum class Segment : std::uint8_t { pbi, firms, civil_military, non_workers, pbpu, jamkesda, count };
inline constexpr EnumArray<Segment, std::string_view> segment_labels{
    {"pbi", "firms", "civil_military", "non_workers", "pbpu", "jamkesda"}};

/// What families pay: a hired vehicle; the search for replacement donors.
enum class FamilyCost : std::uint8_t { fares, donors, count };
inline constexpr EnumArray<FamilyCost, std::string_view> family_cost_labels{{"fares", "donors"}};

}  // namespace darah
