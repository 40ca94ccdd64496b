#include <catch2/catch.hpp>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Two blood centres with a district and two hospitals each, half a degree of latitude apart.
Parameters north_and_south() {
  return blood_parameters(
      {{"north", 0, 0, 0, {100000}, 2, 1, 40, 200, -6}, {"south", 0, 0, 0, {100000}, 2, 1, 40, 200, -6.5}},
      31, 59);
}

}  // namespace

TEST_CASE("time 0 is the start of the warm-up, the window lies after it, and follow-up after that") {
  Parameters p = north_and_south();
  p.calendar.policy_start = p.calendar.start - 10;
  p.pregnancy.follow_up = days(42);
  const Model m(p);
  CHECK(m.start == Time{} + days(31));
  CHECK(m.end == m.start + days(59));
  CHECK(m.last == m.end + days(42));
  CHECK(m.policy_start == m.start - days(10));
  CHECK(m.time_of(p.calendar.start) == m.start);
  CHECK(m.days.front().date == Date::of(2017, 12, 1));
  CHECK_FALSE(m.measuring(m.start - microseconds(1)));
  CHECK(m.measuring(m.start));
  CHECK(m.measuring(m.end - microseconds(1)));
  CHECK_FALSE(m.measuring(m.end));
}

TEST_CASE("months are those of the calendar within the window, the first and the last cut by it") {
  const Model m(north_and_south());
  CHECK(m.day(m.start - microseconds(1)).month == -1);
  CHECK(m.day(m.start).month == 0);
  CHECK(m.day(m.start + days(30)).month == 0);
  CHECK(m.day(m.start + days(31)).month == 1);
  CHECK(m.day(m.end).month == -1);
  CHECK(m.month_ends == std::vector{m.start + days(31), m.end});
}

TEST_CASE("nights span midnight, count as one, and may lie within a day") {
  Parameters p = north_and_south();
  const Model m(p);
  const Time day = Time{} + days(3);
  CHECK_FALSE(m.night(day + hours(18) - microseconds(1)));
  CHECK(m.night(day + hours(18)));
  CHECK(m.night(day + hours(30) - microseconds(1)));
  CHECK_FALSE(m.night(day + hours(30)));
  CHECK(Model::night_number(day + hours(18)) == Model::night_number(day + hours(29)));
  CHECK(Model::night_number(day + hours(5)) + 1 == Model::night_number(day + hours(18)));
  CHECK(Model::shift(day + hours(8)) == Model::shift(day + hours(16) - microseconds(1)));
  CHECK(Model::shift(day + hours(8)) + 1 == Model::shift(day + hours(16)));
  p.calendar.night_from = hours(1);
  p.calendar.night_until = hours(4);
  const Model short_night(p);
  CHECK_FALSE(short_night.night(day));
  CHECK(short_night.night(day + hours(1)));
  CHECK_FALSE(short_night.night(day + hours(4)));
}

TEST_CASE("blood centres and hospitals are numbered in the order of facilities, each hospital with its own") {
  const Model m(north_and_south());
  REQUIRE(m.utds.size() == 2);
  REQUIRE(m.hospitals.size() == 4);
  CHECK(m.utds[UtdId{1}] == FacilityId{3});
  CHECK(m.hospitals[HospitalId{0}] == FacilityId{1});
  CHECK(m.hospitals[HospitalId{2}] == FacilityId{4});
  CHECK(m.hospital_at[FacilityId{5}] == HospitalId{3});
  CHECK_FALSE(m.hospital_at[FacilityId{3}]);
  CHECK(m.utd_of_hospital(HospitalId{1}) == UtdId{0});
  CHECK(m.utd_of_hospital(HospitalId{2}) == UtdId{1});
  CHECK(m.utd_of_district[DistrictId{1}] == UtdId{1});
  CHECK(m.districts_of[UtdId{1}] == std::vector{DistrictId{1}});
  CHECK(m.nearest_hospital(CatchmentId{1}) == HospitalId{2});
  CHECK(m.district_of(CatchmentId{1}) == DistrictId{1});
  CHECK(m.district_of(FacilityId{4}) == DistrictId{1});
  CHECK_FALSE(m.supplier(UtdId{0}));
}

TEST_CASE("roads are straight lines times the detour, and take their time at the speed") {
  Parameters p = north_and_south();
  p.network.detour = 1.5;
  p.network.speed = 50;
  const Model m(p);
  // Half a degree of a meridian of 40,030 km.
  const double km = 1.5 * 40'030 / 360.0 / 2;
  CHECK(m.road(FacilityId{0}, FacilityId{3}) == Approx(km).epsilon(1e-3));
  CHECK(m.road(FacilityId{3}, FacilityId{0}) == m.road(FacilityId{0}, FacilityId{3}));
  CHECK(m.road(FacilityId{0}, FacilityId{1}) == 0);
  CHECK(m.travel(FacilityId{0}, FacilityId{3}).as_hours() == Approx(km / 50).epsilon(1e-3));
}

TEST_CASE("shares of groups come to one, whatever the shares of the table come to") {
  Parameters p = north_and_south();
  p.network.abo = {4, 2, 1, 1};
  p.network.rhesus_negative = .25;
  const Model m(p);
  CHECK(m.group_shares[index_of(Group::o_pos)] == Approx(.5 * .75));
  CHECK(m.group_shares[index_of(Group::o_neg)] == Approx(.5 * .25));
  CHECK(m.group_shares[index_of(Group::ab_neg)] == Approx(.125 * .25));
  CHECK(total_of(m.group_shares) == Approx(1));
}

TEST_CASE("entities have names of their own, by their codes and not by their rows") {
  Parameters p = north_and_south();
  const Model m(p);
  CHECK(m.district_names[DistrictId{0}] != m.district_names[DistrictId{1}]);
  CHECK(m.facility_occasion(FacilityId{1}) != m.facility_occasion(FacilityId{4}));
  CHECK(m.facility_names[FacilityId{1}] != m.facility_names[FacilityId{4}]);  // of one code in two districts
  CHECK(m.catchment_names[CatchmentId{0}] != m.catchment_names[CatchmentId{1}]);
  p.facilities[FacilityId{1}] = "renamed";
  CHECK(Model(p).facility_names == m.facility_names);
  p.network.facility_code[FacilityId{1}] = 77;
  CHECK(Model(p).facility_names[FacilityId{1}] != m.facility_names[FacilityId{1}]);
}

TEST_CASE("parameters that contradict one another make no model") {
  Parameters p = north_and_south();
  p.calendar.policy_start = p.calendar.start + 1;
  CHECK_THROWS_AS(Model(p), CheckFailure);
}
