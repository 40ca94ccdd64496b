// The part of Agreement that acts elsewhere: candidates, reserve, announcements, couriers, money for drives.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/distribution.hpp"
#include "model/policy/agreement.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose candidate_will = purpose(0x09, 4);

constexpr Purpose candidate_draws = purpose(0x09, 5);

constexpr Purpose call_draws = purpose(0x09, 6);

constexpr Purpose turn_up_draw = purpose(0x09, 7);

constexpr Purpose notify_draw = purpose(0x09, 8);

constexpr Purpose courier_draw = purpose(0x09, 9);

constexpr Purpose breach_draw = purpose(0x09, 10);

}  // namespace

void Agreement::new_week(const Model& m, CatchmentId c) {
  if (!informed(m, c)) return;
  const AgreementParameters& p = m.p.agreement;
  Puskesmas& puskesmas = puskesmas_[c];
  puskesmas.hours = p.midwife_hours * m.p.network.midwives[c];
  const double births =
      m.p.network.births[m.district_of(c)].per_day * 7 * m.pregnancy_plan.share_of_district[c];
  const double arrives = money_arrives(m, m.district_of(c));
  // Money not spent is kept for eight weeks, then it lapses.
  const auto fill = [&](std::int64_t& purse, Money of_a_birth) {
    const auto week = static_cast<std::int64_t>(births * static_cast<double>(of_a_birth.rupiah) * arrives);
    purse = std::min(purse + week, 8 * week);
  };
  fill(puskesmas.rupiah, p.candidate_money);
  fill(puskesmas.call_rupiah, p.call_money);
}

void Agreement::register_candidates(With<Pregnancy> w, const Model& m, WomanId slot) {
  Woman& woman = w.pregnancy().women[slot];
  const AgreementParameters& p = m.p.agreement;
  if (!informed(m, woman.catchment())) return;
  const DistrictId d = m.district_of(woman.catchment());
  Draws will = w.draws(woman.name, candidate_will, 0, Use::again);
  if (!bernoulli(will, fidelity(w, m, d, Mechanism::candidates))) return;
  Puskesmas& puskesmas = puskesmas_[woman.catchment()];
  const double hours = hours_a_candidate(p);
  std::int64_t registered = 0;
  for (std::uint32_t i = 0; i < p.candidates; ++i) {
    if (woman.registered(i)) continue;
    if (puskesmas.hours < hours || puskesmas.rupiah < p.candidate_cost.rupiah) {
      woman.lack_candidates(puskesmas.hours < hours ? Bound::hours : Bound::money);
      break;
    }
    puskesmas.hours -= hours;
    puskesmas.rupiah -= p.candidate_cost.rupiah;
    woman.register_candidate(i);
    ++registered;
  }
  if (registered == 0) return;
  w.tell(woman.name, Told::registered, static_cast<std::int32_t>(registered));
  woman.set(Woman::group_known);
  const double taken = static_cast<double>(registered) * hours;
  spend(w, m, d, Cost::candidates, registered * p.candidate_cost.rupiah);
  spend(w, m, d, Cost::midwives, std::llround(taken * static_cast<double>(p.midwife_price.rupiah)));
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    const auto mo = static_cast<std::size_t>(month);
    w.add<Agreement>(Measured::candidates_registered, registered, d, mo);
    w.add<Agreement>(Measured::midwife_time, std::llround(taken * 3600e6), d, mo);
  }
  if (woman.call().pending()) return;  // some were registered before, and all are called together
  Draws g = w.draws(woman.name, call_draws);
  const Time at = woman.due - p.call_from + (p.call_from - p.call_until) * uniform01(g);
  w.set<Agreement>(woman.call(), std::max(w.now(), at), Kind::call_up, slot);
}

void Agreement::gave_birth(Services w, const Model& m, const Woman& woman) const {
  const DistrictId d = m.district_of(woman.catchment());
  if (!in_force(d) || (districts_[d].mechanisms >> index_of(Mechanism::candidates) & 1) == 0) return;
  const std::int64_t wanted = m.p.agreement.candidates, lacking = wanted - woman.candidates();
  count<Agreement>(w, m, w.now(), Measured::candidates_sought, wanted, d);
  if (lacking > 0) bound(w, m, d, woman.lacks_candidates().value_or(Bound::not_sought), lacking);
}

void Agreement::waited(With<const Pregnancy> w, const Model& m, Name name, WomanId slot) const {
  const Woman& woman = w.pregnancy().women[slot];
  if (woman.name == name) bound(w, m, m.district_of(woman.catchment()), Bound::laboratory, 1);
}

void Agreement::bound(Services w, const Model& m, DistrictId d, Bound by, std::int64_t candidates) const {
  count<Agreement>(w, m, w.now(), Measured::candidates_bound_by, candidates, d, index_of(by));
}

void Agreement::call_up(With<BloodCentre, Donor, Pregnancy> w, const Model& m, WomanId slot) {
  const Woman& woman = w.pregnancy().women[slot];
  const AgreementParameters& p = m.p.agreement;
  const DistrictId d = m.district_of(woman.catchment());
  const std::int32_t month = m.day(w.now()).month;
  const auto book = [&](Measured what, std::int64_t n) {
    if (month >= 0) w.add<Agreement>(what, n, d, static_cast<std::size_t>(month));
  };
  if (!in_force(d)) return;  // registered under an agreement that has ended: dormant
  const auto registered = woman.candidates();
  const auto uncalled = [&](Uncalled why, std::int64_t n) {
    if (month >= 0 && n > 0)
      w.add<Agreement>(Measured::candidates_uncalled, n, d, static_cast<std::size_t>(month), index_of(why));
  };
  Draws will = w.draws(woman.name, call_draws, 1);
  if (!bernoulli(will, fidelity(w, m, d, Mechanism::call_up))) {
    bound(w, m, d, Bound::neglected, registered);
    return uncalled(Uncalled::neglected, registered);
  }
  if (woman.is(Woman::born)) {
    book(Measured::called_too_late, 1);
    bound(w, m, d, Bound::too_late, registered);
    return uncalled(Uncalled::too_late, registered);
  }
  Puskesmas& puskesmas = puskesmas_[woman.catchment()];
  std::int32_t called = 0, unsuitable = 0, bled = 0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    if (!woman.registered(i)) continue;
    const Name candidate = woman.name.child(1 + i);
    Draws g = w.draws(candidate, candidate_draws);
    const bool same = bernoulli(g, p.kin_same_group);
    const auto other = static_cast<Group>(choose(g, m.group_shares));
    const Group group = same ? woman.group : other;
    if (p.calls_suitable && !m.blood_centre_plan.suits(Product::prc, woman.group, group)) {
      ++unsuitable;
      bound(w, m, d, Bound::unsuitable, 1);
      book(Measured::candidates_unsuitable, 1);
      continue;
    }
    if (puskesmas.call_rupiah < p.call_cost.rupiah) {
      uncalled(Uncalled::money, registered - called - unsuitable);
      bound(w, m, d, Bound::money, registered - called - unsuitable);
      break;
    }
    puskesmas.call_rupiah -= p.call_cost.rupiah;
    ++called;
    book(Measured::candidates_called, 1);
    spend(w, m, d, Cost::calls, p.call_cost.rupiah);
    if (const auto kept_by = answer(w, m, d, {candidate, group, slot}, g)) {
      bound(w, m, d, *kept_by, 1);
    } else {
      book(Measured::candidates_bled, 1);
      ++bled;
    }
  }
  w.tell(woman.name, Told::called, called, bled);
}

std::optional<Bound> Agreement::answer(With<BloodCentre, Donor> w, const Model& m, DistrictId d,
                                       const Candidate& called, Draws& g) {
  Draws come = w.draws(called.name, turn_up_draw);
  if (!bernoulli(come, turn_up(m, d))) return Bound::turn_up;
  const DonorParameters& p = m.p.donor;
  const double recent = m.p.agreement.kin_donors * p.interval.as_days() / (p.interval + p.gap).as_days();
  if (bernoulli(g, recent)) return Bound::deferral;
  return w.donor().candidate(w, m, m.utd_of_district[d], called.name, called.group, called.woman);
}

void Agreement::set_reserve(With<BloodCentre> w, const Model& m, UtdId utd) {
  const AgreementParameters& p = m.p.agreement;
  for (const Group g : every<Group>) {
    double units = 0;
    for (const DistrictId d : m.districts_of[utd]) {
      const double f = fidelity(w, m, d, Mechanism::maternal_reserve);
      if (f <= 0) continue;
      const double women = m.p.network.births[d].per_day *
                           m.p.emergency.blood_a_birth(m.p.network.frailty[d], 1, 1) *
                           m.group_shares[index_of(g)];
      units += f * p.reserve_factor * static_cast<double>(poisson_quantile(p.reserve_quantile, women));
    }
    w.blood_centre().set_reserve(utd, g, static_cast<int>(std::lround(units)));
  }
}

DistrictId Agreement::acting(const Model& m, const Case& c) const {
  if (c.place() != Place::hospital) return informed(m, c.catchment()) ? c.district() : DistrictId{};
  if (!m.p.agreement.in_hospital || !is_party(m, c.hospital())) return {};
  return m.p.network.party(m.hospitals[c.hospital()]);
}

bool Agreement::notifies(Services w, const Model& m, const Case& c, std::uint64_t occasion) const {
  const DistrictId district = acting(m, c);
  if (!district) return false;
  Draws g = w.draws(c.name(), notify_draw, occasion);
  return bernoulli(g, fidelity(w, m, district, Mechanism::pre_notification));
}

bool Agreement::couriers(Services w, const Model& m, const Case& c) const {
  const DistrictId district = acting(m, c);
  if (!district) return false;
  Draws g = w.draws(c.name(), courier_draw);
  return bernoulli(g, fidelity(w, m, district, Mechanism::courier));
}

bool Agreement::breaches(Services w, const Model& m, UtdId utd, Name request) const {
  double kept = 0;
  for (const DistrictId d : m.districts_of[utd])
    kept = std::max(kept, fidelity(w, m, d, Mechanism::maternal_reserve));
  Draws g = w.draws(request, breach_draw, m.facility_names[m.utds[utd]].bits() >> 36, Use::again);
  return bernoulli(g, 1 - kept);
}

double Agreement::money_factor(Services w, const Model& m, UtdId utd) const {
  double people = 0, with_money = 0;
  for (const DistrictId d : m.districts_of[utd]) {
    const auto population = static_cast<double>(m.p.network.population[d]);
    people += population;
    with_money += population * fidelity(w, m, d, Mechanism::recruitment_money) * money_arrives(m, d);
  }
  return people > 0 ? 1 + m.p.agreement.recruitment * with_money / people : 1;
}

void Agreement::share_drive(Services w, const Model& m, UtdId utd, Money cost) const {
  double people = 0;
  for (const DistrictId d : m.districts_of[utd]) people += static_cast<double>(m.p.network.population[d]);
  const double factor = money_factor(w, m, utd);
  for (const DistrictId d : m.districts_of[utd]) {
    const double share = m.p.agreement.recruitment * fidelity(w, m, d, Mechanism::recruitment_money) *
                         money_arrives(m, d) * static_cast<double>(m.p.network.population[d]) /
                         (people * factor);
    if (share > 0) spend(w, m, d, Cost::recruitment, std::llround(share * static_cast<double>(cost.rupiah)));
  }
}

double Agreement::coordination(const Model& m, UtdId utd, UtdId other) const {
  const AgreementParameters& p = m.p.agreement;
  const auto share = [&](UtdId u) {
    double highest = 0;
    for (const DistrictId d : m.districts_of[u]) {
      if (!districts_[d].in_force) continue;
      const double together =
          districts_[d].pinned < 0 ? 1 - p.fragmentation_exchange * p.fragmentation[d] : 1;
      highest = std::max(highest, share_of_level(districts_[d].level, 1) * together);
    }
    return highest;
  };
  return std::min(share(utd), share(other));
}

bool Agreement::is_party(const Model& m, HospitalId hospital) const {
  const DistrictId district = m.p.network.party(m.hospitals[hospital]);
  return district && in_force(district) &&
         (districts_[district].pinned >= 0 || cap(m, districts_[district]) > 0);
}

void Agreement::spend(Services w, const Model& m, DistrictId d, Cost line, std::int64_t rupiah) const {
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Agreement>(Measured::money, rupiah, d, static_cast<std::size_t>(month), line);
  }
}

}  // namespace darah
