#include "print/cost_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

constexpr int decimals = 1;

std::string text_of(const PayerCost& payer, Finding deaths) {
  std::string ratio = fmt::format("{} ({} to {})", number(payer.ratio.ratio, decimals),
                                  number(payer.ratio.low, decimals), number(payer.ratio.high, decimals));
  switch (payer.verdict) {
    case CostVerdict::ratio:
      return ratio;
    case CostVerdict::saves_money:
    case CostVerdict::dominated:
      return std::string(verdict_text(payer.verdict));
    case CostVerdict::forgone:
      return "saves " + ratio + " a death more";
    case CostVerdict::not_estimable:
    case CostVerdict::count:
      break;
  }
  if (!std::isfinite(payer.cost.half_width)) return "not estimable: one replication";
  const bool told = payer.ratio.bounded && (deaths == Finding::less || deaths == Finding::more);
  return told ? "not estimable: costs may be 0" : "not estimable: averted may be 0";
}

std::string explanation(std::span<const DeathCost> costs, const std::string& baseline) {
  const auto occurs = [&](CostVerdict verdict) {
    return std::any_of(costs.begin(), costs.end(), [&](const DeathCost& arm) {
      return std::any_of(arm.costs.begin(), arm.costs.end(),
                         [&](const PayerCost& payer) { return payer.verdict == verdict; });
    });
  };
  std::string text = fmt::format(
      "Costs are the arm's less those of {}. A death averted costs their ratio to expected deaths averted "
      "(deaths_expected), with Fieller's 95% interval over replications; neither discounted nor "
      "with what is unknown of prices.",
      baseline);
  if (occurs(CostVerdict::not_estimable))
    text +=
        " not estimable: deaths averted, among all arms together, or where more die the costs, are not told "
        "from 0.";
  if (occurs(CostVerdict::saves_money)) text += " saves money: fewer deaths for less money.";
  if (occurs(CostVerdict::dominated))
    text += fmt::format(" dominated: more deaths than in {}, for as much money or more.", baseline);
  if (occurs(CostVerdict::forgone))
    text += fmt::format(" a death more: what {} spends to avert it.", baseline);
  return text;
}

}  // namespace

std::string_view verdict_text(CostVerdict verdict) {
  constexpr EnumArray<CostVerdict, std::string_view> texts{
      {"not estimable", "", "saves money", "dominated", "more deaths, less money"}};
  return texts[verdict];
}

void add_death_costs(std::string& text, std::span<const DeathCost> costs, const std::string& baseline,
                     std::size_t width) {
  if (costs.empty()) return;
  TextTable table({{"", "", "arm", Align::left},
                   {"", "", "payer", Align::left},
                   {"costs", "IDR million", "a year"},
                   {"deaths averted a year", "", "true"},
                   {"deaths averted a year", "expected", "from care"},
                   {"cost of a death averted", "IDR million", "(95% interval)", Align::left}});
  for (const DeathCost& arm : costs) {
    for (std::size_t p = 0; p < arm.costs.size(); ++p) {
      const PayerCost& payer = arm.costs[p];
      const bool first = p == 0;
      table.add({first ? arm.arm : "", std::string(payer_labels[payer.payer]),
                 interval_text(payer.cost, decimals, true),
                 !first             ? ""
                 : arm.averted_true ? interval_text(*arm.averted_true, decimals)
                                    : "-",
                 first ? interval_text(arm.averted, decimals) : "", text_of(payer, arm.claim.told)});
    }
  }
  add_line(text, fmt::format("Cost of a death averted, against {}", baseline));
  table.write(text, width);
  add_paragraph(text, explanation(costs, baseline), width);
  text += '\n';
}

}  // namespace darah
