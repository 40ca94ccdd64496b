#include <set>
#include <sstream>

#include "fixture.hpp"
#include "scenario/describe.hpp"
#include "scenario/value.hpp"

namespace darah {
namespace {

std::string described(Format format, std::string_view key = {}) {
  std::ostringstream out;
  describe(out, format, key);
  return out.str();
}

TEST_CASE(
    "Every row is sound: unique key, help, and one value for each element exactly when the key has braces") {
  Settings settings;
  std::set<std::string_view> keys;
  for (const Row& row : rows_of(settings)) {
    CAPTURE(row.key);
    CHECK(keys.insert(row.key).second);
    CHECK_FALSE(row.help.empty());
    CHECK(row.varies() == !row.dimensions().empty());
    CHECK((row.kind() >= Kind::choice) == !row.labels.empty());
    CHECK((row.kind() == Kind::element) == !row.refers_to.empty());
    CHECK(row.labels.size() <= (row.kind() == Kind::ranking ? Ranking::most_labels : 32));
  }
}

TEST_CASE("All formats name every key") {
  Settings settings;
  const std::string text = described(Format::text), markdown = described(Format::markdown),
                    schema = described(Format::json_schema);
  for (const Row& row : rows_of(settings)) {
    CAPTURE(row.key);
    CHECK(text.find("  " + std::string(row.key) + "  ") != text.npos);
    CHECK(markdown.find("| `" + std::string(row.key) + "` |") != markdown.npos);
    CHECK(schema.find("    \"" + std::string(row.key) + "\": {") != schema.npos);
  }
}

TEST_CASE("A key, its beginning or a pattern selects") {
  CHECK(described(Format::text, "run.start") ==
        "run\n  run.start  date\n      default 2018-01-01  (-, world)\n"
        "      day measurement opens; the warm-up lies before it\n"
        "S source, D derived, E estimate, B background, A assumption, - a choice\n");
  CHECK(described(Format::text, "emergency.pph.lethality") ==
        described(Format::text, "emergency.{cause}.lethality"));
  CHECK(described(Format::text, "calendar").find("calendar.night_from") != std::string::npos);
  CHECK(described(Format::text, "figure").find("figure.published") != std::string::npos);
  CHECK(described(Format::text, "*.births").find("district.{district}.births") != std::string::npos);
  CHECK(described(Format::text, "agreement.cilegon.extent.courier") ==
        described(Format::text, "agreement.{district}.extent.{mechanism}"));
  CHECK(described(Format::text, "agreement.*.extent").find("courier (a courier brings") != std::string::npos);
  CHECK_THROWS_WITH(described(Format::text, "agreement.cilegon.extent.courirer"),
                    "no parameter fits \"agreement.cilegon.extent.courirer\"; did you mean "
                    "\"agreement.cilegon.extent.courier\"?");
  CHECK_THROWS_WITH(described(Format::text, "emergancy"),
                    "no parameter fits \"emergancy\"; did you mean \"emergency\"?");
  CHECK_THROWS_WITH(described(Format::text, "district.x.birth"),
                    "no parameter fits \"district.x.birth\"; did you mean \"district.x.births\"?");
  CHECK_THROWS_WITH(described(Format::text, "turn_up"),
                    Catch::StartsWith("no parameter fits \"turn_up\"; did you mean agreement.turn_up"));
}

}  // namespace
}  // namespace darah
