#include <algorithm>
#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

#include "core/measure.hpp"

namespace {

using namespace darah;

constexpr Measure measures[] = {
    {"visits", "1", {"site", "hour", ""}, "visits"},
    {"total", "1", {}, "a single sum"},
    {"cubes", "1", {"site", "hour", "site"}, "three dimensions"},
    {"most", "1", {"hour", "site", "site", "hour"}, "four dimensions"},
};
constexpr std::size_t sites = 3, hours_of_day = 2;

Tally laid_out() {
  Tally tally;
  tally.lay_out(measures,
                [](std::string_view dimension) { return dimension == "site" ? sites : hours_of_day; });
  return tally;
}

TEST_CASE("a tally holds each measure's dimensions, slowest first, in one block") {
  Tally tally = laid_out();
  REQUIRE(tally.measures() == 4);
  CHECK(tally.values(0).size() == sites * hours_of_day);
  CHECK(tally.values(1).size() == 1);
  CHECK(tally.values(2).size() == sites * hours_of_day * sites);
  CHECK(tally.values(3).size() == hours_of_day * sites * sites * hours_of_day);
  CHECK(tally.all().size() == 6 + 1 + 18 + 36);
  CHECK(std::all_of(tally.all().begin(), tally.all().end(), [](auto v) { return v == 0; }));

  tally.add(0, 5, 2, 1);
  CHECK(tally.values(0)[2 * hours_of_day + 1] == 5);
  tally.add(2, 7, 1, 0, 2);
  CHECK(tally.values(2)[(1 * hours_of_day + 0) * sites + 2] == 7);
  tally.add(3, 9, 1, 0, 2, 1);
  CHECK(tally.values(3)[((1 * sites + 0) * sites + 2) * hours_of_day + 1] == 9);
  CHECK(tally.get(3, 1, 0, 2, 1) == 9);
}

TEST_CASE("every element has a place of its own") {
  Tally tally = laid_out();
  std::int64_t next = 0;
  tally.add(1, ++next);
  for (std::size_t i = 0; i < sites; ++i) {
    for (std::size_t j = 0; j < hours_of_day; ++j) {
      tally.add(0, ++next, i, j);
      for (std::size_t k = 0; k < sites; ++k) {
        tally.add(2, ++next, i, j, k);
        for (std::size_t l = 0; l < hours_of_day; ++l) tally.add(3, ++next, j, i, k, l);
      }
    }
  }
  std::vector<std::int64_t> values(tally.all().begin(), tally.all().end());
  std::sort(values.begin(), values.end());
  for (std::size_t v = 0; v < values.size(); ++v) CHECK(values[v] == static_cast<std::int64_t>(v + 1));
}

TEST_CASE("sums add up and copies are apart") {
  Tally tally = laid_out();
  tally.add(1, 40);
  Tally copy = tally;
  copy.add(1, -38);
  CHECK(tally.get(1) == 40);
  CHECK(copy.get(1) == 2);
}

#if DARAH_CHECKED
TEST_CASE("an index beyond its dimension is an error") {
  Tally tally = laid_out();
  CHECK_THROWS_AS(tally.add(0, 1, sites), CheckFailure);
  CHECK_THROWS_AS(tally.add(0, 1, 0, hours_of_day), CheckFailure);
  CHECK_THROWS_AS(tally.add(1, 1, 0, 0, 1), CheckFailure);
  CHECK_THROWS_AS(tally.add(3, 1, 0, 0, 0, hours_of_day), CheckFailure);
}
#endif

}  // namespace
