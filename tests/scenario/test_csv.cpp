#include <catch2/catch.hpp>

#include "scenario/csv.hpp"

namespace darah {
namespace {

TEST_CASE("Cells know their text and place") {
  Messages messages;
  const auto table =
      read_csv("# a comment, with \"quotes\n\nid,name [km] (S), \"b c\" \n\"x\",\"a\n\"\"b\"\"\" , é,\n",
               "t.csv", messages);
  REQUIRE(table);
  REQUIRE(table->columns.size() == 3);
  CHECK(table->columns[1].name == "name");
  CHECK(table->columns[1].unit == "km");
  CHECK(table->columns[2].name == "b c");
  CHECK(table->columns[2].at == Position{"t.csv", 3, 19});
  REQUIRE(table->rows.size() == 1);
  REQUIRE(messages.size() == 1);
  CHECK(to_text(messages.sorted()[0]) ==
        "t.csv:4:1: 4 cells, the header has 3; quote cells that hold a comma");
}

TEST_CASE("Quoted cells keep commas, quotes and line ends; columns count characters") {
  Messages messages;
  const auto table = read_csv("id,a,b\r\nx,\"é,\n\"\"q\"\"\",  z \r\n", "t.csv", messages);
  REQUIRE(table);
  CHECK(messages.empty());
  CHECK(table->rows[0][1].text == "é,\n\"q\"");
  CHECK(table->rows[0][2].text == "z");
  CHECK(table->rows[0][2].at == Position{"t.csv", 3, 10});
}

}  // namespace
}  // namespace darah
