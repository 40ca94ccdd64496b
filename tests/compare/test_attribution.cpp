#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "compare/attribution.hpp"
#include "compare/comparison.hpp"
#include "compare/figures.hpp"
#include "compare/synthetic.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr std::size_t n = mechanism_labels.size();
constexpr std::uint32_t all = (1U << n) - 1;

std::vector<std::uint32_t> every_subset() {
  std::vector<std::uint32_t> subsets(all + 1);
  std::iota(subsets.begin(), subsets.end(), 0U);
  return subsets;
}

std::vector<std::uint32_t> family() {
  std::vector<std::uint32_t> subsets{all, 0};
  for (std::size_t m = 0; m < n; ++m) subsets.push_back(1U << m);
  for (std::size_t m = 0; m < n; ++m) subsets.push_back(all & ~(1U << m));
  return subsets;
}

template <class Deaths>
Samples samples_of(std::span<const std::uint32_t> subsets, std::size_t replications, Deaths&& deaths) {
  Samples samples;
  for (const std::uint32_t subset : subsets) {
    std::vector<double>& of = samples.emplace_back();
    for (std::size_t r = 0; r < replications; ++r) of.push_back(deaths(subset, r));
  }
  return samples;
}

bool has(std::uint32_t subset, std::uint32_t m) { return (subset >> m & 1) != 0; }

constexpr std::array<Measure, 1> expected = {
    {{"deaths_conditional", "1e-6 deaths", {"district"}, "expected deaths"}}};

/// Arms "plain" and "mou", and those generated of "mou"; a life in the first replication, two in the second
/// for each mechanism.
Results results_of(const std::vector<std::uint32_t>& subsets, std::span<const Measure> measures = expected) {
  Results results = synthetic_results();
  results.labels = {{"district", {"cilegon"}}};
  results.layout = Layout(measures, results.labels, Detail::full);
  results.arms = {{"plain", ""}};
  const auto family = 1 + (std::find(subsets.begin(), subsets.end(), all) - subsets.begin());
  for (const std::uint32_t subset : subsets)
    results.arms.push_back({subset == all ? "mou" : "mou." + std::to_string(subset), "", {family, subset}});
  results.replications.clear();
  results.replications_requested = 2;
  for (std::int64_t r = 0; r < 2; ++r) {
    Replication replication{r, 0, {}};
    for (const ArmLabel& arm : results.arms) {
      Outcome outcome;
      outcome.values = {100'000'000 - 1'000'000 * (r + 1) * std::popcount(arm.member.subset)};
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

struct Written {
  explicit Written(const Results& results) { write_results(folder.path / "r.h5", results); }
  ResultsReader reader() const { return ResultsReader(folder.path / "r.h5"); }
  ScratchFolder folder;
};

}  // namespace

TEST_CASE("a game whose Shapley values are known") {
  // Mechanism 0 saves 5; 1 and 2 save 6 only together; 3 and 4 each save the same 2; 5 costs 1; 6 does
  // nothing.
  const auto saved = [](std::uint32_t s) {
    return 5.0 * has(s, 0) + 6.0 * (has(s, 1) && has(s, 2)) + 2.0 * (has(s, 3) || has(s, 4)) - has(s, 5);
  };
  const auto subsets = every_subset();
  const auto a = attribute("mou", subsets, samples_of(subsets, 8, [&](std::uint32_t s, std::size_t r) {
                             return 100 + 10.0 * static_cast<double>(r) - saved(s);
                           }));
  REQUIRE(a);
  CHECK(a->arm == "mou");
  CHECK(a->replications == 8);
  CHECK(a->total.mean == Approx(12));
  const std::array<double, n> alone = {5, 0, 0, 2, 2, -1, 0}, last = {5, 6, 6, 0, 0, -1, 0},
                              shapley = {5, 3, 3, 1, 1, -1, 0};
  for (std::size_t m = 0; m < n; ++m) {
    CAPTURE(m);
    const AttributedEffect& effect = a->mechanisms[Mechanism(m)];
    CHECK(effect.alone.mean == Approx(alone[m]).margin(1e-12));
    CHECK(effect.last.mean == Approx(last[m]).margin(1e-12));
    REQUIRE((effect.shapley && effect.share));
    CHECK(effect.shapley->mean == Approx(shapley[m]).margin(1e-12));
    CHECK(effect.shapley->half_width < 1e-12);  // the same in every replication, whatever its deaths
    CHECK(effect.share->mean == Approx(100 * shapley[m] / 12).margin(1e-9));
  }
}

TEST_CASE("Shapley values are the mean over all orders, and add up to the total") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(300, 500);
  const auto subsets = every_subset();
  const Samples deaths = samples_of(
      subsets, 5, [&](std::uint32_t s, std::size_t) { return uniform(random) - 50.0 * std::popcount(s); });
  const auto a = attribute("mou", subsets, deaths);
  REQUIRE(a);
  double sum = 0, shares = 0;
  for (const AttributedEffect& effect : a->mechanisms) {
    sum += effect.shapley->mean;
    shares += effect.share->mean;
  }
  CHECK(sum == Approx(a->total.mean).epsilon(1e-9));
  CHECK(shares == Approx(100).epsilon(1e-9));

  std::array<std::uint32_t, n> order{};
  std::iota(order.begin(), order.end(), 0U);
  std::vector<std::array<double, n>> averted(5);
  double orders = 0;
  do {
    std::uint32_t so_far = 0;
    for (const std::uint32_t m : order) {
      for (std::size_t r = 0; r < 5; ++r) averted[r][m] += deaths[so_far][r] - deaths[so_far | 1U << m][r];
      so_far |= 1U << m;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  REQUIRE(orders == 5040);
  for (std::size_t m = 0; m < n; ++m) {
    Moments moments;
    std::vector<double> values, total;
    for (std::size_t r = 0; r < 5; ++r) {
      values.push_back(averted[r][m] / orders);
      total.push_back(deaths[0][r] - deaths[all][r]);
      moments.add(values.back());
    }
    CHECK(a->mechanisms[Mechanism(m)].shapley->mean == Approx(moments.mean()));
    CHECK(a->mechanisms[Mechanism(m)].shapley->half_width ==
          Approx(student_interval(moments, 0.95).half_width));
    CHECK(a->mechanisms[Mechanism(m)].share->half_width ==
          Approx(100 * ratio_interval(values, total, 0.95)->half_width));
  }
}

TEST_CASE("the family alone has no Shapley values, less than the family no attribution") {
  const auto subsets = family();
  const Samples deaths = samples_of(subsets, 2, [](std::uint32_t s, std::size_t r) {
    return 10 - (1 + static_cast<double>(r)) * std::popcount(s);
  });
  const auto a = attribute("mou", subsets, deaths);
  REQUIRE(a);
  CHECK(a->total.mean == Approx(10.5));
  for (const AttributedEffect& effect : a->mechanisms) {
    CHECK(effect.alone.mean == Approx(1.5));
    CHECK(effect.last.half_width == Approx(12.706204736432095 * 0.5));  // t(0.975, 1)
    CHECK_FALSE(effect.shapley);
    CHECK_FALSE(effect.share);
  }
  for (std::size_t missing = 0; missing < subsets.size(); ++missing) {
    auto fewer = subsets;
    auto of_fewer = deaths;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(missing));
    of_fewer.erase(of_fewer.begin() + static_cast<std::ptrdiff_t>(missing));
    CHECK_FALSE(attribute("mou", fewer, of_fewer));
  }
}

TEST_CASE("no share of what may be nothing") {
  const auto subsets = every_subset();
  const auto a = attribute("mou", subsets, samples_of(subsets, 2, [](std::uint32_t s, std::size_t r) {
                             return r == 0 ? -1.0 * std::popcount(s) : 1.5 * std::popcount(s);
                           }));
  REQUIRE(a);
  CHECK(a->mechanisms[Mechanism::candidates].shapley->mean == Approx(-0.25));
  CHECK_FALSE(a->mechanisms[Mechanism::candidates].share);
  const auto once =
      attribute("mou", subsets,
                samples_of(subsets, 1, [](std::uint32_t s, std::size_t) { return -1.0 * std::popcount(s); }));
  CHECK(once->mechanisms[Mechanism::candidates].alone.mean == 1);
  CHECK(std::isinf(once->mechanisms[Mechanism::candidates].alone.half_width));
  CHECK_FALSE(once->mechanisms[Mechanism::candidates].share);
}

TEST_CASE("families go to the file and come back") {
  const Written written(results_of(family()));
  const ResultsReader reader = written.reader();
  REQUIRE(reader.members().size() == 17);
  CHECK(reader.members()[0].family == -1);
  CHECK_FALSE(reader.members()[0].generated(0));
  CHECK(reader.members()[1].family == 1);
  CHECK(reader.members()[1].subset == all);
  CHECK_FALSE(reader.members()[1].generated(1));
  CHECK(reader.members()[3].subset == 1);
  CHECK(reader.members()[3].generated(3));
  const hdf5::Handle file = hdf5::open_file(reader.path()), subset = hdf5::open_dataset(file, "arm_subset");
  CHECK(hdf5::dimensions(subset) == std::vector<std::string>{"arm"});
  CHECK_THAT(hdf5::text_attribute(subset, "flag_meanings"), Contains("candidates call_up maternal_reserve"));

  const Written plain(synthetic_results());
  CHECK(plain.reader().members()[1].family == -1);
  CHECK_FALSE(hdf5::has_dataset(hdf5::open_file(plain.reader().path()), "arm_family"));
  CHECK(attributions(plain.reader()).empty());
}

TEST_CASE("families that cannot be are damage") {
  const auto told = [](const Membership& member) {
    Results results = results_of(family());
    results.arms[2].member = member;
    const Written written(results);
    try {
      attributions(written.reader());
    } catch (const FileError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(told({1, 0}).empty());
  CHECK_THAT(told({17, 0}), Contains("damaged: arm_family or arm_subset of mou.0 is out of range"));
  CHECK_THAT(told({-2, 0}), Contains("is out of range"));
  CHECK_THAT(told({1, 128}), Contains("is out of range"));
  CHECK_THAT(told({-1, 0}), Contains("damaged: the family of arm mou lacks an arm"));
}

TEST_CASE("the comparison holds a family as an attribution, not as arms") {
  const Written written(results_of(every_subset()));
  const Comparison c = compare(written.reader(), "plain");
  CHECK(c.arms == std::vector<std::string>{"plain", "mou"});
  REQUIRE(c.attributions.size() == 1);
  CHECK(c.attributions[0].total.mean == Approx(10.5));
  CHECK(c.attributions[0].mechanisms[Mechanism::candidates].shapley);
  // A generated arm may be what the others are compared with.
  CHECK(compare(written.reader(), "mou.0").arms == std::vector<std::string>{"mou.0", "plain", "mou"});

  const Comparison few = compare(Written(results_of(family())).reader(), "plain");
  CHECK_FALSE(few.attributions.at(0).mechanisms[Mechanism::candidates].shapley);

  // Without expected deaths there is nothing to attribute.
  constexpr std::array<Measure, 1> births = {{{"births", "births", {"district"}, "births"}}};
  CHECK(compare(Written(results_of(family(), births)).reader(), "plain").attributions.empty());
}
