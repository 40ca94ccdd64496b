#include <catch2/catch.hpp>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("where all refuse, the nearest takes her when she insists, and not before") {
  Parameters p = at_a_puskesmas(10);
  p.way.refusal_other = 1;
  p.way.call = minutes(60);
  p.way.insist = hours(3);
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + hours(3));
  CHECK_FALSE(w.emergency.of(slot).accepted());
  w.run_until(m, noon + hours(3) + microseconds(1));
  CHECK(w.emergency.of(slot).accepted());
  CHECK(values(w, "refusals")[index_of(Refusal::prejudice)] == 2);
  CHECK(total(w, "refusals") == 2);
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(slot).hospital() == HospitalId{0});
  CHECK(w.emergency.of(slot).arrived() - noon == hours(3) + minutes(30 + 40));
  CHECK(Duration{values(w, "delay_time")[1]} == minutes(30 + 40));
}

TEST_CASE("so many hospitals within reach are asked, then the nearest takes her") {
  Parameters p = at_a_puskesmas(4);
  p.way.refusal_other = 1;
  const auto [most, reach, refusals] =
      GENERATE(table<int, double, int>({{150, 500, 3}, {4, 500, 3}, {3, 500, 2}, {1, 500, 0}, {150, 60, 2}}));
  p.way.most_hospitals = most;
  p.way.reach = Length{reach};
  p.network.latitude[FacilityId{4}] += 0.5;  // 55 km, 78 of road
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  CHECK(total(w, "refusals") == refusals);
  CHECK(w.emergency.of(slot).hospital() == HospitalId{0});
}

TEST_CASE("members of JKN meet the refusals of members, others those of others") {
  Parameters p = at_a_puskesmas(2);
  p.way.refusal_other = .3;
  const double insured = GENERATE(0.0, .1);
  p.way.refusal_insured = insured;
  p.network.beds[FacilityId{1}] = p.network.beds[FacilityId{2}] = 2000;
  p.network.teams[FacilityId{1}] = p.network.teams[FacilityId{2}] = 1000;
  const Model m(p);
  World others = world_at(m, noon), members = world_at(m, noon);
  for (int i = 0; i < 800; ++i) {
    fall_ill(others, m, in_puskesmas);
    fall_ill(members, m, {.place = Place::puskesmas, .flags = Woman::insured});
  }
  others.run_until(m, noon + days(1));
  members.run_until(m, noon + days(1));
  CHECK(total(others, "referrals") == 800);
  CHECK(plausible(total(others, "refusals"), 800, .3));
  CHECK(plausible(total(members, "refusals"), 800, insured));
}

TEST_CASE("a full hospital sends her on, with beds and teams for all, nobody is refused") {
  Parameters p = at_a_puskesmas(2);
  p.emergency.surgery.assign(7, 0);
  p.network.beds[FacilityId{1}] = p.network.beds[FacilityId{2}] = 1;
  const auto refusals = [](const Parameters& of, Place from) {
    const Model m(of);
    World w = world_at(m, noon);
    std::vector<CaseId> slots;
    for (int i = 0; i < 3; ++i) {
      slots.push_back(fall_ill(w, m, {.place = from}));
      w.run_until(m, w.now() + hours(6));
    }
    CHECK(total(w, "referrals") == 3);
    return total(w, "refusals");
  };
  const Place from = GENERATE(Place::puskesmas, Place::home);
  // The second goes on to the second hospital, the third too: there she lies in the corridor.
  CHECK(refusals(p, from) == 2);
  Parameters desk = p;
  desk.network.desk[DistrictId{0}] = true;
  if (from == Place::puskesmas) CHECK(refusals(desk, from) == 0);
  p.network.beds[FacilityId{1}] = 3;
  CHECK(refusals(p, from) == 0);
  p.hospital.occupancy = 1.5;  // 4.5 beds on average, filled by women outside the model
  CHECK(refusals(p, from) > 0);
}

TEST_CASE("a theatre without a free team refuses, unless one will be free within patience") {
  Parameters p = at_a_puskesmas(2);
  const auto [patience, refusals] = GENERATE(table<Duration, int>({{minutes(49), 1}, {minutes(50), 0}}));
  p.hospital.team_patience = patience;
  const Model m(p);
  World w = world_at(m, noon);
  w.hospital.birth(w, m, DistrictId{0}, HospitalId{0}, true);  // a caesarean of 60 min
  fall_ill(w, m, in_puskesmas);                                // asks after 10
  w.run_until(m, noon + days(1));
  CHECK(total(w, "refusals") == refusals);
  CHECK(total(w, "treated") == 1);
}

TEST_CASE("an announced team was on its way while she was") {
  Parameters p = at_a_puskesmas();
  struct Announced {
    Duration on_call, call, surgery, reach;
  };
  // The vehicle takes 30 min, the road 40, triage 5: of the team's time those since the hospital accepted her
  // are over. Calls that outlast the search for a vehicle hold her up, and count to the third delay.
  const auto a = GENERATE(Announced{minutes(100), minutes(10), minutes(75 + 35 + 45), minutes(70)},
                          Announced{minutes(60), minutes(10), minutes(75 + 45), minutes(70)},
                          Announced{minutes(100), minutes(50), minutes(95 + 55 + 45), minutes(70)});
  p.hospital.on_call = a.on_call;
  p.way.call = a.call;
  CHECK(way_of(p, in_puskesmas).surgery_at() - noon ==
        a.call + minutes(30 + 40 + 5) + a.on_call + minutes(45));
  agree(p, 1, {Mechanism::pre_notification});
  const Case c = way_of(p, in_puskesmas);
  CHECK(c.announced());
  CHECK(c.surgery_at() - noon == a.surgery);
  CHECK(c.arrived() - c.steps().decided() - c.steps().spent()[Step::accept] == a.reach);
  agree(p, 0, {Mechanism::pre_notification});
  CHECK_FALSE(way_of(p, in_puskesmas).announced());
  // By usage, without an agreement, the same team is on its way; the desk has a usage of its own.
  p.way.team_called_in = 1;
  const Case told = way_of(p, in_puskesmas);
  CHECK(told.announced());
  CHECK_FALSE(told.notified());
  CHECK(told.surgery_at() - noon == a.surgery);
  p.network.desk[DistrictId{0}] = true;
  CHECK_FALSE(way_of(p, in_puskesmas).announced());
  p.way.team_called_in = 0;
  p.way.team_called_in_desk = 1;
  CHECK(way_of(p, in_puskesmas).announced());
}

TEST_CASE("where every telephone calls the team in, pre-notification adds only what is blood's") {
  Parameters p = at_a_puskesmas();
  p.way.team_called_in = 1;
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(20);
  p.mother_blood.from_utd = minutes(200);
  const auto steps = [](const Parameters& of) {
    const Model m(of);
    World w = world_at(m, noon);
    stock(w, m, UtdId{0}, Group::o_pos, 1);
    const CaseId slot = fall_ill(w, m, {.place = Place::puskesmas, .flags = Woman::group_known});
    w.run_until(m, noon + days(1));
    return w.emergency.of(slot);
  };
  const Case by_usage = steps(p);
  agree(p, 1, {Mechanism::pre_notification});
  const Case agreed = steps(p);
  CHECK(agreed.notified());
  CHECK(agreed.arrived() == by_usage.arrived());
  CHECK(agreed.surgery_at() == by_usage.surgery_at());
  CHECK(agreed.blood().first_unit() < by_usage.blood().first_unit());
}
