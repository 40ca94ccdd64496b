#include <catch2/catch.hpp>

#include "model/agreement_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("red cells of her candidates are kept for a woman, hers in an emergency, everybody's in the end") {
  Parameters p = calling();
  p.kept.keep = days(2);
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.blood_centre.initial_cover = {};
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  p.network.donations.assign(p.facilities.size(), Rate{0});
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.pregnancy.women[her].group = Group::o_pos;
  w.run_until(m, Time{} + days(45));
  REQUIRE(total(w, "candidates_bled") == 4);
  CHECK(w.pregnancy.women[her].units_kept() == 4);
  CHECK(w.kept.units(UtdId{0}, Product::prc) == 4);
  CHECK(shelf(w, m) == 0);
  CHECK(w.blood_centre.conserved(w, m));
  SECTION("until some days after the birth") {
    deliver(w, m, her);
    w.run_until(m, w.now() + days(2));
    CHECK(shelf(w, m) == 0);
    w.run_until(m, w.now() + microseconds(1));
    CHECK(shelf(w, m) == 4);
    CHECK(w.pregnancy.women[her].units_kept() == 0);
  }
  SECTION("until she is followed no more") {
    w.pregnancy.close(w, m, her);
    CHECK(shelf(w, m) == 4);
  }
  SECTION("or the agreement ends") {
    Parameters none = p;
    none.agreement.model_text[DistrictId{0}] = {};
    w.start_policy(Model(p, none));
    CHECK(shelf(w, m) == 4);
    CHECK(w.kept.units(UtdId{0}, Product::prc) == 0);
  }
  SECTION("hers first in an emergency, as many as she needs") {
    w.pregnancy.women[her].await(Cause::pph, Time::never());
    deliver_in_hospital(w, m, her);
    Case& c = w.emergency.of(fall_ill_with(w, m, her, {.red_cells = 3}));
    CHECK(w.kept.take(w, m, c, 3, c.blood().held(Needed::red_cells)) == 3);
    CHECK(total(w, "candidates_used") == 3);
    CHECK(w.pregnancy.women[her].units_kept() == 1);
    CHECK(w.blood_centre.conserved(w, m));
  }
  SECTION("no other's") {
    const CaseId other = fall_ill(w, m);
    StaticUnits held;
    CHECK(w.kept.take(w, m, w.emergency.of(other), 3, held) == 0);
  }
  SECTION("nor hers if of a group she may not get") {
    w.pregnancy.women[her].await(Cause::pph, Time::never());
    const CaseId slot = fall_ill_with(w, m, her, {.group = Group::o_neg});
    StaticUnits held;
    CHECK(w.kept.take(w, m, w.emergency.of(slot), 3, held) == 0);
  }
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("units that do not suit her are not kept for her") {
  Parameters p = calling();
  p.blood_centre.initial_cover = {};
  p.agreement.kin_same_group = 0;
  p.network.abo = {0, 0, 0, 1};  // all candidates are AB
  p.network.rhesus_negative = 0;
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.pregnancy.women[her].group = Group::o_pos;
  w.run_until(m, Time{} + days(45));
  REQUIRE(total(w, "candidates_bled") == 4);
  CHECK(w.pregnancy.women[her].units_kept() == 0);
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::ab_pos) == 4);
}

TEST_CASE("a woman whose stock was bled for her gets blood where shelves are empty") {
  Parameters p = calling();
  p.blood_centre.initial_cover = {};
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.network.red_cell_need.assign(p.facilities.size(), Rate{0});
  p.network.donations.assign(p.facilities.size(), Rate{0});
  p.emergency.surgery.assign(7, 0);
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  const bool called = GENERATE(false, true);
  if (!called) p.agreement.turn_up = 0;
  const Model m(p);
  World w(m, {1, 0});
  const WomanId her = with_candidates(w, m, Time{} + days(50));
  w.run_until(m, Time{} + days(45));
  Woman& woman = w.pregnancy.women[her];
  woman.await(Cause::pph, Time::never());
  woman.group = Group::o_pos;
  deliver_in_hospital(w, m, her);
  fall_ill_with(w, m, her, {});
  w.run_until(m, w.now() + days(1));
  CHECK(total(w, "treated") == called);
  CHECK(total(w, "candidates_used") == called);
}
