#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "model/blood_world.hpp"
#include "model/place/purpose.hpp"

/// Worlds for tests of the women's side: no stage has a spread and nobody falls ill until a test says so.
namespace darah::testing {

inline constexpr std::size_t pph = index_of(Cause::pph);
inline constexpr Time noon = Time{} + days(3) + hours(12), midnight = Time{} + days(4);

inline World world_at(const Model& m, Time at) {
  World w(m, {1, 0});
  w.run_until(m, at);
  return w;
}
inline World run_to_end(const Model& m) { return world_at(m, m.end); }

/// A district with one catchment, a blood centre and hospitals (the first ones with a blood bank); no births,
/// no donors. Every stage lasts its median, every chance is 0, every factor on the clock and the road 1.
inline Parameters exact_parameters(int hospitals = 1, int banks = 0, int horizon_days = 60) {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {100000}, hospitals, banks}}, 0, horizon_days);
  no_losses(p);
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.donor.deferral = 0;
  EmergencyParameters& e = p.emergency;
  for (auto* each : {&e.lethality, &e.residual_early, &e.residual_late, &e.away, &e.blood_lethal,
                     &e.blood_other, &e.surgery, &e.organ_failure})
    each->assign(each->size(), 0.0);
  for (auto* each : {&e.first_aid, &e.decision, &e.first_births, &e.fifth_births})
    each->assign(each->size(), 1.0);
  e.alone = 1;
  WayParameters& r = p.way;
  HospitalParameters& h = p.hospital;
  MotherBloodParameters& b = p.mother_blood;
  for (double* sigma :
       {&r.decision_sigma, &r.facility_sigma, &r.poned_sigma, &r.call_sigma, &r.to_puskesmas_sigma,
        &h.team_sigma, &h.operation_sigma, &b.crossmatch_sigma, &b.utd_sigma, &b.replacement_sigma})
    *sigma = 0;
  r.team_called_in_hospital = false;
  r.team_called_in = r.team_called_in_desk = b.family_roads = b.courier_roads = 0;
  b.from_utd = minutes(130), b.courier_saves = minutes(45);
  for (Money* price : {&h.bed_day_price, &h.operation_price, &h.night_team_price, &r.night_price,
                       &r.poned_team_price, &p.transport.driver_price, &p.transport.running_price})
    *price = {};
  AgreementParameters& a = p.agreement;
  a.in_hospital = a.calls_suitable = false;
  a.candidate_deferral = a.candidate_group = 1;
  p.network.midwives.assign(p.network.midwives.size(), 1);
  r.onward.assign(r.onward.size(), 0.0);
  r.puskesmas_first = r.refusal_insured = r.refusal_other = 0;
  h.occupancy = h.team_down = b.replacement_found = 0;
  r.puskesmas_open = r.poned_open = h.night_teams = 1;
  h.corridor = {};
  e.massive = 17;
  p.pregnancy.high_risk = 0;
  TransportParameters& t = p.transport;
  for (double* sigma : {&t.leave_sigma, &t.wait_sigma, &t.trip_sigma, &t.boat_sigma}) *sigma = 0;
  t.hindered = 1;
  t.ambulance_home = 0;
  p.programme.not_found.assign(p.programme.not_found.size(), 0);
  p.programme.family.assign(p.programme.family.size(), 1);
  p.programme.companion_active = p.programme.posts = 0;
  p.programme.payout_queue = {};
  p.programme.payout_queue_sigma = 0;
  p.programme.fare = {};
  t.cash = 1;
  for (const CatchmentId c : p.catchments.ids()) {
    p.network.travel[c] = minutes(40);
    p.network.ambulances[c] = 0;
  }
  return p;
}

/// Splits the first catchment's district into `n` catchments of equal size, coded from 1 on.
inline void split_catchment(Parameters& p, std::size_t n) {
  std::vector<std::string> ids;
  for (std::size_t c = p.catchments.size(); c < n; ++c) ids.push_back("catchment-" + std::to_string(c));
  add_elements(p, "catchment", ids);
  for (const CatchmentId c : p.catchments.ids())
    p.network.catchment_code[c] = static_cast<std::int64_t>(c.index()) + 1;
}

/// All emergencies need the theatre; a woman in a puskesmas is seen and referred in the instant she falls
/// ill.
inline Parameters at_a_puskesmas(int hospitals = 1, int banks = 0) {
  Parameters p = exact_parameters(hospitals, banks);
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_primary = p.way.decide_primary = {};
  p.way.call = minutes(10);
  p.transport.wait_primary = minutes(30);
  p.way.triage = minutes(5);
  p.hospital.on_call = minutes(100);
  p.hospital.theatre = minutes(45);
  p.hospital.operation = minutes(60);
  return p;
}

/// Every woman gives birth in hospital; her emergency kills if untreated and is recognised after this time.
inline Parameters lethal(Duration recognised) {
  Parameters p = exact_parameters();
  p.emergency.lethality.assign(7, 1);
  p.way.recognise_hospital = recognised;
  p.way.triage = {};
  return p;
}

inline constexpr std::int64_t births_a_day = 60;

/// A district of twelve puskesmas with births and no emergencies; nothing moves a woman's odds until a test
/// says so.
inline Parameters with_births(int horizon_days = 60) {
  Parameters p = exact_parameters(3, 0, horizon_days);
  split_catchment(p, 12);
  p.emergency.rate.assign(7, 0);
  p.network.births[DistrictId{0}] = Rate{static_cast<double>(births_a_day)};
  p.network.jkn[DistrictId{0}] = .5;
  p.network.k4[DistrictId{0}] = .6;
  p.network.facility_births[DistrictId{0}] = .7;
  p.network.dukun_births[DistrictId{0}] = .2;
  p.network.hospital_share[DistrictId{0}] = .4;
  p.network.moving[DistrictId{0}] = 0;
  p.programme.jkn_growth = 0;
  p.programme.odds_jkn = p.programme.odds_cash = p.programme.odds_far = 1;
  p.pregnancy.odds_plan = p.pregnancy.odds_insured = 1;
  return p;
}

/// The share below z standard deviations.
inline double normal(double z) { return std::erfc(-z / std::sqrt(2)) / 2; }
/// A chance whose odds are multiplied.
inline double changed(double p, double odds) { return p * odds / (1 - p + p * odds); }

/// Puts an agreement in force in all districts, pinned at a fidelity, with these mechanisms alone.
inline void agree(Parameters& p, double fidelity, std::span<const Mechanism> mechanisms) {
  std::uint32_t bits = 0;
  for (const Mechanism mechanism : mechanisms) bits |= 1U << index_of(mechanism);
  for (const DistrictId d : p.districts.ids()) {
    p.agreement.model_text[d] = {1};
    p.agreement.mechanisms[d] = {bits};
    p.agreement.fidelity[d] = fidelity;
  }
}

inline void agree(Parameters& p, double fidelity, std::initializer_list<Mechanism> mechanisms) {
  agree(p, fidelity, std::span(mechanisms.begin(), mechanisms.size()));
}

struct Mother {
  Place place = Place::hospital;  ///< where she gives birth
  unsigned flags = 0;             ///< flags of Woman, beside `placed` and `born`
  Cause cause = Cause::pph;
  Group group = Group::o_pos;
  CatchmentId catchment{0};
};

inline constexpr Mother in_puskesmas = {.place = Place::puskesmas};

/// A woman who gave birth now. Her name follows from how many came before her.
inline WomanId add_woman(World& w, const Model& m, const Mother& mother = {}) {
  const DistrictId district = m.district_of(mother.catchment);
  Woman woman;
  woman.name = root_name(Root::woman, static_cast<std::uint32_t>(m.p.network.district_code[district]), 1023,
                         static_cast<std::uint32_t>(w.pregnancy.women.size()));
  woman.due = woman.birth = w.now();
  woman.live_in(mother.catchment);
  woman.flags = mother.flags | Woman::placed | Woman::born;
  woman.await(mother.cause, Time::never());
  woman.group = mother.group;
  woman.place = mother.place;
  if (woman.place == Place::hospital) woman.deliver_in(HospitalId{0});
  return w.pregnancy.add(woman);
}

/// What a test fixes of an emergency that is drawn otherwise.
struct Fixed {
  std::optional<Duration> lethal_age = {};  ///< lethal at this age of the clock
  std::optional<double> outcome_draw = {};
  std::optional<Group> group = {};
  int red_cells = -1, plasma = -1;  ///< units needed; -1: as drawn
};

/// A woman has an emergency with these facts now; returns the place of her case. The case is read after its
/// end, too: no other case takes the place before another woman falls ill.
inline CaseId fall_ill_with(World& w, const Model& m, WomanId woman, const Fixed& fixed) {
  Case::Onset onset = Emergency::onset_of(w, m, woman);
  if (fixed.lethal_age) {
    onset.lethal = true;
    onset.clock = onset.lethal_age = *fixed.lethal_age;
  }
  onset.outcome_draw = fixed.outcome_draw.value_or(onset.outcome_draw);
  onset.group = fixed.group.value_or(onset.group);
  if (fixed.red_cells >= 0) onset.units[Needed::red_cells] = fixed.red_cells;
  if (fixed.plasma >= 0) onset.units[Needed::plasma] = fixed.plasma;
  return w.way.fall_ill(w, m, onset);
}
inline CaseId fall_ill(World& w, const Model& m, const Mother& mother = {}, const Fixed& fixed = {}) {
  return fall_ill_with(w, m, add_woman(w, m, mother), fixed);
}

inline std::vector<CaseId> many_fall_ill(World& w, const Model& m, int n, const Mother& mother = {}) {
  std::vector<CaseId> slots;
  for (int i = 0; i < n; ++i) slots.push_back(fall_ill(w, m, mother));
  return slots;
}

/// The case of one woman who falls ill at noon, when all is over.
inline Case way_of(const Parameters& p, const Mother& mother) {
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, mother);
  w.run_until(m, noon + days(20));
  return w.emergency.of(slot);
}

/// A unit of red cells of a blood centre, held.
inline Unit bleed(World& w, const Model& m, UtdId utd, Group group) {
  auto& donations = w.blood_centre.donations(utd);
  const auto serial = static_cast<std::uint32_t>(++donations.presented);
  return *w.blood_centre.test_at_once(w, m, utd, Urgency::urgent, group, group,
                                      root_name(Root::donor, 3601 + utd.value, 1023, serial), 0);
}

/// Puts units of red cells on the shelf of a blood centre.
inline void stock(World& w, const Model& m, UtdId utd, Group group, int n) {
  for (int i = 0; i < n; ++i) w.blood_centre.give_back(w, m, utd, bleed(w, m, utd, group));
}

/// Whether a count of n trials of probability p lies within its 99.9% interval.
inline bool plausible(std::int64_t count, std::int64_t n, double p) {
  const auto trials = static_cast<double>(n);
  return std::abs(static_cast<double>(count) - trials * p) <= 3.29 * std::sqrt(trials * p * (1 - p)) + .5;
}

}  // namespace darah::testing
