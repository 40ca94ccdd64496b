#include <catch2/catch.hpp>

#include "model/world/duration_bins.hpp"

using namespace darah;

TEST_CASE("a duration falls into the bin whose lower edge it has reached, the last one without end") {
  CHECK(duration_bin(minutes(-1)) == 0);
  CHECK(duration_bin({}) == 0);
  CHECK(duration_bin(minutes(5) - microseconds(1)) == 0);
  CHECK(duration_bin(minutes(5)) == 1);
  CHECK(duration_bin(minutes(44)) == 5);
  CHECK(duration_bin(minutes(45)) == 6);
  CHECK(duration_bin(days(8) - microseconds(1)) == duration_edges_min.size() - 2);
  CHECK(duration_bin(days(8)) == duration_edges_min.size() - 1);
  CHECK(duration_bin(days(800)) == duration_edges_min.size() - 1);
}
