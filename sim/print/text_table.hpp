#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace darah {

/// Where the cells of a column stand; its heading stands to the left but where they stand to the right.
enum class Align : std::uint8_t {
  left,
  right,    ///< also the half-widths after a ±, so that intervals line up
  at_sign,  ///< what stands before a ±, or without one, to the right of its own; half-widths too
};

struct TextColumn {
  std::string group;          ///< adjacent columns of one group stand together under its name
  std::string first, second;  ///< lines of the heading
  Align align = Align::right;
  std::size_t least_width = 0;
};

/// What stands above the rows.
enum class TableHeading : std::uint8_t {
  full,  ///< the names of groups, then both lines of each column's heading
  line,  ///< the second line of each column's heading alone
  none,
};

/// Blanks between columns.
inline constexpr std::size_t column_gap = 2;

/// Cells in columns. A column in which nothing stands takes no place, but indents the next where it is the
/// first.
class TextTable {
 public:
  /// The columns of the first group name the rows.
  explicit TextTable(std::vector<TextColumn> columns, TableHeading heading = TableHeading::full)
      : columns_(std::move(columns)), heading_(heading) {}

  /// Requires a cell for each column; a cell may have several lines.
  void add(std::vector<std::string> cells);
  /// Stands between rows as it is, over all columns.
  void add_text(std::string text);
  /// The rows that follow stand beneath a heading of their own, with the title in the first column, or on a
  /// line of its own where it is wider.
  void add_section(std::string title);

  /// Columns of the table where all groups stand side by side.
  std::size_t width() const;
  /// Groups that do not fit beside the names within `width` follow in further panels, at least one in each;
  /// between sections and panels there is a blank line. Writes nothing where there are no rows.
  void write(std::string& text, std::size_t width = std::numeric_limits<std::size_t>::max()) const;

 private:
  using Cells = std::vector<std::string>;
  using Widths = std::vector<std::size_t>;
  struct Row {
    Cells cells;  ///< none: `text` stands there
    std::string text;
  };
  struct Section {
    std::string title;
    std::vector<Row> rows;
  };
  /// Columns [begin, end).
  struct Group {
    std::size_t begin, end, width = 0;
  };

  /// The sections, with intervals aligned at their signs.
  std::vector<Section> aligned() const;
  /// The lines of the heading, of which the first may name groups.
  std::vector<Cells> heading() const;
  Widths widths_of(const std::vector<Section>& sections) const;
  /// Widens the last column of a group whose name is wider than its columns.
  std::vector<Group> groups(Widths& widths) const;
  /// The groups of each panel, the names first.
  static std::vector<std::vector<Group>> panels_of(const std::vector<Group>& groups, std::size_t width);
  void write_section(std::string& text, const Section& section, const std::vector<Group>& panel,
                     const Widths& widths) const;
  void write_row(std::string& text, const Cells& cells, const std::vector<Group>& panel,
                 const Widths& widths) const;

  std::vector<TextColumn> columns_;
  TableHeading heading_;
  std::vector<Section> sections_;
};

}  // namespace darah
