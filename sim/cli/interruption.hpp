#pragma once

#include <atomic>

namespace darah {

/// From now on the first SIGINT or SIGTERM makes this true, and a second one ends the program at once.
const std::atomic<bool>& stop_on_signals();

}  // namespace darah
