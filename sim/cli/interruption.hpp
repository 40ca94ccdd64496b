#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace darah {

/// The signals that ask this program to stop: of a terminal, of one that is closed, of mpirun and of
/// schedulers, which warn with SIGUSR1, and of the kernel where its limit of time is reached.
inline constexpr std::array stopping_signals{SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGXCPU};

/// From now on each of them makes this true; a second SIGINT ends the program
/// at once, and SIGPIPE no longer does.
const std::atomic<bool>& stop_on_signals();
/// What they stopped is over and what was finished is kept: only those that come from now on count.
void go_on_after_signals();

}  // namespace darah
