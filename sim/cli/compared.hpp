#pragma once

#include <memory>
#include <optional>
#include <span>
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
Compared compare_all(const ResultsView& results, const std::string& baseline);

/// The arm of that name, the first for "". Of several files NAME stands for the first FILE:NAME. Throws
/// UsageError for what is no arm.
std::string baseline_of(const ResultsView& results, const std::string& name);

/// Whether stdout is a terminal narrower than the table with all arms side by side: then a brief view is read
/// sooner than its panels.
bool needs_brief(const Comparison& comparison);

/// A results file, or several beside each other; says on stderr what makes them doubtful. Throws FileError,
/// and UsageError for a sweep, saying what to do instead.
std::unique_ptr<ResultsView> open_results(std::span<const std::string> paths);

}  // namespace darah
