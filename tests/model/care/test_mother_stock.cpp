#include <catch2/catch.hpp>

#include "model/care/mother_stock.hpp"
#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("what is taken for a mother leaves the shelf and is held for her, no more than she lacks") {
  Parameters p = at_a_puskesmas();
  p.emergency.blood_other.assign(7, 1);
  p.emergency.units_mean = 1;
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, in_puskesmas);
  Case& c = w.emergency.of(slot);
  c.leave_for_hospital(HospitalId{0}, w.now());
  const std::int32_t lacks = c.blood().missing(Needed::red_cells);
  REQUIRE(lacks > 0);
  CHECK(MotherStock::from_own_utd(w, m, c, Needed::red_cells) == 0);

  stock(w, m, UtdId{0}, Group::o_pos, lacks + 3);
  const std::int64_t before = w.blood_centre.stock(m, Product::prc, w.now());
  CHECK(MotherStock::from_own_utd(w, m, c, Needed::red_cells) == lacks);
  CHECK(w.blood_centre.stock(m, Product::prc, w.now()) == before - lacks);
  CHECK(std::ssize(c.blood().held(Needed::red_cells)) == lacks);
  CHECK(MotherStock::from_kept(w, m, c) == 0);
}

TEST_CASE("a hospital would do if its shelf and its blood centre's have enough for her between them") {
  Parameters p = at_a_puskesmas();
  p.emergency.blood_other.assign(7, 1);
  p.emergency.half = .5;
  const Model m(p);
  World w = world_at(m, noon);
  const CaseId slot = fall_ill(w, m, in_puskesmas, {.group = Group::o_pos, .red_cells = 4});
  const Case& c = w.emergency.of(slot);
  for (int units = 0; units < 4; ++units) {
    CHECK(MotherStock::would_do(w, m, c, HospitalId{0}) == (units >= 2));
    stock(w, m, UtdId{0}, Group::o_pos, 1);
  }
  CHECK(w.blood_centre.stock(m, Product::prc, w.now()) == 4);
}
