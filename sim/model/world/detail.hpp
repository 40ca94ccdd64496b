#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

namespace darah {

/// How finely results are kept: as measured, summed over months and days, or over districts too.
enum class Detail : std::uint8_t { full, district_year, summary, count };
inline constexpr EnumArray<Detail, std::string_view> detail_labels{{"full", "district-year", "summary"}};

/// Whether results of a detail are kept summed over a dimension of their measures.
constexpr bool summed_over(std::string_view dimension, Detail detail) {
  if (dimension == "month" || dimension == "day") return detail != Detail::full;
  return dimension == "district" && detail == Detail::summary;
}

}  // namespace darah
