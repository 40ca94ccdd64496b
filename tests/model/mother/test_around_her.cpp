#include <catch2/catch.hpp>
#include <type_traits>

#include "model/mother/around_her.hpp"
#include "model/world/world.hpp"

using namespace darah;

TEST_CASE("a world gives all whom her way leads to, and they give each of themselves") {
  STATIC_REQUIRE(std::is_constructible_v<AroundHer, World&>);
  STATIC_REQUIRE(std::is_constructible_v<With<Transport, Hospital, MotherBlood>, AroundHer&>);
  STATIC_REQUIRE(std::is_constructible_v<With<Kept, Demand>, AroundHer&>);
  STATIC_REQUIRE(std::is_convertible_v<AroundHer, Services>);
}

TEST_CASE("her way does not reach donors' own lives") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<With<Donor>, AroundHer&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<With<Donor, Kept>, AroundHer&>);
}
