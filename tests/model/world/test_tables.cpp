#include <catch2/catch.hpp>
#include <set>

#include "model/world/world.hpp"
#include "stands_alone.hpp"

using namespace darah;
using darah::testing::leans;

TEST_CASE("a text that leans on the one above is refused") {
  CHECK(leans("lognormal sigma of the time to leave home").empty());
  CHECK(leans("item of a list").empty());
  CHECK(leans("thatched roofs").empty());
  CHECK(leans("its lognormal sigma") == "opens with \"its\"");
  CHECK(leans("It ends") == "opens with \"it\"");
  CHECK(leans("The same, for platelets") == "opens with \"the same\"");
  CHECK(leans("that quantile of demand") == "opens with \"that\"");
  CHECK(leans("of these, units for others") == "opens with \"of these\"");
  CHECK(leans("... plus these, for a group") == "begins with no word");
  CHECK(leans("") == "begins with no word");
  CHECK(leans("Price of a unit.") == "ends in a period");
}

TEST_CASE("the help of every parameter stands alone, and no two say the same") {
  const Parameters p;
  std::set<std::string_view> helps;
  for_each_table(p, [&](const auto&, const auto& table) {
    for (const auto& row : table) {
      INFO(row.key << ": " << row.help);
      CHECK(leans(row.help).empty());
      CHECK(helps.insert(row.help).second);
    }
  });
  CHECK(helps.size() > 200);
}

TEST_CASE("the long name of every measure stands alone, and no two say the same") {
  std::set<std::string_view> names;
  for (const Measure& measure : measures()) {
    INFO(measure.name << ": " << measure.long_name);
    CHECK(leans(measure.long_name).empty());
    CHECK(names.insert(measure.long_name).second);
  }
  for (const StateLevel& level : state_levels) CHECK(leans(level.long_name).empty());
}
