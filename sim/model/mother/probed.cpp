#include "model/mother/probed.hpp"

#include <algorithm>

namespace darah {

namespace {

/// A probe's second emergency adds to her first.
void join_emergencies(std::vector<ProbedRisk>& risks) {
  std::size_t kept = 0;
  for (const ProbedRisk& risk : risks) {
    if (kept > 0 && risks[kept - 1].woman == risk.woman) {
      risks[kept - 1].micro += risk.micro;
    } else {
      risks[kept++] = risk;
    }
  }
  risks.resize(kept);
}

}  // namespace

void keep_differing(std::span<std::vector<ProbedRisk>* const> arms) {
  for (std::vector<ProbedRisk>* arm : arms) {
    std::sort(arm->begin(), arm->end(),
              [](const ProbedRisk& a, const ProbedRisk& b) { return a.woman < b.woman; });
    join_emergencies(*arm);
  }
  if (arms.empty()) return;
  std::vector<ProbedRisk> alike;  // in all arms
  const std::vector<ProbedRisk>& first = *arms.front();
  const auto in = [](const std::vector<ProbedRisk>& arm, const ProbedRisk& risk) {
    const auto at =
        std::lower_bound(arm.begin(), arm.end(), risk,
                         [](const ProbedRisk& a, const ProbedRisk& b) { return a.woman < b.woman; });
    return at != arm.end() && *at == risk;
  };
  std::copy_if(first.begin(), first.end(), std::back_inserter(alike), [&](const ProbedRisk& risk) {
    return std::all_of(arms.begin() + 1, arms.end(), [&](const auto* arm) { return in(*arm, risk); });
  });
  for (std::vector<ProbedRisk>* arm : arms) {
    std::erase_if(*arm, [&](const ProbedRisk& risk) { return in(alike, risk); });
    arm->shrink_to_fit();  // most are alike, and what is left is kept until all replications have run
  }
}

}  // namespace darah
