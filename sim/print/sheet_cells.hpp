#pragma once

#include <string>
#include <string_view>

#include "compare/comparison.hpp"
#include "print/sheet.hpp"

/// What the makers of sheets share.

namespace darah {

SheetCell text_cell(const std::string& text);
/// Nothing where the number is not finite.
SheetCell number_cell(double value, int decimals);

/// What a row is counted in, for people; "" for ratios without a unit.
std::string unit_of(const ComparedTable& table, const ComparedRow& row);
/// What is counted, without its unit: of a table by a dimension what the table is of.
std::string label_of(const ComparedTable& table, const ComparedRow& row);

inline constexpr EnumArray<Verdict, std::string_view> figure_verdicts{{"", "unknown", "inside", "outside"}};

}  // namespace darah
