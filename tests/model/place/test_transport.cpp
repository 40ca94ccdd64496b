#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// A puskesmas with one ambulance, 40 min from the hospital; women there are referred in 10 min.
Parameters one_ambulance() {
  Parameters p = exact_parameters();
  p.way.recognise_primary = p.way.decide_primary = {};
  p.way.call = minutes(10);
  p.transport.call_out = minutes(15);
  p.transport.wait_primary = minutes(200);
  p.transport.night_driver = 1;
  p.network.ambulances[CatchmentId{0}] = 1;
  return p;
}

/// Time until the woman arrives at the hospital.
Duration arrives(const Parameters& p, Time at, const Mother& mother) {
  const Model m(p);
  World w = world_at(m, at);
  const CaseId slot = fall_ill(w, m, mother);
  w.run_until(m, at + days(5));
  return w.emergency.of(slot).arrived() - w.emergency.of(slot).steps().decided();
}

}  // namespace

TEST_CASE("the second woman waits for the one ambulance, or takes what she finds sooner") {
  Parameters p = one_ambulance();
  struct Second {
    Duration found, arrives;
    std::int64_t by_ambulance;
  };
  // The ambulance sets out after 25 min and is back after 40 there and 40 back; then it is called out again.
  const auto second =
      GENERATE(Second{minutes(200), minutes(105 + 15 + 40), 2}, Second{minutes(60), minutes(10 + 60 + 40), 1},
               // Back before she has found anything, but she has before it stands at the door.
               Second{minutes(100), minutes(10 + 100 + 40), 1});
  p.transport.wait_primary = second.found;
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId a = fall_ill(w, m, in_puskesmas), b = fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + minutes(11));
  CHECK(w.transport.ambulances()[CatchmentId{0}].busy() == 1);
  CHECK(w.transport.ambulances()[CatchmentId{0}].waiting() == 1);
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(a).arrived() - noon == minutes(10 + 15 + 40));
  CHECK(w.emergency.of(b).arrived() - noon == second.arrives);
  CHECK(total(w, "ambulance_trips") == second.by_ambulance);
  CHECK(total(w, "public_trips") == 2 - second.by_ambulance);
  CHECK(w.transport.ambulances()[CatchmentId{0}].busy() == 0);
  CHECK(w.transport.ambulances()[CatchmentId{0}].waiting() == 0);
}

TEST_CASE("the ambulance is taken from the call until it is back from twice its trip") {
  const Model m(one_ambulance());
  World w = world_at(m, noon);
  fall_ill(w, m, in_puskesmas);
  w.run_until(m, m.end + days(1));
  CHECK(Duration{total(w, "ambulance_busy")} == minutes(15 + 2 * 40));
}

TEST_CASE("without a driver, without an ambulance or unasked for, she goes by public transport") {
  Parameters p = one_ambulance();
  p.transport.night_driver = 0;
  CHECK(arrives(p, noon, in_puskesmas) == minutes(10 + 15 + 40));
  CHECK(arrives(p, midnight, in_puskesmas) == minutes(10 + 200 + 40));
  p.transport.night_driver = 1;
  CHECK(arrives(p, midnight, in_puskesmas) == minutes(10 + 15 + 40));
  p.network.ambulances[CatchmentId{0}] = 0;
  CHECK(arrives(p, noon, in_puskesmas) == minutes(10 + 200 + 40));

  const Mother at_home = {.place = Place::home};
  p.network.ambulances[CatchmentId{0}] = 1;
  p.transport.leave_home = minutes(20);
  p.transport.wait_home = minutes(50);
  p.transport.ambulance_home = 0;
  CHECK(arrives(p, noon, at_home) == minutes(20 + 50 + 40));
  p.transport.ambulance_home = 1;
  CHECK(arrives(p, noon, at_home) == minutes(20 + 40));
  p.transport.leave_home = minutes(10);
  CHECK(arrives(p, noon, at_home) == minutes(15 + 40));
}

TEST_CASE("a puskesmas has a driver the whole night or not at all, on its share of nights, and by day") {
  Parameters p = exact_parameters(1, 0, 400);
  p.transport.night_driver = .7;
  split_catchment(p, 5);
  const Model m(p);
  World w(m, {1, 0});
  std::vector<std::vector<bool>> nights(5);
  for (int night = 0; night < 400; ++night) {
    for (const Duration hour : {hours(12), hours(18), hours(29), hours(30) - microseconds(1)}) {
      w.run_until(m, Time{} + days(night) + hour);
      for (std::uint32_t c = 0; c < 5; ++c) {
        const bool driver = w.transport.driver(w, m, CatchmentId{c});
        if (hour == hours(12)) CHECK(driver);
        if (hour == hours(18)) nights[c].push_back(driver);
        if (hour > hours(18)) CHECK(driver == nights[c].back());
      }
    }
  }
  std::int64_t all = 0;
  for (const auto& of : nights) all += std::count(of.begin(), of.end(), true);
  CHECK(plausible(all, 5 * 400, .7));
  CHECK(nights[0] != nights[1]);
}

TEST_CASE("night and wet season hinder, each by its factor, at their edges") {
  Parameters p = exact_parameters(1, 0, 400);
  p.transport.hindered = 1.2;
  const Model m(p);
  World w(m, {1, 0});
  const auto factor = [&](int month, int day, Duration hour) {
    return w.transport.hindrance(m, Time{} + days(Date::of(2018, month, day) - Date::of(2018, 1, 1)) + hour);
  };
  CHECK(factor(4, 1, hours(12)) == 1);
  CHECK(factor(3, 31, hours(12)) == 1.2);
  CHECK(factor(10, 31, hours(12)) == 1);
  CHECK(factor(11, 1, hours(12)) == 1.2);
  CHECK(factor(7, 1, hours(18) - microseconds(1)) == 1);
  CHECK(factor(7, 1, hours(18)) == 1.2);
  CHECK(factor(7, 1, hours(6) - microseconds(1)) == 1.2);
  CHECK(factor(7, 1, hours(6)) == 1);
  CHECK(factor(1, 15, hours(23)) == 1.2 * 1.2);

  // A trip of 40 min by public transport.
  p.transport.wait_primary = {};
  p.way.recognise_primary = p.way.decide_primary = {};
  p.way.call = {};
  const Time july = Time{} + days(Date::of(2018, 7, 1) - Date::of(2018, 1, 1));
  CHECK(arrives(p, july + hours(12), in_puskesmas) == minutes(40));
  CHECK(arrives(p, july + hours(2), in_puskesmas) == minutes(48));
  CHECK(arrives(p, noon, in_puskesmas) == minutes(48));
  CHECK(arrives(p, midnight, in_puskesmas) == minutes(48) * 1.2);
}

TEST_CASE("a boat adds its time to the road, from home alone, and to the share who live on the water") {
  Parameters p = exact_parameters(1, 0, 60);
  p.transport.leave_home = p.transport.wait_home = p.transport.wait_primary = {};
  p.way.call = {};
  p.way.to_puskesmas = minutes(20);
  p.way.poned_stay = {};
  p.transport.boat = minutes(120);
  p.transport.hindered = 1.5;
  p.network.water_bound[CatchmentId{0}] = 1;
  CHECK(arrives(p, noon, {.place = Place::home}) == minutes(60 + 120));  // January is wet
  CHECK(arrives(p, noon, in_puskesmas) == minutes(60));
  p.way.puskesmas_first = 1;
  CHECK(arrives(p, noon, {.place = Place::home}) == minutes(30 + 120 + 60));
  p.way.puskesmas_first = 0;
  p.network.water_bound[CatchmentId{0}] = .3;
  const Model m(p);
  World w = world_at(m, noon);
  for (int i = 0; i < 1000; ++i) fall_ill(w, m, {.place = Place::home});
  w.run_until(m, noon + days(5));
  std::int64_t by_boat = 0;
  for (const Case& c : w.emergency.cases()) by_boat += c.arrived() - c.steps().decided() >= minutes(60 + 120);
  CHECK(plausible(by_boat, 1000, .3));
}

TEST_CASE("a trip varies about its median with its sigma") {
  Parameters p = exact_parameters(2, 0, 60);
  p.way.recognise_primary = p.way.decide_primary = p.way.call = p.transport.wait_primary = {};
  p.network.beds[FacilityId{1}] = 2000;
  p.transport.trip_sigma = .2;
  const Model m(p);
  World w = world_at(m, noon);
  for (int i = 0; i < 1500; ++i) fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(5));
  double mean = 0, square = 0;
  for (const Case& c : w.emergency.cases()) {
    const double z = std::log((c.arrived() - c.steps().decided()) / minutes(40)) / .2;
    mean += z / 1500;
    square += z * z / 1500;
  }
  CHECK(std::abs(mean) < 3.29 / std::sqrt(1500));
  CHECK(std::abs(square - 1) < 3.29 * std::sqrt(2.0 / 1500));
}

TEST_CASE("an idle ambulance never makes a woman wait longer than public transport would") {
  Parameters p = exact_parameters();
  p.transport.ambulance_home = 1;
  p.transport.night_driver = 1;
  p.transport.leave_home = minutes(15);
  p.transport.wait_home = minutes(30);
  p.transport.call_out = minutes(GENERATE(5, 20, 60));
  const std::int64_t ambulances = GENERATE(0, 1);
  p.network.ambulances.assign(p.catchments.size(), ambulances);
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {.place = Place::home});
  w.run_until(m, noon + days(3));
  const bool by_ambulance = ambulances > 0 && p.transport.call_out < minutes(45);
  CHECK(Duration{values(w, "step_time")[index_of(Step::vehicle)]} ==
        (by_ambulance ? std::max(minutes(15), p.transport.call_out) : minutes(45)));
  CHECK(total(w, "ambulance_trips") == by_ambulance);
  CHECK(total(w, "public_trips") == !by_ambulance);
  CHECK(values(w, "family_money")[index_of(FamilyCost::fares)] ==
        (by_ambulance ? 0 : p.programme.fare.rupiah));
  // The vehicle that was called for nothing is free again.
  if (ambulances > 0 && !by_ambulance) CHECK(w.transport.ambulances()[CatchmentId{0}].busy() == 0);
}

TEST_CASE("drivers on duty, ambulances under way and open nights cost their price, and nothing without one") {
  Parameters p = at_a_puskesmas();
  p.network.ambulances[CatchmentId{0}] = 1;
  p.transport.night_driver = .5;
  p.way.puskesmas_open = .25;
  const auto after = [](const Parameters& of) {
    const Model m(of);
    World w = world_at(m, noon);
    fall_ill(w, m, in_puskesmas);
    w.run_until(m, m.end);
    return w;
  };
  const World free = after(p);
  for (const char* money : {"driver_money", "running_money", "night_money"}) CHECK(total(free, money) == 0);
  p.transport.driver_price = {150'000};
  p.transport.running_price = {60'000};
  p.way.night_price = {600'000};
  const World w = after(p);
  const double nights = (Model(p).end - Model(p).start).as_days();
  CHECK(static_cast<double>(total(w, "driver_money")) == Approx(nights * .5 * 150'000));
  CHECK(static_cast<double>(total(w, "night_money")) == Approx(nights * .25 * 600'000));
  CHECK(total(w, "ambulance_busy") > 0);
  CHECK(static_cast<double>(total(w, "running_money")) ==
        Approx(static_cast<double>(total(w, "ambulance_busy")) / 3.6e9 * 60'000));
}

TEST_CASE(
    "ambulances are what a puskesmas has, or what its queue asks for where that is more and is bought") {
  Parameters p = one_ambulance();
  struct Bought {
    bool enough;
    std::int64_t asked, there, waits;
  };
  const auto [enough, asked, there, waits] =
      GENERATE(Bought{false, 2, 1, 1}, Bought{true, 2, 2, 0}, Bought{true, 0, 1, 1});
  p.transport.enough_ambulances = enough;
  p.network.enough_ambulances[CatchmentId{0}] = asked;
  p.transport.ambulance_cost = {12'000'000};
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, in_puskesmas);
  fall_ill(w, m, in_puskesmas);
  w.run_until(m, m.end + days(1));
  CHECK(w.transport.ambulances()[CatchmentId{0}].capacity() == there);
  CHECK(total(w, "ambulance_calls") == 2);
  CHECK(total(w, "ambulance_waits") == waits);
  std::int64_t paid = 0;
  const auto money = values(w, "money");
  for (std::size_t k = index_of(Cost::ambulances); k < money.size(); k += cost_labels.size())
    paid += money[k];
  CHECK(paid == there * 1'000'000 * static_cast<std::int64_t>(m.month_ends.size()));
}
