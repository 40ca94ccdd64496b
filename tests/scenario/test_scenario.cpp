#include "fixture.hpp"

/// Loading what is valid: layers, wildcards, arms, order.

namespace darah {
namespace {

TEST_CASE("A scenario is read whole, in its units") {
  const ScenarioFolder folder;
  const Scenario scenario = folder.load();
  CHECK(scenario.name == folder.path().filename());
  CHECK(scenario.title == "Two districts");
  CHECK(scenario.description.empty());
  CHECK(scenario.replications == 4);
  CHECK(scenario.seed == 7);
  CHECK(scenario.detail == Detail::full);
  const Parameters& p = scenario.base;
  CHECK(p.districts.values() == std::vector<std::string>{"east", "west"});
  CHECK(p.network.district_name[DistrictId{1}] == "West, the \"other\"");
  CHECK(p.network.births[DistrictId{0}].per_year() == Approx(2000));
  CHECK(p.network.jkn[DistrictId{0}] == 0.8);
  CHECK(p.network.travel[CatchmentId{2}] == minutes(45));
  CHECK(p.network.road[CatchmentId{2}].km == 22.5);
  CHECK(p.network.nearest_hospital[CatchmentId{2}].index == 2);
  CHECK(p.network.party_of[FacilityId{1}].index == 0);
  CHECK_FALSE(p.network.party_of[FacilityId{2}].exists());
  CHECK(p.calendar.companies_closed == std::vector<bool>{false, true});
  CHECK(p.calendar.last[0] == Date::of(2018, 6, 14));
}

TEST_CASE("What is not given has its default, one for each element where so written") {
  const Parameters p = ScenarioFolder().load().base;
  CHECK(p.network.frailty.values() == std::vector<double>{1, 1});
  CHECK(p.network.moving.values() == std::vector<double>{0.05, 0.03});
  CHECK(p.network.abo == std::vector<double>{0.39, 0.25, 0.28, 0.08});
  CHECK(p.calendar.night_from == hours(18));
  CHECK(std::isnan(p.agreement.fidelity[DistrictId{0}]));
  CHECK(p.agreement.mechanisms[DistrictId{1}].bits == 0x7f);
}

TEST_CASE("Later layers win: table, scenario.toml, --set, arm") {
  const ScenarioFolder folder;
  const auto moving = [&](const LoadOptions& options = {}) {
    return folder.load(options).base.network.moving[DistrictId{0}];
  };
  CHECK(moving() == 0.05);
  folder.append("scenario.toml", "[district.\"*\"]\nmoving = 0.06\n");
  CHECK(moving() == 0.06);
  folder.append("scenario.toml", "[district]\neast.moving = 0.07\n");
  CHECK(moving() == 0.07);
  CHECK(moving({{"district.*.moving=8 %"}, {}}) == 0.08);
  CHECK(moving({{"district.east.moving=0.09", "district.*.moving=0.08"}, {}}) == 0.09);
  CHECK(moving({{"district.east.moving=0.09", "district.east.moving=0.1"}, {}}) == 0.1);
  folder.replace("scenario.toml", "\"agreement.*.fidelity\" = 1", "\"district.*.moving\" = 0.11");
  const Scenario scenario = folder.load({{"district.east.moving=0.09"}, {}});
  CHECK(scenario.arms[0].parameters.network.moving[DistrictId{0}] == 0.09);
  CHECK(scenario.arms[1].parameters.network.moving[DistrictId{0}] == 0.11);
}

TEST_CASE("Nested tables, dotted keys and quoted paths mean the same") {
  const ScenarioFolder a, b, c;
  a.append("scenario.toml", "[referral]\nnight = 1.5\n");
  b.replace("scenario.toml", "title", "referral.night = 1.5\ntitle");
  c.replace("scenario.toml", "title", "\"referral.night\" = 1.5\ntitle");
  CHECK(a.load().base.way.night == 1.5);
  CHECK(equal(a.load().base, b.load().base));
  CHECK(equal(a.load().base, c.load().base));
  CHECK_FALSE(equal(a.load().base, ScenarioFolder().load().base));
}

TEST_CASE("An arm forks when it patches policy alone") {
  const ScenarioFolder folder;
  const Scenario scenario = folder.load();
  REQUIRE(scenario.arms.size() == 2);
  CHECK(scenario.arms[0].title == "as-is");
  CHECK(scenario.arms[0].patches.empty());
  CHECK(scenario.arms[0].forks);
  CHECK(equal(scenario.arms[0].parameters, scenario.base));
  CHECK(scenario.arms[1].forks);
  CHECK(scenario.arms[1].patches ==
        std::vector<std::string>{"agreement.*.template = permenkes-92-2015", "agreement.*.fidelity = 1"});
  CHECK(scenario.arms[1].parameters.agreement.fidelity == std::vector<double>{1, 1});
  folder.replace("scenario.toml", "\"agreement.*.fidelity\" = 1", "\"district.*.frailty\" = 1.2");
  CHECK_FALSE(folder.load().arms[1].forks);
}

TEST_CASE("Arms are kept in the order asked, without any there is the base") {
  const ScenarioFolder folder;
  const Scenario two = folder.load({{}, {"ideal", "as-is"}});
  CHECK(two.arms.at(0).name == "ideal");
  CHECK(two.arms.at(1).name == "as-is");
  CHECK(folder.load({{}, {"ideal"}}).arms.size() == 1);
  folder.write("scenario.toml", "title = \"Bare\"\n");
  const Scenario bare = folder.load();
  REQUIRE(bare.arms.size() == 1);
  CHECK(bare.arms[0].name == "base");
  CHECK(equal(bare.arms[0].parameters, bare.base));
}

TEST_CASE("The start of policies moves with the start unless it is given") {
  const ScenarioFolder folder;
  folder.replace("scenario.toml", "policy_start = 2017-07-01\n", "");
  CHECK(folder.load().base.calendar.policy_start == Date::of(2017, 1, 1));
  CHECK(folder.load({{"run.start=2019-03-01"}, {}}).base.calendar.policy_start == Date::of(2018, 3, 1));
  CHECK(folder.load({{"run.policy_start=run.start - 30 d"}, {}}).base.calendar.policy_start ==
        Date::of(2017, 12, 2));
}

TEST_CASE("The order of rows and columns in files changes nothing") {
  const ScenarioFolder plain, permuted;
  permuted.write(
      "districts.csv",
      R"(id,population,name,code,births [/y],utd,jkn,k4 [%],k4_target,facility_births,dukun_births,hospital_share,moving
west,80000,"West, the ""other""",2,1800,utd-east,0.75,70,1900,0.7,0.2,0.25,
east,100000,East,1,2000,utd-east,0.8,80,2200,0.8,0.1,0.3,0.05
)");
  for (const char* file : {"facilities.csv", "catchments.csv", "periods.csv"}) {
    std::vector<std::string> lines;
    std::istringstream in(plain.text(file));
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::reverse(lines.begin() + 1, lines.end());
    std::string reversed = "\xEF\xBB\xBF";
    for (const std::string& line : lines) reversed += line + "\r\n";
    permuted.write(file, reversed);
  }
  const Scenario a = plain.load(), b = permuted.load();
  CHECK(equal(a.base, b.base));
  CHECK(equal(a.arms[1].parameters, b.arms[1].parameters));
  CHECK(a.sha256 != b.sha256);
}

TEST_CASE("The hash is that of the files put end to end") {
  const ScenarioFolder folder;
  const Scenario scenario = folder.load({{"run.seed=8"}, {}});
  REQUIRE(scenario.files.size() == 5);
  CHECK(scenario.files[0] == std::pair<std::string, std::string>{"scenario.toml", scenario.text});
  CHECK(scenario.files[4].first == "periods.csv");
  CHECK(scenario.settings == std::vector<std::string>{"run.seed=8"});
  CHECK(scenario.sha256 == folder.load().sha256);
  std::string all;
  for (const auto& [name, content] : scenario.files) all += content;
  folder.write("all", all);
  const std::string command = "sha256sum " + (folder.path() / "all").string() + " | cut -c1-64";
  std::FILE* pipe = popen(command.c_str(), "r");
  std::string digest(64, ' ');
  REQUIRE(std::fread(digest.data(), 1, 64, pipe) == 64);
  pclose(pipe);
  CHECK(scenario.sha256 == digest);
}

TEST_CASE("A scenario is its folder or its file") {
  const ScenarioFolder folder;
  CHECK(load_scenario(folder.path() / "scenario.toml").name == load_scenario(folder.path()).name);
  CHECK(load_scenario(folder.path() / "").name == load_scenario(folder.path()).name);
}

}  // namespace
}  // namespace darah
