#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/statistics.hpp"
#include "model/blood_world.hpp"
#include "model/place/purpose.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("members and walk-ins neither grow nor shrink") {
  const Model m(blood_parameters(one_utd(), 0, 730));
  World w(m, {5, 0});
  const auto members = static_cast<double>(w.donor.members());
  const auto walk_ins = static_cast<double>(w.donor.walk_ins());
  w.run_until(m, m.end);
  CHECK(static_cast<double>(w.donor.members()) == Approx(members).epsilon(0.05));
  CHECK(static_cast<double>(w.donor.walk_ins()) == Approx(walk_ins).epsilon(0.05));
}

TEST_CASE("deferral, drive share and drive yield are what the parameters say") {
  const Model m(blood_parameters(one_utd(), 0, 365));
  World w(m, {11, 0});
  w.run_until(m, m.end);
  const auto presented = static_cast<double>(total(w, "presented"));
  CHECK(static_cast<double>(total(w, "deferred")) / presented == Approx(0.20).margin(0.01));
  CHECK(total(w, "presented") == total(w, "deferred") + total(w, "donations"));
  const auto by_kind = values(w, "donations");
  double drives = 0, all = 0;
  for (std::size_t i = 0; i < by_kind.size(); i += 4) {
    drives += static_cast<double>(by_kind[i]);
    all += static_cast<double>(by_kind[i] + by_kind[i + 1]);
  }
  CHECK(drives / all == Approx(0.75).margin(0.02));
  CHECK(drives / static_cast<double>(total(w, "drives_held")) == Approx(42).margin(2));
  CHECK(total(w, "drive_money") == 3'500'000 * total(w, "drives_held"));
}

TEST_CASE("more drive money, more donations, no drive money, no drives") {
  const auto donations = [](double money, std::string_view measure) {
    Parameters p = blood_parameters(one_utd(), 365, 365);
    p.donor.drive_money = money;
    const Model m(p);
    World w(m, {2, 0});
    w.run_until(m, m.end);
    return static_cast<double>(total(w, measure));
  };
  CHECK(donations(1.3, "donations") > 1.1 * donations(1, "donations"));
  CHECK(donations(0.5, "donations") < 0.8 * donations(1, "donations"));
  CHECK(donations(0, "drives_held") == 0);
}

TEST_CASE("misperception takes its share of donations") {
  Parameters p = blood_parameters(one_utd(), 0, 365);
  for (double& b : p.agreement.misperception) b = 1;
  p.donor.drive_minimum = 0;  // smaller hosts would be left out altogether
  const Model m(p);
  World w(m, {2, 0});
  w.run_until(m, m.end);
  CHECK(static_cast<double>(total(w, "donations")) == Approx(0.8 * 30000).epsilon(0.05));
}

TEST_CASE("no drive at companies while they are closed, fewer donors in Ramadan") {
  Parameters p = blood_parameters(one_utd(), 0, 90);
  p.periods = {"closed"};
  Parameters closed = p;
  closed.calendar.period_name = {"closed"};
  closed.calendar.first = {Date::of(2018, 2, 1)};
  closed.calendar.last = {Date::of(2018, 2, 28)};
  closed.calendar.turnout = {0.5};
  closed.calendar.drives = closed.calendar.demand = {1};
  closed.calendar.companies_closed = {true};
  closed.calendar.schools_closed = {true};
  closed.network.companies[DistrictId{0}] = 1;
  const Model m(closed);
  World w(m, {2, 0});
  w.run_until(m, m.end);
  const auto held = values(w, "drives_held");
  CHECK(held[0] > 0);
  CHECK(held[1] == 0);
  CHECK(held[2] > held[0]);  // February's are caught up with
  // Walk-ins: half of those who would come.
  const auto donations = values(w, "donations");
  const std::size_t walk_in = index_of(DonorKind::walk_in);
  const double january = static_cast<double>(donations[walk_in]) / 31;
  const double february = static_cast<double>(donations[4 + walk_in]) / 28;
  CHECK(february / january == Approx(0.5).margin(0.1));
}

TEST_CASE("companies are their district's share of hosts") {
  // Two blood centres with a district each; companies are closed all the time.
  UtdSpec north = one_utd().front(), south = north;
  north.name = "north", south.name = "south";
  Parameters p = blood_parameters({north, south}, 0, 90);
  p.periods = {"closed"};
  p.calendar.period_name = {"closed"};
  p.calendar.first = {Date::of(2017, 1, 1)};
  p.calendar.last = {Date::of(2019, 12, 31)};
  p.calendar.turnout = p.calendar.drives = p.calendar.demand = {1};
  p.calendar.companies_closed = {true};
  p.calendar.schools_closed = {false};
  const auto drives = [&](double in_north, double in_south) {
    p.network.companies[DistrictId{0}] = in_north;
    p.network.companies[DistrictId{1}] = in_south;
    const Model m(p);
    World w(m, {2, 0});
    w.run_until(m, m.end);
    const auto held = values(w, "drives_held");
    const auto middle = held.begin() + static_cast<std::ptrdiff_t>(held.size() / 2);
    return std::pair(std::accumulate(held.begin(), middle, std::int64_t{0}),
                     std::accumulate(middle, held.end(), std::int64_t{0}));
  };
  const auto [all_north, all_south] = drives(0, 0);
  CHECK(drives(1, 0) == std::pair(std::int64_t{0}, all_south));
  CHECK(drives(0, 1) == std::pair(all_north, std::int64_t{0}));
  CHECK(static_cast<double>(drives(.5, 0).first) == Approx(static_cast<double>(all_north) / 2).epsilon(.2));
}

TEST_CASE("nobody gives more often than the yearly limit allows") {
  Parameters p = blood_parameters(one_utd(), 0, 730);
  p.donor.gap = days(0);
  p.donor.drive_share = 0;
  p.donor.lapse_first = 0;
  p.donor.lapse_later = 0.01;
  p.donor.deferral = 0;
  p.donor.yearly_limit = 2;
  p.donor.yearly_limit_women = 1;
  p.donor.women = 0.5;
  p.network.bleeding_capacity[FacilityId{0}] = 10000;
  const Model m(p);
  World w(m, {2, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "yearly_limit_reached") > 0);
  // All have settled into 1 or 2 donations a year by the second one.
  const auto donations = values(w, "donations");
  double second_year = 0;
  for (std::size_t month = 12; month < 24; ++month) {
    second_year += static_cast<double>(donations[month * 4 + index_of(DonorKind::walk_in)]);
  }
  CHECK(second_year / static_cast<double>(w.donor.walk_ins()) < 2.0);
}

TEST_CASE("replacement donors are deferred or bled, tested, and the others' blood goes to the laboratory") {
  Parameters p = blood_parameters(one_utd(), 0, 30);
  p.donor.deferral = 0;
  no_losses(p);
  const Model m(p);
  World w(m, {2, 0});
  StaticUnits out;
  const Name woman = root_name(Root::woman, 3601, 0, 17);
  // Anyone may give to AB positive.
  CHECK(w.donor.replacement(w, m, UtdId{0}, Urgency::maternal, woman, 4, 5, Group::ab_pos, 3, out) == 3);
  CHECK(out.size() == 3);
  CHECK(w.blood_centre.in_laboratory(UtdId{0}) == 2);
  const CaseId patient = in_hands(w, m, HospitalId{0}, out);
  CHECK(w.blood_centre.conserved(w, m));
  w.emergency.release(w, patient);
  CHECK_FALSE(w.blood_centre.conserved(w, m));
  for (const Unit& unit : out) w.blood_centre.transfuse(w, m, UtdId{0}, unit);
  CHECK(w.blood_centre.conserved(w, m));
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).transfused == 3);
}

TEST_CASE("a candidate is bled once the blood centre has room") {
  Parameters p = blood_parameters(one_utd(), 0, 30);
  p.donor.deferral = 0;
  p.network.bleeding_capacity[FacilityId{0}] = 2;
  const Model m(p);
  World w(m, {2, 0});
  const Name woman = root_name(Root::woman, 3601, 0, 18);
  const auto kept_by = [&](std::uint32_t child) {
    return w.donor.candidate(w, m, UtdId{0}, woman.child(child), Group::o_pos, WomanId{});
  };
  CHECK_FALSE(kept_by(1).has_value());
  CHECK_FALSE(kept_by(2).has_value());
  CHECK((kept_by(3) == Bound::bleeding));
  CHECK(total(w, "turned_away") == 1);
  CHECK(w.blood_centre.in_laboratory(UtdId{0}) == 2);
}

TEST_CASE("deferrals have their reasons' shares") {
  Parameters p = blood_parameters(one_utd(), 0, 365);
  p.donor.deferral_share = {1, 2, 1};
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  std::array<double, deferral_labels.size()> by_reason{};
  for (std::size_t i = 0; i < by_reason.size(); ++i)
    by_reason[i] = static_cast<double>(total_at(w, "deferred", i, by_reason.size()));
  const double all = by_reason[0] + by_reason[1] + by_reason[2];
  CHECK(by_reason[0] / all == Approx(0.25).margin(0.02));
  CHECK(by_reason[1] / all == Approx(0.50).margin(0.02));
}

TEST_CASE("a drive bleeds no more donors than its team can, the others are turned away") {
  Parameters p = blood_parameters(one_utd(), 0, 365);
  p.donor.drive_capacity = 20;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  const auto of_drives = [&](std::string_view measure) {
    return total_at(w, measure, index_of(DonorKind::drive), donor_kind_labels.size());
  };
  const std::int64_t at_drives = of_drives("donations"), away = of_drives("turned_away");
  CHECK(at_drives > 0);
  CHECK(at_drives <= 20 * total(w, "drives_held"));
  CHECK(away > 0);
}

TEST_CASE("donors who never lapse need no first-timers to keep donations up") {
  Parameters p = blood_parameters(one_utd(), 0, 730);
  p.donor.lapse_later = 0;
  p.donor.drive_share = 0;
  p.demand.replacement_found = 0;
  p.donor.open_from = hours(0);
  p.donor.open_until = hours(24);
  p.donor.deferral = 0;
  p.donor.yearly_limit = p.donor.yearly_limit_women = 0;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "first_donations") == 0);
  CHECK(static_cast<double>(total(w, "donations")) / 2 == Approx(30000).epsilon(0.02));
  // A renewal process: 60 days and a gap of 110 from one donation to the next.
  const double a_day = static_cast<double>(total(w, "donations")) /
                       static_cast<double>(total(w, "active_donor_time")) * static_cast<double>(days(1).us);
  CHECK(a_day == Approx(1 / 170.0).epsilon(0.01));
}

TEST_CASE("active donors are counted as they are: members and walk-ins") {
  const Model m(blood_parameters(one_utd(), 0, 31));
  World w(m, {3, 0});
  const double before = static_cast<double>(w.donor.members() + w.donor.walk_ins());
  w.run_until(m, m.end + days(1));
  const double after = static_cast<double>(w.donor.members() + w.donor.walk_ins());
  const double mean = static_cast<double>(total(w, "active_donor_time")) / static_cast<double>(days(31).us);
  CHECK(mean == Approx((before + after) / 2).epsilon(0.01));
  CHECK(total(w, "first_donations") > 0);
  CHECK(total(w, "first_donations") < total(w, "donations"));
}

TEST_CASE("a period without drives puts them off until it is over") {
  Parameters p = blood_parameters(one_utd(), 0, 365);
  p.periods = {"pause"};
  p.calendar.period_name = {"pause"};
  p.calendar.first = {p.calendar.start + 31};
  p.calendar.last = {p.calendar.start + 58};
  p.calendar.turnout = p.calendar.demand = {1};
  p.calendar.drives = {0};
  p.calendar.companies_closed = p.calendar.schools_closed = {false};
  const auto held = [](const Parameters& of) {
    const Model m(of);
    World w(m, {3, 0});
    w.run_until(m, m.end);
    return values(w, "drives_held");
  };
  const auto paused = held(p);
  CHECK(paused[0] > 0);
  CHECK(paused[1] == 0);  // February
  CHECK(paused[2] > paused[0]);
  p.calendar.drives = {0.5};
  const auto half = held(p);
  CHECK(half[1] > 0);
  CHECK(half[1] < half[0]);
}

TEST_CASE("replacement donors who know that their group does not suit stay away") {
  const auto presented = [](double known) {
    Parameters p = blood_parameters({{"town", 0, 0, 20000, {500000}, 3, 0, 500, 5000}}, 0, 120);
    p.blood_centre.initial_cover = days(0);
    p.donor.group_known = known;
    const Model m(p);
    World w(m, {3, 0});
    w.run_until(m, m.end);
    CHECK(w.blood_centre.conserved(w, m));
    return static_cast<double>(total(w, "presented"));
  };
  CHECK(presented(1) < 0.9 * presented(0));
}

TEST_CASE("more drive money never lowers supply, nor what patients get, beyond noise") {
  Moments donations, met;
  for (std::uint64_t replication = 0; replication < 12; ++replication) {
    const auto run = [&](double money) {
      Parameters p = blood_parameters({{"town", 9000, 0, 12000, {500000}, 3, 1, 200, 500}}, 0, 365);
      p.donor.drive_money = money;
      const Model m(p);
      World w(m, {3, replication});
      w.run_until(m, m.end);
      return std::pair{static_cast<double>(total(w, "donations")),
                       static_cast<double>(total(w, "units_met"))};
    };
    const auto less = run(0.8), more = run(1.2);
    donations.add(more.first - less.first);
    met.add(more.second - less.second);
  }
  CHECK(student_interval(donations, 0.9998).low > 0);
  CHECK(student_interval(met, 0.9998).low > 0);
}

TEST_CASE("donors who all give once: first-timers alone, with or without a later lapse") {
  for (const double later : {0.0, 0.18}) {
    Parameters p = blood_parameters(one_utd(), 0, 365);
    p.donor.lapse_first = 1;
    p.donor.lapse_later = later;
    p.donor.drive_minimum = 0;
    const Model m(p);
    World w(m, {3, 0});
    w.run_until(m, m.end);
    CHECK(static_cast<double>(total(w, "donations")) == Approx(30000).epsilon(0.03));
    CHECK(total(w, "first_donations") == total(w, "donations"));
  }
}
