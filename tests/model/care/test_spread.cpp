#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/care/spread.hpp"
#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("where times are exponential their median stays") {
  Parameters p = exact_parameters();
  p.way.spread.index = index_of(Spread::exponential);
  p.way.decision = minutes(45);
  const Model m(p);
  World w = world_at(m, noon);
  std::vector<CaseId> slots;
  for (int i = 0; i < 2000; ++i) slots.push_back(fall_ill(w, m, {.place = Place::home}));
  w.run_until(m, noon + days(10));
  std::int64_t longer = 0;
  double mean = 0;
  for (const CaseId slot : slots) {
    const Duration d = w.emergency.of(slot).steps().spent()[Step::decide];
    longer += d > minutes(45);
    mean += d / minutes(45) / 2000;
  }
  CHECK(plausible(longer, 2000, .5));
  CHECK(std::abs(mean * std::log(2.0) - 1) < 3.29 / std::sqrt(2000));
}

TEST_CASE("a lognormal time without spread is its median, an exponential one does not ask for its sigma") {
  Parameters p = exact_parameters();
  const Name woman = root_name(Root::woman, 3601, 0, 1);
  const auto drawn = [&](double sigma) {
    const Model m(p);
    Draws g({1, 0}, woman, purpose(0xff, 1));
    return spread(g, m, minutes(45), sigma);
  };
  CHECK(drawn(0) == minutes(45));
  CHECK(drawn(.5) != minutes(45));
  p.way.spread.index = index_of(Spread::exponential);
  CHECK(drawn(0) == drawn(.5));
  CHECK(drawn(0) != minutes(45));
}
