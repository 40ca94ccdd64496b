#include "print/text_table.hpp"

#include <algorithm>
#include <utility>

#include "core/check.hpp"
#include "print/text.hpp"

namespace darah {

namespace {

/// "-1.2 ± 0.3 ~" in its parts; what has no ± is a mean alone.
struct IntervalParts {
  std::string mean, sign, half_width, mark;
};

IntervalParts parts_of(const std::string& cell) {
  constexpr std::string_view plus_minus = "± ";
  const std::size_t sign = cell.find(plus_minus);
  if (sign == cell.npos) return {cell, {}, {}, {}};
  const std::size_t mean_end = cell.find_last_not_of(' ', sign - 1) + 1, begin = sign + plus_minus.size(),
                    end = std::min(cell.find(' ', begin), cell.size());
  const std::size_t mean = sign == 0 ? 0 : mean_end;
  return {cell.substr(0, mean), cell.substr(mean, begin - mean), cell.substr(begin, end - begin),
          cell.substr(end)};
}

/// The lines of a cell: one where it is empty.
std::vector<std::string_view> lines_of(std::string_view cell) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = std::min(cell.find('\n'), cell.size());
    lines.push_back(cell.substr(0, end));
    if (end == cell.size()) return lines;
    cell.remove_prefix(end + 1);
  }
}

std::size_t widest_line(std::string_view cell) {
  std::size_t widest = 0;
  for (const std::string_view line : lines_of(cell)) widest = std::max(widest, columns(line));
  return widest;
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
  DARAH_EXPECT(cells.size() == columns_.size());
  if (sections_.empty()) sections_.emplace_back();
  sections_.back().rows.push_back({std::move(cells), {}});
}

void TextTable::add_text(std::string text) {
  if (sections_.empty()) sections_.emplace_back();
  sections_.back().rows.push_back({{}, std::move(text)});
}

void TextTable::add_section(std::string title) { sections_.push_back({std::move(title), {}}); }

std::vector<TextTable::Section> TextTable::aligned() const {
  std::vector<Section> sections = sections_;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (columns_[c].align == Align::left) continue;
    std::size_t means = 0, half_widths = 0;
    const auto each_cell = [&](auto&& use) {
      for (Section& section : sections) {
        for (Row& row : section.rows) {
          if (!row.cells.empty()) use(row.cells[c]);
        }
      }
    };
    each_cell([&](const std::string& cell) {
      const IntervalParts parts = parts_of(cell);
      means = std::max(means, darah::columns(parts.mean));
      half_widths = std::max(half_widths, darah::columns(parts.half_width));
    });
    each_cell([&](std::string& cell) {
      const IntervalParts parts = parts_of(cell);
      cell = columns_[c].align == Align::at_sign ? right(parts.mean, means) : parts.mean;
      if (!parts.sign.empty()) cell += parts.sign + right(parts.half_width, half_widths) + parts.mark;
    });
  }
  return sections;
}

std::vector<TextTable::Cells> TextTable::heading() const {
  Cells first, second;
  for (const TextColumn& column : columns_) {
    first.push_back(column.first);
    second.push_back(column.second);
  }
  switch (heading_) {
    case TableHeading::full:
      return {first, second};
    case TableHeading::line:
      return {second};
    case TableHeading::none:
      break;
  }
  return {};
}

TextTable::Widths TextTable::widths_of(const std::vector<Section>& sections) const {
  Widths widths;
  for (const TextColumn& column : columns_) widths.push_back(column.least_width);
  const auto widen = [&](const Cells& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], widest_line(cells[c]));
  };
  for (const Cells& line : heading()) widen(line);
  for (const Section& section : sections) {
    for (const Row& row : section.rows) widen(row.cells);
  }
  return widths;
}

std::vector<TextTable::Group> TextTable::groups(Widths& widths) const {
  std::vector<Group> groups;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const bool continues = c > 0 && columns_[c].group == columns_[c - 1].group;
    if (!continues) groups.push_back({c, c});
    groups.back().end = c + 1;
    groups.back().width += widths[c] + (c > 0 && widths[c] > 0 ? column_gap : 0);
  }
  if (heading_ != TableHeading::full) return groups;
  for (Group& group : groups) {
    const std::size_t title = darah::columns(columns_[group.begin].group) + column_gap;
    if (group.begin == 0 || title <= group.width) continue;
    widths[group.end - 1] += title - group.width;
    group.width = title;
  }
  return groups;
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
  if (panels.empty()) panels.push_back({groups[0]});
  return panels;
}

void TextTable::write_row(std::string& text, const Cells& cells, const std::vector<Group>& panel,
                          const Widths& widths) const {
  std::vector<std::vector<std::string_view>> lines;
  std::size_t height = 0;
  for (const std::string& cell : cells) {
    lines.push_back(lines_of(cell));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t i = 0; i < height; ++i) {
    std::string line;
    for (const Group& group : panel) {
      for (std::size_t c = group.begin; c < group.end; ++c) {
        if (c > 0 && widths[c] > 0) line += std::string(column_gap, ' ');
        const std::string_view cell = i < lines[c].size() ? lines[c][i] : "";
        line += columns_[c].align == Align::right ? right(cell, widths[c]) : left(cell, widths[c]);
      }
    }
    add_line(text, line);
  }
}

void TextTable::write_section(std::string& text, const Section& section, const std::vector<Group>& panel,
                              const Widths& widths) const {
  if (heading_ == TableHeading::full) {
    std::string titles;
    for (const Group& group : panel) {
      const std::string& title = columns_[group.begin].group;
      titles += left(group.begin > 0 ? std::string(column_gap, ' ') + title : title, group.width);
    }
    add_line(text, titles);
  }
  const bool fits = darah::columns(section.title) <= widths[0];
  if (!fits) add_line(text, section.title);
  std::vector<Cells> lines = heading();
  if (fits && !lines.empty() && !section.title.empty()) lines.back()[0] = section.title;
  for (const Cells& line : lines) write_row(text, line, panel, widths);
  for (const Row& row : section.rows) {
    if (row.cells.empty()) {
      text += row.text;
    } else {
      write_row(text, row.cells, panel, widths);
    }
  }
}

std::size_t TextTable::width() const {
  Widths widths = widths_of(aligned());
  std::size_t sum = 0;
  for (const Group& group : groups(widths)) sum += group.width;
  return sum;
}

void TextTable::write(std::string& text, std::size_t width) const {
  const std::vector<Section> sections = aligned();
  Widths widths = widths_of(sections);
  const std::vector<Group> all = groups(widths);
  bool first = true;
  for (const std::vector<Group>& panel : panels_of(all, width)) {
    for (const Section& section : sections) {
      if (!std::exchange(first, false)) text += '\n';
      write_section(text, section, panel, widths);
    }
  }
}

}  // namespace darah
