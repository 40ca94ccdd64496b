#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// How and when a blood centre tests.

namespace darah {

enum class Laboratory : std::uint8_t { batches, continuous, count };
inline constexpr EnumArray<Laboratory, std::string_view> laboratory_labels{{"batches", "continuous"}};

enum class Batch : std::uint8_t { morning, afternoon, evening, count };
inline constexpr EnumArray<Batch, std::string_view> batch_labels{{"morning", "afternoon", "evening"}};

}  // namespace darah
