#include "cli/interruption.hpp"

#include <csignal>

namespace darah {

namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

}  // namespace

const std::atomic<bool>& stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_requested = true; };
  // mpirun and schedulers send SIGTERM twice, and then kill; schedulers warn with SIGUSR1, and the kernel
  // with SIGXCPU; a terminal that is closed sends SIGHUP.
  for (const int signal : {SIGTERM, SIGHUP, SIGUSR1, SIGXCPU}) sigaction(signal, &action, nullptr);
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  return stop_requested;
}

}  // namespace darah
