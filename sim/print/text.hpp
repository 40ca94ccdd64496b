#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// "-1.2 ± 0.3 ~", the mark where the interval includes 0 and else two blanks; "same" when it is 0
/// throughout.
std::string interval_text(const Interval& interval, int decimals, bool sign = false);

/// Without blanks at its end.
void add_line(std::string& text, std::string line);

/// Breaks at blanks.
void add_paragraph(std::string& text, std::string_view paragraph, std::size_t width);

struct TextColumn {
  std::string group;          ///< adjacent columns of one group stand together under its name
  std::string first, second;  ///< lines of the heading
  bool to_the_right = true;
};

/// Blanks between columns.
inline constexpr std::size_t column_gap = 2;

/// Cells in columns, intervals aligned at their ±.
class TextTable {
 public:
  /// The columns of the first group name the rows.
  explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

  /// Requires a cell for each column.
  void add(std::vector<std::string> cells);
  /// Groups that do not fit beside the names within `width` follow in further panels, at least one in each.
  void write(std::string& text, std::size_t width) const;

 private:
  using Cells = std::vector<std::string>;
  /// Columns [begin, end).
  struct Group {
    std::size_t begin, end, width = 0;
  };

  std::vector<Group> groups() const;
  /// The heading and the rows, intervals aligned.
  std::vector<Cells> lines() const;
  /// The groups of each panel, the names first.
  static std::vector<std::vector<Group>> panels_of(const std::vector<Group>& groups, std::size_t width);
  std::string line_of(const Cells& cells, const std::vector<Group>& panel,
                      const std::vector<std::size_t>& widths) const;

  std::vector<TextColumn> columns_;
  std::vector<Cells> rows_;
};

}  // namespace darah
