#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

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
  const std::vector<int> steps = {45, 0,   0,  0, 15 + 45 + 30, 20 + 40, 25, 10, 0, insured ? 75 : 5,
                                  0,  100, 45, 0};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CAPTURE(step_labels[Step(i)]);
    CHECK(Duration{step[i]} == minutes(steps[i]));
  }
  CHECK(total(w, "referrals") == 1);
  CHECK(total(w, "refusals") == 0);
}

TEST_CASE("a puskesmas that is closed at night sees nobody: women go straight to hospital") {
  Parameters p = exact_parameters();
  p.way.decision = {};
  p.way.night = 1;
  p.way.puskesmas_first = 1;
  p.way.to_puskesmas = minutes(20);
  p.way.poned_stay = minutes(25);
  const bool poned = GENERATE(false, true);
  p.network.poned[CatchmentId{0}] = poned;
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
  p.network.travel[CatchmentId{0}] = {};
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

TEST_CASE("a share away of emergencies after birth begins at home: those of women already gone") {
  // All births of one kind: she goes home after mu ln(1 / away).
  Parameters p = exact_parameters();
  const double away = GENERATE(.15, .6);
  const bool hospital = GENERATE(true, false);
  const std::size_t cause = index_of(Cause::pph);
  p.emergency.away[cause] = away;
  p.emergency.onset_after_mean[cause] = hours(10);
  p.network.facility_births[DistrictId{0}] = .9;
  p.network.hospital_share[DistrictId{0}] = hospital ? 1 : 0;
  p.pregnancy.caesarean = 0;
  const Place place = hospital ? Place::hospital : Place::clinic;
  const Duration lies = hours(10) * std::log(1 / away);
  const Model m(p);
  World w = world_at(m, noon);
  const WomanId early = add_woman(w, m, {.place = place}), late = add_woman(w, m, {.place = place});
  w.run_until(m, noon + lies - minutes(1));
  CHECK(w.emergency.of(fall_ill_with(w, m, early, {})).place() == place);
  w.run_until(m, noon + lies + minutes(1));
  CHECK(w.emergency.of(fall_ill_with(w, m, late, {})).place() == Place::home);
}

TEST_CASE("who stays longer after birth goes home later, and the share away holds over all kinds of birth") {
  Parameters p = exact_parameters();
  constexpr auto cause = Cause::hypertensive;
  p.emergency.away[index_of(cause)] = .6;
  p.emergency.onset_after_mean[index_of(cause)] = hours(30);
  p.network.facility_births[DistrictId{0}] = .8;
  p.network.hospital_share[DistrictId{0}] = .5;
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
  const bool home = w.emergency.of(fall_ill_with(w, m, before, {})).place() == Place::home;
  CHECK(home == (p.emergency.away[0] == 1));
}
