#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// How many requests a day has, how urgent they are, and what meets those of emergencies.

namespace darah {

/// How requests of a day are distributed.
enum class Distribution : std::uint8_t { poisson, negative_binomial, rounded_gamma, count };
inline constexpr EnumArray<Distribution, std::string_view> distribution_labels{
    {"poisson", "negative_binomial", "rounded_gamma"}};

enum class Urgency : std::uint8_t { maternal, urgent, elective, count };
inline constexpr EnumArray<Urgency, std::string_view> urgency_labels{{"maternal", "urgent", "elective"}};

/// Where a unit for an emergency came from; candidate: a donor called up for the woman herself.
enum class BloodSource : std::uint8_t { hospital, own_utd, other_utd, replacement, candidate, count };
inline constexpr EnumArray<BloodSource, std::string_view> blood_source_labels{
    {"hospital", "own_utd", "other_utd", "replacement", "candidate"}};

}  // namespace darah
