// What follows from the parameters of demand alone.
#include <algorithm>
#include <array>
#include <vector>

#include "core/math.hpp"
#include "model/blood/demand.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

/// Red cells a day that emergencies of mothers take from a blood centre, by hospital women are taken to.
Table<UtdId, double> taken_by_mothers(const Model& m, const Parameters& p) {
  Table<UtdId, double> taken(m.utds.size());
  for (const CatchmentId c : m.catchments()) {
    const DistrictId d = p.network.district_of(c);
    const double a_birth = p.emergency.blood_a_birth(p.network.frailty[d], p.emergency.units_mean_lethal,
                                                     p.emergency.units_mean);
    taken[m.utd_of[p.network.nearest_to(c)]] +=
        p.network.births[d].per_day * m.pregnancy_plan.share_of_district[c] * a_birth;
  }
  return taken;
}

/// Red cells a day by hospital: its own need, or its beds' share of what its blood centre's region needs.
Table<HospitalId, double> red_cells(const Model& m, const Parameters& p) {
  const Table<UtdId, double> mothers = taken_by_mothers(m, p);
  const auto need = [&](FacilityId f) { return p.demand.need * p.network.red_cell_need[f].per_day; };
  const auto own = [&](HospitalId h) { return need(m.hospitals[h]); };
  const auto beds = [&](HospitalId h) {
    return own(h) > 0 ? 0.0 : static_cast<double>(p.network.beds[m.hospitals[h]]);
  };
  Table<UtdId, double> all_beds(m.utds.size());
  Table<HospitalId, double> a_day;
  for (const HospitalId h : m.hospitals.ids()) all_beds[m.utd_of_hospital(h)] += beds(h);
  for (const HospitalId h : m.hospitals.ids()) {
    const UtdId u = m.utd_of_hospital(h);
    const double region = std::max(0.0, need(m.utds[u]) - mothers[u]);
    a_day.push_back(own(h) > 0 ? own(h) : beds(h) > 0 ? region * beds(h) / all_beds[u] : 0);
  }
  return a_day;
}

/// Factor on all requests of each weekday, mean 1.
std::array<double, 7> week(const DemandParameters& p) {
  std::array<double, 7> factor{};
  double sum = 0;
  for (const double rate : p.weekday_rate) sum += rate;
  for (std::size_t d = 0; d < 7; ++d) factor[d] = p.weekday_rate[d] * 7 / sum;
  return factor;
}

/// Points a request: elective points come at the rate of a day of the week and are thinned at weekends.
double points_a_request(const DemandParameters& p) {
  const std::array<double, 7> factor = week(p);
  double elective = 0;
  for (std::size_t d = 0; d < 7; ++d) elective += factor[d] * DemandPlan::electives_on(p, d) / 7;
  return p.urgent + (elective > 0 ? (1 - p.urgent) / elective : 0);
}

/// Replacement donations that a family is expected to bring.
double brought_by_family(const Model& m) {
  double away = 0;  // share of donors who do not suit, and know it
  for (const Group recipient : every<Group>) {
    for (const Group donor : every<Group>) {
      if (!m.p.blood_centre.red_cells[index_of(recipient)].contains(index_of(donor)))
        away += m.group_shares[index_of(recipient)] * m.group_shares[index_of(donor)] * m.p.donor.group_known;
    }
  }
  return m.p.demand.replacement_found * (1 - away) * (1 - m.p.donor.deferral);
}

/// Chance that a family is asked for replacement donors by rule, were all patients served: as many are as
/// bring the replacement donations that `replacement_by_rule` makes of those assumed.
Table<UtdId, double> chances_by_rule(const Model& m, const Table<HospitalId, double>& red_cells_a_day) {
  const NetworkParameters& n = m.p.network;
  const DemandParameters& p = m.p.demand;
  Table<UtdId, double> requests(m.utds.size()), chances;
  for (const HospitalId h : m.hospitals.ids())
    requests[m.utd_of_hospital(h)] += red_cells_a_day[h] / (1 + p.more_units);
  const double brought = brought_by_family(m);
  for (const UtdId u : m.utds.ids()) {
    const FacilityId f = m.utds[u];
    const double wanted = p.replacement_by_rule * n.donations[f].per_day * n.replacement_share[f];
    chances.push_back(
        wanted > 0 && requests[u] * brought > 0 ? std::min(1.0, wanted / (requests[u] * brought)) : 0);
  }
  return chances;
}

/// Units of each product asked for, where so many are of red cells.
std::array<double, demanded_kinds> products_of(const DemandParameters& p, double units) {
  return {units, units * p.platelets, units * p.plasma};
}

}  // namespace

double DemandPlan::factor(const DemandParameters& p, Product product, const Day& today) const {
  const double season = product == Product::tc && today.dengue ? p.dengue : 1;
  return season * weekday[today.weekday] * today.demand;
}

DemandPlan::DemandPlan(const Model& m, const Basis& basis) : units_of_utd(m.utds.size()) {
  const DemandParameters& p = m.p.demand;
  const auto points = [&](const Parameters& of) {
    std::vector<double> a_day;
    for (const double units : red_cells(m, of)) {
      for (const double n : products_of(of.demand, units))
        a_day.push_back(n / (1 + of.demand.more_units) * points_a_request(of.demand));
    }
    return a_day;
  };
  const std::vector<double> base = points(basis.streams), rate = points(m.p);
  for (std::size_t i = 0; i < rate.size(); ++i) requests.push_back(LayeredRate(base[i], rate[i]));
  urgent = p.urgent / points_a_request(p);
  weekday = week(p);
  for (const Day& day : m.days) {
    for (std::size_t i = 0; i < demanded_kinds; ++i)
      most_factor[i] = std::max(most_factor[i], factor(p, demanded[i], day));
  }
  red_cells_of_hospital = red_cells(m, m.p);
  asked_by_rule = chances_by_rule(m, red_cells_of_hospital);
  for (const HospitalId h : m.hospitals.ids()) {
    const auto units = products_of(p, red_cells_of_hospital[h]);
    for (std::size_t i = 0; i < demanded_kinds; ++i) units_of_utd[m.utd_of_hospital(h)][i] += units[i];
  }
  double term = math::exp(-p.more_units), sum = 0;
  for (int i = 0; i < most_units; ++i) {
    sum += term;
    units_up_to[static_cast<std::size_t>(i)] = i + 1 == most_units ? 1 : sum;
    term *= p.more_units / (i + 1);
  }
  const double quiet = std::max(0.0, 1 - p.morning_share - p.afternoon_share);
  const Duration before = p.morning, after = days(1) - p.evening;
  profile = DayProfile({p.morning, p.afternoon, p.evening, days(1)},
                       {quiet * (before / (before + after)), p.morning_share, p.afternoon_share,
                        quiet * (after / (before + after))});
}

}  // namespace darah
