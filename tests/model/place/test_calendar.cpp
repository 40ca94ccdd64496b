#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Two periods, of which the second lies within the first.
Parameters with_periods() {
  Parameters p = blood_parameters(one_utd(), 30, 365);
  p.periods = {"month", "week"};
  CalendarParameters& c = p.calendar;
  c.period_name = p.periods;
  c.first = {Date::of(2018, 5, 1), Date::of(2018, 5, 10)};
  c.last = {Date::of(2018, 5, 31), Date::of(2018, 5, 16)};
  c.turnout = {.5, .4};
  c.drives = {1, 0};
  c.demand = {1, 2};
  c.companies_closed = {false, true};
  c.schools_closed = {true, false};
  return p;
}

}  // namespace

TEST_CASE("periods that overlap multiply their factors, from their first day to their last") {
  const CalendarParameters c = with_periods().calendar;
  CHECK(turnout_on(c, Date::of(2018, 4, 30)) == 1);
  CHECK(turnout_on(c, Date::of(2018, 5, 1)) == .5);
  CHECK(turnout_on(c, Date::of(2018, 5, 9)) == .5);
  CHECK(turnout_on(c, Date::of(2018, 5, 10)) == .5 * .4);
  CHECK(turnout_on(c, Date::of(2018, 5, 16)) == .5 * .4);
  CHECK(turnout_on(c, Date::of(2018, 5, 31)) == .5);
  CHECK(turnout_on(c, Date::of(2018, 6, 1)) == 1);
  CHECK(factor_on(c, c.demand, Date::of(2018, 5, 12)) == 2);
}

TEST_CASE("a day knows its season, its weekday, and what is closed on it") {
  const Model m(with_periods());
  const auto on = [&](int month, int day) { return m.day(m.time_of(Date::of(2018, month, day))); };
  CHECK(on(5, 9).schools_closed);
  CHECK_FALSE(on(5, 9).companies_closed);
  CHECK((on(5, 10).schools_closed && on(5, 10).companies_closed));
  CHECK(on(5, 10).drives == 0);
  CHECK(on(5, 17).drives == 1);
  // By default it is wet from November until March, and there is dengue from January until April.
  CHECK((on(3, 31).wet && !on(4, 1).wet && !on(10, 31).wet && on(11, 1).wet));
  CHECK((on(4, 30).dengue && !on(5, 1).dengue && !on(12, 31).dengue));
  CHECK(on(1, 1).weekday == 0);  // a Monday
  CHECK(on(1, 7).weekday == 6);
}

TEST_CASE("dates that contradict one another are told, each with its key") {
  const auto problem = [](auto&& change) {
    Parameters p = with_periods();
    REQUIRE(contradictions(p).empty());
    change(p.calendar);
    const auto problems = contradictions(p);
    REQUIRE(problems.size() == 1);
    return problems.front().key;
  };
  CHECK(problem([](CalendarParameters& c) { c.warm_up += hours(1); }) == "run.warm_up");
  CHECK(problem([](CalendarParameters& c) { c.horizon += hours(1); }) == "run.horizon");
  CHECK(problem([](CalendarParameters& c) { c.policy_start = c.start + 1; }) == "run.policy_start");
  CHECK(problem([](CalendarParameters& c) { c.policy_start = c.start - 31; }) == "run.policy_start");
  CHECK(problem([](CalendarParameters& c) { c.last[1] = c.first[1] - 1; }) == "period.week.last");
}
