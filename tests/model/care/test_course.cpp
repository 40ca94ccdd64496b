#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <utility>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("surgery waits for a first unit so long, and not longer") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.emergency.blood_other.assign(7, 1);
  p.way.recognise_hospital = {};
  p.hospital.on_call = {};
  p.hospital.theatre = minutes(45);
  p.hospital.surgery_wait = minutes(50);
  p.mother_blood.crossmatch = minutes(5);
  const auto [fetch, begins] = GENERATE(table<Duration, Duration>(
      {{minutes(20), minutes(45)}, {minutes(70), minutes(70)}, {minutes(300), minutes(95)}}));
  p.mother_blood.from_utd = fetch;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 16);
  const CaseId slot = fall_ill(w, m);
  w.run_until(m, noon + begins);
  CHECK_FALSE(w.emergency.of(slot).operated());
  w.run_until(m, noon + begins + microseconds(1));
  CHECK(w.emergency.of(slot).operated());
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(slot).steps().since() - noon == std::max(fetch, begins));
}

TEST_CASE("with no bed free care waits in the corridor, until one is or no longer than that") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.network.beds[FacilityId{1}] = 1;
  p.way.insist = {};
  p.hospital.stay_caesarean = hours(1);
  const auto [corridor, waits] =
      GENERATE(table<Duration, Duration>({{minutes(30), minutes(30)}, {hours(5), hours(1)}, {{}, {}}}));
  p.hospital.corridor = corridor;
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId first = fall_ill(w, m, in_puskesmas), second = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  const Duration arrives = minutes(10 + 30 + 40 + 5);
  CHECK(w.emergency.of(first).steps().since() - noon == arrives);
  CHECK(w.emergency.of(second).steps().since() - noon == arrives + waits);
  CHECK(Duration{values(w, "step_time")[index_of(Step::bed)]} == waits);
  CHECK(total(w, "corridor") == 1);
  CHECK(w.hospital.beds()[HospitalId{0}].busy() == 0);
}

TEST_CASE("who falls ill in hospital has the team called in at once, or once she has a bed") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_hospital = {};
  p.network.beds[FacilityId{1}] = 1;
  p.hospital.corridor = minutes(40);
  p.hospital.on_call = minutes(30);
  p.hospital.theatre = minutes(20);
  p.hospital.stay_caesarean = days(1);
  p.network.teams[FacilityId{1}] = 5;
  const auto surgery_of_second = [&](bool called) {
    p.way.team_called_in_hospital = called;
    const Model m(p);
    World w = world_at(m, noon);
    std::array<CaseId, 2> ill;  // before they give birth, and so without a bed
    for (CaseId& slot : ill) {
      const WomanId woman = add_woman(w, m, {.place = Place::hospital});
      w.pregnancy.women[woman].clear(Woman::born);
      slot = fall_ill_with(w, m, woman, {});
    }
    const CaseId second = ill[1];
    w.run_until(m, noon + days(1));
    return w.emergency.of(second).surgery_at() - noon;
  };
  const Duration bedless = surgery_of_second(false);
  CHECK(bedless == minutes(40 + 30 + 20));
  CHECK(surgery_of_second(true) == minutes(40 + 20));
}

TEST_CASE("care waits for plasma so long, once red cells are enough, and goes on without") {
  Parameters p = lethal({});
  p.emergency.lethality.assign(7, 0);
  p.emergency.blood_other[pph] = 1;
  p.emergency.component_wait = minutes(50);
  p.mother_blood.crossmatch = minutes(10);
  p.mother_blood.from_utd = minutes(20);
  const bool there = GENERATE(false, true);
  p.blood_centre.plasma = there ? 1 : 0;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 8);
  const CaseId slot = fall_ill(w, m, {}, {.red_cells = 8, .plasma = 4});
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(slot).steps().since() - noon == minutes(there ? 20 : 20 + 50));
  const auto in_time = values(w, "units_in_time");
  CHECK(in_time[index_of(Product::prc)] == 8);
  CHECK(in_time[index_of(Product::ffp)] == (there ? 4 : 0));
}

TEST_CASE("a case still open when follow-up ends is a near-miss by what she was given") {
  Parameters p = lethal({});
  p.emergency.lethality.assign(7, 0);
  p.emergency.blood_other[pph] = p.emergency.half = 1;
  const int given = GENERATE(4, 5);
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, given);
  const CaseId slot = fall_ill(w, m, {}, {.red_cells = 10});
  w.run_until(m, noon + days(1));
  REQUIRE(w.emergency.of(slot).blood().given(Needed::red_cells) == given);
  w.way.outlive(w, m, slot);
  CHECK(total(w, "treated") == 0);
  CHECK(total(w, "near_misses") == (given == 5 ? 1 : 0));
}

TEST_CASE("who dies waiting for blood in hospital would have lived without the third delay") {
  Parameters p = lethal(minutes(10));
  p.emergency.blood_lethal[pph] = 1;
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {}, {.lethal_age = hours(5)});
  w.run_until(m, noon + days(1));
  REQUIRE(w.deaths.size() == 1);
  CHECK(w.deaths[0].last_missing == LastMissing::blood);
  CHECK(w.deaths[0].saved_by == 4);
}

TEST_CASE("a delay is named if she had lived without it: by her clock, her outcome and what was before her") {
  struct Way {
    Duration clock;
    double outcome;
    std::uint8_t saved_by;
  };
  // At home: decides in 60 min, travels 40, is treated on arrival.
  const auto [clock, outcome, saved_by] = GENERATE(
      // Dies deciding; the road alone would have been too long.
      Way{minutes(35), .5, 0},
      // Dies deciding; on the road in time had she decided at once.
      Way{minutes(50), .7, 1},
      // Dies on the road: at its end had either been zero, at ages of 40 and 60 of 90 min.
      Way{minutes(90), .5, 3},
      // The second leaves her too far gone to live with this outcome: (60 / 90)^2 = .44.
      Way{minutes(90), .3, 1},
      // Treated at an age of 100 of 110 min and dies: 40 or 60 would have saved her.
      Way{minutes(110), .5, 3},
      // Whatever the delays.
      Way{minutes(110), .01, 0});
  Parameters p = lethal({});
  p.way.decision = minutes(60);
  p.transport.leave_home = p.transport.wait_home = {};
  p.network.travel[CatchmentId{0}] = minutes(40);
  p.emergency.residual_early[pph] = .02;
  p.emergency.residual_late[pph] = 1.02;
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {.place = Place::home}, {.lethal_age = clock, .outcome_draw = outcome});
  w.run_until(m, noon + days(1));
  REQUIRE(w.deaths.size() == 1);
  CHECK(w.deaths[0].saved_by == saved_by);
  const auto by_delay = values(w, "deaths_saved_by");
  for (std::size_t i = 0; i < 3; ++i) CHECK(by_delay[i] == (saved_by >> i & 1));
  CHECK(total(w, "deaths_beyond_delays") == (saved_by == 0 ? 1 : 0));
}

TEST_CASE("of one instant care comes before death, and both after the end of follow-up") {
  // Care comes 60 min after the onset: 20 until she is seen and 40 until the theatre is ready.
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.way.recognise_hospital = minutes(20);
  p.way.triage = p.hospital.theatre = {};
  p.hospital.team = p.hospital.on_call = minutes(40);
  const auto deaths_at = [&](Duration age, Duration followed) {
    p.pregnancy.follow_up = followed;
    const Model m(p);
    World w = world_at(m, noon);
    const WomanId woman = add_woman(w, m);
    fall_ill_with(w, m, woman, {.lethal_age = age, .outcome_draw = .5});
    w.pregnancy.next_milestone(w, m, woman);
    w.run_until(m, noon + days(2));
    return std::pair(total(w, "deaths_true"), total(w, "treated"));
  };
  using Counted = std::pair<std::int64_t, std::int64_t>;
  CHECK(deaths_at(minutes(60), days(1)) == Counted{0, 1});
  CHECK(deaths_at(minutes(60) - microseconds(1), days(1)) == Counted{1, 0});
  CHECK(deaths_at(minutes(50), minutes(50)) == Counted{0, 0});
  CHECK(deaths_at(minutes(70), minutes(60)) == Counted{0, 0});
  CHECK(deaths_at(minutes(50), minutes(50) + microseconds(1)) == Counted{1, 0});
}
