#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/comparison.hpp"
#include "core/statistics.hpp"
#include "file/results.hpp"
#include "model/policy/mechanism.hpp"

/// Monitoring of agreements by district and calendar year: extent of modification, deviation from the goal,
/// effectiveness.

namespace darah {

enum class IndicatorGroup : std::uint8_t { agreement, deviation, count };
inline constexpr EnumArray<IndicatorGroup, std::string_view> indicator_group_ids{{"agreement", "deviation"}};
inline constexpr EnumArray<IndicatorGroup, std::string_view> indicator_group_labels{
    {"Agreement", "Parts and their goals (%)"}};

/// A column of what became of the agreement: offset + scale x numerator / denominator.
struct Indicator {
  std::string_view id;  ///< for programs
  IndicatorGroup group;
  std::string_view first, second;  ///< heading
  std::string_view numerator, denominator;
  std::string_view otherwise = {};  ///< denominator in files without the first
  double scale = 100, offset = 0;
  int decimals = 1;
  std::string_view meaning;
};

inline constexpr double over_mechanisms = 1e-6 / mechanism_labels.size();

inline constexpr auto indicators = std::to_array<Indicator>({
    {"modification",
     IndicatorGroup::agreement,
     "distance",
     "(0-1)",
     "modification",
     "agreement_months",
     {},
     1e-6,
     0,
     2,
     "distance: of the agreement from the template while in force, 0 all mechanisms fully agreed, 1 none"},
    {"carried_out",
     IndicatorGroup::agreement,
     "done",
     "(%)",
     "fidelity",
     "agreement_months",
     {},
     100 * over_mechanisms,
     0,
     1,
     "done: how far the mechanisms are carried out while it is in force, mean of all"},
    {"operational_level",
     IndicatorGroup::agreement,
     "level",
     "(1-5)",
     "operational_level",
     "agreement_months",
     {},
     1e-6,
     0,
     1,
     "level: operational level of cooperation while it is in force"},
    {"not_told", IndicatorGroup::deviation, "not", "told", "informed_puskesmas", "puskesmas_in_force",
     "puskesmas", -100, 100, 1, "not told: puskesmas the agreement has not reached yet, goal 0"},
    {"not_called",
     IndicatorGroup::deviation,
     "not",
     "called",
     "candidates_uncalled",
     "candidates_registered",
     {},
     100,
     0,
     1,
     "not called: candidate donors called too late or never, goal 0"},
    {"used_by_her",
     IndicatorGroup::deviation,
     "used",
     "by her",
     "candidates_used",
     "candidates_bled",
     {},
     100,
     0,
     1,
     "used by her: units of called-up candidates given to the woman they were called for, goal 100"},
    {"reserve_misused",
     IndicatorGroup::deviation,
     "reserve",
     "misused",
     "reserve_to_others",
     "reserve_taken",
     {},
     100,
     0,
     1,
     "reserve misused: units taken from the maternal reserve for others than mothers, where the blood centre "
     "stands, goal "
     "0"},
});

/// One district in one calendar year, or in all that is measured. Levels are ratios of sums over all
/// replications; effects are those of the arm less the baseline.
struct MonitoredRow {
  std::string district;
  bool everywhere = false;  ///< whether the row is of all districts together
  std::string year;         ///< "" in files that keep no months
  bool in_force = true;     ///< whether any agreement was in force; true in files that do not say
  std::vector<std::optional<double>> levels;  ///< level of each indicator the file has; none where undefined
  std::optional<Interval> deaths;             ///< deaths expected from care, a year; none in the baseline
  std::optional<Interval> minutes;            ///< minutes from onset to first blood
};

struct MonitoredArm {
  std::string name;
  bool in_force = true;            ///< whether an agreement was in force in any district
  std::vector<MonitoredRow> rows;  ///< rows by district and year, then for all districts
};

struct Monitoring {
  std::string title;
  Conditions conditions;
  std::size_t replications = 0;
  std::vector<Indicator> indicators;  ///< indicators the file has
  bool by_year = false;               ///< whether there are several calendar years
  /// Whether there are a baseline to compare with and the measures.
  bool has_deaths = false, has_minutes = false;
  std::vector<MonitoredArm> arms;  ///< the baseline first
};

/// Whether the file keeps any of the measures by district.
bool can_be_monitored(const ResultsView& results);

/// Requires that `baseline` is an arm of the file. Throws FileError, also where can_be_monitored() is false.
Monitoring monitor(const ResultsView& results, const std::string& baseline);

}  // namespace darah
