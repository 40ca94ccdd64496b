// The part of Donor that peoples time 0: who gave before it and will again.
#include <algorithm>
#include <array>
#include <vector>

#include "core/distribution.hpp"
#include "model/blood/donor.hpp"
#include "model/blood/donor_names.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose past_purpose = purpose(0x01, 5);  // donors of before time 0

}  // namespace

/// The members a host has in a stationary year: those whom past drives left willing, if no drive has bled
/// them since.
void Donor::settle_members(Services w, const Model& m, Host& host, double willing) {
  const DonorParameters& p = m.p.donor;
  const DonorPlan& plan = m.donor_plan;
  const DonorPlan::District& district = plan.districts[host.district];
  const double left_willing = district.returning * plan.turnout * willing * p.drive_share / district.hosts *
                              district.revisit.as_days();
  const double missed = 1 - std::min(1.0, p.show * p.served * plan.turnout) * (1 - p.deferral);
  const double longest = p.interval.as_days() + 8 * p.gap.as_days();
  const auto drives = static_cast<std::uint32_t>(longest / district.revisit.as_days()) + 8;
  std::vector<double> missed_all(drives + 1, 1.0);
  for (std::uint32_t n = 1; n <= drives; ++n) missed_all[n] = missed_all[n - 1] * missed;

  Draws draws = w.draws(host.name, past_purpose);
  for (std::uint32_t back = 0; back < drives; ++back) {
    const Time given = host.last - district.revisit * back;
    const auto donors = static_cast<std::uint32_t>(poisson_inverse(uniform01(draws), left_willing));
    for (std::uint32_t i = 0; i < donors; ++i) {
      const Time ready = given + p.interval + stretch(p.gap, plan.gap(uniform01(draws)) / p.gap_shape);
      const std::int64_t passed = ready <= host.last ? (host.last - ready).us / district.revisit.us + 1 : 0;
      const double u_missed = uniform01(draws);
      if (u_missed >= missed_all[static_cast<std::size_t>(passed)]) continue;
      const Name name = member_name(m, host, donor_names::last_day - back, i);
      Draws traits = w.draws(name, donor_names::traits);
      Member member = first_timer(m, name, traits);
      member.donations = 1;
      member.given[0] = donor_names::day_of(given);
      member.ready = ready;
      host.members.push_back(member);
      active_time_[district.utd].enter(window_ticks(m, w.now()));
    }
  }
}

/// The walk-ins of a stationary year, by what is left of their interval, gap or wait.
void Donor::settle_walk_ins(Services w, const Model& m, DistrictId district, double willing) {
  const DonorParameters& p = m.p.donor;
  const DonorPlan& plan = m.donor_plan;
  const double left_willing =
      plan.districts[district].returning * plan.turnout * willing * (1 - p.drive_share);
  const double success = (1 - p.deferral) * std::min(1.0, plan.turnout);
  const std::array<double, 3> stay{
      p.interval.as_days(), p.gap.as_days(),
      p.return_after.as_days() * (1 - success) / success + plan.visit_wait.as_days()};
  const double cycle = stay[0] + stay[1] + stay[2];

  Draws number = w.draws(root_name(Root::donor, donor_names::code_of(m, district)), past_purpose, 1);
  const auto donors = static_cast<std::uint32_t>(poisson_inverse(uniform01(number), left_willing * cycle));
  for (std::uint32_t i = 0; i < donors; ++i) {
    const Name name = root_name(Root::donor, donor_names::code_of(m, district), 0, i);
    Draws draws = w.draws(name, past_purpose);
    const std::size_t stage = choose(draws, stay);
    const double u_left = uniform01(draws);
    const double u_gap = uniform01(draws);
    // Gap of someone met within it.
    const double whole_gap = unit_gamma(draws, p.gap_shape + 1) / p.gap_shape;
    Duration left = p.return_after * u_left;
    if (stage == 0) left = p.interval * u_left + stretch(p.gap, plan.gap(u_gap) / p.gap_shape);
    if (stage == 1) left = stretch(p.gap, whole_gap * u_left);

    Draws traits = w.draws(name, donor_names::traits);
    Member member = first_timer(m, name, traits);
    member.donations = 1;
    if (stage == 0) member.given[0] = donor_names::day_of(Time{} - p.interval * (1 - u_left));
    plan_visit(w, m, add_walk_in(w, m, member, district), w.now() + left);
  }
}

}  // namespace darah
