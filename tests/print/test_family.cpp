#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"
#include "compare/synthetic.hpp"
#include "print/comparison_json.hpp"

using namespace darah;

/// Arms generated for an attribution lie in the file but are not shown: whatever is told of the others is the
/// same with and without them.

namespace {

constexpr std::uint32_t all = (1U << mechanism_labels.size()) - 1;

/// Something for every table: headlines, figures, costs, attribution, monitoring.
constexpr auto family_measures = std::to_array<Measure>({
    {"births", "births", {"district", "month"}, "live births"},
    {"deaths_true", "deaths", {"district", "month", "cause"}, "maternal deaths", "births"},
    {"deaths_conditional", "1e-6 deaths", {"district", "month"}, "expected deaths"},
    {"treated", "women", {"district"}, "treated women"},
    {"delay_time", "us", {"district", "delay"}, "delays"},
    {"onset_to_blood", "us", {"district", "month"}, "times"},
    {"blood_recipients", "women", {"district", "month"}, "women"},
    {"agreement_months", "month ends", {"district", "month"}, "month ends with an agreement in force"},
    {"modification", "1e-6", {"district", "month"}, "distance from the template"},
    {"fidelity", "1e-6", {"district", "month", "mechanism"}, "fidelity"},
    {"money", "IDR", {"cost"}, "money spent, by line"},
    {"family_money", "IDR", {"family_cost"}, "what families pay"},
});

/// Values and deaths that nothing but the arm's name and the replication decides.
Outcome outcome_of(const std::string& arm, std::int64_t replication, std::size_t values,
                   const Layout& layout) {
  std::seed_seq seed(arm.begin(), arm.end());
  std::mt19937_64 random(seed);
  random.discard(static_cast<unsigned long long>(1000 * replication));
  Outcome outcome;
  std::vector<std::int64_t> drawn(values);
  for (std::int64_t& value : drawn) value = static_cast<std::int64_t>(random() % 1'000'000'000);
  outcome.values = layout.reduce(drawn);
  outcome.events_by_kind = {0, 0};
  for (std::uint64_t woman = 0; woman < 40; ++woman) {
    if (random() % 2 == 0) outcome.deaths.push_back({woman, 0, 0, 0, 0, LastMissing::transport});
  }
  return outcome;
}

std::vector<Figure> figures() {
  Figure of_all, of_one;
  of_all.name = "mortality";
  of_all.of = {{1e5, "deaths_true", {{"cause", "pph"}}}};
  of_all.over = {{1, "births", {}}};
  of_all.published = 1e5;
  of_one = of_all;
  of_one.name = "mortality, late";
  of_one.arm = "late";
  return {of_all, of_one};
}

/// With `attributed` the arms "mou.SUBSET" are generated of "mou".
Results results_of(const std::vector<std::string>& arms, Detail detail, bool attributed) {
  Results results = synthetic_results();
  results.figures = figures();
  results.labels["mechanism"] = {mechanism_labels.begin(), mechanism_labels.end()};
  results.labels["cost"] = {"calls", "audits"};
  results.labels["family_cost"] = {"fares", "meals"};
  results.layout = Layout(family_measures, results.labels, detail);
  const std::size_t values = Layout(family_measures, results.labels, Detail::full).size();
  const auto whole = std::find(arms.begin(), arms.end(), "mou") - arms.begin();
  results.arms.clear();
  for (const std::string& arm : arms) {
    Membership member;
    if (attributed && arm == "mou") member = {whole, all};
    if (attributed && arm.starts_with("mou."))
      member = {whole, static_cast<std::uint32_t>(std::stoul(arm.substr(4)))};
    results.arms.push_back({arm, "", member});
  }
  for (Replication& replication : results.replications) {
    replication.arms.clear();
    for (const std::string& arm : arms)
      replication.arms.push_back(outcome_of(arm, replication.number, values, results.layout));
  }
  return results;
}

/// Generated arms stand before, among and after the others: "none", "mou" and "late".
std::vector<std::string> arms_with_family() {
  std::vector<std::string> arms{"mou.0", "none", "mou"};
  for (std::size_t m = 0; m < mechanism_labels.size(); ++m) arms.push_back("mou." + std::to_string(1U << m));
  arms.emplace_back("late");
  for (std::size_t m = 0; m < mechanism_labels.size(); ++m)
    arms.push_back("mou." + std::to_string(all & ~(1U << m)));
  return arms;
}

class Written {
 public:
  explicit Written(const Results& results) { write_results(folder_.path / "r.h5", results); }

  Comparison comparison(const std::string& baseline) const { return compare(reader(), baseline); }
  bool monitored() const { return can_be_monitored(reader()); }
  /// All but the attributions.
  std::string said(const std::string& baseline) const {
    Comparison compared = comparison(baseline);
    compared.attributions.clear();
    if (!monitored()) return to_json(compared, nullptr);
    const Monitoring monitoring = monitor(reader(), baseline);
    return to_json(compared, &monitoring);
  }

 private:
  ResultsReader reader() const { return ResultsReader(folder_.path / "r.h5"); }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE("with a family in the file the same is said of the other arms as without it") {
  for (const Detail detail : {Detail::full, Detail::district_year, Detail::summary}) {
    CAPTURE(detail);
    const Written with(results_of(arms_with_family(), detail, true)),
        without(results_of({"none", "mou", "late"}, detail, false));
    CHECK(with.monitored() == (detail != Detail::summary));
    CHECK(with.comparison("none").attributions.size() == 1);
    for (const std::string baseline : {"none", "mou", "late"}) {
      CAPTURE(baseline);
      CHECK(with.said(baseline) == without.said(baseline));
    }
  }
}

TEST_CASE("a generated arm as the baseline is the only one of its family that is shown") {
  for (const Detail detail : {Detail::full, Detail::district_year, Detail::summary}) {
    CAPTURE(detail);
    const Written with(results_of(arms_with_family(), detail, true)),
        without(results_of({"mou.64", "none", "mou", "late"}, detail, false));
    CHECK(with.comparison("mou.64").arms == std::vector<std::string>{"mou.64", "none", "mou", "late"});
    CHECK(with.said("mou.64") == without.said("mou.64"));
  }
}
