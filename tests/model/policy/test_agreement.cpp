#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/agreement_world.hpp"

using namespace darah;
using namespace darah::testing;

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
  p.agreement.fidelity[DistrictId{0}] = .9;
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
  p.agreement.mechanisms[DistrictId{0}].bits |= 1U << index_of(Mechanism::joint_review);
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

TEST_CASE("fidelity is capped by the level, counted from the one that carries nothing") {
  const double zero = GENERATE(0.0, 1.0);
  for (const double level : {1.0, 2.0, 3.5, 5.0}) {
    Parameters p = evolving(1, level);
    p.agreement.level_zero = zero;
    p.network.party_of[FacilityId{1}] = {0};
    const Model m(p);
    World w(m, {1, 0});
    w.run_until(m, Time{} + hours(1));
    const double f = w.agreement.fidelity(w, m, DistrictId{0}, Mechanism::candidates);
    CAPTURE(zero, level);
    CHECK(f == Approx(std::min((level - zero) / (5 - zero), std::exp(-p.agreement.decay / 365 / 24))));
    CHECK(w.agreement.is_party(m, HospitalId{0}) == (level > zero));
  }
}

TEST_CASE("a pinned fidelity makes a party of a network too") {
  Parameters p = evolving(1, 1);
  p.agreement.level_zero = 1;
  p.agreement.fidelity[DistrictId{0}] = .5;
  p.network.party_of[FacilityId{1}] = {0};
  const Model m(p);
  World w(m, {1, 0});
  CHECK(w.agreement.is_party(m, HospitalId{0}));
}

TEST_CASE("an agreement not handed down is told to nobody, until an arm hands it down") {
  Parameters p = evolving(.5, 5);
  split_catchment(p, 20);
  p.agreement.loss = 0;
  p.agreement.hand_over = days(1);
  p.agreement.handed_down[DistrictId{0}] = false;
  Parameters told = p;
  told.agreement.handed_down[DistrictId{0}] = true;
  const Model m(p), then(p, told), back(told, p);
  const auto informed = [](const World& w, const Model& of) {
    int n = 0;
    for (std::uint32_t c = 0; c < 20; ++c) n += w.agreement.informed(of, CatchmentId{c});
    return n;
  };
  World w(m, {1, 0}), on_its_way(then, {1, 0});
  w.run_until(m, Time{} + days(40));
  CHECK(informed(w, m) == 0);
  w.start_policy(then);
  w.run_until(then, Time{} + days(80));
  CHECK(informed(w, then) == 20);
  w.start_policy(back);
  CHECK(informed(w, back) == 20);  // what was told stays told
  on_its_way.start_policy(back);
  on_its_way.run_until(back, Time{} + days(40));
  CHECK(informed(on_its_way, back) == 0);
}

TEST_CASE("an agreement that ends takes its reserve, its fidelity and its cascade with it") {
  Parameters p = exact_parameters();
  p.network.births[DistrictId{0}] = Rate{8};
  p.emergency.rate.assign(7, 100);
  p.pregnancy.high_risk = 0;
  p.emergency.blood_other.assign(7, 1);
  agree(p, 1, {Mechanism::maternal_reserve, Mechanism::candidates, Mechanism::joint_review});
  Parameters none = p;
  none.agreement.model_text[DistrictId{0}] = {0};
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

TEST_CASE("districts adopt the agreement with their hazard, and only those that may") {
  const double variables = GENERATE(.25, 1.0);
  Parameters p = blood_parameters({{"north", 0, 0, 0, std::vector<double>(300, 1000.0), 1, 0}}, 0, 400);
  set_capacity(p, variables, 0);
  p.agreement.adoption = .5;
  p.agreement.hand_over = days(4000);
  p.agreement.adopts.assign(300, true);
  for (std::uint32_t d = 200; d < 300; ++d) p.agreement.adopts[DistrictId{d}] = false;
  const Model m(p);
  World w(m, {1, 0});
  w.start_policy(m);
  w.run_until(m, Time{} + days(365));
  std::int64_t adopted = 0;
  for (std::uint32_t d = 0; d < 200; ++d) adopted += w.agreement.in_force(DistrictId{d});
  CHECK(plausible(adopted, 200, 1 - std::exp(-.5 / slowed(variables))));
  for (std::uint32_t d = 200; d < 300; ++d) CHECK_FALSE(w.agreement.in_force(DistrictId{d}));
}

TEST_CASE("a fidelity of 0, an extent of 0 throughout and no mechanism at all are no agreement") {
  Parameters p = exact_parameters(1, 0, 60);
  agree(p, .8, {Mechanism::courier});
  const int how = GENERATE(0, 1, 2);
  if (how == 0) p.agreement.fidelity[DistrictId{0}] = 0;
  if (how == 1) p.agreement.extent(DistrictId{0}, Mechanism::courier) = 0;
  if (how == 2) p.agreement.mechanisms[DistrictId{0}] = {};
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
  agree(p, p.agreement.fidelity[DistrictId{0}], every<Mechanism>);
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
  p.agreement.signed_on[DistrictId{0}] = first + 100;
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
    before.agreement.signed_on[DistrictId{0}] = first;
    never.agreement.model_text[DistrictId{0}] = {};
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
    none.agreement.model_text[DistrictId{0}] = {};
    const Model base(p), m(p, none);
    World w(base, {1, 0});
    w.start_policy(m);
    w.run_until(m, Time{} + days(200));
    CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  }
}

TEST_CASE("a district that may adopt an agreement without mechanisms, or of fidelity 0, adopts none") {
  Parameters p = exact_parameters(1, 0, 300);
  p.agreement.adopts[DistrictId{0}] = true;
  p.agreement.adoption = 10;
  if (GENERATE(true, false)) {
    p.agreement.mechanisms[DistrictId{0}] = {};
  } else {
    p.agreement.fidelity[DistrictId{0}] = 0;
  }
  const Model m(p);
  World w(m, {1, 0});
  w.start_policy(m);
  w.run_until(m, m.end);
  CHECK_FALSE(w.agreement.in_force(DistrictId{0}));
  CHECK(total(w, "agreement_months") == 0);
}

TEST_CASE("every ambulance costs its money, with an agreement and without") {
  Parameters p = exact_parameters(1, 0, 365);
  split_catchment(p, 3);
  p.network.ambulances.values() = {2, 0, 1};
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
