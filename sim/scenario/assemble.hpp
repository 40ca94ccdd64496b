#pragma once

#include <array>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"
#include "scenario/row.hpp"
#include "scenario/toml.hpp"

namespace darah {

/// What one CSV file contributes: the ids of its dimension and a value for each cell that is not empty.
struct ElementTable {
  std::string dimension;
  Position header;
  bool readable = true;  ///< whether the table's ids are known
  std::vector<std::string> ids;
  std::map<std::string, Position> rows;  ///< place of each id's row in the file
  std::vector<Leaf> cells;
  std::vector<std::size_t> cell_rows;  ///< row of rows_of() that each cell gives a value for an element of
  std::set<std::string> excused;       ///< required columns and rows already complained about
};
using Tables = std::array<ElementTable, table_dimensions.size()>;

/// Turns a file into a table; columns that no row of the parameter tables knows are complained about.
ElementTable read_table(std::string_view dimension, std::string_view text, const std::string& file,
                        Messages& messages);

/// Settings, and of each value what gave it: a leaf of the layers, which must live as long.
class Assembled {
 public:
  Settings settings;
  /// By row of rows_of() and element of it; null where a default holds.
  std::vector<std::vector<const Leaf*>> written;

  /// Where the value of a key was written; null where a default holds, and where there is no such key. O(rows
  /// and elements): for messages.
  const Position* place_of(std::string_view key) const;
};

/// Which rows are of use.
using RowFilter = std::function<bool(const Row&)>;
inline bool every_row(const Row&) { return true; }

/// Lays the tables and then the layers over the defaults, later layers on top, and reads every value with
/// what its row says, of the rows that are wanted. `scenario_file` stands where a value that must be given is
/// given nowhere.
Assembled assemble(const Tables& tables, std::span<const std::span<const Leaf>> layers,
                   const std::string& scenario_file, Messages& messages, const RowFilter& wanted = every_row);

/// What assemble() would give with further layers on top of those that `base` was assembled of.
Assembled assemble_over(const Assembled& base, const Tables& tables,
                        std::span<const std::span<const Leaf>> layers, const std::string& scenario_file,
                        Messages& messages);

/// The scope of the row that `key` sets; world for a key that is unknown.
Scope scope_of(std::string_view key);

}  // namespace darah
