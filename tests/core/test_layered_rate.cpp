#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/layered_rate.hpp"

using namespace darah;

namespace {

/// The points, by layer and number, that a rate keeps of `n` in each of its layers.
std::set<std::pair<std::uint32_t, std::uint32_t>> kept(const LayeredRate& rate, double season,
                                                       std::uint32_t n) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> points;
  for (std::uint32_t layer = 0; layer < rate.layers(season); ++layer) {
    for (std::uint32_t i = 0; i < n; ++i) {
      Draws g({7, 0}, Name::pack({1, 2, layer, i, 0}), Purpose{3});
      if (rate.keeps(uniform01(g), layer, season)) points.emplace(layer, i);
    }
  }
  return points;
}

}  // namespace

TEST_CASE("an arm at the base's rate keeps every point of one layer and none of another") {
  const LayeredRate rate(0.7, 0.7);
  CHECK(rate.layers() == 1);
  CHECK(kept(rate, 1, 1000).size() == 1000);
  CHECK(rate.keeps(0.9999999, 0));
  CHECK_FALSE(rate.keeps(0, 1));
}

TEST_CASE("kept points have the arm's rate, and a smaller rate's are among a larger one's") {
  constexpr std::uint32_t n = 20000;
  std::set<std::pair<std::uint32_t, std::uint32_t>> smaller;
  for (const double factor : {0.3, 0.8, 1.0, 1.7, 2.0, 3.4}) {
    const LayeredRate rate(5, 5 * factor);
    CHECK(rate.base() == 5);
    CHECK(rate.rate() == Approx(5 * factor));
    const auto points = kept(rate, 1, n);
    // Four standard deviations of a binomial; exact where the factor is whole.
    const double part = factor - std::floor(factor);
    CHECK(static_cast<double>(points.size()) ==
          Approx(factor * n).margin(1e-9 + 4 * std::sqrt(n * part * (1 - part))));
    CHECK(std::includes(points.begin(), points.end(), smaller.begin(), smaller.end()));
    smaller = points;
  }
}

TEST_CASE("a season multiplies the arm's factor") {
  const LayeredRate rate(2, 2);
  CHECK(rate.layers(1.5) == 2);
  CHECK(kept(rate, 1.5, 1000).size() > 1400);
  CHECK(kept(rate, 0.5, 1000).size() < 600);
  CHECK(kept(rate, 0, 1000).empty());
}

TEST_CASE("a base without points gives way to the arm's own rate, none at all needs no layer") {
  CHECK(LayeredRate(0, 3).base() == 3);
  CHECK(LayeredRate(0, 3).layers() == 1);
  CHECK(LayeredRate(3, 0).layers() == 0);
  CHECK(LayeredRate(0, 0).layers() == 0);
  CHECK(LayeredRate(1e-9, 2e-9).layers() == 0);
  CHECK(LayeredRate(3, 18).layers() == 6);
  CHECK(LayeredRate(3, 19).base() == 19);
  CHECK(LayeredRate(3, 19).layers() == 1);
}

TEST_CASE(
    "a layer of an entity's rate is found again by its number, all first layers before all second ones") {
  using PearsId = Id<struct PearTag>;
  constexpr std::size_t pears = 3;
  std::set<std::uint32_t> numbers;
  for (const std::uint32_t layer : {0U, 1U, 5U}) {
    for (std::uint32_t i = 0; i < pears; ++i) {
      const std::uint32_t number = LayerOf{layer, PearsId{i}}.pack(pears);
      const auto again = LayerOf<PearsId>::unpack(number, pears);
      CHECK(again.layer == layer);
      CHECK(again.of == PearsId{i});
      CHECK(number / pears == layer);
      numbers.insert(number);
    }
  }
  CHECK(numbers.size() == 3 * pears);
}
