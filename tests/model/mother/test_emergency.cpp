#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// P(T > S), T exponential with a median of 1, S lognormal: Simpson over +- 8 standard deviations.
double outlives(double median, double sigma) {
  const int steps = 2000;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double z = -8 + 16.0 * i / steps;
    const double f =
        std::exp2(-median * std::exp(sigma * z)) * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    sum += f * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
  }
  return sum * 16 / steps / 3;
}

}  // namespace

TEST_CASE("she dies in the tick her clock reaches T, and her death says what was missing") {
  Parameters p = lethal(minutes(30));
  p.emergency.first_aid[pph] = 2;
  p.emergency.alone = 1.5;
  p.emergency.surgery[pph] = p.emergency.blood_lethal[pph] = 1;
  p.hospital.on_call = {};
  p.hospital.theatre = minutes(60);
  p.hospital.surgery_wait = minutes(30);
  const Model m(p);
  World w = world_at(m, noon);
  // Aged 75 min when surgery begins without blood after 120 min; the other 45 take three times as long.
  fall_ill(w, m, {}, {.lethal_age = minutes(120)});
  w.run_until(m, noon + minutes(255));
  CHECK(w.deaths.empty());
  w.run_until(m, noon + minutes(255) + microseconds(1));
  REQUIRE(w.deaths.size() == 1);
  CHECK(w.deaths[0].time_us == (noon + minutes(255) - m.start).us);
  CHECK(w.deaths[0].last_missing == LastMissing::blood);
  CHECK(values(w, "deaths_by_delay") == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0, 0, 0, 0});
  CHECK(total(w, "deaths_blood_last") == 1);
  CHECK(total(w, "deaths_blood_contributing") == 1);
  CHECK(total(w, "deaths_conditional") == 1'000'000);
  CHECK(total(w, "treated") == 0);
}

TEST_CASE("whoever is reached before T lives and nobody else, as often as the Weibull clock says") {
  const double shape = GENERATE(1.0, 2.0);
  Parameters p = lethal(hours(4));
  p.emergency.median[pph] = hours(6);
  p.emergency.shape[pph] = shape;
  const Model m(p);
  World w = world_at(m, noon);
  const auto slots = many_fall_ill(w, m, 2000);
  w.run_until(m, noon + days(1));
  std::int64_t reached = 0;
  for (const CaseId slot : slots) {
    const bool alive = w.emergency.of(slot).clock().lethal_age() > hours(4);
    CHECK((w.emergency.of(slot).steps().since() == noon + hours(4)) == alive);
    reached += alive;
  }
  CHECK(total(w, "treated") == reached);
  CHECK(total(w, "deaths_true") == 2000 - reached);
  CHECK(plausible(reached, 2000, std::exp2(-std::pow(4.0 / 6, shape))));
}

TEST_CASE("an exponential clock against a lognormal stage: survival as integrated") {
  Parameters p = lethal(hours(3));
  p.way.facility_sigma = .8;
  p.emergency.median[pph] = hours(6);
  p.emergency.shape[pph] = 1;
  const Model m(p);
  World w = world_at(m, noon);
  many_fall_ill(w, m, 3000);
  w.run_until(m, noon + days(20));
  CHECK(total(w, "treated") + total(w, "deaths_true") == 3000);
  CHECK(plausible(total(w, "treated"), 3000, outlives(.5, .8)));
}

TEST_CASE("care at once, with blood enough, leaves the early residual to the millionth") {
  Parameters p = lethal({});
  p.emergency.surgery[pph] = p.emergency.blood_lethal[pph] = 1;
  p.emergency.residual_early[pph] = .02;
  p.emergency.residual_late[pph] = .45;
  for (Duration* d :
       {&p.hospital.on_call, &p.hospital.theatre, &p.mother_blood.crossmatch, &p.mother_blood.from_utd})
    *d = {};
  p.network.teams[FacilityId{1}] = 50;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 50 * 16);
  const auto slots = many_fall_ill(w, m, 50);
  w.run_until(m, noon + microseconds(1));
  CHECK(total(w, "treated") == 50);
  CHECK(total(w, "deaths_conditional") == 50 * 20'000);
  CHECK(total(w, "onset_to_treatment") == 0);
}

TEST_CASE("with care at age a she dies with r0 + (r1 - r0) (a / T)^2") {
  Parameters p = lethal(hours(3));
  p.emergency.first_aid[pph] = 1;
  p.emergency.median[pph] = hours(6);
  p.emergency.residual_early[pph] = .1;
  p.emergency.residual_late[pph] = .6;
  p.emergency.near_miss_age = .6;
  const Model m(p);
  World w = world_at(m, noon);
  const auto slots = many_fall_ill(w, m, 3000);
  w.run_until(m, noon + days(1));
  double risk = 0, variance = 0;
  std::int64_t too_late = 0, far_run = 0;
  for (const CaseId slot : slots) {
    const Duration t = w.emergency.of(slot).clock().lethal_age();
    if (t <= hours(3)) {
      ++too_late;
      continue;
    }
    const double x = hours(3) / t, each = .1 + .5 * x * x;
    risk += each;
    variance += each * (1 - each);
    far_run += x >= .6 && w.emergency.of(slot).onset().outcome_draw >= each;
  }
  const auto residual = static_cast<double>(total(w, "deaths_true") - too_late);
  CHECK(std::abs(residual - risk) < 3.29 * std::sqrt(variance));
  const auto conditional = static_cast<double>(total(w, "deaths_conditional") - too_late * 1'000'000);
  CHECK(std::abs(conditional - risk * 1e6) < 3000);  // each rounded to a millionth
  CHECK(total(w, "near_misses") == far_run);
  CHECK(far_run > 100);
}

TEST_CASE("five units make a near-miss of an emergency that would not kill, four do not") {
  Parameters p = lethal({});
  p.emergency.lethality.assign(7, 0);
  p.emergency.blood_other[pph] = 1;
  p.emergency.half = 1;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 9);
  for (const int units : {4, 5}) fall_ill(w, m, {}, {.red_cells = units});
  w.run_until(m, noon + days(1));
  CHECK(total(w, "treated") == 2);
  CHECK(total(w, "units_in_time") == 9);
  CHECK(total(w, "near_misses") == 1);
}

TEST_CASE("units needed are 1 + negative binomial, more of them in a lethal haemorrhage") {
  struct Need {
    Cause cause;
    double lethality, mean;
  };
  const Need need =
      GENERATE(Need{Cause::pph, 1, 3.5}, Need{Cause::pph, 0, 2.3}, Need{Cause::hypertensive, 1, 2.3});
  Parameters p = lethal(hours(1));
  p.emergency.lethality.assign(7, need.lethality);
  p.emergency.blood_lethal.assign(7, 1);
  p.emergency.blood_other.assign(7, 1);
  const Model m(p);
  World w = world_at(m, noon);
  const auto slots = many_fall_ill(w, m, 4000, {.cause = need.cause});
  const auto having = [&](int units) {
    return std::count_if(slots.begin(), slots.end(), [&](CaseId slot) {
      return w.emergency.of(slot).blood().units(Needed::red_cells) == units;
    });
  };
  // Size 2: P(1 + k) = (k + 1) q^k (1 - q)^2 with q = (mean - 1) / (mean + 1).
  const double q = (need.mean - 1) / (need.mean + 1);
  CHECK(having(0) == 0);
  for (int k = 0; k < 5; ++k) {
    CAPTURE(k);
    CHECK(plausible(having(1 + k), 4000, (k + 1) * std::pow(q, k) * (1 - q) * (1 - q)));
  }
}

TEST_CASE("nobody needs more than sixteen units of red cells") {
  Parameters p = lethal(hours(1));
  p.emergency.blood_lethal[pph] = 1;
  p.emergency.units_mean_lethal = 20;
  const Model m(p);
  World w = world_at(m, noon);
  std::int32_t most = 0;
  for (const CaseId slot : many_fall_ill(w, m, 100))
    most = std::max(most, w.emergency.of(slot).blood().units(Needed::red_cells));
  CHECK(most == 16);
}

TEST_CASE("anaemia shortens the same woman's clock by its factor, frailty makes more of them lethal") {
  Parameters p = lethal(hours(1));
  p.emergency.lethality[pph] = .2;
  p.emergency.anaemia_factor = .75;
  Parameters frail = p;
  frail.network.frailty[DistrictId{0}] = 1.5;
  const Model m(p), f(frail);
  World well = world_at(m, noon), anaemic = world_at(m, noon), frailer = world_at(f, noon);
  const auto slots = many_fall_ill(well, m, 3000);
  many_fall_ill(anaemic, m, 3000, {.flags = Woman::anaemic});
  many_fall_ill(frailer, f, 3000);
  for (const CaseId slot : slots) {
    const Case &a = well.emergency.of(slot), &b = anaemic.emergency.of(slot);
    REQUIRE(a.lethal() == b.lethal());
    if (a.lethal()) CHECK(b.clock().lethal_age() == a.clock().lethal_age() * .75);
  }
  CHECK(plausible(total(well, "lethal_emergencies"), 3000, .2));
  CHECK(plausible(total(frailer, "lethal_emergencies"), 3000, .3));
}

TEST_CASE("the cause follows the rates, and the onset its cause") {
  const Parameters p = [] {
    Parameters q = exact_parameters();
    q.emergency.rate = {100, 100, 100, 100, 100, 100, 100};
    q.emergency.onset_before = {0, 1, 0, 1, 0, 1, 0};
    q.emergency.onset_before_mean = {{}, days(10), {}, days(100), {}, days(196), {}};
    q.emergency.onset_after_mean = {hours(3), {}, {}, {}, days(40), {}, {}};
    return q;
  }();
  const Model m(p);
  World w(m, {1, 0});
  const Time birth = Time{} + days(300);
  std::uint32_t serial = 0;
  const auto drawn = [&](double u) {
    Woman woman;
    woman.name = root_name(Root::woman, 3601, 0, serial++);
    woman.birth = birth;
    Emergency::draw_onset(w, m, woman, u);
    return woman;
  };
  for (std::size_t cause = 0; cause < 7; ++cause) {
    CHECK(index_of(drawn(.1 * static_cast<double>(cause) + .001).cause()) == cause);
    CHECK(index_of(drawn(.1 * static_cast<double>(cause) + .099).cause()) == cause);
  }
  CHECK(drawn(.701).cause() == Cause::count);
  CHECK(drawn(.701).onset() == Time::never());

  const int n = 2000;
  double early = 0, late = 0, shortest = 2, longest = 0;
  std::int64_t at_the_limit = 0, at_the_end = 0;
  for (int i = 0; i < n; ++i) {
    early += (birth - drawn(.15).onset()).as_days();
    late += (drawn(.05).onset() - birth).as_hours();
    at_the_limit += drawn(.35).onset() == birth - days(140);
    at_the_end += drawn(.45).onset() == birth + days(42) - hours(1);
    const Woman abortion = drawn(.55);
    CHECK(abortion.birth == abortion.onset());
    shortest = std::min(shortest, (birth - abortion.onset()) / days(196));
    longest = std::max(longest, (birth - abortion.onset()) / days(196));
  }
  CHECK(std::abs(early / n - 10) < 3.29 * 10 / std::sqrt(n));
  CHECK(std::abs(late / n - 3) < 3.29 * 3 / std::sqrt(n));
  CHECK(plausible(at_the_limit, n, std::exp(-1.4)));
  CHECK(plausible(at_the_end, n, std::exp(-(42 - 1.0 / 24) / 40)));
  CHECK((shortest >= .6 && shortest < .61));
  CHECK((longest < 1.2 && longest > 1.19));
}

TEST_CASE("a death falls before birth, within 48 hours of it, or later") {
  struct When {
    Duration clock;
    bool born;
    Period period;
  };
  const When when =
      GENERATE(When{hours(47), true, Period::within_48_hours}, When{hours(49), true, Period::later},
               When{hours(47), false, Period::before_birth});
  const Model m(lethal(days(10)));
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, {}, {.lethal_age = when.clock});
  if (!when.born) w.pregnancy.women[w.emergency.of(slot).woman()].clear(Woman::born);
  w.run_until(m, noon + days(5));
  REQUIRE(total(w, "deaths_true") == 1);
  CHECK(values(w, "deaths_by_time")[index_of(when.period)] == 1);
}

TEST_CASE("who loses her womb and lives is a near-miss") {
  Parameters p = lethal({});
  p.emergency.lethality.assign(7, 0);
  p.emergency.surgery[pph] = 1;
  p.emergency.hysterectomy[pph] = GENERATE(0.0, 1.0);
  const Model m(p);
  World w = world_at(m, noon);
  many_fall_ill(w, m, 3);
  w.run_until(m, noon + days(3));
  CHECK(total(w, "treated") == 3);
  const std::int64_t lost = p.emergency.hysterectomy[pph] > 0 ? 3 : 0;
  CHECK(total(w, "hysterectomies") == lost);
  CHECK(total(w, "near_misses") == lost);
}

TEST_CASE("who needs many red cells needs plasma and platelets too, in their proportion") {
  Parameters p = lethal(hours(1));
  p.emergency.blood_lethal[pph] = 1;
  p.emergency.massive = 6;
  p.emergency.plasma = .5;
  p.emergency.platelets = .25;
  const Model m(p);
  World w = world_at(m, noon);
  int many = 0;
  for (const CaseId slot : many_fall_ill(w, m, 200)) {
    const BloodNeed& blood = w.emergency.of(slot).blood();
    const std::int32_t red_cells = blood.units(Needed::red_cells);
    const bool massive = red_cells >= 6;
    many += massive;
    CHECK(blood.units(Needed::plasma) == (massive ? (red_cells + 1) / 2 : 0));
    CHECK(blood.units(Needed::platelets) == (massive ? (red_cells + 3) / 4 : 0));
  }
  CHECK(many > 10);
}

namespace {

/// In hospital, seen after this time and treated then; nobody dies, and organs fail in `at_once` at once.
Parameters failing(Duration seen, double at_once, double growth) {
  Parameters p = lethal(seen);
  p.emergency.lethality.assign(7, 0);
  p.emergency.median[pph] = hours(5);
  p.emergency.organ_failure[pph] = at_once;
  p.emergency.organ_failure_growth = growth;
  return p;
}

std::int64_t near_misses_of(const Parameters& p, const char* measure = "near_misses",
                            const Mother& mother = {}) {
  const Model m(p);
  World w = world_at(m, noon);
  many_fall_ill(w, m, 3000, mother);
  w.run_until(m, noon + days(2));
  CHECK(total(w, "treated") == 3000);
  return total(w, measure);
}

}  // namespace

TEST_CASE("organs of women who would live fail as often as said, and oftener with each median of delay") {
  CHECK(near_misses_of(failing({}, 0, 1)) == 0);
  CHECK(plausible(near_misses_of(failing({}, .2, 1)), 3000, .2));
  CHECK(plausible(near_misses_of(failing(hours(5), .2, 1)), 3000, 1 - .8 * .8));
  CHECK(plausible(near_misses_of(failing(hours(5), .2, 3)), 3000, 1 - std::pow(.8, 4)));
  CHECK(near_misses_of(failing(hours(5), .2, 0)) == near_misses_of(failing({}, .2, 0)));
  CHECK(near_misses_of(failing(hours(5), 1, 0)) == 3000);
}

TEST_CASE("whose organs fail with less delay has them fail with more, in every arm") {
  const Model m(failing({}, .2, 1));
  World w = world_at(m, noon);
  int failed = 0;
  for (const CaseId slot : many_fall_ill(w, m, 300)) {
    const Case& c = w.emergency.of(slot);
    bool before = false;
    for (const Duration age : {Duration{}, hours(1), hours(5), hours(20)}) {
      const bool now = Emergency::critical(w, m, c, age);
      CHECK(now >= before);
      before = now;
    }
    failed += before;
  }
  CHECK(failed > 100);
}

TEST_CASE("she comes critical whose organs had failed by then, and no one does who lay there") {
  Parameters p = failing(hours(5), .2, 1);
  CHECK(near_misses_of(p, "near_misses_in_hospital") > 0);
  CHECK(near_misses_of(p, "near_misses_on_arrival") == 0);
  // At home: two medians of her clock until she decides, and one more at the door.
  p.way.decision = hours(10);
  p.transport.leave_home = p.transport.wait_home = p.network.travel[CatchmentId{0}] = {};
  p.way.triage = hours(5);
  const Mother home = {.place = Place::home};
  CHECK(plausible(near_misses_of(p, "near_misses_on_arrival", home), 3000, 1 - std::pow(.8, 3)));
  CHECK(plausible(near_misses_of(p, "near_misses_in_hospital", home), 3000, 1 - std::pow(.8, 4)));
}

TEST_CASE(
    "emergencies and deaths in hospital are counted by cause, whoever died on the way is not among them") {
  Parameters p = lethal({});
  p.way.decision = minutes(60);
  p.transport.leave_home = p.transport.wait_home = {};
  p.network.travel[CatchmentId{0}] = minutes(40);
  p.emergency.residual_early[pph] = p.emergency.residual_late[pph] = 1;
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {.place = Place::home}, {.lethal_age = minutes(90)});
  fall_ill(w, m, {.place = Place::home}, {.lethal_age = minutes(110)});
  fall_ill(w, m, {.cause = Cause::aph}, {.lethal_age = minutes(110)});
  w.run_until(m, noon + days(1));
  CHECK(total(w, "deaths_true") == 2);
  CHECK(total(w, "deaths_in_hospital") == 1);
  CHECK(values(w, "deaths_in_hospital")[pph] == 1);
  CHECK(total(w, "emergencies_in_hospital") == 2);
  CHECK(values(w, "emergencies_in_hospital")[pph] == 1);
  CHECK(values(w, "emergencies_in_hospital")[index_of(Cause::aph)] == 1);
}

TEST_CASE("the reading of the delays changes shares and no death") {
  struct Read {
    std::vector<std::int64_t> by_delay, by_mapping, by_any;
    std::int64_t time;
  };
  const auto read = [](DelayMapping mapping) {
    Parameters p = at_a_puskesmas();
    p.emergency.mapping = {static_cast<std::uint8_t>(mapping)};
    p.emergency.lethality.assign(7, 1);
    p.way.recognise_primary = minutes(60);
    p.way.decide_primary = minutes(40);
    p.emergency.delay_reference.assign(3, minutes(30));
    const Model m(p);
    World w = world_at(m, noon);
    // She dies on the way: recognised at 60 min, referred at 100, called at 110, leaves at 140.
    fall_ill(w, m, in_puskesmas, {.lethal_age = minutes(150)});
    w.run_until(m, noon + days(1));
    REQUIRE(w.deaths.size() == 1);
    const auto first = [&](const char* measure, std::size_t n) {
      const auto all = values(w, measure);
      return std::vector<std::int64_t>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
    };
    return Read{first("deaths_by_delay", 3), first("deaths_by_mapping", 6), first("deaths_by_any_delay", 3),
                w.deaths[0].time_us};
  };
  using Counts = std::vector<std::int64_t>;
  const Read maine = read(DelayMapping::thaddeus_maine), terlambat = read(DelayMapping::terlambat);
  CHECK(maine.time == terlambat.time);
  CHECK(maine.by_delay == Counts{0, 0, 1});      // 40 on the way; 110 in the facility
  CHECK(terlambat.by_delay == Counts{0, 1, 0});  // 60 to recognise; 90 to refer
  CHECK(maine.by_mapping == Counts{0, 0, 1, 0, 1, 0});
  CHECK(terlambat.by_mapping == maine.by_mapping);
  CHECK(maine.by_any == Counts{0, 1, 1});
  CHECK(terlambat.by_any == Counts{1, 1, 0});
}
