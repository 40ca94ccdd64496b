#include "file/breakdown.hpp"

#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace darah {

namespace {

int code = 0;
thread_local volatile std::sig_atomic_t reading = 0;
thread_local std::array<char, 4096> message;

/// Calls nothing but what a signal handler may.
void break_down(int signal) {
  if (reading == 0) {
    std::signal(signal, SIG_DFL);
    raise(signal);
    return;
  }
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, message.data(), std::strlen(message.data()));
  _exit(code);
}

}  // namespace

BreakdownGuard::BreakdownGuard(hid_t object) {
  std::array<char, 3900> path{};
  if (H5Fget_name(object, path.data(), path.size()) <= 0) path = {"a file"};
  std::snprintf(message.data(), message.size(), "%s: damaged: HDF5 cannot read it\n", path.data());
  reading = reading + 1;
}

BreakdownGuard::~BreakdownGuard() { reading = reading - 1; }

void end_breakdowns_with(int exit_code) {
  code = exit_code;
  for (const int fault : {SIGSEGV, SIGBUS}) std::signal(fault, break_down);
}

}  // namespace darah
