#include <catch2/catch.hpp>

#include "scenario/fixture.hpp"

/// Tables as people's programs save them.

namespace darah {
namespace {

using Catch::Contains;

/// The table of districts with semicolons, and commas in its numbers.
std::string with_semicolons(std::string text) {
  for (char& c : text) c = c == ',' ? ';' : c == '.' ? ',' : c;
  return text;
}

double births_of_the_first(const ScenarioFolder& folder) {
  return folder.load().base.network.births[DistrictId{0}].per_day;
}

TEST_CASE("A table with semicolons and decimal commas gives the same world") {
  const ScenarioFolder folder;
  const Scenario before = folder.load();
  folder.write("districts.csv", with_semicolons(folder.text("districts.csv")));
  const Scenario after = folder.load();
  CHECK(after.base.network.births == before.base.network.births);
  CHECK(after.base.network.facility_births == before.base.network.facility_births);
}

TEST_CASE("Flags may be TRUE and FALSE in a cell") {
  const ScenarioFolder folder;
  const Scenario before = folder.load();
  std::string facilities = folder.text("facilities.csv");
  for (const auto& [small, large] : {std::pair{"true", "TRUE"}, std::pair{"false", "False"}}) {
    for (std::size_t at = 0; (at = facilities.find(small, at)) != facilities.npos;)
      facilities.replace(at, std::string(small).size(), large);
  }
  REQUIRE(facilities != folder.text("facilities.csv"));
  folder.write("facilities.csv", facilities);
  CHECK(folder.load().base.network.ponek == before.base.network.ponek);
}

TEST_CASE("A number that may mean two things is refused, one that means one thing is read") {
  struct Written {
    const char* separator;
    const char* cell;
    const char* says;  ///< of the complaint; "" if it is read
    double births;
  };
  const auto w =
      GENERATE(Written{",", "\"22,400\"", "may be 22400 or 22.400", 0},
               Written{",", "1.209.011", "has points between its digits; write 1209011", 0},
               Written{";", "22.400", "may be 22400 or 22,400", 0}, Written{";", "22400,5", "", 22400.5},
               Written{";", "22.400,5", "", 22400.5}, Written{";", "1.209.011", "", 1209011},
               Written{",",
                       "22\xC2\xA0"
                       "400",
                       "it holds a no-break space (U+00A0)", 0});
  CAPTURE(w.separator, w.cell);
  const ScenarioFolder folder;
  const std::string districts = folder.text("districts.csv");
  // The births of the first row.
  const std::size_t header = districts.find("id,"), row = districts.find('\n', header) + 1;
  const std::size_t column = districts.find("births", header);
  const auto commas = std::count(districts.begin() + static_cast<std::ptrdiff_t>(header),
                                 districts.begin() + static_cast<std::ptrdiff_t>(column), ',');
  std::size_t begin = row;
  for (auto c = commas; c > 0; --c) begin = districts.find(',', begin) + 1;
  const std::size_t end = districts.find_first_of(",\n", begin);
  const bool semicolons = w.separator[0] == ';';
  std::string before = districts.substr(0, begin), after = districts.substr(end);
  if (semicolons) before = with_semicolons(before), after = with_semicolons(after);
  folder.write("districts.csv", before + w.cell + after);
  if (w.says[0] != '\0') {
    CHECK_THAT(folder.complaint(), Contains(w.says));
  } else {
    CHECK(births_of_the_first(folder) == Approx(w.births / Rate::days_per_year));
  }
}

/// What is doubted in the scenario with these settings, a line each.
std::string doubts_with(const ScenarioFolder& folder, std::vector<std::string> sets) {
  std::string all;
  for (const Message& doubt : folder.load({.sets = std::move(sets)}).doubts) all += to_text(doubt) + '\n';
  return all;
}

TEST_CASE("What is legal and probably wrong is doubted") {
  const ScenarioFolder folder;
  const std::string people = "district.*.population=100000", target = "district.*.k4_target=1980";
  CHECK(doubts_with(folder, {people, target, "district.*.births=1800 /y", "tables.periods=-"}) == "");
  CHECK_THAT(doubts_with(folder, {}),
             Contains("the run begins on 2017-01-01, and the table of periods on 2018-05-17"));
  CHECK_THAT(doubts_with(folder, {"run.start=2020-01-01", "run.policy_start=2019-06-01"}),
             Contains("holidays after that are not known"));
  const std::string few =
      doubts_with(folder, {people, "district.*.k4_target=24640", "district.*.births=22.4 /y"});
  CHECK_THAT(few, Contains("22.4 births a year beside a target of 24640"));
  CHECK_THAT(few, Contains("22.4 births a year among 100000 people"));
  CHECK_THAT(doubts_with(folder, {people, "facility.utd-east.donations=2.8 /y"}),
             Contains("facility.utd-east.donations") &&
                 Contains("2.8 donations a year among 200000 people of the districts it serves") &&
                 !Contains("red_cell_need"));  // which is right
  CHECK_THAT(doubts_with(folder, {people, "facility.utd-east.red_cell_need=2.7 /y"}),
             Contains("facility.utd-east.red_cell_need") &&
                 Contains("3000 donations a year beside a need of 2.7 red cells"));
  CHECK_THAT(doubts_with(folder, {people, "facility.rs-east.red_cell_need=1.2 /y"}),
             Contains("facility.rs-east.red_cell_need") &&
                 Contains("1.2 red cells a year needed in a hospital (obstetric beds: 20)"));
  CHECK_THAT(doubts_with(folder, {people, "facility.rs-east.red_cell_need=1200 /y"}),
             !Contains("red_cell_need"));
}

TEST_CASE("A fidelity that no arm has an agreement for is doubted, where it is written") {
  const ScenarioFolder folder;
  const std::string says = "agreement.west.fidelity: changes nothing";
  CHECK_THAT(doubts_with(folder, {"agreement.west.fidelity=0.5"}), !Contains(says));  // the arm ideal uses it
  const LoadOptions alone{.sets = {"agreement.west.fidelity=0.5"}, .arms = {"as-is"}};
  REQUIRE_FALSE(folder.load(alone).doubts.empty());
  CHECK_THAT(to_text(folder.load(alone).doubts.back()), Contains("--set: " + says));
  folder.replace("scenario.toml",
                 R"("agreement.*.template" = "permenkes-92-2015", "agreement.*.fidelity" = 1)",
                 R"("agreement.*.fidelity" = 1)");
  CHECK_THAT(doubts_with(folder, {}), Contains("scenario.toml:19:9: " + says) && !Contains("east.fidelity"));
  CHECK_THAT(doubts_with(folder, {"agreement.west.adopts=true"}), !Contains(says));
  folder.replace("scenario.toml", R"("agreement.*.fidelity" = 1)", R"("agreement.*.fidelity" = 0)");
  CHECK_THAT(doubts_with(folder, {}), !Contains(says));
}

TEST_CASE("Files outside the tree of a scenario are read when that is said") {
  const ScenarioFolder folder;
  std::filesystem::create_directories(folder.path() / "deep" / "own");
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.is_regular_file())
      std::filesystem::copy_file(entry.path(), folder.path() / "deep" / "own" / entry.path().filename());
  }
  const std::filesystem::path own = folder.path() / "deep" / "own";
  std::ofstream(own / "scenario.toml") << "title = \"x\"\nbase = \"../..\"\n";
  CHECK_THROWS_WITH(load_scenario(own),
                    Contains("lies outside the folder above this scenario's; --allow-outside"));
  CHECK_NOTHROW(load_scenario(own, {.allow_outside = true}));
}

TEST_CASE("What is no file of a sane size is refused at once") {
  const ScenarioFolder folder;
  folder.replace("scenario.toml", "", "title = \"x\"\n[tables]\ndistricts = \"/dev/zero\"\n");
  CHECK_THAT(folder.complaint({.allow_outside = true}), Contains("it is no regular file"));
  std::filesystem::resize_file(
      (std::ofstream(folder.path() / "districts.csv"), folder.path() / "districts.csv"), 100'000'000);
  folder.replace("scenario.toml", "", "title = \"x\"\n");
  CHECK_THAT(folder.complaint(), Contains("it has more than 64 MB"));
}

}  // namespace
}  // namespace darah
