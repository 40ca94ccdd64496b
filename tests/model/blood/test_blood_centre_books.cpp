#include <catch2/catch.hpp>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("expiry is found late and booked at its instant: stock and stock-out time are exact") {
  const Model m(quiet(90));
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(8));
  bleed_donors(w, m, Group::o_pos, 2);  // in stock from 0 d 13 h to 35 d 8 h
  w.run_until(m, m.end);                // nobody looks in between but the month ends
  constexpr std::int64_t hour = 3'600'000'000;
  const auto stock = values(w, "stock_time");
  const std::size_t prc = index_of(Product::prc);
  CHECK(stock[0 * 4 + prc] == 2 * (31 * 24 - 13) * hour);
  CHECK(stock[1 * 4 + prc] == 2 * (4 * 24 + 8) * hour);
  CHECK(stock[2 * 4 + prc] == 0);
  const auto empty = values(w, "stockout_time");
  CHECK(empty[0 * 8] == 13 * hour);
  CHECK(empty[1 * 8] == (28 * 24 - 4 * 24 - 8) * hour);
  CHECK(empty[2 * 8] == 31 * 24 * hour);
  CHECK(values(w, "units_expired")[(1 * 4 + prc) * groups + index_of(Group::o_pos)] == 2);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("looking at the stock changes no measure") {
  const Model m(blood_parameters(banten(), 0, 40));
  World w(m, {1, 0}), looked_at(m, {1, 0});
  for (int day = 1; day < 40; ++day) {
    looked_at.run_until(m, at(day) - hours(7));
    for (const UtdId u : m.utds.ids()) {
      for (const Product product : {Product::prc, Product::tc, Product::ffp}) {
        looked_at.blood_centre.available(looked_at, m, u, product, Group::ab_pos);
      }
    }
  }
  w.run_until(m, m.end);
  looked_at.run_until(m, m.end);
  CHECK(w.outcome().values == looked_at.outcome().values);
}

TEST_CASE("a unit that comes back after its expiry is discarded") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 1);
  w.run_until(m, at(1));
  StaticUnits out;
  w.blood_centre.take(w, m, UtdId{0}, {Product::prc, Group::o_pos, 1, Urgency::urgent}, out);
  const CaseId patient = in_hands(w, m, HospitalId{0}, out);
  w.run_until(m, at(36));
  w.emergency.release(w, patient);
  w.blood_centre.give_back(w, m, UtdId{0}, out[0]);
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).discarded == 1);
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 0);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("a bag is paid once, when it is transfused, however often it is issued") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 1);
  w.run_until(m, at(1));
  for (int time = 0; time < 3; ++time) {
    StaticUnits out;
    REQUIRE(w.blood_centre.take(w, m, UtdId{0}, {Product::prc, Group::o_pos, 1, Urgency::urgent}, out) == 1);
    if (time < 2) {
      w.blood_centre.give_back(w, m, UtdId{0}, out[0]);
      CHECK(total(w, "bag_money") == 0);
    } else {
      w.blood_centre.transfuse(w, m, UtdId{0}, out[0]);
    }
  }
  CHECK(total(w, "units_issued") == 3);
  CHECK(total(w, "bag_money") == m.p.blood_centre.bag_price.rupiah);
}

TEST_CASE("stock is counted once a day: whole blood and red cells on the shelves") {
  Parameters p = quiet(3);
  p.blood_centre.count_at = hours(14);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 3);  // in stock at 13 h
  w.run_until(m, at(1) + hours(1));
  CHECK(issue(w, m, Group::o_pos, 1) == 1);
  w.run_until(m, m.end);
  const auto counted = values(w, "red_cells_counted");
  CHECK(counted == std::vector<std::int64_t>{3, 2, 2, 0, 0, 0});
}

TEST_CASE("donations and units are conserved at every hour of a busy quarter") {
  Parameters p = blood_parameters(banten(), 0, 90);
  p.blood_centre.issue_rule = {2};
  const Model m(p);
  World w(m, {4, 0});
  for (int hour = 0; hour < 90 * 24; ++hour) {
    w.run_until(m, Time{} + hours(hour));
    REQUIRE(w.blood_centre.conserved(w, m));
  }
}
