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

// Serials of requests' names (28 bits): layer 6 | point 20 | product 2. A dengue season is at most ten times
// the rest of the year, so LayeredRate::most times ten layers have room.
constexpr std::uint32_t point_bits = 20, product_bits = 2, layer_bits = 6;

Name point(const Model& m, Index stream, std::uint32_t layer, std::uint32_t serial) {
  DARAH_EXPECT(layer >> layer_bits == 0);
  DARAH_VALIDATE(serial >> point_bits == 0, "over a million requests of one hospital for one product");
  const NameFields hospital = m.facility_names[m.hospitals[stream / kinds]].unpack();
  return root_name(Root::request, hospital.region, hospital.site,
                   (layer << point_bits | serial) << product_bits | stream % kinds);
}

/// How many times as often a product is asked for today as outside its season.
double season(const DemandParameters& p, Product product, const Day& today) {
  return product == Product::tc && today.dengue ? p.dengue : 1;
}

/// Red cells a day that emergencies of mothers take from a blood centre, by hospital women are taken to.
std::vector<double> taken_by_mothers(const Model& m, const Parameters& p) {
  std::vector<double> taken(m.utds.size(), 0.0);
  const EmergencyParameters& e = p.emergency;
  for (std::size_t c = 0; c < p.catchments.size(); ++c) {
    const std::uint32_t d = p.network.catchment_district[c].index;
    double a_birth = 0;
    for (std::size_t i = 0; i < e.rate.size(); ++i) {
      const double lethal = std::min(1.0, e.lethality[i] * p.network.frailty[d]);
      const double mean = haemorrhage(static_cast<Cause>(i)) ? e.units_mean_lethal : e.units_mean;
      a_birth += e.rate[i] / 1000 *
                 (lethal * e.blood_lethal[i] * mean + (1 - lethal) * e.blood_other[i] * e.units_mean);
    }
    taken[m.utd_of[p.network.nearest_hospital[c].index]] +=
        p.network.births[d].per_day * m.pregnancy_plan.share_of_district[c] * a_birth;
  }
  return taken;
}

std::size_t list_of(Urgency urgency) { return urgency == Urgency::elective ? 1 : 0; }

}  // namespace

DemandPlan::DemandPlan(const Model& m, const Parameters& streams)
    : units_of_utd(m.utds.size()), red_cells_of_hospital(m.hospitals.size()) {
  const DemandParameters& p = m.p.demand;
  // Units a day by blood centre and product; split over its hospitals by beds.
  const auto units_a_day = [&](const Parameters& of) {
    const std::vector<double> mothers = taken_by_mothers(m, of);
    std::vector<std::array<double, kinds>> units(m.utds.size());
    for (Index u = 0; u < m.utds.size(); ++u) {
      const double red_cells = std::max(0.0, of.network.red_cell_need[m.utds[u]].per_day - mothers[u]);
      units[u] = {red_cells, red_cells * of.demand.platelets, red_cells * of.demand.plasma};
    }
    return units;
  };
  const auto share_of_beds = [&](const Parameters& of) {
    std::vector<double> beds(m.utds.size(), 0.0), share;
    const auto beds_of = [&](Index h) { return static_cast<double>(of.network.beds[m.hospitals[h]]); };
    for (Index h = 0; h < m.hospitals.size(); ++h) beds[utd_of(m, h)] += beds_of(h);
    for (Index h = 0; h < m.hospitals.size(); ++h)
      share.push_back(beds_of(h) > 0 ? beds_of(h) / beds[utd_of(m, h)] : 0);
    return share;
  };
  // Elective points come at their weekday rate and are thinned at weekends.
  const auto week_of = [](const DemandParameters& of) {
    return of.urgent + (1 - of.urgent) * 7 / (5 + 2 * of.weekend);
  };
  const auto points = [&](const Parameters& of) {
    const auto units = units_a_day(of);
    const std::vector<double> share = share_of_beds(of);
    std::vector<double> a_day;
    for (Index h = 0; h < m.hospitals.size(); ++h) {
      for (std::size_t i = 0; i < kinds; ++i) {
        a_day.push_back(units[utd_of(m, h)][i] * share[h] / (1 + of.demand.more_units) * week_of(of.demand));
      }
    }
    return a_day;
  };
  const std::vector<double> base = points(streams), rate = points(m.p);
  for (std::size_t i = 0; i < rate.size(); ++i) requests.emplace_back(base[i], rate[i]);
  urgent = p.urgent / week_of(p);
  units_of_utd = units_a_day(m.p);
  const std::vector<double> share = share_of_beds(m.p);
  for (Index h = 0; h < m.hospitals.size(); ++h)
    red_cells_of_hospital[h] = units_of_utd[utd_of(m, h)][0] * share[h];
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
  const auto streams = static_cast<Index>(m.demand_plan.requests.size());
  const auto layers_of = [&](Index stream) {
    const double most = demanded[stream % kinds] == Product::tc ? std::max(1.0, m.p.demand.dengue) : 1;
    return m.demand_plan.requests[stream].layers(most);
  };
  std::uint32_t layers = 0;
  for (Index stream = 0; stream < streams; ++stream) layers = std::max(layers, layers_of(stream));
  serial_.resize(std::size_t{layers} * streams);
  for (auto& lists : waiting_) lists.resize(m.utds.size());
  for (Index i = 0; i < serial_.size(); ++i) {
    const Index stream = i % streams;
    if (i / streams >= layers_of(stream)) continue;
    Draws draws = w.draws(point(m, stream, i / streams, 0), first_purpose);
    const double mass = unit_exponential(draws) / m.demand_plan.requests[stream].base();
    w.schedule<Demand>(m.demand_plan.profile.after(w.now(), mass), Kind::request, i, priority::urgent);
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
    case Kind::stock:
      return serve_waiting(w, m, event.index());
    case Kind::count:
      break;
  }
}

/// Point of a stream's layer: a request, unless the arm, season or weekend leaves it out. Its draws lead to
/// the next point too.
void Demand::arrive(World& w, const Model& m, Index index) {
  const DemandParameters& p = m.p.demand;
  const auto streams = static_cast<Index>(m.demand_plan.requests.size());
  const Index stream = index % streams, layer = index / streams;
  const LayeredRate& rate = m.demand_plan.requests[stream];
  Request r;
  r.name = point(m, stream, layer, serial_[index]++);
  r.asked = w.now();
  r.hospital = stream / kinds;
  r.product = demanded[stream % kinds];

  Draws draws = w.draws(r.name, request_purpose);
  const double u_keep = uniform01(draws);
  const double u_weekend = uniform01(draws);
  const double u_urgent = uniform01(draws);
  const double u_group = uniform01(draws);
  const double u_units = uniform01(draws);
  const double gap = unit_exponential(draws);
  w.schedule<Demand>(m.demand_plan.profile.after(w.now(), gap / rate.base()), Kind::request, index,
                     priority::urgent);

  const Day& today = m.day(w.now());
  r.urgency = u_urgent < m.demand_plan.urgent ? Urgency::urgent : Urgency::elective;
  if (!rate.keeps(u_keep, layer, season(p, r.product, today))) return;
  if (r.urgency == Urgency::elective && today.date.weekday() >= 5 && u_weekend >= p.weekend) return;

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

void Demand::stock_arrived(World& w, Index utd) const {
  const bool anyone =
      std::any_of(waiting_.begin(), waiting_.end(), [utd](const auto& lists) { return !lists[utd].empty(); });
  if (anyone) w.schedule<Demand>(w.now(), Kind::stock, utd, priority::urgent);
}

std::int64_t Demand::units_held(const Model& m, Index utd, Product product) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < held_.size(); ++i)
    sum += held_[i].unit.product == product && utd_of(m, held_[i].hospital) == utd;
  return sum;
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
