#include <algorithm>
#include <set>

#include "fixture.hpp"
#include "scenario/family.hpp"

/// Arms generated to attribute what an arm does to its mechanisms.

namespace darah {
namespace {

/// The valid scenario, its arm "ideal" with these keys too.
ScenarioFolder& attributed(ScenarioFolder& folder, const std::string& keys) {
  folder.replace("scenario.toml", "name = \"ideal\"", "name = \"ideal\"\n" + keys);
  return folder;
}

std::vector<std::string> names(const Scenario& scenario) {
  std::vector<std::string> all;
  for (const ArmSpec& arm : scenario.arms) all.push_back(arm.name);
  return all;
}

const std::string family = "attribute = \"agreement.mechanisms\"",
                  shapley = family + "\nattribution = \"shapley\"";

TEST_CASE("A family is none, each alone, all but one, and all") {
  ScenarioFolder folder;
  const Scenario s = attributed(folder, family).load();
  REQUIRE(s.arms.size() == 17);
  CHECK(s.arms[0].family.empty());
  CHECK(s.arms[0].subset == 0);
  CHECK_FALSE(s.arms[0].generated());
  CHECK(s.arms[1].family == "ideal");
  CHECK(s.arms[1].subset == 0x7f);
  CHECK_FALSE(s.arms[1].generated());
  CHECK(s.arms[2].name == "ideal.none");
  CHECK(s.arms[2].title == "ideal; mechanisms: none");
  CHECK(s.arms[4].name == "ideal.only.call_up");
  CHECK(s.arms[14].name == "ideal.without.courier");
  CHECK(s.arms[14].subset == 0x6f);
  CHECK(s.arms[14].title ==
        "ideal; mechanisms: "
        "candidates+call_up+maternal_reserve+pre_notification+recruitment_money+joint_review");
  for (std::size_t i = 2; i < s.arms.size(); ++i) {
    CAPTURE(s.arms[i].name);
    CHECK(s.arms[i].generated());
    CHECK(s.arms[i].family == "ideal");
    CHECK(s.arms[i].forks);
    CHECK(s.arms[i].patches == s.arms[1].patches);
    // East has two mechanisms alone, call_up and courier.
    CHECK(s.arms[i].parameters.agreement.mechanisms[DistrictId{0}].bits == (s.arms[i].subset & 0x12));
    CHECK(s.arms[i].parameters.agreement.mechanisms[DistrictId{1}].bits == s.arms[i].subset);
    Parameters restored = s.arms[i].parameters;
    restored.agreement.mechanisms = s.arms[1].parameters.agreement.mechanisms;
    CHECK(equal(restored, s.arms[1].parameters));
  }
  ScenarioFolder named;
  CHECK(names(attributed(named, family + "\nattribution = \"family\"").load()) == names(s));
}

TEST_CASE("Shapley takes every subset, the family first") {
  ScenarioFolder folder, few;
  const Scenario s = attributed(folder, shapley).load();
  REQUIRE(s.arms.size() == 129);
  const std::vector<std::string> all = names(s), first = names(attributed(few, family).load());
  CHECK(std::equal(first.begin(), first.end(), all.begin()));
  CHECK(all[17] == "ideal.candidates+call_up");
  std::set<std::uint32_t> subsets;
  for (std::size_t i = 1; i < s.arms.size(); ++i) subsets.insert(s.arms[i].subset);
  CHECK(subsets.size() == 128);
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 129);
}

TEST_CASE("A generated arm is the one written by hand") {
  ScenarioFolder folder;
  attributed(folder, shapley).append("scenario.toml", R"(
[[arm]]
name = "by-hand"
[arm.set."agreement.*"]
template = "permenkes-92-2015"
fidelity = 1
mechanisms = ["candidates", "courier"]
)");
  folder.replace("scenario.toml", "mechanisms = [\"courier\", \"call_up\"]\n", "");
  const Scenario s = folder.load();
  const auto at = [&](const std::string& name) -> const ArmSpec& {
    return *std::find_if(s.arms.begin(), s.arms.end(), [&](const ArmSpec& a) { return a.name == name; });
  };
  CHECK(equal(at("ideal.candidates+courier").parameters, at("by-hand").parameters));
}

TEST_CASE("An attributed arm that is kept keeps its family, each arm once") {
  ScenarioFolder folder;
  attributed(folder, family);
  CHECK(folder.load({{}, {"ideal"}}).arms.size() == 16);
  const Scenario s = folder.load({{}, {"ideal.none", "as-is", "ideal", "ideal.only.courier"}});
  REQUIRE(s.arms.size() == 17);
  CHECK(s.arms[0].name == "ideal.none");
  CHECK(s.arms[1].name == "as-is");
  CHECK(s.arms[2].name == "ideal");
  CHECK(s.arms[3].name == "ideal.only.candidates");
  CHECK(names(folder.load({{}, {"ideal.only.courier"}})) == std::vector<std::string>{"ideal.only.courier"});
  CHECK(folder.complaint({{}, {"ideal.only.currier"}}) ==
        "--arm: there is no arm \"ideal.only.currier\"; did you mean \"ideal.only.courier\"?");
}

TEST_CASE("What is wrong with an attribution is told with its place") {
  const auto told = [](const std::string& keys, const std::string& more = "") {
    ScenarioFolder folder;
    attributed(folder, keys).append("scenario.toml", more);
    return folder.complaint();
  };
  CHECK(told("attribute = \"agreement.mechanism\"") ==
        "scenario.toml:19:13: attribute of an arm is not agreement.mechanisms; did you mean "
        "\"agreement.mechanisms\"?");
  CHECK(told("attribute = true") ==
        "scenario.toml:19:13: attribute of an arm is not agreement.mechanisms; write attribute = "
        "\"agreement.mechanisms\"");
  CHECK(told(family + "\nattribution = \"shaply\"") ==
        "scenario.toml:20:15: attribution of an arm is not family or shapley; did you mean \"shapley\"?");
  CHECK(
      told(family + "\nattribution = \"each\"") ==
      "scenario.toml:20:15: attribution of an arm is not family or shapley; write attribution = \"family\"");
  CHECK(told("attribution = \"shapley\"") ==
        "scenario.toml:19:1: attribution of an arm that attributes nothing; write attribute = "
        "\"agreement.mechanisms\" too");
  CHECK(
      told(family, "\n[[arm]]\nname = \"ideal.none\"\n") ==
      "scenario.toml:29:1: arm ideal.none stands here twice, once of arm ideal; give each arm a name of its "
      "own");
  ScenarioFolder before;
  before.replace("scenario.toml", "name = \"as-is\"", "name = \"ideal.none\"");
  CHECK(attributed(before, family).complaint() ==
        "scenario.toml:17:1: arm ideal.none stands here twice; give each arm a name of its own");
  CHECK(told(family, "\n[[figure]]\nname = \"n\"\nof = \"births\"\narm = \"ideal.none\"\n")
            .find("figure.arm: there is no arm \"ideal.none\"") != std::string::npos);
}

}  // namespace
}  // namespace darah
