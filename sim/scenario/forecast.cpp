#include "scenario/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace darah {
namespace {

/// Measured on the scenario of Banten.
namespace coefficient {
constexpr double events_per_birth = 4.1;  // conception, contacts, birth, stay, end of follow-up, emergencies
constexpr double events_per_donation = 0.27;   // first visits, drives, returns and lapses, results of a batch
constexpr double events_per_request = 0.83;    // request, supply, release
constexpr double events_per_place_day = 0.18;  // reviews, deliveries, budgets
constexpr double ns_per_event = 300;
constexpr double bytes_per_woman = 100;  // queue included
constexpr double bytes_per_donor = 60;
constexpr double donors_per_yearly_donation = 1.5;
constexpr double bytes_per_world = 2e6;      // tables, tallies, stock
constexpr double bytes_per_value = 8.0 / 4;  // int64, compressed
constexpr double bytes_per_file = 200e3;     // names, scales, provenance
}  // namespace coefficient

double sum_per_day(const std::vector<Rate>& rates) {
  return std::accumulate(rates.begin(), rates.end(), 0.0,
                         [](double sum, Rate rate) { return sum + rate.per_day; });
}

double events_per_day(const NetworkParameters& n) {
  const double places = static_cast<double>(n.facility_code.size() + n.catchment_code.size());
  return sum_per_day(n.births) * coefficient::events_per_birth +
         sum_per_day(n.donations) * coefficient::events_per_donation +
         sum_per_day(n.red_cell_need) * coefficient::events_per_request +
         places * coefficient::events_per_place_day;
}

double days_before_policy(const CalendarParameters& c) {
  return c.warm_up.as_days() - static_cast<double>(c.start - c.policy_start);
}

double bytes_of_world(const Parameters& p) {
  const double followed = (p.pregnancy.gestation + p.pregnancy.follow_up).as_days();
  const double donors =
      sum_per_day(p.network.donations) * Rate::days_per_year * coefficient::donors_per_yearly_donation;
  return coefficient::bytes_per_world +
         sum_per_day(p.network.births) * followed * coefficient::bytes_per_woman +
         donors * coefficient::bytes_per_donor;
}

}  // namespace

Forecast forecast(const Scenario& scenario, std::int64_t replications, std::int64_t threads,
                  std::size_t values) {
  double events = 0;
  bool past_shared = false;
  for (const ArmSpec& arm : scenario.arms) {
    const CalendarParameters& c = arm.parameters.calendar;
    const double past = days_before_policy(c);
    const double whole = (c.warm_up + c.horizon + arm.parameters.pregnancy.follow_up).as_days();
    const bool pays_past = !arm.forks || !past_shared;
    past_shared = past_shared || arm.forks;
    events += (pays_past ? whole : whole - past) * events_per_day(arm.parameters.network);
  }
  const auto runs = static_cast<double>(replications);
  const double rounds = std::ceil(runs / static_cast<double>(threads));
  const double outcomes = static_cast<double>(scenario.arms.size()) * runs;
  return {
      events * runs, events * rounds * coefficient::ns_per_event * 1e-9, bytes_of_world(scenario.base),
      coefficient::bytes_per_file + outcomes * static_cast<double>(values) * coefficient::bytes_per_value};
}

}  // namespace darah
