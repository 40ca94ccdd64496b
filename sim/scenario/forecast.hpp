#pragma once

#include <cstddef>

#include "scenario/scenario.hpp"

namespace darah {

/// What a run will cost, to within about a third on the machine the coefficients were measured on.
struct Forecast {
  double events;           ///< executed, over all arms and replications
  double seconds;          ///< on the wall
  double bytes_per_world;  ///< one is alive for each thread, and one more while arms fork
  double file_bytes;       ///< of results
};

/// Events = days x rate x coefficient, summed over births, donations, requests for blood, and what facilities
/// and catchments do day by day; arms that fork share the days before policy_start. `values` is how many
/// numbers one arm of one replication leaves. Requires replications, threads >= 1.
Forecast forecast(const Scenario& scenario, std::int64_t replications, std::int64_t threads,
                  std::size_t values);

}  // namespace darah
