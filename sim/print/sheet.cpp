#include "print/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "print/answer.hpp"
#include "print/comparison_text.hpp"
#include "print/cost_table.hpp"
#include "print/sheet_cells.hpp"
#include "print/text.hpp"

namespace darah {

namespace {

using Row = std::vector<SheetCell>;

constexpr std::string_view cost_unit = "IDR million a year";

/// What tables by a dimension are called in names of sheets and headings.
std::string called(const std::string& by) {
  if (by == "utd") return "blood centre";
  std::string name = by;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// Headings of the arms: of each its mean, of each but the baseline its difference with its interval.
void add_headings(std::vector<std::string>& header, const Comparison& c, bool told) {
  for (std::size_t a = 0; a < c.arms.size(); ++a) {
    header.push_back(c.arms[a]);
    if (a == 0) continue;
    for (const char* end : {"difference", "difference, low", "difference, high"})
      header.push_back(fmt::format("{}: {}", c.arms[a], end));
    if (told) header.push_back(fmt::format("{}: told", c.arms[a]));
  }
}

void add_cells(Row& cells, const ComparedRow& row, bool told) {
  for (std::size_t a = 0; a < row.arms.size(); ++a) {
    const auto& [value, difference, claim] = row.arms[a];
    cells.push_back(!row.counted ? text_cell(not_counted)
                    : value      ? number_cell(value->mean, row.decimals)
                                 : SheetCell());
    if (a == 0) continue;
    for (double Interval::*part : {&Interval::mean, &Interval::low, &Interval::high})
      cells.push_back(difference ? number_cell(*difference.*part, row.decimals) : SheetCell());
    if (told) cells.push_back(claim ? text_cell(std::string(finding_ids[claim->told])) : SheetCell());
  }
}

Sheet answer_sheet(const Comparison& c) {
  Sheet sheet{"answer", {c.title}, {}, 0};
  const auto add = [&](const std::string& text) {
    if (!text.empty()) sheet.rows.push_back({text_cell(text)});
  };
  add(answer_text(c));
  add(interval_note(c));
  if (c.arms.size() > 1)
    add(fmt::format("Differences are those from {}, paired by replication.", c.arms.front()));
  add("told: less or more where the change is told from 0 among all rows of one table and arm (Holm); "
      "untold; same "
      "where no replication differs; alike where all differ by as much.");
  const std::string conditions = conditions_text(c.conditions);
  for (std::size_t at = 0; at < conditions.size();) {
    const std::size_t end = std::min(conditions.find('\n', at), conditions.size());
    add(conditions.substr(at, end - at));
    at = end + 1;
  }
  return sheet;
}

Sheet measures_sheet(const Comparison& c) {
  Sheet sheet{"measures", {"all districts", "unit"}, {}, 1};
  add_headings(sheet.header, c, false);
  for (const ComparedTable& table : c.tables) {
    if (table.id != all_table) continue;
    for (const ComparedRow& row : table.rows) {
      Row cells{text_cell(label_of(table, row)), text_cell(unit_of(table, row))};
      add_cells(cells, row, false);
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

/// All tables by one dimension.
Sheet sheet_by(const Comparison& c, const std::string& by) {
  Sheet sheet{"by " + called(by), {"measure", "unit", called(by)}, {}, 3};
  add_headings(sheet.header, c, true);
  for (const ComparedTable& table : c.tables) {
    if (table.by != by) continue;
    for (const ComparedRow& row : table.rows) {
      Row cells{text_cell(label_of(table, row)), text_cell(unit_of(table, row)), text_cell(row.label)};
      add_cells(cells, row, true);
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet figures_sheet(const Comparison& c) {
  Sheet sheet{"figures",
              {"figure", "unit", "arm", "value", "low", "high", "confidence", "published", "published_low",
               "published_high", "published is", "source"},
              {},
              1};
  for (const ComparedFigure& compared : c.figures) {
    const Figure& f = compared.figure;
    for (std::size_t a = 0; a < c.arms.size(); ++a) {
      const auto& [value, verdict] = compared.arms[a];
      Row cells{text_cell(f.name), text_cell(f.unit), text_cell(c.arms[a])};
      for (double Interval::*part : {&Interval::mean, &Interval::low, &Interval::high})
        cells.push_back(value ? number_cell(*value.*part, f.decimals) : SheetCell());
      cells.push_back(number_cell(f.confidence, 3));
      cells.push_back(verdict == Verdict::none ? SheetCell() : number_cell(*f.published, f.decimals));
      for (double std::pair<double, double>::*end :
           {&std::pair<double, double>::first, &std::pair<double, double>::second}) {
        const bool has = verdict != Verdict::none && f.published_range;
        cells.push_back(has ? number_cell(*f.published_range.*end, f.decimals) : SheetCell());
      }
      cells.push_back(text_cell(std::string(figure_verdicts[verdict])));
      cells.push_back(text_cell(f.source));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet costs_sheet(const Comparison& c) {
  Sheet sheet{"costs", {fmt::format("costs ({})", cost_unit)}, {}, 1};
  add_headings(sheet.header, c, false);
  for (const ComparedTable& table : c.tables) {
    if (table.id != costs_table) continue;
    for (const ComparedRow& row : table.rows) {
      Row cells{text_cell(row.label)};
      add_cells(cells, row, false);
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet death_costs_sheet(const Comparison& c) {
  Sheet sheet{
      "death averted",
      {"arm", "payer", "costs (IDR million a year)", "costs, low", "costs, high",
       "deaths averted, expected (a year)", "deaths averted, low", "deaths averted, high",
       "cost of a death averted (IDR million)", "cost of a death, low", "cost of a death, high", "verdict"},
      {},
      2};
  for (const DeathCost& arm : c.death_costs) {
    for (const PayerCost& payer : arm.costs) {
      Row cells{text_cell(arm.arm), text_cell(std::string(payer_labels[payer.payer]))};
      for (const Interval& i : {payer.cost, arm.averted}) {
        for (const double value : {i.mean, i.low, i.high}) cells.push_back(number_cell(value, 1));
      }
      const bool given = payer.verdict == CostVerdict::ratio || payer.verdict == CostVerdict::forgone;
      for (const double value : {payer.ratio.ratio, payer.ratio.low, payer.ratio.high})
        cells.push_back(given ? number_cell(value, 1) : SheetCell());
      cells.push_back(text_cell(std::string(verdict_text(payer.verdict))));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet mechanisms_sheet(const Comparison& c) {
  Sheet sheet{"mechanisms", {"arm", "mechanism"}, {}, 2};
  for (const char* name : {"alone (deaths averted a year)", "added last (deaths averted a year)",
                           "Shapley value (deaths averted a year)", "share of the total (%)"}) {
    sheet.header.insert(sheet.header.end(), {name, "low", "high"});
  }
  sheet.header.emplace_back("told");
  for (const Attribution& a : c.attributions) {
    for (const Mechanism m : every<Mechanism>) {
      const AttributedEffect& e = a.mechanisms[m];
      Row cells{text_cell(a.arm), text_cell(std::string(mechanism_labels[m]))};
      for (const std::optional<Interval>& i :
           {std::optional(e.alone), std::optional(e.last), e.shapley, e.share}) {
        for (double Interval::*part : {&Interval::mean, &Interval::low, &Interval::high})
          cells.push_back(i ? number_cell(*i.*part, 2) : SheetCell());
      }
      cells.push_back(text_cell(std::string(finding_ids[e.claim.told])));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

}  // namespace

SheetCell text_cell(const std::string& text) {
  if (text.empty()) return {};
  return one_line(text);
}

SheetCell number_cell(double value, int decimals) {
  if (!std::isfinite(value)) return {};
  return SheetNumber{value, decimals};
}

std::string unit_of(const ComparedTable& table, const ComparedRow& row) {
  if (table.id == costs_table) return std::string(cost_unit);
  return std::string(counted_labels[table.by.empty() ? row.unit : table.unit]);
}

std::string label_of(const ComparedTable& table, const ComparedRow& row) {
  std::string label = table.by.empty() ? row.label : table.title;
  const std::string unit = fmt::format(" ({})", unit_of(table, row));
  if (label.ends_with(unit)) label.resize(label.size() - unit.size());
  return label;
}

Sheet monitoring_sheet(const Monitoring& monitoring) {
  Sheet sheet{"monitoring", {"arm", "district", "year", "agreement in force"}, {}, 3};
  for (const Indicator& i : monitoring.indicators)
    sheet.header.push_back(fmt::format("{} {}", i.first, i.second));
  for (const char* effect : {"expected deaths a year, difference", "minutes to blood, difference"})
    sheet.header.insert(sheet.header.end(), {effect, "low", "high"});
  for (const MonitoredArm& arm : monitoring.arms) {
    for (const MonitoredRow& row : arm.rows) {
      Row cells{text_cell(arm.name), text_cell(row.district), text_cell(row.year),
                text_cell(row.in_force ? "yes" : "no")};
      for (std::size_t i = 0; i < row.levels.size(); ++i)
        cells.push_back(row.levels[i] ? number_cell(*row.levels[i], monitoring.indicators[i].decimals)
                                      : SheetCell());
      for (const std::optional<Interval>& effect : {row.deaths, row.minutes}) {
        for (double Interval::*part : {&Interval::mean, &Interval::low, &Interval::high})
          cells.push_back(effect ? number_cell(*effect.*part, 2) : SheetCell());
      }
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

std::vector<Sheet> sheets_of(const Comparison& comparison, const Monitoring* monitoring) {
  std::vector<Sheet> sheets{answer_sheet(comparison), measures_sheet(comparison)};
  std::vector<std::string> dimensions;
  for (const ComparedTable& table : comparison.tables) {
    if (!table.by.empty() && std::find(dimensions.begin(), dimensions.end(), table.by) == dimensions.end())
      dimensions.push_back(table.by);
  }
  for (const std::string& by : dimensions) sheets.push_back(sheet_by(comparison, by));
  sheets.insert(sheets.end(), {figures_sheet(comparison), costs_sheet(comparison),
                               death_costs_sheet(comparison), mechanisms_sheet(comparison)});
  if (monitoring != nullptr) sheets.push_back(monitoring_sheet(*monitoring));
  sheets.push_back(long_sheet(comparison));
  std::erase_if(sheets, [](const Sheet& sheet) { return sheet.rows.empty(); });
  return sheets;
}

}  // namespace darah
