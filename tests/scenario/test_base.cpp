#include <sstream>

#include "fixture.hpp"

/// A scenario on another's ground.

namespace darah {
namespace {

/// The valid scenario as a base, and beside it one that lies upon it.
class Based {
 public:
  explicit Based(const std::string& more = "") {
    std::filesystem::create_directory(own());
    write("title = \"Upon it\"\nbase = \"..\"\n" + more);
  }
  std::filesystem::path own() const { return ground.path() / "own"; }
  void write(const std::string& text) const { ground.write("own/scenario.toml", text); }
  Scenario load(const LoadOptions& options = {}) const { return load_scenario(own(), options); }
  std::string complaint(const LoadOptions& options = {}) const {
    try {
      load(options);
    } catch (const ScenarioError& error) {
      std::string messages = error.what();
      const std::string folder = ground.path().string() + '/';
      for (auto at = messages.find(folder); at != messages.npos; at = messages.find(folder))
        messages.erase(at, folder.size());
      return messages;
    }
    return {};
  }

  ScenarioFolder ground;
};

TEST_CASE(
    "A scenario has its base's keys and tables, and a title, description, arms and figures of its own") {
  Based based;
  based.ground.replace("scenario.toml", "[run]",
                       "description = \"below\"\n[[figure]]\nname = \"n\"\nof = \"births\"\n[run]");
  const Scenario below = based.ground.load(), upon = based.load();
  CHECK(equal(upon.base, below.base));
  CHECK(upon.seed == 7);
  CHECK(upon.title == "Upon it");
  CHECK(upon.name == "own");
  CHECK(upon.folder == based.own());
  CHECK(upon.description.empty());
  CHECK(upon.figures.empty());
  REQUIRE(below.figures.size() == 1);
  REQUIRE(upon.arms.size() == 1);
  CHECK(upon.arms[0].name == "base");
}

TEST_CASE("Layers of a base lie between the tables and the scenario") {
  Based based;
  const auto moving = [&](const LoadOptions& options = {}) {
    return based.load(options).base.network.moving[DistrictId{0}];
  };
  CHECK(moving() == 0.05);
  based.ground.append("scenario.toml", "[district]\neast.moving = 0.06\n");
  CHECK(moving() == 0.06);
  // One for all, in the scenario, wins over one for each, in its base.
  based.write("title = \"Upon it\"\nbase = \"../scenario.toml\"\n[district.\"*\"]\nmoving = 0.07\n");
  CHECK(moving() == 0.07);
  CHECK(moving({{"district.*.moving=0.08"}, {}}) == 0.08);
  std::filesystem::create_directory(based.own() / "top");
  based.ground.write("own/top/scenario.toml",
                     "title = \"Top\"\nbase = \"..\"\n[[arm]]\nname = \"a\"\n"
                     "[[arm]]\nname = \"b\"\nset = { \"district.*.moving\" = 0.1 }\n");
  const Scenario top = load_scenario(based.own() / "top");
  CHECK(top.base.network.moving[DistrictId{0}] == 0.07);
  CHECK(top.arms[1].parameters.network.moving[DistrictId{0}] == 0.1);
  REQUIRE(top.files.size() == 7);
  CHECK(top.files[1].first == "../scenario.toml");
  CHECK(top.files[2].first == "../../scenario.toml");
  CHECK(top.files[3].first == "../../districts.csv");
}

TEST_CASE("A table is sought beside the file that names it") {
  Based based;
  CHECK(based.load().base.periods.size() == 2);
  CHECK(based.load({{"tables.periods=../periods.csv"}, {}}).base.periods.size() ==
        2);  // seen from the scenario
  based.ground.write("own/periods.csv", "id,name,first,last\nramadan,Ramadan,2018-05-17,2018-06-14\n");
  CHECK(based.load().base.periods.size() == 2);
  based.write("title = \"Upon it\"\nbase = \"..\"\n[tables]\nperiods = \"periods.csv\"\n");
  const Scenario own = based.load();
  CHECK(own.base.periods.size() == 1);
  REQUIRE(own.files.size() == 6);
  CHECK(own.files[1].first == "../scenario.toml");
  CHECK(own.files[4].first == "../catchments.csv");
  CHECK(own.files[5].first == "periods.csv");
  based.write("title = \"Upon it\"\nbase = \"..\"\n[tables]\nperiods = \"-\"\n");
  CHECK(based.load().base.periods.empty());
}

TEST_CASE("The hash and the files hold the base") {
  Based based;
  const Scenario before = based.load();
  REQUIRE(before.files.size() == 6);
  CHECK(before.files[0] == std::pair<std::string, std::string>{"scenario.toml", before.text});
  CHECK(before.files[1] ==
        std::pair<std::string, std::string>{"../scenario.toml", based.ground.text("scenario.toml")});
  based.ground.append("scenario.toml", "# another word\n");
  const std::string after = based.load().sha256;
  CHECK(after != before.sha256);
  based.ground.append("districts.csv", "# another word\n");
  CHECK(based.load().sha256 != after);
}

TEST_CASE("A fault is told where it stands: in the base, its tables or the scenario") {
  Based based;
  based.ground.replace("scenario.toml", "seed = 7", "sed = 7");
  based.ground.replace("districts.csv", "100000", "many");
  based.write("title = \"Upon it\"\nbase = \"..\"\n[run]\nreplications = 0\n");
  CHECK(based.complaint() ==
        "districts.csv:3:13: district.east.population: expected a whole number, found \"many\"\n"
        "own/scenario.toml:4:16: run.replications: 0 is not within 1 and 1000000\n"
        "scenario.toml:9:1: unknown key run.sed; did you mean run.seed?");
}

TEST_CASE("A title is not the base's to give") {
  Based based;
  based.write("base = \"..\"\n");
  CHECK(based.complaint() == "own/scenario.toml: title must be given; one line that heads the results");
}

TEST_CASE("A table of the base that is not there is told in the file that names it") {
  Based based;
  based.ground.replace("scenario.toml", "periods.csv", "holidays.csv");
  CHECK(based.complaint() ==
        "scenario.toml:12:1: tables.periods: holidays.csv cannot be read (No such file or directory)");
  const Based bare;
  std::filesystem::remove(bare.ground.path() / "districts.csv");
  CHECK(bare.complaint() ==
        "scenario.toml: tables.districts: districts.csv cannot be read (No such file or directory)");
}

TEST_CASE("What is no base is refused with its place") {
  Based based;
  const auto told = [&](const std::string& base) {
    based.write("title = \"x\"\nbase = " + base + "\n");
    return based.complaint();
  };
  CHECK(told("\"none\"") ==
        "own/scenario.toml:2:1: base: own/none cannot be read (No such file or directory); name a folder "
        "with a "
        "scenario.toml, seen from the folder of this file");
  CHECK(told("\".\"") ==
        "own/scenario.toml:2:1: base: a scenario cannot be its own base (own/scenario.toml -> "
        "own/scenario.toml); name another, or leave base out");
  based.ground.replace("scenario.toml", "[run]", "base = \"own\"\n[run]");
  CHECK(told("\"..\"") ==
        "scenario.toml:3:1: base: a scenario cannot be its own base (own/scenario.toml -> "
        "scenario.toml -> own/scenario.toml); name another, or leave base out");
  const ScenarioFolder alone;
  alone.replace("scenario.toml", "[run]", "base = 2\n[run]");
  CHECK(alone.complaint() == "scenario.toml:3:8: base: expected a text, found 2");
  alone.replace("scenario.toml", "base = 2", "base = \"-\"");
  CHECK(equal(alone.load().base, ScenarioFolder().load().base));
  CHECK(alone.complaint({{"base=.."}, {}}) == "--set: base cannot be set here; write it in scenario.toml");
  alone.replace("scenario.toml", "\"agreement.*.fidelity\" = 1", "base = \"..\"");
  CHECK(alone.complaint() == "scenario.toml:20:55: base is the same in every arm; set it outside the arms");
}

TEST_CASE("A base that cannot be parsed is told in its own file") {
  Based based;
  based.ground.write("scenario.toml", "districts: 2\n");
  CHECK(based.complaint() == "scenario.toml:1:10: Error while parsing key-value pair: expected '=', saw ':'");
}

}  // namespace
}  // namespace darah
