#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenario/toml.hpp"

using namespace darah;
using Catch::Contains;
using Catch::Equals;
using Form = Raw::Form;

namespace {

std::vector<std::string> keys_of(const std::vector<Leaf>& leaves) {
  std::vector<std::string> keys;
  for (const Leaf& leaf : leaves) keys.push_back(leaf.key);
  return keys;
}

}  // namespace

TEST_CASE("A leaf has its whole path, however it was spread, and its place, in the order of the file") {
  const Document document = read_toml("b = 1\n[x]\ny.z = 2\n[x.\"a.*\"]\nw = 3\n", "f");
  CHECK(keys_of(document.leaves) == std::vector<std::string>{"b", "x.y.z", "x.a.*.w"});
  CHECK(document.leaves[1].at == Position{"f", 3, 3});
  CHECK(document.leaves[2].raw.at == Position{"f", 5, 5});
}

TEST_CASE("A value keeps its form and its text") {
  const auto raw = [](const std::string& value) { return read_toml("k = " + value, "f").leaves.at(0).raw; };
  CHECK(raw("\"35 d\"").form == Form::text);
  CHECK(raw("\"35 d\"").text == "35 d");
  CHECK(raw("1_000").form == Form::integer);
  CHECK(raw("1_000").text == "1000");
  CHECK(raw("0.10").form == Form::real);
  CHECK(raw("0.10").text == "0.1");
  CHECK(raw("true").form == Form::flag);
  CHECK(raw("2018-01-01").form == Form::date);
  CHECK(raw("2018-01-01").text == "2018-01-01");
  CHECK(raw("10:30:00").form == Form::other);
  CHECK(raw("{}").form == Form::table);
}

TEST_CASE("A list keeps its items as they are written, one that holds lists has none") {
  const auto list = read_toml("k = [\"a\", \"b c\"]", "f").leaves.at(0).raw;
  CHECK(list.form == Form::list);
  CHECK(list.items == std::vector<std::string>{"a", "b c"});
  CHECK(list.text == "[a, b c]");
  const auto numbers = read_toml("k = [0.1, 2]", "f").leaves.at(0).raw;
  CHECK(numbers.form == Form::other);
  CHECK(numbers.items == std::vector<std::string>{"0.1", "2"});
  CHECK(read_toml("k = [[1], 2]", "f").leaves.at(0).raw.items.empty());
}

TEST_CASE("Tables of the names asked for stand apart, each with its place") {
  constexpr std::array<std::string_view, 2> names = {"arm", "factor"};
  const Document document = read_toml("a = 1\n[[arm]]\nname = \"x\"\nset.k = 2\n[[arm]]\n", "f", names);
  CHECK(keys_of(document.leaves) == std::vector<std::string>{"a"});
  const Entries& arms = document.tables.at("arm");
  REQUIRE(arms.all.size() == 2);
  CHECK(arms.all[0].at == Position{"f", 2, 1});
  CHECK(keys_of(arms.all[0].leaves) == std::vector<std::string>{"name", "set.k"});
  CHECK(arms.all[1].leaves.empty());
  CHECK_FALSE(document.tables.at("factor").key.has_value());
  const Document none = read_toml("arm = 3\n", "f", names);  // named, but no table
  CHECK(none.tables.at("arm").all.empty());
  CHECK(none.tables.at("arm").key.has_value());
  CHECK(none.leaves.empty());
}

TEST_CASE("What is no TOML is refused with its place, and a line without end before it is read") {
  try {
    read_toml("a = 1\nb 2\n", "f");
    FAIL("was read");
  } catch (const ScenarioError& error) {
    CHECK(error.messages().at(0).line == 2);
  }
  CHECK_THROWS_AS(read_toml("[.a]\n", "f"), ScenarioError);
  CHECK_THROWS_WITH(read_toml("a = 1\n" + std::string(10'001, 'b'), "f"),
                    Contains("f:2:1: a line of more than 10000 bytes"));
}

TEST_CASE("A setting is a key and a value, in TOML or as it stands") {
  CHECK(read_setting("run.seed=7")->raw.form == Form::integer);
  const auto bare = read_setting("run.horizon=35 d");
  CHECK(bare->key == "run.horizon");
  CHECK(bare->raw.form == Form::bare);
  CHECK(bare->raw.text == "35 d");
  CHECK(bare->at.file == "--set");
  CHECK(read_setting("a=b=c")->raw.text == "b=c");
  CHECK(read_setting("a=1\nb=2")->raw.form == Form::bare);  // no second key slips in
  CHECK_FALSE(read_setting("run.seed").has_value());
  CHECK_FALSE(read_setting("=7").has_value());
}

TEST_CASE("A character that nobody sees is named where it stands, as in tables") {
  const auto complaint = [](const std::string& text) -> std::string {
    try {
      read_toml(text, "f");
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return {};
  };
  const std::string no_break = "\xC2\xA0", told = "a no-break space (U+00A0); type a blank, or leave it out";
  CHECK_THAT(complaint("a = 1\nb =" + no_break + "4\n"), Contains("f:2:4: " + told));
  CHECK_THAT(complaint("a = 1\nh\xC3\xA9" + no_break + "b = 4\n"),
             Contains("f:2:2: \xC3\xA9 outside of quotes; texts stand in quotes"));
  using Text = std::pair<std::string, std::string>;  // what stands before such a character, and what after it
  for (const auto& [before, after] :
       {Text{"\"x", "\""}, Text{"\"\\\"", "\""}, Text{"\"\"\"x\n\"", "\"\"\""}, Text{"'\\", "'"},
        Text{"'''x\n'", "'''"}, Text{"\"\" # ", ""}, Text{"\"\"\"\"\"\" # \"", ""}, Text{"4 # '", ""}}) {
    CHECK_THAT(complaint("a = " + before + no_break + after + "\nb = 1\n"), Equals(""));
    CHECK_THAT(complaint("a = " + before + no_break + after + "\n\xC3\xA9 = 1\n"),
               Contains(":1: \xC3\xA9 outside"));
  }
  CHECK_THAT(complaint("\xEF\xBB\xBF" + no_break + "b = 4\n"), Contains("f:1:1: " + told));
  CHECK_THAT(complaint("b = 4\xE2\x80\x8B\n"), Contains("f:1:6: a zero-width space (U+200B)"));
  CHECK_THAT(complaint("# \xC3\xA9\rb = 4\rc = 5\r"),
             Contains("f:1:4: a line that ends with CR alone (U+000D)"));
  CHECK_THAT(complaint("a = 1\n[x]\rb = 4\n"), Contains("f:2:4: a line that ends with CR alone"));
  CHECK_THAT(complaint(std::string("a = 1\nb\0 = 4\n", 13)), Contains("f:2:2: a NUL byte"));
  CHECK_THAT(complaint("a = \"x" + no_break + "y\" # " + no_break + "\r\n"), Equals(""));
}

TEST_CASE("A place is found again in its text: by lines that end in any way, and by characters") {
  const std::string text = "\xEF\xBB\xBF\u00E9 = 1\r\nb = 2\rc = 3\nd = 4";
  CHECK(text.substr(byte_at(text, {"f", 1, 3})).starts_with("= 1"));
  CHECK(text.substr(byte_at(text, {"f", 2, 1})).starts_with("b = 2"));
  CHECK(text.substr(byte_at(text, {"f", 3, 5})).starts_with("3\n"));
  CHECK(text.substr(byte_at(text, {"f", 4, 1})) == "d = 4");
  CHECK(byte_at(text, {"f", 9, 9}) == text.size());
}

TEST_CASE("What people write in place of TOML is told with what to write") {
  const auto says = [](const std::string& text) {
    try {
      read_toml(text, "f");
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  for (const char* open : {"a = \"x\nb = 1\n", "a = \"x", "a = 'x\nb = 1\n", "a = \"\"\"x\n"})
    CHECK_THAT(says(open), Contains("close the text with the quote that opens it"));
  CHECK_THAT(says("a = 0,5\n"), Contains("f:1:6: ") && Contains("write a decimal point: 0.5"));
  CHECK_THAT(says("b = 1\nset = { \"a\" = 12,25, \"b\" = 2 }\n"), Contains("write a decimal point: 12.25"));
  CHECK_THAT(says("t = { a = 0,5 }\n"), Contains("write a decimal point: 0.5"));
  CHECK_THAT(says("a = \"0,5\" \"y\"\n"), !Contains("decimal"));
  CHECK_THAT(says("a = 90 d\n"), Contains("stands in quotes, such as \"90 d\""));
  CHECK_THAT(says("a = abc\n"), Contains("a text stands in quotes"));
}
