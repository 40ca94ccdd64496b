#include <catch2/catch.hpp>

#include "model/mother/odds.hpp"

using namespace darah;

TEST_CASE("odds are of a chance to its opposite, and lead back to it") {
  CHECK(odds(.2) == Approx(1.0 / 4));
  CHECK(odds(.5) == 1);
  CHECK(odds(0) == 0);
  CHECK(chance(3) == .75);
  for (const double p : {0.0, .01, .3, .97}) CHECK(chance(odds(p)) == Approx(p));
}
