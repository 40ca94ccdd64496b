#pragma once

#include <optional>
#include <string>

#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"
#include "file/results.hpp"

/// All that this program knows of how the arms of results compare, computed once for all who show it.

namespace darah {

struct Compared {
  Comparison comparison;
  std::optional<Monitoring> monitoring;  ///< none where the file keeps no districts

  /// As `darah compare --format json` prints it.
  std::string json() const;
};

/// Against `baseline`, or against the first arm for "". Throws UsageError for what is no arm, FileError.
Compared compare_all(const ResultsReader& results, const std::string& baseline);

/// The arm of that name, the first for "". Throws UsageError for what is no arm.
std::string baseline_of(const ResultsReader& results, const std::string& name);

}  // namespace darah
