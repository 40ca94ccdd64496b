#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

Name woman(std::uint32_t i) { return root_name(Root::woman, 3601, 0, i); }

/// A district with forty births a day, no emergencies, and no odds but one.
Parameters births() {
  Parameters p = exact_parameters(1, 0, 60);
  split_catchment(p, 6);
  p.emergency.rate.assign(7, 0);
  p.network.births[0] = Rate{40};
  p.network.jkn[0] = .5;
  p.network.k4[0] = .6;
  p.network.facility_births[0] = .7;
  p.network.moving[0] = 0;
  p.programme.odds_jkn = p.programme.odds_cash = p.programme.odds_far = 1;
  p.programme.jkn_growth = 0;
  return p;
}

}  // namespace

TEST_CASE("a payout leaves cash in hand for its window, a year's payouts at equal intervals") {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {100000, 100000}, 1, 0}}, 0, 730);
  p.programme.wrongly_targeted = p.programme.spent_elsewhere = 0;
  p.programme.payout_queue = {};
  p.programme.fare = {};
  const auto [payouts, window] =
      GENERATE(table<int, int>({{0, 30}, {1, 30}, {3, 30}, {3, 0}, {4, 10}, {12, 30}}));
  p.programme.payouts = payouts;
  p.programme.payout_window = days(window);
  const Model m(p);
  const World w(m, {1, 0});
  CAPTURE(payouts, window);
  for (std::uint32_t d = 0; d < 2; ++d) {
    int in_hand = 0, begins = 0;
    bool last = w.programme.cash_in_hand(w, m, woman(1), d, Time{} + hours(365 * 24 - 1));
    for (int hour = 365 * 24; hour < 730 * 24; ++hour) {
      const bool now = w.programme.cash_in_hand(w, m, woman(1), d, Time{} + hours(hour));
      in_hand += now;
      begins += now && !last;
      last = now;
    }
    CHECK(std::abs(in_hand - payouts * window * 24) <= payouts);
    CHECK(begins == (window == 0 ? 0 : payouts));
  }
  // Districts are paid on days of their own: the later code a day earlier.
  if (payouts == 3 && window == 30) {
    int differing = 0;
    for (int day = 0; day < 365; ++day) {
      const Time at = Time{} + days(day) + hours(1);
      differing +=
          w.programme.cash_in_hand(w, m, woman(1), 0, at) != w.programme.cash_in_hand(w, m, woman(1), 1, at);
    }
    CHECK(differing == 6);
  }
}

TEST_CASE("cash does not reach the wrongly targeted, nor last where it was spent") {
  Parameters p = exact_parameters();
  p.programme.payouts = 1;
  p.programme.payout_window = days(365);
  p.programme.wrongly_targeted = .15;
  p.programme.spent_elsewhere = .2;
  const Model m(p);
  const World w(m, {1, 0});
  std::int64_t in_hand = 0;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const bool now = w.programme.cash_in_hand(w, m, woman(i), 0, Time{} + days(300));
    in_hand += now;
    // 3601 % 97 days before, the year of this payout began.
    if (i < 50) CHECK(w.programme.cash_in_hand(w, m, woman(i), 0, Time{} + days(333)) == now);
  }
  CHECK(plausible(in_hand, 3000, .85 * .8));
}

TEST_CASE("coverage grows from the day policies start, in proportion to the operational level, to all") {
  Parameters p = exact_parameters();
  p.calendar.warm_up = days(100);
  p.calendar.policy_start = p.calendar.start;
  p.network.jkn[0] = .6;
  p.programme.jkn_growth = .05;
  const Model m(p);
  const World w(m, {1, 0});
  const auto coverage = [&](int day) { return w.programme.jkn_coverage(w, m, 0, Time{} + days(day)); };
  CHECK(coverage(0) == .6);
  CHECK(coverage(100) == .6);
  CHECK(coverage(100 + 365) == Approx(.6 + .05 / 5));
  agree(p, std::numeric_limits<double>::quiet_NaN(), {Mechanism::candidates});
  p.agreement.operational[0] = 4;
  const Model of_level(p);
  const World v(of_level, {1, 0});
  const auto at = [&](int day) { return v.programme.jkn_coverage(v, of_level, 0, Time{} + days(day)); };
  CHECK(at(100 + 730) == Approx(.6 + 2 * .05 * 4 / 5));
  CHECK(at(100 + 365 * 20) == 1);
}

TEST_CASE("the months of a year add up to the target of K4, whatever its remainder") {
  const std::int64_t target = GENERATE(0, 1, 11, 1237, 99'999);
  Parameters p = exact_parameters(1, 0, 2 * 365);
  p.network.k4_target[0] = target;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const auto months = values(w, "k4_target");
  REQUIRE(months.size() == 24);
  for (std::size_t year = 0; year < 2; ++year) {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < 12; ++month) {
      const std::int64_t each = months[12 * year + month];
      CHECK(std::abs(static_cast<double>(each) - static_cast<double>(target) / 12) <=
            1 + .1 * static_cast<double>(target));
      sum += each;
    }
    CHECK(sum == target);
  }
}

TEST_CASE("women who moved count in reported K4 as far as their puskesmas counts them") {
  Parameters p = births();
  p.network.moving[0] = .3;
  p.pregnancy.odds_moved = 1;
  const double counted = GENERATE(0.0, .5, 1.0);
  p.programme.in_migrants_counted = counted;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  REQUIRE(total(w, "k4_true") > 1000);
  CHECK(plausible(total(w, "k4_reported"), total(w, "k4_true"), 1 - .3 * (1 - counted)));
  CHECK(plausible(total(w, "k1_reported"), total(w, "k1"), 1 - .3 * (1 - counted)));
  if (counted == 1) {
    CHECK(total(w, "k4_reported") == total(w, "k4_true"));
    CHECK(total(w, "k1_reported") == total(w, "k1"));
  }
}

TEST_CASE("women are insured at their district's coverage, and every contact costs its money") {
  const Parameters p = births();
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  CHECK(plausible(total(w, "insured"), total(w, "births"), .5));
  CHECK(total(w, "contacts") > 1000);
  CHECK(total(w, "outreach_spent") == total(w, "contacts") * p.programme.contact_cost.rupiah);
}

TEST_CASE("a verified cash condition raises the odds of contacts of the women in the cash transfer alone") {
  Parameters p = births();
  p.network.cash_households[0] = 100'000;  // more than there are people: every woman
  Parameters arm = p;
  arm.programme.odds_cash = 4;
  arm.programme.verified = GENERATE(0.0, .5, 1.0);
  arm.programme.companion_active = 1;
  const Model m(p, arm);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const double k1 = p.pregnancy.k1, more = 4 * k1 / (1 - k1 + 4 * k1);
  CHECK(plausible(total(w, "k1"), total(w, "births"),
                  arm.programme.verified * more + (1 - arm.programme.verified) * k1));
}
