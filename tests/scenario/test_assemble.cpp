#include "fixture.hpp"
#include "model/default_parameters.hpp"
#include "scenario/assemble.hpp"
#include "scenario/row.hpp"

/// Which elements of which rows a key sets.

namespace darah {
namespace {

using Extents = std::vector<double>;

/// The extents of call_up and courier, east's first, with these lines in the scenario or these settings.
Extents extents(const std::string& lines, const std::vector<std::string>& sets = {}) {
  const ScenarioFolder folder;
  folder.append("scenario.toml", lines);
  const AgreementParameters p = folder.load({sets, {}}).base.agreement;
  Extents all;
  for (const std::uint32_t d : {0u, 1u}) {
    for (const Mechanism m : {Mechanism::call_up, Mechanism::courier})
      all.push_back(p.extent(DistrictId{d}, m));
  }
  return all;
}

std::string complaint(const std::string& lines) {
  const ScenarioFolder folder;
  folder.append("scenario.toml", lines);
  return folder.complaint();
}

TEST_CASE("a key of two dimensions sets one element") {
  CHECK(extents("") == Extents{1, 1, 1, 1});
  CHECK(extents("[agreement.west.extent]\ncourier = 0.5\n") == Extents{1, 1, 1, 0.5});
  CHECK(extents("", {"agreement.east.extent.call_up=0.25"}) == Extents{0.25, 1, 1, 1});
}

TEST_CASE("* stands for all elements in either place, or in both") {
  CHECK(extents("", {"agreement.*.extent.courier=0.5"}) == Extents{1, 0.5, 1, 0.5});
  CHECK(extents("", {"agreement.west.extent.*=0.5"}) == Extents{1, 1, 0.5, 0.5});
  CHECK(extents("", {"agreement.*.extent.*=0.5"}) == Extents{0.5, 0.5, 0.5, 0.5});
}

TEST_CASE("within a file the key that names more elements wins, in whatever order they stand") {
  CHECK(
      extents(
          "[agreement.\"*\".extent]\ncourier = 0.2\n\"*\" = 0.1\n[agreement.west.extent]\ncourier = 0.3\n") ==
      Extents{0.1, 0.2, 0.1, 0.3});
  // Of two that name as many, the later.
  CHECK(extents("", {"agreement.*.extent.courier=0.2", "agreement.west.extent.*=0.1"}) ==
        Extents{1, 0.2, 0.1, 0.1});
  CHECK(extents("", {"agreement.west.extent.*=0.1", "agreement.*.extent.courier=0.2"}) ==
        Extents{1, 0.2, 0.1, 0.2});
}

TEST_CASE("an arm patches elements of two dimensions, and shares the base's past if they are of a policy") {
  const ScenarioFolder folder;
  folder.append("scenario.toml",
                "[[arm]]\nname = \"slow\"\nset = { \"agreement.*.extent.courier\" = 0.5 }\n");
  const ArmSpec arm = folder.load().arms.back();
  CHECK(arm.forks);
  CHECK(arm.parameters.agreement.extent(DistrictId{1}, Mechanism::courier) == 0.5);
  CHECK(arm.parameters.agreement.extent(DistrictId{1}, Mechanism::call_up) == 1);
}

TEST_CASE("a key of two dimensions that is not one is refused, with what was meant") {
  CHECK(
      complaint("[agreement.west.extent]\ncourrier = 1\n") ==
      "scenario.toml:28:1: agreement.west.extent.courrier: there is no mechanism \"courrier\"; did you mean "
      "\"courier\"?");
  CHECK(complaint("[agreement.wets.extent]\ncourier = 1\n") ==
        "scenario.toml:28:1: agreement.wets.extent.courier: there is no district \"wets\"; did you mean "
        "\"west\"?");
  CHECK(complaint("[agreement.wets.extent]\n\"*\" = 1\n") ==
        "scenario.toml:28:1: agreement.wets.extent.*: there is no district \"wets\"; did you mean \"west\"?");
  CHECK(complaint("[agreement.west]\nextent = 1\n") ==
        "scenario.toml:28:1: unknown key agreement.west.extent; did you mean agreement.west.extent.*?");
  CHECK(complaint("[agreement.west.extend]\ncourier = 1\n") ==
        "scenario.toml:28:1: unknown key agreement.west.extend.courier; did you mean "
        "agreement.west.extent.courier?");
  CHECK(complaint("[agreement.west.extent]\ncourier = 2\n") ==
        "scenario.toml:28:11: agreement.west.extent.courier: 2 is not within 0 and 1");
  CHECK(complaint("[agreement.west.extent]\ncourier = 0.5\n[agreement]\n\"west.extent.courier\" = 0.4\n") ==
        "scenario.toml:30:1: agreement.west.extent.courier is set twice; line 28 sets it too");
}

TEST_CASE("a key that fits two dimensions sets those that have the element") {
  const ScenarioFolder folder;
  const auto weights = [&](const std::string& set) {
    const AgreementParameters p = folder.load({{set}, {}}).base.agreement;
    return std::pair{p.variable_weight[0], p.barriers_weight[0]};
  };
  CHECK(weights("agreement.standards.weight=3") == std::pair{3.0, 1.0});
  CHECK(weights("agreement.urgency.weight=3") == std::pair{1.0, 3.0});
  CHECK(weights("agreement.*.weight=3") == std::pair{3.0, 3.0});
  CHECK(
      complaint("[agreement.urgncy]\nweight = 2\n") ==
      "scenario.toml:28:1: agreement.urgncy.weight: there is no variable or barrier \"urgncy\"; did you mean "
      "\"urgency\"?");
}

/// The leaves of texts such as "run.start=2018-01-01".
std::vector<Leaf> leaves_of(const std::vector<std::string>& settings) {
  std::vector<Leaf> leaves;
  for (const std::string& setting : settings) leaves.push_back(*read_setting(setting));
  return leaves;
}

/// Tables of two districts, a facility and a catchment, without cells.
Tables least_tables() {
  Tables tables;
  for (std::size_t t = 0; t < tables.size(); ++t) tables[t].dimension = table_dimensions[t];
  tables[0].ids = {"west", "east"};
  tables[1].ids = {"f"};
  tables[2].ids = {"c"};
  return tables;
}

/// A scenario of these tables, and settings over it.
const std::vector<Leaf> least_world = read_toml(testing::least_scenario, "scenario.toml").leaves;
const std::vector<Leaf> least_settings =
    leaves_of({"district.*.utd=f", "facility.*.utd=f", "facility.*.district=west",
               "catchment.*.nearest_hospital=f", "catchment.*.district=east", "district.west.jkn=0.3",
               "run.policy_start=2018-01-01", "agreement.*.signed=run.policy_start - 30 d"});

TEST_CASE("what lies over a base is as if all layers were laid at once, dates that lean on others too") {
  const std::vector<Leaf> above =
      leaves_of({"run.policy_start=2018-03-01", "district.*.jkn=0.7", "agreement.west.extent.courier=0.5",
                 "agreement.*.extent.*=0.2"});
  const Tables tables = least_tables();
  Messages messages;
  const std::array<std::span<const Leaf>, 3> all{least_world, least_settings, above};
  Assembled at_once = assemble(tables, all, "scenario.toml", messages);
  const Assembled base = assemble(tables, std::span(all).first(2), "scenario.toml", messages);
  Assembled over = assemble_over(base, tables, std::span(all).last(1), "scenario.toml", messages);
  for (const Message& message : messages.sorted()) FAIL(to_text(message));
  CHECK(over.written == at_once.written);
  const std::vector<Row> expected = rows_of(at_once.settings), found = rows_of(over.settings);
  for (std::size_t r = 0; r < expected.size(); ++r) {
    for (std::size_t e = 0; e < at_once.written[r].size(); ++e) {
      INFO(expected[r].key << ", element " << e);
      CHECK((found[r].load(e) == expected[r].load(e) ||
             (std::holds_alternative<double>(found[r].load(e)) &&
              std::get<double>(found[r].load(e)) != std::get<double>(found[r].load(e)))));
    }
  }
  REQUIRE(over.place_of("district.east.jkn") != nullptr);
  CHECK(over.place_of("district.east.jkn") == &above[1].at);
  CHECK(base.place_of("district.east.jkn") != over.place_of("district.east.jkn"));
  CHECK(over.place_of("agreement.east.extent.courier") == &above[3].at);
  CHECK(over.place_of("district.none.jkn") == nullptr);
  CHECK(over.place_of("no.key") == nullptr);
}

TEST_CASE("what is wrong above a base is told in the words of all layers laid at once") {
  const Tables tables = least_tables();
  const auto told = [&](const std::vector<Leaf>& settings, const std::vector<Leaf>& above) {
    const std::array<std::span<const Leaf>, 3> all{least_world, settings, above};
    Messages at_once, over;
    assemble(tables, all, "scenario.toml", at_once);
    const Assembled base = assemble(tables, std::span(all).first(2), "scenario.toml", over);
    assemble_over(base, tables, std::span(all).last(1), "scenario.toml", over);
    CHECK(over.sorted() == at_once.sorted());
    return at_once.sorted().size();
  };
  CHECK(told(least_settings, {}) == 0);
  for (const char* setting :
       {"agreement.west.extend.courier=1", "no.such.key=1", "agreement.wets.extent.courier=1",
        "agreement.*.extent.currier=1", "district.west.jkn=7", "district.west.jkn=much",
        "district.*.births=3 km", "facility.f.district=wets", "run.policy_start=2018-02-30",
        "run.policy_start=soon", "agreement.*.signed=run.policy - 30 d", "period.*.turnout=1", "agreement=1",
        "run.seed=1.5"}) {
    INFO(setting);
    CHECK(told(least_settings, leaves_of({setting})) == 1);
  }
  CHECK(told(least_settings,
             read_toml("[district]\nwest.jkn = 0.5\n\"west.jkn\" = 7\nsouth.jkn = 1\n", "arm.toml").leaves) ==
        3);
  // What is wrong below is told once, also where it is set anew above.
  std::vector<Leaf> wrong = least_settings;
  wrong.push_back(*read_setting("agreement.east.signed=never more"));
  CHECK(told(wrong, leaves_of({"run.policy_start=2018-03-01"})) == 1);
  CHECK(told(wrong, leaves_of({"agreement.east.signed=2018-03-01", "district.west.jkn=7"})) == 2);
}

TEST_CASE("the scope of a key is its row's, whatever elements it names") {
  CHECK(scope_of("agreement.west.extent.courier") == Scope::policy);
  CHECK(scope_of("agreement.*.extent.*") == Scope::policy);
  CHECK(scope_of("agreement.west.misperception") == Scope::world);
  CHECK(scope_of("no.such.key") == Scope::world);
}

}  // namespace
}  // namespace darah
