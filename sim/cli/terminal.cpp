#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "file/hdf5.hpp"

namespace darah {

std::optional<std::size_t> columns_of_terminal() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

std::size_t terminal_width() { return columns_of_terminal().value_or(usual_width); }

void put_text(std::string_view text) { put_bytes(without_controls(text)); }

void put_bytes(std::string_view bytes) {
  errno = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0) return;
  if (errno == EPIPE) throw ClosedPipe();
  throw FileError(std::string("cannot print: ") + std::strerror(errno));
}

void say_text(std::string_view text) { draw_text(without_controls(text)); }

void draw_text(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void tell_doubts(std::span<const Message> doubts) {
  for (const Message& doubt : doubts) say("warning: {}\n", to_text(doubt));
}

}  // namespace darah
