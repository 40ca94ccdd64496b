#include "compare/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <utility>

#include "compare/figures.hpp"
#include "compare/headline.hpp"

namespace darah {

namespace {

constexpr std::size_t count = mechanism_labels.size();
constexpr std::uint32_t all = (1U << count) - 1;
constexpr Headline expected_deaths = {{}, {}, {}, "deaths_expected", {}, scale::micro};

using Values = std::vector<double>;  // by replication
using BySubset = std::map<std::uint32_t, const Values*>;

/// Adds `factor` times the deaths that a mechanism averts when it is added to `subset`.
void add_averted(Values& sum, const BySubset& deaths, std::uint32_t subset, std::uint32_t added,
                 double factor = 1) {
  const Values &without = *deaths.at(subset), &with = *deaths.at(subset | added);
  for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += factor * (without[r] - with[r]);
}

double factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

/// Shapley, A value for n-person games (1953): the mean over all orders of what it averts when its turn
/// comes.
Values shapley_of(std::uint32_t mechanism, const BySubset& deaths, std::size_t replications) {
  constexpr int n = count;
  Values value(replications, 0);
  for (std::uint32_t subset = 0; subset <= all; ++subset) {
    if ((subset & mechanism) != 0) continue;
    const int before = std::popcount(subset);
    add_averted(value, deaths, subset, mechanism,
                factorial(before) * factorial(n - 1 - before) / factorial(n));
  }
  return value;
}

Moments moments_of(const Values& values) {
  Moments moments;
  for (const double v : values) moments.add(v);
  return moments;
}

Interval interval_of(const Values& values) { return student_interval(moments_of(values), usual_confidence); }

Interval percent_of(const Interval& i) {
  return {100 * i.mean, 100 * i.half_width, 100 * i.low, 100 * i.high};
}

/// Whether none, all, each alone and all but each are there.
bool complete(const BySubset& deaths) {
  bool found = deaths.contains(0) && deaths.contains(all);
  for (std::size_t m = 0; m < count; ++m)
    found = found && deaths.contains(1U << m) && deaths.contains(all & ~(1U << m));
  return found;
}

}  // namespace

std::optional<Attribution> attribute(const std::string& arm, std::span<const std::uint32_t> subsets,
                                     const Samples& deaths) {
  BySubset by_subset;
  for (std::size_t i = 0; i < subsets.size(); ++i) by_subset[subsets[i]] = &deaths[i];
  if (!complete(by_subset)) return {};
  const std::size_t replications = deaths.front().size();
  const auto averted = [&](std::uint32_t subset, std::uint32_t added) {
    Values values(replications, 0);
    add_averted(values, by_subset, subset, added);
    return values;
  };
  const Values total = averted(0, all);
  Attribution result{arm, {}, interval_of(total), replications};
  std::vector<Moments> claimed;
  for (const Mechanism m : every<Mechanism>) {
    AttributedEffect& effect = result.mechanisms[m];
    const std::uint32_t mechanism = 1U << index_of(m);
    const Values alone = averted(0, mechanism);
    effect.alone = interval_of(alone);
    effect.last = interval_of(averted(all & ~mechanism, mechanism));
    if (by_subset.size() <= all) {
      claimed.push_back(moments_of(alone));
      continue;
    }
    const Values shapley = shapley_of(mechanism, by_subset, replications);
    claimed.push_back(moments_of(shapley));
    effect.shapley = interval_of(shapley);
    if (!result.total.leaves_out_0()) continue;
    effect.share = ratio_interval(shapley, total, usual_confidence);
    if (effect.share) effect.share = percent_of(*effect.share);
  }
  const std::vector<Claim> claims = claims_of(claimed);
  for (const Mechanism m : every<Mechanism>) result.mechanisms[m].claim = claims[index_of(m)];
  return result;
}

std::vector<Attribution> attributions(const ResultsView& results) {
  std::map<std::int64_t, std::vector<ArmPlace>> families;
  for (std::size_t a = 0; a < results.arms().size(); ++a) {
    if (results.members()[a].family >= 0) families[results.members()[a].family].push_back(ArmPlace{a});
  }
  std::vector<Attribution> all_of_them;
  if (!results.has(expected_deaths.numerator)) return all_of_them;
  for (const auto& [family, arms] : families) {
    std::vector<std::uint32_t> subsets;
    for (const ArmPlace a : arms) subsets.push_back(results.member(a).subset);
    const std::string& name = results.arm(ArmPlace{static_cast<std::size_t>(family)});
    auto attribution = attribute(name, subsets, Sums(results, arms).samples(expected_deaths));
    if (!attribution)
      throw FileError(
          fmt::format("{}: damaged: the family of arm {} lacks an arm", results.path().string(), name));
    all_of_them.push_back(std::move(*attribution));
  }
  return all_of_them;
}

}  // namespace darah
