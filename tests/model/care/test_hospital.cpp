#include <catch2/catch.hpp>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("one team: an emergency waits for it, ahead of the caesareans that waited before her") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_hospital = minutes(10);
  p.hospital.on_call = minutes(60);
  p.hospital.theatre = minutes(45);
  p.hospital.operation = minutes(60);
  const Model m(p);
  World w = world_at(m, noon);
  for (int i = 0; i < 3; ++i) w.hospital.birth(w, m, DistrictId{0}, HospitalId{0}, true);
  const CaseId first = fall_ill(w, m), second = fall_ill(w, m);
  w.run_until(m, noon + days(1));
  const Duration care = minutes(60 + 60 + 45);  // after the running caesarean; team, theatre
  CHECK(w.emergency.of(first).steps().since() - noon == care);
  CHECK(w.emergency.of(second).steps().since() - noon == care + minutes(60 + 60 + 45));
  CHECK(w.hospital.teams()[HospitalId{0}].busy() == 0);
  // Three caesareans and two emergencies: 60 min each, and 105 min until the team and the theatre stand
  // ready.
  w.run_until(m, m.end + days(1));
  CHECK(Duration{total(w, "team_busy")} == minutes(5 * 60 + 2 * 105));
  CHECK(total(w, "team_requests") == 5);
  CHECK(total(w, "team_waits") == 4);
}

TEST_CASE("who comes before another for the team: first who bleeds, then other emergencies") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_hospital = minutes(10);
  p.hospital.on_call = minutes(60);
  p.hospital.theatre = minutes(45);
  p.hospital.operation = minutes(60);
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m);
  const CaseId eclampsia = fall_ill(w, m, {.cause = Cause::hypertensive});
  w.run_until(m, noon + minutes(30));
  const CaseId bleeds = fall_ill(w, m, {.cause = Cause::aph});
  w.run_until(m, noon + days(1));
  const Duration each = minutes(60 + 45 + 60), begins = minutes(10) + each;
  CHECK(w.emergency.of(bleeds).steps().since() - noon == begins + minutes(105));
  CHECK(w.emergency.of(eclampsia).steps().since() - noon == begins + each + minutes(105));
}

TEST_CASE("half the teams work at night, in the morning the others come") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.network.teams[FacilityId{1}] = 2;
  p.way.recognise_hospital = {};
  p.hospital.on_call = minutes(60);
  p.hospital.theatre = minutes(45);
  p.hospital.operation = minutes(60);
  p.hospital.night_teams = GENERATE(.5, 0.0, 1.0);
  const auto [ill, second_waits] = GENERATE(
      table<Time, Duration>({{noon, {}}, {midnight, minutes(165)}, {midnight + minutes(270), minutes(90)}}));
  const Model m(p);
  World w = world_at(m, ill);
  const CaseId first = fall_ill(w, m), second = fall_ill(w, m);
  w.run_until(m, ill + days(1));
  CHECK(w.emergency.of(first).steps().since() - ill == minutes(105));
  const Duration waits = p.hospital.night_teams == 1 ? Duration{} : second_waits;
  CHECK(w.emergency.of(second).steps().since() - ill == minutes(105) + waits);
}

TEST_CASE("a theatre that is down at night opens in the morning for whoever lies there") {
  Parameters p = exact_parameters(1, 1);
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_hospital = {};
  p.hospital.team = minutes(25);
  p.hospital.theatre = minutes(45);
  p.hospital.team_down = 1;
  const auto [ill, waits] = GENERATE(table<Time, Duration>({{noon, {}}, {midnight + hours(1), hours(5)}}));
  const Model m(p);
  World w = world_at(m, ill);
  const CaseId slot = fall_ill(w, m);
  w.run_until(m, ill + days(1));
  CHECK(w.emergency.of(slot).steps().since() - ill == minutes(25 + 45) + waits);
}

TEST_CASE("beds, operations and teams at night cost their price, and nothing without one") {
  Parameters p = with_births();
  p.pregnancy.caesarean = .2;
  p.network.teams.assign(p.network.teams.size(), 2);
  p.hospital.night_teams = .5;
  const auto money = [](const World& w) {
    return std::vector<double>{static_cast<double>(total(w, "bed_day_money")),
                               static_cast<double>(total(w, "operation_money")),
                               static_cast<double>(total(w, "night_team_money"))};
  };
  CHECK(money(run_to_end(Model(p))) == std::vector<double>{0, 0, 0});
  p.hospital.bed_day_price = {500'000};
  p.hospital.operation_price = {6'000'000};
  p.hospital.night_team_price = {2'500'000};
  const Model m(p);
  const World w = run_to_end(m);
  CHECK(total(w, "team_requests") > 0);
  CHECK(money(w)[0] == Approx(static_cast<double>(total(w, "bed_busy")) / 86'400'000'000. * 5e5));
  const std::int64_t operations =
      std::llround(money(w)[1] / 6e6);  // none of whom still waits, or never came to it
  CHECK(operations <= total(w, "team_requests"));
  CHECK(static_cast<double>(operations) ==
        Approx(static_cast<double>(total(w, "team_requests"))).epsilon(.01));
  const double nights = (m.end - m.start).as_days();
  CHECK(money(w)[2] == Approx(3 * nights * 2.5e6));  // one team in each of three hospitals
  p.hospital.night_teams = 1;
  CHECK(money(run_to_end(Model(p)))[2] == Approx(6 * nights * 2.5e6));
}

TEST_CASE("who comes in the instant in which the only bed is free has it") {
  Parameters p = exact_parameters();
  p.network.beds[FacilityId{1}] = 1;
  p.hospital.stay_vaginal = minutes(60);
  p.way.decision = p.way.insist = p.way.triage = {};
  p.transport.leave_home = minutes(20);
  p.transport.wait_home = {};
  const auto in_corridor = [&] {
    const Model m(p);
    World w = world_at(m, noon);
    w.hospital.birth(w, m, DistrictId{0}, HospitalId{0}, false);
    fall_ill(w, m, {.place = Place::home});  // at the door in 60 min
    w.run_until(m, noon + days(2));
    return total(w, "corridor");
  };
  CHECK(in_corridor() == 0);
  p.hospital.stay_vaginal += microseconds(1);
  CHECK(in_corridor() == 1);
}
