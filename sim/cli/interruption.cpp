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
    // What a starter such as nohup has this process ignore stays ignored.
    struct sigaction before {};
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    // mpirun and schedulers send SIGTERM twice, and then kill.
    action.sa_flags = signal == SIGINT ? static_cast<int>(SA_RESETHAND) : 0;
    sigaction(signal, &action, nullptr);
  }
  return stop_requested;
}

void go_on_after_signals() {
  stop_requested = false;
  stop_on_signals();
}

}  // namespace darah
