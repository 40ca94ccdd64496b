#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compare/attribution.hpp"
#include "compare/costs.hpp"
#include "compare/courses.hpp"
#include "compare/deaths_precision.hpp"
#include "compare/figures.hpp"
#include "compare/headline.hpp"
#include "core/statistics.hpp"
#include "file/results.hpp"

namespace darah {

/// One number of one arm, with its difference from the baseline paired by replication.
struct ComparedCell {
  std::optional<Interval> value;       ///< 95% Student interval of its mean; none where undefined
  std::optional<Interval> difference;  ///< 95% Student interval; none in the baseline's own column
  /// The difference among those of all rows, in tables by a dimension; none where there is no difference.
  std::optional<Claim> claim = {};
};

struct ComparedRow {
  std::string id;  ///< of a line, of a cost, or the label of the dimension that the table is by
  std::string label;
  int decimals = 0;
  std::vector<ComparedCell> arms;  ///< cells in the order of Comparison::arms
  CountedIn unit = CountedIn::none;
  std::string payer = {}, cost = {};  ///< ids of a line of the table of costs
  bool counted = true;                ///< whether the model counts it; else no cell has a value
};

struct ComparedTable {
  std::string id;  ///< all, that of its line, or costs
  std::string title;
  std::vector<ComparedRow> rows;
  std::string measure = {},
              by = {};  ///< for a headline's own table, the measure summed and the dimension of the rows
  CountedIn unit = CountedIn::none;  ///< unit of a headline's own table
};

inline constexpr std::string_view all_table = "all", costs_table = "costs";

/// What is not as usual in a run.
struct Conditions {
  std::int64_t measured_days = 365;
  std::string settings;   ///< a line for each --set
  std::string precision;  ///< what --precision asked for
};

struct Comparison {
  std::string title;
  Conditions conditions;
  std::vector<std::string> arms;  ///< the baseline first; without those generated for attribution
  std::size_t replications = 0;
  std::int64_t requested = 0;
  std::vector<ComparedFigure> figures;  ///< figures the scenario asks for
  /// The whole province, then one for each headline by district or blood centre, then costs; neither lines
  /// nor tables in which every value is 0 or undefined, but for lines that are not counted.
  std::vector<ComparedTable> tables;
  std::size_t left_out = 0;  ///< lines of the whole province left out: every value is 0 or undefined
  /// Precision of all arms but the baseline, unless no woman could die.
  std::vector<DeathsPrecision> precision;
  std::vector<DeathCost> death_costs;  ///< costs of all arms but the baseline, where the file keeps costs
  std::vector<Attribution> attributions;
  Courses courses;
};

Conditions conditions_of(const ResultsView& results);

/// Places of the arms in the file, the baseline first; those generated for an attribution only as baseline.
std::vector<ArmPlace> shown_arms(const ResultsView& results, const std::string& baseline);

/// Places in Comparison::arms of all but the baseline, those whose deaths differ most first: as expected from
/// care where the file has that, else as drawn. Where no woman could die, in the order of the arms.
std::vector<std::size_t> by_change(const Comparison& comparison);

/// The row of this id in the table of this id; null without one.
const ComparedRow* find_row(const Comparison& comparison, std::string_view table, std::string_view row);

/// Requires that `baseline` is an arm of the file. Throws FileError.
Comparison compare(const ResultsView& results, const std::string& baseline,
                   std::span<const Headline> lines = headlines);

}  // namespace darah
