#pragma once

#include <cstdint>
#include <string>

#include "print/sheet.hpp"

namespace darah {

/// Whose spreadsheets a CSV file is for.
enum class Locale : std::uint8_t {
  any,         ///< commas between cells, points in numbers
  indonesian,  ///< semicolons, decimal commas, and a byte order mark, without which Excel takes UTF-8 for
               ///< ANSI
};

/// A sheet as CSV (RFC 4180): a header, lines that end with CR LF, cells quoted where they must be. Numbers
/// have up to ten digits. A text that a spreadsheet would run as a formula has an apostrophe before it.
std::string to_csv(const Sheet& sheet, Locale locale);

}  // namespace darah
