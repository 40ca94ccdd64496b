#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "model/agreement_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

using Input = Table<DistrictId, double> AgreementParameters::*;  // of a district
using P = AgreementParameters;

/// Two districts of two blood centres with evolving agreements of level 3; barriers act where they speak
/// alone.
Parameters apart() {
  Parameters p =
      blood_parameters({{"north", 0, 0, 0, {1000}, 1, 0}, {"south", 0, 0, 0, {1000}, 1, 0}}, 0, 300);
  agree(p, std::numeric_limits<double>::quiet_NaN(), every<Mechanism>);
  set_capacity(p, .5, .5);
  AgreementParameters& a = p.agreement;
  a.operational.values() = {3, 3};
  a.initial_fidelity.values() = {.5, .5};  // below the cap
  a.review_base = .3;
  a.barrier_weight = 0;
  a.urgency_adoption = .5;
  a.conflict_reviews = .3;
  a.complexity_organisations = 2;
  a.budget_money = .5;
  a.misperception_turn_up = .2;
  a.fragmentation_loss = 1;
  a.fragmentation_exchange = .5;
  return p;
}

/// What a barrier or a support may move, each by its name.
std::vector<std::pair<std::string_view, double>> all_of(const Parameters& p) {
  const Model m(p);
  World w(m, {1, 0});
  const DistrictId d{0};
  const double capacity = Agreement::capacity(m, d);
  const double exchange = w.agreement.coordination(m, UtdId{0}, UtdId{1});
  const double money = w.agreement.money_arrives(m, d);
  w.run_until(m, Time{} + days(80));  // before the first review
  return {{"capacity", capacity},
          {"adoption", Agreement::adoption_hazard(m, d)},
          {"hand-over", Agreement::hand_over_arrives(m, d, capacity)},
          {"reviews", Agreement::review_chance(m, d, capacity)},
          {"turn-up", Agreement::turn_up(m, d)},
          {"willingness", -w.agreement.misperception(m, d)},  // what donors ask
          {"money", money},
          {"exchange", exchange},
          {"fidelity kept", w.agreement.fidelity(w, m, d, Mechanism::candidates)}};
}

/// The names of what is less, or with `sign` -1 more, in `b` than in `a`; all others are equal.
std::vector<std::string_view> moved(const Parameters& a, const Parameters& b, int sign) {
  const auto before = all_of(a), after = all_of(b);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double less = sign * (before[i].second - after[i].second);
    CAPTURE(before[i].first);
    CHECK(less >= 0);
    if (less > 0) names.push_back(before[i].first);
  }
  return names;
}

}  // namespace

TEST_CASE("capacity is the logistic of weighted variables less weighted barriers") {
  Parameters p = exact_parameters();
  AgreementParameters& a = p.agreement;
  a.standards[DistrictId{0}] = .2, a.resources[DistrictId{0}] = .3, a.communication[DistrictId{0}] = .4;
  a.agency[DistrictId{0}] = .5, a.conditions[DistrictId{0}] = .6, a.disposition[DistrictId{0}] = .7;
  a.urgency[DistrictId{0}] = .1, a.conflict[DistrictId{0}] = .2, a.complexity[DistrictId{0}] = .3;
  a.budget[DistrictId{0}] = .4, a.misperception[DistrictId{0}] = .5, a.fragmentation[DistrictId{0}] = .6;
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

TEST_CASE("each capacity variable raises capacity and slows the drift, each barrier does the opposite") {
  using Input = Table<DistrictId, double> AgreementParameters::*;  // of a district
  using P = AgreementParameters;
  const auto [field, helps] = GENERATE(table<Input, bool>({{&P::standards, true},
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
  p.agreement.barrier_weight = .5;
  for (const Input b :
       {&P::urgency, &P::conflict, &P::complexity, &P::budget, &P::misperception, &P::fragmentation})
    (p.agreement.*b)[DistrictId{0}] = .4;
  double before = helps ? 0 : 2, kept_before = before;
  for (const double x : {.1, .5, .9}) {
    (p.agreement.*field)[DistrictId{0}] = x;
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

TEST_CASE("each barrier acts where it speaks and nowhere else") {
  struct Speaks {
    Input barrier;
    std::vector<std::string_view> where;
  };
  const auto [barrier, where] = GENERATE(values<Speaks>({{&P::urgency, {"adoption"}},
                                                         {&P::conflict, {"reviews"}},
                                                         {&P::complexity, {"hand-over"}},
                                                         {&P::budget, {"money"}},
                                                         {&P::misperception, {"turn-up", "willingness"}},
                                                         {&P::fragmentation, {"hand-over", "exchange"}}}));
  const Parameters p = apart();
  Parameters higher = p;
  (higher.agreement.*barrier)[DistrictId{0}] = .9;
  CHECK(moved(p, higher, 1) == where);
}

TEST_CASE("a barrier of weight 0 where it speaks moves what willingness is made of alone") {
  Parameters p = apart();
  AgreementParameters& a = p.agreement;
  for (double* weight :
       {&a.urgency_adoption, &a.conflict_reviews, &a.complexity_organisations, &a.budget_money,
        &a.misperception_turn_up, &a.fragmentation_loss, &a.fragmentation_exchange})
    *weight = 0;
  Parameters higher = p;
  set_capacity(higher, .5, .9);
  CHECK(moved(p, higher, 1) == std::vector<std::string_view>{"willingness"});
}

TEST_CASE("each support raises capacity and what hangs on it, and saves hand-overs") {
  const Input support = GENERATE(&P::supervision, &P::training, &P::guideline);
  const Parameters p = apart();
  Parameters supported = p;
  (supported.agreement.*support)[DistrictId{0}] = 1;
  CHECK(moved(p, supported, -1) ==
        std::vector<std::string_view>{"capacity", "adoption", "hand-over", "reviews", "fidelity kept"});
}

TEST_CASE("a support makes good a share of what its variable lacks, and avoids a share of the loss") {
  Parameters p = apart();
  set_capacity(p, .5, 0);
  AgreementParameters& a = p.agreement;
  a.midpoint = .5;
  a.organisations = 2;
  a.loss = .2;
  const DistrictId d{0};
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == Approx(.8));
  a.supervision[d] = .6;
  a.support_capacity = {.5, 0, 0};
  a.support_hand_over = {.4, 0, 0};
  CHECK(Agreement::capacity(Model(p), d) == Approx(1 / (1 + std::exp(-6 * .5 * .5 * .6 / 6))));
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == Approx(1 - .2 * (1 - .4 * .6)));
}

TEST_CASE(
    "complexity lengthens the chain of a hand-over, fragmentation loses more between its organisations") {
  Parameters p = apart();
  AgreementParameters& a = p.agreement;
  set_capacity(p, .5, 0);
  a.organisations = 3;
  a.loss = .2;
  const DistrictId d{0};
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == Approx(std::pow(.8, 2)));
  a.complexity[d] = .75;
  a.complexity_organisations = 2;
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == Approx(std::pow(.8, 3.5)));
  a.fragmentation[d] = .5;
  a.fragmentation_loss = 1;
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == Approx(std::pow(1 - .2 * 1.5, 3.5)));
  a.loss = 1;
  CHECK(Agreement::hand_over_arrives(Model(p), d, .5) == 0);
}

TEST_CASE("barriers act in the world: who is told, when it is reviewed, who signs, what is given") {
  SECTION("complexity and fragmentation keep the agreement from puskesmas") {
    Parameters p = evolving(.5, 5);
    split_catchment(p, 800);
    p.agreement.organisations = 4;
    p.agreement.loss = .1;
    p.agreement.hand_over = days(1);
    p.agreement.hand_over_sigma = 0;
    p.agreement.barrier_weight = 0;
    p.agreement.complexity_organisations = 2;
    p.agreement.fragmentation_loss = 1;
    p.agreement.complexity[DistrictId{0}] = p.agreement.fragmentation[DistrictId{0}] = 1;
    const Model m(p);
    World w(m, {1, 0});
    w.run_until(m, Time{} + days(2));
    std::int64_t informed = 0;
    for (std::uint32_t c = 0; c < 800; ++c) informed += w.agreement.informed(m, CatchmentId{c});
    CHECK(plausible(informed, 800, std::pow(.8, 5)));
  }
  SECTION("conflict keeps the parties from reviews") {
    Parameters p = evolving(1, 5, .25, 3600);
    agree(p, std::numeric_limits<double>::quiet_NaN(), {Mechanism::joint_review});
    p.agreement.decay = 0;
    p.agreement.review_interval = days(7);
    p.agreement.review_base = 1;
    p.agreement.review_capacity = 0;
    p.agreement.barrier_weight = 0;
    p.agreement.conflict_reviews = .5;
    p.agreement.conflict[DistrictId{0}] = .8;
    const Model m(p);
    World w(m, {1, 0});
    w.run_until(m, m.end);
    CHECK(plausible(total(w, "reviews_held"), 3600 / 7, .6));
  }
  SECTION("urgency that is not understood keeps districts from signing") {
    Parameters p = blood_parameters({{"north", 0, 0, 0, std::vector<double>(300, 1000.0), 1, 0}}, 0, 400);
    set_capacity(p, .25, 0);
    p.agreement.adoption = 1;
    p.agreement.hand_over = days(4000);
    p.agreement.adopts.assign(300, true);
    p.agreement.barrier_weight = 0;
    p.agreement.urgency_adoption = .5;
    p.agreement.urgency.assign(300, .8);
    const Model m(p);
    World w(m, {1, 0});
    w.start_policy(m);
    w.run_until(m, Time{} + days(365));
    std::int64_t adopted = 0;
    for (std::uint32_t d = 0; d < 300; ++d) adopted += w.agreement.in_force(DistrictId{d});
    CHECK(plausible(adopted, 300, 1 - std::exp(-.6)));
  }
}

TEST_CASE("budget keeps money for candidates, calls and drives away, but from an agreement that is pinned") {
  const bool pinned = GENERATE(false, true);
  Parameters p = evolving(1, 5);
  agree(p, pinned ? 1 : std::numeric_limits<double>::quiet_NaN(), every<Mechanism>);
  AgreementParameters& a = p.agreement;
  p.network.births[DistrictId{0}] = Rate{1};
  p.network.population[DistrictId{0}] = 100'000;
  a.decay = a.loss = a.barrier_weight = 0;
  a.hand_over = minutes(1);
  a.hand_over_sigma = 0;
  a.candidate_money = a.call_money = {100};
  a.candidate_cost = {100};
  a.midwife_hours = 168;
  a.candidate_hours = .01;
  a.recruitment = .2;
  a.budget_money = .5;
  a.budget[DistrictId{0}] = .8;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, Time{} + hours(1));
  const double arrives = pinned ? 1 : .6;
  CHECK(w.agreement.money_factor(w, m, UtdId{0}) == Approx(1 + .2 * arrives));
  w.agreement.new_week(m, CatchmentId{0});  // seven candidates' money, of which the barrier leaves four
  w.agreement.register_candidates(w, m, pregnant(w, m, w.now() + days(50)));
  const WomanId second = pregnant(w, m, w.now() + days(50));
  w.agreement.register_candidates(w, m, second);
  CHECK(candidates_of(w, second) == (pinned ? 3 : 0));
}

TEST_CASE("misperception keeps called candidates at home") {
  Parameters p = calling();
  p.agreement.misperception[DistrictId{0}] = 1;
  p.donor.misperception_effect = 0;
  p.agreement.misperception_turn_up = GENERATE(0.0, 1.0);
  const Model m(p);
  World w(m, {1, 0});
  with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(60));
  CHECK(total(w, "candidates_called") == 4);
  CHECK(total(w, "candidates_bled") == (p.agreement.misperception_turn_up > 0 ? 0 : 4));
}

TEST_CASE("fragmentation weakens the side it lies on, but of an agreement that is pinned") {
  Parameters p = apart();
  set_capacity(p, .5, 0);
  p.agreement.fragmentation[DistrictId{0}] = 1;
  const auto together = [](const Parameters& of) {
    const Model m(of);
    const World w(m, {1, 0});
    return w.agreement.coordination(m, UtdId{0}, UtdId{1});
  };
  CHECK(together(p) == Approx(.5 * .5));
  p.agreement.operational[DistrictId{1}] = 1.5;
  CHECK(together(p) == Approx(.125));  // the other side is the weaker one now
  p.agreement.operational[DistrictId{1}] = 5;
  p.agreement.fidelity[DistrictId{0}] = 1;
  CHECK(together(p) == Approx(.5));
}
