#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("births come at their rate, spread over the catchments by their shares") {
  Parameters p = with_births(90);
  p.network.births_share.assign(12, 1);
  p.network.births_share[CatchmentId{0}] = 5;
  const Model m(p);
  World w = run_to_end(m);
  const double expected = 90 * static_cast<double>(births_a_day);
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
  Parameters p = with_births(90);
  p.emergency.rate[index_of(Cause::abortion)] = 200;
  const Model m(p);
  World w = run_to_end(m);
  const double expected = 90 * static_cast<double>(births_a_day);
  CHECK(std::abs(static_cast<double>(total(w, "births")) - expected) < 3.29 * std::sqrt(expected));
  // One abortion to four births.
  const double emergencies = expected / 4;
  CHECK(std::abs(static_cast<double>(total(w, "emergencies")) - emergencies) < 3.29 * std::sqrt(emergencies));
}

TEST_CASE("births lie about the due date as normal, and a quarter to a third precede the call-up") {
  const Model m(with_births());
  World w(m, {1, 0});
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

TEST_CASE("no contact is held after the birth or out of order, and one in a visit") {
  const Model m(with_births(30));
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
  Parameters p = with_births(900);
  p.network.births[DistrictId{0}] = Rate{3};
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

TEST_CASE("a risk that a contact finds is referred to give birth in hospital, within the district's table") {
  Parameters p = with_births(90);
  p.pregnancy.high_risk = .15;
  p.pregnancy.detect = {1, 1};
  p.pregnancy.planned_referral = 1;
  p.pregnancy.planned_caesarean = .8;
  p.pregnancy.k1 = .99;
  const Model m(p);
  World w = run_to_end(m);
  const std::int64_t n = total(w, "births"), referred = total(w, "planned_referrals");
  CHECK(plausible(referred, n, .15 * .99));
  const std::int64_t in_hospital = total_at(w, "births_by_place", index_of(Place::hospital), 5);
  CHECK(plausible(in_hospital, n, .7 * .4));
  CHECK(plausible(n - total_at(w, "births_by_place", index_of(Place::home), 5), n, .7));
  CHECK(plausible(total(w, "caesareans"), in_hospital,
                  (.8 * static_cast<double>(referred) + .5 * static_cast<double>(in_hospital - referred)) /
                      static_cast<double>(in_hospital)));
  // Half of the known are referred, none of the unknown.
  Parameters half = p, blind = p;
  half.pregnancy.planned_referral = .5;
  blind.pregnancy.detect = {0, 0};
  CHECK(plausible(total(run_to_end(Model(p, half)), "planned_referrals"), n, .15 * .99 / 2));
  CHECK(total(run_to_end(Model(p, blind)), "planned_referrals") == 0);
}

TEST_CASE("who holds a contact decides what it does") {
  Parameters p = with_births();
  p.pregnancy.midwife = GENERATE(0.0, .3, 1.0);
  p.pregnancy.anaemia = 1;
  p.pregnancy.high_risk = 1;
  p.pregnancy.iron = p.pregnancy.plan = {1, 0};
  p.pregnancy.typed = p.pregnancy.detect = {0, 1};
  const Model m(p);
  World w = run_to_end(m);
  const std::int64_t contacts = total(w, "contacts"),
                     by_midwife = total_at(w, "contacts_by_provider", index_of(Provider::midwife), 2);
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
  Parameters p = with_births(90);
  p.network.moving[DistrictId{0}] = 1;
  p.network.births_share.assign(12, 1);
  p.pregnancy.odds_moved = 1;
  Parameters arm = p;
  arm.pregnancy.odds_moved = GENERATE(0.01, 1.0);
  const Model m(p, arm);
  World w = run_to_end(m);
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

TEST_CASE("of one instant birth comes before onset, and care after both, for a woman and for a probe") {
  Parameters p = with_births(60);
  const bool before = GENERATE(false, true);
  const auto cause = GENERATE(Cause::pph, Cause::aph);
  p.network.facility_births[DistrictId{0}] = p.network.dukun_births[DistrictId{0}] = 0;
  p.emergency.rate[index_of(cause)] = 500;
  p.emergency.onset_before[index_of(cause)] = before;
  p.emergency.onset_before_mean[index_of(cause)] = p.emergency.onset_after_mean[index_of(cause)] = {};
  p.emergency.away[index_of(cause)] = 1;
  p.emergency.lethality[index_of(cause)] = .1;
  // She is in hospital, and treated, in the instant in which she falls ill at home.
  p.way.decision = p.way.triage = p.transport.leave_home = p.transport.wait_home = {};
  for (const CatchmentId c : p.catchments.ids()) p.network.travel[c] = {};
  p.probe.probes = 2;
  const World w = run_to_end(Model(p));
  CHECK(total(w, "treated") > 1000);
  CHECK(values(w, "births_by_place")[index_of(Place::home)] > 0);
  CHECK(total(w, "emergencies_probed") > 0);
  const std::vector<std::int64_t> places = values(w, "births_by_place");
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i % count_of<Place> != index_of(Place::home)) CHECK(places[i] == 0);
  }
}
