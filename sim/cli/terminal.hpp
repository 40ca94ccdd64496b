#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "print/text.hpp"
#include "scenario/message.hpp"

namespace darah {

/// Columns of the terminal that stdout is; none where it is no terminal, or one that does not say.
std::optional<std::size_t> columns_of_terminal();
/// Columns for tables where there is no terminal.
inline constexpr std::size_t usual_width = 110;
/// Columns for tables on stdout: the terminal's, or the usual.
std::size_t terminal_width();

/// Nobody reads stdout any more.
struct ClosedPipe : std::runtime_error {
  ClosedPipe() : std::runtime_error("nobody reads the output") {}
};

/// Writes to stdout. Throws FileError where it cannot be written, ClosedPipe where its reader has gone.
void put_text(std::string_view text);
/// Writes bytes to stdout that are no text for a terminal and hold no text of a file as it stands, such as
/// CSV. Throws what put_text throws.
void put_bytes(std::string_view bytes);
/// Writes to stderr. What cannot be written is lost: no message costs a run.
void say_text(std::string_view text);
/// Sends control sequences of a terminal to stderr; put_text and say_text show them in place of sending them.
void draw_text(std::string_view text);

template <class... Args>
void put(fmt::format_string<Args...> format, Args&&... args) {
  put_text(fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void say(fmt::format_string<Args...> format, Args&&... args) {
  say_text(fmt::format(format, std::forward<Args>(args)...));
}

/// Prints what a reader may leave unread: where none is there any more, the exit code still tells the rest.
template <class Print>
void put_while_read(Print&& print) {
  try {
    print();
  } catch (const ClosedPipe&) {
    // Nothing is lost that lies nowhere else.
  }
}

/// Says on stderr what is legal in a scenario and probably wrong, a line each.
void tell_doubts(std::span<const Message> doubts);

}  // namespace darah
