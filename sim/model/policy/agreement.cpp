#include "model/policy/agreement.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose hand_over_draws = purpose(0x09, 1);  // by date
constexpr Purpose review_draw = purpose(0x09, 2);      // by date
constexpr Purpose adoption_draw = purpose(0x09, 3);

constexpr std::uint32_t mechanisms_count = static_cast<std::uint32_t>(Mechanism::count);

double pinned_fidelity(const Model& m, DistrictId d) {
  const double f = m.p.agreement.fidelity[d];
  return std::isnan(f) ? -1 : f;
}

/// Mechanisms that an agreement of a district would have: an extent or a pinned fidelity of 0 leaves them
/// out.
std::uint32_t agreed_mechanisms(const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  if (pinned_fidelity(m, d) == 0) return 0;
  std::uint32_t agreed = 0;
  for (const Mechanism mechanism : every<Mechanism>) {
    const auto bit = static_cast<std::uint32_t>(index_of(mechanism));
    if (p.mechanisms[d].has(bit) && p.extent(d, mechanism) > 0) agreed |= 1U << bit;
  }
  return agreed;
}

bool has_agreement(const Model& m, DistrictId d) {
  return m.p.agreement.model_text[d].index != index_of(Template::none) && agreed_mechanisms(m, d) != 0;
}

/// A try of a hand-over is named by its date: how many there were before depends on the arm.
std::uint64_t today(Services w) { return static_cast<std::uint64_t>(Model::day_number(w.now())); }

}  // namespace

void Agreement::start(With<BloodCentre> w, const Model& m) {
  districts_.resize(m.p.districts.size());
  puskesmas_.resize(m.p.catchments.size());
  for (const DistrictId d : districts_.ids()) {
    if (has_agreement(m, d)) sign_in_time(w, m, d);
  }
}

/// Signs at once, or when the day comes.
void Agreement::sign_in_time(With<BloodCentre> w, const Model& m, DistrictId d) {
  const Time day = m.time_of(m.p.agreement.signed_on[d]);
  if (day <= w.now()) {
    sign(w, m, d);
  } else {
    w.set<Agreement>(districts_[d].signing, day, Kind::sign, d);
  }
}

bool Agreement::signed_as(const Model& m, DistrictId d) const {
  const District& district = districts_[d];
  const AgreementParameters& p = m.p.agreement;
  return district.in_force && district.pinned == pinned_fidelity(m, d) && district.formal == p.formal[d] &&
         district.initial == p.initial_fidelity[d] && district.signed_level == p.operational[d];
}

void Agreement::start_policy(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy> w,
                             const Model& m) {
  for (const DistrictId d : districts_.ids()) {
    District& district = districts_[d];
    w.cancel(district.signing);
    const bool agreed = has_agreement(m, d);
    const bool later = agreed && m.time_of(m.p.agreement.signed_on[d]) > w.now();
    if (district.in_force && agreed && !later && signed_as(m, d)) {
      // What was signed goes on, amended where its mechanisms differ; a capacity that changes acts from
      // today.
      if (const std::uint32_t mechanisms = agreed_mechanisms(m, d); district.mechanisms != mechanisms)
        amend(w, m, d, mechanisms);
      anchor(w, m, district);
      appraise(m, d);
      hand_down(w, m, d);
    } else {
      if (district.in_force && (!agreed || later)) end(w, m, d);
      if (agreed) sign_in_time(w, m, d);
    }
    if (!agreed && m.p.agreement.adopts[d] && agreed_mechanisms(m, d) != 0) {
      Draws g = w.draws(m.district_names[d], adoption_draw);
      const double years = unit_exponential(g) / std::max(adoption_hazard(m, d), 1e-9);
      if (years < 100) w.set<Agreement>(district.signing, w.now() + days(365) * years, Kind::sign, d);
    }
  }
  for (const UtdId u : m.utds.ids()) set_reserve(w, m, u);
}

void Agreement::handle(With<BloodCentre, Donor, Pregnancy> w, const Model& m, Kind kind, const Event& e) {
  switch (kind) {
    case Kind::hand_over:
      if (const CatchmentId c{e.index()}; w.fires(puskesmas_[c].hand_over, e)) handed_over(w, m, c);
      break;
    case Kind::review:
      if (const DistrictId d{e.index()}; w.fires(districts_[d].review, e)) review(w, m, d);
      break;
    case Kind::upkeep:
      if (const DistrictId d{e.index()}; w.fires(districts_[d].upkeep, e)) {
        set_reserve(w, m, m.utd_of_district[d]);
        w.set<Agreement>(districts_[d].upkeep, w.now() + days(30), Kind::upkeep, d);
      }
      break;
    case Kind::call_up:
      if (const WomanId woman{e.index()}; w.fires(w.pregnancy().women[woman].call(), e)) call_up(w, m, woman);
      break;
    case Kind::sign:
      if (const DistrictId d{e.index()}; w.fires(districts_[d].signing, e)) sign(w, m, d);
      break;
    case Kind::count:
      break;
  }
}

double Agreement::level_years(const Model& m, DistrictId d, Time t) const {
  const District& district = districts_[d];
  const Duration since = t - std::max(district.level_since, m.start);
  return district.level_years + std::max(0.0, since.as_days() / 365) * district.level;
}

/// Before the level changes.
void Agreement::settle_level(Services w, const Model& m, DistrictId d) {
  districts_[d].level_years = level_years(m, d, w.now());
  districts_[d].level_since = w.now();
}

void Agreement::sign(With<BloodCentre> w, const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  District& district = districts_[d];
  settle_level(w, m, d);
  district.in_force = true;
  district.mechanisms = agreed_mechanisms(m, d);
  district.pinned = pinned_fidelity(m, d);
  appraise(m, d);
  district.formal = p.formal[d];
  district.initial = p.initial_fidelity[d];
  for (double& f : district.fidelity) f = district.initial;
  district.signed_level = district.level = p.operational[d];
  district.since = w.now();
  for (const CatchmentId c : puskesmas_.ids()) {
    if (m.district_of(c) != d || puskesmas_[c].informed) continue;
    puskesmas_[c].lost = false;
    if (district.pinned < 0) continue;
    w.cancel(puskesmas_[c].hand_over);
    puskesmas_[c].informed = true;
  }
  hand_down(w, m, d);
  w.cancel(district.review);
  plan_reviews(w, m, d);
  w.set<Agreement>(district.upkeep, w.now() + days(30), Kind::upkeep, d);
  set_reserve(w, m, m.utd_of_district[d]);
}

/// The agreement is on its way to every puskesmas that has not heard of it, or to none.
void Agreement::hand_down(Services w, const Model& m, DistrictId d) {
  for (const CatchmentId c : puskesmas_.ids()) {
    Puskesmas& puskesmas = puskesmas_[c];
    if (m.district_of(c) != d || puskesmas.informed) continue;
    if (!m.p.agreement.handed_down[d]) {
      w.cancel(puskesmas.hand_over);
      puskesmas.lost = false;
    } else if (!puskesmas.lost && !puskesmas.hand_over.pending()) {
      pass_on(w, m, c);
    }
  }
}

/// Other mechanisms under the same agreement: what was reached of it stays.
void Agreement::amend(With<BloodCentre> w, const Model& m, DistrictId d, std::uint32_t mechanisms) {
  districts_[d].mechanisms = mechanisms;
  plan_reviews(w, m, d);
  set_reserve(w, m, m.utd_of_district[d]);
}

void Agreement::plan_reviews(Services w, const Model& m, DistrictId d) {
  District& district = districts_[d];
  if ((district.mechanisms >> index_of(Mechanism::joint_review) & 1) == 0) {
    w.cancel(district.review);
  } else if (!district.review.pending()) {
    w.set<Agreement>(district.review, w.now() + m.p.agreement.review_interval, Kind::review, d,
                     priority::review);
  }
}

void Agreement::appraise(const Model& m, DistrictId d) {
  District& district = districts_[d];
  const AgreementParameters& p = m.p.agreement;
  district.capacity = capacity(m, d);
  const double decay = p.decay * math::exp(-p.sensitivity * (district.capacity - 0.5));
  for (const Mechanism i : every<Mechanism>) district.decay[i] = decay * p.mechanism_decay[index_of(i)];
}

/// Fidelity as it stands now is where it evolves from.
void Agreement::anchor(Services w, const Model& m, District& district) {
  for (const Mechanism i : every<Mechanism>) district.fidelity[i] = evolving(w, m, district, i);
  district.since = w.now();
}

void Agreement::end(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy> w, const Model& m,
                    DistrictId d) {
  District& district = districts_[d];
  w.cancel(district.review);
  w.cancel(district.upkeep);
  w.kept().release_district(w, m, d);
  settle_level(w, m, d);
  const double level_years = district.level_years;
  district = {};
  district.level = 1;
  district.level_years = level_years;
  district.level_since = w.now();
  for (const CatchmentId c : puskesmas_.ids()) {
    if (m.district_of(c) != d) continue;
    w.cancel(puskesmas_[c].hand_over);
    puskesmas_[c] = {};
  }
  set_reserve(w, m, m.utd_of_district[d]);
}

void Agreement::pass_on(Services w, const Model& m, CatchmentId c) {
  Puskesmas& puskesmas = puskesmas_[c];
  Draws g = w.draws(m.catchment_names[c], hand_over_draws, today(w), Use::again);
  const Duration delay = lognormal(g, m.p.agreement.hand_over, m.p.agreement.hand_over_sigma);
  w.set<Agreement>(puskesmas.hand_over, w.now() + delay, Kind::hand_over, c);
}

void Agreement::handed_over(Services w, const Model& m, CatchmentId c) {
  Puskesmas& puskesmas = puskesmas_[c];
  const DistrictId d = m.district_of(c);
  const double arrives = hand_over_arrives(m, d, districts_[d].capacity);
  Draws g = w.draws(m.catchment_names[c], hand_over_draws, std::uint64_t{1} << 32 | today(w), Use::again);
  puskesmas.lost = !bernoulli(g, arrives);
  puskesmas.informed = !puskesmas.lost;
}

void Agreement::review(With<BloodCentre> w, const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  District& district = districts_[d];
  w.set<Agreement>(district.review, w.now() + p.review_interval, Kind::review, d, priority::review);
  const double held = review_chance(m, d, district.capacity) * fidelity(w, m, d, Mechanism::joint_review);
  Draws g = w.draws(m.district_names[d], review_draw, today(w));
  if (!bernoulli(g, held)) return;
  anchor(w, m, district);
  for (double& f : district.fidelity) f += p.rho * (cap(m, district) - f);
  settle_level(w, m, d);
  district.level += p.alignment * district.capacity * (district.formal - district.level);
  for (const CatchmentId c : puskesmas_.ids()) {
    if (m.district_of(c) == d && puskesmas_[c].lost) {
      puskesmas_[c].lost = false;
      pass_on(w, m, c);
    }
  }
  set_reserve(w, m, m.utd_of_district[d]);
  spend(w, m, d, Cost::reviews, p.review_cost.rupiah);
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Agreement>(Measured::reviews_held, 1, d, static_cast<std::size_t>(month));
  }
}

/// The most of the template's promise that parties who work together at this level keep.
double Agreement::cap(const Model& m, const District& district) {
  return share_of_level(district.level, m.p.agreement.level_zero);
}

double Agreement::evolving(Services w, const Model& m, const District& district, Mechanism mechanism) {
  if (district.pinned >= 0) return district.pinned;
  const double years = (w.now() - district.since).as_days() / 365;
  return std::min(cap(m, district),
                  district.fidelity[mechanism] * math::exp(-district.decay[mechanism] * years));
}

double Agreement::fidelity(Services w, const Model& m, DistrictId d, Mechanism mechanism) const {
  const District& district = districts_[d];
  if (!district.in_force || (district.mechanisms >> index_of(mechanism) & 1) == 0) return 0;
  return m.p.agreement.extent(d, mechanism) * evolving(w, m, district, mechanism);
}

bool Agreement::informed(const Model& m, CatchmentId c) const {
  return districts_[m.district_of(c)].in_force && puskesmas_[c].informed;
}

double Agreement::misperception(const Model& m, DistrictId d) const { return m.p.agreement.misperception[d]; }

void Agreement::month_end(Services w, const Model& m, std::int32_t month) const {
  const auto mo = static_cast<std::size_t>(month);
  const auto millionths = [](double x) { return static_cast<std::int64_t>(std::llround(x * 1e6)); };
  for (const DistrictId d : districts_.ids()) {
    double agreed = 0;
    w.add<Agreement>(Measured::month_ends, 1, d, mo);
    for (const Mechanism mechanism : every<Mechanism>) {
      if ((districts_[d].mechanisms >> index_of(mechanism) & 1) != 0)
        agreed += m.p.agreement.extent(d, mechanism);
      w.add<Agreement>(Measured::fidelity, millionths(fidelity(w, m, d, mechanism)), d, mo,
                       index_of(mechanism));
    }
    if (districts_[d].in_force) {
      w.add<Agreement>(Measured::agreement_months, 1, d, mo);
      w.add<Agreement>(Measured::operational_level, millionths(districts_[d].level), d, mo);
      w.add<Agreement>(Measured::modification, millionths(1 - agreed / mechanisms_count), d, mo);
    }
    if (m.p.network.desk[d]) {
      w.add<Agreement>(Measured::money, m.p.agreement.desk_cost.rupiah / 12, d, mo, Cost::desks);
    }
  }
  for (const CatchmentId c : puskesmas_.ids()) {
    const DistrictId d = m.district_of(c);
    w.add<Agreement>(Measured::money,
                     Transport::ambulances_of(m.p, c) * m.p.transport.ambulance_cost.rupiah / 12, d, mo,
                     Cost::ambulances);
    w.add<Agreement>(Measured::puskesmas, 1, d, mo);
    if (districts_[d].in_force) w.add<Agreement>(Measured::puskesmas_in_force, 1, d, mo);
    if (informed(m, c)) w.add<Agreement>(Measured::informed_puskesmas, 1, d, mo);
  }
}

}  // namespace darah
