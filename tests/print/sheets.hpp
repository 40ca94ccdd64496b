#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "print/sheet.hpp"
#include "print/small_comparison.hpp"

/// Cells of a sheet, found by the names of rows and columns.

namespace darah::testing {

inline std::size_t column(const Sheet& sheet, const std::string& name) {
  const auto at = std::find(sheet.header.begin(), sheet.header.end(), name);
  REQUIRE(at != sheet.header.end());
  return static_cast<std::size_t>(at - sheet.header.begin());
}

inline std::string text(const Sheet& sheet, std::size_t row, const std::string& name) {
  const auto* found = std::get_if<std::string>(&sheet.rows.at(row).at(column(sheet, name)));
  return found == nullptr ? "" : *found;
}

inline double value(const Sheet& sheet, std::size_t row, const std::string& name) {
  const auto* found = std::get_if<SheetNumber>(&sheet.rows.at(row).at(column(sheet, name)));
  REQUIRE(found != nullptr);
  return found->value;
}

/// The row with these texts.
inline std::size_t row_of(const Sheet& sheet, const std::map<std::string, std::string>& wanted) {
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    if (std::all_of(wanted.begin(), wanted.end(),
                    [&](const auto& cell) { return text(sheet, r, cell.first) == cell.second; }))
      return r;
  }
  FAIL("no such row");
  return 0;
}

inline Comparison with_figure() {
  Comparison c = small_comparison();
  ComparedFigure figure;
  figure.figure.name = "=deaths";
  figure.figure.unit = "%";
  figure.figure.confidence = 0.99;
  figure.figure.published = 7;
  figure.arms = {{about_mean(6, 2), Verdict::inside}, {}, {std::nullopt, Verdict::unknown}};
  c.figures.push_back(figure);
  return c;
}

}  // namespace darah::testing
