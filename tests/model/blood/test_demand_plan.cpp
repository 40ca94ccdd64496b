#include <catch2/catch.hpp>
#include <cmath>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("units asked for come to the need, in its proportions") {
  const Model m(town(30000));
  World w(m, {1, 0});
  w.run_until(m, m.end);
  // Red cells 1, plasma .08, platelets .14 with four months of dengue at 1.5.
  const double expected = 20000 * (1 + 0.08 + 0.14 * (1 + 0.5 * 120 / 365));
  const double asked = static_cast<double>(total(w, "units_asked"));
  CHECK(asked == Approx(expected).epsilon(0.03));
  CHECK(asked / static_cast<double>(total(w, "requests")) == Approx(2).margin(0.05));
  const double urgent = sum_of(w, "requests", Urgency::urgent),
               elective = sum_of(w, "requests", Urgency::elective);
  CHECK(urgent / (urgent + elective) == Approx(0.55).margin(0.02));
  // Obstetric ones: a tenth of those for red cells.
  const double red = 1 / (1 + 0.08 + 0.14 * (1 + 0.5 * 120 / 365));
  CHECK(sum_of(w, "requests", Urgency::maternal) / static_cast<double>(total(w, "requests")) ==
        Approx(0.1 * red).margin(0.01));
}

TEST_CASE("a hospital asks for its own need, or for its beds' share of what its region needs") {
  Parameters p = blood_parameters({{"town", 0, 0, 7300, {500000}, 3, 1}}, 0, 60);
  p.demand.platelets = .5;
  p.demand.plasma = .1;
  const Model m(p);
  const auto red_cells = [](const Model& of, std::uint32_t hospital) {
    return of.demand_plan.red_cells_of_hospital[HospitalId{hospital}];
  };
  // Twenty units a day over 40, 12 and 12 beds.
  CHECK(red_cells(m, 0) == Approx(12.5));
  CHECK(red_cells(m, 1) == Approx(3.75));
  CHECK(m.demand_plan.units_of_utd[UtdId{0}][0] == Approx(20));
  CHECK(m.demand_plan.units_of_utd[UtdId{0}][1] == Approx(10));
  CHECK(m.demand_plan.units_of_utd[UtdId{0}][2] == Approx(2));
  p.network.red_cell_need[FacilityId{2}] = Rate{5};
  const Model own(p);
  CHECK(red_cells(own, 0) == Approx(20.0 * 40 / 52));
  CHECK(red_cells(own, 1) == Approx(5));
}

TEST_CASE("what mothers take is part of the region's need, not beside it") {
  Parameters p = blood_parameters({{"town", 0, 0, 7300, {500000}, 1, 0}}, 0, 60);
  p.network.births[DistrictId{0}] = Rate{10};
  p.emergency.rate = {500, 0, 0, 0, 0, 0, 0};
  p.emergency.lethality.assign(7, 0);
  p.emergency.blood_other.assign(7, .2);
  p.emergency.units_mean = 3;
  p.pregnancy.high_risk = 0;
  CHECK(Model(p).demand_plan.red_cells_of_hospital[HospitalId{0}] == Approx(20 - 10 * .5 * .2 * 3));
}

TEST_CASE("weekdays have the week's mean, and points of elective requests make up for weekends") {
  Parameters p = town(0, 60);
  p.demand.weekday_rate = {4, 1, 1, 1, 1, 1, 1};
  CHECK(Model(p).demand_plan.weekday[0] == Approx(4 * 7 / 10.0));
  CHECK(Model(p).demand_plan.weekday[6] == Approx(7 / 10.0));
  p.demand.weekday_rate.assign(7, 2);
  p.demand.urgent = .5;
  p.demand.weekend = 0;
  // Elective requests of seven days come on five.
  CHECK(Model(p).demand_plan.urgent == Approx(.5 / (.5 + .5 * 7 / 5)));
  p.demand.weekend = 1;
  CHECK(Model(p).demand_plan.urgent == Approx(.5));
}

TEST_CASE("a request is for one unit and Poisson many more, sixteen at most") {
  Parameters p = town(0, 60);
  p.demand.more_units = 2;
  const Model m(p);
  const auto& up_to = m.demand_plan.units_up_to;
  CHECK(up_to[0] == Approx(std::exp(-2)));
  CHECK(up_to[1] == Approx(3 * std::exp(-2)));
  CHECK(up_to[2] == Approx(5 * std::exp(-2)));
  CHECK(up_to.back() == 1);
}

TEST_CASE("the need is a factor on what hospitals and regions need") {
  Parameters p = blood_parameters({{"town", 0, 0, 7300, {500000}, 3, 1}}, 0, 60);
  p.demand.need = 1.5;
  const Model m(p);
  CHECK(m.demand_plan.units_of_utd[UtdId{0}][0] == Approx(30));
}

TEST_CASE("by rule as many families are asked as bring the replacement donations assumed, all at most") {
  Parameters p = blood_parameters({{"town", 3650, .5, 7300, {500000}, 3, 1}}, 0, 60);
  p.demand.more_units = 1;  // ten requests a day
  p.demand.replacement_found = 2;
  p.donor.deferral = .2;
  p.donor.group_known = 0;            // a family brings 1.6
  p.demand.replacement_by_rule = .8;  // of five a day
  CHECK(Model(p).demand_plan.asked_by_rule[UtdId{0}] == Approx(.25));
  p.donor.deferral = .95;
  CHECK(Model(p).demand_plan.asked_by_rule[UtdId{0}] == 1);
  p.demand.replacement_found = 0;
  CHECK(Model(p).demand_plan.asked_by_rule[UtdId{0}] == 0);
}
