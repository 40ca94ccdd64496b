#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/statistics.hpp"
#include "output/attribution.hpp"
#include "output/costs.hpp"
#include "output/figures.hpp"
#include "output/headline.hpp"
#include "output/results.hpp"

namespace darah {

/// One number of one arm, with its difference from the baseline paired by replication.
struct ComparedCell {
  std::optional<double> value;         ///< mean over replications; none where undefined
  std::optional<Interval> difference;  ///< 95% Student interval; none in the baseline's own column
};

struct ComparedRow {
  std::string label;
  int decimals = 0;
  std::vector<ComparedCell> arms;  ///< in the order of Comparison::arms
};

struct ComparedTable {
  std::string title;
  std::vector<ComparedRow> rows;
};

/// How well an arm's difference in deaths is known, and what it takes to know it better.
struct DeathsPrecision {
  std::string arm;
  double averted = 0, caused = 0;  ///< women a year, by name: dead in the baseline alone, in the arm alone
  Interval difference{};           ///< deaths a year, arm less baseline
  /// Replications until the interval of a difference this large would leave out 0, and until it is 10% of it.
  /// Deaths averted and caused are counts, their difference of variance a + b: 3.84 (a + b) / (share (a -
  /// b))^2, or what the variance seen asks for, if that is more.
  double to_see = 0, to_tenth = 0;
};

struct Comparison {
  std::string title;
  std::string conditions;         ///< window and --set, where they are not the usual; may be empty
  std::vector<std::string> arms;  ///< the baseline first; without those generated for attribution
  std::size_t replications = 0;
  std::int64_t requested = 0;
  std::vector<ComparedFigure> figures;  ///< those the scenario asks for
  /// The whole province, then one for each headline by district or blood centre, then costs; neither lines
  /// nor tables in which every value is 0 or undefined.
  std::vector<ComparedTable> tables;
  std::size_t left_out = 0;  ///< such lines of the whole province
  std::vector<DeathsPrecision> precision;
  std::vector<DeathCost> death_costs;  ///< of all arms but the baseline, where the file keeps costs
  std::vector<Attribution> attributions;
};

/// A line for a window that is not a year, and for each --set; may be empty.
std::string conditions_of(const ResultsReader& results);

/// Places of the arms in the file, the baseline first; those generated for an attribution only as baseline.
std::vector<std::size_t> shown_arms(const ResultsReader& results, const std::string& baseline);

/// Requires that `baseline` is an arm of the file. Throws FileError.
Comparison compare(const ResultsReader& results, const std::string& baseline,
                   std::span<const Headline> lines = headlines);

/// As text of at most `width` columns: arms that do not fit beside the baseline follow in further panels.
std::string to_text(const Comparison& comparison, std::size_t width);

}  // namespace darah
