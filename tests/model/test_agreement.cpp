#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// All variables and barriers of a district that are 0 or 1 for all.
void set_capacity(Parameters& p, double variables, double barriers) {
  AgreementParameters& a = p.agreement;
  for (auto* v : {&a.standards, &a.resources, &a.communication, &a.agency, &a.conditions, &a.disposition})
    v->assign(v->size(), variables);
  for (auto* b : {&a.urgency, &a.conflict, &a.complexity, &a.budget, &a.misperception, &a.fragmentation})
    b->assign(b->size(), barriers);
}

/// An agreement that evolves, signed at time 0; C = 1/2 unless `variables` say otherwise.
Parameters evolving(double initial, double operational, double variables = .25, int horizon_days = 60) {
  Parameters p = exact_parameters(1, 0, horizon_days);
  agree(p, std::numeric_limits<double>::quiet_NaN(), {Mechanism::candidates});
  set_capacity(p, variables, 0);
  p.agreement.initial_fidelity[0] = initial;
  p.agreement.operational[0] = operational;
  p.agreement.formal[0] = 5;
  return p;
}

/// What capacity does to decay and loss, and the inverse of what it does to adoption.
double slowed(double variables) {
  const double c = 1 / (1 + std::exp(-6 * (variables - .25)));
  return std::exp(-2 * (c - .5));
}

/// A woman with a pregnancy still to end.
std::uint32_t pregnant(World& w, const Model& m, Time due, unsigned flags = 0) {
  const std::uint32_t slot = add_woman(w, m, {.flags = flags});
  Woman& woman = w.pregnancy.women[slot];
  woman.clear(Woman::born);
  woman.due = due;
  woman.birth = due + days(20);
  return slot;
}

int candidates_of(const World& w, std::uint32_t slot) {
  return std::popcount(static_cast<unsigned>(w.pregnancy.women[slot].candidates));
}

}  // namespace

TEST_CASE("capacity is the logistic of weighted variables less weighted barriers") {
  Parameters p = exact_parameters();
  AgreementParameters& a = p.agreement;
  a.standards[0] = .2, a.resources[0] = .3, a.communication[0] = .4;
  a.agency[0] = .5, a.conditions[0] = .6, a.disposition[0] = .7;
  a.urgency[0] = .1, a.conflict[0] = .2, a.complexity[0] = .3;
  a.budget[0] = .4, a.misperception[0] = .5, a.fragmentation[0] = .6;
  a.variable_weight = {1, 2, 3, 1, 1, 2};  // mean .45
  a.barriers_weight = {2, 1, 1, 1, 1, 4};  // mean .40
  a.barrier_weight = .5;
  a.midpoint = .15;
  a.steepness = 6;
  CHECK(Agreement::capacity(Model(p), 0) == Approx(.645656306).epsilon(1e-8));  // 1 / (1 + exp(-.6))
  a.barrier_weight = .75;
  CHECK(Agreement::capacity(Model(p), 0) == Approx(.5));
}

TEST_CASE("the cascade reaches a puskesmas after its delay, through every organisation") {
  const double variables = GENERATE(.25, 1.0);
  Parameters p = evolving(.5, 5, variables);
  split_catchment(p, 800);
  p.agreement.organisations = 4;
  p.agreement.loss = .2;
  p.agreement.hand_over = days(1);
  p.agreement.hand_over_sigma = 0;
  const Model m(p);
  World w(m, {1, 0});
  const auto informed = [&] {
    std::int64_t n = 0;
    for (std::uint32_t c = 0; c < 800; ++c) n += w.agreement.informed(m, c);
    return n;
  };
  w.run_until(m, Time{} + days(1));
  CHECK(informed() == 0);
  w.run_until(m, Time{} + days(1) + microseconds(1));
  CHECK(plausible(informed(), 800, std::pow(1 - .2 * slowed(variables), 3)));
}

TEST_CASE("half the puskesmas are handed the agreement by the median") {
  Parameters p = evolving(.5, 5);
  split_catchment(p, 400);
  p.agreement.loss = 0;
  p.agreement.hand_over = days(5);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, Time{} + days(5));
  std::int64_t n = 0;
  for (std::uint32_t c = 0; c < 400; ++c) n += w.agreement.informed(m, c);
  CHECK(plausible(n, 400, .5));
}

TEST_CASE("between reviews fidelity decays as an exponential, under the cap of the operational level") {
  const double variables = GENERATE(.25, .6);
  const Parameters p = evolving(.8, 5, variables), capped = evolving(.8, 3, variables);
  const Model m(p), mc(capped);
  World w(m, {1, 0}), wc(mc, {1, 0});
  for (const int day : {0, 50, 150, 400}) {
    w.run_until(m, Time{} + days(day));
    wc.run_until(mc, Time{} + days(day));
    const double f = .8 * std::exp(-p.agreement.decay * slowed(variables) * day / 365);
    CAPTURE(day);
    CHECK(w.agreement.fidelity(w, m, 0, Mechanism::candidates) == Approx(f));
    CHECK(wc.agreement.fidelity(wc, mc, 0, Mechanism::candidates) == Approx(std::min(.6, f)));
    CHECK(w.agreement.fidelity(w, m, 0, Mechanism::courier) == 0);  // not agreed
  }
}

TEST_CASE("a pinned fidelity neither decays, nor is capped, nor waits for the cascade") {
  Parameters p = evolving(.2, 1);
  p.agreement.fidelity[0] = .9;
  split_catchment(p, 3);
  const Model m(p);
  World w(m, {1, 0});
  for (std::uint32_t c = 0; c < 3; ++c) CHECK(w.agreement.informed(m, c));
  for (const int day : {0, 200}) {
    w.run_until(m, Time{} + days(day));
    CHECK(w.agreement.fidelity(w, m, 0, Mechanism::candidates) == .9);
  }
}

TEST_CASE("a review held pulls fidelity to its cap, raises the level and hands over again what was lost") {
  Parameters p = evolving(.3, 3, .25, 300);
  split_catchment(p, 60);
  p.agreement.mechanisms[0].bits |= 1U << index_of(Mechanism::joint_review);
  p.agreement.review_interval = days(7);
  p.agreement.review_base = 1;
  p.agreement.review_capacity = 0;
  p.agreement.hand_over = days(1);
  p.agreement.hand_over_sigma = 0;
  p.agreement.organisations = 2;
  p.agreement.loss = .5;
  const Model m(p);
  World w(m, {1, 0});
  const auto informed = [&] {
    int n = 0;
    for (std::uint32_t c = 0; c < 60; ++c) n += w.agreement.informed(m, c);
    return n;
  };
  double f = .3, level = 3;
  Time since{};
  int held = 0, before = 0;
  for (int week = 1; week <= 40; ++week) {
    const Time at = Time{} + days(7 * week);
    w.run_until(m, at);
    before = informed();
    w.run_until(m, at + microseconds(1));
    const double decayed =
        std::min(level / 5, f * std::exp(-p.agreement.decay * (at - since).as_days() / 365));
    if (total(w, "reviews_held") > held) {
      ++held;
      f = decayed + p.agreement.rho * (level / 5 - decayed);
      level += p.agreement.alignment * .5 * (5 - level);
      since = at;
      w.run_until(m, at + days(1) + microseconds(1));
      if (held == 1) CHECK(informed() > before);
    }
    REQUIRE(w.agreement.operational(0) == Approx(level));
    REQUIRE(
        w.agreement.fidelity(w, m, 0, Mechanism::joint_review) ==
        Approx(std::min(level / 5, f * std::exp(-p.agreement.decay * (w.now() - since).as_days() / 365))));
  }
  CHECK((held > 15 && held < 40));
  CHECK(total(w, "money") == held * p.agreement.review_cost.rupiah);
}

TEST_CASE("candidates are registered as far as the week's hours and the puskesmas's money go") {
  Parameters p = exact_parameters();
  agree(p, 1, {Mechanism::candidates});
  p.network.births[0] = Rate{2};
  p.agreement.candidates = 4;
  p.agreement.candidate_hours = 1.5;
  p.agreement.candidate_cost = {60'000};
  const auto registered = [&](int weeks) {
    const Model m(p);
    World w(m, {1, 0});
    for (int i = 0; i < weeks; ++i) w.agreement.new_week(m, 0);
    std::vector<int> of;
    for (int i = 0; i < 8; ++i) {
      const std::uint32_t slot = pregnant(w, m, Time{} + days(100));
      w.agreement.register_candidates(w, m, slot);
      of.push_back(candidates_of(w, slot));
      CHECK(w.pregnancy.women[slot].is(Woman::group_known) == (of.back() > 0));
      w.agreement.register_candidates(w, m, slot);  // once a pregnancy
    }
    std::int64_t n = 0;
    for (const int each : of) n += each;
    CHECK(total(w, "candidates_registered") == n);
    CHECK(values(w, "money")[cost_line::candidates] == 60'000 * n);
    return of;
  };
  p.agreement.candidate_money = {1'000'000};
  p.agreement.midwife_hours = 10;  // six times 1.5 hours; what is left of a week is lost
  CHECK(registered(0) == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(registered(1) == std::vector<int>{4, 2, 0, 0, 0, 0, 0, 0});
  CHECK(registered(3) == std::vector<int>{4, 2, 0, 0, 0, 0, 0, 0});
  p.agreement.candidate_money = {10'000};  // for 14 births a week: 140,000 IDR, kept for eight weeks
  p.agreement.midwife_hours = 1000;
  CHECK(registered(1) == std::vector<int>{2, 0, 0, 0, 0, 0, 0, 0});
  CHECK(registered(3) == std::vector<int>{4, 3, 0, 0, 0, 0, 0, 0});
  CHECK(registered(8) == std::vector<int>{4, 4, 4, 4, 2, 0, 0, 0});
  CHECK(registered(20) == std::vector<int>{4, 4, 4, 4, 2, 0, 0, 0});
  p.agreement.fidelity[0] = 0;
  CHECK(registered(8) == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("candidates are called once, ten to seven days before the due date, too late after a birth") {
  Parameters p = exact_parameters(1, 0, 90);
  agree(p, 1, {Mechanism::candidates, Mechanism::call_up});
  p.network.births[0] = Rate{1e-4};  // hardly a woman, but money is counted by births
  p.agreement.candidate_money = p.agreement.call_money = {1'000'000'000};
  p.agreement.candidate_cost = p.agreement.call_cost = {1};
  p.agreement.kin_donors = 0;
  p.agreement.candidate_hours = .01;
  p.agreement.midwife_hours = 1000;
  p.agreement.turn_up = .4;
  p.network.bleeding_capacity[0] = 10'000;
  const int n = 600;
  const Model m(p);
  World w(m, {1, 0});
  w.agreement.new_week(m, 0);
  for (int i = 0; i < 2 * n; ++i)
    w.agreement.register_candidates(w, m,
                                    pregnant(w, m, Time{} + days(50), i < n ? 0U : unsigned{Woman::born}));
  for (std::size_t i = n; i < w.pregnancy.women.size(); ++i) w.pregnancy.women[i].set(Woman::born);
  REQUIRE(total(w, "candidates_registered") == 2 * n * 4);
  w.run_until(m, Time{} + days(40));
  CHECK(total(w, "candidates_called") == 0);
  CHECK(total(w, "called_too_late") == 0);
  w.run_until(m, Time{} + days(41));
  CHECK(plausible(total(w, "candidates_called") / 4, n, 1.0 / 3));
  w.run_until(m, Time{} + days(43));
  CHECK(total(w, "candidates_called") == 4 * n);
  CHECK(total(w, "called_too_late") == n);
  CHECK(plausible(total(w, "candidates_bled"), 4 * n, .4));
  CHECK(total(w, "donations") == total(w, "candidates_bled"));
}

TEST_CASE("the reserve is the factor times the quantile of a day's women, in proportion to fidelity") {
  const auto [f, levels] = GENERATE(
      table<double, std::vector<int>>({{1.0, {12, 9, 9, 6}}, {.5, {6, 5, 5, 3}}, {0.0, {0, 0, 0, 0}}}));
  Parameters p = blood_parameters({{"north", 0, 0, 0, {100000, 50000}, 1, 0}}, 0, 60);
  // A quarter of births needs blood: two women a day in one district, one in the other.
  p.emergency.rate = {500, 0, 0, 0, 0, 0, 0};
  p.pregnancy.high_risk = 0;
  p.emergency.lethality[0] = .5;
  p.emergency.blood_lethal[0] = .8;
  p.emergency.blood_other[0] = .2;
  p.network.births = {Rate{8}, Rate{4}};
  p.network.abo = {4, 3, 2, 1};
  p.network.rhesus_negative = 0;
  p.agreement.reserve_factor = 3;
  p.agreement.reserve_quantile = .95;
  agree(p, f, {Mechanism::maternal_reserve});
  const Model m(p);
  const World w(m, {1, 0});
  // Means .8 .6 .4 .2 have the quantiles 2 2 2 1, and .4 .3 .2 .1 have 2 1 1 1.
  for (std::size_t g = 0; g < 4; ++g) {
    CHECK(w.blood_centre.reserve(0, static_cast<Group>(2 * g)) == levels[g]);
    CHECK(w.blood_centre.reserve(0, static_cast<Group>(2 * g + 1)) == 0);
  }
}

TEST_CASE("an urgent request breaks the rule as often as fidelity falls short, the same one always") {
  Parameters p = exact_parameters();
  const double f = GENERATE(0.0, .7, 1.0);
  agree(p, f, {Mechanism::maternal_reserve});
  const Model m(p);
  const World w(m, {1, 0});
  std::int64_t breaches = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const Name request = root_name(Root::request, 3601, 1, i);
    const bool breach = w.agreement.breaches(w, m, 0, request);
    breaches += breach;
    if (i < 20) CHECK(w.agreement.breaches(w, m, 0, request) == breach);
  }
  CHECK(plausible(breaches, 2000, 1 - f));
}

TEST_CASE("an agreement that ends takes its reserve, its fidelity and its cascade with it") {
  Parameters p = exact_parameters();
  p.network.births[0] = Rate{8};
  p.emergency.rate.assign(7, 100);
  p.pregnancy.high_risk = 0;
  p.emergency.blood_other.assign(7, 1);
  agree(p, 1, {Mechanism::maternal_reserve, Mechanism::candidates, Mechanism::joint_review});
  Parameters none = p;
  none.agreement.model_text[0] = {0};
  const Model m(p), without(p, none);
  World w(m, {1, 0}), goes_on(m, {1, 0});
  const int reserve = w.blood_centre.reserve(0, Group::o_pos);
  CHECK(reserve > 0);
  w.start_policy(without);
  goes_on.start_policy(m);
  CHECK(goes_on.blood_centre.reserve(0, Group::o_pos) == reserve);
  CHECK(goes_on.agreement.informed(m, 0));
  CHECK(w.blood_centre.reserve(0, Group::o_pos) == 0);
  CHECK_FALSE(w.agreement.in_force(0));
  CHECK_FALSE(w.agreement.informed(without, 0));
  CHECK(w.agreement.fidelity(w, without, 0, Mechanism::candidates) == 0);
  CHECK(w.agreement.operational(0) == 1);
  w.run_until(without, w.now() + days(45));  // no upkeep brings it back
  CHECK(w.blood_centre.reserve(0, Group::o_pos) == 0);
}

TEST_CASE("recruitment money counts by the people of the districts that agreed to it") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.agreement.recruitment = .2;
  agree(p, .5, {Mechanism::recruitment_money});
  p.agreement.model_text[1] = {0};
  const Model m(p);
  const World w(m, {1, 0});
  CHECK(w.agreement.money_factor(w, m, 0) == Approx(1 + .2 * .5 * .75));
}

TEST_CASE("districts adopt the agreement with their hazard, and only those that may") {
  const double variables = GENERATE(.25, 1.0);
  Parameters p = blood_parameters({{"north", 0, 0, 0, std::vector<double>(300, 1000.0), 1, 0}}, 0, 400);
  set_capacity(p, variables, 0);
  p.agreement.adoption = .5;
  p.agreement.hand_over = days(4000);
  p.agreement.adopts.assign(300, true);
  for (std::size_t d = 200; d < 300; ++d) p.agreement.adopts[d] = false;
  const Model m(p);
  World w(m, {1, 0});
  w.start_policy(m);
  w.run_until(m, Time{} + days(365));
  std::int64_t adopted = 0;
  for (std::uint32_t d = 0; d < 200; ++d) adopted += w.agreement.in_force(d);
  CHECK(plausible(adopted, 200, 1 - std::exp(-.5 / slowed(variables))));
  for (std::uint32_t d = 200; d < 300; ++d) CHECK_FALSE(w.agreement.in_force(d));
}
