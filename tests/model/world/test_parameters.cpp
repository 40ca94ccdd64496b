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

void none(std::vector<double>& values) { values.assign(values.size(), 0); }

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
  CHECK(p.table("catchment") == &p.catchments.values());
  CHECK(p.table("order") == &p.orders);
  CHECK(p.table("utd") == nullptr);
  CHECK(p.table("cause") == nullptr);
}

TEST_CASE("the past of an arm has the arm's world and the base's policies") {
  const Parameters base = quarter();
  Parameters arm = base;
  arm.donor.interval = base.donor.interval + days(1);                  // the world's
  arm.blood_centre.threshold = base.blood_centre.threshold + days(1);  // a policy
  arm.network.population[DistrictId{1}] = 7;
  arm.agreement.model_text[DistrictId{1}] = {1};
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

namespace {

struct Wrong {
  std::string key, why;
  void (*change)(Parameters&);
};

const std::vector<Wrong> wrongs{
    {"emergency.pph.rate", "more than one a birth",
     [](Parameters& p) {
       none(p.emergency.rate);
       p.emergency.rate[index_of(Cause::pph)] = 1000;
     }},
    {"emergency.abortion.onset_before", "all of them begin before birth",
     [](Parameters& p) { p.emergency.onset_before[index_of(Cause::abortion)] = .5; }},
    {"emergency.abortion.onset_after_mean", "no abortion begins after a birth",
     [](Parameters& p) { p.emergency.onset_after_mean[index_of(Cause::abortion)] = days(1); }},
    {"agreement.call_until", "the latest call comes before the earliest",
     [](Parameters& p) { p.agreement.call_until = p.agreement.call_from + days(1); }},
    {"agreement.standards.weight", "all zero", [](Parameters& p) { none(p.agreement.variable_weight); }},
    {"agreement.urgency.weight", "all zero", [](Parameters& p) { none(p.agreement.barriers_weight); }},
    {"programme.pbi.share", "all zero", [](Parameters& p) { none(p.programme.segment_share); }},
    {"blood_centre.hiv.reactive", "more reactive donations than donations",
     [](Parameters& p) { p.blood_centre.reactive.assign(p.blood_centre.reactive.size(), .6); }},
    {"blood_centre.platelets", "more donations than are separated",
     [](Parameters& p) { p.blood_centre.platelets = 1 - p.blood_centre.whole_blood + .01; }},
    {"blood_centre.plasma", "more donations than are separated",
     [](Parameters& p) { p.blood_centre.plasma = 1 - p.blood_centre.whole_blood + .01; }},
    {"donor.haemoglobin.deferral_share", "all zero", [](Parameters& p) { none(p.donor.deferral_share); }},
    {"donor.open_until", "close before they open",
     [](Parameters& p) { p.donor.open_until = p.donor.open_from; }},
    {"donor.drive_money", "hosts of drives at town-utd, and 1000 can be named",
     [](Parameters& p) { p.donor.drive_money = 1e6; }},
    {"demand.monday.rate", "no day of the week", [](Parameters& p) { none(p.demand.weekday_rate); }},
    {"demand.dengue", "over ten times the usual", [](Parameters& p) { p.demand.dengue = 11; }},
    {"demand.afternoon", "the morning ends before it begins",
     [](Parameters& p) { p.demand.morning = p.demand.afternoon + hours(1); }},
    {"demand.evening", "the afternoon ends before it begins",
     [](Parameters& p) { p.demand.evening = p.demand.afternoon - hours(1); }},
    {"demand.evening", "requests and no time",
     [](Parameters& p) { p.demand.evening = p.demand.afternoon = p.demand.morning; }},
    {"demand.afternoon_share", "more requests in the morning and the afternoon than in the day",
     [](Parameters& p) { p.demand.afternoon_share = 1.01 - p.demand.morning_share; }},
    {"demand.morning", "no hour is left",
     [](Parameters& p) {
       p.demand.morning = {};
       p.demand.evening = days(1);
     }},
    {"blood_bank.review_every", "whole days", [](Parameters& p) { p.blood_bank.review_every = hours(36); }},
    {"blood_bank.rule", "no order table",
     [](Parameters& p) { p.blood_bank.rule = {static_cast<std::uint8_t>(OrderRule::table)}; }},
    {"blood_bank.return_least", "this much life and less",
     [](Parameters& p) { p.blood_bank.return_least = p.blood_bank.return_below = days(3); }},
    {"pregnancy.k2.due", "before the one it follows",
     [](Parameters& p) { p.pregnancy.contact_due[1] = p.pregnancy.contact_due[0]; }},
    {"pregnancy.first.share", "all zero", [](Parameters& p) { none(p.pregnancy.parity_share); }},
};

}  // namespace

TEST_CASE("a contradiction within a component is told, with its key and why") {
  const Wrong wrong = GENERATE(from_range(wrongs));
  CAPTURE(wrong.key, wrong.why);
  Parameters p = blood_parameters(one_utd(), 0, 60);
  REQUIRE(contradictions(p).empty());
  wrong.change(p);
  const auto problems = contradictions(p);
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().key == wrong.key);
  CHECK_THAT(problems.front().message, Catch::Contains(wrong.why));
}
