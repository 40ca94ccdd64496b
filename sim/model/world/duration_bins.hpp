#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/units.hpp"

/// The bins of histograms of durations.

namespace darah {

/// Lower edges of the bins of every histogram of durations, in minutes; the last bin is open.
inline constexpr std::array<std::int64_t, 24> duration_edges_min = {
    0,   5,   10,  15,  20,  30,  45,  60,  75,   90,   105,  120,
    150, 180, 240, 300, 360, 480, 720, 960, 1440, 2880, 5760, 11520};

/// The bin of a duration; negative ones fall into the first.
constexpr std::size_t duration_bin(Duration d) {
  std::size_t bin = 0;
  while (bin + 1 < duration_edges_min.size() && d >= minutes(duration_edges_min[bin + 1])) ++bin;
  return bin;
}

}  // namespace darah
