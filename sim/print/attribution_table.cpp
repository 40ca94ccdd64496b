#include "print/attribution_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/text.hpp"

namespace darah {

namespace {

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
                    (certain || i->leaves_out_0() ? "  " : " ~"));
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
  const bool shares = a.total.leaves_out_0();
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
