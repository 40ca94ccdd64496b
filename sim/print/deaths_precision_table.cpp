#include "print/deaths_precision_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/answer.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

std::string replications_text(bool enough, double needed) { return enough ? "enough" : about(needed); }

std::string text_of_p(double p) {
  return p < 0.0005 ? "<.001" : fmt::format("{:.3f}", p).substr(p < 0.9995 ? 1 : 0);
}

std::vector<std::string> cells_of(const KnownDifference& k, bool family, std::size_t replications) {
  if (k.difference.mean == 0 && k.difference.half_width == 0)
    return family ? std::vector<std::string>{"same", "same", "-", "-", "-", "-"}
                  : std::vector<std::string>{"same", "-", "-", "-"};
  std::vector<std::string> cells = {interval_text(k.difference, 1, true)};
  if (family) {
    cells.push_back(interval_text(k.claim.together, 1, true));
    cells.push_back(text_of_p(k.claim.p));
  }
  const bool told = k.claim.told == Finding::less || k.claim.told == Finding::more;
  // No number below the least is named, nor are as few enough.
  const auto cell = [&](bool enough, double needed) {
    const auto n = static_cast<std::int64_t>(replications);
    cells.push_back(replications_text(enough && n >= least_replications, more_needed(needed, n)));
  };
  cell(told, k.claim.to_tell);
  cell(k.is_known_to_tenth, k.to_tenth);
  cells.push_back(std::isfinite(k.gain) ? number(k.gain, k.gain < 10 ? 1 : 0) + " times" : "-");
  return cells;
}

TextTable table_of(bool family) {
  const std::string together = "all arms together", replications = "replications (-r)";
  std::vector<TextColumn> columns = {
      {"", "", "arm", Align::left}, {"", "", "deaths", Align::left}, {"each arm alone", "", "difference"}};
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

void add_deaths_precision(std::string& text, std::span<const DeathsPrecision> arms,
                          const std::string& baseline, std::size_t replications, std::size_t width) {
  if (arms.empty()) return;
  text += '\n';
  if (const std::string few = few_text(replications); !few.empty()) add_paragraph(text, few, width);
  if (replications < 2) return;
  const bool family = arms.size() > 1;
  TextTable table = table_of(family);
  const auto add = [&](const std::string& arm, const std::string& deaths, const KnownDifference& k) {
    std::vector<std::string> cells = cells_of(k, family, replications);
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
      "replications. Single districts need more.";
  add_paragraph(text, notes, width);
}

}  // namespace darah
