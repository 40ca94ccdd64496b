#include "compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/sums.hpp"
#include "compare/text.hpp"

namespace darah {

namespace {

/// Means and paired differences from the first arm, over replications in which both are defined.
ComparedRow row_of(std::string label, int decimals, const Samples& samples) {
  ComparedRow row{std::move(label), decimals, {}};
  for (std::size_t a = 0; a < samples.size(); ++a) {
    Moments values;
    for (const double value : samples[a]) {
      if (!std::isnan(value)) values.add(value);
    }
    const Moments differences = paired_differences(samples[a], samples[0]);
    ComparedCell cell;
    if (values.count() > 0) cell.value = student_interval(values, usual_confidence);
    if (a > 0 && differences.count() > 0) cell.difference = student_interval(differences, usual_confidence);
    row.arms.push_back(cell);
  }
  return row;
}

/// Of women by name, from what is known of their deaths.
void add_by_name(Comparison& comparison) {
  ComparedRow averted{"deaths averted, women by name (a year)", 1, {{}}},
      caused{"deaths caused, women by name (a year)", 1, {{}}};
  for (const DeathsPrecision& arm : comparison.precision) {
    averted.arms.push_back({arm.averted, {}});
    caused.arms.push_back({arm.caused, {}});
  }
  comparison.tables.front().rows.push_back(averted);
  comparison.tables.front().rows.push_back(caused);
}

std::string label_of(const Headline& line) {
  return line.unit.empty() ? std::string(line.label) : fmt::format("{} ({})", line.label, line.unit);
}

void add_headline(Comparison& comparison, const Headline& line, const Samples& samples) {
  if (nothing_happened(samples)) {
    ++comparison.left_out;
  } else {
    comparison.tables.front().rows.push_back(row_of(label_of(line), line.decimals, samples));
  }
}

/// The line's own table; without rows when nothing happened anywhere.
ComparedTable table_of(const Headline& line, const ResultsReader& results, Sums& sums) {
  ComparedTable table{label_of(line), {}, std::string(line.numerator), std::string(line.by)};
  bool happened = false;
  const std::vector<std::string> elements = results.labels(std::string(line.by));
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Samples samples = sums.samples(line, i);
    happened = happened || !nothing_happened(samples);
    table.rows.push_back(row_of(elements[i], line.decimals, samples));
  }
  if (!happened) table.rows.clear();
  return table;
}

void compare_costs(Comparison& comparison, const ResultsReader& results, Sums& sums) {
  const Costs costs = costs_of(results, sums);
  if (costs.rows.empty()) return;
  ComparedTable table{"Costs a year, IDR million", {}};
  for (const CostRow& row : costs.rows) table.rows.push_back(row_of(row.label, 1, row.samples));
  comparison.tables.push_back(std::move(table));
  comparison.death_costs = death_costs(costs, sums, comparison.arms);
}

// Text.

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

std::string conditions_of(const ResultsReader& results) {
  const std::int64_t days = results.integer("measured_days");
  const std::string precision = results.text("precision");
  return (days == 365 ? "" : fmt::format("{} days measured; yearly figures are scaled from them\n", days)) +
         results.text("settings") + (precision.empty() ? "" : "precision: " + precision + '\n');
}

std::vector<ArmPlace> shown_arms(const ResultsReader& results, const std::string& baseline) {
  std::vector<ArmPlace> order;
  for (std::size_t a = 0; a < results.arms().size(); ++a) {
    if (results.arms()[a] == baseline || !results.members()[a].generated(a)) order.push_back(ArmPlace{a});
  }
  std::stable_partition(order.begin(), order.end(), [&](ArmPlace a) { return results.arm(a) == baseline; });
  return order;
}

Comparison compare(const ResultsReader& results, const std::string& baseline,
                   std::span<const Headline> lines) {
  Sums sums(results, shown_arms(results, baseline));
  Comparison comparison;
  for (const ArmPlace a : sums.arms()) comparison.arms.push_back(results.arm(a));
  comparison.title = results.text("title");
  comparison.conditions = conditions_of(results);
  comparison.replications = results.replications();
  comparison.requested = results.integer("replications_requested");
  for (const Figure& figure : results.figures())
    comparison.figures.push_back(compare_figure(figure, sums, comparison.arms));
  comparison.tables.push_back({"All districts", {}});
  for (const Headline& line : lines) {
    if (line.line && sums.has(line)) add_headline(comparison, line, sums.samples(line));
  }
  if (comparison.arms.size() > 1) {
    if (sums.is_zero("births")) {
      comparison.left_out += 2;  // deaths averted and caused: no woman could die
    } else {
      comparison.precision = deaths_precision(results, sums);
      add_by_name(comparison);
    }
  }
  for (const Headline& line : lines) {
    if (!sums.has(line) || !sums.has_table(line)) continue;
    ComparedTable table = table_of(line, results, sums);
    if (!table.rows.empty()) comparison.tables.push_back(std::move(table));
  }
  compare_costs(comparison, results, sums);
  comparison.attributions = attributions(results);
  if (comparison.tables.front().rows.empty()) comparison.tables.erase(comparison.tables.begin());
  return comparison;
}

std::string to_text(const Comparison& comparison, std::size_t width) {
  const Widths widths = widths_of(comparison);
  std::string text = comparison.title + "\n\n";
  if (!comparison.conditions.empty()) text.insert(text.size() - 1, comparison.conditions);
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
