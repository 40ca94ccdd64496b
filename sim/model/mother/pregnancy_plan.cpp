// What follows from the parameters of pregnancies alone.
#include <algorithm>
#include <vector>

#include "core/math.hpp"
#include "model/mother/intervention.hpp"
#include "model/mother/odds.hpp"
#include "model/mother/pregnancy.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

std::vector<double> cumulative(std::vector<double> weights) {
  double sum = 0;
  for (double& x : weights) x = sum += x;
  if (sum > 0) {
    for (double& x : weights) x /= sum;
  }
  return weights;
}

/// Mean over who holds the contacts.
double mean_of(const std::vector<double>& by_provider, const PregnancyParameters& p) {
  return p.midwife * by_provider[index_of(Provider::midwife)] +
         (1 - p.midwife) * by_provider[index_of(Provider::puskesmas)];
}

/// Chance of one success in the contacts of an average woman.
double once(double a_contact) { return 1 - math::pow(1 - std::min(a_contact, 1 - 1e-9), 3.5); }

/// Share of births after an age of pregnancy.
double share_born_after(const Parameters& p, Duration age) {
  const Duration late = age - p.pregnancy.gestation - p.pregnancy.birth_shift;
  if (p.pregnancy.birth_sd.us == 0) return late.us < 0 ? 1 : 0.01;
  return std::max(0.01, math::erfc(late / p.pregnancy.birth_sd / math::sqrt(2.0)) / 2);
}

}  // namespace

PregnancyPlan::PregnancyPlan(const Model& m, const Basis& basis) {
  const Parameters &p = m.p, &base = basis.means;
  place_births(m);
  const auto far = [](const Parameters& of, CatchmentId c, double part) {
    return of.network.road[c].km * part > of.programme.far.km;
  };
  for (const CatchmentId c : m.catchments()) distance.push_back({far(p, c, 1), far(p, c, 0.5)});
  // What holds the means of a district's table under the base's policies.
  Table<DistrictId, Held> held(p.districts.size());
  for (const DistrictId d : m.districts()) {
    const auto conceptions_of = [&](const Parameters& of) {
      return of.network.births[d].per_day / (1 - of.emergency.rate[index_of(Cause::abortion)] / 1000);
    };
    conceptions.push_back(LayeredRate(conceptions_of(basis.streams), conceptions_of(p)));
    cash_share.push_back(
        std::min(1.0, static_cast<double>(p.network.cash_households[d]) * p.programme.household_size /
                          static_cast<double>(p.network.population[d])));
    for (const CatchmentId c : catchments[d]) {
      if (far(base, c, 1)) held[d].far += share_of_district[c];
      if (far(base, c, 0.5)) held[d].half_far += share_of_district[c];
    }
    held[d].paid = base.programme.payouts > 0 ? cash_share[d] * (1 - base.programme.wrongly_targeted) : 0;
  }
  hold_facility_births(p, base, held);
  hold_contacts(m, base, held);
  cause_share = cause_shares(p, base);
}

/// Where a district's women live, and the hospitals that its births go to.
void PregnancyPlan::place_births(const Model& m) {
  const NetworkParameters& n = m.p.network;
  Table<DistrictId, std::vector<double>> share(m.p.districts.size()), beds(m.p.districts.size());
  catchments.resize(m.p.districts.size());
  hospitals.resize(m.p.districts.size());
  share_of_district.resize(m.p.catchments.size());
  for (const CatchmentId c : m.catchments()) {
    catchments[m.district_of(c)].push_back(c);
    share[m.district_of(c)].push_back(n.births_share[c]);
  }
  for (const HospitalId h : m.hospitals.ids()) {
    const FacilityId f = m.hospitals[h];
    hospitals[m.district_of(f)].push_back(h);
    beds[m.district_of(f)].push_back(static_cast<double>(n.beds[f]));
  }
  for (const DistrictId d : m.districts()) {
    catchment_share.push_back(cumulative(share[d]));
    hospital_share.push_back(cumulative(beds[d]));
    for (std::size_t i = 0; i < catchments[d].size(); ++i)
      share_of_district[catchments[d][i]] = catchment_share[d][i] - (i == 0 ? 0 : catchment_share[d][i - 1]);
  }
}

void PregnancyPlan::hold_facility_births(const Parameters& p, const Parameters& base,
                                         const Table<DistrictId, Held>& held) {
  const PregnancyParameters& b = base.pregnancy;
  // Share of women with a birth plan after the contacts of an average woman; keeps facility births near their
  // table.
  const double with_plan = once(mean_of(b.plan, b));
  const double referred = b.high_risk * once(mean_of(b.detect, b)) * b.planned_referral;
  for (const DistrictId d : held.ids()) {
    const double hospital_births = p.network.facility_births[d] * p.network.hospital_share[d] * 0.999;
    // Planned referrals are part of the district's hospital births, not beside them.
    planned.push_back(hospitals[d].empty() ? 0 : std::min(referred, hospital_births));
    facility_scale.push_back(
        math::exp(-p.network.jkn[d] * math::log(b.odds_insured) - with_plan * math::log(b.odds_plan) -
                  held[d].paid * math::log(b.odds_cash) - held[d].far * math::log(b.odds_far)));
  }
}

/// The odds are such that, under the base's policies, women's own factors leave the district's mean where its
/// table says. Some women give birth before the last contact is due: that share is made up for, by the first
/// contact where the table asks for more than the further ones can give.
void PregnancyPlan::hold_contacts(const Model& m, const Parameters& base,
                                  const Table<DistrictId, Held>& held) {
  const Parameters& p = m.p;
  const ProgrammeParameters& b = base.programme;
  const double in_time = share_born_after(p, p.pregnancy.contact_due.back());
  // Among women who move, the share who have moved by the first contact, and by an average further one.
  const auto& due = p.pregnancy.contact_due;
  const double moved_at_first = due[0] / p.pregnancy.gestation;
  const double moved_later = (due[1] + due[2] + due[3]) / p.pregnancy.gestation / 3;
  const auto per_doubling = [](double factor, double multiple) {
    return math::exp(math::log(factor) * math::log(multiple) / math::log(2.0));
  };
  const double effort = per_doubling(p.programme.odds_outreach, p.programme.outreach_money) *
                        per_doubling(p.programme.odds_cadres, p.programme.cadres);
  base_contacts.resize(p.districts.size());
  for (const CatchmentId c : m.catchments()) {
    const DistrictId d = m.district_of(c);
    const auto of_catchment = [&](double share_far, double moved_by) {
      return effort / math::exp(p.network.jkn[d] * math::log(b.odds_jkn) +
                                held[d].paid * b.verified * b.companion_active * math::log(b.odds_cash) +
                                share_far * (1 - base.pregnancy.midwife) * math::log(b.odds_far) +
                                moved_by * p.network.moving[d] * math::log(base.pregnancy.odds_moved));
    };
    constexpr double most = 0.998;
    const double all = p.network.k4[d] / in_time;
    const double first = std::clamp(all / most, base.pregnancy.k1, std::max(base.pregnancy.k1, most));
    const double go_on = math::pow(std::min(most, all / std::max(base.pregnancy.k1, all / most)), 1.0 / 3);
    base_contacts[d] = first * (1 + go_on + go_on * go_on + go_on * go_on * go_on);
    contact_odds.push_back(odds(go_on) * of_catchment(held[d].far, moved_later));
    first_odds.push_back(
        odds(first) * odds(p.pregnancy.k1) / odds(base.pregnancy.k1) *
        of_catchment((1 - b.posts) * held[d].far + b.posts * held[d].half_far, moved_at_first));
  }
}

std::vector<double> PregnancyPlan::class_shares(const Parameters& p) {
  const PregnancyParameters& q = p.pregnancy;
  double all = 0;
  for (const double share : q.parity_share) all += share;
  std::vector<double> shares;
  for (const double share : q.parity_share) {
    for (const double risk : {1 - q.high_risk, q.high_risk}) shares.push_back(share / all * risk);
  }
  return shares;
}

double PregnancyPlan::followed_by_pph(const Parameters& p) {
  const EmergencyParameters& e = p.emergency;
  double sum = 0;
  for (std::size_t cause = 0; cause < e.rate.size(); ++cause)
    sum += e.rate[cause] * e.onset_before[cause] * e.then_pph[cause];
  return sum;
}

std::vector<std::vector<double>> PregnancyPlan::cause_shares(const Parameters& p, const Parameters& base) {
  // Candidates: whom prevention spares among them, and who has it as a second emergency, come later.
  const InterventionPlan prevention(p, base);
  std::vector<double> rate = p.emergency.rate;
  rate[index_of(Cause::pph)] =
      std::max(0.0, rate[index_of(Cause::pph)] - followed_by_pph(p)) * prevention.pph;
  rate[index_of(Cause::sepsis)] *= prevention.sepsis;
  // Rates hold for all women together: each class has its factor over the mean of all.
  const PregnancyParameters& q = p.pregnancy;
  double all = 0;
  for (const double share : q.parity_share) all += share;
  const auto of_parity = [&](Parity parity, std::size_t cause) {
    if (parity == Parity::first) return p.emergency.first_births[cause];
    return parity == Parity::fifth_on ? p.emergency.fifth_births[cause] : 1.0;
  };
  const double mean_risk = 1 - q.high_risk + q.high_risk * q.risk_factor;
  std::vector<std::vector<double>> shares;
  for (std::size_t parity = 0; parity < q.parity_share.size(); ++parity) {
    for (const double risk : {1.0, q.risk_factor}) {
      std::vector<double> cumulative;
      double sum = 0;
      for (std::size_t cause = 0; cause < rate.size(); ++cause) {
        double mean = 0;
        for (std::size_t k = 0; k < q.parity_share.size(); ++k)
          mean += q.parity_share[k] / all * of_parity(static_cast<Parity>(k), cause);
        const double factor = mean > 0 ? of_parity(static_cast<Parity>(parity), cause) / mean : 0;
        sum += rate[cause] / 1000 * factor * (mean_risk > 0 ? risk / mean_risk : 0);
        cumulative.push_back(sum);
      }
      shares.push_back(std::move(cumulative));
    }
  }
  return shares;
}

}  // namespace darah
