#include <catch2/catch.hpp>

#include "core/distribution.hpp"
#include "model/blood_world.hpp"
#include "model/purpose.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// One hospital with a blood bank that needs ten O positive units a day, and a blood centre nobody else asks.
Parameters one_bank() {
  Parameters p = blood_parameters({{"town", 0, 0, 3650, {100000}, 1, 1}}, 0, 60);
  p.network.abo = {1, 0, 0, 0};
  p.network.rhesus_negative = 0;
  return p;
}

constexpr Index hospital = 0;

}  // namespace

TEST_CASE("the order-up-to level is the Poisson quantile of demand over review period and lead time") {
  Parameters p = one_bank();
  p.blood_bank.lead = hours(12);
  p.blood_bank.quantile = 0.95;
  const Model m(p);
  CHECK(m.blood_bank_plan.order_up_to[hospital][0] == poisson_quantile(0.95, 15));
  CHECK(m.blood_bank_plan.order_up_to[hospital][1] == 0);
}

TEST_CASE("what was taken is ordered at eight and arrives after the lead time") {
  Parameters p = one_bank();
  p.blood_centre.safety_cover = days(0);
  const Model m(p);
  World w(m, {1, 0});
  const int level = m.blood_bank_plan.order_up_to[hospital][0];
  const auto in_bank = [&] { return w.blood_bank.free_units(m, 0, Product::prc); };
  CHECK(in_bank() == level);
  StaticUnits out;
  CHECK(w.blood_bank.take(w, m, hospital, Product::prc, Group::o_pos, 5, Urgency::urgent, out) == 5);
  in_hands(w, hospital, out);
  CHECK(in_bank() == level - 5);
  w.run_until(m, Time{} + hours(8) + microseconds(1));
  const auto in_transit = w.blood_centre.books(0, Product::prc).in_transit;
  CHECK(in_transit == level - in_bank());
  CHECK(w.blood_centre.conserved(w, m));
  w.run_until(m, Time{} + hours(12) + microseconds(1));
  CHECK(w.blood_centre.books(0, Product::prc).in_transit == 0);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("the blood centre ships only what exceeds its safety stock") {
  Parameters p = one_bank();
  p.blood_centre.safety_cover = days(365);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "bank_ordered") > 0);
  CHECK(total(w, "bank_shipped") == 0);
}

TEST_CASE("a blood bank has red cells only, and only where there is one") {
  Parameters p = blood_parameters({{"town", 0, 0, 3650, {100000}, 2, 1}}, 0, 60);
  const Model m(p);
  World w(m, {1, 0});
  StaticUnits out;
  CHECK(w.blood_bank.take(w, m, 0, Product::ffp, Group::o_pos, 5, Urgency::urgent, out) == 0);
  CHECK(w.blood_bank.take(w, m, 1, Product::prc, Group::o_pos, 5, Urgency::urgent, out) == 0);
  CHECK(w.blood_bank.take(w, m, 0, Product::prc, Group::o_pos, 1, Urgency::urgent, out) == 1);
  CHECK(out[0].group == Group::o_pos);
}

TEST_CASE("a returned unit goes back to the shelf it came from, in order") {
  const Model m(one_bank());
  World w(m, {1, 0});
  StaticUnits out, again;
  w.blood_bank.take(w, m, hospital, Product::prc, Group::o_pos, 2, Urgency::urgent, out);
  CHECK(out[0].expiry < out[1].expiry);
  w.blood_bank.give_back(w, m, hospital, out[1]);
  w.blood_bank.give_back(w, m, hospital, out[0]);
  w.blood_bank.take(w, m, hospital, Product::prc, Group::o_pos, 2, Urgency::urgent, again);
  CHECK(again == out);
}

TEST_CASE("expiry in a blood bank is booked at its instant, in stock no longer than its shelf life") {
  Parameters p = one_bank();
  p.blood_centre.shelf_life[index_of(Product::prc)] = days(10);
  p.blood_centre.safety_cover = days(365);  // nothing is shipped
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  CHECK(w.blood_centre.conserved(w, m));
  CHECK(w.blood_bank.free_units(m, 0, Product::prc) == 0);
  CHECK(total(w, "bank_stock_time") > 0);
  CHECK(total(w, "bank_stock_time") <= m.blood_bank_plan.order_up_to[hospital][0] * days(10).us);
}

TEST_CASE("elective patients leave the elective floor in a blood bank") {
  Parameters p = one_bank();
  p.blood_centre.elective_floor = hours(12);  // of ten units a day
  const Model m(p);
  World w(m, {1, 0});
  const int level = m.blood_bank_plan.order_up_to[hospital][0];
  StaticUnits elective, urgent;
  CHECK(w.blood_bank.take(w, m, hospital, Product::prc, Group::o_pos, 16, Urgency::elective, elective) ==
        level - 5);
  CHECK(w.blood_bank.take(w, m, hospital, Product::prc, Group::o_pos, 16, Urgency::urgent, urgent) == 5);
}
