#include "scenario/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace darah {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    std::swap(last, row);
  }
  return last.back();
}

std::string nearest(std::string_view text, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 200;  // no name is that long; the cost of nonsense stays bounded
  if (text.size() > longest) return {};
  std::size_t least = std::max<std::size_t>(2, text.size() / 3) + 1;
  std::string best;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(text.size(), candidate.size()),
                      shorter = std::min(text.size(), candidate.size());
    if (longer - shorter >= least) continue;  // they are as far apart at least
    const std::size_t distance = edit_distance(text, candidate);
    if (distance >= least || distance >= candidate.size()) continue;  // nothing in common is not near
    least = distance;
    best = candidate;
  }
  return best;
}

std::string did_you_mean(std::string_view text, std::span<const std::string> candidates) {
  const std::string best = nearest(text, candidates);
  return best.empty() ? "" : "did you mean \"" + best + "\"?";
}

}  // namespace darah
