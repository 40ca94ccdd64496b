#include "print/figure_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

std::string label_of(const Figure& figure) {
  return figure.unit.empty() ? figure.name : fmt::format("{} ({})", figure.name, figure.unit);
}

std::string_view text_of(Verdict verdict) {
  constexpr EnumArray<Verdict, std::string_view> texts{{"", "-", "inside", "outside"}};
  return texts[verdict];
}

/// "± 0.3", at the figure's confidence where that is not the usual.
std::string half_width_text(const Figure& figure, const FiguredArm& arm) {
  if (!arm.value || !std::isfinite(arm.value->half_width)) return {};
  const std::string text = "± " + number(arm.value->half_width, figure.decimals);
  return figure.confidence == usual_confidence ? text
                                               : fmt::format("{} at {:.6g}%", text, 100 * figure.confidence);
}

/// The interval of the published value itself.
std::string range_text(const Figure& figure) {
  if (!figure.published_range) return {};
  return fmt::format("{} to {}", number(figure.published_range->first, figure.decimals),
                     number(figure.published_range->second, figure.decimals));
}

/// A row for each figure and arm; the figure's name stands in its first row, or `above` it.
TextTable table_of(std::span<const ComparedFigure> figures, std::span<const std::string> arms, bool above) {
  const bool compares = std::any_of(figures.begin(), figures.end(), [](const ComparedFigure& f) {
    return std::any_of(f.arms.begin(), f.arms.end(),
                       [](const FiguredArm& arm) { return arm.verdict != Verdict::none; });
  });
  TextTable table({{"", "", above ? "" : "Figures", Align::left},
                   {"", "", "", Align::left},
                   {"", "", "value"},
                   {"", "", "", Align::at_sign},
                   {"", "", compares ? "published" : ""},
                   {"", "", "", Align::left},
                   {"", "", "", Align::left}},
                  TableHeading::line);
  for (const ComparedFigure& compared : figures) {
    const Figure& figure = compared.figure;
    if (above) table.add_text(label_of(figure) + '\n');
    for (std::size_t a = 0; a < arms.size(); ++a) {
      const FiguredArm& arm = compared.arms[a];
      table.add({above || a > 0 ? "" : label_of(figure), arms[a],
                 arm.value ? number(arm.value->mean, figure.decimals) : "-", half_width_text(figure, arm),
                 arm.verdict == Verdict::none ? "" : number(*figure.published, figure.decimals),
                 arm.verdict == Verdict::none ? "" : range_text(figure), std::string(text_of(arm.verdict))});
    }
  }
  return table;
}

/// For each source, the figures that were published there.
void add_sources(std::string& text, std::span<const ComparedFigure> figures, std::size_t width) {
  std::vector<std::pair<std::string, std::string>> sources;
  for (const ComparedFigure& compared : figures) {
    const Figure& figure = compared.figure;
    if (figure.source.empty()) continue;
    const auto at = std::find_if(sources.begin(), sources.end(),
                                 [&](const auto& source) { return source.first == figure.source; });
    if (at == sources.end()) {
      sources.emplace_back(figure.source, figure.name);
    } else {
      at->second += "; " + figure.name;
    }
  }
  for (const auto& [source, names] : sources)
    add_paragraph(text, fmt::format("{}: {}", names, source), width);
}

}  // namespace

void add_figures(std::string& text, std::span<const ComparedFigure> figures,
                 std::span<const std::string> arms, std::size_t width) {
  TextTable table = table_of(figures, arms, false);
  if (table.width() > width) {
    add_line(text, "Figures");
    table = table_of(figures, arms, true);
  }
  table.write(text);
  const bool compares = std::any_of(figures.begin(), figures.end(),
                                    [](const ComparedFigure& f) { return f.figure.published.has_value(); });
  add_paragraph(text,
                fmt::format("Ratios of sums over all replications, ± 95% interval unless another is named.{}",
                            compares ? " inside: what was published agrees, with an interval of its own "
                                       "where one stands behind it: the "
                                       "two lie no farther apart than both intervals together."
                                     : ""),
                width);
  add_sources(text, figures, width);
  text += '\n';
}

}  // namespace darah
