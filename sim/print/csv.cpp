#include "print/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "print/text.hpp"

namespace darah {

namespace {

/// Whether a spreadsheet takes the text for a formula: some drop blanks before it, some know signs of full
/// width.
bool is_formula(std::string_view text) {
  constexpr std::array<std::string_view, 8> signs = {"=",      "+",      "-",      "@",
                                                     "\uff1d", "\uff0b", "\uff0d", "\uff20"};
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.starts_with(sign); });
}

std::string csv_text(const std::string& cell) {
  std::string text = (is_formula(cell) ? "'" : "") + one_line(cell);
  if (text.find_first_of(",;\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_number(double value, Locale locale) {
  std::string text = fmt::format("{:.10g}", value);
  if (locale == Locale::indonesian) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string csv_cell(const SheetCell& cell, Locale locale) {
  if (const auto* text = std::get_if<std::string>(&cell)) return csv_text(*text);
  if (const auto* number = std::get_if<SheetNumber>(&cell)) return csv_number(number->value, locale);
  return {};
}

}  // namespace

std::string to_csv(const Sheet& sheet, Locale locale) {
  const bool indonesian = locale == Locale::indonesian;
  const char separator = indonesian ? ';' : ',';
  std::string csv = indonesian ? "\ufeff" : "";
  const auto add = [&](const auto& cells, auto&& text_of) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) csv += separator;
      csv += text_of(cells[c]);
    }
    csv += "\r\n";
  };
  add(sheet.header, csv_text);
  for (const auto& row : sheet.rows) add(row, [&](const SheetCell& cell) { return csv_cell(cell, locale); });
  return csv;
}

}  // namespace darah
