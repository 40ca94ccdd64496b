#include "cli/interruption.hpp"

namespace darah {

namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

}  // namespace

const std::atomic<bool>& stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_requested = true; };
  for (const int signal : stopping_signals) {
    // mpirun and schedulers send SIGTERM twice, and then kill.
    action.sa_flags = signal == SIGINT ? static_cast<int>(SA_RESETHAND) : 0;
    sigaction(signal, &action, nullptr);
  }
  return stop_requested;
}

}  // namespace darah
