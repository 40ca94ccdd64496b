#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "model/agreement_world.hpp"
#include "scenario/scenario.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("candidates are registered as far as the week's hours and the puskesmas's money go") {
  Parameters p = exact_parameters();
  agree(p, 1, {Mechanism::candidates});
  p.network.births[DistrictId{0}] = Rate{2};
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
  p.agreement.midwife_hours = 168;
  CHECK(registered(1) == std::vector<int>{2, 0, 0, 0, 0, 0, 0, 0});
  CHECK(registered(3) == std::vector<int>{4, 3, 0, 0, 0, 0, 0, 0});
  CHECK(registered(8) == std::vector<int>{4, 4, 4, 4, 2, 0, 0, 0});
  CHECK(registered(20) == std::vector<int>{4, 4, 4, 4, 2, 0, 0, 0});
  p.agreement.fidelity[DistrictId{0}] = 0;
  CHECK(registered(8) == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("candidates are called once, ten to seven days before the due date, too late after a birth") {
  Parameters p = exact_parameters(1, 0, 90);
  agree(p, 1, {Mechanism::candidates, Mechanism::call_up});
  p.network.births[DistrictId{0}] = Rate{1e-4};  // hardly a woman, but money is counted by births
  p.agreement.candidate_money = p.agreement.call_money = {1'000'000'000};
  p.agreement.candidate_cost = p.agreement.call_cost = {1};
  p.agreement.kin_donors = 0;
  p.agreement.candidate_hours = .01;
  p.agreement.midwife_hours = 168;
  p.agreement.turn_up = .4;
  p.network.bleeding_capacity[FacilityId{0}] = 10'000;
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

TEST_CASE("a woman given fewer candidates for want of money gets the others at a later contact") {
  Parameters p = calling();
  p.network.births[DistrictId{0}] = Rate{1};
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

TEST_CASE("calls are made as far as money for them goes, the others are counted by why they were not") {
  Parameters p = calling();
  p.network.births[DistrictId{0}] = Rate{1};
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

TEST_CASE("candidates whose red cells do not suit the mother are called, or are not") {
  Parameters p = calling();
  p.agreement.kin_same_group = 0;
  p.network.abo = {1, 0, 0, 1};  // half of all are of the group O, as the mothers are, half of AB
  p.network.rhesus_negative = 0;
  p.agreement.calls_suitable = GENERATE(false, true);
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 300; ++i) with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(44));
  const std::int64_t unsuitable = total(w, "candidates_unsuitable");
  CHECK(total(w, "candidates_called") == 1200 - unsuitable);
  CHECK(total(w, "candidates_bled") == 1200 - unsuitable);
  CHECK(plausible(unsuitable, 1200, p.agreement.calls_suitable ? .5 : 0));
}

TEST_CASE("of the deferral of donors candidates keep what a check at registration leaves") {
  Parameters p = calling();
  p.donor.deferral = .5;
  p.agreement.candidate_deferral = GENERATE(1.0, .4, 0.0);
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 300; ++i) with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(44));
  CHECK(total(w, "candidates_called") == 1200);
  CHECK(plausible(total(w, "candidates_bled"), 1200, 1 - .5 * p.agreement.candidate_deferral));
}

TEST_CASE("candidates of an agreement that has ended are not called, nor counted as uncalled") {
  Parameters p = calling(), none = p;
  none.agreement.model_text[DistrictId{0}] = {};
  const Model m(p), without(p, none);
  World w(m, {1, 0});
  with_candidates(w, m, Time{} + days(50));
  w.start_policy(without);
  w.run_until(without, Time{} + days(60));
  CHECK(total(w, "candidates_called") == 0);
  CHECK(total(w, "candidates_uncalled") == 0);
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
  p.network.births.values() = {Rate{8}, Rate{4}};
  p.network.abo = {4, 3, 2, 1};
  p.network.rhesus_negative = 0;
  p.agreement.reserve_factor = 3;
  p.agreement.reserve_quantile = .95;
  agree(p, f, {Mechanism::maternal_reserve});
  const Model m(p);
  World w(m, {1, 0});
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
  World w(m, {1, 0});
  std::int64_t breaches = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const Name request = root_name(Root::request, 3601, 1, i);
    const bool breach = w.agreement.breaches(w, m, UtdId{0}, request);
    breaches += breach;
    if (i < 20) CHECK(w.agreement.breaches(w, m, UtdId{0}, request) == breach);
  }
  CHECK(plausible(breaches, 2000, 1 - f));
}

TEST_CASE("what others take out of the reserve, and what it keeps from them, is counted") {
  Parameters p = exact_parameters();
  p.network.births[DistrictId{0}] = Rate{8};
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

TEST_CASE("recruitment money counts by the people of the districts that agreed to it") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.agreement.recruitment = .2;
  agree(p, .5, {Mechanism::recruitment_money});
  p.agreement.model_text[DistrictId{1}] = {0};
  const Model m(p);
  World w(m, {1, 0});
  CHECK(w.agreement.money_factor(w, m, UtdId{0}) == Approx(1 + .2 * .5 * .75));
}

TEST_CASE("districts pay their part of a drive as far as they gave recruitment money") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.agreement.recruitment = .2;
  agree(p, .5, {Mechanism::recruitment_money});
  p.agreement.model_text[DistrictId{1}] = {0};
  const Model m(p);
  World w(m, {1, 0});
  w.agreement.share_drive(w, m, UtdId{0}, {1'000'000});
  const double factor = 1 + .2 * .5 * .75;
  CHECK(total(w, "money") == std::llround(1e6 * (factor - 1) / factor));
}

TEST_CASE("two blood centres work together as the less involved one does, each at its best district") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {1000, 1000}, 1, 0},
                                   {"south", 0, 0, 0, {1000}, 1, 0},
                                   {"east", 0, 0, 0, {1000}, 1}},
                                  0, 60);
  agree(p, 1, {Mechanism::courier});
  p.agreement.operational.values() = {2, 5, 3, 4};
  p.agreement.model_text[DistrictId{3}] = {0};
  const Model m(p);
  World w(m, {1, 0});
  CHECK(w.agreement.coordination(m, UtdId{0}, UtdId{1}) == (3 - 1) / 4.0);
  CHECK(w.agreement.coordination(m, UtdId{1}, UtdId{0}) == (3 - 1) / 4.0);
  CHECK(w.agreement.coordination(m, UtdId{0}, UtdId{0}) == 1);
  CHECK(w.agreement.coordination(m, UtdId{0}, UtdId{2}) == 0);  // no agreement in the east
}

TEST_CASE("a hospital is a party to its district's agreement, as long as one is in force") {
  Parameters p = exact_parameters(2);
  agree(p, 1, {Mechanism::courier});
  p.network.party_of[FacilityId{1}] = {0};
  const Model m(p);
  World w(m, {1, 0});
  CHECK(w.agreement.is_party(m, HospitalId{0}));
  CHECK_FALSE(w.agreement.is_party(m, HospitalId{1}));
  p.agreement.model_text[DistrictId{0}] = {0};
  const Model none(p);
  CHECK_FALSE(World(none, {1, 0}).agreement.is_party(none, HospitalId{0}));
}

namespace {

/// Candidates by what kept them, over all districts and months.
std::array<std::int64_t, count_of<Bound>> bound(const World& w) {
  const auto all = values(w, "candidates_bound_by");
  std::array<std::int64_t, count_of<Bound>> by{};
  for (std::size_t i = 0; i < all.size(); ++i) by[i % by.size()] += all[i];
  return by;
}

}  // namespace

TEST_CASE("a puskesmas has the hours that its midwives give, of which a candidate in a group takes fewer") {
  struct Screening {
    double midwives, group;
    std::int64_t registered;
    double hours;
  };
  const auto [midwives, group, registered, hours] =
      GENERATE(Screening{1, 1, 1, 1.5}, Screening{6, 1, 8, 1.5}, Screening{6, 4, 16, .75});
  Parameters p = calling({Mechanism::candidates});
  p.network.midwives[CatchmentId{0}] = midwives;
  p.agreement.midwife_hours = 2;
  p.agreement.candidate_hours = 1.5;
  p.agreement.candidate_group = group;
  p.agreement.group_hours = .5;
  p.agreement.midwife_price = {40'000};
  const Model m(p);
  World w(m, {1, 0});
  w.agreement.new_week(m, CatchmentId{0});
  for (int i = 0; i < 8; ++i) w.agreement.register_candidates(w, m, pregnant(w, m, Time{} + days(100)));
  CHECK(total(w, "candidates_registered") == registered);
  CHECK(Duration{total(w, "midwife_time")} == hours * static_cast<double>(registered) * darah::hours(1));
  CHECK(values(w, "money")[index_of(Cost::midwives)] == std::llround(hours * 40'000) * registered);
}

TEST_CASE("of a woman who has given birth it is counted what kept her from candidates that were sought") {
  Parameters p = calling({Mechanism::candidates});
  p.agreement.candidate_cost = {60'000};
  p.network.births[DistrictId{0}] = Rate{1};
  const bool of_hours = GENERATE(true, false);
  p.agreement.candidate_hours = of_hours ? 84 : 1;
  p.agreement.candidate_money = {of_hours ? 1'000'000 : 20'000};  // two candidates a week by either
  const Model m(p);
  World w(m, {1, 0});
  const WomanId some = pregnant(w, m, Time{} + days(100)), unsought = pregnant(w, m, Time{} + days(100));
  const auto give_birth = [&](WomanId slot) { w.agreement.gave_birth(w, m, w.pregnancy.women[slot]); };
  w.agreement.new_week(m, CatchmentId{0});
  w.agreement.register_candidates(w, m, some);
  REQUIRE(candidates_of(w, some) == 2);
  give_birth(some);
  CHECK(bound(w)[index_of(of_hours ? Bound::hours : Bound::money)] == 2);
  CHECK(total(w, "candidates_sought") == 4);
  w.agreement.new_week(m, CatchmentId{0});
  w.agreement.register_candidates(w, m, some);  // found after all
  REQUIRE(candidates_of(w, some) == 4);
  give_birth(some);
  give_birth(unsought);
  CHECK(bound(w)[index_of(Bound::not_sought)] == 4);
  CHECK(total(w, "candidates_bound_by") == 2 + 4);
  CHECK(total(w, "candidates_sought") == 12);
}

TEST_CASE("every candidate called gives, or is kept by the one thing that he meets first") {
  Parameters p = calling();
  p.agreement.turn_up = .6;
  p.agreement.kin_donors = .5;
  p.donor.deferral = .3;
  p.network.bleeding_capacity[FacilityId{0}] = 40;
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 300; ++i) with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(44));
  const auto by = bound(w);
  for (const Bound kept : {Bound::turn_up, Bound::bleeding, Bound::deferral}) CHECK(by[index_of(kept)] > 0);
  CHECK(by[index_of(Bound::turn_up)] + by[index_of(Bound::bleeding)] + by[index_of(Bound::deferral)] +
            total(w, "candidates_bled") ==
        total(w, "candidates_called"));
  CHECK(plausible(by[index_of(Bound::turn_up)], 1200, .4));
  CHECK(by[index_of(Bound::bleeding)] == total(w, "turned_away"));
}

TEST_CASE("whom the rule asks for gives, or is kept by one thing: a year's parts add up") {
  const Scenario banten = load_scenario(DARAH_SOURCE "/tests/scenario/small",
                                        {{"agreement.*.template=permenkes-92-2015", "agreement.*.fidelity=.8",
                                          "run.warm_up=\"400 d\"", "run.policy_start=2017-05-01"},
                                         {}});
  const Model m(banten.base);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const auto by = bound(w);
  const std::int64_t kept =
      std::accumulate(by.begin(), by.end(), std::int64_t{0}) - by[index_of(Bound::laboratory)];
  const auto sought = static_cast<double>(total(w, "candidates_sought"));
  CHECK(static_cast<double>(kept + total(w, "candidates_bled")) == Approx(sought).epsilon(.03));
}

TEST_CASE("a candidate's donation that a full laboratory leaves for a later batch is counted once") {
  Parameters p = calling();
  p.network.batch_capacity[FacilityId{0}] = GENERATE(10'000, 5);
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 5; ++i) with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(60));
  const std::int64_t waited = bound(w)[index_of(Bound::laboratory)];
  REQUIRE(total(w, "candidates_bled") == 20);
  if (p.network.batch_capacity[FacilityId{0}] > 20) {
    CHECK(waited == 0);
  } else {
    CHECK(waited > 0);
    CHECK(waited <= 15);
  }
}
