#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "compare/synthetic.hpp"
#include "model/policy/mechanism.hpp"

/// Small results of arms with and without agreements, for what is told of them by district and year.

namespace darah {

inline constexpr auto agreement_measures = std::to_array<Measure>({
    {"agreement_months", "month ends", {"district", "month"}, "month ends with an agreement in force"},
    {"modification", "1e-6", {"district", "month"}, "distance from the template"},
    {"fidelity", "1e-6", {"district", "month", "mechanism"}, "fidelity"},
    {"month_ends", "month ends", {"district", "month"}, "month ends"},
    {"operational_level", "1e-6", {"district", "month"}, "operational level"},
    {"informed_puskesmas", "puskesmas", {"district", "month"}, "puskesmas reached"},
    {"puskesmas", "puskesmas", {"district", "month"}, "all puskesmas"},
    {"puskesmas_in_force", "puskesmas", {"district", "month"}, "puskesmas where in force"},
    {"candidates_registered", "donors", {"district", "month"}, "registered"},
    {"candidates_uncalled", "donors", {"district", "month"}, "uncalled"},
    {"candidates_bled", "donors", {"district", "month"}, "bled"},
    {"candidates_used", "units", {"district", "month"}, "used"},
    {"reserve_taken", "units", {"district", "month"}, "taken"},
    {"reserve_to_others", "units", {"district", "month"}, "to others"},
    {"deaths_conditional", "1e-6 deaths", {"district", "month"}, "expected deaths"},
    {"onset_to_blood", "us", {"district", "month"}, "times"},
    {"blood_recipients", "women", {"district", "month"}, "women"},
});

/// One district in one month.
struct Cell {
  bool in_force = false;
  double distance = 0, done = 0;
  std::int64_t informed = 0, uncalled = 0, used = 0, to_others = 0;
  double deaths = 0;
  std::int64_t minutes = 0, recipients = 1;
};

/// Value of a measure in a cell; of each mechanism alike.
inline std::int64_t value_of(std::string_view measure, const Cell& c) {
  const auto millionths = [](double x) { return std::llround(x * 1e6); };
  const std::int64_t on = c.in_force ? 1 : 0;
  if (measure == "agreement_months") return on;
  if (measure == "modification") return on * millionths(c.distance);
  if (measure == "fidelity") return on * millionths(c.done);
  if (measure == "month_ends") return 1;
  if (measure == "operational_level") return on * 3'000'000;
  if (measure == "informed_puskesmas") return on * c.informed;
  if (measure == "puskesmas") return 10;
  if (measure == "puskesmas_in_force") return on * 10;
  if (measure == "candidates_registered") return on * 8;
  if (measure == "candidates_uncalled") return c.uncalled;
  if (measure == "candidates_bled") return on * 4;
  if (measure == "candidates_used") return c.used;
  if (measure == "reserve_taken") return on * 5;
  if (measure == "reserve_to_others") return c.to_others;
  if (measure == "deaths_conditional") return millionths(c.deaths);
  if (measure == "onset_to_blood") return c.minutes * c.recipients * 60'000'000;
  return c.recipients;
}

inline const std::vector<std::string> two_years{"2018-11", "2018-12", "2019-01", "2019-02"};

/// Arms by name; in each cell(replication, district, month).
template <class Make>
Results results_of(const std::vector<std::string>& arms, std::size_t replications, Make&& cell,
                   std::span<const Measure> kept = agreement_measures, Detail detail = Detail::full) {
  Results results = synthetic_results();
  results.measured_days = 120;  // the four months
  results.arms.clear();
  for (const std::string& arm : arms) results.arms.push_back({arm, ""});
  results.labels["month"] = two_years;
  results.labels["mechanism"] = {mechanism_labels.begin(), mechanism_labels.end()};
  results.layout = Layout(kept, results.labels, detail);
  results.replications.clear();
  results.replications_requested = static_cast<std::int64_t>(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0, {}};
    for (const std::string& arm : arms) {
      std::vector<std::int64_t> values;
      for (const Measure& m : kept) {
        for (std::size_t d = 0; d < 2; ++d) {
          for (std::size_t month = 0; month < two_years.size(); ++month)
            values.insert(values.end(), m.name == "fidelity" ? mechanism_labels.size() : 1,
                          value_of(m.name, cell(arm, r, d, month)));
        }
      }
      Outcome outcome;
      outcome.values = results.layout.reduce(values);
      outcome.events_by_kind = {0, 0};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

/// The first district of "mou" has an agreement, from December 2018 on; "none" has none.
inline Cell usual(const std::string& arm, std::size_t r, std::size_t district, std::size_t month) {
  Cell cell{.deaths = 1, .minutes = 300};
  if (arm != "mou" || district != 0) return cell;
  cell.in_force = month > 0;
  if (!cell.in_force) return cell;
  const std::int64_t year = month > 1 ? 1 : 0;
  cell.distance = year == 0 ? 0.5 : 0.25;
  cell.done = 0.6;
  cell.informed = 6 + year;
  cell.uncalled = 2;
  cell.used = 1;
  cell.to_others = 2;
  cell.deaths = 1 - 0.1 * static_cast<double>(r + 1);
  cell.minutes = 280 - 10 * static_cast<std::int64_t>(r);
  return cell;
}

}  // namespace darah
