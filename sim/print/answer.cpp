#include "print/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/text.hpp"

namespace darah {

namespace {

/// Replications that nobody runs.
constexpr double most = 1e6;

/// " in 8 districts", " in cilegon"; "" where the file sums over districts.
std::string place_text(const Comparison& comparison) {
  const auto at = std::find_if(comparison.tables.begin(), comparison.tables.end(),
                               [](const ComparedTable& table) { return table.by == "district"; });
  if (at == comparison.tables.end()) return {};
  return " in " + (at->rows.size() == 1 ? at->rows.front().label : counted(at->rows.size(), "district"));
}

/// How many replications would tell.
std::string needed_text(double replications) {
  if (!(replications <= most))
    return "A change as small as it looks here takes more replications than can be run.";
  const double n = std::max(std::ceil(replications), 2.0);
  return fmt::format("If the change is as large as it looks here, about {} replications (-r) would tell.",
                     about(n));
}

Interval turned(const Interval& i) { return {-i.mean, i.half_width, -i.high, -i.low}; }

std::string change_text(const Comparison& comparison, const DeathsPrecision& deaths, const ComparedRow& row) {
  const Claim& claim = deaths.decisive().claim;
  const std::string &baseline = comparison.arms.front(), place = place_text(comparison),
                    of = bracketed(row.arms.front().value.value_or(Interval{}), row.decimals);
  switch (claim.told) {
    case Finding::less:
      return fmt::format("{}: about {} mothers fewer die a year{}, of {} under {}.", deaths.arm,
                         bracketed(turned(claim.together), row.decimals), place, of, baseline);
    case Finding::more:
      return fmt::format("{}: about {} mothers more die a year{}, beside {} under {}.", deaths.arm,
                         bracketed(claim.together, row.decimals), place, of, baseline);
    case Finding::same:
      return fmt::format("{}: in no replication does the number of deaths differ from {}: {} a year{}.",
                         deaths.arm, baseline, of, place);
    case Finding::alike:
      return fmt::format(
          "{}: all replications happen to differ from {} by the same number of deaths, so how far chance "
          "goes is "
          "unknown and they cannot tell whether fewer mothers die{}. {}",
          deaths.arm, baseline, place, needed_text(claim.to_tell));
    case Finding::untold:
    case Finding::count:
      break;
  }
  return fmt::format(
      "{}: these replications cannot tell whether fewer mothers die{}: the 95% interval of "
      "the "
      "change goes from {} to {} a year (below 0: fewer), of {} under {}. {}",
      deaths.arm, place, number(claim.together.low, row.decimals, true),
      number(claim.together.high, row.decimals, true), of, baseline, needed_text(claim.to_tell));
}

}  // namespace

std::string few_text(std::size_t replications) {
  if (std::cmp_greater_equal(replications, least_replications)) return {};
  return fmt::format("{}; take at least {} (-r {}).",
                     replications < 2
                         ? "One replication gives no interval, so nothing can be claimed"
                         : counted(replications, "replication") + " hardly show how far chance goes",
                     least_replications, least_replications);
}

std::string answer_text(const Comparison& comparison) {
  if (comparison.replications < 2) return few_text(comparison.replications);
  const ComparedRow* row = find_row(comparison, all_table, "deaths_expected");
  if (row == nullptr) row = find_row(comparison, all_table, "deaths_true");
  if (row == nullptr || !row->arms.front().value)
    return "No maternal deaths are in these results: the lines below say what there is.";
  if (comparison.arms.size() < 2) {
    return fmt::format("Under {} {} mothers die a year{}. There is no other arm to compare it with.",
                       comparison.arms.front(), bracketed(*row->arms.front().value, row->decimals),
                       place_text(comparison));
  }
  const std::size_t arm = by_change(comparison).front();
  if (comparison.precision.empty()) return "No woman could die in these results.";
  return change_text(comparison, comparison.precision[arm - 1], *row);
}

std::string interval_note(const Comparison& comparison) {
  if (comparison.replications < 2) return {};
  const bool whole = std::cmp_equal(comparison.replications, comparison.requested);
  const std::string over = whole ? counted(comparison.replications, "replication")
                                 : fmt::format("{} of {} (interrupted)", comparison.replications,
                                               counted(comparison.requested, "replication"));
  const std::string few = few_text(comparison.replications);
  return fmt::format(
             "Intervals: 95%, of chance alone, over {}{}; what is unknown of the parameters is not in them.",
             over, comparison.arms.size() > 2 ? " (in the answer for all arms together)" : "") +
         (few.empty() ? "" : ' ' + few);
}

}  // namespace darah
