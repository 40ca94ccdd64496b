#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("tables that contradict one another are told, each contradiction with its key") {
  struct Wrong {
    std::string key;
    void (*change)(Parameters&);
  };
  // Facility 0 is the blood centre, 1 and 2 are its hospitals.
  const Wrong wrong = GENERATE(values<Wrong>({
      {"catchment.catchment-0.nearest_hospital",
       [](Parameters& p) { p.network.nearest_hospital[CatchmentId{0}] = {0}; }},
      {"facility.town-hospital-1.utd", [](Parameters& p) { p.network.facility_utd[FacilityId{2}] = {1}; }},
      {"facility.town-utd.donations",
       [](Parameters& p) {
         p.network.kind[FacilityId{0}] = {static_cast<std::uint8_t>(FacilityKind::supplier)};
       }},
      {"facility.town-utd.party_of", [](Parameters& p) { p.network.party_of[FacilityId{0}] = {0}; }},
      {"facility.town-hospital-0.teams", [](Parameters& p) { p.network.teams[FacilityId{1}] = 0; }},
      {"tables.facilities", [](Parameters& p) { p.network.beds.assign(3, 0); }},
      {"district.town-0.births",
       [](Parameters& p) {
         p.network.births[DistrictId{0}] = Rate{1};
         p.network.births_share[CatchmentId{0}] = 0;
       }},
      {"district.town-0.utd", [](Parameters& p) { p.network.district_utd[DistrictId{0}] = {1}; }},
      {"district.town-0.dukun_births",
       [](Parameters& p) {
         p.network.facility_births[DistrictId{0}] = p.network.dukun_births[DistrictId{0}] = .6;
       }},
      {"district.town-0.k4", [](Parameters& p) { p.network.k4[DistrictId{0}] = p.pregnancy.k1 + .01; }},
      {"population.o.share", [](Parameters& p) { p.network.abo.assign(4, 0); }},
  }));
  CAPTURE(wrong.key);
  Parameters p = blood_parameters(one_utd(), 0, 60);
  REQUIRE(contradictions(p).empty());
  wrong.change(p);
  const auto problems = contradictions(p);
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().key == wrong.key);
}

TEST_CASE("a supplier may stand for a blood centre where nobody gives birth, and nowhere else") {
  Parameters p = blood_parameters({{"town", 0, 0, 3650, {500000}, 1, 1}}, 0, 60);
  p.network.kind[FacilityId{0}] = {static_cast<std::uint8_t>(FacilityKind::supplier)};
  CHECK(contradictions(p).empty());
  p.network.births[DistrictId{0}] = Rate{1};
  REQUIRE(contradictions(p).size() == 1);
  CHECK(contradictions(p).front().key == "district.town-0.utd");
}
