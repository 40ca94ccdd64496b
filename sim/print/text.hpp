#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/statistics.hpp"

namespace darah {

/// Columns of UTF-8 text, taking each code point as one.
std::size_t columns(std::string_view text);

/// The text with blanks up to `width` columns behind or before it.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// "-12,345.6", or "+12,345.6" when signs are wanted; "n/a" when not finite.
std::string number(double value, int decimals, bool sign = false);

/// A number of replications, its first two digits, rounded up: "1,400"; "no number" when infinite.
std::string about(double replications);

/// "1 replication", "1,400 replications": the thing in the singular, with an s behind it for any other
/// number.
std::string counted(std::int64_t n, std::string_view thing);

/// "-1.2 ± 0.3 ~", the mark where the interval includes 0 and else two blanks; "same" when it is 0
/// throughout.
std::string interval_text(const Interval& interval, int decimals, bool sign = false);

/// Without blanks at its end.
void add_line(std::string& text, std::string line);

/// Breaks at blanks.
void add_paragraph(std::string& text, std::string_view paragraph, std::size_t width);

}  // namespace darah
