#include <catch2/catch.hpp>

#include "scenario/fixture.hpp"
#include "scenario/upgrade.hpp"

namespace darah {
namespace {

using Catch::Contains;

void apply(const std::vector<UpgradedFile>& files) {
  for (const UpgradedFile& file : files) std::ofstream(file.path, std::ios::binary) << file.text;
}

TEST_CASE("A scenario without a format is of the first, and is carried over once") {
  const ScenarioFolder folder;
  folder.write("scenario.toml", "# Why it is.\n\n" + folder.text("scenario.toml"));
  const Scenario before = folder.load();
  const std::vector<UpgradedFile> files = upgrade(folder.path());
  REQUIRE(files.size() == 1);
  CHECK(files[0].path.filename() == "scenario.toml");
  CHECK(files[0].text.starts_with("# Why it is.\n\nformat = 2\n"));
  apply(files);
  CHECK(upgrade(folder.path()).empty());
  CHECK(folder.load().base.network.births == before.base.network.births);
}

TEST_CASE("Format 1 named the parties of a blood centre, format 2 does not") {
  const ScenarioFolder folder;
  folder.replace("facilities.csv", "utd,east,utd-east,-,", "utd,east,utd-east,\"east\",");
  const std::string with = folder.text("facilities.csv");
  CHECK_THAT(folder.complaint(),
             Contains("a blood centre is a party wherever a district it serves has an agreement"));
  const std::vector<UpgradedFile> files = upgrade(folder.path());
  REQUIRE(files.size() == 2);
  CHECK_THAT(files[0].changes.front(), Contains("party_of of utd-east (east) is left out"));
  apply(files);
  CHECK(folder.complaint().empty());
  // Nothing else of the table has changed.
  std::string expected = with;
  expected.erase(expected.find("\"east\""), 6);
  CHECK(folder.text("facilities.csv") == expected);
}

TEST_CASE("A format of the future is refused") {
  const ScenarioFolder folder;
  folder.write("scenario.toml", "format = 3\n" + folder.text("scenario.toml"));
  CHECK_THROWS_WITH(upgrade(folder.path()), Contains("format 3: this program knows 1 to 2"));
  CHECK_THAT(folder.complaint(), Contains("format"));
}

}  // namespace
}  // namespace darah
