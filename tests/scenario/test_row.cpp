#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string_view>
#include <vector>

#include "scenario/design_entry.hpp"
#include "scenario/row.hpp"
#include "stands_alone.hpp"

using namespace darah;
using darah::testing::leans;

TEST_CASE(
    "the help of every key of a scenario, a figure and a design stands alone, and no two say the same") {
  Settings settings;
  FigureEntry figure;
  DesignEntry design;
  FactorEntry factor;
  CorrelationEntry correlation;
  const auto of_scenario = rows_of(settings), of_figure = rows_of(figure);
  const auto of_design = rows_of(design), of_factor = rows_of(factor), of_correlation = rows_of(correlation);
  for (const auto& file : {std::vector{of_scenario, of_figure}, {of_design, of_factor, of_correlation}}) {
    std::set<std::string_view> helps;
    for (const auto& rows : file) {
      REQUIRE_FALSE(rows.empty());
      for (const Row& row : rows) {
        INFO(row.key << ": " << row.help);
        CHECK(leans(row.help).empty());
        CHECK(helps.insert(row.help).second);
      }
    }
  }
}

TEST_CASE("a row knows its names in braces, and its key with elements in their place") {
  Settings settings;
  const auto rows = rows_of(settings);
  const auto row_of = [&](std::string_view key) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.key == key; });
    REQUIRE(found != rows.end());
    return *found;
  };
  const Row extent = row_of("agreement.{district}.extent.{mechanism}");
  CHECK(extent.dimensions() == std::vector<std::string_view>{"district", "mechanism"});
  CHECK(extent.key_of(std::vector<std::string_view>{"cilegon", "courier"}) ==
        "agreement.cilegon.extent.courier");
  CHECK(extent.key_of("*") == "agreement.*.extent.*");
  CHECK(extent.varies());
  CHECK(row_of("district.{district}.births").column("district") == "births");
  CHECK(extent.column("district").empty());
  const Row seed = row_of("run.seed");
  CHECK_FALSE(seed.varies());
  CHECK(seed.kind() == Kind::integer);
  seed.store(std::int64_t{7}, 0);
  CHECK(settings.heading.seed == 7);
  CHECK(std::get<std::int64_t>(seed.load(0)) == 7);
}

TEST_CASE("a key that nobody knows is told as the nearest of each row") {
  Settings settings;
  const auto rows = rows_of(settings);
  const auto keys = keys_like("emergency.pph.lethalty", rows);
  REQUIRE(keys.size() == rows.size());
  CHECK(std::find(keys.begin(), keys.end(), "emergency.pph.lethality") != keys.end());
  CHECK(segments("a.b-c.{d}") == std::vector<std::string_view>{"a", "b-c", "{d}"});
}
