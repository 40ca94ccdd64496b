#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"

/// What a comparison says as tables for spreadsheets: a header, and cells that are texts or numbers.

namespace darah {

struct SheetNumber {
  double value = 0;
  int decimals = 0;  ///< digits that are shown of it; the cell holds all
};

/// Nothing where a number is undefined or infinite.
using SheetCell = std::variant<std::monostate, std::string, SheetNumber>;

struct Sheet {
  std::string name;
  std::vector<std::string> header;
  std::vector<std::vector<SheetCell>> rows;
  std::size_t names = 1;  ///< columns at the left that name the rows
};

/// Everything in one long table, a row for each line and arm.
Sheet long_sheet(const Comparison& comparison);

/// The agreements by arm, district and year.
Sheet monitoring_sheet(const Monitoring& monitoring);

/// A workbook: the answer in words, the lines of all districts, those by district, blood centre and whatever
/// else, figures, costs, mechanisms, the monitoring, and everything in one long table. Without those that
/// would be empty; `monitoring` may be null.
std::vector<Sheet> sheets_of(const Comparison& comparison, const Monitoring* monitoring);

}  // namespace darah
