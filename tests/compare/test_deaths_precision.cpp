#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "compare/deaths_precision.hpp"
#include "compare/synthetic.hpp"

using namespace darah;

namespace {

constexpr std::array<Measure, 3> measures = {{
    {"births", "births", {}, "live births"},
    {"deaths_true", "deaths", {}, "maternal deaths", "births"},
    {"deaths_conditional", "1e-6 deaths", {}, "expected deaths", "births"},
}};

using Arms = std::vector<std::vector<int>>;  // deaths by arm, by replication

/// In each arm the first women of one list die; care leaves half a death less to expect. Two years measured.
Results results_of(const Arms& deaths) {
  Results results = synthetic_results(Detail::full, deaths[0].size());
  results.measured_days = 730;
  results.layout = Layout(measures, results.labels, Detail::full);
  results.arms.clear();
  for (std::size_t a = 0; a < deaths.size(); ++a)
    results.arms.push_back({std::string(1, static_cast<char>('a' + a)), ""});
  for (std::size_t r = 0; r < deaths[0].size(); ++r) {
    std::vector<Outcome>& arms = results.replications[r].arms;
    arms.assign(deaths.size(), {});
    for (std::size_t a = 0; a < deaths.size(); ++a) {
      arms[a].values = {1000, deaths[a][r], deaths[a][r] * 1'000'000 - 500'000};
      arms[a].events_by_kind = {0, 0};
      for (int woman = 0; woman < deaths[a][r]; ++woman)
        arms[a].deaths.push_back({static_cast<std::uint64_t>(woman), 0, 0, 0, 0, LastMissing::transport});
    }
  }
  return results;
}

std::vector<DeathsPrecision> known(const Arms& deaths) {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results_of(deaths));
  const ResultsReader reader(folder.path / "r.h5");
  std::vector<ArmPlace> order;
  for (std::size_t a = 0; a < deaths.size(); ++a) order.push_back(ArmPlace{a});
  Sums sums(reader, order);
  return deaths_precision(reader, sums);
}

// Differences from a, over two years: b -8, -12, -10, -10; c -1, 0, -3, 0; d the same women.
const Arms four = {{40, 50, 60, 70}, {32, 38, 50, 60}, {39, 50, 57, 70}, {40, 50, 60, 70}};

}  // namespace

TEST_CASE("differences in deaths have their known intervals, among all arms wider ones") {
  const auto arms = known(four);
  REQUIRE(arms.size() == 3);
  CHECK(arms[0].averted.mean == 5);
  CHECK(arms[1].averted.mean == 0.5);
  CHECK(arms[1].caused.mean == 0);
  const KnownDifference& b = arms[0].drawn;
  // Of -4, -6, -5, -5: mean -5, variance 2/3, t of 3 degrees 3.18245; p from |t| = 12.247 by any table.
  CHECK(b.difference.mean == Approx(-5));
  CHECK(b.difference.half_width == Approx(3.18245 * std::sqrt(2.0 / 3 / 4)).epsilon(1e-5));
  CHECK(b.claim.p == Approx(3 * 0.0011722).epsilon(1e-3));
  CHECK(b.claim.together.half_width > b.difference.half_width);
  CHECK(b.claim.together.high < 0);
  CHECK_FALSE(b.is_known_to_tenth);
  CHECK(arms[1].drawn.claim.p > 0.05);
  CHECK(arms[1].drawn.claim.together.high > 0);
  CHECK(arms[2].drawn.claim.p == 1);
  for (const DeathsPrecision& arm : arms) {
    REQUIRE(arm.expected);  // half a death less in every arm: the same differences
    CHECK(arm.expected->difference.mean == Approx(arm.drawn.difference.mean));
    CHECK(arm.expected->difference.half_width == Approx(arm.drawn.difference.half_width));
  }
}

TEST_CASE("what the same women in every arm save is the ratio of variances") {
  const auto arms = known(four);
  // Deaths a year 20, 25, 30, 35 and 16, 19, 25, 30: variances 125/3 and 39; of the differences 2/3.
  CHECK(arms[0].drawn.gain == Approx((125.0 / 3 + 39) / (2.0 / 3)));
}

TEST_CASE("one arm has no difference") { CHECK(known({{10, 11}}).empty()); }

TEST_CASE("what probes expect averted and caused adds up to the difference, whatever the baseline") {
  Results results = results_of({{10, 11}, {9, 11}, {10, 11}});
  constexpr std::array<Measure, 3> with_probes = {{
      {"births", "births", {}, "live births"},
      {"deaths_true", "deaths", {}, "maternal deaths", "births"},
      {"deaths_probed", "1e-6 deaths", {}, "deaths of probes", "births"},
  }};
  results.layout = Layout(with_probes, results.labels, Detail::full);
  // In millionths a year of two: a 3 and 3, b 1 and 4, c 3 and 5, by replication.
  const auto probe = [](std::uint64_t woman, std::int64_t lives) {
    return ProbedRisk{woman, lives * 2'000'000, 0, 0};
  };
  auto& first = results.replications[0].arms;
  auto& second = results.replications[1].arms;
  first[0].probed = {probe(1, 2), probe(2, 1)};
  first[1].probed = {probe(2, 1)};
  first[2].probed = {probe(1, 2), probe(2, 1)};
  second[0].probed = {probe(1, 3)};
  second[1].probed = {probe(4, 4)};
  second[2].probed = {probe(1, 1), probe(5, 4)};
  for (auto* arms : {&first, &second}) {
    for (Outcome& arm : *arms) {
      arm.values[2] = 0;
      for (const ProbedRisk& risk : arm.probed) arm.values[2] += risk.micro;
    }
  }
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  const ResultsReader reader(folder.path / "r.h5");
  for (const std::size_t baseline : {0U, 1U}) {
    Sums sums(reader, {ArmPlace{baseline}, ArmPlace{2}});
    const Samples deaths = sums.samples(Headline{{}, {}, {}, "deaths_probed", {}, scale::micro});
    const auto arms = deaths_precision(reader, sums);
    REQUIRE(arms.size() == 1);
    REQUIRE(arms[0].probed);
    const double difference = (deaths[1][0] + deaths[1][1] - deaths[0][0] - deaths[0][1]) / 2;
    CHECK(arms[0].probed->caused.mean - arms[0].probed->averted.mean == Approx(difference));
    CHECK(arms[0].probed->averted.mean == (baseline == 0 ? 1 : 2));
    CHECK(arms[0].probed->caused.mean == (baseline == 0 ? 2 : 3.5));
  }
}

TEST_CASE("without probes nothing is said of them") {
  const auto arms = known({{10, 11}, {9, 11}});
  CHECK_FALSE(arms[0].probed);
}
