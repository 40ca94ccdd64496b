#include "scenario/family.hpp"

#include <fmt/format.h>

#include <bit>

namespace darah {
namespace {

constexpr auto count = static_cast<int>(mechanism_labels.size());

std::string joined(std::uint32_t subset) {
  std::string names;
  for (std::size_t m = 0; m < mechanism_labels.size(); ++m) {
    if ((subset >> m & 1) != 0)
      names += (names.empty() ? "" : "+") + std::string(mechanism_labels[Mechanism(m)]);
  }
  return names;
}

std::string name_of(std::uint32_t subset) {
  if (subset == 0) return "none";
  if (std::popcount(subset) == 1) return "only." + joined(subset);
  if (std::popcount(subset) == count - 1) return "without." + joined(all_mechanisms & ~subset);
  return joined(subset);
}

}  // namespace

std::vector<std::uint32_t> subsets_of(FamilyKind kind) {
  std::vector<std::uint32_t> subsets{0};
  for (int m = 0; m < count; ++m) subsets.push_back(1U << m);
  for (int m = 0; m < count; ++m) subsets.push_back(all_mechanisms & ~(1U << m));
  for (std::uint32_t subset = 0; kind == FamilyKind::shapley && subset < all_mechanisms; ++subset) {
    const int size = std::popcount(subset);
    if (size > 1 && size < count - 1) subsets.push_back(subset);
  }
  return subsets;
}

ArmSpec cut_down(const ArmSpec& arm, std::uint32_t subset) {
  ArmSpec cut = arm;
  cut.name = fmt::format("{}.{}", arm.name, name_of(subset));
  cut.title = fmt::format("{}; mechanisms: {}", arm.title, subset == 0 ? "none" : joined(subset));
  cut.title_id.clear();
  cut.family = arm.name;
  cut.subset = subset;
  for (ChoiceSet& mechanisms : cut.parameters.agreement.mechanisms) mechanisms.bits &= subset;
  return cut;
}

}  // namespace darah
