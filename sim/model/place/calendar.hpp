#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "core/units.hpp"

namespace darah {

class Claims;
struct Parameters;

struct CalendarParameters {
  Date start{}, policy_start{};
  Duration warm_up{}, horizon{};
  std::vector<std::string> period_name;
  std::vector<Date> first, last;
  std::vector<double> turnout, drives, demand;
  std::vector<bool> companies_closed, schools_closed;
  Duration night_from{}, night_until{};
  std::int64_t wet_from = 0, wet_until = 0, dengue_from = 0, dengue_until = 0;
};

/// Product over a day's periods of a factor they carry: turnout, drives, demand.
inline double factor_on(const CalendarParameters& c, const std::vector<double>& factor, Date date) {
  double product = 1;
  for (std::size_t i = 0; i < c.first.size(); ++i) {
    if (date >= c.first[i] && date <= c.last[i]) product *= factor[i];
  }
  return product;
}
inline double turnout_on(const CalendarParameters& c, Date date) { return factor_on(c, c.turnout, date); }

/// Dates, seasons, and named periods (Ramadan, Lebaran, school holidays) as factors on what donors do.
struct Calendar {
  template <class T>
  struct Named {
    T calendar;
  };
  using P = CalendarParameters;
  static std::span<const Parameter<CalendarParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);
  static void doubts(const Parameters&, Claims&);
};

}  // namespace darah
