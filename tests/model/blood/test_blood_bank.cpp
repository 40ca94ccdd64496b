#include <catch2/catch.hpp>

#include "core/distribution.hpp"
#include "model/blood_world.hpp"
#include "model/place/purpose.hpp"

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

constexpr HospitalId hospital{0};

}  // namespace

TEST_CASE("the order-up-to level is the Poisson quantile of demand over review period and lead time") {
  Parameters p = one_bank();
  p.blood_bank.lead = hours(12);
  p.blood_bank.quantile = 0.95;
  const Model m(p);
  CHECK(m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_pos] == poisson_quantile(0.95, 15));
  CHECK(m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_neg] == 0);
}

TEST_CASE("what was taken is ordered at eight and arrives after the lead time") {
  Parameters p = one_bank();
  p.blood_centre.safety_cover = days(0);
  const Model m(p);
  World w(m, {1, 0});
  const int level = m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_pos];
  const auto in_bank = [&] { return w.blood_bank.free_units(m, UtdId{0}, Product::prc); };
  CHECK(in_bank() == level);
  StaticUnits out;
  CHECK(w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, 5, Urgency::urgent}, out) == 5);
  in_hands(w, m, hospital, out);
  CHECK(in_bank() == level - 5);
  w.run_until(m, Time{} + hours(8) + microseconds(1));
  const auto in_transit = w.blood_centre.books(UtdId{0}, Product::prc).in_transit;
  CHECK(in_transit == level - in_bank());
  CHECK(w.blood_centre.conserved(w, m));
  w.run_until(m, Time{} + hours(12) + microseconds(1));
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).in_transit == 0);
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
  CHECK(w.blood_bank.take(w, m, HospitalId{0}, {Product::ffp, Group::o_pos, 5, Urgency::urgent}, out) == 0);
  CHECK(w.blood_bank.take(w, m, HospitalId{1}, {Product::prc, Group::o_pos, 5, Urgency::urgent}, out) == 0);
  CHECK(w.blood_bank.take(w, m, HospitalId{0}, {Product::prc, Group::o_pos, 1, Urgency::urgent}, out) == 1);
  CHECK(out[0].group == Group::o_pos);
}

TEST_CASE("a returned unit goes back to the shelf it came from, in order") {
  const Model m(one_bank());
  World w(m, {1, 0});
  StaticUnits out, again;
  w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, 2, Urgency::urgent}, out);
  CHECK(out[0].expiry < out[1].expiry);
  w.blood_bank.give_back(w, m, hospital, out[1]);
  w.blood_bank.give_back(w, m, hospital, out[0]);
  w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, 2, Urgency::urgent}, again);
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
  CHECK(w.blood_bank.free_units(m, UtdId{0}, Product::prc) == 0);
  CHECK(total(w, "bank_stock_time") > 0);
  CHECK(total(w, "bank_stock_time") <=
        m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_pos] * days(10).us);
}

TEST_CASE("elective patients leave the elective floor in a blood bank") {
  Parameters p = one_bank();
  p.blood_centre.elective_floor = hours(12);  // of ten units a day
  const Model m(p);
  World w(m, {1, 0});
  const int level = m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_pos];
  StaticUnits elective, urgent;
  CHECK(w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, 16, Urgency::elective}, elective) ==
        level - 5);
  CHECK(w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, 16, Urgency::urgent}, urgent) == 5);
}

namespace {

/// The hospital of one_bank() with a supplier behind it: nothing but the rule limits its stock.
Parameters supplied_bank(int units, Duration life = days(5)) {
  Parameters p = one_bank();
  p.network.kind[p.network.utd_of(FacilityId{0})] = {static_cast<std::uint8_t>(FacilityKind::supplier)};
  for (Rate& need : p.network.red_cell_need) need = Rate{0};
  p.blood_centre.shelf_life[index_of(Product::prc)] = life;
  p.blood_centre.initial_cover = days(0);
  p.blood_bank.quantile = 0;
  p.blood_bank.group_level[0] = units;
  p.blood_bank.review_at = hours(0);
  p.blood_bank.lead = hours(6);
  return p;
}

std::int64_t stock_of(const World& w, const Model& m) {
  return w.blood_bank.free_units(m, UtdId{0}, Product::prc);
}

void use(World& w, const Model& m, int n) {
  StaticUnits out;
  CHECK(w.blood_bank.take(w, m, hospital, {Product::prc, Group::o_pos, n, Urgency::urgent}, out) == n);
  for (const Unit& unit : out) w.blood_centre.transfuse(w, m, UtdId{0}, unit);
}

}  // namespace

TEST_CASE("a supplier ships every order whole and fresh, units expire at their life's end") {
  const Model m(supplied_bank(7));
  World w(m, {1, 0});
  w.run_until(m, at(0.5));
  CHECK(stock_of(w, m) == 7);  // the initial stock
  w.run_until(m, at(1));
  use(w, m, 3);
  w.run_until(m, at(1) + hours(6));
  CHECK(stock_of(w, m) == 4);
  w.run_until(m, at(1) + hours(6) + microseconds(1));
  CHECK(stock_of(w, m) == 7);
  w.run_until(m, at(40));
  CHECK(w.blood_centre.conserved(w, m));
  CHECK(total(w, "units_expired") == total(w, "bank_expired"));
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).supplied == total(w, "bank_shipped"));
}

TEST_CASE("levels: a group's and a weekday's shift add up, and are not below nothing") {
  Parameters p = supplied_bank(7);
  p.blood_bank.weekday_level = {0, 3, -20, 0, 0, 0, 0};
  const Model m(p);
  CHECK(m.blood_bank_plan.order_up_to[hospital][Weekday::monday][Group::o_pos] == 7);
  CHECK(m.blood_bank_plan.order_up_to[hospital][Weekday::tuesday][Group::o_pos] == 10);
  CHECK(m.blood_bank_plan.order_up_to[hospital][Weekday::wednesday][Group::o_pos] == 0);
}

TEST_CASE("rule (s, S): nothing is ordered above the reorder point, then up to the level") {
  Parameters p = supplied_bank(10, days(35));
  p.blood_bank.rule = {static_cast<std::uint8_t>(OrderRule::reorder_point)};
  p.blood_bank.group_reorder[0] = 4;
  const Model m(p);
  World w(m, {1, 0});
  use(w, m, 5);
  w.run_until(m, at(2));
  CHECK(total(w, "bank_ordered") == 0);
  use(w, m, 1);
  w.run_until(m, at(3));
  CHECK(total(w, "bank_ordered") == 6);
  CHECK(total(w, "bank_orders") == 1);
  CHECK(stock_of(w, m) == 10);
}

TEST_CASE("rule of the conscious: what expires beyond a day's demand is ordered too") {
  Parameters p = supplied_bank(10, days(5));
  p.blood_bank.rule = {static_cast<std::uint8_t>(OrderRule::waste_conscious)};
  const Model m(p);  // a mean demand of nothing
  World w(m, {1, 0});
  use(w, m, 1);
  w.run_until(m, microseconds(1) + Time{});
  CHECK(total(w, "bank_ordered") == 1);  // the nine left live on for five days
  w.run_until(m, at(4) + hours(1));
  // At the review of day 4 the nine expire within the day and the one of day 0 does not: the stock is at its
  // level.
  CHECK(total(w, "bank_ordered") == 1);
  use(w, m, 1);
  w.run_until(m, at(4) + hours(2));
  CHECK(total(w, "bank_ordered") == 1);
}

TEST_CASE("rule table: the row of the stock by days left, a stock not in it is filled up to the level") {
  Parameters p = supplied_bank(6, days(3));
  p.blood_bank.rule = {static_cast<std::uint8_t>(OrderRule::table)};
  p.orders = {"full", "some"};
  p.blood_bank.table_stock = {"0 0 6", "0 4"};
  p.blood_bank.table_order = {2, 1};
  p.blood_bank.table_weekday = {{0}, {0}};
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, Time{} + microseconds(1));
  CHECK(total(w, "bank_ordered") == 2);  // six units of three days
  use(w, m, 2);                          // four of them left, and two of day 0 with three days
  w.run_until(m, at(1) + microseconds(1));
  CHECK(total(w, "bank_ordered") == 2);  // "0 4 2" is not in the table: at the level
}

TEST_CASE("texts of an order table") {
  CHECK(stock_by_life("0 3  2") == StockByLife{0, 3, 2});
  for (const char* text : {"", "-1", "1.5", "2x", "a"}) CHECK(stock_by_life(text).empty());
}

TEST_CASE("continuous review orders when a unit leaves or expires, not at set hours") {
  Parameters p = supplied_bank(5, days(9));
  p.blood_bank.review = {static_cast<std::uint8_t>(Review::continuous)};
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(2.3));
  use(w, m, 2);
  w.run_until(m, at(2.3) + hours(6) + microseconds(1));
  CHECK(total(w, "bank_ordered") == 2);
  CHECK(stock_of(w, m) == 5);
  w.run_until(m, at(9) + microseconds(1));  // three of the initial ones expire
  CHECK(total(w, "bank_ordered") == 5);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("a supplier's units arrive with lives by their odds, which the order's size may shift") {
  Parameters p = supplied_bank(100, days(35));
  p.blood_bank.arrival_weight[0] = 1;  // one day, two days
  p.blood_bank.arrival_weight[1] = 3;
  const auto expired_after_a_day = [](const Parameters& of) {
    const Model m(of);
    World w(m, {1, 0});
    use(w, m, 16);
    for (int i = 0; i < 5; ++i) use(w, m, 16);
    w.run_until(m, Time{} + hours(7));
    CHECK(stock_of(w, m) == 100);
    w.run_until(m, at(1) + hours(6) - microseconds(1));
    const std::int64_t before = w.blood_centre.books(UtdId{0}, Product::prc).expired;
    w.run_until(m, at(1) + hours(6) + microseconds(2));
    w.blood_bank.settle_all(w, m);
    return w.blood_centre.books(UtdId{0}, Product::prc).expired - before;
  };
  const std::int64_t of_96 = expired_after_a_day(p);
  CHECK(of_96 > 24 - 18);
  CHECK(of_96 < 24 + 18);
  p.blood_bank.arrival_slope[0] = 1;  // e^96 times the odds
  CHECK(expired_after_a_day(p) == 96);
}

TEST_CASE("units near their end go back to the blood centre, if they have long enough left") {
  Parameters p = one_bank();
  p.blood_centre.safety_cover = days(365);  // nothing comes
  p.blood_centre.initial_cover = days(7);
  p.blood_bank.return_below = days(10);
  const auto returned = [](const Parameters& of) {
    const Model m(of);
    World w(m, {1, 0});
    w.run_until(m, at(30));
    CHECK(w.blood_centre.conserved(w, m));
    return total(w, "bank_returned");
  };
  p.network.red_cell_need[FacilityId{0}] = Rate{0};
  p.blood_bank.quantile = 0;
  p.blood_bank.group_level[0] = 20;
  CHECK(returned(p) == 20);
  p.blood_bank.return_least = days(10) - minutes(1);
  CHECK(returned(p) == 0);
}

TEST_CASE("a blood bank's costs: units, orders, expiries, what is held overnight, what is short") {
  Parameters p = supplied_bank(4, days(3));
  for (std::size_t i = 0; i < bank_cost_labels.size(); ++i)
    p.blood_bank.price[i] = Money{static_cast<std::int64_t>(i == 0   ? 1
                                                            : i == 1 ? 10
                                                            : i == 2 ? 100
                                                                     : 1000 * i)};
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(30));
  w.blood_bank.book_short(w, m, hospital, w.now(), 2);
  std::array<std::int64_t, bank_cost_labels.size()> paid{};
  for (std::size_t i = 0; i < paid.size(); ++i) paid[i] = total_at(w, "bank_money", i, paid.size());
  CHECK(paid[0] == total(w, "bank_ordered"));
  CHECK(paid[1] == 10 * total(w, "bank_orders"));
  CHECK(paid[2] == 200);
  CHECK(paid[3] == 3000 * total(w, "bank_expired"));
  CHECK(paid[4] == 4000 * total(w, "bank_held"));
  CHECK(total(w, "bank_held") > 0);
  CHECK(total(w, "bank_short") == 2);
}

TEST_CASE("an order table's row for a day of the week goes before the one for every day") {
  Parameters p = supplied_bank(6, days(3));
  p.orders = {"monday", "every"};
  p.blood_bank.table_stock = {"2", "2 0"};
  p.blood_bank.table_order = {5, 1};
  p.blood_bank.table_weekday = {{1}, {0}};
  const Model m(p);
  CHECK(m.blood_bank_plan.from_table({2}, 0) == 5);
  CHECK(m.blood_bank_plan.from_table({2}, 3) == 1);
  CHECK_FALSE(m.blood_bank_plan.from_table({}, 0));
  p.blood_bank.table_weekday = {{0}, {0}};  // now the same stock stands there twice
  CHECK(contradictions(p).size() == 1);
}

TEST_CASE("groups that nobody has order nothing, whatever the levels and the table say") {
  Parameters p = supplied_bank(0);
  p.blood_bank.weekday_level = {9, 9, 9, 9, 9, 9, 9};
  p.blood_bank.rule = {static_cast<std::uint8_t>(OrderRule::table)};
  p.orders = {"empty"};
  p.blood_bank.table_stock = {"0"};
  p.blood_bank.table_order = {4};
  p.blood_bank.table_weekday = {{0}};
  const Model m(p);
  World w(m, {1, 0});
  CHECK(stock_of(w, m) == 9);
  w.run_until(m, at(5) + microseconds(1));  // the initial stock has just expired
  CHECK(total(w, "bank_ordered") == 4);
}

TEST_CASE("an empty bank under continuous review orders again once its blood centre has units") {
  Parameters p = one_bank();
  p.blood_bank.review = {static_cast<std::uint8_t>(Review::continuous)};
  p.blood_centre.initial_cover = days(0);
  p.blood_centre.safety_cover = days(0);
  p.blood_bank.quantile = 0;
  p.network.red_cell_need[FacilityId{0}] = Rate{0};
  p.demand.replacement_found = 0;
  no_losses(p);
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  p.blood_bank.weekday_level = {0, 3, 3, 3, 3, 3, 3};  // Monday, the first day, it wants none
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(2));
  CHECK(stock_of(w, m) == 0);
  for (std::uint32_t i = 0; i < 5; ++i) {
    ++w.blood_centre.donations(UtdId{0}).presented;
    w.blood_centre.receive_donation(w, m, UtdId{0}, Group::o_pos, root_name(Root::donor, 3601, 1023, i), 0);
  }
  w.run_until(m, at(4));
  CHECK(stock_of(w, m) == 3);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("a group's units come with the same lives whatever is ordered of another group at that instant") {
  const auto expiries = [](std::int64_t of_o) {
    Parameters p = supplied_bank(0, days(35));
    p.network.abo = {0.5, 0.5, 0, 0};
    p.blood_bank.arrival_weight[0] = p.blood_bank.arrival_weight[4] = p.blood_bank.arrival_weight[9] = 1;
    p.blood_bank.group_level[index_of(Group::o_pos)] = of_o;
    p.blood_bank.group_level[index_of(Group::a_pos)] = 12;
    const Model m(p);
    World w(m, {1, 0});
    StaticUnits out;
    w.blood_bank.take(w, m, hospital, {Product::prc, Group::a_pos, 12, Urgency::urgent, false}, out);
    for (const Unit& unit : out) w.blood_centre.transfuse(w, m, UtdId{0}, unit);
    w.run_until(m, Time{} + hours(7));
    StaticUnits later;
    w.blood_bank.take(w, m, hospital, {Product::prc, Group::a_pos, 12, Urgency::urgent, false}, later);
    return later;
  };
  CHECK(expiries(0).size() == 12);
  CHECK(expiries(0) == expiries(7));
}

TEST_CASE("steep odds of lives stay numbers") {
  Parameters p = supplied_bank(0, days(35));
  p.blood_bank.arrival_weight[2] = 1;
  p.blood_bank.arrival_slope[2] = -10;
  p.blood_bank.arrival_slope[5] = 10;  // of no weight
  p.blood_bank.group_level[0] = 200;
  const Model m(p);
  World w(m, {1, 0});
  for (int i = 0; i < 12; ++i) use(w, m, 16);
  w.run_until(m, Time{} + hours(7));
  CHECK(stock_of(w, m) == 200);
  w.run_until(m, at(3) + hours(6) + microseconds(1));
  w.blood_bank.settle_all(w, m);
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).expired == 192);
}
