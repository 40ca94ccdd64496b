#include "print/monitoring_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/answer.hpp"
#include "print/comparison_text.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

std::string text_of(const std::optional<Interval>& interval, int decimals) {
  return interval ? interval_text(*interval, decimals, true) : "-";
}

TextTable table_of(const Monitoring& monitoring) {
  std::vector<TextColumn> columns{{"", "", "district", Align::left}};
  if (monitoring.by_year) columns.push_back({"", "", "year", Align::left});
  for (const Indicator& i : monitoring.indicators)
    columns.push_back(
        {std::string(indicator_group_labels[i.group]), std::string(i.first), std::string(i.second)});
  const std::string effects = fmt::format("Against {}", monitoring.arms.front().name);
  if (monitoring.has_deaths) columns.push_back({effects, "deaths", "a year"});
  if (monitoring.has_minutes) columns.push_back({effects, "min to", "blood"});
  return TextTable(std::move(columns));
}

std::vector<std::string> cells_of(const Monitoring& monitoring, const MonitoredRow& row, bool named) {
  std::vector<std::string> cells{named ? row.district : ""};
  if (monitoring.by_year) cells.push_back(row.year);
  for (std::size_t i = 0; i < row.levels.size(); ++i) {
    const bool first = i == 0;
    cells.push_back(!row.in_force   ? first ? "none" : ""
                    : row.levels[i] ? number(*row.levels[i], monitoring.indicators[i].decimals)
                                    : "-");
  }
  if (monitoring.has_deaths) cells.push_back(text_of(row.deaths, 2));
  if (monitoring.has_minutes) cells.push_back(text_of(row.minutes, 1));
  return cells;
}

void add_arm(std::string& text, const Monitoring& monitoring, const MonitoredArm& arm, std::size_t width) {
  if (!arm.in_force) {
    add_line(text, arm.name + ": no agreement in any district");
    text += '\n';
    return;
  }
  add_line(text, arm.name);
  TextTable table = table_of(monitoring);
  for (std::size_t i = 0; i < arm.rows.size(); ++i)
    table.add(cells_of(monitoring, arm.rows[i], i == 0 || arm.rows[i].district != arm.rows[i - 1].district));
  table.write(text, width);
  text += '\n';
}

std::string effects_text(const Monitoring& monitoring) {
  const std::string& baseline = monitoring.arms.front().name;
  std::string text =
      fmt::format("Against {}: {}{}{}, arm less {}, paired by replication, ± 95% interval", baseline,
                  monitoring.has_deaths ? "maternal deaths a year expected from care" : "",
                  monitoring.has_deaths && monitoring.has_minutes ? ", " : "",
                  monitoring.has_minutes ? "minutes from onset to first blood" : "", baseline);
  text += monitoring.replications == 1 ? "." : "; ~ it includes 0: not distinguishable.";
  const std::string few = few_text(monitoring.replications);
  return few.empty() ? text : text + ' ' + few;
}

/// The first arm beside the baseline that has no agreement, if the baseline has one.
const MonitoredArm* better_baseline(const Monitoring& monitoring) {
  if (!monitoring.arms.front().in_force) return nullptr;
  const auto at = std::find_if(monitoring.arms.begin(), monitoring.arms.end(),
                               [](const MonitoredArm& arm) { return !arm.in_force; });
  return at == monitoring.arms.end() ? nullptr : &*at;
}

void add_explanation(std::string& text, const Monitoring& monitoring, std::size_t width) {
  for (const Indicator& indicator : monitoring.indicators)
    add_paragraph(text, fmt::format("{}.", indicator.meaning), width);
  const bool partly =
      std::any_of(monitoring.arms.begin(), monitoring.arms.end(), [](const MonitoredArm& arm) {
        return arm.in_force && std::any_of(arm.rows.begin(), arm.rows.end(),
                                           [](const MonitoredRow& row) { return !row.in_force; });
      });
  if (partly) add_paragraph(text, "none: no agreement in force there in that time.", width);
  if (monitoring.has_deaths || monitoring.has_minutes) add_paragraph(text, effects_text(monitoring), width);
  if (const MonitoredArm* without = better_baseline(monitoring)) {
    add_paragraph(
        text, fmt::format("What agreements change against none is seen with --baseline {}.", without->name),
        width);
  }
  add_paragraph(
      text,
      fmt::format("Over {}; -: nothing to measure it by.", counted(monitoring.replications, "replication")),
      width);
}

}  // namespace

std::string to_text(const Monitoring& monitoring, std::size_t width) {
  std::string text = fmt::format("{}\n{}\n", monitoring.title, conditions_text(monitoring.conditions));
  for (const MonitoredArm& arm : monitoring.arms) add_arm(text, monitoring, arm, width);
  add_explanation(text, monitoring, width);
  return text;
}

}  // namespace darah
