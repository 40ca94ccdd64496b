#include "compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/sums.hpp"

namespace darah {

namespace {

/// Means and paired differences from the first arm, over replications in which both are defined.
ComparedRow row_of(std::string id, std::string label, int decimals, const Samples& samples) {
  ComparedRow row{std::move(id), std::move(label), decimals, {}};
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

/// Adds a row a year of what is known of each arm but the baseline, unless it is not known: of(arm).
template <class Of>
void add_known(Comparison& comparison, const char* id, const char* label, Of&& of) {
  ComparedRow row{id, label, 1, {{}}, CountedIn::a_year};
  for (const DeathsPrecision& arm : comparison.precision) {
    const std::optional<Interval> value = of(arm);
    if (!value) return;
    row.arms.push_back({*value, {}});
  }
  comparison.tables.front().rows.push_back(row);
}

/// Adds deaths averted and caused: women by name, and as probes expect them.
void add_averted_and_caused(Comparison& comparison) {
  using Arm = const DeathsPrecision&;
  const auto probed = [](Arm arm, Interval DeathsPrecision::Probed::*part) {
    return arm.probed ? std::optional((*arm.probed).*part) : std::nullopt;
  };
  add_known(comparison, "averted_by_name", "deaths averted, women by name (a year)",
            [](Arm arm) { return arm.averted; });
  add_known(comparison, "caused_by_name", "deaths caused, women by name (a year)",
            [](Arm arm) { return arm.caused; });
  add_known(comparison, "averted_by_probe", "deaths averted, by probes (a year)",
            [&](Arm arm) { return probed(arm, &DeathsPrecision::Probed::averted); });
  add_known(comparison, "caused_by_probe", "deaths caused, by probes (a year)",
            [&](Arm arm) { return probed(arm, &DeathsPrecision::Probed::caused); });
}

std::string label_of(const Headline& line) {
  return line.unit == CountedIn::none ? std::string(line.label)
                                      : fmt::format("{} ({})", line.label, counted_labels[line.unit]);
}

void add_headline(Comparison& comparison, const Headline& line, Sums& sums) {
  const Samples samples = sums.samples(line);
  const bool counted = line.counted_with.empty() || !sums.is_zero(line.counted_with);
  if (counted && nothing_happened(samples)) {
    ++comparison.left_out;
    return;
  }
  ComparedRow row = row_of(std::string(line.id), label_of(line), line.decimals, samples);
  row.unit = line.unit;
  row.counted = counted;
  if (!counted) row.arms.assign(samples.size(), {});
  comparison.tables.front().rows.push_back(std::move(row));
}

/// What may be claimed of the differences of all rows in each arm.
void add_claims(ComparedTable& table, const std::vector<std::vector<Moments>>& differences) {
  for (std::size_t a = 1; !table.rows.empty() && a < table.rows.front().arms.size(); ++a) {
    std::vector<Moments> family;
    std::vector<ComparedCell*> cells;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (!table.rows[i].arms[a].difference) continue;
      family.push_back(differences[i][a]);
      cells.push_back(&table.rows[i].arms[a]);
    }
    const std::vector<Claim> claims = claims_of(family);
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i]->claim = claims[i];
  }
}

/// The line's own table; without rows when nothing happened anywhere.
ComparedTable table_of(const Headline& line, const ResultsView& results, Sums& sums) {
  ComparedTable table{std::string(line.id),        label_of(line),       {},
                      std::string(line.numerator), std::string(line.by), line.unit};
  std::vector<std::vector<Moments>> differences;  // by row, by arm
  bool happened = false;
  const std::vector<std::string> elements = results.labels(std::string(line.by));
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Samples samples = sums.samples(line, i);
    happened = happened || !nothing_happened(samples);
    table.rows.push_back(row_of(elements[i], elements[i], line.decimals, samples));
    std::vector<Moments>& of_row = differences.emplace_back();
    for (const std::vector<double>& arm : samples) of_row.push_back(paired_differences(arm, samples[0]));
  }
  if (!happened) table.rows.clear();
  add_claims(table, differences);
  return table;
}

void compare_costs(Comparison& comparison, const ResultsView& results, Sums& sums) {
  const Costs costs = costs_of(results, sums);
  if (costs.rows.empty()) return;
  ComparedTable table{std::string(costs_table), "Costs a year, IDR million", {}};
  for (const CostRow& row : costs.rows) {
    ComparedRow compared = row_of(row.id, row.label, 1, row.samples);
    compared.payer = row.payer;
    compared.cost = row.cost;
    table.rows.push_back(std::move(compared));
  }
  comparison.tables.push_back(std::move(table));
  comparison.death_costs = death_costs(costs, sums, comparison.arms);
}

}  // namespace

Conditions conditions_of(const ResultsView& results) {
  return {results.integer("measured_days"), results.text("settings"), results.text("precision")};
}

std::vector<ArmPlace> shown_arms(const ResultsView& results, const std::string& baseline) {
  std::vector<ArmPlace> order;
  for (std::size_t a = 0; a < results.arms().size(); ++a) {
    if (results.arms()[a] == baseline || !results.members()[a].generated(a)) order.push_back(ArmPlace{a});
  }
  std::stable_partition(order.begin(), order.end(), [&](ArmPlace a) { return results.arm(a) == baseline; });
  return order;
}

std::vector<std::size_t> by_change(const Comparison& comparison) {
  std::vector<std::size_t> places;
  for (std::size_t a = 1; a < comparison.arms.size(); ++a) places.push_back(a);
  if (comparison.precision.empty()) return places;
  const auto size = [&](std::size_t a) {
    return std::abs(comparison.precision[a - 1].decisive().difference.mean);
  };
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return places;
}

const ComparedRow* find_row(const Comparison& comparison, std::string_view table, std::string_view row) {
  for (const ComparedTable& t : comparison.tables) {
    if (t.id != table) continue;
    const auto at =
        std::find_if(t.rows.begin(), t.rows.end(), [&](const ComparedRow& r) { return r.id == row; });
    if (at != t.rows.end()) return &*at;
  }
  return nullptr;
}

Comparison compare(const ResultsView& results, const std::string& baseline, std::span<const Headline> lines) {
  Sums sums(results, shown_arms(results, baseline));
  Comparison comparison;
  for (const ArmPlace a : sums.arms()) comparison.arms.push_back(results.arm(a));
  comparison.title = results.text("title");
  comparison.conditions = conditions_of(results);
  comparison.replications = results.replications();
  comparison.requested = results.integer("replications_requested");
  for (const Figure& figure : results.figures())
    comparison.figures.push_back(compare_figure(figure, sums, comparison.arms));
  comparison.tables.push_back({std::string(all_table), "All districts", {}});
  for (const Headline& line : lines) {
    if (line.line && sums.has(line)) add_headline(comparison, line, sums);
  }
  if (comparison.arms.size() > 1) {
    if (sums.is_zero("births")) {
      comparison.left_out += 2;  // deaths averted and caused: no woman could die
    } else {
      comparison.precision = deaths_precision(results, sums);
      add_averted_and_caused(comparison);
    }
  }
  for (const Headline& line : lines) {
    if (!sums.has(line) || !sums.has_table(line)) continue;
    ComparedTable table = table_of(line, results, sums);
    if (!table.rows.empty()) comparison.tables.push_back(std::move(table));
  }
  compare_costs(comparison, results, sums);
  comparison.attributions = attributions(results);
  comparison.courses = courses(results, sums.arms());
  if (comparison.tables.front().rows.empty()) comparison.tables.erase(comparison.tables.begin());
  return comparison;
}

}  // namespace darah
