#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

namespace darah {

/// What an agreement may promise. Each acts where the model asks for its fidelity.
enum class Mechanism : std::uint8_t {
  candidates,
  call_up,
  maternal_reserve,
  pre_notification,
  courier,
  recruitment_money,
  joint_review,
  count
};

struct MechanismText {
  std::string_view label;
  std::string_view help;
};

inline constexpr EnumArray<Mechanism, MechanismText> mechanism_texts{{
    {"candidates", "candidate donors are registered for a pregnant woman"},
    {"call_up", "a woman's candidates are called up before she gives birth"},
    {"maternal_reserve", "blood centres keep red cells for mothers"},
    {"pre_notification", "hospital and blood centre are told of a woman who is on her way"},
    {"courier", "a courier brings the blood for a referred woman"},
    {"recruitment_money", "districts pay for more drives of their blood centre"},
    {"joint_review", "the parties meet to review the agreement"},
}};

inline constexpr auto mechanism_labels = [] {
  EnumArray<Mechanism, std::string_view> labels;
  for (const Mechanism m : every<Mechanism>) labels[m] = mechanism_texts[m].label;
  return labels;
}();

inline constexpr auto mechanism_helps = [] {
  EnumArray<Mechanism, std::string_view> helps;
  for (const Mechanism m : every<Mechanism>) helps[m] = mechanism_texts[m].help;
  return helps;
}();

}  // namespace darah
