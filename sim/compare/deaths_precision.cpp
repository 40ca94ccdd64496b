#include "compare/deaths_precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "compare/text.hpp"

namespace darah {

namespace {

constexpr double alpha = 0.05;
constexpr Precision seen{1, true}, to_tenth{0.1, true};

/// Deaths of one arm in each replication, and of them those of women who live in the baseline, and the other
/// way round.
struct ByName {
  std::vector<double> deaths, averted, caused;
};

std::vector<ByName> by_name(const ResultsReader& results, std::span<const ArmPlace> arms) {
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

/// Of counts over so many years, a year.
Interval yearly(std::span<const double> counts, double years) {
  Moments moments;
  for (const double n : counts) moments.add(n / years);
  return student_interval(moments, 1 - alpha);
}

/// Of each arm but the first, from deaths a year.
std::vector<KnownDifference> known(const Samples& deaths) {
  std::vector<Moments> differences;
  std::vector<double> p;
  for (std::size_t a = 1; a < deaths.size(); ++a) {
    differences.push_back(paired_differences(deaths[a], deaths[0]));
    p.push_back(student_p(differences.back()));
  }
  const std::vector<HolmTest> tests = holm(p, alpha);
  std::vector<KnownDifference> all;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Moments& d = differences[i];
    all.push_back({student_interval(d, 1 - alpha), student_interval(d, 1 - tests[i].level), tests[i].p,
                   replications_needed(d, seen, 1 - alpha), replications_needed(d, to_tenth, 1 - alpha),
                   pairing_gain(deaths[i + 1], deaths[0])});
  }
  return all;
}

/// What the counts themselves ask for, each with its own mean as its variance.
double replications_for(double averted, double caused, const Precision& precision) {
  const double half_width = precision.wanted(averted - caused);
  return std::ceil(3.84 * (averted + caused) / (half_width * half_width));
}

// Text.

std::string replications_text(const KnownDifference& k, const Precision& precision, double needed) {
  return precision.reached(k.difference) ? "enough" : about(needed);
}

std::vector<std::string> cells_of(const KnownDifference& k, bool family) {
  if (k.difference.mean == 0 && k.difference.half_width == 0)
    return family ? std::vector<std::string>{"same", "same", "-", "-", "-", "-"}
                  : std::vector<std::string>{"same", "-", "-", "-"};
  std::vector<std::string> cells = {interval_text(k.difference, 1, true)};
  if (family) {
    cells.push_back(interval_text(k.together, 1, true));
    cells.push_back(k.p < 0.0005 ? "<.001" : fmt::format("{:.3f}", k.p).substr(k.p < 0.9995 ? 1 : 0));
  }
  cells.push_back(replications_text(k, seen, k.to_see));
  cells.push_back(replications_text(k, to_tenth, k.to_tenth));
  cells.push_back(std::isfinite(k.gain) ? number(k.gain, k.gain < 10 ? 1 : 0) + " times" : "-");
  return cells;
}

TextTable table_of(bool family) {
  const std::string together = "all arms together", replications = "replications (-r)";
  std::vector<TextColumn> columns = {
      {"", "", "arm", false}, {"", "", "deaths", false}, {"each arm alone", "", "difference"}};
  if (family) {
    columns.push_back({together, "", "difference"});
    columns.push_back({together, "", "p"});
  }
  columns.push_back({replications, "to tell", "from 0"});
  columns.push_back({replications, "to know", "to 10%"});
  columns.push_back({"the same women", "in every arm", "save"});
  return TextTable(columns);
}

}  // namespace

std::vector<DeathsPrecision> deaths_precision(const ResultsReader& results, Sums& sums) {
  const std::vector<ArmPlace>& arms = sums.arms();
  const std::vector<ByName> counts = by_name(results, arms);
  Samples drawn;
  for (const ByName& arm : counts) {
    drawn.push_back(arm.deaths);
    for (double& deaths : drawn.back()) deaths /= sums.years();
  }
  const std::vector<KnownDifference> of_drawn = known(drawn);
  const Headline from_care{{}, {}, "deaths_conditional", {}, scale::micro};
  const auto of_expected =
      sums.has(from_care) ? known(sums.samples(from_care)) : std::vector<KnownDifference>{};
  std::vector<DeathsPrecision> all;
  for (std::size_t a = 1; a < arms.size(); ++a) {
    DeathsPrecision& arm = all.emplace_back();
    arm.arm = results.arm(arms[a]);
    arm.averted = yearly(counts[a].averted, sums.years());
    arm.caused = yearly(counts[a].caused, sums.years());
    arm.drawn = of_drawn[a - 1];
    const double averted = arm.averted.mean * sums.years(), caused = arm.caused.mean * sums.years();
    if (averted != caused) {
      arm.drawn.to_see = std::max(arm.drawn.to_see, replications_for(averted, caused, seen));
      arm.drawn.to_tenth = std::max(arm.drawn.to_tenth, replications_for(averted, caused, to_tenth));
    }
    if (!of_expected.empty()) arm.expected = of_expected[a - 1];
  }
  return all;
}

void add_deaths_precision(std::string& text, std::span<const DeathsPrecision> arms,
                          const std::string& baseline, std::size_t replications, std::size_t width) {
  if (arms.empty()) return;
  text += '\n';
  if (replications < 2) {
    add_paragraph(text, "One replication gives no interval; take at least 8 (-r 8).", width);
    return;
  }
  const bool family = arms.size() > 1;
  TextTable table = table_of(family);
  const auto add = [&](const std::string& arm, const std::string& deaths, const KnownDifference& k) {
    std::vector<std::string> cells = cells_of(k, family);
    cells.insert(cells.begin(), {arm, deaths});
    table.add(cells);
  };
  for (const DeathsPrecision& arm : arms) {
    add(arm.arm, "true", arm.drawn);
    if (arm.expected) add("", "expected", *arm.expected);
  }
  add_line(text, fmt::format("How well differences in deaths from {} are known, a year", baseline));
  table.write(text, width);
  std::string notes;
  if (family)
    notes =
        "All arms together: by Holm's method; in 95 of 100 such tables no interval wrongly leaves out 0, "
        "among "
        "true and among expected deaths each. ";
  notes +=
      "Save: with women of its own in each arm, the same interval would take so many times as many "
      "replications. Single districts need many times as many.";
  add_paragraph(text, notes, width);
}

}  // namespace darah
