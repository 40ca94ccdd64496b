#pragma once

#include <string>

#include "compare/monitoring.hpp"

namespace darah {

/// A table for each arm, and how to read them; at most `width` columns as long as one group of columns fits
/// beside the names.
std::string to_text(const Monitoring& monitoring, std::size_t width);

}  // namespace darah
