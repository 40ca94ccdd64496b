#include "output/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "output/sums.hpp"
#include "output/text.hpp"

namespace darah {

namespace {

constexpr double confidence = 0.95;

/// Means and paired differences from the first arm, over replications in which both are defined.
ComparedRow row_of(std::string label, int decimals, const Samples& samples) {
  ComparedRow row{std::move(label), decimals, {}};
  for (std::size_t a = 0; a < samples.size(); ++a) {
    Moments values, differences;
    for (std::size_t r = 0; r < samples[a].size(); ++r) {
      if (std::isnan(samples[a][r])) continue;
      values.add(samples[a][r]);
      if (!std::isnan(samples[0][r])) differences.add(samples[a][r] - samples[0][r]);
    }
    ComparedCell cell;
    if (values.count() > 0) cell.value = values.mean();
    if (a > 0 && differences.count() > 0) cell.difference = student_interval(differences, confidence);
    row.arms.push_back(cell);
  }
  return row;
}

/// Deaths averted and caused in each replication: women who die in one of the two arms alone.
struct ByName {
  std::vector<double> averted, caused;
};

std::vector<ByName> by_name(const ResultsReader& results, std::span<const std::size_t> arms) {
  using Deaths = std::set<std::uint64_t>;
  std::map<std::int64_t, std::vector<Deaths>> dead;  // by replication, by arm
  for (const DeathRow& row : results.deaths()) {
    std::vector<Deaths>& in = dead[row.replication];
    in.resize(results.arms().size());
    in[row.arm].insert(row.woman);
  }
  const auto alone = [](const Deaths& here, const Deaths& there) {
    return static_cast<double>(
        std::count_if(here.begin(), here.end(), [&](std::uint64_t woman) { return !there.contains(woman); }));
  };
  std::vector<ByName> counts(arms.size());
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (const auto& [replication, in] : dead) {
      counts[a].averted.push_back(alone(in[arms[0]], in[arms[a]]));
      counts[a].caused.push_back(alone(in[arms[a]], in[arms[0]]));
    }
    // In the others nobody died in any arm.
    counts[a].averted.resize(results.replications(), 0);
    counts[a].caused.resize(results.replications(), 0);
  }
  return counts;
}

double mean(std::span<const double> values) {
  Moments moments;
  for (const double v : values) moments.add(v);
  return moments.mean();
}

double replications_for(double averted, double caused, const Moments& net, double share) {
  const double half_width = share * std::abs(averted - caused);
  if (half_width == 0) return std::numeric_limits<double>::infinity();
  return std::max(std::ceil(3.84 * (averted + caused) / (half_width * half_width)),
                  net.count() < 2 ? 0 : replications_needed(net, half_width, confidence));
}

void compare_by_name(Comparison& comparison, const ResultsReader& results, std::span<const std::size_t> arms,
                     double years) {
  const std::vector<ByName> counts = by_name(results, arms);
  ComparedRow averted{"deaths averted, women by name (a year)", 1, {{}}},
      caused{"deaths caused, women by name (a year)", 1, {{}}};
  for (std::size_t a = 1; a < arms.size(); ++a) {
    const double averted_mean = mean(counts[a].averted), caused_mean = mean(counts[a].caused);
    averted.arms.push_back({averted_mean / years, {}});
    caused.arms.push_back({caused_mean / years, {}});
    Moments net, net_a_year;
    for (std::size_t r = 0; r < results.replications(); ++r) {
      net.add(counts[a].caused[r] - counts[a].averted[r]);
      net_a_year.add((counts[a].caused[r] - counts[a].averted[r]) / years);
    }
    comparison.precision.push_back({comparison.arms[a], averted_mean / years, caused_mean / years,
                                    student_interval(net_a_year, confidence),
                                    replications_for(averted_mean, caused_mean, net, 1),
                                    replications_for(averted_mean, caused_mean, net, 0.1)});
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
  ComparedTable table{label_of(line), {}};
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
  text.value = cell.value ? number(*cell.value, decimals) : "-";
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

std::string rounded_up(double n) {
  if (!std::isfinite(n) || n > 1e9) return "more than a thousand million";
  const double step = n < 100 ? 1 : std::pow(10, std::floor(std::log10(n)) - 1);
  return number(std::ceil(n / step) * step, 0);
}

std::string left_out_text(std::size_t lines) {
  if (lines == 0) return {};
  return lines == 1 ? " 1 line in which nothing happened is left out."
                    : fmt::format(" {} lines in which nothing happened are left out.", lines);
}

std::string precision_text(const DeathsPrecision& p, const std::string& baseline, std::size_t replications) {
  std::string text = fmt::format("{} against {}: ", p.arm, baseline);
  if (p.averted == 0 && p.caused == 0) return text + "the same women die; there is no difference to measure.";
  if (!std::isfinite(p.difference.half_width)) {
    return text + "one replication gives no interval; take at least 8 (-r 8).";
  }
  text += fmt::format("with {} replications the difference in deaths, {} a year, is known to ± {}. ",
                      replications, number(p.difference.mean, 1, true), number(p.difference.half_width, 1));
  if (p.averted == p.caused) return text + "No number of replications can be told from a difference of 0.";
  const bool seen = p.difference.low > 0 || p.difference.high < 0;
  if (!seen)
    text += fmt::format("To tell a difference of that size from 0 takes about {}. ", rounded_up(p.to_see));
  if (p.difference.half_width <= 0.1 * std::abs(p.difference.mean)) return text + "That is within 10% of it.";
  return text + fmt::format("To know it to 10% takes about {} (-r).", rounded_up(p.to_tenth));
}

}  // namespace

std::string conditions_of(const ResultsReader& results) {
  const std::int64_t days = results.integer("measured_days");
  return (days == 365 ? "" : fmt::format("{} days measured; yearly figures are scaled from them\n", days)) +
         results.text("settings");
}

std::vector<std::size_t> shown_arms(const ResultsReader& results, const std::string& baseline) {
  std::vector<std::size_t> order;
  for (std::size_t a = 0; a < results.arms().size(); ++a) {
    if (results.arms()[a] == baseline || !results.members()[a].generated(a)) order.push_back(a);
  }
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t a) { return results.arms()[a] == baseline; });
  return order;
}

Comparison compare(const ResultsReader& results, const std::string& baseline,
                   std::span<const Headline> lines) {
  const std::vector<std::size_t> order = shown_arms(results, baseline);
  Comparison comparison;
  for (const std::size_t a : order) comparison.arms.push_back(results.arms()[a]);
  comparison.title = results.text("title");
  comparison.conditions = conditions_of(results);
  comparison.replications = results.replications();
  comparison.requested = results.integer("replications_requested");
  Sums sums(results, order);
  for (const Figure& figure : results.figures())
    comparison.figures.push_back(compare_figure(figure, sums, comparison.arms));
  comparison.tables.push_back({"All districts", {}});
  for (const Headline& line : lines) {
    if (line.line && sums.has(line)) add_headline(comparison, line, sums.samples(line));
  }
  if (order.size() > 1) {
    if (sums.is_zero("births")) {
      comparison.left_out += 2;  // deaths averted and caused: no woman could die
    } else {
      compare_by_name(comparison, results, order, sums.years());
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
  for (const DeathsPrecision& p : comparison.precision) {
    add_paragraph(text, precision_text(p, comparison.arms[0], comparison.replications), width);
  }
  if (!comparison.precision.empty()) {
    add_paragraph(text, "Single districts need many times as many.", width);
  }
  return text;
}

}  // namespace darah
