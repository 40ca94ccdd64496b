#pragma once

#include <bit>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "model/mother_world.hpp"

/// Worlds for tests of agreements and of what they do elsewhere.
namespace darah::testing {

/// All variables and barriers of a district; C = 1/2 where variables are .25 and barriers 0.
inline void set_capacity(Parameters& p, double variables, double barriers) {
  AgreementParameters& a = p.agreement;
  for (auto* v : {&a.standards, &a.resources, &a.communication, &a.agency, &a.conditions, &a.disposition})
    v->assign(v->size(), variables);
  for (auto* b : {&a.urgency, &a.conflict, &a.complexity, &a.budget, &a.misperception, &a.fragmentation})
    b->assign(b->size(), barriers);
  a.midpoint = .25;
}

/// An agreement that evolves, signed at time 0, capped at level / 5; C = 1/2 unless `variables` say
/// otherwise.
inline Parameters evolving(double initial, double operational, double variables = .25,
                           int horizon_days = 60) {
  Parameters p = exact_parameters(1, 0, horizon_days);
  agree(p, std::numeric_limits<double>::quiet_NaN(), {Mechanism::candidates});
  set_capacity(p, variables, 0);
  p.agreement.initial_fidelity[DistrictId{0}] = initial;
  p.agreement.operational[DistrictId{0}] = operational;
  p.agreement.formal[DistrictId{0}] = 5;
  p.agreement.level_zero = 0;
  return p;
}

/// What capacity does to decay and loss, and the inverse of what it does to adoption.
inline double slowed(double variables) {
  const double c = 1 / (1 + std::exp(-6 * (variables - .25)));
  return std::exp(-2 * (c - .5));
}

/// A woman with a pregnancy still to end.
inline WomanId pregnant(World& w, const Model& m, Time due, unsigned flags = 0) {
  const WomanId slot = add_woman(w, m, {.flags = flags});
  Woman& woman = w.pregnancy.women[slot];
  woman.clear(Woman::born);
  woman.due = due;
  woman.birth = due + days(20);
  return slot;
}

inline int candidates_of(const World& w, WomanId slot) { return w.pregnancy.women[slot].candidates(); }

/// A district whose puskesmas has all the hours and money for candidates and calls, and a pregnant woman in
/// it with four candidates, called up by day 50.
inline Parameters calling(std::initializer_list<Mechanism> mechanisms = {Mechanism::candidates,
                                                                         Mechanism::call_up}) {
  Parameters p = exact_parameters(1, 0, 120);
  agree(p, 1, mechanisms);
  no_losses(p);
  p.network.births[DistrictId{0}] = Rate{1e-4};
  p.agreement.candidate_money = p.agreement.call_money = {1'000'000'000};
  p.agreement.candidate_cost = p.agreement.call_cost = {1};
  p.agreement.candidate_hours = .01;
  p.agreement.midwife_hours = 168;
  p.agreement.turn_up = 1;
  p.agreement.misperception_turn_up = 0;
  p.agreement.kin_donors = 0;
  p.agreement.kin_same_group = 1;
  p.donor.deferral = 0;
  p.network.bleeding_capacity[FacilityId{0}] = 10'000;
  return p;
}

inline WomanId with_candidates(World& w, const Model& m, Time due) {
  w.agreement.new_week(m, CatchmentId{0});
  const WomanId slot = pregnant(w, m, due);
  w.agreement.register_candidates(w, m, slot);
  DARAH_VALIDATE(candidates_of(w, slot) == 4, "she has no four candidates");
  return slot;
}

/// She gives birth now.
inline void deliver(World& w, const Model& m, WomanId slot) {
  w.pregnancy.women[slot].set(Woman::born);
  w.pregnancy.women[slot].birth = w.now();
  w.kept.gave_birth(w, m, slot);
}

/// She gives birth now, in the first hospital.
inline void deliver_in_hospital(World& w, const Model& m, WomanId slot) {
  Woman& woman = w.pregnancy.women[slot];
  woman.set(Woman::placed);
  woman.place = Place::hospital;
  woman.deliver_in(HospitalId{0});
  deliver(w, m, slot);
}

inline std::int64_t shelf(World& w, const Model& m) {
  return w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos);
}

}  // namespace darah::testing
