#pragma once

#include <span>
#include <string>
#include <vector>

#include "print/sheet.hpp"

namespace darah {

/// The bytes of a workbook (XLSX) of these sheets, the same for the same sheets: headers and the columns that
/// name rows stay in sight, numbers are numbers, texts are never formulas. Requires a sheet. Throws
/// FileError.
std::string to_xlsx(std::span<const Sheet> sheets, const std::string& title);

}  // namespace darah
