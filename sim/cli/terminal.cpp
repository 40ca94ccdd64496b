#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace darah {

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 110;
}

}  // namespace darah
