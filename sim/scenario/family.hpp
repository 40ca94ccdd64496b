#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/policy/mechanism.hpp"
#include "scenario/scenario.hpp"

namespace darah {

/// The subsets of its mechanisms that an attributed arm is simulated with.
enum class FamilyKind : std::uint8_t {
  family,  ///< none, each alone, all but one, all
  shapley  ///< all subsets
};

/// The mask of all mechanisms.
inline constexpr std::uint32_t all_mechanisms = (1U << mechanism_labels.size()) - 1;

/// The subsets but for all mechanisms: none, each alone, all but one, then others in the order of their
/// masks.
std::vector<std::uint32_t> subsets_of(FamilyKind kind);

/// The arm with the mechanisms of every district's agreement cut down to those of the subset, which its name
/// says: "mou.none", "mou.only.courier", "mou.without.courier", "mou.call_up+courier".
ArmSpec cut_down(const ArmSpec& arm, std::uint32_t subset);

}  // namespace darah
