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

/// "1 replication", "1,400 replications": the thing in the singular, for any other number `things`, or the
/// thing with an s behind it.
std::string counted(std::int64_t n, std::string_view thing, std::string_view things = {});
/// The number of things where it is the size of a container.
std::string counted(std::size_t n, std::string_view thing, std::string_view things = {});

/// "22.7 (20.9 to 24.5)", with decimals more where an end would be shown as 0 that the interval leaves out;
/// "22.7 (no interval)" of one replication.
std::string bracketed(const Interval& interval, int decimals, bool sign = false);

/// "-1.2 ± 0.3 ~", the mark where the interval includes 0 and else two blanks; "same" when it is 0
/// throughout.
std::string interval_text(const Interval& interval, int decimals, bool sign = false);

/// The text as it is within `width` columns, else its begin and "…".
std::string cut(std::string_view text, std::size_t width);

/// The text as a terminal may have it: each control character but line feed and tab, such as those of a title
/// that would move the cursor, and each byte that is no UTF-8 is shown as "\\x1b". O(length of the text).
std::string without_controls(std::string_view text);

/// The text on one line: valid UTF-8, without controls, line feeds and tabs. What is no UTF-8 becomes U+FFFD.
std::string one_line(std::string_view text);

/// Without blanks at its end.
void add_line(std::string& text, std::string line);

/// Breaks at blanks.
void add_paragraph(std::string& text, std::string_view paragraph, std::size_t width);

}  // namespace darah
