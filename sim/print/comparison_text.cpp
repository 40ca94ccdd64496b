#include "print/comparison_text.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "print/attribution_table.hpp"
#include "print/cost_table.hpp"
#include "print/deaths_precision_table.hpp"
#include "print/figure_table.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

/// Rows are named beside the baseline's values; of each other arm a group of two columns. All tables line up.
TextTable table_of(const Comparison& comparison) {
  std::vector<TextColumn> columns{{"", "", "", Align::left}, {"", "", comparison.arms.front()}};
  for (std::size_t a = 1; a < comparison.arms.size(); ++a) {
    columns.push_back({comparison.arms[a], "", comparison.arms[a]});
    columns.push_back({comparison.arms[a], "", "difference", Align::at_sign});
  }
  TextTable text(columns, TableHeading::line);
  for (const ComparedTable& table : comparison.tables) {
    text.add_section(table.title);
    for (const ComparedRow& row : table.rows) {
      std::vector<std::string> cells{row.label};
      for (std::size_t a = 0; a < row.arms.size(); ++a) {
        const std::optional<Interval>&value = row.arms[a].value, &difference = row.arms[a].difference;
        cells.push_back(value         ? number(value->mean, row.decimals)
                        : row.counted ? "-"
                        : a == 0      ? not_counted
                                      : "");
        if (a > 0) cells.push_back(difference ? interval_text(*difference, row.decimals, true) : "");
      }
      text.add(std::move(cells));
    }
  }
  return text;
}

std::string left_out_text(std::size_t lines) {
  if (lines == 0) return {};
  return fmt::format(" {} in which nothing happened {} left out.", counted(lines, "line"),
                     lines == 1 ? "is" : "are");
}

}  // namespace

std::string conditions_text(const Conditions& conditions) {
  const auto& [days, settings, precision] = conditions;
  return (days == 365 ? ""
                      : counted(days, "day") + " measured; yearly figures are scaled from " +
                            (days == 1 ? "it\n" : "them\n")) +
         settings + (precision.empty() ? "" : "precision: " + precision + '\n');
}

std::size_t table_width(const Comparison& comparison) { return table_of(comparison).width(); }

std::string to_text(const Comparison& comparison, std::size_t width) {
  std::string text = fmt::format("{}\n{}\n", comparison.title, conditions_text(comparison.conditions));
  if (!comparison.figures.empty()) add_figures(text, comparison.figures, comparison.arms, width);
  if (!comparison.tables.empty()) {
    table_of(comparison).write(text, width);
    text += '\n';
  }
  add_death_costs(text, comparison.death_costs, comparison.arms[0], width);
  add_attributions(text, comparison.attributions, width);
  if (std::cmp_less(comparison.replications, comparison.requested)) {
    add_paragraph(text,
                  fmt::format("Interrupted: {} of {}.", comparison.replications,
                              counted(comparison.requested, "replication")),
                  width);
  }
  const std::string over = counted(comparison.replications, "replication");
  const std::string left_out = left_out_text(comparison.left_out);
  if (comparison.arms.size() < 2) {
    add_paragraph(text, "Means over " + over + "." + left_out, width);
    return text;
  }
  add_paragraph(
      text,
      fmt::format("Means over {}; differences from {}, paired by replication, ± 95% interval. "
                  "~ the interval includes 0: not distinguishable. Where nothing differs in truth, one "
                  "difference in twenty still lacks its ~; one too small for its digits shows as 0.0.{}",
                  over, comparison.arms[0], left_out),
      width);
  add_deaths_precision(text, comparison.precision, comparison.arms[0], comparison.replications, width);
  return text;
}

}  // namespace darah
