#include <catch2/catch.hpp>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("the clock runs slower after first aid, and again with surgery or blood alone, exact in ticks") {
  Parameters p = lethal(minutes(30));
  p.emergency.first_aid[pph] = 2;
  p.emergency.alone = 1.5;
  p.emergency.surgery[pph] = p.emergency.blood_lethal[pph] = 1;
  p.emergency.units_mean_lethal = 1;
  p.hospital.on_call = {};
  p.mother_blood.crossmatch = minutes(10);
  p.hospital.surgery_wait = minutes(30);
  struct Way {
    Duration theatre, from_utd, treated, age;
  };
  // Surgery ready at 90, begun without blood at 120, blood at 210; blood at 60, surgery ready at 120.
  const Way way = GENERATE(Way{minutes(60), minutes(180), minutes(210), minutes(30 + 90 / 2 + 90 / 3)},
                           Way{minutes(90), minutes(30), minutes(120), minutes(30 + 30 / 2 + 60 / 3)});
  p.hospital.theatre = way.theatre;
  p.mother_blood.from_utd = way.from_utd;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 1);
  const CaseId slot = fall_ill(w, m, {}, {.lethal_age = hours(50)});
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(slot).steps().since() - noon == way.treated);
  CHECK(w.emergency.of(slot).clock().age() == way.age);
  CHECK(total(w, "treated") == 1);
}

namespace {

/// Up to the decision, up to the door, and from there on.
DelayOf up_to_the_door() {
  DelayOf of;
  for (const Step step : every<Step>) of[step] = step >= Step::accept ? Delay::receive : Delay::decide;
  for (const Step step : {Step::vehicle, Step::travel, Step::stabilise}) of[step] = Delay::reach;
  return of;
}

}  // namespace

TEST_CASE("a stretched clock runs slower, and what a delay aged her can be left out") {
  const DelayOf of = up_to_the_door();
  LethalClock clock(noon, hours(10));
  clock.advance(noon + hours(2), Step::decide);
  clock.stretch(2);
  clock.advance(noon + hours(6), Step::travel);
  CHECK(clock.age() == hours(2 + 4 / 2));
  CHECK(clock.left() == 2 * hours(10 - 4));
  CHECK(clock.age_without(of, Delay::decide, {}) == hours(2));
  CHECK(clock.age_without(of, Delay::reach, hours(6)) == hours(2 + 6 / 2));
  CHECK(clock.age_without(of, Delay::receive, {}) == hours(4));
  clock.advance(noon + hours(30), Step::blood);
  CHECK(clock.age() == hours(4 + 24 / 2));
  CHECK(clock.left() == Duration{});
}

TEST_CASE("a share of a step's age moves to another, and no age is made or lost") {
  DelayOf of;
  of[Step::theatre] = Delay::reach;
  LethalClock clock(noon, hours(10));
  clock.advance(noon + hours(4), Step::team);
  CHECK(clock.age_without(of, Delay::reach, {}) == hours(4));
  clock.give_to(Step::team, Step::theatre, .25);
  CHECK(clock.age_without(of, Delay::reach, {}) == hours(3));
  CHECK(clock.age_without(of, Delay::decide, {}) == hours(1));
  CHECK(clock.age() == hours(4));
}

TEST_CASE("steps add up to the time since onset, whatever one gives to another") {
  Steps steps(noon);
  CHECK(steps.decided() == noon);
  steps.begin(Step::vehicle, noon + minutes(45));
  steps.begin(Step::travel, noon + minutes(60));
  steps.begin(Step::team, noon + minutes(100));
  steps.begin(Step::blood, noon + minutes(200));
  steps.give_to(Step::team, Step::theatre, minutes(30));
  CHECK(steps.decided() == noon + minutes(45));
  CHECK(steps.present() == Step::blood);
  CHECK(steps.since() == noon + minutes(200));
  CHECK(steps.spent()[Step::team] == minutes(70));
  CHECK(steps.spent()[Step::theatre] == minutes(30));
  CHECK(steps.spent()[Step::blood] == Duration{});
  const auto delays = steps.delays(up_to_the_door(), noon + minutes(230));
  CHECK(delays[Delay::decide] == minutes(45));
  CHECK(delays[Delay::reach] == minutes(15 + 40));
  CHECK(delays[Delay::receive] == minutes(70 + 30 + 30));
  DelayOf one_delay;  // all steps count to the first
  CHECK(steps.delays(one_delay, noon + minutes(230))[Delay::decide] == minutes(230));
}

TEST_CASE("a facility's recognition and its referral are steps of their own, before the decision") {
  Case::Onset onset;
  onset.at = noon;
  Case c(onset);
  c.begin_in_primary_care(Place::puskesmas, minutes(15));
  CHECK(c.steps().present() == Step::recognise);
  c.recognised(noon + minutes(20));
  CHECK(c.steps().present() == Step::refer);
  c.refer(noon + minutes(35));
  CHECK(c.steps().spent()[Step::recognise] == minutes(20));
  CHECK(c.steps().spent()[Step::refer] == minutes(15));
  CHECK(c.steps().spent()[Step::decide] == Duration{});
  CHECK(c.steps().decided() == noon + minutes(35));
  Case inside(onset);
  inside.begin_in_hospital(HospitalId{0});
  CHECK(inside.steps().present() == Step::notice);
  inside.stay_in_hospital(noon + minutes(20), true);
  CHECK(inside.steps().decided() == noon + minutes(20));
  CHECK(inside.age_on_arrival().us < 0);  // she was there
}

namespace {

/// A lethal emergency at noon that needs two units of red cells.
Case bleeding() {
  Case::Onset onset;
  onset.at = noon;
  onset.lethal = true;
  onset.lethal_age = hours(10);
  onset.units[Needed::red_cells] = 2;
  return Case(onset);
}

}  // namespace

TEST_CASE("first aid that is no better than what she had changes nothing") {
  Case c = bleeding();
  CHECK_FALSE(c.give_first_aid(1));
  CHECK(c.give_first_aid(2));
  CHECK_FALSE(c.give_first_aid(1.5));
  CHECK_FALSE(c.give_first_aid(2));
  CHECK(c.give_first_aid(3));
  c.pace(noon, .5, 1);
  CHECK(c.clock().left() == 3 * hours(10));
}

TEST_CASE("blood alone or surgery alone stretches her clock, both together leave it to first aid") {
  Case c = bleeding();
  c.give_first_aid(2);
  c.pace(noon, .5, 1.5);
  CHECK(c.clock().left() == 2 * hours(10));
  c.blood().held(Needed::red_cells).push_back({noon + days(1), Product::prc, Group::o_pos});
  c.blood().give(Needed::red_cells, noon + hours(2));
  c.pace(noon + hours(2), .5, 1.5);  // aged one hour
  CHECK(c.clock().left() == 3 * hours(10 - 1));
  c.operate();
  c.pace(noon + hours(2), .5, 1.5);
  CHECK(c.clock().left() == 2 * hours(10 - 1));
}

TEST_CASE("first aid slows an emergency that does not kill too") {
  Case::Onset onset;
  onset.at = noon;
  onset.lethal_age = hours(10);
  Case c(onset);
  c.give_first_aid(2);
  c.pace(noon, .5, 1);
  c.arrive(noon + hours(3));
  CHECK(c.age_on_arrival() == hours(3) / 2);
  c.arrive(noon + hours(5));  // in another hospital
  CHECK(c.age_on_arrival() == hours(3) / 2);
  CHECK(c.clock().age() == hours(5) / 2);
}

TEST_CASE("where she is follows what is done with her") {
  Case c = bleeding();
  c.begin_at_home();
  CHECK((c.place() == Place::home && c.stage() == Case::Stage::deciding));
  c.seek_vehicle(noon + minutes(30), noon + minutes(40), noon + minutes(50));
  c.join_line_for_ambulance();
  c.get_ambulance(CatchmentId{0}, Time{});
  CHECK((c.in_ambulance() && !c.waits_for_ambulance()));
  c.leave_for_puskesmas(noon + minutes(40));
  CHECK((c.place() == Place::on_the_way && c.stage() == Case::Stage::to_puskesmas));
  c.reach_puskesmas(noon + minutes(60));
  CHECK((c.place() == Place::puskesmas && !c.in_ambulance()));
  c.refer(noon + minutes(85));
  c.ask_next();
  c.ask_next();
  CHECK(c.attempt() == 2);
  c.accept_in(HospitalId{4}, false);
  CHECK((c.accepted() && !c.has_bed()));
  c.leave_for_hospital(HospitalId{4}, noon + minutes(95));
  c.arrive(noon + minutes(135));
  CHECK((c.place() == Place::hospital && c.hospital() == HospitalId{4} && !c.received()));
  c.receive();
  c.wait_for_bed(noon + minutes(140));
  c.get_bed();
  CHECK((c.received() && c.in_bed() && !c.waits_for_bed()));
  c.begin_care(noon + minutes(170));
  CHECK(c.steps().present() == Step::blood);  // she needs no surgery
  CHECK(c.steps().spent()[Step::travel] == minutes(20 + 40));
  CHECK(c.steps().spent()[Step::stabilise] == minutes(25));
  CHECK(c.steps().spent()[Step::bed] == minutes(30));
}

TEST_CASE(
    "who is sent on lies where she was until she leaves, and keeps nothing of the hospital but its name") {
  Case c = bleeding();
  c.begin_in_hospital(HospitalId{2});
  c.stay_in_hospital(noon, true);
  c.receive();
  c.announce(noon, true);
  c.look(Lack::theatre, noon + minutes(10));
  CHECK((c.stage() == Case::Stage::looked_at && c.lack() == Lack::theatre && c.received() && c.has_bed()));
  CHECK((c.steps().present() == Step::onward && c.place() == Place::hospital));
  c.send_on(HospitalId{5}, true);
  CHECK((c.hospital() == HospitalId{5} && c.lies_in() == HospitalId{2} && c.place() == Place::hospital));
  CHECK((c.in_bed() && !c.announced() && !c.notified() && !c.received()));
  CHECK((c.sent_on() == 1 && c.sent_on_by(HospitalId{2}) && !c.sent_on_by(HospitalId{5})));
  c.leave_for_next();
  CHECK((c.place() == Place::on_the_way && c.lies_in() == HospitalId{5}));
  c.arrive(noon + minutes(80));
  CHECK((c.place() == Place::hospital && c.steps().spent()[Step::onward] == minutes(70)));
  c.look(Lack::blood, noon + minutes(90));
  c.keep();
  CHECK((c.stage() == Case::Stage::corridor && c.sent_on() == 1));
}
