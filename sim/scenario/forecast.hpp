#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/scenario.hpp"

namespace darah {

/// What a run will cost, from a province to a country within a factor of 1.5 on the machine the coefficients
/// were measured on.
struct Forecast {
  double events;        ///< events executed, over all arms and replications
  double reading;       ///< seconds to read the scenario and to write results, whatever is simulated
  double seconds;       ///< time on the wall of what is simulated
  double memory_bytes;  ///< most memory at a time
  double file_bytes;    ///< size of the results file
};

/// Events = days x rate x coefficient, summed over births, donations, requests for blood, and what facilities
/// and catchments do day by day; arms that fork share the days before policy_start. `lengths` are
/// how many numbers each measure leaves of one arm of one replication. Requires replications, threads >= 1.
Forecast forecast(const Scenario& scenario, std::int64_t replications, std::int64_t threads,
                  std::span<const std::size_t> lengths);

/// Bytes that a number takes in a results file once there are many.
inline constexpr double bytes_per_stored_value = 1.2;

/// How many numbers each measure leaves of one arm of one replication, at the scenario's detail.
std::vector<std::size_t> lengths_of_measures(const Scenario& scenario);

/// Memory a thread needs: for one arm's world, and for the past where several arms share it.
double bytes_per_thread(const Scenario& scenario);

}  // namespace darah
