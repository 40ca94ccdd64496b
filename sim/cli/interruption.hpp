#pragma once

#include <atomic>

namespace darah {

/// From now on SIGINT or SIGTERM makes this true; a second SIGINT ends the program at once.
const std::atomic<bool>& stop_on_signals();

}  // namespace darah
