#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace darah {

/// How finely results are kept: as measured, summed over months, or over months and districts.
enum class Detail : std::uint8_t { full, district_year, summary };
inline constexpr std::array<std::string_view, 3> detail_labels = {"full", "district-year", "summary"};

/// Whether results of this detail no longer tell the elements of `dimension` apart.
constexpr bool summed_over(std::string_view dimension, Detail detail) {
  return (dimension == "month" && detail != Detail::full) ||
         (dimension == "district" && detail == Detail::summary);
}

}  // namespace darah
