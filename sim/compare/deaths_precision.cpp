#include "compare/deaths_precision.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace darah {

namespace {

constexpr double alpha = usual_alpha;
constexpr Precision seen{1, true}, to_tenth{0.1, true};

/// Deaths of one arm in each replication, and of them those of women who live in the baseline, and the other
/// way round.
struct ByName {
  std::vector<double> deaths, averted, caused;
};

std::vector<ByName> by_name(const ResultsView& results, std::span<const ArmPlace> arms) {
  using Deaths = std::set<std::uint64_t>;
  std::map<std::int64_t, std::map<ArmPlace, Deaths>> dead;  // by replication, by arm
  for (const DeathRow& row : results.deaths()) dead[row.replication][row.arm].insert(row.woman);
  const auto alone = [](const Deaths& here, const Deaths& there) {
    return static_cast<double>(
        std::count_if(here.begin(), here.end(), [&](std::uint64_t woman) { return !there.contains(woman); }));
  };
  std::vector<ByName> counts(arms.size());
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (auto& [replication, in] : dead) {
      counts[a].deaths.push_back(static_cast<double>(in[arms[a]].size()));
      counts[a].averted.push_back(alone(in[arms[0]], in[arms[a]]));
      counts[a].caused.push_back(alone(in[arms[a]], in[arms[0]]));
    }
    // In the others nobody died in any arm.
    for (auto* values : {&counts[a].deaths, &counts[a].averted, &counts[a].caused})
      values->resize(results.replications(), 0);
  }
  return counts;
}

/// What probes expect less of each arm but the first than of the first, in each replication, and more.
std::optional<std::vector<ByName>> by_probe(const ResultsView& results, std::span<const ArmPlace> arms) {
  const auto probes = results.probes();
  if (!probes || !results.has("deaths_probed")) return {};
  // In replications of which no probe is listed arms do not differ.
  const std::vector<double> none(results.replications(), 0);
  std::vector<ByName> all(arms.size(), ByName{{}, none, none});
  std::map<std::int64_t, std::size_t> places;  // of the replications that are listed
  for (const ProbeRow& row : *probes) {
    const std::size_t place = places.try_emplace(row.replication, places.size()).first->second;
    for (std::size_t a = 1; a < arms.size(); ++a) {
      const double less = static_cast<double>(row.micro[static_cast<std::size_t>(arms[0])] -
                                              row.micro[static_cast<std::size_t>(arms[a])]) *
                          scale::micro;
      (less > 0 ? all[a].averted : all[a].caused)[place] += std::abs(less);
    }
  }
  return all;
}

/// Interval a year of counts over so many years.
Interval yearly(std::span<const double> counts, double years) {
  Moments moments;
  for (const double n : counts) moments.add(n / years);
  return student_interval(moments, 1 - alpha);
}

/// What is known of the difference of each arm but the first, from deaths a year.
std::vector<KnownDifference> known(const Samples& deaths) {
  std::vector<Moments> differences;
  for (std::size_t a = 1; a < deaths.size(); ++a)
    differences.push_back(paired_differences(deaths[a], deaths[0]));
  const std::vector<Claim> claims = claims_of(differences);
  std::vector<KnownDifference> all;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Moments& d = differences[i];
    const Interval difference = student_interval(d, 1 - alpha);
    all.push_back({difference, claims[i], replications_needed(d, seen, 1 - alpha),
                   replications_needed(d, to_tenth, 1 - alpha), pairing_gain(deaths[i + 1], deaths[0]),
                   to_tenth.reached(difference)});
  }
  return all;
}

/// Counts are as rare as they are: what they ask for holds for claims too.
void hold_to_counts(KnownDifference& drawn, std::size_t replications) {
  Claim& claim = drawn.claim;
  if (claim.told != Finding::untold && claim.told != Finding::alike) return;
  const double spread = claim.told == Finding::alike ? 0 : claim.to_tell;
  claim.to_tell = more_needed(std::max(spread, drawn.to_see), static_cast<std::int64_t>(replications));
}

/// What the counts themselves ask for, each with its own mean as its variance.
double replications_for(double averted, double caused, const Precision& precision) {
  const double half_width = precision.wanted(averted - caused);
  return std::ceil(3.84 * (averted + caused) / (half_width * half_width));
}

}  // namespace

std::vector<DeathsPrecision> deaths_precision(const ResultsView& results, Sums& sums) {
  const std::vector<ArmPlace>& arms = sums.arms();
  const std::vector<ByName> counts = by_name(results, arms);
  Samples drawn;
  for (const ByName& arm : counts) {
    drawn.push_back(arm.deaths);
    for (double& deaths : drawn.back()) deaths /= sums.years();
  }
  const std::vector<KnownDifference> of_drawn = known(drawn);
  const auto probed = sums.is_zero("deaths_probed") ? std::nullopt : by_probe(results, arms);
  const Headline from_care{{}, {}, {}, "deaths_expected", {}, scale::micro};
  const auto of_expected =
      sums.has(from_care) ? known(sums.samples(from_care)) : std::vector<KnownDifference>{};
  std::vector<DeathsPrecision> all;
  for (std::size_t a = 1; a < arms.size(); ++a) {
    DeathsPrecision& arm = all.emplace_back();
    arm.arm = results.arm(arms[a]);
    arm.averted = yearly(counts[a].averted, sums.years());
    arm.caused = yearly(counts[a].caused, sums.years());
    if (probed)
      arm.probed = {yearly((*probed)[a].averted, sums.years()), yearly((*probed)[a].caused, sums.years())};
    arm.drawn = of_drawn[a - 1];
    const double averted = arm.averted.mean * sums.years(), caused = arm.caused.mean * sums.years();
    if (averted != caused) {
      arm.drawn.to_see = std::max(arm.drawn.to_see, replications_for(averted, caused, seen));
      arm.drawn.to_tenth = std::max(arm.drawn.to_tenth, replications_for(averted, caused, to_tenth));
    }
    hold_to_counts(arm.drawn, results.replications());
    if (!of_expected.empty()) arm.expected = of_expected[a - 1];
  }
  return all;
}

}  // namespace darah
