#include "model/care/way.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/care/spread.hpp"
#include "model/care/way_draws.hpp"
#include "model/place/vicinity.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

/// The part q of their stays after which a share `away` of emergencies after birth begins: with stays s in
/// shares w and onset exponential with mean mu, the root of sum w exp(-q s / mu) = away.
double part_of_stay(const Parameters& p, Cause cause) {
  const NetworkParameters& n = p.network;
  const std::array<double, 3> stays = {p.way.stay_primary.as_days(), p.hospital.stay_vaginal.as_days(),
                                       p.hospital.stay_caesarean.as_days()};
  std::array<double, 3> births{};
  for (const DistrictId d : p.districts.ids()) {
    const double facility = (n.births[d].per_day + 1e-9) * n.facility_births[d],
                 hospital = facility * n.hospital_share[d];
    births[0] += facility - hospital;
    births[1] += hospital * (1 - p.pregnancy.caesarean);
    births[2] += hospital * p.pregnancy.caesarean;
  }
  const double all = births[0] + births[1] + births[2],
               mean = p.emergency.onset_after_mean[index_of(cause)].as_days();
  const double away = p.emergency.away[index_of(cause)];
  constexpr double most = 1e3;
  if (away >= 1) return 0;
  if (away <= 0 || all <= 0 || mean <= 0) return most;
  double low = 0, high = most;
  for (int i = 0; i < 60; ++i) {
    const double q = (low + high) / 2;
    double later = 0;
    for (std::size_t k = 0; k < stays.size(); ++k) later += births[k] / all * math::exp(-q * stays[k] / mean);
    (later > away ? low : high) = q;
  }
  return high;
}

/// How long a woman stays where she gave birth.
Duration stay(const Model& m, const Woman& woman) {
  if (woman.place != Place::hospital) return m.p.way.stay_primary;
  return woman.is(Woman::caesarean) ? m.p.hospital.stay_caesarean : m.p.hospital.stay_vaginal;
}

}  // namespace

WayPlan::WayPlan(const Model& m) : asked(m.hospitals.size()) {
  // PONEK first among equally distant ones.
  std::vector<FacilityId> hospitals(m.hospitals.begin(), m.hospitals.end());
  std::stable_partition(hospitals.begin(), hospitals.end(),
                        [&](FacilityId f) { return m.p.network.ponek[f]; });
  std::vector<FacilityId> first;
  for (const CatchmentId c : m.catchments()) first.push_back(m.p.network.nearest_to(c));
  std::sort(first.begin(), first.end());
  first.erase(std::unique(first.begin(), first.end()), first.end());
  const auto nearest = nearest_facilities(m.p.network, first, hospitals, m.p.way.reach.km,
                                          static_cast<std::size_t>(m.p.way.most_hospitals));
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (const FacilityId f : nearest[i]) asked[m.hospital_at[first[i]]].push_back(m.hospital_at[f]);
  }
  std::erase_if(hospitals, [&](FacilityId f) { return !m.p.network.ponek[f]; });
  const std::vector<FacilityId> all(m.hospitals.begin(), m.hospitals.end());
  const auto next = nearest_facilities(m.p.network, all, hospitals, m.p.way.reach.km,
                                       static_cast<std::size_t>(m.p.way.most_hospitals));
  for (const std::vector<FacilityId>& of : next) {
    std::vector<HospitalId> ponek;
    ponek.reserve(of.size());
    for (const FacilityId f : of) ponek.push_back(m.hospital_at[f]);
    onward.push_back(std::move(ponek));
  }
  for (const Cause cause : every<Cause>) lies[cause] = part_of_stay(m.p, cause);
}

void Way::handle(AroundHer w, const Model& m, Kind kind, const Event& e) {
  const CaseId slot{e.index()};
  Case& c = w.emergency().of(slot);
  switch (kind) {
    case Kind::step:
      if (w.fires(c.timers().step, e)) step(w, m, slot);
      break;
    case Kind::cut:
      if (!w.fires(c.timers().cut, e)) break;
      if (c.surgery_waits()) {
        operate(w, m, slot);
      } else {
        check_care(w, m, slot);
      }
      break;
    case Kind::midwife:
      if (w.fires(c.timers().cut, e)) midwife_came(w, m, slot);
      break;
    case Kind::count:
      break;
  }
}

void Way::finish_measuring(Services w, const Model& m) {
  const double nights = (m.end - m.start).as_days() * static_cast<double>(m.p.way.night_price.rupiah);
  const double teams = 3 * (m.end - m.start).as_days() * m.p.way.poned_team *
                       static_cast<double>(m.p.way.poned_team_price.rupiah);
  for (const CatchmentId c : m.catchments()) {
    const double open = m.p.network.poned[c] ? m.p.way.poned_open : m.p.way.puskesmas_open;
    w.add<Way>(Measured::night_money, std::llround(nights * open), m.district_of(c));
    if (m.p.network.poned[c]) w.add<Way>(Measured::poned_money, std::llround(teams), m.district_of(c));
  }
}

CaseId Way::fall_ill(With<Emergency, Pregnancy, Programme> w, const Model& m, const Case::Onset& onset) {
  const CaseId slot = w.emergency().open(w, m, onset);
  w.pregnancy().settle_place(w, m, onset.woman);
  begin(w, m, slot);
  return slot;
}

/// Her present step lasts this long, if nothing intervenes.
void Way::wait(Services w, Case& c, CaseId slot, Duration d) {
  c.expect(w.now() + std::max(Duration{}, d));
  w.set<Way>(c.timers().step, c.until(), Kind::step, slot, priority::maternal);
}

/// After birth she lies where she gave birth, and goes home in time; before it she may be anywhere.
Place Way::place_at_onset(Services w, const Model& m, const Case& c, const Woman& woman, bool away) {
  const bool stays = woman.is(Woman::born) && m.p.emergency.onset_after_mean[index_of(c.cause())].us > 0;
  const bool at_home = stays ? w.now() - woman.birth >= stay(m, woman) * m.way_plan.lies[c.cause()] : away;
  return at_home ? Place::home : woman.place;
}

double Way::decision_factor(With<const Programme> w, const Model& m, const Case& c, const Woman& woman,
                            bool companion) {
  const WayParameters& p = m.p.way;
  double factor = m.p.emergency.decision[index_of(c.cause())];
  if (woman.is(Woman::dukun)) factor *= p.dukun;
  if (m.night(w.now())) factor *= p.night;
  if (woman.is(Woman::plan)) factor *= p.plan;
  if (woman.is(Woman::insured)) factor *= p.insured;
  if (woman.is(Woman::cash)) {
    if (w.programme().cash_in_hand(w, m, c.of_woman(), c.district(), w.now())) factor *= p.cash;
    if (companion) factor *= p.companion;
  }
  return factor;
}

void Way::begin(With<Emergency, Pregnancy, Programme> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  const WayParameters& p = m.p.way;
  const Woman& woman = w.pregnancy().women[c.woman()];
  Draws g = w.draws(c.name(), way_draws::way);
  const bool away = bernoulli(g, m.p.emergency.away[index_of(c.cause())]);
  const bool companion = Programme::companion(w, m, c.of_woman());
  const Place place = place_at_onset(w, m, c, woman, away);
  const double z = spread(g, m, place == Place::home ? p.decision_sigma : p.facility_sigma);
  const double z_decide = spread(g, m, p.facility_sigma);
  if (place == Place::hospital) {
    c.begin_in_hospital(woman.hospital());
    wait(w, c, slot, stretch(p.recognise_hospital, z));
  } else if (place != Place::home) {
    c.begin_in_primary_care(place, stretch(p.decide_primary, z_decide));
    wait(w, c, slot, stretch(p.recognise_primary, z));
  } else {
    c.begin_at_home();
    wait(w, c, slot, stretch(p.decision, decision_factor(w, m, c, woman, companion) * z));
    call_midwife(w, m, c, slot, woman);
  }
}

/// Who attended a birth at home is still there, or is called, unless a dukun is in charge.
void Way::call_midwife(Services w, const Model& m, Case& c, CaseId slot, const Woman& woman) {
  const WayParameters& p = m.p.way;
  if (woman.is(Woman::dukun)) return;
  Draws g = w.draws(c.name(), way_draws::midwife);
  const bool called = bernoulli(g, p.midwife_called);
  const double z = spread(g, m, p.facility_sigma);
  const bool there =
      woman.is(Woman::born) && woman.place == Place::home && w.now() - woman.birth < p.midwife_stays;
  if (!there && !called) return;
  const Duration in = stretch(there ? p.recognise_primary : p.midwife_comes, z);
  w.set<Way>(c.timers().cut, w.now() + in, Kind::midwife, slot, priority::maternal);
}

void Way::midwife_came(With<Emergency> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  if (c.place() == Place::home) (void)give_first_aid(w, m, c, slot);
}

void Way::step(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  switch (c.stage()) {
    case Case::Stage::recognising:
      w.tell(c.name(), Told::recognised);
      if (give_first_aid(w, m, c, slot)) return treat(w, m, slot);
      c.recognised(w.now());
      return wait(w, c, slot, c.decide_in());
    case Case::Stage::deciding:
      return decided(w, m, slot);
    case Case::Stage::waiting:
      return vehicle_came(w, m, slot);
    case Case::Stage::to_puskesmas:
      return at_puskesmas(w, m, slot);
    case Case::Stage::at_puskesmas:
      return refer(w, m, slot);
    case Case::Stage::calling:
      return answer(w, m, slot);
    case Case::Stage::asking:
      return to_next_door(w, m, slot);
    case Case::Stage::travelling:
      return knock(w, m, slot);
    case Case::Stage::arriving:
      return receive(w, m, slot);
    case Case::Stage::looked_at:
      return looked_at(w, m, slot);
    case Case::Stage::sent_on:
      return leave_for_next(w, m, slot);
    case Case::Stage::corridor:
      return begin_care(w, m, slot);
    case Case::Stage::receiving:
      return surgery_ready(w, m, slot);
  }
}

void Way::decided(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  w.tell(c.name(), Told::decided);
  if (c.place() == Place::home) return seek_vehicle(w, m, slot);
  if (c.place() != Place::hospital) return refer(w, m, slot);
  w.tell(c.name(), Told::arrived, 0, told(c.hospital()));
  // After birth she lies in the bed she gave birth in; before it she needs one.
  c.stay_in_hospital(w.now(), w.pregnancy().women[c.woman()].is(Woman::born));
  // Her team is called in at once, bed or no bed; whether the blood centre is told too is the agreement's.
  const bool notified = w.agreement().notifies(w, m, c);
  if (notified || m.p.way.team_called_in_hospital) c.announce(w.now(), notified);
  if (notified) w.tell(c.name(), Told::announced, 1);
  if (w.agreement().couriers(w, m, c)) c.send_courier();
  (void)give_first_aid(w, m, c, slot);
  receive(w, m, slot);
}

void Way::vehicle_came(With<Emergency, Programme, Transport> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  w.transport().withdraw(w, c, slot);
  if (c.steps().present() == Step::vehicle && c.in_ambulance() && w.now() < c.at_door()) {
    // Public transport is there first: the ambulance turns back.
    w.transport().turn_back(w, c);
    c.leave_ambulance();
  }
  if (c.called_until() > w.now()) {
    c.wait_for_acceptance(w.now());
    wait(w, c, slot, c.called_until() - w.now());
  } else {
    depart(w, m, slot);
  }
}

void Way::at_puskesmas(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  w.tell(c.name(), Told::puskesmas);
  c.reach_puskesmas(w.now());
  if (give_first_aid(w, m, c, slot)) return treat(w, m, slot);
  Draws g = w.draws(c.name(), way_draws::primary_care, 1);
  wait(w, c, slot, spread(g, m, m.p.way.poned_stay, m.p.way.poned_sigma));
}

bool Way::open(Services w, const Model& m, CatchmentId catchment) {
  if (!m.night(w.now())) return true;
  const bool poned = m.p.network.poned[catchment];
  Draws g = w.draws(m.catchment_names[catchment], way_draws::opening,
                    poned ? 1 + Model::night_number(w.now()) : 0, Use::again);
  return bernoulli(g, poned ? m.p.way.poned_open : m.p.way.puskesmas_open);
}

namespace {

Attendant attendant(Services w, const Model& m, const Case& c) {
  if (c.place() == Place::hospital) return Attendant::hospital;
  if (c.place() == Place::home) return Attendant::midwife;
  const bool poned = c.place() == Place::puskesmas && m.p.network.poned[c.catchment()];
  Draws g = w.draws(m.catchment_names[c.catchment()], way_draws::team_in_primary, Model::shift(w.now()),
                    Use::again);
  const bool staffed = poned && Way::open(w, m, c.catchment()) && bernoulli(g, m.p.way.poned_team);
  return staffed ? Attendant::poned : Attendant::puskesmas;
}

}  // namespace

bool Way::give_first_aid(With<Emergency> w, const Model& m, Case& c, CaseId slot) {
  const double full = m.p.emergency.first_aid[index_of(c.cause())];
  const Attendant by = attendant(w, m, c);
  // A PONED with its full team gives the whole stretch, and so does a hospital; all others a part.
  const double aid = by <= Attendant::poned ? full : 1 + (full - 1) * m.p.emergency.aid_short;
  const bool ends = Intervention::treat(w, m, c, by) && by != Attendant::hospital && !c.needs_blood();
  const bool better = c.give_first_aid(aid);
  if (better && c.lethal()) w.tell(c.name(), Told::first_aid, 0, 0, std::llround(aid * 1000));
  w.emergency().pace(w, m, slot);
  return ends;
}

void Way::seek_vehicle(With<Emergency, Pregnancy, Programme, Transport> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  const TransportParameters& p = m.p.transport;
  const bool home = c.place() == Place::home;
  Draws g = w.draws(c.name(), way_draws::vehicle, home ? 0 : 1);
  const bool asks = !home || bernoulli(g, p.ambulance_home) || !p.public_transport;
  const Duration leave = home ? spread(g, m, p.leave_home, p.leave_sigma) : Duration{};
  const Duration usual = spread(g, m, home ? p.wait_home : p.wait_primary, p.wait_sigma);
  const bool pays = home && w.pregnancy().women[c.woman()].is(Woman::cash) &&
                    w.programme().cash_in_hand(w, m, c.of_woman(), c.district(), w.now());
  const Duration public_transport = leave + stretch(usual, pays ? p.cash : 1.0);
  c.seek_vehicle(w.now(), w.now() + leave, p.public_transport ? w.now() + public_transport : Time::never());
  const bool comes = asks && w.transport().call(w, m, c, slot);
  const Vehicle vehicle = !comes && !c.waits_for_ambulance()  ? Vehicle::sought
                          : !comes && p.public_transport      ? Vehicle::sought_and_in_line
                          : !comes                            ? Vehicle::in_line
                          : c.ambulance_of() == c.catchment() ? Vehicle::ambulance
                                                              : Vehicle::other_ambulance;
  w.tell(c.name(), Told::vehicle, static_cast<std::int32_t>(index_of(vehicle)));
  wait_for_vehicle(w, c, slot);
}

/// Whatever comes first, once she is ready; an ambulance before public transport of the same instant.
void Way::wait_for_vehicle(Services w, Case& c, CaseId slot) {
  const Time at = c.in_ambulance() ? std::min(std::max(c.ready(), c.at_door()), c.departs()) : c.departs();
  c.expect(at);
  if (at < Time::never()) wait(w, c, slot, at - w.now());
}

void Way::ambulance_granted(With<Emergency> w, CaseId slot) {
  wait_for_vehicle(w, w.emergency().of(slot), slot);
}

void Way::depart(With<Emergency, Programme, Transport> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  const TransportParameters& t = m.p.transport;
  const bool home = c.place() == Place::home;
  Draws g = w.draws(c.name(), way_draws::trip, home ? 0 : 1);
  const double u_boat = uniform01(g), u_stop = uniform01(g);
  const double z = spread(g, m, t.trip_sigma), z_boat = spread(g, m, t.boat_sigma),
               z_near = spread(g, m, m.p.way.to_puskesmas_sigma);
  const double hindrance = Transport::hindrance(m, w.now());
  Duration boat{}, travel{};
  if (home && u_boat < m.p.network.water_bound[c.catchment()]) boat = stretch(t.boat, z_boat);
  if (home && u_stop < m.p.way.puskesmas_first && open(w, m, c.catchment())) {
    c.leave_for_puskesmas(w.now());
    travel = stretch(m.p.way.to_puskesmas, hindrance * z_near) + boat;
  } else {
    c.leave_for_hospital(c.accepted() ? c.hospital() : choice(m, c), w.now());
    const HospitalId nearest = m.nearest_hospital(c.catchment());
    travel = m.p.network.travel[c.catchment()] + m.travel(m.hospitals[nearest], m.hospitals[c.hospital()]);
    travel = stretch(travel, hindrance * z) + boat;
  }
  if (c.in_ambulance()) w.transport().sets_out(w, m, c, travel);
  w.transport().departed(w, m, c);
  if (!c.in_ambulance() && !c.is_probe()) w.programme().fare_paid(w, m, c.district());
  w.tell(c.name(), Told::departs, c.stage() == Case::Stage::travelling ? 1 : 0, told(c.hospital()),
         c.in_ambulance() ? 1 : 0);
  wait(w, c, slot, travel);
}

}  // namespace darah
