#include <array>
#include <cmath>
#include <utility>

#include "print/comparison_text.hpp"
#include "print/cost_table.hpp"
#include "print/sheet.hpp"
#include "print/sheet_cells.hpp"

namespace darah {

namespace {

/// One row of the long table.
struct Line {
  std::string table, arm, by, element, measure, label, unit;
  int decimals = 0;
  std::optional<Interval> value = {}, difference = {};
  std::string_view told = {};
  std::optional<double> p = {};
  double confidence = usual_confidence;
  std::optional<double> published = {};
  std::optional<std::pair<double, double>> published_range = {};
};

const std::vector<std::string> header = {"table",
                                         "arm",
                                         "by",
                                         "element",
                                         "measure",
                                         "label",
                                         "unit",
                                         "mean",
                                         "low",
                                         "high",
                                         "difference",
                                         "difference_low",
                                         "difference_high",
                                         "told",
                                         "p_adjusted",
                                         "confidence",
                                         "published",
                                         "published_low",
                                         "published_high",
                                         "replications",
                                         "baseline"};

/// Takes lines and adds what all have in common.
class Long {
 public:
  explicit Long(const Comparison& comparison) : c_(comparison) { sheet_ = {"data", header, {}, 4}; }

  void add(const Line& line) {
    std::vector<SheetCell> row;
    for (const std::string* text :
         {&line.table, &line.arm, &line.by, &line.element, &line.measure, &line.label, &line.unit})
      row.push_back(text_cell(*text));
    for (const std::optional<Interval>& interval : {line.value, line.difference}) {
      row.push_back(interval ? number_cell(interval->mean, line.decimals) : SheetCell());
      row.push_back(interval ? number_cell(interval->low, line.decimals) : SheetCell());
      row.push_back(interval ? number_cell(interval->high, line.decimals) : SheetCell());
    }
    row.push_back(text_cell(std::string(line.told)));
    row.push_back(line.p ? number_cell(*line.p, 3) : SheetCell());
    row.push_back(number_cell(line.confidence, 2));
    row.push_back(line.published ? number_cell(*line.published, line.decimals) : SheetCell());
    const auto& range = line.published_range;
    row.push_back(range ? number_cell(range->first, line.decimals) : SheetCell());
    row.push_back(range ? number_cell(range->second, line.decimals) : SheetCell());
    row.push_back(number_cell(static_cast<double>(c_.replications), 0));
    row.push_back(text_cell(c_.arms.front()));
    sheet_.rows.push_back(std::move(row));
  }
  Sheet sheet() && { return std::move(sheet_); }

 private:
  const Comparison& c_;
  Sheet sheet_;
};

/// What may be claimed of a row's difference: of deaths in all districts, of rows of tables by a dimension.
const Claim* claim_of(const Comparison& c, const ComparedTable& table, const ComparedRow& row,
                      std::size_t arm) {
  if (row.arms[arm].claim) return &*row.arms[arm].claim;
  if (table.id != all_table || arm == 0 || c.precision.empty()) return nullptr;
  const DeathsPrecision& deaths = c.precision[arm - 1];
  if (row.id == "deaths_true") return &deaths.drawn.claim;
  return row.id == "deaths_expected" && deaths.expected ? &deaths.expected->claim : nullptr;
}

void add_tables(Long& all, const Comparison& c) {
  for (const ComparedTable& table : c.tables) {
    for (const ComparedRow& row : table.rows) {
      for (std::size_t a = 0; a < row.arms.size(); ++a) {
        Line line{table.id, c.arms[a], table.by,           table.by.empty() ? "" : row.label,
                  "",       "",        unit_of(table, row)};
        line.measure = table.by.empty() ? row.id : table.id;
        line.label = label_of(table, row);
        line.decimals = row.decimals;
        line.value = row.arms[a].value;
        line.difference = row.arms[a].difference;
        if (!row.counted) line.told = not_counted;
        if (const Claim* claim = claim_of(c, table, row, a)) {
          line.told = finding_ids[claim->told];
          line.p = claim->p;
        }
        all.add(line);
      }
    }
  }
}

void add_costs(Long& all, const Comparison& c) {
  for (const DeathCost& arm : c.death_costs) {
    for (const PayerCost& payer : arm.costs) {
      Line line{"death_averted",
                arm.arm,
                "payer",
                std::string(payer_labels[payer.payer]),
                "cost_of_death_averted",
                "cost of a death averted",
                "IDR million"};
      line.decimals = 1;
      const bool given = payer.verdict == CostVerdict::ratio || payer.verdict == CostVerdict::forgone;
      if (given) line.value = Interval{payer.ratio.ratio, 0, payer.ratio.low, payer.ratio.high};
      line.told = verdict_text(payer.verdict);
      all.add(line);
    }
  }
}

void add_figures(Long& all, const Comparison& c) {
  for (const ComparedFigure& compared : c.figures) {
    const Figure& figure = compared.figure;
    for (std::size_t a = 0; a < c.arms.size(); ++a) {
      const FiguredArm& arm = compared.arms[a];
      Line line{"figures", c.arms[a], "", "", figure.name, figure.name, figure.unit};
      line.decimals = figure.decimals;
      line.value = arm.value;
      line.confidence = figure.confidence;
      if (arm.verdict != Verdict::none) {
        line.published = figure.published;
        line.published_range = figure.published_range;
      }
      line.told = figure_verdicts[arm.verdict];
      all.add(line);
    }
  }
}

void add_mechanisms(Long& all, const Comparison& c) {
  for (const Attribution& attribution : c.attributions) {
    for (const Mechanism m : every<Mechanism>) {
      const AttributedEffect& effect = attribution.mechanisms[m];
      const auto add = [&](const char* measure, const char* label, const std::optional<Interval>& value,
                           bool claimed, const char* unit = "deaths averted a year") {
        if (!value) return;
        Line line{"mechanisms", attribution.arm, "mechanism", std::string(mechanism_labels[m]),
                  measure,      label,           unit};
        line.decimals = 2;
        line.value = value;
        if (claimed) {
          line.told = finding_ids[effect.claim.told];
          line.p = effect.claim.p;
        }
        all.add(line);
      };
      add("averted_alone", "alone, against no mechanism", effect.alone, !effect.shapley);
      add("averted_last", "added last, to all others", effect.last, false);
      add("averted_shapley", "Shapley value", effect.shapley, true);
      add("averted_share", "share of the total", effect.share, false, "%");
    }
  }
}

}  // namespace

Sheet long_sheet(const Comparison& comparison) {
  Long all(comparison);
  add_tables(all, comparison);
  add_costs(all, comparison);
  add_figures(all, comparison);
  add_mechanisms(all, comparison);
  return std::move(all).sheet();
}

}  // namespace darah
