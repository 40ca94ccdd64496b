#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "model/care/mother_stock.hpp"
#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

constexpr HospitalId first{0}, second{1}, third{2};

/// Hospitals whose numbers are those of facilities less one: the first, which is nearest, without PONEK, the
/// others with it, each 10 km of road beyond the one before. Nobody is sent on.
Parameters hospitals(int n = 2) {
  Parameters p = at_a_puskesmas(n);
  p.network.detour = 1;
  p.network.speed = 30;
  p.mother_blood.least_road = {};
  p.way.first_look = minutes(30);
  p.way.wait_onward = minutes(45);
  p.hospital.team = minutes(25);
  for (int h = 1; h < n; ++h) {
    const FacilityId f{static_cast<std::uint32_t>(h + 1)};
    p.network.ponek[f] = true;
    p.network.latitude[f] -= h * 10 / 111.195;
  }
  return p;
}

/// Each hospital that lacks this sends her on, if another takes her.
Parameters sending(Parameters p, Lack lack, double chance = 1) {
  p.way.onward[index_of(lack)] = chance;
  return p;
}

std::int64_t sent(const World& w, Lack lack) {
  const auto all = values(w, "onward");
  std::int64_t sum = 0;
  for (std::size_t i = index_of(lack); i < all.size(); i += count_of<Lack>) sum += all[i];
  return sum;
}

World after(const Parameters& p, const Mother& mother, const Fixed& fixed = {}) {
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, mother, fixed);
  w.run_until(m, noon + days(20));
  CHECK(w.conserved(m));
  CHECK(w.hospital.beds()[first].busy() == 0);
  return w;
}

const Case& her(const World& w) { return w.emergency.of(CaseId{0}); }

/// All that she may need is a unit of red cells, of which there is none but in the third hospital, whose
/// blood centre is another; no blood centre answers another.
Parameters with_blood_elsewhere() {
  Parameters p = hospitals(3);
  p.emergency.surgery.assign(7, 0);
  add_elements(p, "facility", {"south-utd"});
  p.network.facility_code[FacilityId{4}] = 99;
  p.network.facility_utd[FacilityId{4}] = p.network.facility_utd[FacilityId{3}] = {4};
  p.blood_centre.exchange_partners = 0;
  return sending(sending(p, Lack::ponek), Lack::blood);
}

}  // namespace

TEST_CASE("a hospital without PONEK sends her on after a first look, and the next treats her") {
  const World w = after(sending(hospitals(), Lack::ponek), in_puskesmas);
  CHECK(her(w).hospital() == second);
  CHECK(her(w).sent_on_from() == first);
  CHECK(her(w).sent_on() == 1);
  // Call, vehicle, road, triage; a look, the vehicle, the road; triage, team and theatre.
  const Duration road = minutes(20);
  CHECK((her(w).steps().spent()[Step::onward] - (minutes(30 + 45) + road)).us / 1000 == 0);
  const Duration whole = her(w).surgery_at() - noon;
  CHECK((whole - (minutes(10 + 30 + 40 + 5 + 30 + 45 + 5 + 25 + 45) + road)).us / 1000 == 0);
  CHECK(Duration{values(w, "delay_time")[1]} == minutes(30 + 40));
  CHECK(sent(w, Lack::ponek) == 1);
  CHECK(total(w, "onward") == 1);
  CHECK(total(w, "referrals") == 1);
  CHECK(total(w, "treated") == 1);
}

TEST_CASE("whoever would be sent on with no chance, or with nowhere to go, is treated where she is") {
  const Case where = way_of(hospitals(), in_puskesmas);
  CHECK(where.hospital() == first);
  Parameters p = sending(hospitals(), Lack::ponek);
  SECTION("no chance") { p.way.onward.assign(count_of<Lack>, 0); }
  SECTION("most_onward") { p.way.most_onward = 0; }
  SECTION("no other has PONEK") { p.network.ponek[FacilityId{2}] = false; }
  SECTION("the other is out of reach") { p.way.reach = Length{9}; }
  SECTION("it has PONEK itself") { p.network.ponek[FacilityId{1}] = true; }
  const World w = after(p, in_puskesmas);
  CHECK(total(w, "onward") == 0);
  CHECK(her(w).hospital() == first);
  CHECK(her(w).steps().spent()[Step::onward] == Duration{});
  if (!p.network.ponek[FacilityId{1}]) CHECK(her(w).surgery_at() == where.surgery_at());
}

TEST_CASE("where all others refuse she is kept after the first look") {
  Parameters p = sending(hospitals(3), Lack::ponek);
  p.network.beds[FacilityId{2}] = p.network.beds[FacilityId{3}] = 0;
  const bool desk = GENERATE(false, true);
  p.network.desk[DistrictId{0}] = desk;
  const World w = after(p, in_puskesmas);
  CHECK(total(w, "onward") == 0);
  CHECK(her(w).hospital() == first);
  CHECK(her(w).steps().spent()[Step::onward] == minutes(30));
  CHECK(total(w, "refusals") == (desk ? 0 : 2));
  CHECK(total(w, "treated") == 1);
}

TEST_CASE("hospitals are called one after another, a desk makes one call") {
  Parameters p = sending(hospitals(3), Lack::ponek);
  p.network.beds[FacilityId{2}] = 0;
  p.way.call = minutes(40);
  const auto [desk, calls] = GENERATE(table<bool, int>({{false, 80}, {true, 45}}));
  p.network.desk[DistrictId{0}] = desk;
  const World w = after(p, in_puskesmas);
  CHECK(her(w).hospital() == third);
  CHECK((her(w).steps().spent()[Step::onward] - minutes(30 + calls + 40)).us / 1000 == 0);
  // Calls that begin before she insists are made, no others.
  p.way.insist = minutes(40);
  CHECK(her(after(p, in_puskesmas)).hospital() == (desk ? third : first));
}

TEST_CASE("the chance is that of those who are sent on") {
  const Lack lack = GENERATE(Lack::ponek, Lack::specialist, Lack::blood);
  CAPTURE(lack_labels[lack]);
  Parameters p = hospitals();
  p.network.ponek[FacilityId{1}] = true;
  for (const FacilityId f : {FacilityId{1}, FacilityId{2}}) p.network.beds[f] = p.network.teams[f] = 1000;
  if (lack == Lack::ponek) p.network.ponek[FacilityId{1}] = false;
  if (lack == Lack::specialist) p.way.refusal_other = .5;
  if (lack == Lack::blood) {
    p.emergency.blood_other.assign(7, 1);
    p.network.blood_bank[FacilityId{2}] = true;
  }
  for (const double chance : {0.0, .3, 1.0}) {
    const Model m(sending(p, lack, chance));
    World w = world_at(m, noon);
    // In the hospital they fall ill in nobody asked whether it accepts them.
    many_fall_ill(w, m, 400, {.place = Place::hospital});
    w.run_until(m, noon + days(20));
    CHECK(w.conserved(m));
    if (lack == Lack::blood) {
      CHECK(total(w, "onward") == 0);  // the other has none either
    } else if (lack == Lack::specialist) {
      CHECK(plausible(sent(w, lack), 400, chance * .5 * .5));  // where the other does not refuse as well
    } else {
      CHECK(plausible(sent(w, lack), 400, chance));
    }
    CHECK(total(w, "onward") == sent(w, lack));
  }
}

TEST_CASE("a theatre that is down tonight sends her on, one that is not treats her") {
  const double chance = GENERATE(0.0, 1.0);
  Parameters p = sending(hospitals(8), Lack::theatre, chance);
  p.network.ponek[FacilityId{1}] = true;
  p.hospital.team_down = .5;
  int went = 0;
  for (int night = 0; night < 20; ++night) {
    const Model m(p);
    World w = world_at(m, midnight + days(night));
    fall_ill(w, m, {.place = Place::hospital});
    w.run_until(m, w.now() + days(2));
    const std::int64_t down = sent(w, Lack::theatre);
    went += static_cast<int>(down);
    CHECK((down == 0) == (her(w).sent_on() == 0));
  }
  CHECK(went <= 17 * chance);
  CHECK(went >= 3 * chance);
}

TEST_CASE("for want of blood she is sent on to where there is some, and never to a hospital she was in") {
  Parameters p = with_blood_elsewhere();
  const auto [most, legs, there] = GENERATE(
      table<int, std::size_t, HospitalId>({{0, 0, first}, {1, 1, second}, {2, 2, third}, {5, 2, third}}));
  p.way.most_onward = most;
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{1}, Group::o_pos, 1);
  fall_ill(w, m, in_puskesmas, {.group = Group::o_pos, .red_cells = 1});
  w.run_until(m, noon + days(1));
  CHECK(her(w).sent_on() == legs);
  CHECK(her(w).hospital() == there);
  CHECK(her(w).sent_on_by(first) == (legs > 0));
  CHECK(her(w).sent_on_by(second) == (legs > 1));
  CHECK_FALSE(her(w).sent_on_by(third));
  CHECK(total(w, "treated") == (there == third ? 1 : 0));
  CHECK(total(w, "units_in_time") == (there == third ? 1 : 0));
  CHECK(w.conserved(m));
}

TEST_CASE("blood that comes during the first look keeps her") {
  const Model m(with_blood_elsewhere());
  World w = world_at(m, noon);
  stock(w, m, UtdId{1}, Group::o_pos, 1);
  fall_ill(w, m, in_puskesmas, {.group = Group::o_pos, .red_cells = 1});
  // At the second hospital: the first look, the vehicle, the road, triage after she reached the first.
  const Time look = noon + minutes(10 + 30 + 40 + 5 + 30 + 45 + 20 + 5);
  w.run_until(m, look + minutes(10));
  REQUIRE(her(w).stage() == Case::Stage::looked_at);
  REQUIRE(her(w).hospital() == second);
  CHECK(her(w).received());
  stock(w, m, UtdId{0}, Group::o_pos, 1);
  w.run_until(m, look + days(1));
  CHECK(her(w).hospital() == second);
  CHECK(total(w, "treated") == 1);
  CHECK(w.blood_centre.stock(m, Product::prc, w.now()) == 1);
}

TEST_CASE("units held for her go back when she is sent on, and nobody looks for donors any more") {
  Parameters p = sending(hospitals(), Lack::ponek);
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  agree(p, 1, {Mechanism::pre_notification});
  const Model m(p);
  World w = world_at(m, noon);
  stock(w, m, UtdId{0}, Group::o_pos, 3);
  const CaseId slot = fall_ill(w, m, {.place = Place::puskesmas, .flags = Woman::group_known},
                               {.group = Group::o_pos, .red_cells = 4});
  const auto free = [&] { return w.blood_centre.stock(m, Product::prc, w.now()); };
  const Time look = noon + minutes(30 + 40 + 5);  // calls are made meanwhile
  w.run_until(m, look + minutes(1));
  Case& c = w.emergency.of(slot);
  REQUIRE(c.stage() == Case::Stage::looked_at);
  CHECK(c.blood().held(Needed::red_cells).size() == 3);
  CHECK(c.blood().searching(w.now()));
  CHECK(free() == 0);
  w.run_until(m, look + minutes(31));
  REQUIRE(c.stage() == Case::Stage::sent_on);
  CHECK(c.hospital() == second);
  CHECK(c.lies_in() == first);
  CHECK(c.place() == Place::hospital);
  CHECK(w.conserved(m));
  CHECK_FALSE(c.announced());  // the agreement acts at the puskesmas; the second is party to none
  CHECK(c.blood().held(Needed::red_cells).empty());
  CHECK_FALSE(c.blood().searching(w.now()));
  CHECK_FALSE(c.blood().in_line());
  CHECK(free() == 3);
  w.run_until(m, look + minutes(31 + 45 + 20 + 5));
  CHECK(c.hospital() == second);
  CHECK(c.received());
  CHECK(free() == 0);
}

TEST_CASE("a hospital that is party to an agreement is told of her, and calls its team in") {
  Parameters p = sending(hospitals(), Lack::ponek);
  p.hospital.team = minutes(200);
  const Time alone = way_of(p, in_puskesmas).surgery_at();
  p.agreement.in_hospital = true;
  p.network.party_of[FacilityId{2}] = {0};
  agree(p, 1, {Mechanism::pre_notification});
  const Case c = way_of(p, {.place = Place::hospital});
  CHECK(c.notified());
  CHECK(c.hospital() == second);
  const Time told = noon + p.way.recognise_hospital + minutes(30);
  CHECK(c.announced_at() == told);
  CHECK(c.surgery_at() == told + p.way.call + minutes(200 + 45));
  // By usage as well, without an agreement.
  Parameters usage = sending(hospitals(), Lack::ponek);
  usage.hospital.team = minutes(200);
  usage.way.team_called_in = 1;
  CHECK(way_of(usage, in_puskesmas).surgery_at() < alone);
}

TEST_CASE("she may die during the look, or on the way between, where it is counted") {
  const Parameters p = [] {
    Parameters q = sending(hospitals(), Lack::ponek);
    q.emergency.lethality.assign(7, 1);
    return q;
  }();
  const Duration arrived = minutes(10 + 30 + 40 + 5);
  struct End {
    Duration age;
    Place place;
    int between;
    LastMissing missing;
  };
  const auto [age, place, between, missing] =
      GENERATE_COPY(End{arrived + minutes(20), Place::hospital, 0, LastMissing::acceptance},
                    End{arrived + minutes(30 + 20), Place::hospital, 0, LastMissing::acceptance},
                    End{arrived + minutes(30 + 45 + 10), Place::on_the_way, 1, LastMissing::transport},
                    End{arrived + minutes(30 + 45 + 23), Place::hospital, 0, LastMissing::reception});
  const World w = after(p, in_puskesmas, {.lethal_age = age});
  CHECK(total(w, "deaths_true") == 1);
  CHECK(total(w, "deaths_between_hospitals") == between);
  CHECK(values(w, "deaths_by_place")[index_of(place)] == 1);
  CHECK(Emergency::last_missing(her(w), false) == missing);
  CHECK(w.hospital.beds()[second].busy() == 0);
}

TEST_CASE("without the third delay she who is on the way between would have lived") {
  Parameters p = sending(hospitals(), Lack::ponek);
  p.emergency.lethality.assign(7, 1);
  const World w = after(p, in_puskesmas, {.lethal_age = minutes(10 + 30 + 40 + 5 + 30 + 45 + 10)});
  const auto saved = values(w, "deaths_saved_by");
  CHECK(saved[index_of(Delay::receive)] == 1);
  CHECK(saved[index_of(Delay::decide)] == 0);
}

TEST_CASE("a first look, the vehicle and the road between spread as times of the way do") {
  const auto spread_of = [](auto&& set) {
    Parameters p = sending(hospitals(), Lack::ponek);
    set(p);
    for (const FacilityId f : {FacilityId{1}, FacilityId{2}}) p.network.beds[f] = p.network.teams[f] = 1000;
    const Model m(p);
    World w = world_at(m, noon);
    const auto slots = many_fall_ill(w, m, 200, {.place = Place::hospital});
    w.run_until(m, noon + days(5));
    Duration least = days(9), most{};
    for (const CaseId slot : slots) {
      const Duration d = w.emergency.of(slot).steps().spent()[Step::onward];
      least = std::min(least, d), most = std::max(most, d);
    }
    return most - least;
  };
  CHECK(spread_of([](Parameters&) {}) < seconds(1));
  CHECK(spread_of([](Parameters& p) { p.transport.wait_sigma = .7; }) > minutes(60));
  CHECK(spread_of([](Parameters& p) { p.transport.trip_sigma = .5; }) > minutes(20));
  CHECK(spread_of([](Parameters& p) { p.way.facility_sigma = .6; }) > minutes(40));
  // Where hospitals stand at one spot, a road through the town lies between them.
  Parameters p = sending(hospitals(), Lack::ponek);
  p.network.latitude[FacilityId{2}] = p.network.latitude[FacilityId{1}];
  CHECK(way_of(p, {.place = Place::hospital}).steps().spent()[Step::onward] == minutes(30 + 45));
  p.mother_blood.least_road = Length{15};
  CHECK(way_of(p, {.place = Place::hospital}).steps().spent()[Step::onward] == minutes(30 + 45 + 30));
}
