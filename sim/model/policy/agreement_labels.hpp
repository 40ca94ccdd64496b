#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Templates of agreements, what their carrying out depends on, what they cost, and why they fail a
/// candidate.

namespace darah {

enum class Template : std::uint8_t { none, permenkes_92_2015, count };
inline constexpr EnumArray<Template, std::string_view> template_labels{{"none", "permenkes-92-2015"}};

enum class ImplementationVariable : std::uint8_t {
  standards,
  resources,
  communication,
  agency,
  conditions,
  disposition,
  count
};
inline constexpr EnumArray<ImplementationVariable, std::string_view> variable_labels{
    {"standards", "resources", "communication", "agency", "conditions", "disposition"}};

enum class Barrier : std::uint8_t {
  urgency,
  conflict,
  complexity,
  budget,
  misperception,
  fragmentation,
  count
};
inline constexpr EnumArray<Barrier, std::string_view> barrier_labels{
    {"urgency", "conflict", "complexity", "budget", "misperception", "fragmentation"}};

/// What province and ministry may do for those who carry an agreement out.
enum class Support : std::uint8_t { supervision, training, guideline, count };
inline constexpr EnumArray<Support, std::string_view> support_labels{
    {"supervision", "training", "guideline"}};

enum class Cost : std::uint8_t {
  candidates,
  calls,
  couriers,
  reviews,
  desks,
  recruitment,
  ambulances,
  midwives,
  count
};
inline constexpr EnumArray<Cost, std::string_view> cost_labels{
    {"candidates", "calls", "couriers", "reviews", "desks", "recruitment", "ambulances", "midwives"}};

/// Why a registered candidate was never called.
enum class Uncalled : std::uint8_t { neglected, money, too_late, count };
inline constexpr EnumArray<Uncalled, std::string_view> uncalled_labels{{"neglected", "money", "too_late"}};

}  // namespace darah
