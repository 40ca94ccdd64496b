#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Interventions, and who attends a birth or an emergency.

namespace darah {

/// Who attends a woman, by what she can be given: hospital, a PONED that is open and fully staffed, any other
/// puskesmas or clinic, a midwife at home, a dukun or nobody.
enum class Attendant : std::uint8_t { hospital, poned, puskesmas, midwife, dukun, count };
inline constexpr EnumArray<Attendant, std::string_view> attendant_labels{
    {"hospital", "poned", "puskesmas", "midwife", "dukun"}};

enum class Given : std::uint8_t {
  uterotonic,
  magnesium,
  tranexamic,
  antibiotic,
  caesarean_antibiotic,
  assisted_birth,
  count
};
inline constexpr EnumArray<Given, std::string_view> intervention_labels{
    {"uterotonic", "magnesium", "tranexamic", "antibiotic", "caesarean_antibiotic", "assisted_birth"}};

}  // namespace darah
