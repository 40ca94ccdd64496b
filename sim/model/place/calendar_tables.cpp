#include <algorithm>
#include <string>

#include "model/place/calendar.hpp"
#include "model/world/model.hpp"

namespace darah {

std::span<const Parameter<CalendarParameters>> Calendar::parameters() {
  static constexpr auto rows = std::to_array<Parameter<CalendarParameters>>({
      {"run.start", &CalendarParameters::start, "", -1e9, 1e9, "2018-01-01", Mark::setting, Scope::world,
       "day measurement opens; the warm-up lies before it"},
      {"run.warm_up", &CalendarParameters::warm_up, "d", 0, 3650, "730 d", Mark::setting, Scope::world,
       "time simulated and not measured, before measurement opens"},
      {"run.horizon", &CalendarParameters::horizon, "d", 1, 3650, "365 d", Mark::setting, Scope::world,
       "length of measurement; births inside it are followed to 42 days after delivery"},
      {"run.policy_start", &CalendarParameters::policy_start, "", -1e9, 1e9, "run.start - 365 d",
       Mark::setting, Scope::world,
       "day from which arms may differ in policy; before it they share one past"},
      {"period.{period}.name", &CalendarParameters::period_name, "", 0, 0, "", Mark::setting, Scope::world,
       "name of the period"},
      {"period.{period}.first", &CalendarParameters::first, "", -1e9, 1e9, "", Mark::source, Scope::world,
       "first day of the period"},
      {"period.{period}.last", &CalendarParameters::last, "", -1e9, 1e9, "", Mark::source, Scope::world,
       "last day of the period, included"},
      {"period.{period}.turnout", &CalendarParameters::turnout, "1", 0, 2, "1", Mark::assumption,
       Scope::world, "factor on how many donors come in the period"},
      {"period.{period}.drives", &CalendarParameters::drives, "fraction", 0, 1, "1", Mark::assumption,
       Scope::world,
       "share of the drives due in the period that are held; the others are put off until the period is "
       "over"},
      {"period.{period}.demand", &CalendarParameters::demand, "1", 0, 5, "1", Mark::assumption, Scope::world,
       "factor on requests of general patients in the period"},
      {"period.{period}.companies_closed", &CalendarParameters::companies_closed, "", 0, 1, "false",
       Mark::source, Scope::world, "no drive is held at company hosts in the period"},
      {"period.{period}.schools_closed", &CalendarParameters::schools_closed, "", 0, 1, "false", Mark::source,
       Scope::world, "no drive is held at school and campus hosts in the period"},
      {"calendar.night_from", &CalendarParameters::night_from, "d", 0, 1, "18 h", Mark::assumption,
       Scope::world, "hour the night begins"},
      {"calendar.night_until", &CalendarParameters::night_until, "d", 0, 1, "6 h", Mark::assumption,
       Scope::world, "hour the night ends"},
      {"calendar.wet_from", &CalendarParameters::wet_from, "month", 1, 12, "11", Mark::assumption,
       Scope::world, "first month of the wet season"},
      {"calendar.wet_until", &CalendarParameters::wet_until, "month", 1, 12, "3", Mark::assumption,
       Scope::world, "last month of the wet season"},
      {"calendar.dengue_from", &CalendarParameters::dengue_from, "month", 1, 12, "1", Mark::assumption,
       Scope::world, "first month of the dengue season"},
      {"calendar.dengue_until", &CalendarParameters::dengue_until, "month", 1, 12, "4", Mark::assumption,
       Scope::world, "last month of the dengue season"},
  });
  return rows;
}

void Calendar::contradictions(const Parameters& p, Claims& claim) {
  const CalendarParameters& c = p.calendar;
  const int warm_up_days = static_cast<int>(c.warm_up.us / Model::day_us);
  claim(c.warm_up.us % Model::day_us == 0, "run.warm_up", "the warm-up must be whole days");
  claim(c.horizon.us % Model::day_us == 0, "run.horizon", "the horizon must be whole days");
  claim(c.policy_start <= c.start, "run.policy_start",
        "policies start on " + to_text(c.policy_start) + ", after measurement opens on " + to_text(c.start));
  claim(c.policy_start >= c.start - warm_up_days, "run.policy_start",
        "policies start on " + to_text(c.policy_start) + ", before the warm-up begins on " +
            to_text(c.start - warm_up_days));
  for (std::size_t i = 0; i < p.periods.size(); ++i) {
    claim(c.first[i] <= c.last[i], "period." + p.periods[i] + ".last",
          "the period ends on " + to_text(c.last[i]) + ", before it begins on " + to_text(c.first[i]));
  }
}

/// Ramadan, Lebaran and school holidays come once a year: a run far beyond the table's periods has none of
/// them.
void Calendar::doubts(const Parameters& p, Claims& claim) {
  const CalendarParameters& c = p.calendar;
  if (p.periods.empty()) return;
  constexpr int most_of_a_year = 300;
  const Date begin = c.start - static_cast<int>(c.warm_up.as_days()),
             end = c.start + static_cast<int>(c.horizon.as_days());
  const Date first = *std::min_element(c.first.begin(), c.first.end()),
             last = *std::max_element(c.last.begin(), c.last.end());
  claim(begin + most_of_a_year >= first, "run.start",
        "the run begins on " + to_text(begin) + ", and the table of periods on " + to_text(first) +
            ": holidays before that are not known");
  claim(last + most_of_a_year >= end, "run.start",
        "the run measures until " + to_text(end - 1) + ", and the table of periods ends on " + to_text(last) +
            ": holidays after that are not known");
}

}  // namespace darah
