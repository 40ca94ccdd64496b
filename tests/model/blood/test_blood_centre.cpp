#include <catch2/catch.hpp>
#include <vector>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("compatibility by default: own group first, no antigen the recipient lacks") {
  const Model m(quiet());
  const auto issue_order = [&](Product product, Group recipient) {
    return m.blood_centre_plan.order(product, recipient);
  };
  for (std::size_t r = 0; r < groups; ++r) {
    const auto recipient = static_cast<Group>(r);
    for (const Product product : {Product::wb, Product::prc, Product::tc, Product::ffp}) {
      CHECK(issue_order(product, recipient)[0] == recipient);
    }
    // Antigens as bits: A, B, RhD.
    const auto antigens = [](Group g) {
      const std::size_t abo = index_of(g) / 2;
      return abo | (index_of(g) % 2 == 0 ? 4U : 0U);
    };
    const auto red = issue_order(Product::prc, recipient);
    std::size_t suitable = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      suitable += (antigens(static_cast<Group>(g)) & ~antigens(recipient)) == 0;
    }
    CHECK(red.size() == suitable);
    for (const Group g : red) CHECK((antigens(g) & ~antigens(recipient)) == 0);
    // Plasma of a group has antibodies against the ABO antigens it lacks.
    for (const Group g : issue_order(Product::ffp, recipient)) {
      CHECK((antigens(recipient) & 3U & ~(antigens(g) & 3U)) == 0);
    }
  }
}

TEST_CASE("a donation becomes stock five hours after the next batch begins") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(9));
  bleed_donors(w, m, Group::o_pos, 3);
  w.run_until(m, at(0) + hours(19));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 0);
  w.run_until(m, at(0) + hours(19) + seconds(1));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 3);
  StaticUnits out;
  w.blood_centre.take(w, m, UtdId{0}, {Product::prc, Group::o_pos, 1, Urgency::urgent}, out);
  in_hands(w, m, HospitalId{0}, out);
  CHECK(out[0].expiry == at(35) + hours(9));
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("the laboratory takes no more than its capacity in a batch, in order of bleeding") {
  Parameters p = quiet();
  p.network.batch_capacity[FacilityId{0}] = 2;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 5);
  w.run_until(m, at(0) + hours(14));
  CHECK(w.blood_centre.in_laboratory(UtdId{0}) == 3);
  w.run_until(m, at(0) + hours(20));
  CHECK(w.blood_centre.in_laboratory(UtdId{0}) == 1);
}

TEST_CASE("platelets only from donations bled within the window") {
  Parameters p = quiet();
  p.blood_centre.platelets = 1;
  p.blood_centre.plasma = 1;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 1);  // 08 h: one hour
  w.run_until(m, at(0) + hours(21));
  bleed_donors(w, m, Group::o_pos, 1, 1);  // 08 h of the next day: eleven hours
  w.run_until(m, at(2));
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).produced == 2);
  CHECK(w.blood_centre.books(UtdId{0}, Product::tc).produced == 1);
  CHECK(w.blood_centre.books(UtdId{0}, Product::ffp).produced == 2);
}

TEST_CASE("fates of donations have the parameters' shares") {
  Parameters p = quiet(30);
  p.blood_centre.reactive = {0.0015, 0.0090, 0.0032, 0.0025};
  p.blood_centre.other_loss = 0.02;
  p.blood_centre.whole_blood = 0.08;
  p.blood_centre.platelets = 0.14;
  p.blood_centre.plasma = 0.08;
  p.network.batch_capacity[FacilityId{0}] = 100000;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  constexpr int n = 40000;
  bleed_donors(w, m, Group::o_pos, n);
  w.run_until(m, at(1));
  const auto& d = w.blood_centre.donations(UtdId{0});
  CHECK(static_cast<double>(d.failed) / n == Approx(0.02).margin(0.003));
  CHECK(static_cast<double>(d.reactive) / n == Approx(0.0162).margin(0.003));
  const auto reactive = values(w, "donations_reactive");  // of the first blood centre and month, by infection
  for (std::size_t i = 0; i < p.blood_centre.reactive.size(); ++i) {
    CHECK(static_cast<double>(reactive[i]) / n == Approx(p.blood_centre.reactive[i]).margin(0.0015));
  }
  const auto share = [&](Product product) {
    return static_cast<double>(w.blood_centre.books(UtdId{0}, product).produced) /
           static_cast<double>(d.processed);
  };
  CHECK(share(Product::wb) == Approx(0.08).margin(0.006));
  CHECK(share(Product::prc) == Approx(0.92).margin(0.006));
  CHECK(share(Product::tc) == Approx(0.14).margin(0.008));
  CHECK(share(Product::ffp) == Approx(0.08).margin(0.006));
}

TEST_CASE("a unit is no longer issued at the instant of its expiry") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(8));
  bleed_donors(w, m, Group::o_pos, 1);
  w.run_until(m, at(35) + hours(8) - microseconds(1));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 1);
  w.run_until(m, at(35) + hours(8));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 0);
}

TEST_CASE("the maternal reserve is for those who may use it") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 5);
  w.run_until(m, at(1));
  w.blood_centre.set_reserve(UtdId{0}, Group::o_pos, 3);
  CHECK(issue(w, m, Group::o_pos, 4) == 2);
  CHECK(issue(w, m, Group::a_pos, 4) == 0);
  CHECK(issue(w, m, Group::o_pos, 1, Urgency::maternal, true) == 1);
  CHECK(total(w, "reserve_issued") == 1);
  w.blood_centre.set_reserve(UtdId{0}, Group::o_pos, 0);
  CHECK(issue(w, m, Group::o_pos, 4) == 2);
  CHECK(total(w, "reserve_issued") == 1);
}

TEST_CASE("urgent requests get other groups, elective ones their own") {
  const Model m(quiet());
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 2);
  w.run_until(m, at(1));
  CHECK(issue(w, m, Group::a_pos, 1, Urgency::elective) == 0);
  CHECK(issue(w, m, Group::a_neg, 1) == 0);
  CHECK(issue(w, m, Group::a_pos, 1) == 1);
  CHECK(issue(w, m, Group::o_pos, 1, Urgency::elective) == 1);
}

TEST_CASE("a blood centre gives to others what exceeds its safety stock") {
  Parameters p = quiet();
  p.network.red_cell_need[FacilityId{0}] = Rate{2};
  p.blood_centre.initial_cover = days(0);
  p.demand.more_units = 0;
  p.network.abo = {1, 0, 0, 0};
  p.network.rhesus_negative = 0;
  const Model m(p);
  CHECK(m.blood_centre_plan.safety[UtdId{0}][Product::prc][Group::o_pos] == 6);
  World w(m, {1, 0});
  w.run_until(m, at(0) + microseconds(1));
  for (std::uint32_t i = 0; i < 8; ++i) {
    ++w.blood_centre.donations(UtdId{0}).presented;
    auto unit = w.blood_centre.test_at_once(w, m, UtdId{0}, Urgency::urgent, Group::o_pos, Group::o_pos,
                                            donor_name(i), 0);
    w.blood_centre.give_back(w, m, UtdId{0}, *unit);
  }
  StaticUnits out;
  CHECK(w.blood_centre.spare(w, m, UtdId{0}, UtdId{1}, {Product::prc, Group::b_pos, 9, Urgency::urgent},
                             out) == 2);
  CHECK(w.blood_centre.books(UtdId{0}, Product::prc).exported == 2);
  CHECK(w.blood_centre.books(UtdId{1}, Product::prc).imported == 2);
  CHECK(w.blood_centre.books(UtdId{1}, Product::prc).in_transit == 2);
  for (const Unit& unit : out) w.blood_centre.put_on_shelf(w, m, UtdId{1}, unit);
  CHECK(w.blood_centre.available(w, m, UtdId{1}, Product::prc, Group::o_pos) == 2);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("whole blood of another group than the recipient's goes to stock") {
  Parameters p = quiet();
  p.blood_centre.whole_blood = 1;
  const Model m(p);
  World w(m, {1, 0});
  const auto donate = [&](std::uint32_t i, Group recipient, Group group) {
    ++w.blood_centre.donations(UtdId{0}).presented;
    return w.blood_centre.test_at_once(w, m, UtdId{0}, Urgency::urgent, recipient, group, donor_name(i), 0);
  };
  CHECK_FALSE(donate(0, Group::a_pos, Group::o_pos));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::wb, Group::o_pos) == 1);
  const auto unit = donate(1, Group::a_pos, Group::a_pos);
  REQUIRE(unit);
  CHECK(unit->product == Product::wb);
}

TEST_CASE("a continuous laboratory makes stock of a donation alone, test time later") {
  Parameters p = quiet();
  p.blood_centre.laboratory = {static_cast<std::uint8_t>(Laboratory::continuous)};
  p.blood_centre.test_time = hours(2);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + minutes(570));
  bleed_donors(w, m, Group::o_pos, 1);
  w.run_until(m, at(0) + minutes(690));
  CHECK(w.blood_centre.in_laboratory(UtdId{0}) == 1);
  w.run_until(m, at(0) + minutes(690) + microseconds(1));
  CHECK(w.blood_centre.available(w, m, UtdId{0}, Product::prc, Group::o_pos) == 1);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("the compatibility table rules who gets what, in its order") {
  Parameters p = quiet();
  Ranking of_ab;
  of_ab.push_back(index_of(Group::b_pos));
  of_ab.push_back(index_of(Group::o_pos));
  p.blood_centre.red_cells[index_of(Group::ab_pos)] = of_ab;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 1);
  bleed_donors(w, m, Group::b_pos, 1, 10);
  bleed_donors(w, m, Group::a_pos, 1, 20);
  w.run_until(m, at(1));
  StaticUnits out;
  const Ask ask{Product::prc, Group::ab_pos, 3, Urgency::urgent};
  REQUIRE(w.blood_centre.take(w, m, UtdId{0}, ask, out) == 2);
  CHECK(out[0].group == Group::b_pos);
  CHECK(out[1].group == Group::o_pos);
  for (const Unit& unit : out) w.blood_centre.transfuse(w, m, UtdId{0}, unit);
  CHECK(issue(w, m, Group::ab_pos, 1) == 0);  // A positive is not in its list
}
