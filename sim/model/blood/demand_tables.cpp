#include <algorithm>
#include <string>

#include "model/blood/demand.hpp"
#include "model/world/parameters.hpp"

namespace darah {
namespace {

void busiest_day_is_bounded(const Parameters& p, Claims& claim) {
  const CalendarParameters& c = p.calendar;
  const double week = total_of(p.demand.weekday_rate);
  double weekday = 1, period = 1;
  for (const double rate : p.demand.weekday_rate) weekday = std::max(weekday, rate * 7 / week);
  for (std::size_t i = 0; i < p.periods.size(); ++i) {
    if (c.demand[i] == 1) continue;
    // The factor changes on these days alone.
    for (const Date day : {c.first[i], c.last[i] + 1}) period = std::max(period, factor_on(c, c.demand, day));
  }
  claim(week > 0, "demand.monday.rate", "there is no day of the week with a request");
  claim(weekday * period * p.demand.dengue <= 10, "demand.dengue",
        "weekdays, periods and season together make a day of over ten times the usual requests");
}

}  // namespace

std::span<const Parameter<DemandParameters>> Demand::parameters() {
  using P = DemandParameters;
  static constexpr auto rows = std::to_array<Parameter<DemandParameters>>({
      {"demand.need", &P::need, "1", 0, 10, "1", Mark::assumption, Scope::world,
       "factor on the red cells that hospitals and regions need (red_cell_need): .8 to "
       "1.6, as sources disagree on how many Banten needs (165,500 units a year where it is 1, 240,000 "
       "printed "
       "for 2021)"},
      {"demand.platelets", &P::platelets, "1", 0, 10, "0.14", Mark::assumption, Scope::world,
       "platelet units asked for per red-cell unit, outside the dengue season"},
      {"demand.plasma", &P::plasma, "1", 0, 10, "0.08", Mark::assumption, Scope::world,
       "plasma units asked for per red-cell unit"},
      {"demand.dengue", &P::dengue, "1", 1, 10, "1.5", Mark::assumption, Scope::world,
       "factor on platelet demand in the dengue season"},
      {"demand.distribution", &P::distribution, "", 0, 0, "poisson", Mark::assumption, Scope::world,
       "how a day's requests of a hospital for a product are distributed: a Poisson stream over the "
       "hours; or a number drawn for the day, negative binomial or a gamma variable rounded to the "
       "nearest whole, whose requests come at random over the hours",
       distribution_labels},
      {"demand.{weekday}.rate", &P::weekday_rate, "1", 0, 10, "1", Mark::assumption, Scope::world,
       "requests on this day of the week over those of other days (scaled to mean 1: the yearly need is "
       "unchanged)"},
      {"demand.{weekday}.shape", &P::shape, "1", 0.01, 1e4, "4", Mark::assumption, Scope::world,
       "shape of the gamma, or size of the negative binomial, from which the number of requests is drawn "
       "on this day of the week"},
      {"demand.most", &P::most, "requests", 1, 8191, "1000", Mark::setting, Scope::world,
       "most requests of a day, where their number is drawn for the day: more are cut off"},
      {"demand.more_units", &P::more_units, "units", 0, 5, "1", Mark::assumption, Scope::world,
       "units of a request: 1 + Poisson of this mean, at most 16"},
      {"demand.urgent", &P::urgent, "fraction", 0, 1, "0.55", Mark::assumption, Scope::world,
       "urgent requests of general patients"},
      {"demand.obstetric", &P::obstetric, "fraction", 0, 1, "0.10", Mark::assumption, Scope::world,
       "requests for red cells of obstetric patients other than emergencies: they wait first in line and, "
       "at a party to an agreement, draw on the maternal reserve"},
      {"demand.weekend", &P::weekend, "1", 0, 1, "0.6", Mark::assumption, Scope::world,
       "elective requests on a day of the weekend over one of the week; the yearly need is unchanged"},
      {"demand.morning", &P::morning, "d", 0, 1, "8 h", Mark::assumption, Scope::world,
       "hour the morning's requests begin"},
      {"demand.afternoon", &P::afternoon, "d", 0, 1, "14 h", Mark::assumption, Scope::world,
       "hour the morning's requests end and the afternoon's begin"},
      {"demand.evening", &P::evening, "d", 0, 1, "20 h", Mark::assumption, Scope::world,
       "hour the afternoon's requests end"},
      {"demand.morning_share", &P::morning_share, "fraction", 0, 1, "0.55", Mark::assumption, Scope::world,
       "requests made in the morning"},
      {"demand.afternoon_share", &P::afternoon_share, "fraction", 0, 1, "0.25", Mark::assumption,
       Scope::world, "requests made in the afternoon; the rest come evenly over the other hours"},
      {"demand.used", &P::used, "fraction", 0, 1, "0.85", Mark::assumption, Scope::world,
       "units transfused of those a request asks to crossmatch"},
      {"substitution.{urgency}.share", &P::substitution, "fraction", 0, 1, "1, 1, 0", Mark::assumption,
       Scope::policy, "requests that take a compatible unit of another group when their own is out of stock"},
      {"demand.substitute_after", &P::substitute_after, "d", 0, 30, "0 h", Mark::assumption, Scope::policy,
       "time a request waits for its own group before it takes a unit of another"},
      {"demand.fit", &P::fit, "fraction", 0, 1, "1", Mark::assumption, Scope::policy,
       "unused crossmatched units that were kept cold and may be issued again; the others are discarded"},
      {"demand.hold", &P::hold, "d", 0, 30, "24 h", Mark::assumption, Scope::world,
       "time after which an unused crossmatched unit goes back to stock"},
      {"demand.elective_lapse", &P::elective_lapse, "d", 0, 365, "7 d", Mark::assumption, Scope::world,
       "time an elective request waits before it lapses"},
      {"demand.urgent_lapse", &P::urgent_lapse, "d", 0, 365, "24 h", Mark::assumption, Scope::world,
       "time an urgent request waits before it lapses"},
      {"demand.replacement", &P::replacement, "d", 0, 30, "320 min", Mark::derived, Scope::world,
       "median time in which a family brings replacement donors (Lebak 2015: five hours)"},
      {"demand.replacement_sigma", &P::replacement_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::world,
       "lognormal sigma of the time in which a family brings replacement donors"},
      {"demand.replacement_found", &P::replacement_found, "donors", 0, 50, "2", Mark::assumption,
       Scope::world, "mean number of replacement donors a family finds (Poisson)"},
      {"demand.{urgency}.search", &P::search, "fraction", 0, 1, "1, 1, 0.5", Mark::assumption, Scope::policy,
       "families of patients for whom there are no red cells who look for replacement donors: of elective "
       "patients at "
       "the request (.2 to 1), of others once no other blood centre sends any (.5 to 1); in Indonesia "
       "families of "
       "elective patients look too (mothers in emergencies: referral.replacement)"},
      {"demand.replacement_by_rule", &P::replacement_by_rule, "1", 0, 2, "0", Mark::estimate, Scope::policy,
       "replacement donations for which blood centres ask families of patients who were served, over those "
       "assumed (donations x replacement_share); 0: voluntary donations are what is left "
       "after the assumed share, and replacement donors come where blood is lacking alone (.5 to 1.2: blood "
       "centres asked for replacement by rule)"},
      {"demand.death_unmet", &P::death_unmet, "fraction", 0, 1, "0.01", Mark::assumption, Scope::world,
       "chance that a general patient dies of an urgent unit of red cells that was asked for and not met; 0: "
       "not "
       "counted (0 to .05; bound: of patients who declined blood 0 of 99 died at a haemoglobin of 7 to 8 "
       "g/dl, a "
       "third at 4 to 5, Carson 2002)"},
  });
  return rows;
}

const EnumArray<Demand::Measured, Measure>& Demand::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"requests", "requests", {"utd", "month", "urgency"}, "requests of general patients"},
      {"units_asked",
       "units",
       {"utd", "month", "urgency"},
       "units that general patients ask for",
       "requests"},
      {"units_met", "units", {"utd", "month", "urgency"}, "units issued to general patients", "units_asked"},
      {"units_late",
       "units",
       {"utd", "month", "urgency"},
       "units issued to general patients later than asked",
       "units_asked"},
      {"units_late_time",
       "unit us",
       {"utd", "month", "urgency"},
       "sum of waiting times of units issued later than asked",
       "units_late"},
      {"units_unmet",
       "units",
       {"utd", "month", "urgency"},
       "units asked for by general patients whose request lapsed",
       "units_asked"},
      {"units_withheld",
       "units",
       {"utd", "month", "urgency"},
       "units that a request lacked at first and only the maternal reserve had",
       "units_asked"},
      {"units_returned", "units", {"utd", "month"}, "crossmatched units that came back unused", "units_met"},
      {"units_substituted",
       "units",
       {"utd", "month", "urgency"},
       "units of another group issued to general patients",
       "units_met"},
      {"units_met_by",
       "units",
       {"utd", "month", "blood_source"},
       "units issued to general patients, by source",
       "units_met"},
      {"searches",
       "requests",
       {"utd", "month"},
       "requests whose family looked for replacement donors since blood was lacking",
       "requests"},
      {"asked_by_rule",
       "requests",
       {"utd", "month"},
       "requests that were met and whose family was asked for replacement donors by rule",
       "requests"},
      {"red_cells_at_risk",
       "units",
       {"utd", "month"},
       "red cells that urgent general patients ask for, where deaths for want of them are counted "
       "(demand.death_unmet above 0)"},
      {"deaths_general_expected",
       "1e-6 deaths",
       {"utd", "month"},
       "deaths of general patients expected of urgent red cells unmet, obstetric patients apart: these die "
       "among "
       "mothers",
       "red_cells_at_risk"},
  }};
  return rows;
}

void Demand::contradictions(const Parameters& parameters, Claims& claim) {
  const DemandParameters& p = parameters.demand;
  busiest_day_is_bounded(parameters, claim);
  claim(p.morning <= p.afternoon, "demand.afternoon", "the morning ends before it begins (demand.morning)");
  claim(p.afternoon <= p.evening, "demand.evening", "the afternoon ends before it begins (demand.afternoon)");
  claim(p.morning < p.evening || p.morning_share + p.afternoon_share < 1e-9, "demand.evening",
        "morning and afternoon have requests and no time (demand.morning)");
  claim(p.morning_share + p.afternoon_share <= 1 + 1e-9, "demand.afternoon_share",
        "more requests in the morning and the afternoon than in the day (demand.morning_share)");
  claim(p.morning.us > 0 || p.evening < days(1), "demand.morning",
        "no hour is left outside the morning and the afternoon (demand.evening)");
}

}  // namespace darah
