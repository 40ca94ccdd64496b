#include "cli/compared.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/options.hpp"
#include "print/comparison_json.hpp"
#include "scenario/nearest.hpp"

namespace darah {

std::string Compared::json() const { return to_json(comparison, monitoring ? &*monitoring : nullptr); }

std::string baseline_of(const ResultsReader& results, const std::string& name) {
  if (name.empty()) return results.arms().front();
  if (std::find(results.arms().begin(), results.arms().end(), name) != results.arms().end()) return name;
  const std::string suggestion = did_you_mean(name, results.arms());
  throw UsageError(fmt::format(
      "{} has no arm {}; {}", results.path().string(), name,
      suggestion.empty() ? fmt::format("it has {}", fmt::join(results.arms(), ", ")) : suggestion));
}

Compared compare_all(const ResultsReader& results, const std::string& baseline) {
  const std::string arm = baseline_of(results, baseline);
  Compared compared{compare(results, arm), {}};
  if (can_be_monitored(results)) compared.monitoring = monitor(results, arm);
  return compared;
}

}  // namespace darah
