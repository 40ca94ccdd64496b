#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "print/comparison_json.hpp"

using namespace darah;
using Json = nlohmann::json;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::nan("");
constexpr Interval wide{2, infinity, -infinity, infinity};

Interval around(double mean, double half_width) {
  return {mean, half_width, mean - half_width, mean + half_width};
}

/// Two arms with something of everything.
Comparison comparison_of_everything() {
  Comparison c;
  c.title = "Ibu \"selamat\" ± 1";
  c.conditions.settings = "run.horizon=\"31 d\"\n";
  c.arms = {"base", "mou"};
  c.replications = 3;
  c.requested = 4;
  c.left_out = 2;
  ComparedFigure figure;
  figure.figure.name = "deaths";
  figure.figure.unit = "%";
  figure.figure.confidence = 0.95;
  figure.figure.published = 247;
  figure.arms = {{around(250, 5), Verdict::inside}, {std::nullopt, Verdict::unknown}};
  c.figures.push_back(figure);
  c.tables.push_back(
      {"deaths_true",
       "deaths",
       {{"lebak",
         "lebak",
         1,
         {{around(10, 1), {}}, {wide, around(-2, 0.5), Claim{around(-2, 1.5), 0.02, Finding::less, 9}}}}},
       "deaths_true",
       "district",
       CountedIn::a_year});
  c.precision.push_back({"mou",
                         around(3, 1),
                         around(1, 1),
                         DeathsPrecision::Probed{around(4, 1), around(2, 1)},
                         {around(-2, 1), {around(-2, 1.5), 0.04, Finding::less, 3}, 9, infinity, 20},
                         {}});
  DeathCost cost;
  cost.arm = "mou";
  cost.samples = {1, 2, nan};
  cost.averted = around(2, 1);
  cost.costs.push_back(
      {Payer::district, {5, 6, 7}, around(6, 1), {false, 3, -infinity, infinity}, CostVerdict::saves_money});
  c.death_costs.push_back(cost);
  Attribution attribution;
  attribution.arm = "mou";
  attribution.total = around(2, 1);
  attribution.replications = 3;
  attribution.mechanisms[Mechanism::call_up].shapley = around(1.5, 0.5);
  c.attributions.push_back(attribution);
  return c;
}

Monitoring monitoring_of_one_district() {
  Monitoring m;
  m.indicators = {indicators[0], indicators[1]};
  m.arms.push_back(
      {"base", false, {{"lebak", false, "2018", false, {std::nullopt, 41.5}, {}, around(-3, 1)}}});
  return m;
}

}  // namespace

TEST_CASE("a comparison as JSON holds its arms, figures and tables") {
  const std::string text = to_json(comparison_of_everything(), nullptr);
  CHECK(text.back() == '\n');
  const Json j = Json::parse(text);
  CHECK(j["title"] == "Ibu \"selamat\" ± 1");
  CHECK(j["conditions"] == "run.horizon=\"31 d\"\n");
  CHECK(j["arms"] == Json({"base", "mou"}));
  CHECK(j["replications"] == 3);
  CHECK(j["replications_requested"] == 4);
  CHECK(j["left_out"] == 2);

  CHECK(j["figures"][0]["published"] == 247);
  CHECK(j["figures"][0]["arms"][0]["verdict"] == "inside");
  CHECK(j["figures"][0]["arms"][0]["value"]["low"] == 245);
  CHECK(j["figures"][0]["arms"][1] == Json({{"value", nullptr}, {"verdict", "unknown"}}));

  const Json& table = j["tables"][0];
  CHECK(table["id"] == "deaths_true");
  CHECK(table["unit"] == "a_year");
  CHECK(table["rows"][0]["id"] == "lebak");
  CHECK(table["measure"] == "deaths_true");
  CHECK(table["by"] == "district");
  CHECK(table["rows"][0]["decimals"] == 1);
  CHECK(table["rows"][0]["counted"] == true);
  CHECK(table["rows"][0]["arms"][0]["difference"].is_null());
  CHECK(table["rows"][0]["arms"][1]["difference"]["half_width"] == 0.5);

  CHECK(table["rows"][0]["arms"][0]["claim"].is_null());
  const Json& claim = table["rows"][0]["arms"][1]["claim"];
  CHECK(claim["together"]["half_width"] == 1.5);
  CHECK(claim["p"] == 0.02);
  CHECK(claim["told"] == "less");
  CHECK(claim["to_tell"] == 9);
}

TEST_CASE("a comparison as JSON holds what deaths, costs, mechanisms and agreements come to") {
  const Monitoring monitoring = monitoring_of_one_district();
  const Json j = Json::parse(to_json(comparison_of_everything(), &monitoring));
  const Json& known = j["deaths"][0];
  CHECK(known["averted"]["mean"] == 3);
  CHECK(known["caused"]["mean"] == 1);
  CHECK(known["averted_by_probe"]["mean"] == 4);
  CHECK(known["caused_by_probe"]["mean"] == 2);
  CHECK(known["true"]["together"]["half_width"] == 1.5);
  CHECK(known["true"]["p"] == 0.04);
  CHECK(known["true"]["told"] == "less");
  CHECK(known["true"]["to_see"] == 9);
  CHECK(known["expected"].is_null());

  const Json& payer = j["costs"][0]["payers"][0];
  CHECK(j["costs"][0]["averted_true"].is_null());
  CHECK(payer["payer"] == "district");
  CHECK(payer["verdict"] == "saves_money");
  CHECK(payer["by_replication"] == Json({5, 6, 7}));
  CHECK(payer["ratio"]["bounded"] == false);

  const Json& mechanisms = j["attributions"][0]["mechanisms"];
  REQUIRE(mechanisms.size() == mechanism_labels.size());
  CHECK(mechanisms[1]["id"] == mechanism_labels[Mechanism::call_up]);
  CHECK(mechanisms[1]["shapley"]["mean"] == 1.5);
  CHECK(mechanisms[0]["shapley"].is_null());

  const Json& row = j["monitoring"]["arms"][0]["rows"][0];
  CHECK(row["levels"] == Json({nullptr, 41.5}));
  CHECK(row["in_force"] == false);
  CHECK(row["deaths"].is_null());
  CHECK(row["minutes"]["mean"] == -3);
  CHECK(j["monitoring"]["indicators"][1]["name"] == "done (%)");
  CHECK(j["monitoring"]["indicators"][1]["id"] == "carried_out");
  CHECK(row["district"] == "lebak");
}

TEST_CASE("what is not finite is null in JSON") {
  const Json j = Json::parse(to_json(comparison_of_everything(), nullptr));
  CHECK(j["monitoring"].is_null());
  const Json& value = j["tables"][0]["rows"][0]["arms"][1]["value"];
  CHECK(value == Json({{"mean", 2.0}, {"half_width", nullptr}, {"low", nullptr}, {"high", nullptr}}));
  CHECK(j["deaths"][0]["true"]["to_tenth"].is_null());
  CHECK(j["costs"][0]["by_replication"][2].is_null());
}

TEST_CASE("every verdict has its word in JSON") {
  Comparison c = comparison_of_everything();
  const std::vector<std::pair<CostVerdict, std::string>> words = {
      {CostVerdict::not_estimable, "not_estimable"},
      {CostVerdict::ratio, "ratio"},
      {CostVerdict::saves_money, "saves_money"},
      {CostVerdict::dominated, "dominated"},
      {CostVerdict::forgone, "forgone"}};
  for (const auto& [verdict, word] : words) {
    c.death_costs[0].costs[0].verdict = verdict;
    CHECK(Json::parse(to_json(c, nullptr))["costs"][0]["payers"][0]["verdict"] == word);
  }
  const std::vector<std::pair<Verdict, std::string>> others = {{Verdict::none, "none"},
                                                               {Verdict::unknown, "unknown"},
                                                               {Verdict::inside, "inside"},
                                                               {Verdict::outside, "outside"}};
  for (const auto& [verdict, word] : others) {
    c.figures[0].arms[0].verdict = verdict;
    CHECK(Json::parse(to_json(c, nullptr))["figures"][0]["arms"][0]["verdict"] == word);
  }
}

TEST_CASE("JSON has no control characters and is UTF-8 whatever the title") {
  Comparison c = comparison_of_everything();
  c.title = "a\x1b[2J\x7f\xc2\x9b\xff";
  const std::string text = to_json(c, nullptr);
  CHECK(text.find_first_of("\x1b\x7f\x9b") == std::string::npos);
  CHECK(Json::parse(text)["title"] == "a\x1b[2J\x7f\xc2\x9b\ufffd");
}
