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

TEST_CASE("Format 1 kept times in microseconds, format 2 in seconds") {
  const ScenarioFolder folder;
  folder.append(
      "scenario.toml",
      "\n[[figure]]\nname = \"age\"\nof = \"age_at_issue\"\nover = \"units_issued\"\n"
      "scale =   1.5e-6  # d\n"
      "\n[[figure]]\nname = \"rate\"\nof = \"donations\"\nover = \"active_donor_time\"\nunit = \"a day\"\n"
      "\n[[figure]]\nname = \"share\"\nof = \"bed_busy\"\nover = \"bed_capacity\"\nscale = 100\n");
  const auto before = folder.load().figures;
  const std::vector<UpgradedFile> files = upgrade(folder.path());
  REQUIRE(files.size() == 1);
  CHECK_THAT(files[0].text, Contains("scale =   1.5  # d\n"));
  CHECK_THAT(files[0].text, Contains("scale = 1e-06\nof = \"donations\""));
  CHECK_THAT(files[0].text, Contains("scale = 100\n"));
  CHECK_THAT(files[0].changes[0] + files[0].changes[1], Contains("of age") && Contains("of rate"));
  apply(files);
  const auto after = folder.load().figures;
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(after[i].scale / after[i].over[0].factor * after[i].of[0].factor ==
          Approx(before[i].scale / before[i].over[0].factor * before[i].of[0].factor));
  }
}

TEST_CASE("What is carried over can be read again, however it was written, or nothing is") {
  const ScenarioFolder folder;
  folder.write("scenario.toml",
               "format = 1 # old\nfigure = [{ name = \"a\", scale = 1.5e-6, of = \"age_at_issue\", over = "
               "\"units_issued\" }, { name = \"b\", of = \"age_at_issue\", over = \"units_issued\" }]\n" +
                   folder.text("scenario.toml"));
  REQUIRE(folder.complaint().empty());
  const std::vector<UpgradedFile> files = upgrade(folder.path());
  REQUIRE(files.size() == 1);
  CHECK_THAT(files[0].text, Catch::StartsWith("format = 2 # old\n") && Contains("scale = 1.5, of") &&
                                Contains("scale = 1000000, of"));
  apply(files);
  CHECK(folder.load().figures.size() == 2);

  const ScenarioFolder lacking;
  lacking.replace("scenario.toml", "[tables]\n", "[tables]\nfacilities = \"gone.csv\"\n");
  CHECK_THROWS_WITH(upgrade(lacking.path()), Contains("gone.csv: cannot be read"));
}

TEST_CASE("A table elsewhere is carried over only where that is said") {
  const ScenarioFolder folder;
  folder.replace("scenario.toml", "[tables]\n", "[tables]\nfacilities = \"/nowhere/f.csv\"\n");
  CHECK_THROWS_WITH(upgrade(folder.path()),
                    Contains("f.csv lies outside the folder above") && Contains("--allow-outside"));
  CHECK_THROWS_WITH(upgrade(folder.path(), true), Contains("f.csv: cannot be read"));
}

TEST_CASE("A format of the future is refused") {
  const ScenarioFolder folder;
  folder.write("scenario.toml", "format = 3\n" + folder.text("scenario.toml"));
  CHECK_THROWS_WITH(upgrade(folder.path()), Contains("format 3: this program knows 1 to 2"));
  CHECK_THAT(folder.complaint(), Contains("format"));
}

}  // namespace
}  // namespace darah
