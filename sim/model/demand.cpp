#include "model/demand.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"
#include "model/count.hpp"
#include "model/purpose.hpp"
#include "model/world.hpp"

namespace darah {
namespace {

constexpr Purpose first_purpose = purpose(0x04, 0);    // a stream's first gap
constexpr Purpose request_purpose = purpose(0x04, 1);  // what is asked, and the gap to the next request
constexpr Purpose search_purpose = purpose(0x04, 2);   // how long the family looks
constexpr Purpose found_purpose = purpose(0x04, 3);    // how many donors it finds

constexpr auto kinds = static_cast<Index>(demanded.size());

Index utd_of(const Model& m, Index hospital) { return m.utd_of[m.hospitals[hospital]]; }

/// Point `serial` of a stream.
Name point(const Model& m, Index stream, std::uint32_t serial) {
  const NameFields hospital = m.facility_names[m.hospitals[stream / kinds]].unpack();
  return root_name(Root::request, hospital.region, hospital.site, serial << 2 | stream % kinds);
}

std::size_t list_of(Urgency urgency) { return urgency == Urgency::elective ? 1 : 0; }

}  // namespace

DemandPlan::DemandPlan(const Model& m)
    : units_of_utd(m.utds.size()), red_cells_of_hospital(m.hospitals.size()) {
  const DemandParameters& p = m.p.demand;
  const NetworkParameters& network = m.p.network;
  std::vector<double> beds(m.utds.size(), 0.0);
  for (Index h = 0; h < m.hospitals.size(); ++h) {
    beds[utd_of(m, h)] += static_cast<double>(network.beds[m.hospitals[h]]);
  }
  const std::array<double, kinds> per_red_cell{1, p.platelets, p.plasma};
  for (Index u = 0; u < m.utds.size(); ++u) {
    for (std::size_t i = 0; i < kinds; ++i) {
      units_of_utd[u][i] = beds[u] > 0 ? network.red_cell_need[m.utds[u]].per_day * per_red_cell[i] : 0;
    }
  }
  // Elective points come at their weekday rate and are thinned at weekends.
  const double week = p.urgent + (1 - p.urgent) * 7 / (5 + 2 * p.weekend);
  urgent = p.urgent / week;
  for (Index h = 0; h < m.hospitals.size(); ++h) {
    const Index u = utd_of(m, h);
    const double share = beds[u] > 0 ? static_cast<double>(network.beds[m.hospitals[h]]) / beds[u] : 0;
    red_cells_of_hospital[h] = units_of_utd[u][0] * share;
    for (std::size_t i = 0; i < kinds; ++i) {
      const double bound = demanded[i] == Product::tc ? p.dengue : 1;
      requests.push_back(units_of_utd[u][i] * share / (1 + p.more_units) * week * bound);
    }
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

void Demand::start(World& w, const Model& m) {
  serial_.resize(m.demand_plan.requests.size());
  for (auto& lists : waiting_) lists.resize(m.utds.size());
  for (Index stream = 0; stream < serial_.size(); ++stream) {
    const double rate = m.demand_plan.requests[stream];
    if (rate <= 0) continue;
    Draws draws = w.draws(point(m, stream, 0), first_purpose);
    const Time at = m.demand_plan.profile.after(w.now(), unit_exponential(draws) / rate);
    w.schedule<Demand>(at, Kind::request, stream, priority::urgent);
  }
}

void Demand::handle(World& w, const Model& m, Kind kind, const Event& event) {
  switch (kind) {
    case Kind::request:
      return arrive(w, m, event.index());
    case Kind::release:
      return release(w, m);
    case Kind::replacement:
      return search(w, m, event.index());
    case Kind::count:
      break;
  }
}

/// Point of a stream: a request, unless thinned by season or weekend. Its draws lead to the next point too.
void Demand::arrive(World& w, const Model& m, Index stream) {
  const DemandParameters& p = m.p.demand;
  Request r;
  r.name = point(m, stream, serial_[stream]++);
  r.asked = w.now();
  r.hospital = stream / kinds;
  r.product = demanded[stream % kinds];

  Draws draws = w.draws(r.name, request_purpose);
  const double u_keep = uniform01(draws);
  const double u_urgent = uniform01(draws);
  const double u_group = uniform01(draws);
  const double u_units = uniform01(draws);
  const double gap = unit_exponential(draws);
  w.schedule<Demand>(m.demand_plan.profile.after(w.now(), gap / m.demand_plan.requests[stream]),
                     Kind::request, stream, priority::urgent);

  const Day& today = m.day(w.now());
  r.urgency = u_urgent < m.demand_plan.urgent ? Urgency::urgent : Urgency::elective;
  double keep = 1;
  if (r.product == Product::tc && !today.dengue) keep /= p.dengue;
  if (r.urgency == Urgency::elective && today.date.weekday() >= 5) keep *= p.weekend;
  if (u_keep >= keep) return;

  r.group = static_cast<Group>(choose(u_group, m.group_shares));
  r.missing = 1;
  while (u_units >= m.demand_plan.units_up_to[r.missing - 1U]) ++r.missing;
  for (int i = 0; i < r.missing; ++i)
    r.to_use = static_cast<std::uint8_t>(r.to_use + (uniform01(draws) < p.used));

  const Index utd = utd_of(m, r.hospital);
  count<Demand>(w, m, w.now(), Measured::requests, 1, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::asked, r.missing, utd, index_of(r.urgency));
  serve(w, m, r);
  if (r.missing == 0) return;
  if (r.urgency == Urgency::urgent) ask_more(w, m, r);
  if (r.missing > 0) wait(w, m, r);
}

/// Whatever the hospital's own stock and its blood centre give by the rules.
void Demand::serve(World& w, const Model& m, Request& r) {
  StaticUnits units;
  if (w.blood_bank.take(w, m, r.hospital, r.product, r.group, r.missing, r.urgency, units) > 0) {
    issue(w, m, r, BloodSource::hospital, units);
    units.clear();
  }
  if (r.missing == 0) return;
  w.blood_centre.take(w, m, utd_of(m, r.hospital), r.product, r.group, r.missing, r.urgency, false, units);
  issue(w, m, r, BloodSource::own_utd, units);
}

/// An urgent request short of units: the mothers' reserve, where the rule is broken, then the other blood
/// centres.
void Demand::ask_more(World& w, const Model& m, Request& r) {
  const Index utd = utd_of(m, r.hospital);
  StaticUnits units;
  if (r.product == Product::prc && w.blood_centre.reserve(utd, r.group) > 0 &&
      w.agreement.breaches(w, m, utd, r.name)) {
    w.blood_centre.take(w, m, utd, r.product, r.group, r.missing, r.urgency, true, units);
    issue(w, m, r, BloodSource::own_utd, units);
    units.clear();
  }
  if (r.missing == 0) return;
  w.blood_centre.exchange(w, m, utd, r.product, r.group, r.missing, r.urgency, r.name, units);
  issue(w, m, r, BloodSource::other_utd, units);
}

/// Gives units to the patient: those to be used are transfused, the others come back when their hold ends.
void Demand::issue(World& w, const Model& m, Request& r, BloodSource source, const StaticUnits& units) {
  if (units.empty()) return;
  const Index utd = utd_of(m, r.hospital);
  const auto n = static_cast<std::int64_t>(units.size());
  const Time due = w.now() + m.p.demand.hold;
  bool any_held = false;
  for (const Unit& unit : units) {
    if (r.to_use > 0) {
      --r.to_use;
      w.blood_centre.transfuse(w, m, utd, unit);
    } else {
      held_.push({unit, due, r.hospital, source == BloodSource::hospital});
      any_held = true;
    }
  }
  if (any_held) w.schedule<Demand>(due, Kind::release, 0, priority::arrival);
  r.missing = static_cast<std::uint8_t>(r.missing - n);

  count<Demand>(w, m, w.now(), Measured::met, n, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::met_by, n, utd, index_of(source));
  if (w.now() == r.asked) return;
  count<Demand>(w, m, w.now(), Measured::late, n, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::late_time, n * (w.now() - r.asked).us, utd, index_of(r.urgency));
}

void Demand::release(World& w, const Model& m) {
  while (!held_.empty() && held_[0].due <= w.now()) {
    const Held held = held_.pop();
    const Index utd = utd_of(m, held.hospital);
    count<Demand>(w, m, w.now(), Measured::returned, 1, utd);
    if (held.of_bank) {
      w.blood_bank.give_back(w, m, held.hospital, held.unit);
    } else {
      w.blood_centre.give_back(w, m, utd, held.unit);
    }
  }
}

Duration Demand::lapse(const Model& m, const Request& r) {
  return r.urgency == Urgency::urgent ? m.p.demand.urgent_lapse : m.p.demand.elective_lapse;
}

/// Joins the line of its blood centre; the family of an urgent patient begins to look for replacement donors.
void Demand::wait(World& w, const Model& m, const Request& r) {
  Index slot = static_cast<Index>(requests_.size());
  if (free_.empty()) {
    requests_.push_back(r);
  } else {
    slot = free_.back();
    free_.pop_back();
    requests_[slot] = r;
  }
  Request& kept = requests_[slot];
  const Index utd = utd_of(m, r.hospital);
  kept.listed = true;
  waiting_[list_of(r.urgency)][utd].push_back(slot);
  if (r.urgency != Urgency::urgent || r.product != Product::prc) return;

  Draws draws = w.draws(r.name, search_purpose);
  const Duration found_after = lognormal(draws, m.p.demand.replacement, m.p.demand.replacement_sigma);
  if (found_after >= lapse(m, r)) return;
  kept.searching = true;
  w.schedule<Demand>(w.now() + found_after, Kind::replacement, slot);
  count<Demand>(w, m, w.now(), Measured::searches, 1, utd);
}

/// The family's donors present, unless blood came first.
void Demand::search(World& w, const Model& m, Index slot) {
  Request& r = requests_[slot];
  r.searching = false;
  if (r.missing > 0) {
    Draws draws = w.draws(r.name, found_purpose);
    const int found =
        static_cast<int>(std::min<std::int64_t>(200, poisson(draws, m.p.demand.replacement_found)));
    StaticUnits units;
    w.donor.replacement(w, m, utd_of(m, r.hospital), r.name, 1, found, r.group, r.missing, units);
    issue(w, m, r, BloodSource::replacement, units);
  }
  if (!r.listed) free_.push_back(slot);
}

void Demand::serve_waiting(World& w, const Model& m, Index utd) {
  for (auto& lists : waiting_) {
    Roomy<Index>& line = lists[utd];
    auto kept = line.begin();
    for (const Index slot : line) {
      Request& r = requests_[slot];
      const Time lapses = r.asked + lapse(m, r);
      if (r.missing > 0 && lapses <= w.now()) {
        count<Demand>(w, m, lapses, Measured::unmet, r.missing, utd, index_of(r.urgency));
        r.missing = 0;
      } else if (r.missing > 0) {
        serve(w, m, r);
      }
      if (r.missing > 0) {
        *kept++ = slot;
      } else {
        r.listed = false;
        if (!r.searching) free_.push_back(slot);
      }
    }
    line.erase(kept, line.end());
  }
}

}  // namespace darah
