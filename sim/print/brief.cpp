#include "print/brief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "print/answer.hpp"
#include "print/comparison_text.hpp"
#include "print/cost_table.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

constexpr std::size_t most_rows = 10, least_rows = 4, least_label = 28;
constexpr std::string_view yearly = " (a year)";

/// Lines of the whole province, those that decide first; a file without some shows the next.
constexpr auto deciding = std::to_array<std::string_view>(
    {"deaths_true", "deaths_expected", "deaths_general_expected", "units_expired", "deaths_blood_last",
     "near_misses", "onset_to_blood", "units_unmet", "hours_without_o_positive", "donations",
     "onset_to_treatment", "red_cells_in_stock", "age_at_issue", "units_expired_of_produced",
     "severe_emergencies", "births"});

/// A row of four cells: what it is, the baseline's value, the arm's, their difference.
using Cells = std::vector<std::string>;

std::string value_text(const std::optional<Interval>& value, int decimals) {
  return value ? number(value->mean, decimals) : "-";
}

Cells cells_of(const ComparedRow& row, const std::string& label, std::size_t arm) {
  if (!row.counted) return {label, not_counted, "", ""};
  if (arm == 0) {
    return {label, row.arms[0].value ? interval_text(*row.arms[0].value, row.decimals) : "-", "", ""};
  }
  const ComparedCell& cell = row.arms[arm];
  return {label, value_text(row.arms[0].value, row.decimals), value_text(cell.value, row.decimals),
          cell.difference ? interval_text(*cell.difference, row.decimals, true) : ""};
}

/// Of a line counted in the table's own unit the label alone.
std::string short_label(std::string label) {
  if (label.ends_with(yearly)) label.resize(label.size() - yearly.size());
  return one_line(label);
}

/// What all payers together spend, and what a death averted costs them.
std::vector<Cells> cost_rows(const Comparison& comparison, std::size_t arm) {
  std::vector<Cells> rows;
  if (const ComparedRow* all = find_row(comparison, costs_table, "all_payers_total"))
    rows.push_back(cells_of(*all, "costs, all payers (IDR m)", arm));
  if (arm == 0 || comparison.death_costs.empty()) return rows;
  const PayerCost& payer = comparison.death_costs[arm - 1].costs.back();
  const bool ratio = payer.verdict == CostVerdict::ratio;
  rows.push_back({"cost of a death averted (IDR m)", "", ratio ? number(payer.ratio.ratio, 0) : "",
                  ratio ? fmt::format("({} to {})", number(payer.ratio.low, 0), number(payer.ratio.high, 0))
                        : std::string(verdict_text(payer.verdict))});
  return rows;
}

/// The table of expected deaths by district, which know a district with the fewest replications; where
/// results have none, that of deaths as they were drawn.
const ComparedTable* deaths_by_district(const Comparison& comparison) {
  for (const std::string_view deaths : {"deaths_expected", "deaths_true"}) {
    const auto table =
        std::find_if(comparison.tables.begin(), comparison.tables.end(),
                     [&](const ComparedTable& t) { return t.id == deaths && t.by == "district"; });
    if (table != comparison.tables.end()) return &*table;
  }
  return nullptr;
}

/// The district in which deaths change most, of those in which that is told from 0 among all of them.
std::vector<Cells> district_rows(const Comparison& comparison, std::size_t arm) {
  const ComparedTable* table = deaths_by_district(comparison);
  if (arm == 0 || table == nullptr || table->rows.size() < 2) return {};
  const auto size = [&](const ComparedRow& row) {
    const auto& [value, difference, claim] = row.arms[arm];
    const bool told = claim && (claim->told == Finding::less || claim->told == Finding::more);
    return told && difference ? std::abs(difference->mean) : 0;
  };
  const auto most =
      std::max_element(table->rows.begin(), table->rows.end(),
                       [&](const ComparedRow& a, const ComparedRow& b) { return size(a) < size(b); });
  if (size(*most) == 0) return {};
  return {cells_of(*most, "deaths, most in " + one_line(most->label), arm)};
}

/// At most so many rows, districts last.
std::vector<Cells> rows_of(const Comparison& comparison, std::size_t arm, std::size_t at_most) {
  std::vector<Cells> last = cost_rows(comparison, arm), rows;
  for (Cells& district : district_rows(comparison, arm)) last.push_back(std::move(district));
  if (last.size() > at_most / 2) last.resize(at_most / 2);
  for (const std::string_view id : deciding) {
    if (rows.size() + last.size() >= at_most) break;
    if (const ComparedRow* row = find_row(comparison, all_table, id))
      rows.push_back(cells_of(*row, short_label(row->label), arm));
  }
  rows.insert(rows.end(), last.begin(), last.end());
  return rows;
}

/// Labels are cut where names of arms leave them too few columns; then the arms go by what they are.
std::string table_text(const Comparison& comparison, std::size_t arm, const std::vector<Cells>& rows,
                       std::size_t width) {
  const auto table_with = [&](const std::string& baseline, const std::string& other, std::size_t label) {
    TextTable table({{"", "", "a year, all districts", Align::left},
                     {"", "", baseline},
                     {"", "", arm == 0 ? "" : other},
                     {"", "", arm == 0 ? "" : "difference"}},
                    TableHeading::line);
    for (Cells row : rows) {
      row[0] = cut(row[0], label);
      table.add(std::move(row));
    }
    return table;
  };
  std::size_t label = 0;
  for (const Cells& row : rows) label = std::max(label, columns(row[0]));
  const auto left_for_label = [&](const TextTable& table) {
    return label - std::min(label, table.width() - std::min(table.width(), width));
  };
  const std::string baseline = one_line(comparison.arms.front()), other = one_line(comparison.arms[arm]);
  const std::size_t beside_names = left_for_label(table_with(baseline, other, label));
  std::string text;
  if (beside_names >= std::min(label, least_label)) {
    table_with(baseline, other, beside_names).write(text);
  } else {
    table_with("baseline", "the arm", left_for_label(table_with("baseline", "the arm", label))).write(text);
  }
  return text;
}

/// The change in deaths in all arms but the one of the answer, as many as fit into two lines.
std::string others_text(const Comparison& comparison, std::size_t width) {
  const std::vector<std::size_t> arms = by_change(comparison);
  if (arms.size() < 2 || comparison.precision.empty()) return {};
  std::string text = fmt::format("Other arms, {} deaths a year: ",
                                 comparison.precision.front().expected ? "expected" : "true");
  for (std::size_t i = 1; i < arms.size(); ++i) {
    std::string difference = interval_text(comparison.precision[arms[i] - 1].decisive().difference, 1, true);
    difference.erase(difference.find_last_not_of(' ') + 1);
    const std::string next =
        fmt::format("{}{} {}", i > 1 ? ", " : "", one_line(comparison.arms[arms[i]]), difference);
    const std::string left_out = fmt::format(" and {} more", arms.size() - i);
    if (i > 1 && columns(text) + columns(next) + columns(left_out) > 2 * width - 20)
      return text + left_out + '.';
    text += next;
  }
  return text + '.';
}

/// The first lines of what is not as usual in the run.
std::string conditions_brief(const Conditions& conditions, std::size_t width) {
  constexpr std::size_t most = 2;
  std::vector<std::string> lines;
  const std::string all = conditions_text(conditions);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    lines.push_back(cut(one_line(std::string_view(all).substr(at, end - at)), width));
    at = end + 1;
  }
  std::string text;
  const std::size_t shown = lines.size() <= most ? lines.size() : most - 1;
  for (std::size_t i = 0; i < shown; ++i) add_line(text, lines[i]);
  if (shown < lines.size())
    add_line(text, fmt::format("and {} more",
                               counted(std::ssize(lines) - static_cast<std::ptrdiff_t>(shown), "setting")));
  return text;
}

std::string with_rows(const Comparison& comparison, std::size_t rows, std::size_t width,
                      const std::string& whole) {
  const std::vector<std::size_t> arms = by_change(comparison);
  const std::size_t arm = arms.empty() ? 0 : arms.front();
  std::string text;
  add_line(text, cut(one_line(comparison.title), width));
  text += conditions_brief(comparison.conditions, width) + '\n';
  add_paragraph(text, one_line(answer_text(comparison)), width);
  if (const std::string note = interval_note(comparison); !note.empty()) add_paragraph(text, note, width);
  text += '\n' + table_text(comparison, arm, rows_of(comparison, arm, rows), width);
  if (const std::string others = others_text(comparison, width); !others.empty())
    add_paragraph(text, others, width);
  add_paragraph(text, "~ includes 0. " + whole, width);
  return text;
}

}  // namespace

std::string to_brief(const Comparison& comparison, const Screen& screen, const std::string& whole) {
  std::string text;
  for (std::size_t rows = most_rows; rows >= least_rows; --rows) {
    text = with_rows(comparison, rows, screen.width, whole);
    if (std::cmp_less_equal(std::count(text.begin(), text.end(), '\n'), screen.height)) break;
  }
  return text;
}

}  // namespace darah
