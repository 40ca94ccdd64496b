// What follows from the parameters of donors alone.
#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/blood/donor.hpp"
#include "model/world/model.hpp"

namespace darah {

GammaTable::GammaTable(double shape) : quantiles_(size) {
  for (std::size_t i = 1; i < size; ++i) {
    const double u = static_cast<double>(i) / size;
    double low = quantiles_[i - 1], high = shape + 1;
    while (gamma_below(shape, high) < u) high *= 2;
    for (int step = 0; step < 40; ++step) {
      const double middle = (low + high) / 2;
      (gamma_below(shape, middle) < u ? low : high) = middle;
    }
    quantiles_[i] = (low + high) / 2;
  }
}

double GammaTable::operator()(double u) const {
  const double place = u * size;
  const auto i = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(i);
  if (i + 1 < size) return quantiles_[i] + part * (quantiles_[i + 1] - quantiles_[i]);
  return quantiles_[i] - math::log(1 - part);
}

namespace {

/// Donations that are expected of a first-timer once he has given.
double expected_of_first_timer(const DonorParameters& p) {
  return p.lapse_first == 1 ? 1 : 1 + (1 - p.lapse_first) / p.lapse_later;
}

/// Mean time of a walk-in from being ready to his visit.
Duration mean_wait(const DonorParameters& p) {
  const double from = p.open_from.as_days(), length = (p.open_until - p.open_from).as_days();
  const double same_day = length < 1 ? std::min(1.0, from / (1 - length)) : 1;  // share ready in time for it
  return days(1) * (from + length / 2 - 0.5 + (1 - same_day));
}

double mean_turnout(const Parameters& of, std::span<const Day> simulated) {
  double sum = 0;
  for (const Day& day : simulated) sum += turnout_on(of.calendar, day.date);
  return sum / static_cast<double>(simulated.size());
}

/// Voluntary donations a day, by district: a blood centre's target split by population.
Table<DistrictId, double> targets(const Model& m, const Parameters& of) {
  Table<UtdId, double> people(m.utds.size());
  Table<DistrictId, double> target;
  for (const DistrictId d : m.districts())
    people[m.utd_of_district[d]] += static_cast<double>(of.network.population[d]);
  for (const DistrictId d : m.districts()) {
    const UtdId utd = m.utd_of_district[d];
    const FacilityId facility = m.utds[utd];
    target.push_back(of.network.donations[facility].per_day * (1 - of.network.replacement_share[facility]) *
                     static_cast<double>(of.network.population[d]) / people[utd]);
  }
  return target;
}

/// First-timers presenting a day who, with their later donations, give `donations` a day.
double presenting(const Parameters& of, double mean_turnout, double donations, FacilityId facility) {
  return donations * of.network.correction[facility] /
         ((1 - of.donor.deferral) * expected_of_first_timer(of.donor) * mean_turnout);
}

}  // namespace

DonorPlan::DonorPlan(const Model& m, const Basis& basis)
    : districts(m.p.districts.size()),
      donations_each(expected_of_first_timer(m.p.donor)),
      visit_wait(mean_wait(m.p.donor)),
      gap(m.p.donor.gap_shape),
      opening(m.p.donor.open_from, m.p.donor.open_until) {
  const DonorParameters& p = m.p.donor;
  const std::span simulated = std::span(m.days).first(static_cast<std::size_t>(m.day_number(m.end)));
  for (const Day& day : simulated) most_turnout = std::max(most_turnout, day.turnout);
  turnout = mean_turnout(m.p, simulated);
  const Table<DistrictId, double> target = targets(m, m.p), base = targets(m, basis.streams);
  const double base_turnout = mean_turnout(basis.streams, simulated);
  for (const DistrictId d : districts.ids()) {
    District& district = districts[d];
    district.utd = m.utd_of_district[d];
    const FacilityId facility = m.utds[district.utd];
    district.first_timers = presenting(m.p, turnout, target[d], facility);
    district.returning = target[d] * m.p.network.correction[facility] / turnout * (1 - 1 / donations_each);
    district.walk_ins = LayeredRate(
        presenting(basis.streams, base_turnout, base[d], facility) * (1 - basis.streams.donor.drive_share),
        district.first_timers * (1 - p.drive_share));
    const double drives = target[d] * p.drive_share / p.drive_yield;  // a day
    const double hosts = drives * p.host_revisit.as_days();
    if (hosts <= 0) continue;
    district.hosts = static_cast<std::uint32_t>(std::max(1L, std::lround(hosts)));
    district.revisit = days(1) * (district.hosts / drives);
  }
  for (const FacilityId facility : m.utds) {
    const double teams_needed = m.p.network.donations[facility].per_year() / p.donations_a_team;
    teams.push_back(static_cast<std::uint16_t>(std::max(1L, std::lround(teams_needed))));
  }
}

}  // namespace darah
