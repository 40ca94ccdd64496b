#include <catch2/catch.hpp>
#include <set>

#include "model/care/way_draws.hpp"

using namespace darah;

TEST_CASE("each of the way's draws has a number of its own, in the way's block") {
  const std::set<Purpose> all{way_draws::way,  way_draws::vehicle, way_draws::trip,
                              way_draws::call, way_draws::refusal, way_draws::primary_care,
                              way_draws::desk, way_draws::opening, way_draws::team_in_primary};
  CHECK(all.size() == 9);
  for (const Purpose draw : all) CHECK(static_cast<std::uint32_t>(draw) >> 8 == 0x08);
}
