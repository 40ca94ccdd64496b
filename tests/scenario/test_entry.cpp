#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/entry.hpp"

using namespace darah;

namespace {

/// A [[visit]] of tests.
struct Visit {
  std::string of, note;
  std::int64_t count = 0;
  static constexpr auto parameters = std::to_array<Parameter<Visit>>({
      {"visit.of", &Visit::of, "", 0, 0, "", Mark::setting, Scope::world, "who is visited"},
      {"visit.note", &Visit::note, "", 0, 0, "-", Mark::setting, Scope::world, "what was noted"},
      {"visit.count", &Visit::count, "1", 0, 9, "2", Mark::setting, Scope::world, "how often"},
  });
};

constexpr std::array<std::string_view, 1> lists = {"days"};

/// What a [[visit]] of these lines reads as, and what is wrong with it.
struct Read {
  explicit Read(const std::string& lines) {
    constexpr std::array<std::string_view, 1> tables = {"visit"};
    document = read_toml("[[visit]]\n" + lines, "f", tables);
    const std::vector<Row> rows = rows_of(visit);
    const EntryReader reader(document.tables.at("visit").all.at(0), {"a visit", "visit.", lists}, rows,
                             messages);
    given = reader.given("visit.count");
    at = reader.at("visit.count");
    if (const Leaf* days = reader.list("days")) items = days->raw.items;
    for (const Message& message : messages.sorted()) told.push_back(to_text(message));
  }
  Document document;
  Visit visit;
  Messages messages;
  bool given = false;
  Position at;
  std::vector<std::string> items, told;
};

}  // namespace

TEST_CASE("An entry has what was given, and defaults elsewhere") {
  const Read some("of = \"Ani\"\ncount = 3\ndays = [\"monday\", \"friday\"]\n");
  CHECK(some.told.empty());
  CHECK(some.visit.of == "Ani");
  CHECK(some.visit.count == 3);
  CHECK(some.given);
  CHECK(some.at == Position{"f", 3, 9});
  CHECK(some.items == std::vector<std::string>{"monday", "friday"});
  const Read least("of = \"Ani\"\n");
  CHECK(least.told.empty());
  CHECK(least.visit.count == 2);
  CHECK(least.visit.note.empty());
  CHECK_FALSE(least.given);
  CHECK(least.at == Position{"f", 1, 1});  // of the table
  CHECK(least.items.empty());
}

TEST_CASE("All that is wrong with an entry is told, with its place") {
  using Told = std::vector<std::string>;
  CHECK(Read("").told == Told{"f:1:1: visit.of must be given; who is visited"});
  CHECK(Read("of = \"Ani\"\ncount = 10\nnoet = \"x\"\ndays = 3\n").told ==
        Told{"f:3:9: visit.count: 10 is not within 0 and 9",
             "f:4:1: unknown key noet of a visit; did you mean \"note\"?",
             "f:5:8: visit.days is no list of values; write days = [..., ...]"});
  CHECK(Read("of = \"a\\nb\"\n").told ==
        Told{"f:2:6: visit.of: expected one line of text; remove what breaks it"});
  CHECK(Read("of = \"-\"\n").told == Told{"f:2:6: visit.of: expected a text, found the text \"-\""});
}

TEST_CASE("A key that was mistyped is not told as missing too") {
  CHECK(Read("off = \"Ani\"\n").told ==
        std::vector<std::string>{"f:2:1: unknown key off of a visit; did you mean \"of\"?"});
}

TEST_CASE("A complaint of a value stands at the value") {
  Messages messages;
  Visit visit;
  const std::vector<Row> rows = rows_of(visit);
  const Entry entry{{"f", 1, 1}, {{"of", {"f", 2, 1}, {Raw::Form::text, "Ani", {}, {}, {"f", 2, 6}}}}};
  EntryReader reader(entry, {"a visit", "visit."}, rows, messages);
  reader.complain("visit.of", "is unknown", "name another");
  reader.complain("visit.count", "is too many");
  REQUIRE(messages.sorted().size() == 2);
  CHECK(to_text(messages.sorted()[0]) == "f:1:1: visit.count: is too many");
  CHECK(to_text(messages.sorted()[1]) == "f:2:6: visit.of: is unknown; name another");
}
