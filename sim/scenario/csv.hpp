#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"

namespace darah {

struct Cell {
  std::string text;
  Position at;
};

/// A column as its header cell says it: `name [unit] (MARK)`, the last two optional.
struct Column {
  std::string name, unit;  ///< no name after a complaint
  Position at;
};

/// A table of a scenario: one row for each id, which stands in the first column.
struct CsvTable {
  std::vector<Column> columns;  ///< "id" first
  /// Rows of as many cells as columns, or of the id alone after a complaint.
  std::vector<std::vector<Cell>> rows;
  bool decimal_comma = false;  ///< numbers may have one: cells are not separated by commas
};

/// Indonesia has 84,000 villages, and a sheet of Excel 16,384 columns. What is larger would take minutes to
/// be checked.
inline constexpr std::size_t most_rows = 100'000, most_columns = 20'000;

/// Reads RFC 4180 text as people's programs save it: UTF-8, with or without byte order mark; lines end with
/// LF, CRLF or CR; cells are separated by commas, or, where the header has none, by semicolons or tabs, or by
/// what a first line "sep=;" says. Lines whose first cell begins with # are skipped, and so are lines and
/// columns without a text. Blanks around unquoted cells are dropped. Columns count characters. Problems go to
/// `messages`; the table is absent when they leave its ids in doubt, or when it has more than `most_rows` or
/// `most_columns`. O(length of the text).
std::optional<CsvTable> read_csv(std::string_view text, const std::string& file, Messages& messages);

}  // namespace darah
