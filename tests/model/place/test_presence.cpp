#include <catch2/catch.hpp>

#include "model/place/presence.hpp"

using namespace darah;

TEST_CASE("the integral of who is there is exact, in whatever order comings and goings are told") {
  Presence donors;
  donors.enter(5);
  donors.leave(9);  // of the one of instant 2, who is told of later
  donors.enter(2);
  CHECK(donors.count() == 1);
  CHECK(donors.close(10) == (9 - 2) + (10 - 5));
  donors.leave(11);
  CHECK(donors.count() == 0);
  CHECK(donors.close(20) == 11 - 10);
  CHECK(donors.close(30) == 0);
}
