#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "cli/terminal.hpp"

namespace darah {

namespace {

constexpr double plain_interval = 10;  // seconds
constexpr int bar_width = 24;

}  // namespace

std::string clock_text(double seconds) {
  const auto s = static_cast<long>(std::ceil(seconds));
  return s < 3600 ? fmt::format("{}:{:02}", s / 60, s % 60)
                  : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string pace_text(const Progress& p) {
  constexpr double too_early = 0.005;
  if (p.done - p.taken_over <= too_early) return {};
  return fmt::format("  {:.1f} a minute  {} left", 60 * p.rate() * static_cast<double>(p.replications),
                     clock_text((1 - p.done) / p.rate()));
}

ProgressLine::ProgressLine() : terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (terminal_ && shown_) draw_text("\r\033[K");
}

void ProgressLine::show(const Progress& p) {
  if (!terminal_ && p.seconds < last_ + plain_interval) return;
  last_ = p.seconds;
  shown_ = true;
  std::string text = fmt::format("{:3.0f}%  {} of {} {}", 100 * p.done, p.finished, p.replications, p.what);
  text += pace_text(p);
  if (terminal_) {
    const auto full = static_cast<int>(p.done * bar_width);
    draw_text(fmt::format("\r[{:#<{}}{:.<{}}] {}\033[K", "", full, "", bar_width - full, text));
  } else {
    say("{}\n", text);
  }
}

}  // namespace darah
