#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

constexpr std::int64_t a_day = 60;  // births

/// A district of twelve puskesmas with births and no emergencies; nothing moves a woman's odds until a test
/// says so.
Parameters births(int horizon_days = 60) {
  Parameters p = exact_parameters(3, 0, horizon_days);
  split_catchment(p, 12);
  p.emergency.rate.assign(7, 0);
  p.network.births[0] = Rate{static_cast<double>(a_day)};
  p.network.jkn[0] = .5;
  p.network.k4[0] = .6;
  p.network.facility_births[0] = .7;
  p.network.dukun_births[0] = .2;
  p.network.hospital_share[0] = .4;
  p.network.moving[0] = 0;
  p.programme.jkn_growth = 0;
  p.programme.odds_jkn = p.programme.odds_cash = p.programme.odds_far = 1;
  p.pregnancy.odds_plan = p.pregnancy.odds_insured = 1;
  return p;
}

World run(const Model& m) {
  World w(m, {1, 0});
  w.run_until(m, m.end);
  return w;
}

double normal(double z) { return std::erfc(-z / std::sqrt(2)) / 2; }
double changed(double p, double odds) { return p * odds / (1 - p + p * odds); }

std::int64_t sum(const World& w, std::string_view measure, std::size_t k, std::size_t of) {
  const auto all = values(w, measure);
  std::int64_t s = 0;
  for (std::size_t i = k; i < all.size(); i += of) s += all[i];
  return s;
}

}  // namespace

TEST_CASE("births come at their rate, spread over the catchments by their shares") {
  Parameters p = births(90);
  p.network.births_share.assign(12, 1);
  p.network.births_share[0] = 5;
  const Model m(p);
  const World w = run(m);
  const double expected = 90 * static_cast<double>(a_day);
  CHECK(std::abs(static_cast<double>(total(w, "births")) - expected) < 3.29 * std::sqrt(expected));
  CHECK(total(w, "births") == total(w, "births_by_place"));
  std::int64_t first = 0, all = 0;
  for (const Woman& woman : w.pregnancy.women) {
    ++all;
    first += woman.catchment() == CatchmentId{0};
  }
  CHECK(plausible(first, all, 5.0 / 16));
}

TEST_CASE("conceptions make up for pregnancies that end in abortion") {
  Parameters p = births(90);
  p.emergency.rate[index_of(Cause::abortion)] = 200;
  const Model m(p);
  const World w = run(m);
  const double expected = 90 * static_cast<double>(a_day);
  CHECK(std::abs(static_cast<double>(total(w, "births")) - expected) < 3.29 * std::sqrt(expected));
  // One abortion to four births.
  const double emergencies = expected / 4;
  CHECK(std::abs(static_cast<double>(total(w, "emergencies")) - emergencies) < 3.29 * std::sqrt(emergencies));
}

TEST_CASE("births lie about the due date as normal, and a quarter to a third precede the call-up") {
  const Model m(births());
  const World w(m, {1, 0});
  // All who conceived in the last 200 days are there, whenever they will give birth.
  double n = 0, mean = 0, square = 0, before_from = 0, before_until = 0;
  for (const Woman& woman : w.pregnancy.women) {
    if (woman.due < Time{} + days(80)) continue;
    const double late = (woman.birth - woman.due).as_days();
    ++n;
    mean += late;
    square += late * late;
    before_from += late < -10;
    before_until += late < -7;
  }
  mean /= n;
  const double sd = std::sqrt(square / n - mean * mean);
  REQUIRE(n > 10'000);
  CHECK(std::abs(mean - -1) < 3.29 * 13 / std::sqrt(n));
  CHECK(std::abs(sd - 13) < 3.29 * 13 / std::sqrt(2 * n));
  const auto trials = static_cast<std::int64_t>(n);
  CHECK(plausible(static_cast<std::int64_t>(before_from), trials, normal(-9.0 / 13)));
  CHECK(plausible(static_cast<std::int64_t>(before_until), trials, normal(-6.0 / 13)));
}

TEST_CASE("K1 and K4 meet their table, without women's own factors and with them") {
  Parameters p = births(90);
  const bool factors = GENERATE(false, true);
  if (factors) {
    p.programme.odds_jkn = 1.2;
    p.programme.odds_far = .7;
    p.programme.odds_cash = 1.4;
    p.network.cash_households[0] = 5000;
    p.programme.verified = p.programme.companion_active = .5;
    p.programme.posts = .4;
    p.network.moving[0] = .06;
    p.pregnancy.odds_moved = .6;
    for (std::size_t c = 0; c < 4; ++c) p.network.road[c] = {20};
  }
  const Model m(p);
  const World w = run(m);
  CHECK(plausible(total(w, "k1"), total(w, "births"), p.pregnancy.k1));
  CHECK(plausible(total(w, "k4_true"), total(w, "births"), p.network.k4[0]));
  CHECK(total(w, "k4_reported") == total(w, "k4_true"));
  // Contacts in a row: who misses one is not visited again.
  for (std::size_t k = 1; k < 4; ++k) CHECK(sum(w, "contacts", k, 4) < sum(w, "contacts", k - 1, 4));
}

TEST_CASE("a factor on the odds moves K1 and K4 by these odds, in an arm as in closed form") {
  const Parameters base = births(60);
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
      arm.network.jkn[0] = 1;
      arm.programme.odds_jkn = odds = 3;
      break;
    default:
      arm.pregnancy.midwife = 0;  // all contacts in the puskesmas
      for (Length& road : arm.network.road) road = {11};
      arm.programme.odds_far = odds = .4;
  }
  CAPTURE(odds);
  const Model before(base), after(base, arm);
  const World with = run(after);
  const double in_time =
      normal((279 - 256) / 13.0);  // who have not given birth four days after the last is due
  const double further = std::cbrt(base.network.k4[0] / (base.pregnancy.k1 * in_time));
  const std::int64_t n = total(with, "births");
  CHECK(plausible(total(with, "k1"), n, changed(base.pregnancy.k1, odds)));
  CHECK(plausible(total(with, "k4_true"), n,
                  changed(base.pregnancy.k1, odds) * std::pow(changed(further, odds), 3) * in_time));
}

TEST_CASE("places of birth meet their table, and better odds move them as they should") {
  Parameters p = births(90);
  const double factor = GENERATE(1.0, 2.0);
  Parameters arm = p;
  arm.network.jkn[0] = 1;
  arm.pregnancy.odds_insured = factor;
  const Model m(p, arm);
  const World w = run(m);
  const std::int64_t n = total(w, "births");
  const auto born_at = [&](Place place) { return sum(w, "births_by_place", index_of(place), 5); };
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
  Parameters p = births(60);
  p.network.beds[1] = 60;
  p.network.beds[2] = 30;
  p.network.beds[3] = 10;
  const Model m(p);
  const World w = run(m);
  std::vector<std::int64_t> at(3);
  for (const Woman& woman : w.pregnancy.women) {
    if (woman.is(Woman::placed) && woman.place == Place::hospital) ++at[woman.hospital_number];
  }
  const std::int64_t all = at[0] + at[1] + at[2];
  REQUIRE(all > 500);
  CHECK(plausible(at[0], all, .6));
  CHECK(plausible(at[1], all, .3));
  CHECK(plausible(at[2], all, .1));
}

TEST_CASE("no contact is held after the birth or out of order, and one in a visit") {
  const Model m(births(30));
  World w(m, {1, 0});
  std::vector<std::uint8_t> contacts;
  for (const Woman& woman : w.pregnancy.women) contacts.push_back(woman.contacts);
  for (int hour = 1; hour < 30 * 24; hour += 6) {
    w.run_until(m, Time{} + hours(hour));
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      const Woman& woman = w.pregnancy.women[WomanId{static_cast<std::uint32_t>(i)}];
      if (woman.name.unpack().serial > 1'000'000 || woman.is(Woman::closed)) continue;
      const int more = woman.contacts - contacts[i];
      if (more > 0) {
        CHECK(more == 1);
        CHECK_FALSE(woman.birth < w.now() - hours(6));
      }
      CHECK(woman.contacts <= woman.next_contact);
      contacts[i] = woman.contacts;
    }
    contacts.resize(w.pregnancy.women.size());
    for (std::size_t i = 0; i < contacts.size(); ++i)
      contacts[i] = w.pregnancy.women[WomanId{static_cast<std::uint32_t>(i)}].contacts;
  }
}

TEST_CASE("rooms of women who are gone are used again") {
  Parameters p = births(900);
  p.network.births[0] = Rate{3};
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, Time{} + days(120));
  const std::size_t early = w.pregnancy.women.size(), followed = w.pregnancy.living();
  w.run_until(m, Time{} + days(900));
  // 322 days of births at three a day are followed at once, whoever they are.
  CHECK(std::abs(static_cast<double>(followed) - 322 * 3) < 3.29 * std::sqrt(322 * 3));
  CHECK(w.pregnancy.living() <= w.pregnancy.women.size());
  CHECK(w.pregnancy.women.size() < early + 150);
}

TEST_CASE("rates by parity and risk stand in their proportions, and all together at their table") {
  Parameters p = births();
  constexpr std::size_t eclampsia = index_of(Cause::hypertensive);
  p.emergency.rate[eclampsia] = 100;
  p.emergency.first_births[eclampsia] = 2.4;
  p.emergency.fifth_births[eclampsia] = .5;
  p.pregnancy.parity_share = {.4, .4, .2};
  p.pregnancy.high_risk = .3;
  p.pregnancy.risk_factor = 2.5;
  const Model m(p);
  const World w(m, {1, 0});
  std::array<std::array<std::int64_t, 2>, 6> of{};  // by parity and risk: women, with an emergency
  std::int64_t all = 0, ill = 0;
  for (const Woman& woman : w.pregnancy.women) {
    auto& mine = of[PregnancyPlan::risk_class(woman)];
    ++mine[0], ++all;
    if (woman.cause == Cause::hypertensive) ++mine[1], ++ill;
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

TEST_CASE("a risk that a contact finds is referred to give birth in hospital, within the district's table") {
  Parameters p = births(90);
  p.pregnancy.high_risk = .15;
  p.pregnancy.detect = {1, 1};
  p.pregnancy.planned_referral = 1;
  p.pregnancy.planned_caesarean = .8;
  p.pregnancy.k1 = .99;
  const Model m(p);
  const World w = run(m);
  const std::int64_t n = total(w, "births"), referred = total(w, "planned_referrals");
  CHECK(plausible(referred, n, .15 * .99));
  const std::int64_t in_hospital = sum(w, "births_by_place", index_of(Place::hospital), 5);
  CHECK(plausible(in_hospital, n, .7 * .4));
  CHECK(plausible(n - sum(w, "births_by_place", index_of(Place::home), 5), n, .7));
  CHECK(plausible(total(w, "caesareans"), in_hospital,
                  (.8 * static_cast<double>(referred) + .5 * static_cast<double>(in_hospital - referred)) /
                      static_cast<double>(in_hospital)));
  // Half of the known are referred, none of the unknown.
  Parameters half = p, blind = p;
  half.pregnancy.planned_referral = .5;
  blind.pregnancy.detect = {0, 0};
  CHECK(plausible(total(run(Model(p, half)), "planned_referrals"), n, .15 * .99 / 2));
  CHECK(total(run(Model(p, blind)), "planned_referrals") == 0);
}

TEST_CASE("who holds a contact decides what it does") {
  Parameters p = births();
  p.pregnancy.midwife = GENERATE(0.0, .3, 1.0);
  p.pregnancy.anaemia = 1;
  p.pregnancy.high_risk = 1;
  p.pregnancy.iron = p.pregnancy.plan = {1, 0};
  p.pregnancy.typed = p.pregnancy.detect = {0, 1};
  const Model m(p);
  const World w = run(m);
  const std::int64_t contacts = total(w, "contacts"),
                     by_midwife = sum(w, "contacts_by_provider", index_of(Provider::midwife), 2);
  CHECK(total(w, "contacts_by_provider") == contacts);
  CHECK(plausible(by_midwife, contacts, p.pregnancy.midwife));
  for (const Woman& woman : w.pregnancy.women) {
    if (woman.contacts != 1) continue;
    const bool midwife = woman.is(Woman::plan);
    CHECK(woman.is(Woman::anaemic) == !midwife);
    CHECK(woman.is(Woman::group_known) == !midwife);
    CHECK(woman.is(Woman::risk_known) == !midwife);
  }
  if (p.pregnancy.midwife == 1) CHECK(total(w, "risks_found") == 0);
  if (p.pregnancy.midwife == 0) CHECK(total(w, "anaemia_cured") == 0);
  CHECK(total(w, "risks_found") + total(w, "anaemia_cured") > 1000);
}

TEST_CASE("women who move come to live where people live, on a day of the pregnancy") {
  Parameters p = births(90);
  p.network.moving[0] = 1;
  p.network.births_share.assign(12, 1);
  p.pregnancy.odds_moved = 1;
  Parameters arm = p;
  arm.pregnancy.odds_moved = GENERATE(0.01, 1.0);
  const Model m(p, arm);
  const World w = run(m);
  const std::int64_t n = total(w, "births");
  std::int64_t arrived = 0, born = 0, first = 0;
  for (const Woman& woman : w.pregnancy.women) {
    if (woman.is(Woman::closed) || !woman.is(Woman::placed)) continue;
    ++born;
    arrived += woman.is(Woman::arrived);
    first += woman.catchment() == CatchmentId{0};
  }
  // Before birth, but for who gives birth early.
  const double early = 13 * (normal(-1.0 / 13) * 1.0 / 13 + std::exp(-.5 / 169) / std::sqrt(2 * 3.14159265));
  CHECK(plausible(arrived, born, 1 - early / 280));
  CHECK(plausible(first, born, 1.0 / 12));
  // Where a new midwife finds nobody, K1 are those who had not moved by the first contact, about 75 days in.
  const double k1 = static_cast<double>(total(w, "k1")) / static_cast<double>(n);
  if (arm.pregnancy.odds_moved < 1) {
    const double moved = 73.5 / 280, odds = .01 * .97 / .03;
    CHECK(std::abs(k1 - .97 * (1 - moved) - odds / (1 + odds) * moved) < .03);
    CHECK(total(w, "k4_true") < n / 10);
  } else {
    CHECK(plausible(total(w, "k1"), n, .97));
  }
}
