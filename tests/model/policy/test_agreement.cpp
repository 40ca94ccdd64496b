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
WomanId pregnant(World& w, const Model& m, Time due, unsigned flags = 0) {
  const WomanId slot = add_woman(w, m, {.flags = flags});
  Woman& woman = w.pregnancy.women[slot];
  woman.clear(Woman::born);
  woman.due = due;
  woman.birth = due + days(20);
  return slot;
}

int candidates_of(const World& w, WomanId slot) {
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
  CHECK(Agreement::capacity(Model(p), DistrictId{0}) ==
        Approx(.645656306).epsilon(1e-8));  // 1 / (1 + exp(-.6))
  a.barrier_weight = .75;
  CHECK(Agreement::capacity(Model(p), DistrictId{0}) == Approx(.5));
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
    for (std::uint32_t c = 0; c < 800; ++c) n += w.agreement.informed(m, CatchmentId{c});
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
  for (std::uint32_t c = 0; c < 400; ++c) n += w.agreement.informed(m, CatchmentId{c});
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
    CHECK(w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::candidates) == Approx(f));
    CHECK(wc.agreement.fidelity(wc, mc, DistrictId{0}, Mechanism::candidates) == Approx(std::min(.6, f)));
    CHECK(w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::courier) == 0);  // not agreed
  }
}

TEST_CASE("a pinned fidelity neither decays, nor is capped, nor waits for the cascade") {
  Parameters p = evolving(.2, 1);
  p.agreement.fidelity[0] = .9;
  split_catchment(p, 3);
  const Model m(p);
  World w(m, {1, 0});
  for (std::uint32_t c = 0; c < 3; ++c) CHECK(w.agreement.informed(m, CatchmentId{c}));
  for (const int day : {0, 200}) {
    w.run_until(m, Time{} + days(day));
    CHECK(w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::candidates) == .9);
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
    for (std::uint32_t c = 0; c < 60; ++c) n += w.agreement.informed(m, CatchmentId{c});
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
    REQUIRE(w.agreement.operational(DistrictId{0}) == Approx(level));
    REQUIRE(
        w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::joint_review) ==
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
    for (int i = 0; i < weeks; ++i) w.agreement.new_week(m, CatchmentId{0});
    std::vector<int> of;
    for (int i = 0; i < 8; ++i) {
      const WomanId slot = pregnant(w, m, Time{} + days(100));
      w.agreement.register_candidates(w, m, slot);
      of.push_back(candidates_of(w, slot));
      CHECK(w.pregnancy.women[slot].is(Woman::group_known) == (of.back() > 0));
      w.agreement.register_candidates(w, m, slot);  // once a pregnancy
    }
    std::int64_t n = 0;
    for (const int each : of) n += each;
    CHECK(total(w, "candidates_registered") == n);
    CHECK(values(w, "money")[index_of(Cost::candidates)] == 60'000 * n);
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
  w.agreement.new_week(m, CatchmentId{0});
  for (int i = 0; i < 2 * n; ++i)
    w.agreement.register_candidates(w, m,
                                    pregnant(w, m, Time{} + days(50), i < n ? 0U : unsigned{Woman::born}));
  for (std::size_t i = n; i < w.pregnancy.women.size(); ++i)
    w.pregnancy.women[WomanId{static_cast<std::uint32_t>(i)}].set(Woman::born);
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
    CHECK(w.blood_centre.reserve(UtdId{0}, static_cast<Group>(2 * g)) == levels[g]);
    CHECK(w.blood_centre.reserve(UtdId{0}, static_cast<Group>(2 * g + 1)) == 0);
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
    const bool breach = w.agreement.breaches(w, m, UtdId{0}, request);
    breaches += breach;
    if (i < 20) CHECK(w.agreement.breaches(w, m, UtdId{0}, request) == breach);
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
  const int reserve = w.blood_centre.reserve(UtdId{0}, Group::o_pos);
  CHECK(reserve > 0);
  w.start_policy(without);
  goes_on.start_policy(m);
  CHECK(goes_on.blood_centre.reserve(UtdId{0}, Group::o_pos) == reserve);
  CHECK(goes_on.agreement.informed(m, CatchmentId{0}));
  CHECK(w.blood_centre.reserve(UtdId{0}, Group::o_pos) == 0);
  CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  CHECK_FALSE(w.agreement.informed(without, CatchmentId{0}));
  CHECK(w.agreement.fidelity(w, without, DistrictId{0}, Mechanism::candidates) == 0);
  CHECK(w.agreement.operational(DistrictId{0}) == 1);
  w.run_until(without, w.now() + days(45));  // no upkeep brings it back
  CHECK(w.blood_centre.reserve(UtdId{0}, Group::o_pos) == 0);
}

TEST_CASE("recruitment money counts by the people of the districts that agreed to it") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.agreement.recruitment = .2;
  agree(p, .5, {Mechanism::recruitment_money});
  p.agreement.model_text[1] = {0};
  const Model m(p);
  const World w(m, {1, 0});
  CHECK(w.agreement.money_factor(w, m, UtdId{0}) == Approx(1 + .2 * .5 * .75));
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
  for (std::uint32_t d = 0; d < 200; ++d) adopted += w.agreement.in_force(DistrictId{d});
  CHECK(plausible(adopted, 200, 1 - std::exp(-.5 / slowed(variables))));
  for (std::uint32_t d = 200; d < 300; ++d) CHECK_FALSE(w.agreement.in_force(DistrictId{d}));
}

namespace {

/// A district whose puskesmas has all the hours and money for candidates and calls, and a pregnant woman in
/// it with four candidates, called up by day 50.
Parameters calling(std::initializer_list<Mechanism> mechanisms = {Mechanism::candidates,
                                                                  Mechanism::call_up}) {
  Parameters p = exact_parameters(1, 0, 120);
  agree(p, 1, mechanisms);
  no_losses(p);
  p.network.births[0] = Rate{1e-4};
  p.agreement.candidate_money = p.agreement.call_money = {1'000'000'000};
  p.agreement.candidate_cost = p.agreement.call_cost = {1};
  p.agreement.candidate_hours = .01;
  p.agreement.midwife_hours = 1000;
  p.agreement.turn_up = 1;
  p.agreement.kin_donors = 0;
  p.agreement.kin_same_group = 1;
  p.donor.deferral = 0;
  p.network.bleeding_capacity[0] = 10'000;
  return p;
}

WomanId with_candidates(World& w, const Model& m, Time due) {
  w.agreement.new_week(m, CatchmentId{0});
  const WomanId slot = pregnant(w, m, due);
  w.agreement.register_candidates(w, m, slot);
  REQUIRE(candidates_of(w, slot) == 4);
  return slot;
}

/// She gives birth now.
void deliver(World& w, const Model& m, WomanId slot) {
  w.pregnancy.women[slot].set(Woman::born);
  w.pregnancy.women[slot].birth = w.now();
  w.kept.gave_birth(w, m, slot);
}

std::int64_t shelf(World& w, const Model& m) {
  return w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos);
}

}  // namespace

TEST_CASE("each mechanism is carried out as far as its own extent, and one left out is not agreed") {
  const auto mechanism = GENERATE(from_range(every<Mechanism>));
  Parameters p = exact_parameters();
  agree(p, .8, every<Mechanism>);
  p.agreement.extent(DistrictId{0}, mechanism) = .5;
  const Model m(p);
  World w(m, {1, 0});
  for (const Mechanism k : every<Mechanism>)
    CHECK(w.agreement.fidelity(w, m, DistrictId{0}, k) == Approx(k == mechanism ? .4 : .8));
  w.run_until(m, m.end);
  // Half of one mechanism is the distance from the template, however well it is carried out.
  CHECK(static_cast<double>(total(w, "modification")) / static_cast<double>(total(w, "agreement_months")) ==
        Approx(.5 / count_of<Mechanism> * 1e6).epsilon(1e-5));
  p.agreement.extent(DistrictId{0}, mechanism) = 0;
  const Model without(p);
  CHECK(
      World(without, {1, 0}).agreement.fidelity(World(without, {1, 0}), without, DistrictId{0}, mechanism) ==
      0);
}

TEST_CASE("a fidelity of 0, an extent of 0 throughout and no mechanism at all are no agreement") {
  Parameters p = exact_parameters(1, 0, 60);
  agree(p, .8, {Mechanism::courier});
  const int how = GENERATE(0, 1, 2);
  if (how == 0) p.agreement.fidelity[0] = 0;
  if (how == 1) p.agreement.extent(DistrictId{0}, Mechanism::courier) = 0;
  if (how == 2) p.agreement.mechanisms[0] = {};
  const Model m(p);
  World w(m, {1, 0});
  CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  w.run_until(m, m.end);
  CHECK(total(w, "agreement_months") == 0);
  CHECK(total(w, "puskesmas_in_force") == 0);
  CHECK(total(w, "modification") == 0);
}

TEST_CASE("one mechanism may drift faster than the others, and a review brings it back too") {
  Parameters p = evolving(.8, 5, .25, 300);
  agree(p, p.agreement.fidelity[0], every<Mechanism>);
  p.agreement.mechanism_decay[index_of(Mechanism::courier)] = 3;
  p.agreement.review_base = 0;
  p.agreement.review_capacity = 0;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, Time{} + days(200));
  const auto f = [&](Mechanism k) { return w.agreement.fidelity(w, m, DistrictId{0}, k); };
  CHECK(f(Mechanism::candidates) == Approx(.8 * std::exp(-p.agreement.decay * 200 / 365)));
  CHECK(f(Mechanism::courier) == Approx(.8 * std::exp(-3 * p.agreement.decay * 200 / 365)));
}

TEST_CASE("an agreement is in force from the day it is signed") {
  Parameters p = exact_parameters(1, 0, 300);
  agree(p, 1, {Mechanism::candidates});
  const Date first = Model(p).days.front().date;
  p.agreement.signed_on[0] = first + 100;
  SECTION("in the base") {
    const Model m(p);
    World w(m, {1, 0});
    w.run_until(m, Time{} + days(100));
    CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
    w.run_until(m, Time{} + days(100) + microseconds(1));
    CHECK(w.agreement.in_force(DistrictId{0}));
  }
  SECTION("by a policy, in place of one signed before, or not at all") {
    Parameters before = p, never = p;
    before.agreement.signed_on[0] = first;
    never.agreement.model_text[0] = {};
    const Model base(before), later(before, p), not_at_all(before, never);
    World w(base, {1, 0});
    CHECK(w.agreement.in_force(DistrictId{0}));
    w.run_until(base, Time{} + days(10));
    World without = w;
    w.start_policy(later);
    CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
    w.run_until(later, Time{} + days(101));
    CHECK(w.agreement.in_force(DistrictId{0}));
    without.start_policy(not_at_all);
    without.run_until(not_at_all, Time{} + days(101));
    CHECK_FALSE(without.agreement.in_force(DistrictId{0}));
  }
  SECTION("a policy without agreement drops a signing to come") {
    Parameters none = p;
    none.agreement.model_text[0] = {};
    const Model base(p), m(p, none);
    World w(base, {1, 0});
    w.start_policy(m);
    w.run_until(m, Time{} + days(200));
    CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  }
}

TEST_CASE("each capacity variable raises capacity and slows the drift, each barrier does the opposite") {
  using Field = std::vector<double> AgreementParameters::*;
  using P = AgreementParameters;
  const auto [field, helps] = GENERATE(table<Field, bool>({{&P::standards, true},
                                                           {&P::resources, true},
                                                           {&P::communication, true},
                                                           {&P::agency, true},
                                                           {&P::conditions, true},
                                                           {&P::disposition, true},
                                                           {&P::urgency, false},
                                                           {&P::conflict, false},
                                                           {&P::complexity, false},
                                                           {&P::budget, false},
                                                           {&P::misperception, false},
                                                           {&P::fragmentation, false}}));
  Parameters p = evolving(.8, 5, .4, 300);
  for (const Field b :
       {&P::urgency, &P::conflict, &P::complexity, &P::budget, &P::misperception, &P::fragmentation})
    (p.agreement.*b)[0] = .4;
  double before = helps ? 0 : 2, kept_before = before;
  for (const double x : {.1, .5, .9}) {
    (p.agreement.*field)[0] = x;
    const Model m(p);
    const double c = Agreement::capacity(m, DistrictId{0});
    CHECK((helps ? c > before : c < before));
    before = c;
    World w(m, {1, 0});
    w.run_until(m, Time{} + days(250));
    const double kept = w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::candidates);
    CHECK((helps ? kept > kept_before : kept < kept_before));
    kept_before = kept;
  }
}

TEST_CASE("calls are made as far as money for them goes; the others are counted by why they were not") {
  Parameters p = calling();
  p.network.births[0] = Rate{1};
  p.emergency.rate.assign(7, 0);
  p.agreement.call_cost = {25'000};
  p.agreement.call_money = {5'000};  // at most eleven calls: for the births of eight weeks
  const int women = 5;
  const auto day = Time{} + days(50);
  const double f = GENERATE(1.0, 0.0);
  p.agreement.extent(DistrictId{0}, Mechanism::call_up) = f;
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < women; ++i) with_candidates(w, m, day);
  w.agreement.new_week(m, CatchmentId{0});
  const auto of_others = total(w, "candidates_registered") - 4 * women;
  CHECK(of_others == 0);
  w.run_until(m, day - days(6));
  const auto uncalled = values(w, "candidates_uncalled");
  std::array<std::int64_t, 3> why{};
  for (std::size_t i = 0; i < uncalled.size(); ++i) why[i % 3] += uncalled[i];
  if (f == 0) {
    CHECK(why[index_of(Uncalled::neglected)] >= 4 * women);
    CHECK(total(w, "candidates_called") == 0);
  } else {
    CHECK(why[index_of(Uncalled::money)] > 0);
    const auto money = values(w, "money");
    std::int64_t calls = 0;
    for (std::size_t k = index_of(Cost::calls); k < money.size(); k += cost_labels.size()) calls += money[k];
    CHECK(calls == 25'000 * total(w, "candidates_called"));
  }
  CHECK(why[0] + why[1] + why[2] + total(w, "candidates_called") <= total(w, "candidates_registered"));
}

TEST_CASE("candidates who gave too recently are sent home") {
  Parameters p = calling();
  p.agreement.kin_donors = GENERATE(0.0, 1.0);
  p.donor.interval = days(60);
  p.donor.gap = days(20);
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 300; ++i) with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(44));
  CHECK(plausible(total(w, "candidates_bled"), 1200, 1 - p.agreement.kin_donors * .75));
}

TEST_CASE("red cells of her candidates are kept for a woman, hers in an emergency, everybody's in the end") {
  Parameters p = calling();
  p.kept.keep = days(2);
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.blood_centre.initial_cover = {};
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  p.network.donations.assign(p.facilities.size(), Rate{0});
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.pregnancy.women[her].group = Group::o_pos;
  w.run_until(m, Time{} + days(45));
  REQUIRE(total(w, "candidates_bled") == 4);
  CHECK(w.pregnancy.women[her].kept == 4);
  CHECK(w.kept.units(UtdId{0}, Product::prc) == 4);
  CHECK(shelf(w, m) == 0);
  CHECK(w.blood_centre.conserved(w, m));
  SECTION("until some days after the birth") {
    deliver(w, m, her);
    w.run_until(m, w.now() + days(2));
    CHECK(shelf(w, m) == 0);
    w.run_until(m, w.now() + microseconds(1));
    CHECK(shelf(w, m) == 4);
    CHECK(w.pregnancy.women[her].kept == 0);
  }
  SECTION("until she is followed no more") {
    w.pregnancy.close(w, m, her);
    CHECK(shelf(w, m) == 4);
  }
  SECTION("or the agreement ends") {
    Parameters none = p;
    none.agreement.model_text[0] = {};
    w.start_policy(Model(p, none));
    CHECK(shelf(w, m) == 4);
    CHECK(w.kept.units(UtdId{0}, Product::prc) == 0);
  }
  SECTION("hers first in an emergency, as many as she needs") {
    w.pregnancy.women[her].cause = Cause::pph;
    w.pregnancy.women[her].set(Woman::placed);
    deliver(w, m, her);
    Case& c = w.emergency.of(fall_ill_with(w, m, her, {.red_cells = 3}));
    CHECK(w.kept.take(w, m, c, 3, c.blood().held(Needed::red_cells)) == 3);
    CHECK(total(w, "candidates_used") == 3);
    CHECK(w.pregnancy.women[her].kept == 1);
    CHECK(w.blood_centre.conserved(w, m));
  }
  SECTION("no other's") {
    const CaseId other = fall_ill(w, m);
    StaticUnits held;
    CHECK(w.kept.take(w, m, w.emergency.of(other), 3, held) == 0);
  }
  SECTION("nor hers if of a group she may not get") {
    w.pregnancy.women[her].cause = Cause::pph;
    const CaseId slot = fall_ill_with(w, m, her, {.group = Group::o_neg});
    StaticUnits held;
    CHECK(w.kept.take(w, m, w.emergency.of(slot), 3, held) == 0);
  }
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("a woman whose stock was bled for her gets blood where shelves are empty") {
  Parameters p = calling();
  p.blood_centre.initial_cover = {};
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  p.network.donations.assign(p.facilities.size(), Rate{0});
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  const bool called = GENERATE(false, true);
  if (!called) p.agreement.turn_up = 0;
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(45));
  Woman& woman = w.pregnancy.women[her];
  woman.cause = Cause::pph;
  woman.group = Group::o_pos;
  woman.set(Woman::placed);
  woman.place = Place::hospital;
  deliver(w, m, her);
  w.way.fall_ill(w, m, her);
  w.run_until(m, w.now() + days(1));
  CHECK(total(w, "treated") == called);
  CHECK(total(w, "candidates_used") == called);
}

TEST_CASE("districts pay their part of a drive as far as they gave recruitment money") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.agreement.recruitment = .2;
  agree(p, .5, {Mechanism::recruitment_money});
  p.agreement.model_text[1] = {0};
  const Model m(p);
  World w(m, {1, 0});
  w.agreement.share_drive(w, m, UtdId{0}, {1'000'000});
  const double factor = 1 + .2 * .5 * .75;
  CHECK(total(w, "money") == std::llround(1e6 * (factor - 1) / factor));
}

TEST_CASE("what others take out of the reserve, and what it keeps from them, is counted") {
  Parameters p = exact_parameters();
  p.network.births[0] = Rate{8};
  p.emergency.rate.assign(7, 100);
  p.pregnancy.high_risk = 0;
  p.emergency.blood_other.assign(7, 1);
  p.blood_centre.initial_cover = {};
  agree(p, 1, {Mechanism::maternal_reserve});
  const Model m(p);
  World w(m, {1, 0});
  const int reserve = w.blood_centre.reserve(UtdId{0}, Group::o_pos);
  REQUIRE(reserve > 2);
  stock(w, m, UtdId{0}, Group::o_pos, reserve);
  Ask ask{Product::prc, Group::o_pos, 2, Urgency::urgent, false, false};
  StaticUnits out;
  CHECK(w.blood_centre.take(w, m, UtdId{0}, ask, out) == 0);
  CHECK(w.blood_centre.withheld(w, m, UtdId{0}, ask) == 2);
  ask.reserve = true;  // against the rule
  CHECK(w.blood_centre.take(w, m, UtdId{0}, ask, out) == 2);
  CHECK(total(w, "reserve_taken") == 2);
  CHECK(total(w, "reserve_to_others") == 2);
  ask.urgency = Urgency::maternal;
  CHECK(w.blood_centre.take(w, m, UtdId{0}, ask, out) > 0);
  CHECK(total(w, "reserve_to_others") == 2);
  CHECK(total(w, "reserve_taken") > 2);
  CHECK(w.blood_centre.withheld(w, m, UtdId{0}, ask) == 0);
}

TEST_CASE("a district that may adopt an agreement without mechanisms, or of fidelity 0, adopts none") {
  Parameters p = exact_parameters(1, 0, 300);
  p.agreement.adopts[0] = true;
  p.agreement.adoption = 10;
  if (GENERATE(true, false)) {
    p.agreement.mechanisms[0] = {};
  } else {
    p.agreement.fidelity[0] = 0;
  }
  const Model m(p);
  World w(m, {1, 0});
  w.start_policy(m);
  w.run_until(m, m.end);
  CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  CHECK(total(w, "agreement_months") == 0);
}

TEST_CASE("units that do not suit her are not kept for her") {
  Parameters p = calling();
  p.blood_centre.initial_cover = {};
  p.agreement.kin_same_group = 0;
  p.network.abo = {0, 0, 0, 1};  // all candidates are AB
  p.network.rhesus_negative = 0;
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.pregnancy.women[her].group = Group::o_pos;
  w.run_until(m, Time{} + days(45));
  REQUIRE(total(w, "candidates_bled") == 4);
  CHECK(w.pregnancy.women[her].kept == 0);
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::ab_pos) == 4);
}

TEST_CASE("candidates of an agreement that has ended are not called, nor counted as uncalled") {
  Parameters p = calling(), none = p;
  none.agreement.model_text[0] = {};
  const Model m(p), without(p, none);
  World w(m, {1, 0});
  with_candidates(w, m, Time{} + days(50));
  w.start_policy(without);
  w.run_until(without, Time{} + days(60));
  CHECK(total(w, "candidates_called") == 0);
  CHECK(total(w, "candidates_uncalled") == 0);
}

TEST_CASE("a woman given fewer candidates for want of money gets the others at a later contact") {
  Parameters p = calling();
  p.network.births[0] = Rate{1};
  p.emergency.rate.assign(7, 0);
  p.agreement.candidate_cost = {60'000};
  p.agreement.candidate_money = {20'000};  // two a week
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = pregnant(w, m, Time{} + days(100));
  w.agreement.new_week(m, CatchmentId{0});
  w.agreement.register_candidates(w, m, her);
  CHECK(candidates_of(w, her) == 2);
  w.agreement.new_week(m, CatchmentId{0});
  w.agreement.register_candidates(w, m, her);
  CHECK(candidates_of(w, her) == 4);
}

TEST_CASE("every ambulance costs its money, with an agreement and without") {
  Parameters p = exact_parameters(1, 0, 365);
  split_catchment(p, 3);
  p.network.ambulances = {2, 0, 1};
  p.transport.ambulance_cost = {1'200'000};
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const auto money = values(w, "money");
  std::int64_t ambulances = 0;
  for (std::size_t i = index_of(Cost::ambulances); i < money.size(); i += cost_labels.size())
    ambulances += money[i];
  CHECK(ambulances == 3 * 100'000 * total(w, "month_ends"));
}
