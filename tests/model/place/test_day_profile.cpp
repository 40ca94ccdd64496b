#include <catch2/catch.hpp>

#include "model/place/day_profile.hpp"

using namespace darah;

TEST_CASE("a day's profile: mass accumulates as its shares say") {
  const DayProfile profile({hours(8), hours(14), hours(20), days(1)}, {0.1, 0.55, 0.25, 0.1});
  CHECK(profile.after(Time{}, 0.1) == Time{} + hours(8));
  CHECK(profile.after(Time{}, 0.65) == Time{} + hours(14));
  CHECK((profile.after(Time{} + hours(11), 1) - (Time{} + hours(35))).us == Approx(0).margin(2));
  CHECK((profile.after(Time{} + hours(14), 10.25) - (Time{} + days(10) + hours(20))).us ==
        Approx(0).margin(2));
  const DayProfile open(hours(8), hours(20));
  CHECK(open.after(Time{} + hours(2), 0) == Time{} + hours(8));
  CHECK((open.after(Time{} + hours(23), 0.5) - (Time{} + hours(38))).us == Approx(0).margin(2));
}
