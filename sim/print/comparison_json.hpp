#pragma once

#include <string>

#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"

namespace darah {

/// All that a comparison says, as JSON (docs/results-format.md, "Comparisons"): UTF-8 without control
/// characters, two blanks of indentation, a newline at its end. Numbers that are not finite are null.
/// `monitoring` may be null.
std::string to_json(const Comparison& comparison, const Monitoring* monitoring);

}  // namespace darah
