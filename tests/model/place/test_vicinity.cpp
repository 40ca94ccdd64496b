#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "model/place/network.hpp"
#include "model/place/vicinity.hpp"

using namespace darah;

namespace {

/// So many facilities within some degrees of a latitude, each third where another stands.
NetworkParameters scattered(std::uint32_t places, double latitude, double degrees) {
  NetworkParameters n;
  n.detour = 1.4;
  std::mt19937_64 engine(places);
  std::uniform_real_distribution<double> off(-degrees, degrees);
  for (std::uint32_t i = 0; i < places; ++i) {
    const bool beside = i % 3 == 2;
    n.latitude.push_back(beside ? n.latitude[FacilityId{i / 2}]
                                : std::clamp(latitude + off(engine), -90.0, 90.0));
    n.longitude.push_back(beside ? n.longitude[FacilityId{i / 2}]
                                 : std::clamp(106 + off(engine), -180.0, 180.0));
  }
  return n;
}

std::vector<FacilityId> all_of(const NetworkParameters& n) {
  std::vector<FacilityId> all;
  for (std::uint32_t i = 0; i < n.latitude.size(); ++i) all.push_back(FacilityId{i});
  return all;
}

/// Every road measured and sorted.
std::vector<FacilityId> by_all_roads(const NetworkParameters& n, FacilityId from,
                                     const std::vector<FacilityId>& among, double reach, std::size_t most) {
  std::vector<std::pair<double, std::size_t>> roads;
  for (std::size_t i = 0; i < among.size(); ++i) roads.emplace_back(road_km(n, from, among[i]), i);
  std::sort(roads.begin(), roads.end());
  std::vector<FacilityId> nearest;
  for (const auto& [road, i] : roads) {
    if (road <= reach && nearest.size() < most) nearest.push_back(among[i]);
  }
  return nearest;
}

}  // namespace

TEST_CASE("the nearest facilities are those that all roads measured and sorted give") {
  const double latitude = GENERATE(-6.0, 55.0, 89.0), degrees = GENERATE(.2, 4.0, 120.0);
  const NetworkParameters n = scattered(150, latitude, degrees);
  std::vector<FacilityId> among = all_of(n);
  std::shuffle(among.begin(), among.end(), std::mt19937_64(1));
  const std::vector<FacilityId> from = all_of(n);
  const double reach = GENERATE(0.0, 20.0, 300.0, 40000.0);
  const std::size_t most = GENERATE(0, 1, 8, 1000);
  const auto nearest = nearest_facilities(n, from, among, reach, most);
  REQUIRE(nearest.size() == from.size());
  for (std::size_t i = 0; i < from.size(); ++i)
    CHECK(nearest[i] == by_all_roads(n, from[i], among, reach, most));
}

TEST_CASE("a facility at the very end of the reach is found, and not beyond") {
  NetworkParameters n = scattered(2, -6, 1);
  const std::vector<FacilityId> all = all_of(n);
  const double road = road_km(n, all[0], all[1]);
  CHECK(nearest_facilities(n, all, all, road, 2).front() == all);
  CHECK(nearest_facilities(n, all, all, std::nextafter(road, 0.0), 2).front() == std::vector{all[0]});
}
