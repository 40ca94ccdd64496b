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
  CHECK(w.transport.line().size() == 1);
  w.run_until(m, noon + days(1));
  CHECK(w.emergency.of(a).arrived() - noon == minutes(10 + 15 + 40));
  CHECK(w.emergency.of(b).arrived() - noon == second.arrives);
  CHECK(total(w, "ambulance_trips") == second.by_ambulance);
  CHECK(total(w, "public_trips") == 2 - second.by_ambulance);
  CHECK(w.transport.ambulances()[CatchmentId{0}].busy() == 0);
  CHECK(w.transport.line().empty());
}

namespace {

/// Two puskesmas with one ambulance each, 80 min from each other by their hospital, which is 40 from both.
Parameters two_ambulances() {
  Parameters p = one_ambulance();
  split_catchment(p, 2);
  p.transport.wait_primary = minutes(400);
  p.network.births_share[CatchmentId{1}] = 1;
  return p;
}

/// When women who fall ill in the first catchment at noon reach the hospital.
std::vector<Duration> arrivals(const Parameters& p, int women) {
  const Model m(p);
  World w = world_at(m, noon);
  const std::vector<CaseId> slots = many_fall_ill(w, m, women, in_puskesmas);
  w.run_until(m, noon + days(2));
  std::vector<Duration> all;
  for (const CaseId slot : slots) all.push_back(w.emergency.of(slot).arrived() - noon);
  CHECK(w.transport.line().empty());
  for (const Resource<CaseId>& a : w.transport.ambulances()) CHECK(a.busy() == 0);
  return all;
}

/// Whether nobody stands in line beside an ambulance that could come.
bool nobody_waits_in_vain(World& w, const Model& m) {
  const auto could = [&](CatchmentId c) {
    return w.transport.ambulances()[c].idle() > 0 && w.transport.driver(w, m, c);
  };
  return std::none_of(w.transport.line().begin(), w.transport.line().end(), [&](CaseId slot) {
    const CatchmentId c = w.emergency.of(slot).catchment();
    const std::vector<CatchmentId>& helpers = m.transport_plan.helpers[c];
    return could(c) || std::any_of(helpers.begin(), helpers.end(), could);
  });
}

}  // namespace

TEST_CASE("another puskesmas's ambulance comes within its reach, after the road's time, and goes home") {
  Parameters p = two_ambulances();
  const Duration call_out = minutes(10 + 15);
  p.transport.help_within = minutes(80) - microseconds(1);
  // The own ambulance is back at 105 and at 200 min.
  CHECK(arrivals(p, 3) == std::vector{call_out + minutes(40), minutes(105 + 55), minutes(200 + 55)});
  p.transport.help_within = minutes(80);
  // The other one comes in 95 min, is at the hospital at 145 and at home, 40 min from it, at 185: then it
  // comes again, where the own one is not back before 200.
  CHECK(arrivals(p, 4) == std::vector{call_out + minutes(40), call_out + minutes(80 + 40), minutes(105 + 55),
                                      minutes(185 + 15 + 80 + 40)});
  const Model m(p);
  CHECK(m.transport_plan.helpers[CatchmentId{0}] == std::vector{CatchmentId{1}});
  World w = world_at(m, noon);
  many_fall_ill(w, m, 2, in_puskesmas);
  w.run_until(m, m.end + days(1));
  CHECK(total(w, "ambulance_helps") == 1);
  CHECK(total(w, "ambulance_waits") == 0);
  CHECK(total(w, "ambulance_trips") == 2);
  CHECK(Duration{total(w, "ambulance_busy")} == minutes(15 + 2 * 40) + minutes(95 + 2 * 40));
}

TEST_CASE("an ambulance that brings a woman to her own puskesmas goes home the way it came") {
  Parameters p = two_ambulances();
  p.network.ambulances[CatchmentId{0}] = 0;
  p.transport.help_within = minutes(80);
  p.transport.ambulance_home = 1;
  p.transport.leave_home = {};
  p.transport.wait_home = minutes(400);
  p.transport.wait_primary = {};  // from there she goes on by herself
  p.way.decision = {};
  p.way.puskesmas_first = 1;
  p.way.to_puskesmas = minutes(20);
  const Model m(p);
  World w = world_at(m, noon);
  fall_ill(w, m, {.place = Place::home});
  w.run_until(m, noon + minutes(15 + 80 + 20 + 80) - microseconds(1));
  CHECK(w.transport.ambulances()[CatchmentId{1}].busy() == 1);
  w.run_until(m, noon + minutes(15 + 80 + 20 + 80) + microseconds(1));
  CHECK(w.transport.ambulances()[CatchmentId{1}].busy() == 0);
}

TEST_CASE("those whose road is longer help after the nearer, and hospitals apart add their road") {
  Parameters p = exact_parameters(2);
  split_catchment(p, 3);
  p.network.ambulances.assign(3, 1);
  p.network.travel[CatchmentId{1}] = minutes(50);
  p.network.travel[CatchmentId{2}] = minutes(10);
  p.network.nearest_hospital[CatchmentId{1}] = p.network.nearest_hospital[CatchmentId{0}];
  p.network.latitude[FacilityId{2}] = p.network.latitude[FacilityId{1}] + .2;
  p.network.nearest_hospital[CatchmentId{2}] = {2};
  p.transport.help_within = hours(10);
  const auto helpers = [&] { return Model(p).transport_plan.helpers[CatchmentId{0}]; };
  const Duration apart = Transport::way(p, CatchmentId{0}, CatchmentId{2}) - minutes(40 + 10);
  CHECK(apart / hours(1) == Approx(.2 * 111.195 * p.network.detour / p.network.speed));
  CHECK(apart > minutes(40));
  CHECK(helpers() == std::vector{CatchmentId{1}, CatchmentId{2}});
  p.network.travel[CatchmentId{1}] = minutes(100);
  CHECK(helpers() == std::vector{CatchmentId{2}, CatchmentId{1}});
  p.transport.help_within = minutes(139);
  CHECK(helpers() == std::vector{CatchmentId{2}});
  p.network.ambulances[CatchmentId{2}] = 0;
  CHECK(helpers().empty());
}

TEST_CASE("nobody waits beside an ambulance in reach, with public transport or without, and none is lost") {
  Parameters p = two_ambulances();
  split_catchment(p, 5);
  p.network.beds[FacilityId{1}] = 2000;
  p.transport.night_driver = .5;
  p.transport.ambulance_home = .5;
  p.transport.public_transport = GENERATE(true, false);
  p.transport.help_within = GENERATE(minutes(0), minutes(100));
  for (const CatchmentId c : p.catchments.ids())
    p.network.travel[c] = minutes(20 + 15 * static_cast<std::int64_t>(c.index()));
  const Model m(p);
  World w = world_at(m, noon);
  bool in_vain = false, lost = false;
  std::size_t most_in_line = 0;
  for (int i = 0; i < 3000; ++i) {
    Time at = noon + minutes(3 * i) + microseconds(1);
    w.run_until(m, at);
    if (i < 2000 && (i * 7) % 37 < 3) {
      const Place place = i % 2 == 0 ? Place::puskesmas : Place::home;
      fall_ill(w, m, {.place = place, .catchment = CatchmentId{static_cast<std::uint32_t>(i % 5)}});
    }
    // Without helpers and with public transport a woman whose driver sleeps is in no line.
    in_vain = in_vain || !nobody_waits_in_vain(w, m);
    lost = lost || !w.transport.conserved(w, m);
    most_in_line = std::max(most_in_line, w.transport.line().size());
  }
  CHECK_FALSE(in_vain);
  CHECK_FALSE(lost);
  CHECK(most_in_line > 0);
  CHECK(w.transport.line().empty());
  for (const Resource<CaseId>& a : w.transport.ambulances()) CHECK(a.busy() == 0);
  CHECK((total(w, "ambulance_helps") > 0) == (p.transport.help_within.us > 0));
  CHECK((total(w, "public_trips") == 0) == !p.transport.public_transport);
}

TEST_CASE("probes see which ambulance would come, their own or another's, and take none") {
  Parameters p = with_births(120);
  p.emergency.rate.assign(7, 30);
  p.emergency.lethality.assign(7, .1);
  p.network.ambulances[CatchmentId{0}] = p.network.ambulances[CatchmentId{1}] = 1;
  p.transport.help_within = minutes(80);
  p.transport.public_transport = GENERATE(true, false);
  const auto of = [&](double probes) {
    p.probe.probes = probes;
    return run_to_end(Model(p));
  };
  const World without = of(0), with = of(5);
  CHECK(total(with, "deaths_probed") > 0);
  CHECK(total(without, "ambulance_helps") > 0);
  CHECK(total(without, "ambulance_waits") > 0);
  for (const char* measure : {"ambulance_calls", "ambulance_waits", "ambulance_helps", "ambulance_trips",
                              "public_trips", "ambulance_busy", "treated", "deaths_true"})
    CHECK(values(with, measure) == values(without, measure));
}

TEST_CASE("without public transport all ask for an ambulance, and wait for it or for its driver") {
  Parameters p = two_ambulances();
  p.transport.public_transport = false;
  p.transport.wait_primary = {};
  // The third waits for the first ambulance's second return.
  CHECK(arrivals(p, 3) == std::vector{minutes(65), minutes(105 + 55), minutes(200 + 55)});
  p.transport.night_driver = 0;
  CHECK(arrives(p, midnight, in_puskesmas) == hours(6) + minutes(15 + 40));
  const Mother at_home = {.place = Place::home};
  p.transport.ambulance_home = 0;
  p.transport.leave_home = minutes(20);
  p.transport.wait_home = {};
  CHECK(arrives(p, noon, at_home) == minutes(20 + 40));
  const auto alone = [&] {
    const std::vector<Problem> problems = contradictions(p);
    return problems.size() == 1 && problems[0].key == "catchment.catchment-0.ambulances";
  };
  CHECK(contradictions(p).empty());
  p.network.ambulances[CatchmentId{0}] = 0;
  CHECK(alone());
  p.transport.help_within = minutes(80);
  CHECK(contradictions(p).empty());
  p.network.ambulances[CatchmentId{1}] = 0;
  CHECK(contradictions(p).size() == 2);
}

TEST_CASE("of one instant the ambulance is taken before public transport, idle or back just then") {
  Parameters p = one_ambulance();
  p.transport.ambulance_home = 1;
  p.transport.leave_home = minutes(20);
  p.transport.wait_home = {};
  const auto by_ambulance = [&](Place place, int women) {
    const Model m(p);
    World w = world_at(m, noon);
    many_fall_ill(w, m, women, {.place = place});
    w.run_until(m, m.end + days(1));
    CHECK(total(w, "ambulance_trips") + total(w, "public_trips") == women);
    return total(w, "ambulance_trips");
  };
  CHECK(by_ambulance(Place::home, 1) == 1);
  p.transport.leave_home = minutes(15);
  CHECK(by_ambulance(Place::home, 1) == 1);
  p.transport.leave_home = minutes(15) - microseconds(1);
  CHECK(by_ambulance(Place::home, 1) == 0);
  // The first woman's ambulance is back from twice 40 min when the second finds a vehicle.
  p.transport.call_out = {};
  p.transport.wait_primary = minutes(80);
  CHECK(by_ambulance(Place::puskesmas, 2) == 2);
  p.transport.wait_primary -= microseconds(1);
  CHECK(by_ambulance(Place::puskesmas, 2) == 1);
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
