#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "file/results.hpp"

namespace darah {

/// A number of the baseline's state that MSER-5 does not find settled when measurement opens.
struct Unsettled {
  std::string_view series;  ///< a name among state_levels
  std::string_view what;
  /// Days of warm-up that the series takes; or, if it never settles, all days simulated.
  std::int64_t days = 0;
  bool settles = true;
};

/// Looks at the weekly series, averaged over the replications. It sees a transient that is large against the
/// swings of the seasons, ends in the first half of what was simulated and moves a mean by over 1%; below a
/// year of it, nothing is said.
std::vector<Unsettled> unsettled(const Results& results);

}  // namespace darah
