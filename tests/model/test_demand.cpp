#include <array>
#include <catch2/catch.hpp>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// A blood centre with more donors than it needs, or none.
Parameters town(double donations, int horizon_days = 365) {
  return blood_parameters({{"town", donations, 0, 20000, {500000}, 3, 1, 500, 5000}}, 0, horizon_days);
}

double sum_of(const World& w, std::string_view measure, Urgency urgency) {
  const auto all = values(w, measure);
  double sum = 0;
  for (std::size_t i = index_of(urgency); i < all.size(); i += urgency_labels.size()) {
    sum += static_cast<double>(all[i]);
  }
  return sum;
}

}  // namespace

TEST_CASE("a day's profile: mass accumulates as its shares say") {
  const DayProfile profile({hours(8), hours(14), hours(20), days(1)}, {0.1, 0.55, 0.25, 0.1});
  CHECK(profile.after(Time{}, 0.1) == Time{} + hours(8));
  CHECK(profile.after(Time{}, 0.65) == Time{} + hours(14));
  CHECK((profile.after(Time{} + hours(11), 1) - (Time{} + hours(35))).us == Approx(0).margin(2));
  CHECK((profile.after(Time{} + hours(14), 10.25) - (Time{} + days(10) + hours(20))).us ==
        Approx(0).margin(2));
  const DayProfile open(hours(8), hours(20));
  CHECK(open.after(Time{} + hours(2), 0) == Time{} + hours(8));
  CHECK((open.after(Time{} + hours(23), 0.5) - (Time{} + hours(38))).us == Approx(0).margin(2));
}

TEST_CASE("units asked for come to the need, in its proportions") {
  const Model m(town(30000));
  World w(m, {1, 0});
  w.run_until(m, m.end);
  // Red cells 1, plasma .08, platelets .14 with four months of dengue at 1.5.
  const double expected = 20000 * (1 + 0.08 + 0.14 * (1 + 0.5 * 120 / 365));
  const double asked = static_cast<double>(total(w, "units_asked"));
  CHECK(asked == Approx(expected).epsilon(0.03));
  CHECK(asked / static_cast<double>(total(w, "requests")) == Approx(2).margin(0.05));
  const double urgent = sum_of(w, "requests", Urgency::urgent);
  CHECK(urgent / static_cast<double>(total(w, "requests")) == Approx(0.55).margin(0.02));
}

TEST_CASE("with blood enough nobody waits for red cells and nobody looks for donors") {
  Parameters p = town(80000);
  p.demand.platelets = p.demand.plasma = 0;
  p.network.rhesus_negative = 0;
  p.blood_centre.initial_cover = days(20);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  CHECK(sum_of(w, "units_unmet", Urgency::urgent) == 0);
  CHECK(sum_of(w, "units_unmet", Urgency::elective) == 0);
  CHECK(total(w, "units_late") == 0);
  CHECK(total(w, "searches") == 0);
  CHECK(total(w, "units_expired") > 0);
  const double returned = static_cast<double>(total(w, "units_returned"));
  CHECK(returned / static_cast<double>(total(w, "units_met")) == Approx(0.15).margin(0.01));
}

TEST_CASE("without donors everything lapses but what replacement donors give") {
  Parameters p = town(0, 120);
  p.blood_centre.initial_cover = days(0);
  p.blood_bank.quantile = 0;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.last);
  const auto met_by = values(w, "units_met_by");
  std::array<std::int64_t, 4> met{};
  for (std::size_t i = 0; i < met_by.size(); ++i) met[i % 4] += met_by[i];
  CHECK(met[index_of(BloodSource::other_utd)] == 0);
  CHECK(met[index_of(BloodSource::replacement)] > 0);
  CHECK(total(w, "searches") > 0);
  CHECK(sum_of(w, "units_unmet", Urgency::elective) > 0.5 * sum_of(w, "units_asked", Urgency::elective));
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("every unit asked for is met or unmet in the end") {
  for (const double donations : {0.0, 12000.0, 30000.0}) {
    Parameters p = town(donations, 365);
    const Model m(p);
    World w(m, {3, 0});
    w.run_until(m, m.end);
    const double open =
        static_cast<double>(total(w, "units_asked") - total(w, "units_met") - total(w, "units_unmet"));
    // What waits at the end: at most a week's elective and a day's urgent units.
    CHECK(open >= 0);
    CHECK(open <= 1.5 * 20000 * 1.3 / 365 * 8);
  }
}

TEST_CASE("elective requests leave the floor to urgent ones") {
  Parameters p = town(12000);
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  const auto unmet_share = [&](Urgency urgency) {
    return sum_of(w, "units_unmet", urgency) / sum_of(w, "units_asked", urgency);
  };
  CHECK(unmet_share(Urgency::elective) > 3 * unmet_share(Urgency::urgent));
  p.blood_centre.elective_floor = days(0);
  const Model no_floor(p);
  World v(no_floor, {3, 0});
  v.run_until(no_floor, no_floor.end);
  CHECK(sum_of(v, "units_unmet", Urgency::urgent) > sum_of(w, "units_unmet", Urgency::urgent));
  // The same requests in both.
  CHECK(values(v, "requests") == values(w, "requests"));
  CHECK(values(v, "units_asked") == values(w, "units_asked"));
}

TEST_CASE("a short blood centre gets units from its neighbour") {
  Parameters p = blood_parameters(
      {{"rich", 30000, 0, 5000, {500000}, 1, 0, 500, 5000}, {"poor", 0, 0, 5000, {500000}, 1, 0, 500, 5000}},
      0, 120);
  p.blood_centre.exchange_success = 1;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "units_exported") > 0);
  CHECK(total(w, "units_exported") == total(w, "units_imported"));
  p.blood_centre.exchange_success = 0;
  const Model apart(p);
  World v(apart, {3, 0});
  v.run_until(apart, apart.end);
  CHECK(total(v, "units_exported") == 0);
  CHECK(sum_of(v, "units_unmet", Urgency::urgent) > sum_of(w, "units_unmet", Urgency::urgent));
}

TEST_CASE("a copied world goes on as the original does") {
  const Model m(town(20000, 60));
  World w(m, {3, 0});
  w.run_until(m, Time{} + days(20));
  World copy = w;
  w.run_until(m, m.end);
  copy.run_until(m, m.end);
  CHECK(w.outcome().values == copy.outcome().values);
}
