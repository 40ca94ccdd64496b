#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/comparison.hpp"
#include "compare/costs.hpp"
#include "compare/synthetic.hpp"

using namespace darah;

namespace {

constexpr std::array<Measure, 6> money_measures = {{
    {"deaths_conditional", "1e-6 deaths", {"district"}, "expected deaths"},
    {"deaths_true", "deaths", {"district"}, "maternal deaths"},
    {"money", "IDR", {"cost"}, "money spent, by line"},
    {"cash_paid", "IDR", {"district"}, "cash transfers paid"},
    {"drive_money", "IDR", {"district"}, "money spent on drives"},
    {"family_money", "IDR", {"family_cost"}, "what families pay"},
}};

/// One arm of one replication: deaths expected and true, IDR million by line.
struct Paid {
  double expected = 0;
  std::int64_t died = 0, calls = 0, recruitment = 0, audits = 0, cash = 0, drives = 0, fares = 0, meals = 0;
};

/// Arms "a", "b", ... by replication; two years measured.
Results results_of(const std::vector<std::vector<Paid>>& arms,
                   std::span<const Measure> kept = money_measures) {
  Results results = synthetic_results();
  results.measured_days = 730;
  results.arms.clear();
  for (std::size_t a = 0; a < arms.size(); ++a)
    results.arms.push_back({std::string(1, static_cast<char>('a' + a)), ""});
  results.labels["district"] = {"lebak"};
  results.labels["cost"] = {"calls", "recruitment", "audits"};
  results.labels["family_cost"] = {"fares", "meals"};
  results.layout = Layout(kept, results.labels, Detail::full);
  results.replications.clear();
  results.replications_requested = static_cast<std::int64_t>(arms[0].size());
  constexpr std::int64_t million = 1'000'000;
  for (std::size_t r = 0; r < arms[0].size(); ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0, {}};
    for (const auto& arm : arms) {
      const Paid& p = arm[r];
      const std::map<std::string_view, std::vector<std::int64_t>> values{
          {"deaths_conditional", {std::llround(p.expected * 1e6)}},
          {"deaths_true", {p.died}},
          {"money", {p.calls * million, p.recruitment * million, p.audits * million}},
          {"cash_paid", {p.cash * million}},
          {"drive_money", {p.drives * million}},
          {"family_money", {p.fares * million, p.meals * million}}};
      Outcome outcome;
      for (const Measure& m : kept) {
        const auto& of = values.at(m.name);
        outcome.values.insert(outcome.values.end(), of.begin(), of.end());
      }
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

Comparison comparison_of(const Results& results, const std::string& baseline = "a") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  return compare(ResultsReader(folder.path / "r.h5"), baseline);
}

const ComparedTable* costs_in(const Comparison& c) {
  const auto at = std::find_if(c.tables.begin(), c.tables.end(),
                               [](const ComparedTable& t) { return t.title == "Costs a year, IDR million"; });
  return at == c.tables.end() ? nullptr : &*at;
}

/// Deaths averted and costs of calls a replication, against an arm of 100 deaths that calls nobody.
Comparison against_nothing(const std::vector<std::array<double, 2>>& averted_and_cost) {
  std::vector<Paid> nothing, arm;
  for (const auto& [averted, cost] : averted_and_cost) {
    nothing.push_back({100, 100, 1000});
    arm.push_back({100 - averted, 99, 1000 + static_cast<std::int64_t>(cost)});
  }
  return comparison_of(results_of({nothing, arm}));
}

}  // namespace

TEST_CASE("costs are listed by payer, with their sums") {
  const Paid a{10, 10, 4, 20, 6, 8, 120, 2, 0}, b{10, 10, 10, 40, 6, 8, 140, 6, 2};
  const Comparison c = comparison_of(results_of({{a, a}, {b, b}}));
  const ComparedTable* costs = costs_in(c);
  REQUIRE(costs);
  CHECK(costs == &c.tables.back());
  struct Line {
    std::string label;
    double baseline, difference;
  };
  // IDR million over two years in the arms, half of it a year.
  const std::vector<Line> lines{{"district: calls", 2, 3},
                                {"district: recruitment of donors", 10, 10},
                                {"district: audits", 3, 0},  // a label that no line names
                                {"district: cash transfers", 4, 0},
                                {"district, in all", 19, 13},
                                {"blood centres: drives, other money", 50, 0},
                                {"blood centres, in all", 50, 0},
                                {"families: fares", 1, 2},
                                {"families: meals", 0, 1},
                                {"families: cash transfers received", -4, 0},
                                {"families, in all", -3, 3},
                                {"all payers", 66, 16}};
  REQUIRE(costs->rows.size() == lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    INFO(lines[i].label);
    CHECK(costs->rows[i].label == lines[i].label);
    CHECK(costs->rows[i].arms[0].value->mean == Approx(lines[i].baseline));
    CHECK(costs->rows[i].arms[1].difference->mean == Approx(lines[i].difference));
  }
}

TEST_CASE("lines that a file lacks or in which nothing is paid are left out") {
  const Paid a{10, 10, 4, 0, 0, 0, 10, 0, 0};
  const ComparedTable paid = *costs_in(comparison_of(results_of({{a, a}, {a, a}})));
  std::vector<std::string> labels;
  for (const ComparedRow& row : paid.rows) labels.push_back(row.label);
  CHECK(labels == std::vector<std::string>{"district: calls", "district, in all",
                                           "blood centres: drives, other money", "blood centres, in all",
                                           "all payers"});

  const Comparison deaths_alone =
      comparison_of(results_of({{a}, {a}}, std::span<const Measure>(money_measures).first(2)));
  CHECK(!costs_in(deaths_alone));
  CHECK(deaths_alone.death_costs.empty());
  CHECK(!costs_in(comparison_of(results_of({{{10, 10}}, {{9, 9}}}))));

  // Costs, but no deaths expected or measured: the table alone.
  const Comparison no_deaths =
      comparison_of(results_of({{a}, {a}}, std::span<const Measure>(money_measures).subspan(2)));
  CHECK(costs_in(no_deaths));
  CHECK(no_deaths.death_costs.empty());
  CHECK(comparison_of(results_of({{{0, 0, 4}}, {{0, 0, 5}}})).death_costs.empty());

  const Comparison one_arm = comparison_of(results_of({{a, a}}));
  CHECK(costs_in(one_arm));
  CHECK(one_arm.death_costs.empty());
}

TEST_CASE("money that is not kept by line is not shared out") {
  const std::array<Measure, 1> whole = {{{"money", "IDR", {"district"}, "money spent"}}};
  Results results = results_of({{{10, 10, 4}}}, std::span<const Measure>(money_measures).subspan(2, 1));
  results.layout = Layout(whole, results.labels, Detail::full);
  results.replications[0].arms[0].values = {4'000'000};
  CHECK(!costs_in(comparison_of(results)));
}

TEST_CASE("a death averted costs the ratio of means, with Fieller's interval") {
  // As in the tests of fieller_interval, over two years: 18, 22, 20 million for 9, 10, 11 deaths.
  const Comparison c = against_nothing({{9, 18}, {10, 22}, {11, 20}});
  REQUIRE(c.death_costs.size() == 1);
  const DeathCost& arm = c.death_costs[0];
  CHECK(arm.arm == "b");
  CHECK(arm.averted.mean == Approx(5));
  CHECK(arm.averted_true->mean == Approx(0.5));
  REQUIRE(arm.costs.size() == 2);
  for (const PayerCost& payer : arm.costs) {
    CHECK(payer.verdict == CostVerdict::ratio);
    CHECK(payer.cost.mean == Approx(10));
    CHECK(payer.ratio.ratio == Approx(2));
    CHECK(payer.ratio.low == Approx(1.54867).epsilon(1e-4));
    CHECK(payer.ratio.high == Approx(2.58287).epsilon(1e-4));
  }
}

TEST_CASE("payers are told apart") {
  const std::vector<Paid> a{{100, 100, 0, 10, 0, 0, 100}, {100, 100, 0, 10, 0, 0, 100}},
      b{{98, 100, 0, 20, 0, 0, 90}, {97, 100, 0, 20, 0, 0, 90}};
  const Comparison c = comparison_of(results_of({a, b}));
  const auto& costs = c.death_costs.at(0).costs;
  REQUIRE(costs.size() == 2);
  CHECK(costs[0].payer == Payer::district);
  CHECK(costs[0].verdict == CostVerdict::not_estimable);  // 2 and 3 deaths: two replications do not tell
  CHECK(costs[0].cost.mean == 5);
  CHECK(costs[1].payer == Payer::all);
  CHECK(costs[1].cost.mean == -5);

  // Without costs of the district there is all payers' line alone.
  const Comparison drives = comparison_of(results_of({{{9, 9, 0, 0, 0, 0, 5}}, {{8, 8, 0, 0, 0, 0, 6}}}));
  REQUIRE(drives.death_costs.at(0).costs.size() == 1);
  CHECK(drives.death_costs[0].costs[0].payer == Payer::all);
}

TEST_CASE("ratios that would mislead have a verdict instead") {
  using enum CostVerdict;
  struct Case {
    std::vector<std::array<double, 2>> averted_and_cost;
    CostVerdict verdict;
  };
  const auto [data, verdict] =
      GENERATE(values<Case>({{{{-1, 10}, {1, 12}, {2, 9}}, not_estimable},
                             {{{0, 10}, {0, 12}, {0, 9}}, not_estimable},
                             {{{9, 10}}, not_estimable},
                             {{{9, -10}, {10, -12}, {11, -9}}, saves_money},
                             {{{9, -10}, {10, 12}, {11, -9}}, ratio},  // the saving is not told from 0
                             {{{-9, 10}, {-10, 12}, {-11, 9}}, dominated},
                             {{{-9, 0}, {-10, 0}, {-11, 0}}, dominated},
                             {{{-9, 20}, {-10, -22}, {-11, 1}}, not_estimable},
                             {{{-9, -18}, {-10, -22}, {-11, -20}}, forgone}}));
  const Comparison c = against_nothing(data);
  for (const PayerCost& payer : c.death_costs.at(0).costs) CHECK(payer.verdict == verdict);
}

TEST_CASE("the baseline of costs is the one asked for") {
  const Results results = results_of({{{100, 100, 10}, {100, 100, 10}}, {{89.9, 90, 30}, {90.1, 90, 31}}});
  const Comparison c = comparison_of(results, "b");
  CHECK(c.death_costs.at(0).arm == "a");
  CHECK(c.death_costs[0].averted.mean == Approx(-5));
  CHECK(c.death_costs[0].costs[0].verdict == CostVerdict::forgone);
  CHECK(c.death_costs[0].costs[0].ratio.ratio == Approx(2.05));
}

TEST_CASE("files without true deaths have costs of those expected") {
  const Results results = results_of({{{100, 0, 1}, {100, 0, 1}}, {{89.9, 0, 2}, {90.1, 0, 2}}},
                                     std::array<Measure, 2>{money_measures[0], money_measures[2]});
  const Comparison c = comparison_of(results);
  CHECK(!c.death_costs.at(0).averted_true);
  CHECK(c.death_costs[0].costs[0].verdict == CostVerdict::ratio);
}
