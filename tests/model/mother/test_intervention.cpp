#include <catch2/catch.hpp>
#include <cmath>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

constexpr std::size_t hypertensive = index_of(Cause::hypertensive), sepsis = index_of(Cause::sepsis),
                      obstructed = index_of(Cause::obstructed);

/// All births in this place; every birth has a haemorrhage after it, as often as this to 1000.
Parameters births_in(double facility, double hospital, double dukun, double rate = 100) {
  Parameters p = with_births(120);
  p.emergency.rate[pph] = rate;
  p.network.facility_births[DistrictId{0}] = facility;
  p.network.hospital_share[DistrictId{0}] = hospital;
  p.network.dukun_births[DistrictId{0}] = dukun;
  return p;
}

std::int64_t emergencies(const Parameters& base, const Parameters& arm) {
  const Model m(base, arm);
  return total(run_to_end(m), "emergencies");
}

void cover(Parameters& p, double coverage) {
  p.intervention.uterotonic.assign(p.intervention.uterotonic.size(), coverage);
}

}  // namespace

TEST_CASE("a rate of haemorrhage holds under the base's coverage, whatever that is") {
  Parameters none = births_in(.7, .4, .2), half = none, full = none;
  cover(half, .5);
  cover(full, 1);
  for (Parameters* p : {&none, &half, &full}) {
    const Model m(*p);
    const World w = run_to_end(m);
    CHECK(plausible(total(w, "emergencies"), total(w, "births"), .1));
  }
}

TEST_CASE("coverage of an arm moves how many bleed, as the effect says, and they are women of the base") {
  Parameters base = births_in(.7, .4, .2), arm = base;
  base.intervention.uterotonic_effect = arm.intervention.uterotonic_effect = .6;
  base.intervention.uterotonic_potency = 1;
  arm.intervention.uterotonic_potency = .5;
  cover(arm, 1);
  const Model m(base, arm);
  const World w = run_to_end(m);
  CHECK(plausible(total(w, "emergencies"), total(w, "births"), .1 * (1 - .4 * .5)));
  const std::int64_t before = emergencies(base, base);
  CHECK(before > total(w, "emergencies"));
  CHECK(total(w, "emergencies") + total(w, "spared") == before);
}

TEST_CASE("who attends a birth decides whom a uterotonic reaches") {
  // All at home: by midwives in one world, by dukuns in the other.
  for (const double dukun : {0.0, 1.0}) {
    Parameters base = births_in(0, 0, dukun), arm = base;
    arm.intervention.uterotonic[index_of(Attendant::midwife)] = 1;
    CHECK((emergencies(base, arm) < emergencies(base, base)) == (dukun == 0));
  }
  for (const double hospital : {0.0, 1.0}) {
    Parameters base = births_in(1, hospital, 0), arm = base;
    arm.intervention.uterotonic[index_of(Attendant::hospital)] = 1;
    CHECK((emergencies(base, arm) < emergencies(base, base)) == (hospital == 1));
    arm = base;
    arm.intervention.uterotonic[index_of(Attendant::puskesmas)] = 1;
    CHECK((emergencies(base, arm) < emergencies(base, base)) == (hospital == 0));
  }
  Parameters base = births_in(1, 0, 0);
  base.pregnancy.clinic = 0;
  for (const CatchmentId c : base.catchments.ids()) base.network.poned[c] = true;
  Parameters arm = base;
  arm.intervention.uterotonic[index_of(Attendant::poned)] = 1;
  CHECK(emergencies(base, arm) < emergencies(base, base));
}

TEST_CASE("tranexamic acid: the odds ratio fades by a tenth a quarter of an hour, and ends") {
  const InterventionParameters p = [] {
    InterventionParameters q;
    q.tranexamic_odds = 1.72;
    q.tranexamic_fade = .1;
    q.tranexamic_until = hours(3);
    return q;
  }();
  const auto dies = [&](Duration delay) { return .1 * Intervention::tranexamic_ratio(p, .1, delay); };
  CHECK(dies({}) == Approx(1 - 9 * 1.72 / (1 + 9 * 1.72)));
  CHECK(dies(minutes(30)) == Approx(1 - 9 * (1 + .72 * .81) / (1 + 9 * (1 + .72 * .81))));
  CHECK(dies(hours(3)) == Approx(.1));
  CHECK(Intervention::tranexamic_ratio(p, 1, {}) == 1);
  CHECK(Intervention::tranexamic_ratio(p, 0, {}) == 1);
}

namespace {

/// Deaths of 2000 women who fall ill in hospital of this cause, whose emergencies kill in half of the cases.
std::int64_t deaths_of(Parameters p, Cause cause) {
  p.emergency.lethality.assign(7, .5);
  p.emergency.median.assign(7, hours(1));
  p.way.recognise_hospital = minutes(30);
  p.emergency.surgery.assign(7, 1);
  p.hospital.on_call = hours(100);
  const Model m(p);
  World w = world_at(m, noon);
  many_fall_ill(w, m, 2000, {.cause = cause});
  w.run_until(m, noon + days(40));
  return total(w, "deaths_true");
}

}  // namespace

TEST_CASE("drugs take their share of lethal emergencies, of the women who are covered") {
  Parameters p = exact_parameters();
  const std::size_t hospital = index_of(Attendant::hospital);
  for (const Cause cause : {Cause::hypertensive, Cause::sepsis}) {
    const std::int64_t all = deaths_of(p, cause);
    Parameters q = p;
    (cause == Cause::sepsis ? q.intervention.antibiotic : q.intervention.magnesium)[hospital] = .6;
    (cause == Cause::sepsis ? q.intervention.antibiotic_effect : q.intervention.magnesium_effect) = .4;
    // Who has died before it was given, in half an hour of a clock whose median is an hour, it cannot spare.
    const std::int64_t fewer = all - deaths_of(q, cause);
    const double in_time = std::exp2(-std::pow(.5, p.emergency.shape[index_of(cause)]));
    CAPTURE(all, fewer, in_time);
    CHECK(plausible(fewer, all, .6 * .6 * in_time));
  }
  Parameters q = p;
  q.intervention.tranexamic[hospital] = 1;
  q.intervention.tranexamic_odds = 3;
  q.intervention.tranexamic_fade = 0;
  q.intervention.tranexamic_until = hours(2);
  const std::int64_t all = deaths_of(p, Cause::pph), fewer = all - deaths_of(q, Cause::pph);
  CHECK(plausible(fewer, all,
                  .5 * std::exp2(-std::pow(.5, p.emergency.shape[pph]))));  // odds 1 to 3: .5 to .25
  q.intervention.tranexamic_until = minutes(20);
  CHECK(deaths_of(q, Cause::pph) == all);
}

TEST_CASE("a drug is given once: a second place adds nothing to the first, and may give what it lacked") {
  Parameters p = at_a_puskesmas();
  p.emergency.lethality[hypertensive] = 1;
  p.emergency.median[hypertensive] = hours(200);
  p.intervention.magnesium_effect = 0;
  p.intervention.magnesium[index_of(Attendant::hospital)] = 1;
  const Mother mother{.place = Place::puskesmas, .cause = Cause::hypertensive};
  CHECK_FALSE(way_of(p, mother).lethal());
  p.intervention.magnesium_effect = 1;
  CHECK(way_of(p, mother).lethal());
  p.intervention.magnesium[index_of(Attendant::puskesmas)] = 1;
  CHECK(way_of(p, mother).is_given() == false);  // what has no effect is not given
}

TEST_CASE("an assisted birth ends an obstructed labour in a PONED, and spares the operation in a hospital") {
  Parameters p = at_a_puskesmas();
  p.intervention.assisted_birth_effect = 1;
  p.way.poned_team = 1;
  for (const CatchmentId c : p.catchments.ids()) p.network.poned[c] = true;
  const auto run = [&](Attendant where) {
    Parameters q = p;
    q.intervention.assisted_birth[index_of(where)] = 1;
    const Model m(q);
    World w = world_at(m, noon);
    const WomanId woman = add_woman(w, m, {.place = Place::puskesmas, .cause = Cause::obstructed});
    w.pregnancy.women[woman].clear(Woman::born);
    const CaseId slot = fall_ill_with(w, m, woman, {});
    w.run_until(m, noon + days(3));
    CHECK(w.pregnancy.women[woman].is(Woman::born));
    CHECK_FALSE(w.pregnancy.women[woman].is(Woman::caesarean));
    CHECK(total(w, "treated") == 1);
    CHECK_FALSE(w.emergency.of(slot).operated());
    return w.pregnancy.women[woman].place;
  };
  CHECK(run(Attendant::poned) == Place::puskesmas);
  CHECK(run(Attendant::hospital) == Place::hospital);
}

TEST_CASE("a midwife who is called gives first aid at home, and one who has stayed sooner") {
  Parameters p = exact_parameters();
  p.emergency.first_aid.assign(7, 2);
  p.emergency.aid_short = 1;
  p.emergency.lethality[pph] = 1;
  p.emergency.away[pph] = 0;
  p.way.decision = hours(100);
  p.way.midwife_called = 0;
  p.way.midwife_comes = minutes(30);
  p.way.midwife_stays = {};
  p.way.recognise_primary = minutes(10);
  const auto died = [&](const Parameters& q, unsigned flags) {
    const Model m(q);
    World w = world_at(m, noon);
    fall_ill(w, m, {.place = Place::home, .flags = flags}, {.lethal_age = minutes(60)});
    w.run_until(m, noon + hours(4));
    REQUIRE(w.deaths.size() == 1);
    return Duration{w.deaths[0].time_us - (noon - m.start).us};
  };
  CHECK(died(p, 0) == minutes(60));
  Parameters called = p;
  called.way.midwife_called = 1;
  CHECK(died(called, 0) == minutes(90));  // 30 min, and 30 of the clock at half its speed
  CHECK(died(called, Woman::dukun) == minutes(60));
  called.way.midwife_stays = hours(2);
  CHECK(died(called, 0) == minutes(110));
}

TEST_CASE("infections of caesareans: the rate holds for all births, antibiotics of an arm take their part") {
  Parameters base = with_births(300);
  base.emergency.rate[sepsis] = 60;
  base.network.facility_births[DistrictId{0}] = 1;
  base.network.dukun_births[DistrictId{0}] = 0;
  base.network.hospital_share[DistrictId{0}] = 1;
  base.intervention.caesarean_risk = 8;
  base.intervention.caesarean_antibiotic = .5;
  base.intervention.caesarean_antibiotic_effect = .3;
  const auto infected = [](const Parameters& from, const Parameters& p) {
    const Model m(from, p);
    const World w = run_to_end(m);
    return static_cast<double>(total(w, "emergencies")) / static_cast<double>(total(w, "births"));
  };
  const double today = infected(base, base);
  CHECK(today == Approx(.06).epsilon(.08));  // who falls ill of another cause has no second infection
  Parameters arm = base;
  arm.intervention.caesarean_antibiotic = 1;
  // Half of births are caesareans: 1 + 8 (1 - .5 x .7) falls to 1 + 8 x .3.
  CHECK(infected(base, arm) / today == Approx((1 + 8 * .3) / (1 + 8 * .65)).epsilon(.07));
}
