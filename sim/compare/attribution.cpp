#include "compare/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <utility>

#include "compare/figures.hpp"
#include "compare/headline.hpp"
#include "compare/text.hpp"

namespace darah {

namespace {

constexpr std::size_t count = mechanism_labels.size();
constexpr std::uint32_t all = (1U << count) - 1;
constexpr Headline expected_deaths = {"", "", "deaths_conditional", {}, scale::micro};

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

Interval interval_of(const Values& values) {
  Moments moments;
  for (const double v : values) moments.add(v);
  return student_interval(moments, usual_confidence);
}

bool distinct_from_0(const Interval& i) { return i.low > 0 || i.high < 0; }

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

// Text.

/// Mechanism, alone, last, Shapley value, share; intervals as text.
using Line = std::array<std::string, 5>;

/// A column's intervals, aligned at their ±.
std::vector<std::string> column_of(const std::vector<std::optional<Interval>>& intervals, int decimals) {
  std::size_t means = 1, half_widths = 0;
  for (const auto& i : intervals) {
    if (!i) continue;
    means = std::max(means, columns(number(i->mean, decimals)));
    half_widths = std::max(half_widths, columns(number(i->half_width, decimals)));
  }
  std::vector<std::string> texts;
  for (const auto& i : intervals) {
    if (!i) {
      texts.push_back(right("-", means));
      continue;
    }
    const bool certain = (i->mean == 0 && i->half_width == 0) || !std::isfinite(i->half_width);
    texts.push_back(right(number(i->mean, decimals), means) + " ± " +
                    right(number(i->half_width, decimals), half_widths) +
                    (certain || distinct_from_0(*i) ? "  " : " ~"));
  }
  return texts;
}

std::vector<Line> lines_of(const Attribution& a) {
  // Added to none or taken from all, all mechanisms together make the total.
  std::array<std::vector<std::optional<Interval>>, 4> intervals;
  for (const AttributedEffect& effect : a.mechanisms) {
    intervals[0].emplace_back(effect.alone);
    intervals[1].emplace_back(effect.last);
    intervals[2].push_back(effect.shapley);
    intervals[3].push_back(effect.share);
  }
  for (std::size_t c = 0; c < 3; ++c) intervals[c].emplace_back(a.total);
  const bool shares = distinct_from_0(a.total);
  intervals[3].push_back(shares ? std::optional(Interval{100, 0, 100, 100}) : std::nullopt);

  std::vector<Line> lines{{"", "alone", "added last", "Shapley value", "share, %"}};
  for (const std::string_view label : mechanism_labels) lines.push_back({std::string(label), "", "", "", ""});
  lines.push_back({"all of them", "", "", "", ""});
  for (std::size_t c = 0; c < intervals.size(); ++c) {
    const std::vector<std::string> texts = column_of(intervals[c], c == 3 ? 1 : 2);
    for (std::size_t l = 0; l < texts.size(); ++l) lines[l + 1][c + 1] = texts[l];
  }
  return lines;
}

void add_table(std::string& text, const Attribution& a) {
  const std::vector<Line> lines = lines_of(a);
  const std::size_t shown = a.mechanisms.front().shapley ? 5 : 3;
  std::array<std::size_t, 5> widths{};
  for (const Line& cells : lines) {
    for (std::size_t c = 0; c < shown; ++c) widths[c] = std::max(widths[c], columns(cells[c]));
  }
  add_line(text, fmt::format("What each mechanism of {} does: lives saved a year", a.arm));
  for (const Line& cells : lines) {
    std::string line;
    for (std::size_t c = 0; c < shown; ++c) line += left(cells[c], widths[c]) + "  ";
    add_line(text, line);
  }
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
  for (std::size_t m = 0; m < count; ++m) {
    AttributedEffect& effect = result.mechanisms[m];
    const std::uint32_t mechanism = 1U << m;
    effect.alone = interval_of(averted(0, mechanism));
    effect.last = interval_of(averted(all & ~mechanism, mechanism));
    if (by_subset.size() <= all) continue;
    const Values shapley = shapley_of(mechanism, by_subset, replications);
    effect.shapley = interval_of(shapley);
    if (!distinct_from_0(result.total)) continue;
    effect.share = ratio_interval(shapley, total, usual_confidence);
    if (effect.share) effect.share = percent_of(*effect.share);
  }
  return result;
}

std::vector<Attribution> attributions(const ResultsReader& results) {
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

void add_attributions(std::string& text, std::span<const Attribution> attributions, std::size_t width) {
  if (attributions.empty()) return;
  bool shares = false, no_shares = false;
  for (const Attribution& a : attributions) {
    add_table(text, a);
    text += '\n';
    (a.mechanisms.front().shapley ? shares : no_shares) = true;
  }
  std::string note =
      "Lives saved: expected maternal deaths averted a year, paired by replication, ± 95% interval; less "
      "than 0 "
      "where a mechanism costs lives; ~ the interval includes 0. alone: against no mechanism. added last: "
      "what "
      "all of them lose without it. Mechanisms that overlap or need one another add up to the total in "
      "neither.";
  if (shares)
    note +=
        " Shapley value: the mean over all orders in which they can be added; the values add up to the "
        "total. "
        "share: of the total, where its interval leaves out 0.";
  if (no_shares) note += " Shares of the total need attribution = \"shapley\" in the scenario.";
  add_paragraph(text, note, width);
  text += '\n';
}

}  // namespace darah
