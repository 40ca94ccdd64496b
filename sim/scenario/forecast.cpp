#include "scenario/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/world/world.hpp"

namespace darah {
namespace {

/// Measured on the scenario of Banten, and on countries made of it (bench/curve.py).
namespace coefficient {
constexpr double events_per_birth = 4.1;  // conception, contacts, birth, stay, end of follow-up, emergencies
constexpr double events_per_donation = 0.27;   // first visits, drives, returns and lapses, results of a batch
constexpr double events_per_request = 0.83;    // request, supply, release
constexpr double events_per_place_day = 0.18;  // reviews, deliveries, budgets
constexpr double events_per_probe = 6;         // her onset and the way
constexpr double ns_per_event = 300;           // in a world of a province
constexpr double slower_each_doubling =
    0.3;  // of a larger one: less of the world lies in the processor's cache
constexpr double bytes_in_cache = 32e6;
constexpr double seconds_to_begin = 0.2;
constexpr double seconds_per_place = 35e-6;  // of reading; arms lie over what was read of their base
constexpr double bytes_per_woman = 100;      // queue included
constexpr double bytes_per_donor = 60;
constexpr double donors_per_yearly_donation = 1.5;
constexpr double bytes_per_world = 2e6;  // tables, tallies, stock
constexpr double bytes_per_probe = sizeof(ProbedRisk);
constexpr double probes_by_which_arms_differ = 0.4;  // of all, where there are several
constexpr double bytes_per_row_of_probe = 40;        // while a file is written, and 8 for each arm
constexpr double stored_per_row_of_probe = 8;        // compressed
constexpr double bytes_per_arm = 50e3;               // parameters and what is derived from them
constexpr double bytes_per_arm_place = 1.1e3;
constexpr double bytes_per_place = 14e3;    // what was read, shelves, lines
constexpr double bytes_of_program = 18e6;   // with what reads and writes results
constexpr double bytes_per_value = 8;       // int64
constexpr double bytes_per_outcome = 12e3;  // of an arm, beside its numbers: deaths, with room for more
// A results file, in bytes: short datasets lie there as they are, others in compressed chunks.
constexpr double most_short = 4096;
constexpr double chunked_share = bytes_per_stored_value / bytes_per_value;
constexpr double per_chunked = 4000;  // the index of a chunked dataset
constexpr double names_and_scales = 225e3;
}  // namespace coefficient

template <class IdT>
double sum_per_day(const Table<IdT, Rate>& rates) {
  return std::accumulate(rates.begin(), rates.end(), 0.0,
                         [](double sum, Rate rate) { return sum + rate.per_day; });
}

double places_of(const NetworkParameters& n) {
  return static_cast<double>(n.facility_code.size() + n.catchment_code.size());
}

double events_per_day(const NetworkParameters& n) {
  return sum_per_day(n.births) * coefficient::events_per_birth +
         sum_per_day(n.donations) * coefficient::events_per_donation +
         sum_per_day(n.red_cell_need) * coefficient::events_per_request +
         places_of(n) * coefficient::events_per_place_day;
}

double days_before_policy(const CalendarParameters& c) {
  return c.warm_up.as_days() - static_cast<double>(c.start - c.policy_start);
}

/// Probes of one replication in one arm.
double probes_of(const Scenario& scenario) { return ProbePlan(scenario.base, scenario.base).hosts; }

double bytes_of_world(const Parameters& p) {
  const double followed = (p.pregnancy.gestation + p.pregnancy.follow_up).as_days();
  const double donors =
      sum_per_day(p.network.donations) * Rate::days_per_year * coefficient::donors_per_yearly_donation;
  return coefficient::bytes_per_world + places_of(p.network) * coefficient::bytes_per_place +
         sum_per_day(p.network.births) * followed * coefficient::bytes_per_woman +
         donors * coefficient::bytes_per_donor;
}

double ns_per_event(double bytes_of_world) {
  const double doublings = std::max(0.0, std::log2(bytes_of_world / coefficient::bytes_in_cache));
  return coefficient::ns_per_event * (1 + coefficient::slower_each_doubling * doublings);
}

}  // namespace

double bytes_per_thread(const Scenario& scenario) {
  const auto sharing =
      std::count_if(scenario.arms.begin(), scenario.arms.end(), [](const ArmSpec& a) { return a.forks; });
  double largest = bytes_of_world(scenario.base);
  for (const ArmSpec& arm : scenario.arms) largest = std::max(largest, bytes_of_world(arm.parameters));
  // What became of probes is kept of every arm until the last has run.
  const double probed =
      probes_of(scenario) * coefficient::bytes_per_probe * static_cast<double>(scenario.arms.size());
  return largest + (sharing > 1 ? bytes_of_world(scenario.base) : 0) + probed;
}

Forecast forecast(const Scenario& scenario, std::int64_t replications, std::int64_t threads,
                  std::span<const std::size_t> lengths) {
  const double probes = probes_of(scenario);
  double events = 0;
  bool past_shared = false;
  for (const ArmSpec& arm : scenario.arms) {
    const CalendarParameters& c = arm.parameters.calendar;
    const double past = days_before_policy(c);
    const double whole = (c.warm_up + c.horizon + arm.parameters.pregnancy.follow_up).as_days();
    const bool pays_past = !arm.forks || !past_shared;
    past_shared = past_shared || arm.forks;
    events += (pays_past ? whole : whole - past) * events_per_day(arm.parameters.network) +
              probes * coefficient::events_per_probe;
  }
  const auto runs = static_cast<double>(replications);
  const double rounds = std::ceil(runs / static_cast<double>(threads));

  const double places = places_of(scenario.base.network);
  const auto arms = static_cast<double>(scenario.arms.size());
  const double reading = coefficient::seconds_to_begin + places * coefficient::seconds_per_place;
  const double of_arms = arms * (coefficient::bytes_per_arm + coefficient::bytes_per_arm_place * places);
  double kept = arms * runs * coefficient::bytes_per_outcome, file = coefficient::names_and_scales;
  for (const auto& [name, text] : scenario.files) file += static_cast<double>(text.size());
  for (const std::size_t length : lengths) {
    const double bytes =
        static_cast<double>(scenario.arms.size() * length) * runs * coefficient::bytes_per_value;
    const bool is_short = bytes <= coefficient::most_short;
    kept += bytes;
    file += is_short ? bytes : bytes * coefficient::chunked_share + coefficient::per_chunked;
  }
  if (scenario.arms.size() > 1 && scenario.detail != Detail::summary) {
    const double rows = probes * coefficient::probes_by_which_arms_differ * runs;
    kept += rows * (arms * (coefficient::bytes_per_probe + 8) + coefficient::bytes_per_row_of_probe);
    file += rows * coefficient::stored_per_row_of_probe;
  }
  // Beside the worlds, all outcomes until they are written, and then the file twice: as HDF5 makes it, and
  // its bytes.
  const double memory = coefficient::bytes_of_program + of_arms +
                        static_cast<double>(threads) * bytes_per_thread(scenario) + kept + 2 * file;
  return {events * runs, reading, events * rounds * ns_per_event(bytes_of_world(scenario.base)) * 1e-9,
          memory, file};
}

std::vector<std::size_t> lengths_of_measures(const Scenario& scenario) {
  const Model model(scenario.base);
  std::vector<std::size_t> lengths;
  for (const Measure& measure : measures()) {
    std::size_t length = 1;
    for (const std::string_view dimension : measure.dimensions) {
      if (!dimension.empty() && !summed_over(dimension, scenario.detail)) length *= size_of(model, dimension);
    }
    lengths.push_back(length);
  }
  return lengths;
}

}  // namespace darah
