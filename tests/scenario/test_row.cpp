#include <catch2/catch.hpp>

#include "scenario/row.hpp"
#include "stands_alone.hpp"

using namespace darah;
using darah::testing::leans;

TEST_CASE("the help of every key of a scenario and of a figure stands alone") {
  Settings settings;
  FigureEntry figure;
  for (const auto& rows : {rows_of(settings), rows_of(figure)}) {
    REQUIRE_FALSE(rows.empty());
    for (const Row& row : rows) {
      INFO(row.key << ": " << row.help);
      CHECK(leans(row.help).empty());
    }
  }
}
