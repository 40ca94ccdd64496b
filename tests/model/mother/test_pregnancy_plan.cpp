#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("K1 and K4 meet their table, without women's own factors and with them") {
  Parameters p = with_births(90);
  const bool factors = GENERATE(false, true);
  if (factors) {
    p.programme.odds_jkn = 1.2;
    p.programme.odds_far = .7;
    p.programme.odds_cash = 1.4;
    p.network.cash_households[DistrictId{0}] = 5000;
    p.programme.verified = p.programme.companion_active = .5;
    p.programme.posts = .4;
    p.network.moving[DistrictId{0}] = .06;
    p.pregnancy.odds_moved = .6;
    for (std::uint32_t c = 0; c < 4; ++c) p.network.road[CatchmentId{c}] = {20};
  }
  const Model m(p);
  World w = run_to_end(m);
  CHECK(plausible(total(w, "k1"), total(w, "births"), p.pregnancy.k1));
  CHECK(plausible(total(w, "k4_true"), total(w, "births"), p.network.k4[DistrictId{0}]));
  CHECK(total(w, "k4_reported") == total(w, "k4_true"));
  // Contacts in a row: who misses one is not visited again.
  for (std::size_t k = 1; k < 4; ++k)
    CHECK(total_at(w, "contacts", k, 4) < total_at(w, "contacts", k - 1, 4));
}

TEST_CASE("a factor on the odds moves K1 and K4 by these odds, in an arm as in closed form") {
  const Parameters base = with_births(60);
  Parameters arm = base;
  double odds = 1;
  switch (GENERATE(0, 1, 2, 3)) {
    case 0:
      arm.programme.outreach_money = 4;
      odds = arm.programme.odds_outreach * arm.programme.odds_outreach;
      break;
    case 1:
      arm.programme.outreach_money = .5;
      odds = 1 / arm.programme.odds_outreach;
      break;
    case 2:  // where all are members
      arm.network.jkn[DistrictId{0}] = 1;
      arm.programme.odds_jkn = odds = 3;
      break;
    default:
      arm.pregnancy.midwife = 0;  // all contacts in the puskesmas
      for (Length& road : arm.network.road) road = {11};
      arm.programme.odds_far = odds = .4;
  }
  CAPTURE(odds);
  const Model before(base), after(base, arm);
  World with = run_to_end(after);
  const double in_time =
      normal((279 - 256) / 13.0);  // who have not given birth four days after the last is due
  const double further = std::cbrt(base.network.k4[DistrictId{0}] / (base.pregnancy.k1 * in_time));
  const std::int64_t n = total(with, "births");
  CHECK(plausible(total(with, "k1"), n, changed(base.pregnancy.k1, odds)));
  CHECK(plausible(total(with, "k4_true"), n,
                  changed(base.pregnancy.k1, odds) * std::pow(changed(further, odds), 3) * in_time));
}

TEST_CASE("places of birth meet their table, and better odds move them as they should") {
  Parameters p = with_births(90);
  const double factor = GENERATE(1.0, 2.0);
  Parameters arm = p;
  arm.network.jkn[DistrictId{0}] = 1;
  arm.pregnancy.odds_insured = factor;
  const Model m(p, arm);
  World w = run_to_end(m);
  const std::int64_t n = total(w, "births");
  const auto born_at = [&](Place place) { return total_at(w, "births_by_place", index_of(place), 5); };
  const double facility = changed(.7, factor);
  CHECK(plausible(born_at(Place::home), n, 1 - facility));
  CHECK(plausible(born_at(Place::hospital), n, facility * .4));
  CHECK(plausible(born_at(Place::clinic), n, facility * .6 * p.pregnancy.clinic));
  CHECK(plausible(born_at(Place::puskesmas), n, facility * .6 * (1 - p.pregnancy.clinic)));
  CHECK(plausible(total(w, "caesareans"), born_at(Place::hospital), p.pregnancy.caesarean));
  std::int64_t home = 0, dukun = 0;
  for (const Woman& woman : w.pregnancy.women) {
    if (!woman.is(Woman::placed) || woman.place != Place::home) continue;
    ++home;
    dukun += woman.is(Woman::dukun);
  }
  REQUIRE(home > 300);
  CHECK(plausible(dukun, home, .2 / .3));
}

TEST_CASE("hospital births go to the district's hospitals by their beds") {
  Parameters p = with_births(60);
  p.network.beds[FacilityId{1}] = 60;
  p.network.beds[FacilityId{2}] = 30;
  p.network.beds[FacilityId{3}] = 10;
  const Model m(p);
  World w = run_to_end(m);
  std::vector<std::int64_t> at(3);
  for (const Woman& woman : w.pregnancy.women) {
    if (woman.is(Woman::placed) && woman.place == Place::hospital) ++at[woman.hospital().index()];
  }
  const std::int64_t all = at[0] + at[1] + at[2];
  REQUIRE(all > 500);
  CHECK(plausible(at[0], all, .6));
  CHECK(plausible(at[1], all, .3));
  CHECK(plausible(at[2], all, .1));
}

TEST_CASE("rates by parity and risk stand in their proportions, and all together at their table") {
  Parameters p = with_births();
  constexpr std::size_t eclampsia = index_of(Cause::hypertensive);
  p.emergency.rate[eclampsia] = 100;
  p.emergency.first_births[eclampsia] = 2.4;
  p.emergency.fifth_births[eclampsia] = .5;
  p.pregnancy.parity_share = {.4, .4, .2};
  p.pregnancy.high_risk = .3;
  p.pregnancy.risk_factor = 2.5;
  const Model m(p);
  World w(m, {1, 0});
  std::array<std::array<std::int64_t, 2>, 6> of{};  // by parity and risk: women, with an emergency
  std::int64_t all = 0, ill = 0;
  for (const Woman& woman : w.pregnancy.women) {
    auto& mine = of[PregnancyPlan::risk_class(woman)];
    ++mine[0], ++all;
    if (woman.cause() == Cause::hypertensive) ++mine[1], ++ill;
  }
  REQUIRE(all > 15'000);
  CHECK(plausible(ill, all, .1));
  const double mean_parity = .4 * 2.4 + .4 + .2 * .5, mean_risk = .7 + .3 * 2.5;
  const std::vector<double> share = {.4, .4, .2}, parity = {2.4, 1, .5};
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(plausible(of[i][0], all, share[i / 2] * (i % 2 == 1 ? .3 : .7)));
    CHECK(
        plausible(of[i][1], of[i][0], .1 * parity[i / 2] / mean_parity * (i % 2 == 1 ? 2.5 : 1) / mean_risk));
  }
}
