#include "print/attribution_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

constexpr int effect_decimals = 2, share_decimals = 1;

/// Unlike interval_text(), an effect of 0 in every replication is told as such.
std::string effect_text(const std::optional<Interval>& effect, int with_decimals) {
  if (!effect) return "-";
  const bool certain = (effect->mean == 0 && effect->half_width == 0) || !std::isfinite(effect->half_width);
  return fmt::format("{} ± {}{}", number(effect->mean, with_decimals),
                     number(effect->half_width, with_decimals),
                     certain || effect->leaves_out_0() ? "  " : " ~");
}

/// Added to none or taken from all, all mechanisms together make the total.
AttributedEffect effect_of_all(const Attribution& a) {
  AttributedEffect all{a.total, a.total, a.total, {}, {}};
  if (a.total.leaves_out_0()) all.share = Interval{100, 0, 100, 100};
  return all;
}

void add_table(std::string& text, const Attribution& a) {
  const bool shares = a.mechanisms.begin()->shapley.has_value();
  std::vector<TextColumn> columns{{"", "", "", Align::left}};
  for (const char* name : {"alone", "added last", "Shapley value", "share, %"})
    columns.push_back({"", "", name, Align::at_sign});
  if (!shares) columns.resize(3);
  TextTable table(columns, TableHeading::line);
  const auto add = [&](std::string_view name, const AttributedEffect& effect) {
    std::vector<std::string> cells{std::string(name), effect_text(effect.alone, effect_decimals),
                                   effect_text(effect.last, effect_decimals)};
    if (shares) {
      cells.push_back(effect_text(effect.shapley, effect_decimals));
      cells.push_back(effect_text(effect.share, share_decimals));
    }
    table.add(std::move(cells));
  };
  for (const Mechanism m : every<Mechanism>) add(mechanism_labels[m], a.mechanisms[m]);
  add("all of them", effect_of_all(a));
  add_line(text, fmt::format("What each mechanism of {} does: lives saved a year", a.arm));
  table.write(text);
}

}  // namespace

void add_attributions(std::string& text, std::span<const Attribution> attributions, std::size_t width) {
  if (attributions.empty()) return;
  bool shares = false, no_shares = false;
  for (const Attribution& a : attributions) {
    add_table(text, a);
    text += '\n';
    (a.mechanisms.begin()->shapley ? shares : no_shares) = true;
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
