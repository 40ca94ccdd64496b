#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Parities, and antenatal contacts and who holds them.

namespace darah {

enum class Parity : std::uint8_t { first, second_to_fourth, fifth_on, count };
inline constexpr EnumArray<Parity, std::string_view> parity_labels{{"first", "second_to_fourth", "fifth_on"}};

/// Who holds an antenatal contact.
enum class Provider : std::uint8_t { midwife, puskesmas, count };
inline constexpr EnumArray<Provider, std::string_view> provider_labels{{"midwife", "puskesmas"}};

enum class Contact : std::uint8_t { k1, k2, k3, k4, count };
inline constexpr EnumArray<Contact, std::string_view> contact_labels{{"k1", "k2", "k3", "k4"}};

}  // namespace darah
