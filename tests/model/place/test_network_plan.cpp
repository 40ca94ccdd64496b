#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Three districts with births in the shares 1, 2 and 1: country, half a town, town.
Parameters three_districts() {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {1000, 1000, 1000}, 1, 0}}, 0, 60);
  const double births[] = {1, 2, 1}, urban[] = {0, .5, 1};
  for (const DistrictId d : p.districts.ids()) {
    p.network.births[d] = Rate{births[d.index()]};
    p.network.urban[d] = urban[d.index()];
    p.network.capture[d] = .57;
  }
  return p;
}

std::vector<double> counted(const Parameters& p) {
  const Table<DistrictId, double> of = Model(p).network_plan.counted;
  return {of.begin(), of.end()};
}

double odds(double p) { return p / (1 - p); }

}  // namespace

TEST_CASE("deaths in towns are missed by their odds, and the mean over births is the table's") {
  Parameters p = three_districts();
  p.network.missed_in_town = GENERATE(1.46, -1.46, .4, 5.0);
  const std::vector<double> of = counted(p);
  CHECK(std::log(odds(of[0]) / odds(of[2])) == Approx(p.network.missed_in_town));
  CHECK(of[1] == Approx((of[0] + of[2]) / 2));
  CHECK((of[0] + 2 * of[1] + of[2]) / 4 == Approx(.57));
  CHECK((of[0] > of[2]) == (p.network.missed_in_town > 0));
}

TEST_CASE("districts keep what their tables say beside each other, and those that count all or none do") {
  Parameters p = three_districts();
  p.network.missed_in_town = 1.46;
  p.network.capture[DistrictId{0}] = 0;
  p.network.capture[DistrictId{1}] = .8;
  p.network.capture[DistrictId{2}] = 1;
  std::vector<double> of = counted(p);
  CHECK(of[0] == 0);
  CHECK(of[1] == Approx(.8));
  CHECK(of[2] == 1);
  p.network.capture[DistrictId{0}] = .4;
  of = counted(p);
  CHECK(of[0] > .4);
  CHECK(of[1] < .8);
  CHECK(of[0] + 2 * of[1] + of[2] == Approx(.4 + 2 * .8 + 1));
}

TEST_CASE("with towns like the country, without towns or without births the tables hold to the bit") {
  Parameters p = three_districts();
  const std::vector<double> table{.57, .57, .57};
  p.network.missed_in_town = 0;
  CHECK(counted(p) == table);
  p.network.missed_in_town = 1.46;
  p.network.births.assign(3, Rate{});
  CHECK(counted(p) == table);
  p = three_districts();
  p.network.urban.assign(3, 0);
  CHECK(counted(p) == table);
}

TEST_CASE("deaths are counted, and probes' are, by the chance of their district") {
  Parameters p = with_births(240);
  p.network.capture[DistrictId{0}] = .5;
  p.emergency.rate.assign(7, 20);
  p.emergency.lethality.assign(7, .5);
  p.emergency.residual_early.assign(7, .5);
  p.emergency.residual_late.assign(7, .5);
  p.probe.probes = 1;
  const World w = run_to_end(Model(p));
  CHECK(plausible(total(w, "deaths_reported"), total(w, "deaths_true"), .5));
  CHECK(static_cast<double>(total(w, "deaths_probed_reported")) ==
        Approx(.5 * static_cast<double>(total(w, "deaths_probed"))).epsilon(1e-4));
}
