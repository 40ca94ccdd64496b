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
constexpr Purpose candidate_will = purpose(0x09, 4);
constexpr Purpose candidate_draws = purpose(0x09, 5);
constexpr Purpose call_draws = purpose(0x09, 6);
constexpr Purpose turn_up_draw = purpose(0x09, 7);
constexpr Purpose notify_draw = purpose(0x09, 8);
constexpr Purpose courier_draw = purpose(0x09, 9);
constexpr Purpose breach_draw = purpose(0x09, 10);

constexpr std::uint32_t mechanisms_count = static_cast<std::uint32_t>(Mechanism::count);

double pinned_fidelity(const Model& m, std::uint32_t d) {
  const double f = m.p.agreement.fidelity[d];
  return std::isnan(f) ? -1 : f;
}

/// Mechanisms that an agreement of a district would have: an extent or a pinned fidelity of 0 leaves them
/// out.
std::uint32_t agreed_mechanisms(const Model& m, std::uint32_t d) {
  const AgreementParameters& p = m.p.agreement;
  if (pinned_fidelity(m, d) == 0) return 0;
  std::uint32_t agreed = 0;
  for (std::uint32_t i = 0; i < mechanisms_count; ++i) {
    if (p.mechanisms[d].has(i) && p.extent(d, static_cast<Mechanism>(i)) > 0) agreed |= 1U << i;
  }
  return agreed;
}

bool has_agreement(const Model& m, std::uint32_t d) {
  return m.p.agreement.model_text[d].index != 0 && agreed_mechanisms(m, d) != 0;
}

double weighted_mean(const std::vector<double>& weights, const std::array<double, 6>& values) {
  double sum = 0, total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += weights[i] * values[i];
    total += weights[i];
  }
  return sum / total;
}

/// Which try of a hand-over this is, by its date: how many there were before depends on the arm.
std::uint64_t today(const World& w) { return static_cast<std::uint64_t>(Model::day_number(w.now())); }

}  // namespace

double Agreement::capacity(const Model& m, std::uint32_t d) {
  const AgreementParameters& p = m.p.agreement;
  const double variables = weighted_mean(
      p.variable_weight,
      {p.standards[d], p.resources[d], p.communication[d], p.agency[d], p.conditions[d], p.disposition[d]});
  const double barriers = weighted_mean(
      p.barriers_weight,
      {p.urgency[d], p.conflict[d], p.complexity[d], p.budget[d], p.misperception[d], p.fragmentation[d]});
  const double z = variables - p.barrier_weight * barriers;
  return 1 / (1 + math::exp(-p.steepness * (z - p.midpoint)));
}

void Agreement::start(World& w, const Model& m) {
  districts_.resize(m.p.districts.size());
  puskesmas_.resize(m.p.catchments.size());
  kept_.resize(m.utds.size());
  for (auto& units : kept_) units.reserve(64);
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    if (has_agreement(m, d)) sign_in_time(w, m, d);
  }
}

/// Signs at once, or when the day comes.
void Agreement::sign_in_time(World& w, const Model& m, std::uint32_t d) {
  const Time day = m.time_of(m.p.agreement.signed_on[d]);
  if (day <= w.now()) {
    sign(w, m, d);
  } else {
    w.set<Agreement>(districts_[d].signing, day, Kind::sign, d);
  }
}

bool Agreement::signed_as(const Model& m, std::uint32_t d) const {
  const District& district = districts_[d];
  const AgreementParameters& p = m.p.agreement;
  return district.in_force && district.pinned == pinned_fidelity(m, d) && district.formal == p.formal[d] &&
         district.initial == p.initial_fidelity[d] && district.signed_level == p.operational[d];
}

void Agreement::start_policy(World& w, const Model& m) {
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    District& district = districts_[d];
    w.scheduler.cancel(district.signing);
    const bool agreed = has_agreement(m, d);
    const bool later = agreed && m.time_of(m.p.agreement.signed_on[d]) > w.now();
    if (district.in_force && agreed && !later && signed_as(m, d)) {
      // What was signed goes on, amended where its mechanisms differ; a capacity that changes acts from
      // today.
      if (const std::uint32_t mechanisms = agreed_mechanisms(m, d); district.mechanisms != mechanisms)
        amend(w, m, d, mechanisms);
      anchor(w, district);
      appraise(m, d);
    } else {
      if (district.in_force && (!agreed || later)) end(w, m, d);
      if (agreed) sign_in_time(w, m, d);
    }
    if (!agreed && m.p.agreement.adopts[d] && agreed_mechanisms(m, d) != 0) {
      const double hazard =
          m.p.agreement.adoption * math::exp(m.p.agreement.sensitivity * (capacity(m, d) - 0.5));
      Draws g = w.draws(m.district_names[d], adoption_draw);
      const double years = unit_exponential(g) / std::max(hazard, 1e-9);
      if (years < 100) w.set<Agreement>(district.signing, w.now() + days(365) * years, Kind::sign, d);
    }
  }
  for (std::uint32_t u = 0; u < m.utds.size(); ++u) set_reserve(w, m, u);
}

void Agreement::handle(World& w, const Model& m, Kind kind, const Event& e) {
  const std::uint32_t i = e.index();
  switch (kind) {
    case Kind::hand_over:
      if (w.scheduler.fires(puskesmas_[i].hand_over, e)) handed_over(w, m, i);
      break;
    case Kind::review:
      if (w.scheduler.fires(districts_[i].review, e)) review(w, m, i);
      break;
    case Kind::upkeep:
      if (w.scheduler.fires(districts_[i].upkeep, e)) {
        set_reserve(w, m, m.utd_of_district[i]);
        w.set<Agreement>(districts_[i].upkeep, w.now() + days(30), Kind::upkeep, i);
      }
      break;
    case Kind::call_up:
      if (w.scheduler.fires(w.pregnancy.women[i].call, e)) call_up(w, m, i);
      break;
    case Kind::release:
      if (w.scheduler.fires(w.pregnancy.women[i].call, e)) release(w, m, i);
      break;
    case Kind::sign:
      if (w.scheduler.fires(districts_[i].signing, e)) sign(w, m, i);
      break;
    case Kind::count:
      break;
  }
}

double Agreement::level_years(const Model& m, std::uint32_t d, Time t) const {
  const District& district = districts_[d];
  const Duration since = t - std::max(district.level_since, m.start);
  return district.level_years + std::max(0.0, since.as_days() / 365) * district.level;
}

/// Before the level changes.
void Agreement::settle_level(const World& w, const Model& m, std::uint32_t d) {
  districts_[d].level_years = level_years(m, d, w.now());
  districts_[d].level_since = w.now();
}

void Agreement::sign(World& w, const Model& m, std::uint32_t d) {
  const AgreementParameters& p = m.p.agreement;
  District& district = districts_[d];
  settle_level(w, m, d);
  district.in_force = true;
  district.mechanisms = agreed_mechanisms(m, d);
  district.pinned = pinned_fidelity(m, d);
  appraise(m, d);
  district.formal = p.formal[d];
  district.initial = p.initial_fidelity[d];
  district.fidelity.fill(district.initial);
  district.signed_level = district.level = p.operational[d];
  district.since = w.now();
  for (std::uint32_t c = 0; c < puskesmas_.size(); ++c) {
    if (m.p.network.catchment_district[c].index != d || puskesmas_[c].informed) continue;
    if (district.pinned >= 0) {
      w.scheduler.cancel(puskesmas_[c].hand_over);
      puskesmas_[c].informed = true;
      puskesmas_[c].lost = false;
    } else if (!puskesmas_[c].hand_over.pending()) {
      pass_on(w, m, c);
    }
  }
  w.scheduler.cancel(district.review);
  plan_reviews(w, m, d);
  w.set<Agreement>(district.upkeep, w.now() + days(30), Kind::upkeep, d);
  set_reserve(w, m, m.utd_of_district[d]);
}

/// Other mechanisms under the same agreement: what was reached of it stays.
void Agreement::amend(World& w, const Model& m, std::uint32_t d, std::uint32_t mechanisms) {
  districts_[d].mechanisms = mechanisms;
  plan_reviews(w, m, d);
  set_reserve(w, m, m.utd_of_district[d]);
}

void Agreement::plan_reviews(World& w, const Model& m, std::uint32_t d) {
  District& district = districts_[d];
  if ((district.mechanisms >> index_of(Mechanism::joint_review) & 1) == 0) {
    w.scheduler.cancel(district.review);
  } else if (!district.review.pending()) {
    w.set<Agreement>(district.review, w.now() + m.p.agreement.review_interval, Kind::review, d,
                     priority::review);
  }
}

void Agreement::appraise(const Model& m, std::uint32_t d) {
  District& district = districts_[d];
  const AgreementParameters& p = m.p.agreement;
  district.capacity = capacity(m, d);
  const double decay = p.decay * math::exp(-p.sensitivity * (district.capacity - 0.5));
  for (std::size_t i = 0; i < mechanisms_count; ++i) district.decay[i] = decay * p.mechanism_decay[i];
}

/// Fidelity as it stands now is where it evolves from.
void Agreement::anchor(const World& w, District& district) {
  for (std::size_t i = 0; i < mechanisms_count; ++i)
    district.fidelity[i] = evolving(w, district, static_cast<Mechanism>(i));
  district.since = w.now();
}

void Agreement::end(World& w, const Model& m, std::uint32_t d) {
  District& district = districts_[d];
  w.scheduler.cancel(district.review);
  w.scheduler.cancel(district.upkeep);
  // Release takes from the line it walks, whatever woman it is for.
  for (std::size_t i = kept_[m.utd_of_district[d]].size(); i-- > 0;) {
    const auto& units = kept_[m.utd_of_district[d]];
    if (i >= units.size()) continue;
    const std::uint32_t woman = units[i].woman;
    if (m.p.network.catchment_district[w.pregnancy.women[woman].catchment].index == d) release(w, m, woman);
  }
  settle_level(w, m, d);
  const double level_years = district.level_years;
  district = {};
  district.level = 1;
  district.level_years = level_years;
  district.level_since = w.now();
  for (std::uint32_t c = 0; c < puskesmas_.size(); ++c) {
    if (m.p.network.catchment_district[c].index != d) continue;
    w.scheduler.cancel(puskesmas_[c].hand_over);
    puskesmas_[c] = {};
  }
  set_reserve(w, m, m.utd_of_district[d]);
}

void Agreement::pass_on(World& w, const Model& m, std::uint32_t c) {
  Puskesmas& puskesmas = puskesmas_[c];
  Draws g = w.draws(m.catchment_names[c], hand_over_draws, today(w), Use::again);
  const Duration delay = lognormal(g, m.p.agreement.hand_over, m.p.agreement.hand_over_sigma);
  w.set<Agreement>(puskesmas.hand_over, w.now() + delay, Kind::hand_over, c);
}

void Agreement::handed_over(World& w, const Model& m, std::uint32_t c) {
  const AgreementParameters& p = m.p.agreement;
  Puskesmas& puskesmas = puskesmas_[c];
  const District& district = districts_[m.p.network.catchment_district[c].index];
  const double between = p.loss * math::exp(-p.sensitivity * (district.capacity - 0.5));
  double arrives = 1;
  for (std::int64_t i = 1; i < p.organisations; ++i) arrives *= 1 - std::min(1.0, between);
  Draws g = w.draws(m.catchment_names[c], hand_over_draws, std::uint64_t{1} << 32 | today(w), Use::again);
  puskesmas.lost = !bernoulli(g, arrives);
  puskesmas.informed = !puskesmas.lost;
}

void Agreement::review(World& w, const Model& m, std::uint32_t d) {
  const AgreementParameters& p = m.p.agreement;
  District& district = districts_[d];
  w.set<Agreement>(district.review, w.now() + p.review_interval, Kind::review, d, priority::review);
  const double held =
      (p.review_base + p.review_capacity * district.capacity) * fidelity(w, m, d, Mechanism::joint_review);
  Draws g = w.draws(m.district_names[d], review_draw, today(w));
  if (!bernoulli(g, held)) return;
  anchor(w, district);
  for (double& f : district.fidelity) f += p.rho * (district.level / 5 - f);
  settle_level(w, m, d);
  district.level += p.alignment * district.capacity * (district.formal - district.level);
  for (std::uint32_t c = 0; c < puskesmas_.size(); ++c) {
    if (m.p.network.catchment_district[c].index == d && puskesmas_[c].lost) {
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

double Agreement::evolving(const World& w, const District& district, Mechanism mechanism) {
  if (district.pinned >= 0) return district.pinned;
  const std::size_t i = index_of(mechanism);
  const double years = (w.now() - district.since).as_days() / 365;
  return std::min(district.level / 5, district.fidelity[i] * math::exp(-district.decay[i] * years));
}

double Agreement::fidelity(const World& w, const Model& m, std::uint32_t d, Mechanism mechanism) const {
  const District& district = districts_[d];
  if (!district.in_force || (district.mechanisms >> index_of(mechanism) & 1) == 0) return 0;
  return m.p.agreement.extent(d, mechanism) * evolving(w, district, mechanism);
}

bool Agreement::informed(const Model& m, std::uint32_t c) const {
  return districts_[m.p.network.catchment_district[c].index].in_force && puskesmas_[c].informed;
}

void Agreement::new_week(const Model& m, std::uint32_t c) {
  if (!informed(m, c)) return;
  const AgreementParameters& p = m.p.agreement;
  Puskesmas& puskesmas = puskesmas_[c];
  puskesmas.hours = p.midwife_hours;
  const double births = m.p.network.births[m.p.network.catchment_district[c].index].per_day * 7 *
                        m.pregnancy_plan.share_of_district[c];
  // Money not spent is kept for eight weeks, then it lapses.
  const auto fill = [&](std::int64_t& purse, Money of_a_birth) {
    const auto week = static_cast<std::int64_t>(births * static_cast<double>(of_a_birth.rupiah));
    purse = std::min(purse + week, 8 * week);
  };
  fill(puskesmas.rupiah, p.candidate_money);
  fill(puskesmas.call_rupiah, p.call_money);
}

void Agreement::register_candidates(World& w, const Model& m, std::uint32_t slot) {
  Woman& woman = w.pregnancy.women[slot];
  const AgreementParameters& p = m.p.agreement;
  if (!informed(m, woman.catchment)) return;
  const std::uint32_t d = m.p.network.catchment_district[woman.catchment].index;
  Draws will = w.draws(woman.name, candidate_will, 0, Use::again);
  if (!bernoulli(will, fidelity(w, m, d, Mechanism::candidates))) return;
  Puskesmas& puskesmas = puskesmas_[woman.catchment];
  std::int64_t registered = 0;
  for (std::int64_t i = 0; i < p.candidates; ++i) {
    if ((woman.candidates >> i & 1) != 0) continue;
    if (puskesmas.hours < p.candidate_hours || puskesmas.rupiah < p.candidate_cost.rupiah) break;
    puskesmas.hours -= p.candidate_hours;
    puskesmas.rupiah -= p.candidate_cost.rupiah;
    woman.candidates = static_cast<std::uint8_t>(woman.candidates | 1 << i);
    ++registered;
  }
  if (registered == 0) return;
  w.tell(woman.name, Told::registered, static_cast<std::int32_t>(registered));
  woman.set(Woman::group_known);
  spend(w, m, d, Cost::candidates, registered * p.candidate_cost.rupiah);
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Agreement>(Measured::candidates_registered, registered, d, static_cast<std::size_t>(month));
  }
  if (woman.call.pending()) return;  // some were registered before, and all are called together
  Draws g = w.draws(woman.name, call_draws);
  const Time at = woman.due - p.call_from + (p.call_from - p.call_until) * uniform01(g);
  w.set<Agreement>(woman.call, std::max(w.now(), at), Kind::call_up, slot);
}

void Agreement::call_up(World& w, const Model& m, std::uint32_t slot) {
  const Woman& woman = w.pregnancy.women[slot];
  const AgreementParameters& p = m.p.agreement;
  const std::uint32_t d = m.p.network.catchment_district[woman.catchment].index;
  const std::int32_t month = m.day(w.now()).month;
  const auto book = [&](Measured what, std::int64_t n) {
    if (month >= 0) w.add<Agreement>(what, n, d, static_cast<std::size_t>(month));
  };
  if (!in_force(d)) return;  // registered under an agreement that has ended: dormant
  const auto registered = std::popcount(static_cast<unsigned>(woman.candidates));
  const auto uncalled = [&](Uncalled why, std::int64_t n) {
    if (month >= 0 && n > 0)
      w.add<Agreement>(Measured::candidates_uncalled, n, d, static_cast<std::size_t>(month), index_of(why));
  };
  Draws will = w.draws(woman.name, call_draws, 1);
  if (!bernoulli(will, fidelity(w, m, d, Mechanism::call_up))) {
    return uncalled(Uncalled::neglected, registered);
  }
  if (woman.is(Woman::born)) {
    book(Measured::called_too_late, 1);
    return uncalled(Uncalled::too_late, registered);
  }
  Puskesmas& puskesmas = puskesmas_[woman.catchment];
  const double recent =
      p.kin_donors * m.p.donor.interval.as_days() / (m.p.donor.interval + m.p.donor.gap).as_days();
  std::int32_t called = 0, bled = 0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    if ((woman.candidates >> i & 1) == 0) continue;
    if (puskesmas.call_rupiah < p.call_cost.rupiah) {
      uncalled(Uncalled::money, registered - called);
      break;
    }
    puskesmas.call_rupiah -= p.call_cost.rupiah;
    ++called;
    const Name candidate = woman.name.child(1 + i);
    book(Measured::candidates_called, 1);
    spend(w, m, d, Cost::calls, p.call_cost.rupiah);
    Draws come = w.draws(candidate, turn_up_draw);
    if (!bernoulli(come, p.turn_up)) continue;
    Draws g = w.draws(candidate, candidate_draws);
    const bool same = bernoulli(g, p.kin_same_group);
    const auto other = static_cast<Group>(choose(g, m.group_shares));
    if (bernoulli(g, recent)) continue;
    if (w.donor.candidate(w, m, m.utd_of_district[d], candidate, same ? woman.group : other, slot)) {
      book(Measured::candidates_bled, 1);
      ++bled;
    }
  }
  w.tell(woman.name, Told::called, called, bled);
}

bool Agreement::keep(World& w, const Model& m, std::uint32_t utd, Name name, std::uint32_t slot,
                     const Unit& unit) {
  Woman& woman = w.pregnancy.women[slot];
  if (woman.name != name || woman.is(Woman::closed) || unit.expiry <= w.now()) return false;
  if (!in_force(m.p.network.catchment_district[woman.catchment].index)) return false;
  if (!m.blood_centre_plan.suits(unit.product, woman.group, unit.group)) return false;
  if (woman.is(Woman::born)) {
    const Time until = woman.birth + m.p.agreement.keep;
    if (until <= w.now()) return false;
    if (!woman.call.pending()) w.set<Agreement>(woman.call, until, Kind::release, slot);
  }
  ++woman.kept;
  kept_[utd].push_back({slot, unit});
  return true;
}

std::int32_t Agreement::take_kept(World& w, const Model& m, const Case& c, std::int32_t units,
                                  StaticUnits& out) {
  Woman& woman = w.pregnancy.women[c.woman];
  if (woman.kept == 0) return 0;
  const std::uint32_t utd = m.utd_of_district[c.district];
  auto& line = kept_[utd];
  std::int32_t taken = 0;
  for (std::size_t i = line.size(); i-- > 0 && taken < units && out.size() < out.capacity();) {
    const Unit unit = line[i].unit;
    if (line[i].woman != c.woman || unit.expiry <= w.now() ||
        !m.blood_centre_plan.suits(unit.product, c.group, unit.group))
      continue;
    line[i] = line.back();
    line.pop_back();
    --woman.kept;
    ++taken;
    w.blood_centre.hand_over(w, m, utd, m.utd_of_hospital(c.hospital), unit);
    out.push_back(unit);
  }
  if (taken > 0) count<Agreement>(w, m, w.now(), Measured::candidates_used, taken, c.district);
  return taken;
}

void Agreement::gave_birth(World& w, const Model& m, std::uint32_t slot) {
  Woman& woman = w.pregnancy.women[slot];
  if (woman.kept > 0) w.set<Agreement>(woman.call, w.now() + m.p.agreement.keep, Kind::release, slot);
}

void Agreement::release(World& w, const Model& m, std::uint32_t slot) {
  Woman& woman = w.pregnancy.women[slot];
  if (woman.kept == 0) return;
  w.scheduler.cancel(woman.call);
  woman.kept = 0;
  const std::uint32_t utd = m.utd_of_district[m.p.network.catchment_district[woman.catchment].index];
  auto& line = kept_[utd];
  for (std::size_t i = line.size(); i-- > 0;) {
    if (line[i].woman != slot) continue;
    const Unit unit = line[i].unit;
    line[i] = line.back();
    line.pop_back();
    w.blood_centre.put(w, m, utd, unit);
  }
  w.blood_centre.tell_of_stock(w, m, utd);
}

std::int64_t Agreement::kept_units(std::uint32_t utd, Product product) const {
  return std::count_if(kept_[utd].begin(), kept_[utd].end(),
                       [&](const Kept& kept) { return kept.unit.product == product; });
}

void Agreement::set_reserve(World& w, const Model& m, std::uint32_t utd) {
  const AgreementParameters& p = m.p.agreement;
  for (std::size_t g = 0; g < group_labels.size(); ++g) {
    double units = 0;
    for (std::uint32_t d = 0; d < districts_.size(); ++d) {
      if (m.utd_of_district[d] != utd) continue;
      const double f = fidelity(w, m, d, Mechanism::maternal_reserve);
      if (f <= 0) continue;
      const double women = m.p.network.births[d].per_day *
                           m.p.emergency.blood_a_birth(m.p.network.frailty[d], 1, 1) * m.group_shares[g];
      units += f * p.reserve_factor * static_cast<double>(poisson_quantile(p.reserve_quantile, women));
    }
    w.blood_centre.set_reserve(utd, static_cast<Group>(g), static_cast<int>(std::lround(units)));
  }
}

bool Agreement::notifies(const World& w, const Model& m, const Case& c) const {
  if (!informed(m, c.catchment)) return false;
  Draws g = w.draws(c.name, notify_draw);
  return bernoulli(g, fidelity(w, m, c.district, Mechanism::pre_notification));
}

bool Agreement::couriers(const World& w, const Model& m, const Case& c) const {
  if (!informed(m, c.catchment)) return false;
  Draws g = w.draws(c.name, courier_draw);
  return bernoulli(g, fidelity(w, m, c.district, Mechanism::courier));
}

bool Agreement::breaches(const World& w, const Model& m, std::uint32_t utd, Name request) const {
  double kept = 0;
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    if (m.utd_of_district[d] == utd) kept = std::max(kept, fidelity(w, m, d, Mechanism::maternal_reserve));
  }
  Draws g = w.draws(request, breach_draw, m.facility_names[m.utds[utd]].bits() >> 36, Use::again);
  return bernoulli(g, 1 - kept);
}

double Agreement::money_factor(const World& w, const Model& m, std::uint32_t utd) const {
  double people = 0, with_money = 0;
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    if (m.utd_of_district[d] != utd) continue;
    const auto population = static_cast<double>(m.p.network.population[d]);
    people += population;
    with_money += population * fidelity(w, m, d, Mechanism::recruitment_money);
  }
  return people > 0 ? 1 + m.p.agreement.recruitment * with_money / people : 1;
}

void Agreement::share_drive(World& w, const Model& m, std::uint32_t utd, Money cost) const {
  double people = 0;
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    if (m.utd_of_district[d] == utd) people += static_cast<double>(m.p.network.population[d]);
  }
  const double factor = money_factor(w, m, utd);
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    if (m.utd_of_district[d] != utd) continue;
    const double share = m.p.agreement.recruitment * fidelity(w, m, d, Mechanism::recruitment_money) *
                         static_cast<double>(m.p.network.population[d]) / (people * factor);
    if (share > 0) spend(w, m, d, Cost::recruitment, std::llround(share * static_cast<double>(cost.rupiah)));
  }
}

double Agreement::coordination(const Model& m, std::uint32_t utd, std::uint32_t other) const {
  const auto level = [&](std::uint32_t u) {
    double highest = 1;
    for (std::uint32_t d = 0; d < districts_.size(); ++d) {
      if (m.utd_of_district[d] == u && districts_[d].in_force)
        highest = std::max(highest, districts_[d].level);
    }
    return highest;
  };
  return (std::min(level(utd), level(other)) - 1) / 4;
}

bool Agreement::is_party(const Model& m, std::uint32_t hospital) const {
  const Element district = m.p.network.party_of[m.hospitals[hospital]];
  return district.exists() && in_force(district.index);
}

double Agreement::misperception(const Model& m, std::uint32_t d) const {
  return m.p.agreement.misperception[d];
}

void Agreement::spend(World& w, const Model& m, std::uint32_t d, Cost line, std::int64_t rupiah) const {
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Agreement>(Measured::money, rupiah, d, static_cast<std::size_t>(month), line);
  }
}

void Agreement::month_end(World& w, const Model& m, std::int32_t month) const {
  const auto mo = static_cast<std::size_t>(month);
  const auto millionths = [](double x) { return static_cast<std::int64_t>(std::llround(x * 1e6)); };
  for (std::uint32_t d = 0; d < districts_.size(); ++d) {
    double agreed = 0;
    w.add<Agreement>(Measured::month_ends, 1, d, mo);
    for (std::uint32_t i = 0; i < mechanisms_count; ++i) {
      const auto mechanism = static_cast<Mechanism>(i);
      if ((districts_[d].mechanisms >> i & 1) != 0) agreed += m.p.agreement.extent(d, mechanism);
      w.add<Agreement>(Measured::fidelity, millionths(fidelity(w, m, d, mechanism)), d, mo, i);
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
  for (std::uint32_t c = 0; c < puskesmas_.size(); ++c) {
    const std::uint32_t d = m.p.network.catchment_district[c].index;
    w.add<Agreement>(Measured::money, m.p.network.ambulances[c] * m.p.transport.ambulance_cost.rupiah / 12, d,
                     mo, Cost::ambulances);
    w.add<Agreement>(Measured::puskesmas, 1, d, mo);
    if (districts_[d].in_force) w.add<Agreement>(Measured::puskesmas_in_force, 1, d, mo);
    if (informed(m, c)) w.add<Agreement>(Measured::informed_puskesmas, 1, d, mo);
  }
}

}  // namespace darah
