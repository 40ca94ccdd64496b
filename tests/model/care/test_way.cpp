#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

constexpr std::size_t pph = index_of(Cause::pph);
constexpr Time noon = Time{} + days(3) + hours(12);
constexpr Time midnight = Time{} + days(4);

World world_at(const Model& m, Time at) {
  World w(m, {1, 0});
  w.run_until(m, at);
  return w;
}

/// The case of one woman who falls ill at noon, when all is over.
Case way_of(const Parameters& p, const Mother& mother) {
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, mother);
  w.run_until(m, noon + days(20));
  return w.emergency.of(slot);
}

/// All emergencies need the theatre; a woman in a puskesmas is seen and referred in the instant she falls
/// ill.
Parameters at_a_puskesmas(int hospitals = 1, int banks = 0) {
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

const Mother in_puskesmas = {.place = Place::puskesmas};

}  // namespace

TEST_CASE("each factor scales the decision of the same women, in ticks") {
  struct Factor {
    std::string name;
    double WayParameters::*field;
    unsigned flag;
    Time at;
  };
  const auto factor =
      GENERATE(Factor{"dukun", &WayParameters::dukun, Woman::dukun, noon},
               Factor{"night", &WayParameters::night, 0, midnight},
               Factor{"plan", &WayParameters::plan, Woman::plan, noon},
               Factor{"insured", &WayParameters::insured, Woman::insured, noon},
               Factor{"cash in hand", &WayParameters::cash, Woman::cash, noon},
               Factor{"companion", &WayParameters::companion, Woman::cash, noon},
               Factor{"none", nullptr, 0, noon}, Factor{"none of hers", &WayParameters::dukun, 0, noon},
               Factor{"by day", &WayParameters::night, 0, noon});
  CAPTURE(factor.name);
  Parameters p = exact_parameters();
  p.way.decision_sigma = .9;
  for (const auto field : {&WayParameters::dukun, &WayParameters::night, &WayParameters::plan,
                           &WayParameters::insured, &WayParameters::cash, &WayParameters::companion})
    p.way.*field = 1;
  p.programme.payouts = 1;
  p.programme.payout_window = days(365);
  p.programme.wrongly_targeted = p.programme.spent_elsewhere = 0;
  p.programme.companion_active = 1;
  const auto decisions = [](const Parameters& of, unsigned flags, Time at, Cause cause) {
    const Model m(of);
    World w = world_at(m, at);
    std::vector<Duration> all;
    for (int i = 0; i < 20; ++i) fall_ill(w, m, {.place = Place::home, .flags = flags, .cause = cause});
    w.run_until(m, at + days(10));
    for (const Case& c : w.emergency.cases()) all.push_back(c.steps().decided() - at);
    return all;
  };
  const std::vector<Duration> plain = decisions(p, 0, noon, Cause::pph);
  const bool acts = factor.flag != 0 || factor.at == midnight;
  double by = 1;
  if (factor.field == nullptr) {
    by = 3;
    p.emergency.decision[index_of(Cause::sepsis)] = 3;
  } else {
    p.way.*factor.field = .7;
    if (acts) by = .7;
  }
  const Cause cause = factor.field == nullptr ? Cause::sepsis : Cause::pph;
  const std::vector<Duration> with = decisions(p, factor.flag, factor.at, cause);
  REQUIRE(with.size() == 20);
  for (std::size_t i = 0; i < with.size(); ++i) {
    CAPTURE(i);
    CHECK(plain[i].us > 0);
    CHECK(std::abs((with[i] - plain[i] * by).us) <= 1);
  }
}

TEST_CASE("the whole way from home by the puskesmas: each stage falls to its delay, exact in ticks") {
  Parameters p = at_a_puskesmas();
  p.way.decision = minutes(45);
  p.transport.leave_home = minutes(15);
  p.transport.wait_home = minutes(45);
  p.way.puskesmas_first = 1;
  p.way.to_puskesmas = minutes(20);
  p.way.poned_stay = minutes(25);
  for (const auto field : {&WayParameters::night, &WayParameters::plan}) p.way.*field = 1;
  const bool insured = GENERATE(false, true);
  p.way.insured = 1;
  p.programme.not_found.assign(p.programme.not_found.size(), 1);
  p.programme.jkn_desk = minutes(70);
  p.programme.jkn_desk_sigma = 0;
  const Model m(p);
  World w = world_at(m, Time{} + days(3) + hours(8));
  fall_ill(w, m, {.place = Place::home, .flags = insured ? unsigned{Woman::insured} : 0U});
  w.run_until(m, w.now() + days(2));
  const auto delay = values(w, "delay_time");
  CHECK(Duration{delay[0]} == minutes(45));
  // Leaves with public transport; stays; waits for a vehicle; travels.
  CHECK(Duration{delay[1]} == minutes(15 + 45 + 20 + 25 + 30 + 40));
  // A call; triage; the desk of JKN; team and theatre.
  CHECK(Duration{delay[2]} == minutes(10 + 5 + 100 + 45 + (insured ? 70 : 0)));
  CHECK(Duration{total(w, "onset_to_treatment")} == Duration{delay[0] + delay[1] + delay[2]});
  const auto step = values(w, "step_time");
  const std::vector<int> steps = {45, 15 + 45 + 30, 20 + 40, 25, 10, insured ? 75 : 5, 0, 100, 45, 0};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CAPTURE(step_labels[Step(i)]);
    CHECK(Duration{step[i]} == minutes(steps[i]));
  }
  CHECK(total(w, "referrals") == 1);
  CHECK(total(w, "refusals") == 0);
}

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

TEST_CASE("members of JKN meet the refusals of members, others those of others") {
  Parameters p = at_a_puskesmas(2);
  p.way.refusal_other = .3;
  const double insured = GENERATE(0.0, .1);
  p.way.refusal_insured = insured;
  p.network.beds[1] = p.network.beds[2] = 2000;
  p.network.teams[1] = p.network.teams[2] = 1000;
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

TEST_CASE("a full hospital sends her on; with beds and teams for all, nobody is refused") {
  Parameters p = at_a_puskesmas(2);
  p.emergency.surgery.assign(7, 0);
  p.network.beds[1] = p.network.beds[2] = 1;
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
  desk.network.desk[0] = true;
  if (from == Place::puskesmas) CHECK(refusals(desk, from) == 0);
  p.network.beds[1] = 3;
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
  // The vehicle takes 30 min, the road 40, triage 5: of the team's time 75 are over. Calls that outlast the
  // search for a vehicle hold her up, and count to the third delay.
  const auto a = GENERATE(Announced{minutes(100), minutes(10), minutes(75 + 25 + 45), minutes(70)},
                          Announced{minutes(60), minutes(10), minutes(75 + 45), minutes(70)},
                          Announced{minutes(100), minutes(50), minutes(95 + 5 + 45), minutes(70)});
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
}

TEST_CASE("announced with a known group, units set out at once and the crossmatch waits for her") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(20);
  p.mother_blood.from_utd = minutes(130);
  agree(p, 1, {Mechanism::pre_notification});
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 2);
  const CaseId known = fall_ill(w, m, {.place = Place::puskesmas, .flags = Woman::group_known});
  const CaseId unknown = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(known).steps().since() - noon == minutes(130));
  CHECK(w.emergency.of(unknown).steps().since() - noon == minutes(30 + 40 + 5 + 130));
  p.mother_blood.from_utd = minutes(80);
  const Model near(p);
  World v = world_at(near, noon);
  stock(v, near, UtdId{0}, Group::o_pos, 1);
  fall_ill(v, near, {.place = Place::puskesmas, .flags = Woman::group_known});
  v.run_until(near, noon + days(1));
  CHECK(v.emergency.of(CaseId{0}).steps().since() - noon == minutes(30 + 40 + 5 + 20));
}

TEST_CASE("a courier saves his time on the blood centre's units, and leaves ten minutes at least") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(5);
  p.mother_blood.from_utd = minutes(130);
  const auto fetching = [](const Parameters& of) {
    const Model m(of);
    World w = world_at(m, noon);
    stock(w, m, UtdId{0}, Group::o_pos, 1);
    fall_ill(w, m, in_puskesmas);
    w.run_until(m, noon + days(1));
    const Case& c = w.emergency.of(CaseId{0});
    CHECK(total(w, "money") == (c.couriered() ? of.agreement.courier_cost.rupiah : 0));
    return c.steps().since() - c.arrived() - minutes(5);
  };
  CHECK(fetching(p) == minutes(130));
  agree(p, 1, {Mechanism::courier});
  p.mother_blood.courier_saves = minutes(45);
  CHECK(fetching(p) == minutes(85));
  p.mother_blood.courier_saves = minutes(125);
  CHECK(fetching(p) == minutes(10));
}

TEST_CASE("blood comes from the hospital, its blood centre, the others, and the family, in that order") {
  Parameters p = blood_parameters(
      {{"north", 0, 0, 0, {100000}, 1, 1}, {"south", 0, 0, 0, {100000}, 1, 0, 40, 200, -6.2}}, 0, 60);
  const Parameters exact = exact_parameters();
  p.emergency = exact.emergency;
  p.way = exact.way;
  p.hospital = exact.hospital;
  p.mother_blood = exact.mother_blood;
  p.blood_centre = exact.blood_centre;
  p.donor.deferral = 0;
  p.emergency.blood_other.assign(7, 1);
  p.emergency.half = 1;
  p.way.recognise_hospital = {};
  p.mother_blood.crossmatch = minutes(60);
  p.mother_blood.from_utd = minutes(130);
  p.mother_blood.replacement = minutes(320);
  p.mother_blood.replacement_found = 5;
  p.mother_blood.list_factor = .6;
  p.blood_centre.exchange_success = 1;
  const bool listed = GENERATE(false, true);
  const Model m(p);
  World w = world_at(m, noon);
  w.blood_bank.give_back(w, m, HospitalId{0}, bleed(w, m, UtdId{0}, Group::o_pos));
  stock(w, m, UtdId{0}, Group::o_pos, 1);
  stock(w, m, UtdId{1}, Group::o_pos, 2);
  const CaseId slot = fall_ill(w, m, {.flags = listed ? unsigned{Woman::list} : 0U, .group = Group::ab_pos},
                               {.red_cells = 5});
  const auto in_at = [&](Duration after) {
    w.run_until(m, noon + after + microseconds(1));
    return w.emergency.of(slot).blood().given(Needed::red_cells);
  };
  const Duration road = m.travel(m.utds[UtdId{0}], m.utds[UtdId{1}]);
  REQUIRE((road > minutes(30) && road < minutes(60)));
  const Duration search = minutes(listed ? 192 : 320);
  CHECK(in_at(minutes(60) - microseconds(1)) == 0);
  CHECK(in_at(minutes(60)) == 1);
  CHECK(in_at(minutes(130) - microseconds(1)) == 1);
  CHECK(in_at(minutes(130)) == 2);
  CHECK(in_at(minutes(130) + road - microseconds(1)) == 2);
  CHECK(in_at(minutes(130) + road) == 4);
  CHECK(in_at(search - microseconds(1)) == 4);
  CHECK(in_at(search) == 5);
  CHECK(w.emergency.of(slot).steps().since() - noon == search);
  const auto sources = values(w, "blood_units");
  CHECK(std::vector(sources.begin(), sources.begin() + 4) == std::vector<std::int64_t>{1, 1, 2, 1});
  CHECK(total(w, "replacement_searches") == 1);
  CHECK(w.blood_centre.available(w, m, UtdId{1}, Product::prc, Group::o_pos) == 0);
}

TEST_CASE("units that come in later each reach her in their own time, mothers in the order they asked") {
  Parameters p = exact_parameters();
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.emergency.half = 1;
  p.mother_blood.crossmatch = minutes(60);
  p.mother_blood.from_utd = minutes(130);
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId first = fall_ill(w, m, {}, {.red_cells = 6});
  w.run_until(m, noon + minutes(30));
  const CaseId second = fall_ill(w, m);
  for (int hour = 2; hour <= 8; ++hour) {
    w.run_until(m, noon + hours(hour));
    stock(w, m, UtdId{0}, Group::o_pos, 1);
  }
  // Every hour one more, none of them waiting for the next.
  const Time arrives = noon + hours(2) + minutes(130);
  for (int units = 0; units < 5; ++units) {
    if (arrives + hours(units) < w.now()) continue;
    w.run_until(m, arrives + hours(units));
    CHECK(w.emergency.of(first).blood().given(Needed::red_cells) == units);
  }
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(first).blood().first_unit() == arrives);
  CHECK(w.emergency.of(first).steps().since() == arrives + hours(5));
  CHECK(w.emergency.of(second).steps().since() == arrives + hours(6));
}

TEST_CASE("replacement donors are looked for twenty times at most, one search after another") {
  Parameters p = exact_parameters();
  p.emergency.blood_other.assign(7, 1);
  p.mother_blood.replacement = hours(2);
  p.way.recognise_hospital = {};
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m);
  w.run_until(m, noon + hours(40) + microseconds(1));
  CHECK(w.emergency.of(slot).blood().searches() == 20);
  w.run_until(m, noon + days(20));
  CHECK(total(w, "replacement_searches") == 20);
  CHECK(total(w, "treated") == 0);
}

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

TEST_CASE("with no bed free care waits in the corridor, until one is or no longer than that") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.network.beds[1] = 1;
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

TEST_CASE("half the teams work at night; in the morning the others come") {
  Parameters p = exact_parameters();
  p.emergency.surgery.assign(7, 1);
  p.network.teams[1] = 2;
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

TEST_CASE("a puskesmas that is closed at night sees nobody: women go straight to hospital") {
  Parameters p = exact_parameters();
  p.way.decision = {};
  p.way.night = 1;
  p.way.puskesmas_first = 1;
  p.way.to_puskesmas = minutes(20);
  p.way.poned_stay = minutes(25);
  const bool poned = GENERATE(false, true);
  p.network.poned[0] = poned;
  const double open = GENERATE(0.0, 1.0);
  (poned ? p.way.poned_open : p.way.puskesmas_open) = open;
  const Time ill = GENERATE(noon, midnight);
  const Model m(p);
  World w = world_at(m, ill);
  const CaseId slot = fall_ill(w, m, {.place = Place::home});
  w.run_until(m, ill + days(1));
  const bool stops = ill == noon || open == 1;
  CHECK(w.emergency.of(slot).steps().spent()[Step::stabilise] == minutes(stops ? 25 : 0));
  CHECK(w.emergency.of(slot).steps().spent()[Step::travel] == minutes(stops ? 20 + 40 : 40));
}

TEST_CASE("homes lie about their puskesmas as lognormal") {
  Parameters p = exact_parameters();
  p.way.puskesmas_first = 1;
  p.way.to_puskesmas = minutes(20);
  p.way.to_puskesmas_sigma = .5;
  p.network.travel[0] = {};
  const Model m(p);
  World w = world_at(m, noon);
  std::vector<CaseId> slots;
  for (int i = 0; i < 1000; ++i) slots.push_back(fall_ill(w, m, {.place = Place::home}));
  w.run_until(m, noon + days(2));
  double sum = 0, squares = 0;
  for (const CaseId slot : slots) {
    const double z = std::log(w.emergency.of(slot).steps().spent()[Step::travel] / minutes(20)) / .5;
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / 1000) < 3.29 / std::sqrt(1000));
  CHECK(std::abs(squares / 1000 - 1) < 3.29 * std::sqrt(2.0 / 1000));
}

TEST_CASE("where times are exponential their median stays") {
  Parameters p = exact_parameters();
  p.way.spread.index = index_of(Spread::exponential);
  p.way.decision = minutes(45);
  const Model m(p);
  World w = world_at(m, noon);
  std::vector<CaseId> slots;
  for (int i = 0; i < 2000; ++i) slots.push_back(fall_ill(w, m, {.place = Place::home}));
  w.run_until(m, noon + days(10));
  std::int64_t longer = 0;
  double mean = 0;
  for (const CaseId slot : slots) {
    const Duration d = w.emergency.of(slot).steps().spent()[Step::decide];
    longer += d > minutes(45);
    mean += d / minutes(45) / 2000;
  }
  CHECK(plausible(longer, 2000, .5));
  CHECK(std::abs(mean * std::log(2.0) - 1) < 3.29 / std::sqrt(2000));
}

TEST_CASE("a share away of emergencies after birth begins at home: those of women already gone") {
  // All births of one kind: she goes home after mu ln(1 / away).
  Parameters p = exact_parameters();
  const double away = GENERATE(.15, .6);
  const bool hospital = GENERATE(true, false);
  const std::size_t cause = index_of(Cause::pph);
  p.emergency.away[cause] = away;
  p.emergency.onset_after_mean[cause] = hours(10);
  p.network.facility_births[0] = .9;
  p.network.hospital_share[0] = hospital ? 1 : 0;
  p.pregnancy.caesarean = 0;
  const Place place = hospital ? Place::hospital : Place::clinic;
  const Duration lies = hours(10) * std::log(1 / away);
  const Model m(p);
  World w = world_at(m, noon);
  const WomanId early = add_woman(w, m, {.place = place}), late = add_woman(w, m, {.place = place});
  w.run_until(m, noon + lies - minutes(1));
  CHECK(w.emergency.of(w.way.fall_ill(w, m, early)).place() == place);
  w.run_until(m, noon + lies + minutes(1));
  CHECK(w.emergency.of(w.way.fall_ill(w, m, late)).place() == Place::home);
}

TEST_CASE("who stays longer after birth goes home later, and the share away holds over all kinds of birth") {
  Parameters p = exact_parameters();
  constexpr auto cause = Cause::hypertensive;
  p.emergency.away[index_of(cause)] = .6;
  p.emergency.onset_after_mean[index_of(cause)] = hours(30);
  p.network.facility_births[0] = .8;
  p.network.hospital_share[0] = .5;
  p.pregnancy.caesarean = .5;
  p.way.stay_primary = days(1), p.hospital.stay_vaginal = days(2), p.hospital.stay_caesarean = days(3);
  const Model m(p);
  const double q = m.way_plan.lies[cause];
  const double later =
      .5 * std::exp(-q * 24 / 30) + .25 * std::exp(-q * 48 / 30) + .25 * std::exp(-q * 72 / 30);
  CHECK(later == Approx(.6).epsilon(1e-9));
  p.emergency.away[index_of(cause)] = 0;
  CHECK(Model(p).way_plan.lies[cause] > 100);  // nobody
  p.emergency.away[index_of(cause)] = 1;
  CHECK(Model(p).way_plan.lies[cause] == 0);  // everybody
}

TEST_CASE("before birth a share away is at home") {
  Parameters p = exact_parameters();
  p.emergency.away.assign(7, GENERATE(0.0, 1.0));
  const Model m(p);
  World w = world_at(m, noon);
  const WomanId before = add_woman(w, m);
  w.pregnancy.women[before].clear(Woman::born);
  const bool home = w.emergency.of(w.way.fall_ill(w, m, before)).place() == Place::home;
  CHECK(home == (p.emergency.away[0] == 1));
}

TEST_CASE("an idle ambulance never makes a woman wait longer than public transport would") {
  Parameters p = exact_parameters();
  p.transport.ambulance_home = 1;
  p.transport.night_driver = 1;
  p.transport.leave_home = minutes(15);
  p.transport.wait_home = minutes(30);
  p.transport.call_out = minutes(GENERATE(5, 20, 60));
  const std::int64_t ambulances = GENERATE(0, 1);
  p.network.ambulances.assign(p.catchments.size(), ambulances);
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {.place = Place::home});
  w.run_until(m, noon + days(3));
  const bool by_ambulance = ambulances > 0 && p.transport.call_out < minutes(45);
  CHECK(Duration{values(w, "step_time")[index_of(Step::vehicle)]} ==
        (by_ambulance ? std::max(minutes(15), p.transport.call_out) : minutes(45)));
  CHECK(total(w, "ambulance_trips") == by_ambulance);
  CHECK(total(w, "public_trips") == !by_ambulance);
  CHECK(values(w, "family_money")[index_of(FamilyCost::fares)] ==
        (by_ambulance ? 0 : p.programme.fare.rupiah));
  // The vehicle that was called for nothing is free again.
  if (ambulances > 0 && !by_ambulance) CHECK(w.transport.ambulances()[CatchmentId{0}].busy() == 0);
}
