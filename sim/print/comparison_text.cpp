#include "print/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/attribution_table.hpp"
#include "print/cost_table.hpp"
#include "print/deaths_precision_table.hpp"
#include "print/figure_table.hpp"
#include "print/text.hpp"

namespace darah {

namespace {

/// The parts of one arm's columns, aligned over a panel's rows.
struct CellText {
  std::string value, difference, half_width, mark;
};

CellText text_of(const ComparedCell& cell, int decimals) {
  CellText text;
  text.value = cell.value ? number(cell.value->mean, decimals) : "-";
  if (!cell.difference) return text;
  const Interval& d = *cell.difference;
  if (d.mean == 0 && d.half_width == 0) {
    text.difference = "same";
    return text;
  }
  text.difference = number(d.mean, decimals, true);
  text.half_width = number(d.half_width, decimals);
  if (d.low <= 0 && d.high >= 0 && std::isfinite(d.half_width)) text.mark = "~";
  return text;
}

struct ArmWidths {
  std::size_t value, difference = 0, half_width = 0;
  std::size_t total(bool baseline) const {
    return baseline ? 2 + value : 2 + value + 2 + difference + 3 + half_width + 2;
  }
};

/// The label's column and each arm's, wide enough for every table, so that all tables line up.
struct Widths {
  std::size_t label = 0;
  std::vector<ArmWidths> arms;
};

Widths widths_of(const Comparison& comparison) {
  Widths widths;
  for (const std::string& arm : comparison.arms) widths.arms.push_back({columns(arm)});
  for (const ComparedTable& table : comparison.tables) {
    for (const ComparedRow& row : table.rows) {
      widths.label = std::max(widths.label, columns(row.label));
      for (std::size_t a = 0; a < row.arms.size(); ++a) {
        const CellText text = text_of(row.arms[a], row.decimals);
        ArmWidths& w = widths.arms[a];
        w.value = std::max(w.value, columns(text.value));
        w.difference = std::max(w.difference, columns(text.difference));
        w.half_width = std::max(w.half_width, columns(text.half_width));
      }
    }
  }
  return widths;
}

/// Which arms stand beside the baseline in each panel.
std::vector<std::vector<std::size_t>> panels_of(const Widths& widths, std::size_t width) {
  std::vector<std::vector<std::size_t>> panels(1, {0});
  const std::size_t fixed = widths.label + widths.arms[0].total(true);
  std::size_t used = fixed;
  for (std::size_t a = 1; a < widths.arms.size(); ++a) {
    const std::size_t more = widths.arms[a].total(false);
    if (panels.back().size() > 1 && used + more > width) {
      panels.push_back({0});
      used = fixed;
    }
    panels.back().push_back(a);
    used += more;
  }
  return panels;
}

void add_panel(std::string& text, const Comparison& comparison, const ComparedTable& table,
               const Widths& widths, std::span<const std::size_t> arms) {
  std::string header = left(table.title, widths.label);
  if (columns(table.title) > widths.label) {
    add_line(text, table.title);
    header = std::string(widths.label, ' ');
  }
  for (const std::size_t a : arms) {
    const ArmWidths& w = widths.arms[a];
    header += "  " + right(comparison.arms[a], w.value);
    if (a > 0) header += left("  difference", w.total(false) - w.value - 2);
  }
  add_line(text, header);
  for (const ComparedRow& row : table.rows) {
    std::string line = left(row.label, widths.label);
    for (const std::size_t a : arms) {
      const ArmWidths& w = widths.arms[a];
      const CellText cell = text_of(row.arms[a], row.decimals);
      line += "  " + right(cell.value, w.value);
      if (a == 0) continue;
      line += "  " + right(cell.difference, w.difference) + (cell.half_width.empty() ? "   " : " ± ") +
              right(cell.half_width, w.half_width) + ' ' + left(cell.mark, 1);
    }
    add_line(text, line);
  }
  text += '\n';
}

std::string left_out_text(std::size_t lines) {
  if (lines == 0) return {};
  return lines == 1 ? " 1 line in which nothing happened is left out."
                    : fmt::format(" {} lines in which nothing happened are left out.", lines);
}

}  // namespace

std::string conditions_text(const Conditions& conditions) {
  const auto& [days, settings, precision] = conditions;
  return (days == 365 ? "" : fmt::format("{} days measured; yearly figures are scaled from them\n", days)) +
         settings + (precision.empty() ? "" : "precision: " + precision + '\n');
}

std::string to_text(const Comparison& comparison, std::size_t width) {
  const Widths widths = widths_of(comparison);
  std::string text = fmt::format("{}\n{}\n", comparison.title, conditions_text(comparison.conditions));
  if (!comparison.figures.empty()) add_figures(text, comparison.figures, comparison.arms, width);
  for (const auto& panel : panels_of(widths, width)) {
    for (const ComparedTable& table : comparison.tables) add_panel(text, comparison, table, widths, panel);
  }
  add_death_costs(text, comparison.death_costs, comparison.arms[0], width);
  add_attributions(text, comparison.attributions, width);
  if (std::cmp_less(comparison.replications, comparison.requested)) {
    add_paragraph(
        text,
        fmt::format("Interrupted: {} of {} replications.", comparison.replications, comparison.requested),
        width);
  }
  const std::string over = comparison.replications == 1
                               ? "1 replication"
                               : fmt::format("{} replications", comparison.replications);
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
