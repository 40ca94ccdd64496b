#include <catch2/catch.hpp>
#include <type_traits>

#include "model/world/world.hpp"

using namespace darah;

TEST_CASE("a world gives every With, and a With those of fewer components alone") {
  using Both = With<Donor, Kept>;
  STATIC_REQUIRE(std::is_constructible_v<Both, World&>);
  STATIC_REQUIRE(std::is_constructible_v<With<Donor>, Both&>);
  STATIC_REQUIRE(std::is_constructible_v<With<Donor>, const Both&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Both, With<Donor>&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<With<Hospital>, Both&>);
  STATIC_REQUIRE(std::is_convertible_v<Both, Services>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Both, Services&>);
}

TEST_CASE("a component that may only be looked at is not given to be changed") {
  STATIC_REQUIRE(std::is_constructible_v<With<const Donor>, World&>);
  STATIC_REQUIRE(std::is_constructible_v<With<const Donor>, With<Donor>&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<With<Donor>, With<const Donor>&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<With<Donor>, const World&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Services, const World&>);
}
