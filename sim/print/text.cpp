#include "print/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.hpp"

namespace darah {

namespace {

std::string padding(std::size_t width, std::string_view text) {
  return std::string(width - std::min(width, columns(text)), ' ');
}

constexpr std::string_view plus_minus = " ± ";

/// What follows the ± of an interval, "" in other cells.
std::string half_width_of(const std::string& cell) {
  const std::size_t at = cell.find(plus_minus);
  return at == cell.npos ? "" : cell.substr(at + plus_minus.size());
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string left(std::string_view text, std::size_t width) {
  return std::string(text) + padding(width, text);
}

std::string right(std::string_view text, std::size_t width) {
  return padding(width, text) + std::string(text);
}

std::string number(double value, int decimals, bool sign) {
  if (!std::isfinite(value)) return "n/a";
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, ",");
  if (zero) return text;
  return (value < 0 ? "-" : sign ? "+" : "") + text;
}

std::string about(double replications) {
  if (!std::isfinite(replications)) return "no number";
  if (replications > 1e9) return "over a thousand million";
  const double step = replications < 100 ? 1 : std::pow(10, std::floor(std::log10(replications)) - 1);
  return number(std::ceil(replications / step) * step, 0);
}

std::string interval_text(const Interval& interval, int decimals, bool sign) {
  if (interval.mean == 0 && interval.half_width == 0) return "same";
  const bool holds_0 = interval.low <= 0 && interval.high >= 0 && std::isfinite(interval.half_width);
  return number(interval.mean, decimals, sign) + std::string(plus_minus) +
         number(interval.half_width, decimals) + (holds_0 ? " ~" : "  ");
}

void add_line(std::string& text, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  text += line + '\n';
}

void add_paragraph(std::string& text, std::string_view paragraph, std::size_t width) {
  std::string line;
  while (!paragraph.empty()) {
    const std::size_t end = std::min(paragraph.find(' '), paragraph.size());
    const std::string_view word = paragraph.substr(0, end);
    paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
    if (!line.empty() && columns(line) + 1 + columns(word) > width) {
      add_line(text, std::exchange(line, {}));
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  add_line(text, line);
}

void TextTable::add(std::vector<std::string> cells) {
  DARAH_EXPECT(cells.size() == columns_.size());
  rows_.push_back(std::move(cells));
}

std::vector<TextTable::Group> TextTable::groups() const {
  std::vector<Group> groups;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const bool continues = c > 0 && columns_[c].group == columns_[c - 1].group;
    if (!continues) groups.push_back({c, c});
    groups.back().end = c + 1;
  }
  return groups;
}

std::vector<TextTable::Cells> TextTable::lines() const {
  std::vector<Cells> lines(2);
  for (const TextColumn& column : columns_) {
    lines[0].push_back(column.first);
    lines[1].push_back(column.second);
  }
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t widest = 0;
    for (const Cells& cells : lines) widest = std::max(widest, darah::columns(half_width_of(cells[c])));
    for (Cells& cells : lines) {
      const std::string half_width = half_width_of(cells[c]);
      cells[c].resize(cells[c].size() - half_width.size());
      if (!half_width.empty()) cells[c] += right(half_width, widest);
    }
  }
  return lines;
}

std::vector<std::vector<TextTable::Group>> TextTable::panels_of(const std::vector<Group>& groups,
                                                                std::size_t width) {
  std::vector<std::vector<Group>> panels;
  std::size_t used = 0;
  for (std::size_t g = 1; g < groups.size(); ++g) {
    if (panels.empty() || used + groups[g].width > width) {
      panels.push_back({groups[0]});
      used = groups[0].width;
    }
    panels.back().push_back(groups[g]);
    used += groups[g].width;
  }
  return panels;
}

std::string TextTable::line_of(const Cells& cells, const std::vector<Group>& panel,
                               const std::vector<std::size_t>& widths) const {
  std::string line;
  for (const Group& group : panel) {
    for (std::size_t c = group.begin; c < group.end; ++c) {
      if (c > 0) line += std::string(column_gap, ' ');
      line += columns_[c].to_the_right ? right(cells[c], widths[c]) : left(cells[c], widths[c]);
    }
  }
  return line;
}

void TextTable::write(std::string& text, std::size_t width) const {
  const std::vector<Cells> all = lines();
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const Cells& cells : all) {
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], darah::columns(cells[c]));
  }
  std::vector<Group> grouped = groups();
  for (Group& group : grouped) {
    for (std::size_t c = group.begin; c < group.end; ++c) group.width += widths[c] + (c > 0 ? column_gap : 0);
    const std::size_t title = darah::columns(columns_[group.begin].group) + column_gap;
    if (group.begin == 0 || title <= group.width) continue;
    widths[group.end - 1] += title - group.width;
    group.width = title;
  }
  bool first = true;
  for (const std::vector<Group>& panel : panels_of(grouped, width)) {
    if (!std::exchange(first, false)) text += '\n';
    std::string titles;
    for (const Group& group : panel) {
      const std::string title = columns_[group.begin].group;
      titles += left(group.begin > 0 ? std::string(column_gap, ' ') + title : title, group.width);
    }
    add_line(text, titles);
    for (const Cells& cells : all) add_line(text, line_of(cells, panel, widths));
  }
}

}  // namespace darah
