#pragma once

#include <cstddef>
#include <string>

#include "compare/comparison.hpp"

namespace darah {

/// What tables say of a row that the model does not count.
inline constexpr const char* not_counted = "not counted";

/// A line for a window that is not a year, for each --set, and for --precision; may be empty.
std::string conditions_text(const Conditions& conditions);

/// Columns of the table of lines where all arms stand side by side.
std::size_t table_width(const Comparison& comparison);

/// A comparison as text of at most `width` columns: arms that do not fit beside the baseline follow in
/// further panels.
std::string to_text(const Comparison& comparison, std::size_t width);

}  // namespace darah
