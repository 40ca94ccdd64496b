#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace darah {

/// Columns of UTF-8 text, taking each code point as one.
std::size_t columns(std::string_view text);

/// The text with blanks up to `width` columns behind or before it.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// "-12,345.6", or "+12,345.6" when signs are wanted; "n/a" when not finite.
std::string number(double value, int decimals, bool sign = false);

/// Without blanks at its end.
void add_line(std::string& text, std::string line);

/// Breaks at blanks.
void add_paragraph(std::string& text, std::string_view paragraph, std::size_t width);

}  // namespace darah
