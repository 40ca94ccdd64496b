#include <catch2/catch.hpp>

#include "model/blood/donor_names.hpp"

using namespace darah;

TEST_CASE("days before time 0 count backwards, as far as a name can tell") {
  using donor_names::day_of;
  CHECK(day_of(Time{}) == 0);
  CHECK(day_of(Time{} + days(1) - microseconds(1)) == 0);
  CHECK(day_of(Time{} + days(1)) == 1);
  CHECK(day_of(Time{} - microseconds(1)) == -1);
  CHECK(day_of(Time{} - days(1)) == -1);
  CHECK(day_of(Time{} - days(1) - microseconds(1)) == -2);
  CHECK(day_of(Time{} - days(40'000)) == -30'000);
}
