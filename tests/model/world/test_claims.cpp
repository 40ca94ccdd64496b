#include <catch2/catch.hpp>

#include "model/world/claims.hpp"

using namespace darah;

TEST_CASE("claims that do not hold are problems, in the order in which they were made") {
  Claims claim;
  claim(true, "a", "holds");
  CHECK(claim.problems().empty());
  claim(false, "b", "does not hold");
  claim(false, "a", "nor does this");
  REQUIRE(claim.problems().size() == 2);
  CHECK(claim.problems()[0].key == "b");
  CHECK(claim.problems()[0].message == "does not hold");
  CHECK(claim.problems()[1].key == "a");
}

TEST_CASE("the total of no values is nothing") {
  CHECK(total_of({}) == 0);
  CHECK(total_of({.5, .25, 2}) == 2.75);
}
