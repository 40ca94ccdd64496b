#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

Parameters quarter() {
  Parameters p =
      blood_parameters({{"north", 0, 0, 0, {1000}, 1, 0}, {"south", 0, 0, 0, {1000}, 2, 0}}, 0, 90);
  p.calendar.start = p.calendar.policy_start = Date::of(2018, 1, 15);
  return p;
}

}  // namespace

TEST_CASE(
    "labels of a dimension are fixed, ids of a table, or what the calendar and the facilities make of it") {
  const Parameters p = quarter();
  using Labels = std::vector<std::string>;
  CHECK(labels_of(p, "district") == Labels{"north-0", "south-1"});
  CHECK(labels_of(p, "utd") == Labels{"north-utd", "south-utd"});
  CHECK(labels_of(p, "hospital") == Labels{"north-hospital-0", "south-hospital-0", "south-hospital-1"});
  CHECK(labels_of(p, "month") == Labels{"2018-01", "2018-02", "2018-03", "2018-04"});
  CHECK(labels_of(p, "delay") == Labels{"decide", "reach", "receive"});
  const Labels days = labels_of(p, "day");
  CHECK(days.size() == 90);
  CHECK(days.front() == "2018-01-15");
  CHECK(days.back() == "2018-04-14");
  CHECK(labels_of(p, "duration_bin")[1] == "300");  // five minutes, in seconds
  CHECK_THROWS_AS(labels_of(p, "weather"), CheckFailure);
}

TEST_CASE("months and days are those of the window") {
  Parameters p = quarter();
  p.calendar.start = Date::of(2018, 1, 31);
  p.calendar.horizon = days(3);
  CHECK(labels_of(p, "day") == std::vector<std::string>{"2018-01-31", "2018-02-01", "2018-02-02"});
  CHECK(labels_of(p, "month") == std::vector<std::string>{"2018-01", "2018-02"});
}

TEST_CASE("tables hold the ids of their dimension, and of no other") {
  Parameters p = quarter();
  CHECK(p.table("catchment") == &p.catchments);
  CHECK(p.table("order") == &p.orders);
  CHECK(p.table("utd") == nullptr);
  CHECK(p.table("cause") == nullptr);
}

TEST_CASE("the past of an arm has the arm's world and the base's policies") {
  const Parameters base = quarter();
  Parameters arm = base;
  arm.donor.interval = base.donor.interval + days(1);                  // the world's
  arm.blood_centre.threshold = base.blood_centre.threshold + days(1);  // a policy
  arm.network.population[1] = 7;
  arm.agreement.model_text[1] = {1};
  const Parameters past = past_of(base, arm);
  CHECK(past.donor.interval == arm.donor.interval);
  CHECK(past.blood_centre.threshold == base.blood_centre.threshold);
  CHECK(past.network.population == arm.network.population);
  CHECK(past.agreement.model_text == base.agreement.model_text);
}

TEST_CASE("contradictions of all components are found at once, in the order of the components") {
  Parameters p = quarter();
  CHECK(contradictions(p).empty());
  p.donor.open_until = p.donor.open_from;
  p.network.abo.assign(4, 0);
  p.calendar.policy_start = p.calendar.start + 1;
  const std::vector<Problem> problems = contradictions(p);
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].key == "run.policy_start");
  CHECK(problems[1].key == "population.o.share");
  CHECK(problems[2].key == "donor.open_until");
}
