#pragma once

#include <array>
#include <string_view>

namespace darah {

/// Confidence of every interval that is not asked for with another.
inline constexpr double usual_confidence = 0.95;

/// A line of the comparison table: a sum per year, or a ratio of sums within each replication.
struct Headline {
  std::string_view label;
  std::string_view unit;
  std::string_view numerator;         ///< a measure; the line is left out of files without it
  std::string_view denominator = {};  ///< a measure, or "" for a sum per year
  double scale = 1;                   ///< factor from the measures' units to `unit`
  int decimals = 0;
  std::string_view by = {};    ///< dimension of a table of its own: "district", "utd", "cause"
  std::string_view only = {};  ///< "dimension=label": the one element of the numerator that is summed
  bool line = true;            ///< whether the line stands in the table of all districts too
};

namespace scale {
inline constexpr double minutes = 1 / 60e6, hours = 1 / 3600e6, days = 1 / 86400e6, percent = 100,
                        micro = 1e-6;
/// Factor on a time-integral in microseconds.
inline constexpr double mean_over_a_year = 1 / (365 * 86400e6);
}  // namespace scale

inline constexpr auto headlines = std::to_array<Headline>({
    {"births", "a year", "births"},
    {"severe emergencies", "a year", "emergencies"},
    {"maternal deaths, true", "a year", "deaths_true", {}, 1, 1, "district"},
    {"maternal deaths, expected from care", "a year", "deaths_conditional", {}, scale::micro, 1},
    {"maternal deaths, reported", "a year", "deaths_reported", {}, 1, 1, "district"},
    {"maternal deaths per 100,000 births", "", "deaths_true", "births", 1e5, 1, "district"},
    {"deaths, blood the last thing missing", "a year", "deaths_blood_last", {}, 1, 1, "district"},
    {"deaths, blood late", "a year", "deaths_blood_contributing", {}, 1, 1},
    {"maternal deaths by cause", "a year", "deaths_true", {}, 1, 1, "cause", {}, false},
    {"maternal deaths by place", "a year", "deaths_by_place", {}, 1, 1, "place", {}, false},
    {"maternal deaths by time", "a year", "deaths_by_time", {}, 1, 1, "time_of_death", {}, false},
    {"maternal deaths by dominant delay", "a year", "deaths_by_delay", {}, 1, 1, "delay", {}, false},
    {"of deaths, spared had delay 1 been zero",
     "%",
     "deaths_saved_by",
     "deaths_true",
     scale::percent,
     1,
     {},
     "delay=decide"},
    {"of deaths, spared had delay 2 been zero",
     "%",
     "deaths_saved_by",
     "deaths_true",
     scale::percent,
     1,
     {},
     "delay=reach"},
    {"of deaths, spared had delay 3 been zero",
     "%",
     "deaths_saved_by",
     "deaths_true",
     scale::percent,
     1,
     {},
     "delay=receive"},
    {"of deaths, spared by no single delay of zero", "%", "deaths_beyond_delays", "deaths_true",
     scale::percent, 1},
    {"near-misses", "a year", "near_misses", {}, 1, 0, "district"},
    {"delay 1, decision", "min", "delay_time", "treated", scale::minutes, 1, {}, "delay=decide"},
    {"delay 2, reaching care", "min", "delay_time", "treated", scale::minutes, 1, {}, "delay=reach"},
    {"delay 3, receiving care", "min", "delay_time", "treated", scale::minutes, 1, {}, "delay=receive"},
    {"steps of the way to treatment", "min", "step_time", "treated", scale::minutes, 1, "step", {}, false},
    {"onset to treatment", "min", "onset_to_treatment", "treated", scale::minutes, 1, "district"},
    {"onset to first blood", "min", "onset_to_blood", "blood_recipients", scale::minutes, 1, "district"},
    {"emergency units given by treatment, of needed", "%", "units_in_time", "units_needed", scale::percent, 1,
     "district"},
    {"refusals per 100 referrals", "", "refusals", "referrals", 100, 1},
    {"operations that waited for a team", "%", "team_waits", "team_requests", scale::percent, 1},
    {"searches for a mother's blood", "a year", "replacement_searches"},
    {"donations", "a year", "donations", {}, 1, 0, "utd"},
    {"from replacement donors",
     "%",
     "donations",
     "donations",
     scale::percent,
     1,
     {},
     "donor_kind=replacement"},
    {"red cells in stock", "units", "stock_time", {}, scale::mean_over_a_year, 1, "utd", "component=prc"},
    {"hours without O+ red cells", "a year", "stockout_time", {}, scale::hours, 1, "utd", "group=o_pos"},
    {"age at issue", "d", "age_at_issue", "units_issued", scale::days, 1},
    {"crossmatched per unit transfused", "", "units_issued", "units_transfused", 1, 2},
    {"units expired in stock", "a year", "units_expired"},
    {"units expired, of those produced", "%", "units_expired", "units_produced", scale::percent, 1, "utd"},
    {"units asked for and not met", "%", "units_unmet", "units_asked", scale::percent, 1, "utd"},
    {"one antenatal contact, true (K1)", "%", "k1", "births", scale::percent, 1},
    {"one antenatal contact, reported", "%", "k1_reported", "k4_target", scale::percent, 1},
    {"four antenatal contacts, true (K4)", "%", "k4_true", "births", scale::percent, 1, "district"},
    {"four antenatal contacts, reported", "%", "k4_reported", "k4_target", scale::percent, 1, "district"},
    {"JKN members, of people by BPS", "%", "jkn_members", "people", scale::percent, 1, "district"},
    {"JKN members, of people registered", "%", "jkn_members", "people_registered", scale::percent, 1,
     "district"},
    {"candidate donors registered", "a year", "candidates_registered"},
    {"candidate donors bled", "a year", "candidates_bled"},
    {"candidates' units taken by their woman", "a year", "candidates_used", {}, 1, 1},
    {"units kept from others by the reserve", "a year", "units_withheld"},
    {"money for the agreement", "IDR m a year", "money", {}, 1e-6},
});

}  // namespace darah
