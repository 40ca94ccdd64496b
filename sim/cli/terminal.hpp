#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "scenario/message.hpp"

namespace darah {

/// Columns for tables on stdout: the terminal's, or 110 where there is none.
std::size_t terminal_width();

/// Nobody reads stdout any more.
struct ClosedPipe : std::runtime_error {
  ClosedPipe() : std::runtime_error("nobody reads the output") {}
};

/// Writes to stdout. Throws FileError where it cannot be written, ClosedPipe where its reader has gone.
void put_text(std::string_view text);
/// Writes to stderr. What cannot be written is lost: no message costs a run.
void say_text(std::string_view text);
/// The same for control sequences of a terminal, which the others show and do not send.
void draw_text(std::string_view text);

template <class... Args>
void put(fmt::format_string<Args...> format, Args&&... args) {
  put_text(fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void say(fmt::format_string<Args...> format, Args&&... args) {
  say_text(fmt::format(format, std::forward<Args>(args)...));
}

/// Says on stderr what is legal in a scenario and probably wrong, a line each.
void tell_doubts(std::span<const Message> doubts);

/// The text with each control character but line feed and tab, such as those of a title that would move a
/// terminal's cursor, shown as "\\x1b". O(length of the text).
std::string without_controls(std::string_view text);

}  // namespace darah
