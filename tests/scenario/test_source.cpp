#include "fixture.hpp"
#include "scenario/source.hpp"

// What becomes of a base's keys stands in test_base.cpp.

namespace darah {
namespace {

using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("A file is read whole, of one that cannot be the reason is told") {
  const ScenarioFolder folder;
  folder.write("text", std::string("a\r\nb\0c", 6));
  CHECK(read_file(folder.path() / "text").text == std::string("a\r\nb\0c", 6));
  folder.write("empty", "");
  CHECK(read_file(folder.path() / "empty").text == "");
  CHECK_FALSE(read_file(folder.path() / "none").text.has_value());
  CHECK(read_file(folder.path() / "none").problem == "No such file or directory");
  CHECK(read_file(folder.path()).problem == "Is a directory");
  CHECK(read_file("/dev/zero").problem == "it is no regular file");
}

TEST_CASE("Sources are the scenario, then each base, seen from the scenario's folder") {
  const ScenarioFolder ground;
  const auto upon = [&](const std::string& folder, const std::string& base) {
    std::filesystem::create_directories(ground.path() / folder);
    ground.write(folder + "/scenario.toml", "title = \"t\"\nbase = \"" + base + "\"\n");
  };
  upon("middle", "..");
  upon("top/own", "../../middle/scenario.toml");
  const auto of_folder = read_sources(ground.path() / "top/own", true);
  REQUIRE(of_folder.size() == 3);
  CHECK(std::filesystem::equivalent(of_folder[0].folder, ground.path() / "top/own"));
  CHECK(std::filesystem::equivalent(of_folder[1].folder, ground.path() / "middle"));
  CHECK(std::filesystem::equivalent(of_folder[2].folder, ground.path()));
  CHECK(of_folder[0].shown.empty());
  CHECK(of_folder[1].shown == "../../middle");
  CHECK(of_folder[2].shown == "../..");
  CHECK(of_folder[2].text == ground.text("scenario.toml"));
  CHECK_FALSE(of_folder[2].document.leaves.empty());
  CHECK(read_sources(ground.path() / "top/own/scenario.toml", true).size() == 3);
}

TEST_CASE("A dash is no base, and neither is what is no text") {
  const ScenarioFolder folder;
  for (const char* base : {"\"-\"", "\"\"", "2"}) {
    folder.write("scenario.toml", std::string("base = ") + base + "\n");
    CHECK(read_sources(folder.path(), true).size() == 1);
  }
}

TEST_CASE("What is no scenario is told, and what it is") {
  const ScenarioFolder folder;
  const auto says = [&](const std::string& name) {
    try {
      read_sources(folder.path() / name, true);
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  folder.write("r.h5", "\x89HDF\r\n\x1a\n");
  folder.write("levers.toml", "scenario = \".\"\n[design]\nmethod = \"grid\"\n[[factor]]\nkey = \"x\"\n");
  CHECK_THAT(says("r.h5"), Contains("is a results file; darah compare shows it"));
  CHECK_THAT(says("districts.csv"), Contains("is a table"));
  CHECK_THAT(says("levers.toml"), Contains("is the design of a sweep; darah sweep"));
}

TEST_CASE("Of a scenario or base that is not there the nearest beside it is named") {
  const ScenarioFolder folder;
  std::filesystem::create_directory(folder.path() / "banten-2018");
  folder.write("banten-2018/scenario.toml", "base = \"../bantem\"\n");
  std::filesystem::create_directory(folder.path() / "banten");
  folder.write("banten/scenario.toml", "title = \"t\"\n");
  CHECK_THROWS_WITH(read_sources(folder.path() / "banten-2081", true), EndsWith("banten-2018?"));
  CHECK_THROWS_WITH(read_sources(folder.path() / "banten-2018", true), EndsWith("/banten?"));
}

TEST_CASE("A circle of bases is refused, whatever the paths are called") {
  const ScenarioFolder folder;
  std::filesystem::create_directory(folder.path() / "a");
  folder.write("a/scenario.toml", "base = \"../b\"\n");
  std::filesystem::create_directory_symlink(folder.path() / "a", folder.path() / "b");
  CHECK_THROWS_AS(read_sources(folder.path() / "a", true), ScenarioError);
}

}  // namespace
}  // namespace darah
