#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Products and groups of blood.

namespace darah {

enum class Product : std::uint8_t { wb, prc, tc, ffp, count };
inline constexpr EnumArray<Product, std::string_view> product_labels{{"wb", "prc", "tc", "ffp"}};

/// ABO x RhD; index = 2 * ABO (O, A, B, AB) + (RhD negative).
enum class Group : std::uint8_t { o_pos, o_neg, a_pos, a_neg, b_pos, b_neg, ab_pos, ab_neg, count };
inline constexpr EnumArray<Group, std::string_view> group_labels{
    {"o_pos", "o_neg", "a_pos", "a_neg", "b_pos", "b_neg", "ab_pos", "ab_neg"}};

enum class Abo : std::uint8_t { o, a, b, ab, count };
inline constexpr EnumArray<Abo, std::string_view> abo_labels{{"o", "a", "b", "ab"}};

}  // namespace darah
