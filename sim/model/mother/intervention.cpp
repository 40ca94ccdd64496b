#include "model/mother/intervention.hpp"

#include <algorithm>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/mother/odds.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose prevention_draw = purpose(0x0c, 1);
constexpr Purpose treatment_draws = purpose(0x0c, 2);

/// What a shares of births by who attends them is a sum of: the tables of a scenario.
struct BirthsBy {
  EnumArray<Attendant, double> share;
  double caesareans = 0;
};

/// Shares of all births, under these tables and policies.
BirthsBy births_by_attendant(const Parameters& p) {
  const NetworkParameters& n = p.network;
  Table<DistrictId, double> women(p.districts.size()), of_poned(p.districts.size());
  for (const CatchmentId c : p.catchments.ids()) {
    women[n.district_of(c)] += n.births_share[c];
    if (n.poned[c]) of_poned[n.district_of(c)] += n.births_share[c];
  }
  Table<DistrictId, bool> has_hospital(p.districts.size());
  for (const FacilityId f : p.facilities.ids()) {
    if (n.is(f, FacilityKind::hospital)) has_hospital[n.district_of(f)] = true;
  }
  double all = 0;
  BirthsBy by;
  for (const DistrictId d : p.districts.ids()) {
    const double births = n.births[d].per_day;
    const double facility = n.facility_births[d],
                 hospital = has_hospital[d] ? facility * n.hospital_share[d] : 0,
                 dukun = std::min(n.dukun_births[d], 1 - facility);
    const double poned =
        women[d] > 0 ? (facility - hospital) * (1 - p.pregnancy.clinic) * of_poned[d] / women[d] : 0;
    const double referred = std::min(hospital, p.pregnancy.high_risk * p.pregnancy.planned_referral);
    all += births;
    by.share[Attendant::hospital] += births * hospital;
    by.share[Attendant::poned] += births * poned;
    by.share[Attendant::puskesmas] += births * (facility - hospital - poned);
    by.share[Attendant::dukun] += births * dukun;
    by.share[Attendant::midwife] += births * (1 - facility - dukun);
    by.caesareans +=
        births * ((hospital - referred) * p.pregnancy.caesarean + referred * p.pregnancy.planned_caesarean);
  }
  if (all == 0) return {};
  for (double& share : by.share) share /= all;
  by.caesareans /= all;
  return by;
}

}  // namespace

double InterventionParameters::haemorrhage_ratio(Attendant by) const {
  return 1 - uterotonic[index_of(by)] * (1 - uterotonic_effect) * uterotonic_potency;
}

double InterventionParameters::infection_ratio() const {
  return caesarean_risk * (1 - caesarean_antibiotic * (1 - caesarean_antibiotic_effect));
}

InterventionPlan::InterventionPlan(const Model& m, const Basis& basis) : InterventionPlan(m.p, basis.means) {}

InterventionPlan::InterventionPlan(const Parameters& p, const Parameters& base) {
  const BirthsBy births = births_by_attendant(base);
  double ratio = 0, all = 0;
  for (const Attendant by : every<Attendant>) {
    all += births.share[by];
    ratio += births.share[by] * base.intervention.haemorrhage_ratio(by);
    kept[by] = p.intervention.haemorrhage_ratio(by);
  }
  if (all > 0 && ratio > 0) pph = all / ratio;
  sepsis = 1 / (1 - births.caesareans + births.caesareans * base.intervention.infection_ratio());
  after_caesarean = std::max(0.0, p.intervention.infection_ratio() - 1);
  kept_after_caesarean = std::min(1.0, p.intervention.infection_ratio());
}

Attendant Intervention::at_birth(const Model& m, const Woman& woman) {
  switch (woman.place) {
    case Place::hospital:
      return Attendant::hospital;
    case Place::puskesmas:
      return m.p.network.poned[woman.catchment()] ? Attendant::poned : Attendant::puskesmas;
    case Place::clinic:
      return Attendant::puskesmas;
    default:
      return woman.is(Woman::dukun) ? Attendant::dukun : Attendant::midwife;
  }
}

bool Intervention::falls_ill(Services w, const Model& m, const Woman& woman, Name name, Cause cause,
                             bool counts) {
  double kept = 1;
  if (cause == Cause::pph) kept = m.intervention_plan.kept[at_birth(m, woman)];
  if (cause == Cause::sepsis && woman.is(Woman::caesarean)) kept = m.intervention_plan.kept_after_caesarean;
  if (kept >= 1) return true;
  Draws g = w.draws(name, prevention_draw);
  if (bernoulli(g, kept)) return true;
  const std::int32_t month = m.day(w.now()).month;
  if (counts && month >= 0) {
    w.add<Intervention>(Measured::spared, 1, m.district_of(woman.catchment()),
                        static_cast<std::size_t>(month),
                        cause == Cause::pph ? Given::uterotonic : Given::caesarean_antibiotic);
  }
  return false;
}

double Intervention::tranexamic_ratio(const InterventionParameters& p, double lethality, Duration delay) {
  if (delay >= p.tranexamic_until || lethality <= 0 || lethality >= 1) return 1;
  const double quarters = delay / minutes(15);
  const double benefit = (p.tranexamic_odds - 1) * math::exp(quarters * math::log(1 - p.tranexamic_fade));
  return (1 - chance(odds(1 - lethality) * (1 + benefit))) / lethality;
}

bool Intervention::treat(Services w, const Model& m, Case& c, Attendant attendant) {
  const InterventionParameters& p = m.p.intervention;
  const std::size_t by = index_of(attendant);
  if (c.is_given()) return false;
  Draws g = w.draws(c.name(), treatment_draws, 0, Use::again);
  const double u_covered = uniform01(g), u_effect = uniform01(g);
  const auto book = [&](Given what) {
    w.tell(c.name(), Told::given, static_cast<std::int32_t>(index_of(what)), 1);
    if (c.counts()) w.add<Intervention>(Measured::spared, 1, c.district(), c.month(), what);
  };
  const auto against_death = [&](Given what, const std::vector<double>& coverage, double ratio) {
    if (u_covered >= coverage[by] || ratio >= 1) return;
    if (c.give(ratio)) {
      book(what);
      w.cancel(c.timers().death);
    } else {
      w.tell(c.name(), Told::given, static_cast<std::int32_t>(index_of(what)));
    }
  };
  switch (c.cause()) {
    case Cause::pph: {
      const double kills = Emergency::lethality(m, c.cause(), c.district());
      against_death(Given::tranexamic, p.tranexamic, tranexamic_ratio(p, kills, w.now() - c.onset().at));
      return false;
    }
    case Cause::hypertensive:
      against_death(Given::magnesium, p.magnesium, p.magnesium_effect);
      return false;
    case Cause::sepsis:
      against_death(Given::antibiotic, p.antibiotic, p.antibiotic_effect);
      return false;
    case Cause::obstructed:
      if (!c.needs_surgery() || u_covered >= p.assisted_birth[by]) return false;
      c.give(1);
      if (u_effect >= p.assisted_birth_effect) return false;
      c.need_no_surgery();
      book(Given::assisted_birth);
      return true;
    default:
      return false;
  }
}

}  // namespace darah
