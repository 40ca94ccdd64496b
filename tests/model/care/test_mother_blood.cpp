#include <catch2/catch.hpp>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("announced with a known group, units set out at once and the crossmatch waits for her") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(20);
  p.mother_blood.from_utd = minutes(130);
  agree(p, 1, {Mechanism::pre_notification});
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 2);
  const CaseId known = fall_ill(w, m, {.place = Place::puskesmas, .flags = Woman::group_known});
  const CaseId unknown = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(known).steps().since() - noon == minutes(130));
  CHECK(w.emergency.of(unknown).steps().since() - noon == minutes(30 + 40 + 5 + 130));
  p.mother_blood.from_utd = minutes(80);
  const Model near(p);
  World v = world_at(near, noon);
  stock(v, near, UtdId{0}, Group::o_pos, 1);
  fall_ill(v, near, {.place = Place::puskesmas, .flags = Woman::group_known});
  v.run_until(near, noon + days(1));
  CHECK(v.emergency.of(CaseId{0}).steps().since() - noon == minutes(30 + 40 + 5 + 20));
}

namespace {

/// From her crossmatch on, how long a unit of her blood centre is fetched; a courier on the road is paid for.
Duration fetching(const Parameters& p) {
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 1);
  fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  const Case& c = w.emergency.of(CaseId{0});
  const bool on_the_road = c.couriered() && !p.network.compound[FacilityId{1}];
  CHECK(total(w, "money") == (on_the_road ? p.agreement.courier_cost.rupiah : 0));
  return c.steps().since() - c.arrived() - minutes(5);
}

}  // namespace

TEST_CASE("a courier saves his time on the blood centre's units, and leaves ten minutes at least") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(5);
  p.mother_blood.from_utd = minutes(130);
  CHECK(fetching(p) == minutes(130));
  agree(p, 1, {Mechanism::courier});
  p.mother_blood.courier_saves = minutes(45);
  CHECK(fetching(p) == minutes(85));
  p.mother_blood.courier_saves = minutes(125);
  CHECK(fetching(p) == minutes(10));
}

TEST_CASE(
    "blood is fetched over the road, both ways by a family, one by a courier, and none lies in a compound") {
  Parameters p = at_a_puskesmas();
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(5);
  p.mother_blood.from_utd = minutes(60);
  p.mother_blood.courier_saves = {};
  p.mother_blood.least_road.km = 10;
  p.network.speed = 30;  // 20 min through the town
  CHECK(fetching(p) == minutes(60));
  p.mother_blood.family_roads = 3;
  p.mother_blood.courier_roads = 1;
  CHECK(fetching(p) == minutes(60 + 3 * 20));
  agree(p, 1, {Mechanism::courier});
  CHECK(fetching(p) == minutes(60 + 20));
  p.network.latitude[FacilityId{1}] += 1;  // some 111 km as the crow flies: the road there counts
  const Model m(p);
  CHECK(fetching(p) == minutes(60) + m.travel(FacilityId{0}, FacilityId{1}));
  p.network.compound.assign(p.network.compound.size(), true);
  CHECK(fetching(p) == minutes(60));
}

TEST_CASE("a hospital that is a party announces its own women and sends couriers for them, if it may") {
  Parameters p = at_a_puskesmas();
  p.way.recognise_hospital = {};
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.mother_blood.crossmatch = minutes(5);
  p.mother_blood.from_utd = minutes(130);
  p.mother_blood.courier_saves = minutes(45);
  agree(p, 1, {Mechanism::courier, Mechanism::pre_notification});
  const auto case_of = [](const Parameters& of) {
    const Model m(of);
    World w = world_at(m, noon);
    stock(w, m, UtdId{0}, Group::o_pos, 1);
    const CaseId slot = fall_ill(w, m, {.place = Place::hospital});
    w.run_until(m, noon + days(1));
    return w.emergency.of(slot);
  };
  const auto blood_after = [](const Case& c) { return c.blood().first_unit() - noon; };
  p.network.party_of[FacilityId{1}] = {0};
  CHECK(blood_after(case_of(p)) == minutes(130));
  p.agreement.in_hospital = true;
  const Case agreed = case_of(p);
  CHECK(blood_after(agreed) == minutes(85));
  CHECK(agreed.couriered());
  CHECK(agreed.notified());
  p.network.party_of[FacilityId{1}] = p.network.party_of[FacilityId{0}];
  CHECK_FALSE(case_of(p).couriered());
}

TEST_CASE("blood comes from the hospital, its blood centre, the others, and the family, in that order") {
  Parameters p = blood_parameters(
      {{"north", 0, 0, 0, {100000}, 1, 1}, {"south", 0, 0, 0, {100000}, 1, 0, 40, 200, -6.2}}, 0, 60);
  const Parameters exact = exact_parameters();
  p.emergency = exact.emergency;
  p.way = exact.way;
  p.hospital = exact.hospital;
  p.mother_blood = exact.mother_blood;
  p.blood_centre = exact.blood_centre;
  p.donor.deferral = 0;
  p.emergency.blood_other.assign(7, 1);
  p.emergency.half = 1;
  p.way.recognise_hospital = {};
  p.mother_blood.crossmatch = minutes(60);
  p.mother_blood.from_utd = minutes(130);
  p.mother_blood.replacement = minutes(320);
  p.mother_blood.replacement_found = 5;
  p.mother_blood.list_factor = .6;
  p.blood_centre.exchange_success = 1;
  const bool listed = GENERATE(false, true);
  const Model m(p);
  World w = world_at(m, noon);
  w.blood_bank.give_back(w, m, HospitalId{0}, bleed(w, m, UtdId{0}, Group::o_pos));
  stock(w, m, UtdId{0}, Group::o_pos, 1);
  stock(w, m, UtdId{1}, Group::o_pos, 2);
  const CaseId slot = fall_ill(w, m, {.flags = listed ? unsigned{Woman::list} : 0U, .group = Group::ab_pos},
                               {.red_cells = 5});
  const auto in_at = [&](Duration after) {
    w.run_until(m, noon + after + microseconds(1));
    return w.emergency.of(slot).blood().given(Needed::red_cells);
  };
  const Duration road = m.travel(m.utds[UtdId{0}], m.utds[UtdId{1}]);
  REQUIRE((road > minutes(30) && road < minutes(60)));
  const Duration search = minutes(listed ? 192 : 320);
  CHECK(in_at(minutes(60) - microseconds(1)) == 0);
  CHECK(in_at(minutes(60)) == 1);
  CHECK(in_at(minutes(130) - microseconds(1)) == 1);
  CHECK(in_at(minutes(130)) == 2);
  CHECK(in_at(minutes(130) + road - microseconds(1)) == 2);
  CHECK(in_at(minutes(130) + road) == 4);
  CHECK(in_at(search - microseconds(1)) == 4);
  CHECK(in_at(search) == 5);
  CHECK(w.emergency.of(slot).steps().since() - noon == search);
  const auto sources = values(w, "blood_units");
  CHECK(std::vector(sources.begin(), sources.begin() + 4) == std::vector<std::int64_t>{1, 1, 2, 1});
  CHECK(total(w, "replacement_searches") == 1);
  CHECK(w.blood_centre.available(w, m, UtdId{1}, Product::prc, Group::o_pos) == 0);
}

TEST_CASE("units that come in later each reach her in their own time, mothers in the order they asked") {
  Parameters p = exact_parameters();
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  p.emergency.half = 1;
  p.mother_blood.crossmatch = minutes(60);
  p.mother_blood.from_utd = minutes(130);
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId first = fall_ill(w, m, {}, {.red_cells = 6});
  w.run_until(m, noon + minutes(30));
  const CaseId second = fall_ill(w, m);
  for (int hour = 2; hour <= 8; ++hour) {
    w.run_until(m, noon + hours(hour));
    stock(w, m, UtdId{0}, Group::o_pos, 1);
  }
  // Every hour one more, none of them waiting for the next.
  const Time arrives = noon + hours(2) + minutes(130);
  for (int units = 0; units < 5; ++units) {
    if (arrives + hours(units) < w.now()) continue;
    w.run_until(m, arrives + hours(units));
    CHECK(w.emergency.of(first).blood().given(Needed::red_cells) == units);
  }
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(first).blood().first_unit() == arrives);
  CHECK(w.emergency.of(first).steps().since() == arrives + hours(5));
  CHECK(w.emergency.of(second).steps().since() == arrives + hours(6));
}

TEST_CASE("replacement donors are looked for twenty times at most, one search after another") {
  Parameters p = exact_parameters();
  p.emergency.blood_other.assign(7, 1);
  p.mother_blood.replacement = hours(2);
  p.way.recognise_hospital = {};
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m);
  w.run_until(m, noon + hours(40) + microseconds(1));
  CHECK(w.emergency.of(slot).blood().searches() == 20);
  w.run_until(m, noon + days(20));
  CHECK(total(w, "replacement_searches") == 20);
  CHECK(total(w, "treated") == 0);
}
