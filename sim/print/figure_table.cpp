#include "print/figure_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "print/text.hpp"

namespace darah {

namespace {

/// Cells of a line: name, arm, value, interval, published, verdict.
using Cells = std::array<std::string, 6>;
constexpr std::array<bool, 6> to_the_right = {false, false, true, false, true, false};

std::string label_of(const Figure& figure) {
  return figure.unit.empty() ? figure.name : fmt::format("{} ({})", figure.name, figure.unit);
}

std::string_view text_of(Verdict verdict) {
  constexpr EnumArray<Verdict, std::string_view> texts{{"", "-", "inside", "outside"}};
  return texts[verdict];
}

bool is_bounded(const FiguredArm& arm) { return arm.value && std::isfinite(arm.value->half_width); }

/// Columns of the widest half width, so that they line up.
std::size_t half_width_columns(std::span<const ComparedFigure> figures) {
  std::size_t most = 0;
  for (const ComparedFigure& compared : figures) {
    for (const FiguredArm& arm : compared.arms) {
      if (is_bounded(arm))
        most = std::max(most, columns(number(arm.value->half_width, compared.figure.decimals)));
    }
  }
  return most;
}

Cells cells_of(const Figure& figure, const FiguredArm& arm, const std::string& name, std::size_t half_width) {
  Cells cells;
  cells[1] = name;
  cells[2] = arm.value ? number(arm.value->mean, figure.decimals) : "-";
  if (is_bounded(arm)) {
    cells[3] = "± " + right(number(arm.value->half_width, figure.decimals), half_width);
    if (figure.confidence != usual_confidence)
      cells[3] += fmt::format(" at {:.6g}%", 100 * figure.confidence);
  }
  if (arm.verdict != Verdict::none) cells[4] = number(*figure.published, figure.decimals);
  cells[5] = text_of(arm.verdict);
  return cells;
}

/// A heading, then a line for each figure and arm; the name stands in a figure's first line.
std::vector<Cells> lines_of(std::span<const ComparedFigure> figures, std::span<const std::string> arms) {
  std::vector<Cells> lines{{"Figures", "", "", "", "", ""}};
  const std::size_t half_width = half_width_columns(figures);
  for (const ComparedFigure& compared : figures) {
    for (std::size_t a = 0; a < arms.size(); ++a) {
      lines.push_back(cells_of(compared.figure, compared.arms[a], arms[a], half_width));
      if (a == 0) lines.back()[0] = label_of(compared.figure);
    }
  }
  const bool compares =
      std::any_of(lines.begin(), lines.end(), [](const Cells& cells) { return !cells[5].empty(); });
  lines[0][2] = "value";
  if (compares) lines[0][4] = "published";
  return lines;
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
  const std::vector<Cells> lines = lines_of(figures, arms);
  std::array<std::size_t, 6> widths{};
  for (const Cells& cells : lines) {
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], columns(cells[c]));
  }
  std::size_t total = 0;
  for (const std::size_t w : widths) total += w + (w > 0 ? column_gap : 0);
  const bool narrow = total > width + column_gap;  // names on lines of their own
  for (const Cells& cells : lines) {
    if (narrow && !cells[0].empty()) add_line(text, cells[0]);
    std::string line = narrow ? "" : left(cells[0], widths[0]);
    for (std::size_t c = 1; c < cells.size(); ++c) {
      if (widths[c] == 0) continue;
      line += std::string(column_gap, ' ') +
              (to_the_right[c] ? right(cells[c], widths[c]) : left(cells[c], widths[c]));
    }
    add_line(text, line);
  }
  const bool compares = std::any_of(figures.begin(), figures.end(),
                                    [](const ComparedFigure& f) { return f.figure.published.has_value(); });
  add_paragraph(text,
                fmt::format("Ratios of sums over all replications, ± 95% interval unless another is named.{}",
                            compares ? " inside: the interval holds what was published." : ""),
                width);
  add_sources(text, figures, width);
  text += '\n';
}

}  // namespace darah
