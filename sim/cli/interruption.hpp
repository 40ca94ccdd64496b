#pragma once

#include <atomic>

namespace darah {

/// From now on SIGINT, SIGTERM, SIGHUP, SIGUSR1 or SIGXCPU makes this true; a second SIGINT ends the program
/// at once, and SIGPIPE no longer does.
const std::atomic<bool>& stop_on_signals();

}  // namespace darah
