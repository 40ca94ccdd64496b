#include "model/policy/programme.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose payout_luck = purpose(0x0a, 1);  // by payout
constexpr Purpose targeting = purpose(0x0a, 2);
constexpr Purpose segment_draw = purpose(0x0a, 3);
constexpr Purpose companion_draw = purpose(0x0a, 4);
constexpr Purpose queue_draw = purpose(0x0a, 5);  // by payout
constexpr Purpose counting_draw = purpose(0x05, 5);

/// Time since the first payout of a district, if they went back for ever.
std::int64_t since_payouts(const Model& m, DistrictId district, Time t) {
  // Districts are paid on days of their own.
  return t.us + days(m.p.network.district_code[district] % 97).us;
}

}  // namespace

void Programme::born(Services w, const Model& m, const Woman& woman, DistrictId district) {
  const auto book = [&](Measured what) { count<Programme>(w, m, w.now(), what, 1, district); };
  if (woman.is(Woman::insured)) book(Measured::insured);
  if (woman.contacts == 0) return;
  Draws g = w.draws(woman.name, counting_draw);
  const bool counted = !woman.is(Woman::arrived) || bernoulli(g, m.p.programme.in_migrants_counted);
  book(Measured::k1);
  if (counted) book(Measured::k1_reported);
  if (woman.contacts < contact_labels.size()) return;
  book(Measured::k4_true);
  if (counted) book(Measured::k4_reported);
  if (!woman.is(Woman::arrived)) return;
  book(Measured::k4_moved);
  if (counted) book(Measured::k4_moved_counted);
}

void Programme::contact_held(Services w, const Model& m, DistrictId district) {
  count<Programme>(w, m, w.now(), Measured::outreach_spent, m.p.programme.contact_cost.rupiah, district);
}

void Programme::fare_paid(Services w, const Model& m, DistrictId district) {
  count<Programme>(w, m, w.now(), Measured::family_money, m.p.programme.fare.rupiah, district,
                   FamilyCost::fares);
}

void Programme::donors_sought(Services w, const Model& m, DistrictId district) {
  count<Programme>(w, m, w.now(), Measured::family_money, m.p.programme.search_cost.rupiah, district,
                   FamilyCost::donors);
}

bool Programme::cash_in_hand(Services w, const Model& m, Name woman, DistrictId district, Time t) const {
  const ProgrammeParameters& p = m.p.programme;
  if (!enrolled(w, m, woman)) return false;
  const Duration interval = days(365) / p.payouts;
  const std::int64_t since = since_payouts(m, district, t);
  const auto payout_number = static_cast<std::uint64_t>(since / interval.us);
  const Duration age{since % interval.us};
  if (age >= p.payout_window) return false;
  const double left = static_cast<double>(p.payout.rupiah) * (1 - age / p.payout_window);
  if (left < static_cast<double>(p.fare.rupiah)) return false;
  Draws queue = w.draws(woman, queue_draw, payout_number, Use::again);
  if (age < lognormal(queue, p.payout_queue, p.payout_queue_sigma)) return false;
  Draws payout = w.draws(woman, payout_luck, payout_number, Use::again);
  return !bernoulli(payout, p.spent_elsewhere);
}

bool Programme::enrolled(Services w, const Model& m, Name woman) {
  if (m.p.programme.payouts == 0) return false;
  Draws household = w.draws(woman, targeting, 0, Use::again);
  return !bernoulli(household, m.p.programme.wrongly_targeted);
}

double Programme::jkn_coverage(With<const Agreement> w, const Model& m, DistrictId district, Time t) const {
  const double years = std::max(0.0, (t - m.start).as_days() / 365);
  const ProgrammeParameters& p = m.p.programme;
  const double level_years = p.jkn_growth_agreement * w.agreement().level_years(m, district, t) +
                             (1 - p.jkn_growth_agreement) * years;
  const double partnership = p.jkn_growth * level_years / 5;
  const double enrolled = std::min(p.labourers, p.sanction_growth * p.sanctions * years);
  return std::min(1.0, m.p.network.jkn[district] + partnership + enrolled);
}

double Programme::women_covered(With<const Agreement> w, const Model& m, DistrictId district, Time t) const {
  const ProgrammeParameters& p = m.p.programme;
  double all = 0, covered = 0;
  for (std::size_t i = 0; i < p.segment_share.size(); ++i) {
    all += p.segment_share[i];
    covered += p.segment_share[i] * p.family[i];
  }
  return jkn_coverage(w, m, district, t) * covered / all;
}

std::size_t Programme::segment(Services w, const Model& m, Name woman) {
  const ProgrammeParameters& p = m.p.programme;
  EnumArray<Segment, double> members;
  double enrolled = 0;
  for (const Segment s : every<Segment>)
    enrolled += members[s] = p.segment_share[index_of(s)] * p.family[index_of(s)];
  // Where a policy enrols no family, members of before are of any segment.
  if (enrolled == 0) std::copy(p.segment_share.begin(), p.segment_share.end(), members.begin());
  Draws g = w.draws(woman, segment_draw, 0, Use::again);
  return choose(g, members);
}

bool Programme::companion(Services w, const Model& m, Name woman) {
  Draws g = w.draws(woman, companion_draw, 0, Use::again);
  return enrolled(w, m, woman) && bernoulli(g, m.p.programme.companion_active);
}

void Programme::month_end(With<Agreement> w, const Model& m, std::int32_t month) const {
  const auto mo = static_cast<std::size_t>(month);
  const Time from = mo == 0 ? m.start : m.month_ends[mo - 1];
  // A month's share of the yearly target is whole women: the months of a year add up to the target.
  const auto share_by = [&](std::int64_t target, Time t) {
    return target * ((t - m.start).us / Model::day_us) / 365;
  };
  for (const DistrictId d : m.districts()) {
    const std::int64_t target = m.p.network.k4_target[d];
    const auto book = [&](Measured what, double n) {
      w.add<Programme>(what, static_cast<std::int64_t>(std::llround(n)), d, mo);
    };
    const auto population = static_cast<double>(m.p.network.population[d]);
    const auto registered = static_cast<double>(m.p.network.registered[d]);
    book(Measured::people, population);
    book(Measured::people_registered, registered > 0 ? registered : population);
    book(Measured::jkn_members, population * jkn_coverage(w, m, d, m.month_ends[mo]));
    if (m.p.programme.payouts > 0) {
      const std::int64_t interval = (days(365) / m.p.programme.payouts).us;
      const std::int64_t paid =
          since_payouts(m, d, m.month_ends[mo]) / interval - since_payouts(m, d, from) / interval;
      w.add<Programme>(Measured::cash_paid,
                       paid * std::llround(m.p.network.cash_households[d]) * m.p.programme.payout.rupiah, d,
                       mo);
    }
    const double days_of_month = (m.month_ends[mo] - from).as_days();
    book(Measured::outreach_budget, m.p.network.births[d].per_day * days_of_month *
                                        m.pregnancy_plan.base_contacts[d] * m.p.programme.outreach_money *
                                        static_cast<double>(m.p.programme.contact_cost.rupiah));
    w.add<Programme>(Measured::k4_target, share_by(target, m.month_ends[mo]) - share_by(target, from), d, mo);
  }
}

}  // namespace darah
