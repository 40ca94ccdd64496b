#include <catch2/catch.hpp>

#include "print/text_table.hpp"

using namespace darah;

namespace {

TextTable table() {
  TextTable table({{"", "", "name", Align::left},
                   {"Long title of it", "a", "b"},
                   {"Effect", "deaths", "a year"},
                   {"Effect", "", "min"}});
  table.add({"lebak", "1", "-1.2 ± 10.3 ~", "-"});
  table.add({"b", "none", "+12.2 ± 0.3  ", "same"});
  return table;
}

}  // namespace

TEST_CASE("a table aligns numbers, intervals at their sign, under titles of groups") {
  std::string text;
  table().write(text, 80);
  CHECK(text ==
        "       Long title of it  Effect\n"
        "                      a          deaths\n"
        "name                  b          a year   min\n"
        "lebak                 1   -1.2 ± 10.3 ~     -\n"
        "b                  none  +12.2 ±  0.3    same\n");
}

TEST_CASE("groups that do not fit follow beneath, names repeated") {
  std::string text;
  table().write(text, 40);
  CHECK(text ==
        "       Long title of it\n"
        "                      a\n"
        "name                  b\n"
        "lebak                 1\n"
        "b                  none\n"
        "\n"
        "       Effect\n"
        "               deaths\n"
        "name           a year   min\n"
        "lebak   -1.2 ± 10.3 ~     -\n"
        "b      +12.2 ±  0.3    same\n");
  std::string narrowest;
  table().write(narrowest, 0);
  CHECK(narrowest == text);
}

TEST_CASE("means before a sign line up too where the column says so") {
  TextTable signs({{"", "", "", Align::left}, {"", "", "difference", Align::at_sign}, {"", "", "p"}},
                  TableHeading::line);
  signs.add({"a", "-1.2 ± 10.3 ~", "1"});
  signs.add({"b", "same", "0.25"});
  signs.add({"c", "+12.2 ± 0.3 at 99%", ""});
  std::string text;
  signs.write(text);
  CHECK(text ==
        "   difference              p\n"
        "a   -1.2 ± 10.3 ~          1\n"
        "b   same                0.25\n"
        "c  +12.2 ±  0.3 at 99%\n");
}

TEST_CASE("sections have headings of their own and common columns, a wide title has its own line") {
  TextTable sections({{"", "", "", Align::left}, {"", "", "units"}, {"arm", "", "arm"}}, TableHeading::line);
  sections.add_section("donors");
  sections.add({"lebak", "1,000", "2"});
  sections.add_section("a title that is wide");
  sections.add({"b", "3", "4"});
  std::string text;
  sections.write(text, 14);
  const std::string panel =
      "donors\n"
      "       units  arm\n"
      "lebak  1,000    2\n"
      "\n"
      "a title that is wide\n"
      "       units  arm\n"
      "b          3    4\n";
  CHECK(text == panel);
}

TEST_CASE("cells have several lines, text stands between rows, an empty column indents or goes") {
  TextTable list({{"", "", "", Align::left},
                  {"", "", "", Align::left},
                  {"", "", "", Align::left},
                  {"", "", "", Align::left, 4}},
                 TableHeading::none);
  list.add({"", "one", "", "a\nb"});
  list.add_text("-- so far --\n");
  list.add({"", "twelve", "", "c"});
  std::string text;
  list.write(text);
  CHECK(text ==
        "  one     a\n"
        "          b\n"
        "-- so far --\n"
        "  twelve  c\n");
  CHECK(list.width() == 14);
  std::string nothing;
  TextTable({{"", "", "name"}}).write(nothing);
  CHECK(nothing.empty());
}
