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

/// Bytes of the character that the text begins with; 0 where it is no character that XML knows (RFC 3629;
/// U+FFFE and U+FFFF are none).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  if (byte(0) < 0x80) return 1;
  if (byte(0) >= 0xc2 && byte(0) <= 0xdf) return follows(1) ? 2 : 0;
  if (byte(0) >= 0xe0 && byte(0) <= 0xef) {
    const int code = (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    const bool sound = code >= 0x800 && (code < 0xd800 || code > 0xdfff) && code < 0xfffe;
    return follows(1) && follows(2) && sound ? 3 : 0;
  }
  if (byte(0) >= 0xf0 && byte(0) <= 0xf4) {
    const int code = (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12;
    return follows(1) && follows(2) && follows(3) && code >= 0x10000 && code < 0x110000 ? 4 : 0;
  }
  return 0;
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

std::string counted(std::int64_t n, std::string_view thing, std::string_view things) {
  const std::string many = things.empty() ? std::string(thing) + 's' : std::string(things);
  return fmt::format("{} {}", number(static_cast<double>(n), 0), n == 1 ? std::string(thing) : many);
}

std::string counted(std::size_t n, std::string_view thing, std::string_view things) {
  return counted(static_cast<std::int64_t>(n), thing, things);
}

std::string bracketed(const Interval& interval, int decimals, bool sign) {
  if (!std::isfinite(interval.half_width)) return number(interval.mean, decimals, sign) + " (no interval)";
  const double nearest = std::min(std::abs(interval.low), std::abs(interval.high));
  const auto shows_0 = [&](int with) {
    return number(nearest, with).find_first_not_of("0.") == std::string::npos;
  };
  for (int more = 0; more < 3 && interval.leaves_out_0() && shows_0(decimals); ++more) ++decimals;
  return fmt::format("{} ({} to {})", number(interval.mean, decimals, sign),
                     number(interval.low, decimals, sign), number(interval.high, decimals, sign));
}

std::string interval_text(const Interval& interval, int decimals, bool sign) {
  if (interval.mean == 0 && interval.half_width == 0) return "same";
  const bool holds_0 = interval.low <= 0 && interval.high >= 0 && std::isfinite(interval.half_width);
  return number(interval.mean, decimals, sign) + " ± " + number(interval.half_width, decimals) +
         (holds_0 ? " ~" : "  ");
}

std::string cut(std::string_view text, std::size_t width) {
  if (columns(text) <= width || width == 0) return std::string(text);
  std::size_t end = 0;
  for (std::size_t shown = 0; end < text.size(); ++end) {
    if ((static_cast<unsigned char>(text[end]) & 0xc0) != 0x80 && shown++ == width - 1) break;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string without_controls(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const auto c = static_cast<unsigned char>(text.front());
    const auto next = static_cast<unsigned char>(length == 2 ? text[1] : 0);
    if (length == 0 || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
      shown += fmt::format("\\x{:02x}", c);
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {  // U+0080 to U+009F in UTF-8
      shown += fmt::format("\\x{:02x}", next);
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return shown;
}

std::string one_line(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    valid += length == 0 ? "\ufffd" : std::string(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  std::replace_if(
      valid.begin(), valid.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return without_controls(valid);
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
