#include <catch2/catch.hpp>
#include <cmath>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("yearly donations of every blood centre meet its voluntary target") {
  const auto utds = banten();
  const Model m(blood_parameters(utds, 0, 730));
  World w(m, {7, 0});
  w.run_until(m, m.end);
  for (std::size_t u = 0; u < utds.size(); ++u) {
    double sum = 0;
    for (std::size_t month = 0; month < 24; ++month) sum += voluntary(w, m, u, month);
    const double target = 2 * utds[u].donations * (1 - utds[u].replacement_share);
    INFO(utds[u].name);
    CHECK(sum / target == Approx(1).margin(0.02 + 4 / std::sqrt(target)));
  }
}

TEST_CASE("the gamma table has the distribution's quantiles") {
  const GammaTable exponential(1.0);
  for (const double u : {0.0005, 0.1, 0.5, 0.9, 0.9985, 0.99999}) {
    CHECK(exponential(u) == Approx(-std::log1p(-u)).epsilon(0.01));
  }
  const GammaTable table(0.8);
  double mean = 0;
  constexpr int n = 100000;
  for (int i = 0; i < n; ++i) mean += table((i + 0.5) / n) / n;
  CHECK(mean == Approx(0.8).epsilon(0.003));
}

TEST_CASE("drives, hosts and first-timers follow from the donations a blood centre is to have") {
  Parameters p = blood_parameters({{"town", 36500, .2, 0, {300000, 100000}, 1, 0}}, 0, 60);
  p.donor.deferral = .2;
  p.donor.lapse_first = .5;
  p.donor.lapse_later = .25;
  p.donor.drive_share = .75;
  p.donor.drive_yield = 40;
  p.donor.host_revisit = days(90);
  p.donor.donations_a_team = 10'000;
  const Model m(p);
  const DonorPlan& plan = m.donor_plan;
  // 80 voluntary donations a day, 60 of them in the larger district.
  CHECK(plan.turnout == 1);
  CHECK(plan.donations_each == 1 + .5 / .25);
  const DonorPlan::District &larger = plan.districts[DistrictId{0}], &smaller = plan.districts[DistrictId{1}];
  CHECK(larger.first_timers == Approx(60 / (.8 * 3)));
  CHECK(smaller.first_timers == Approx(20 / (.8 * 3)));
  CHECK(larger.returning == Approx(60 * 2 / 3.0));
  CHECK(larger.walk_ins.rate() == Approx(.25 * 60 / (.8 * 3)));
  // 1.125 and .375 drives a day; of 101.25 and 33.75 hosts whole ones are visited, as often as that takes.
  CHECK(larger.hosts == 101);
  CHECK(smaller.hosts == 34);
  CHECK(larger.revisit.as_days() == Approx(101 / 1.125));
  CHECK(smaller.revisit.as_days() == Approx(34 / .375));
  CHECK(plan.teams[UtdId{0}] == 4);  // for 36,500 donations a year
}

TEST_CASE("a walk-in who is ready at any hour waits for his own within opening hours") {
  Parameters p = blood_parameters(one_utd(), 0, 60);
  // Ready at hour r he comes at 8 + r / 2, and after r = 16 on the next day: 8 - 12 / 2 + 24 / 3 hours.
  p.donor.open_from = hours(8);
  p.donor.open_until = hours(20);
  CHECK(Model(p).donor_plan.visit_wait.as_hours() == Approx(10));
  p.donor.open_from = {};
  p.donor.open_until = days(1);
  CHECK(Model(p).donor_plan.visit_wait == Duration{});
}
