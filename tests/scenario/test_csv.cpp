#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "scenario/csv.hpp"

namespace darah {
namespace {

TEST_CASE("Cells know their text and place") {
  Messages messages;
  const auto table =
      read_csv("# a comment, with \"quotes\n\nid,name [km] (S), \"b c\" \n\"x\",\"a\n\"\"b\"\"\" , é,z\n",
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

TEST_CASE("Quoted cells keep commas, quotes and line ends, columns count characters") {
  Messages messages;
  const auto table = read_csv("id,a,b\r\nx,\"é,\n\"\"q\"\"\",  z \r\n", "t.csv", messages);
  REQUIRE(table);
  CHECK(messages.empty());
  CHECK(table->rows[0][1].text == "é,\n\"q\"");
  CHECK(table->rows[0][2].text == "z");
  CHECK(table->rows[0][2].at == Position{"t.csv", 3, 10});
}

/// A table's cells, each row's joined by |; with what was complained of.
std::string read_all(std::string_view text) {
  Messages messages;
  const auto table = read_csv(text, "t.csv", messages);
  std::string all;
  if (table) {
    for (const auto& row : table->rows) {
      for (const Cell& cell : row) all += cell.text + '|';
      all += '\n';
    }
  }
  for (const Message& message : messages.sorted()) all += to_text(message) + '\n';
  return all;
}

TEST_CASE("A table reads the same however a spreadsheet saved it") {
  const std::string plain = read_all("id,a,b\nx,1,2\ny,3,\n");
  CHECK(plain == "x|1|2|\ny|3||\n");
  CHECK(read_all("\xEF\xBB\xBFid,a,b\nx,1,2\ny,3,\n") == plain);
  CHECK(read_all("id;a;b\nx;1;2\ny;3;\n") == plain);
  CHECK(read_all("id\ta\tb\nx\t1\t2\ny\t3\t\n") == plain);
  CHECK(read_all("sep=;\nid;a;b\nx;1;2\ny;3;\n") == plain);
  CHECK(read_all("id,a,b\rx,1,2\ry,3,\r") == plain);
  CHECK(read_all("id,a,b\r\nx,1,2\r\ny,3,\r\n") == plain);
  CHECK(read_all("id,a,b,,\nx,1,2,,\n,,,,\ny,3,,,\n,,,,\n") == plain);
  CHECK(read_all("id,,a,b\nx,,1,2\ny,,3,\n") == plain);
  CHECK(read_all("# a, comment;;\n\"# quoted, as Excel does\",,\nid,a,b\nx,1,2\ny,3,\n") == plain);
  CHECK(read_all("\"id\";\"a\";\"b\"\n\"x\";1;2\ny;3;\n") == plain);
}

TEST_CASE(
    "A table longer or wider than any of a scenario is told by its first line or cell too many, in seconds") {
  std::string rows = "id,a\n", cells = "id";
  for (std::size_t i = 0; i < most_rows; ++i) rows += fmt::format("x{},1\n", i);
  CHECK(read_all(rows + "# a comment\n,,\n").find("more than") == std::string::npos);
  for (std::size_t i = 0; i < 2'000'000; ++i) rows += "y,1\n";
  CHECK(read_all(rows).starts_with(
      "t.csv:100002:1: more than 100000 rows; no table of a scenario is that long"));
  for (std::size_t i = 1; i < most_columns; ++i) cells += ",";
  CHECK(read_all(cells + "\nx\n").find("more than") == std::string::npos);
  cells += std::string(2'000'000, ',');
  CHECK(read_all(cells + "\nx\n").starts_with("t.csv:1:20003: more than 20000 cells in a line"));
}

TEST_CASE("A workbook in place of a table is told as one") {
  for (const char* begin : {"PK\x03\x04\x14", "\xD0\xCF\x11\xE0\xA1"})
    CHECK(read_all(begin) ==
          "t.csv: is a workbook (.xlsx, .ods or .xls), and no CSV; save its sheet as CSV in UTF-8, and "
          "name that file\n");
}

TEST_CASE("What a separator cannot be told by is complained of") {
  CHECK(read_all("id;a\nx;1;2\n").find("3 cells, the header has 2; its cells are separated by semicolons") !=
        std::string::npos);
  CHECK(read_all("id,\nx,1\n").find("a column without a name") != std::string::npos);
  CHECK(read_all("id\xC2\xA0,a\nx,1\n").find("it holds a no-break space (U+00A0)") != std::string::npos);
  CHECK(read_all("id,a\nx\xE2\x80\x8B,1\n").find("it holds a zero-width space (U+200B)") !=
        std::string::npos);
}

}  // namespace
}  // namespace darah
