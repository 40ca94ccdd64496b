#include "print/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace darah {

namespace {

std::string padding(std::size_t width, std::string_view text) {
  return std::string(width - std::min(width, columns(text)), ' ');
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

std::string counted(std::int64_t n, std::string_view thing) {
  return fmt::format("{} {}{}", number(static_cast<double>(n), 0), thing, n == 1 ? "" : "s");
}

std::string interval_text(const Interval& interval, int decimals, bool sign) {
  if (interval.mean == 0 && interval.half_width == 0) return "same";
  const bool holds_0 = interval.low <= 0 && interval.high >= 0 && std::isfinite(interval.half_width);
  return number(interval.mean, decimals, sign) + " ± " + number(interval.half_width, decimals) +
         (holds_0 ? " ~" : "  ");
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

}  // namespace darah
