#include <catch2/catch.hpp>

#include "model/mother_world.hpp"
#include "model/world/count.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("what happens counts in its month, within the window alone") {
  Parameters p = exact_parameters(1, 0, 59);
  p.calendar.warm_up = days(10);
  const Model m(p);
  World w(m, {1, 0});
  const auto trip = [&](Time at) {
    count<Transport>(w, m, at, Transport::Measured::public_trips, 1, DistrictId{0});
  };
  trip(m.start - microseconds(1));
  trip(m.end);
  CHECK(total(w, "public_trips") == 0);
  trip(m.start);
  trip(m.start + days(31) - microseconds(1));
  trip(m.start + days(31));
  CHECK(values(w, "public_trips") == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("integrals over the window take no time before it nor after it") {
  Parameters p = exact_parameters(1, 0, 59);
  p.calendar.warm_up = days(10);
  const Model m(p);
  CHECK(window_ticks(m, Time{}) == static_cast<std::uint64_t>(days(10).us));
  CHECK(window_ticks(m, Time{} + days(12)) == static_cast<std::uint64_t>(days(12).us));
  CHECK(window_ticks(m, Time{} + days(100)) == static_cast<std::uint64_t>(days(69).us));
}
