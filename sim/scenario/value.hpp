#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"
#include "scenario/row.hpp"

namespace darah {

/// A value as it was written.
struct Raw {
  enum class Form : std::uint8_t {
    bare,  ///< without a type: a cell, a default, a --set that is not TOML
    text,
    integer,
    real,
    flag,
    date,
    list,
    table,
    other
  };
  Form form = Form::bare;
  std::string text;  ///< value as written; a list as it would be written
  /// Items of a list of texts, numbers, flags or dates, each as it is written.
  std::vector<std::string> items;
  std::string unit;  ///< unit of the column, for a cell
  Position at;
  /// As a reader is shown it: a list with its items.
  std::string shown() const;
  bool decimal_comma = false;  ///< whether a number may have one: in a cell of a table without commas
};

/// A value, or why there is none.
struct Reading {
  std::optional<Value> value;
  std::string problem, suggestion;
};

/// What values may refer to.
struct Known {
  /// Ids of the elements of a dimension; null when its table could not be read.
  std::function<const std::vector<std::string>*(std::string_view dimension)> ids;
  /// The value of another date, already read; none when there is no such key.
  std::function<std::optional<Date>(std::string_view key)> date;
};

/// Reads a value of `row`'s kind within the row's range; numbers of a cell also as programs with decimal
/// commas save them. O(length of the text), plus the ids of an element.
Reading read_value(const Row& row, const Raw& raw, const Known& known);

/// What a value of the row looks like: "a number", "a text with a unit such as "35 d"", "one of a, b".
std::string expectation(const Row& row);

/// "0.01 .. 0.97", ">= 0", in the unit a reader would use; "" without bounds.
std::string range_text(const Row& row);

/// Why a column of this row cannot have `unit` in its header; "" when it can.
std::string column_unit_problem(const Row& row, const std::string& unit);

/// The parts of `text` between any of the separators, empty ones left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

/// The unit to suggest for a column; "" when it needs none.
std::string usual_unit(const Row& row);

}  // namespace darah
