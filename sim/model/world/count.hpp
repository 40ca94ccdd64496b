#pragma once

#include <algorithm>
#include <cstdint>

#include "model/world/model.hpp"
#include "model/world/services.hpp"

namespace darah {

/// Adds to a measure (i, month, k, l) of component C if `at` lies within the window.
template <class C, class First, class... More>
void count(Services w, const Model& m, Time at, typename C::Measured what, std::int64_t value, First i,
           More... k) {
  if (m.measuring(at)) w.add<C>(what, value, i, m.day(at).month, k...);
}

/// Microseconds at `at`, drawn into the window: what a time-integral over the window counts with.
inline std::uint64_t window_ticks(const Model& m, Time at) {
  return static_cast<std::uint64_t>(std::clamp(at, m.start, m.end).us);
}

}  // namespace darah
