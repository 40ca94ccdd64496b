#include "model/programme.hpp"

#include "core/distribution.hpp"
#include "model/world.hpp"

namespace darah {
namespace {

constexpr Purpose payout_luck = purpose(0x0a, 1);  // by payout
constexpr Purpose targeting = purpose(0x0a, 2);

}  // namespace

bool Programme::cash_in_hand(const World& w, const Model& m, Name woman, std::uint32_t district,
                             Time t) const {
  const ProgrammeParameters& p = m.p.programme;
  if (p.payouts == 0) return false;
  // Payouts follow each other at equal intervals; districts are paid on days of their own.
  const Duration interval = days(365) / p.payouts;
  const std::int64_t shifted = t.us + days(m.p.network.district_code[district] % 97).us;
  if (Duration{shifted % interval.us} >= p.payout_window) return false;
  Draws household = w.draws(woman, targeting, 0, Use::again);
  if (bernoulli(household, p.wrongly_targeted)) return false;
  Draws payout = w.draws(woman, payout_luck, static_cast<std::uint64_t>(shifted / interval.us), Use::again);
  return !bernoulli(payout, p.spent_elsewhere);
}

double Programme::jkn_coverage(const World& w, const Model& m, std::uint32_t district, Time t) const {
  const double years = std::max(0.0, (t - m.policy_start).as_days() / 365);
  const double growth = m.p.programme.jkn_growth * w.agreement.operational(district) / 5;
  return std::min(1.0, m.p.network.jkn[district] + growth * years);
}

void Programme::month_end(World& w, const Model& m, std::int32_t month) const {
  const auto mo = static_cast<std::size_t>(month);
  const Time from = mo == 0 ? m.start : m.month_ends[mo - 1];
  // Of the yearly target, in whole women: the months of a year add up to it.
  const auto share_by = [&](std::int64_t target, Time t) {
    return target * ((t - m.start).us / Model::day_us) / 365;
  };
  for (std::size_t d = 0; d < m.p.districts.size(); ++d) {
    const std::int64_t target = m.p.network.k4_target[d];
    w.add<Programme>(Measured::k4_target, share_by(target, m.month_ends[mo]) - share_by(target, from), d, mo);
  }
}

}  // namespace darah
