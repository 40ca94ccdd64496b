#include "model/mother/pregnancy.hpp"

#include <algorithm>
#include <utility>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "core/mixed.hpp"
#include "model/mother/odds.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose entry = purpose(0x05, 1);
constexpr Purpose antenatal = purpose(0x05, 2);
constexpr Purpose birth_place = purpose(0x05, 3);
constexpr Purpose moving_draws = purpose(0x05, 4);

std::size_t pick(double u, const std::vector<double>& cumulative) {
  // Counted without a branch, which would be mispredicted.
  return static_cast<std::size_t>(
      std::count_if(cumulative.begin(), cumulative.end() - 1, [u](double bound) { return u >= bound; }));
}

std::int64_t week_of(Time t) { return t.us / days(7).us; }

}  // namespace

void Pregnancy::start(With<Agreement, Pregnancy, Probe, Programme> w, const Model& m) {
  const std::size_t districts = m.p.districts.size();
  due_lists_.assign(m.p.catchments.size() * weeks, VisitId{});
  const Duration stay = m.p.pregnancy.gestation + m.p.pregnancy.follow_up;
  std::uint32_t layers = 0;
  for (const LayeredRate& rate : m.pregnancy_plan.conceptions) layers = std::max(layers, rate.layers());
  serial_.assign(layers * districts, 0);
  // Room for all who are followed at a time, with some to spare: a vector that grows holds them twice for a
  // while.
  double followed = 0;
  for (const LayeredRate& rate : m.pregnancy_plan.conceptions) followed += rate.rate() * stay.as_days();
  women.reserve(static_cast<std::size_t>(1.03 * followed + 5 * math::sqrt(followed)));
  for (std::uint32_t i = 0; i < serial_.size(); ++i) {
    const auto stream = LayerOf<DistrictId>::unpack(i, districts);
    if (stream.layer >= m.pregnancy_plan.conceptions[stream.of].layers()) continue;
    // Women who conceived before time 0 and may still be followed.
    Time at{-stay.us};
    while (at.us < 0) at += enter(w, m, stream, at);
    w.schedule<Pregnancy>(at, Kind::conception, i);
  }
  for (const CatchmentId c : m.catchments()) {
    const Time first = Time{} + days(m.p.network.catchment_code[c] % 6) + hours(9);
    w.schedule<Pregnancy>(first, Kind::outreach, c);
  }
}

void Pregnancy::handle(AroundHer w, const Model& m, Kind kind, const Event& e) {
  switch (kind) {
    case Kind::conception:
      // Who conceives after the end does nothing inside the window.
      if (w.now() < m.end) {
        const auto stream = LayerOf<DistrictId>::unpack(e.index(), m.p.districts.size());
        w.schedule<Pregnancy>(w.now() + enter(w, m, stream, w.now()), Kind::conception, e.index());
      }
      break;
    case Kind::milestone:
      if (w.fires(women[WomanId{e.index()}].timer, e)) milestone(w, m, WomanId{e.index()});
      break;
    case Kind::outreach:
      outreach(w, m, CatchmentId{e.index()});
      break;
    case Kind::count:
      break;
  }
}

void Pregnancy::add_fact(Services w, DistrictId district, std::uint64_t facts) {
  w.add<Pregnancy>(Measured::exogenous, static_cast<std::int64_t>(mixed(facts) >> 24), district);
}

Duration Pregnancy::enter(With<Agreement, Pregnancy, Probe, Programme> w, const Model& m,
                          LayerOf<DistrictId> stream, Time at) {
  const PregnancyPlan& plan = m.pregnancy_plan;
  const DistrictId district = stream.of;
  const Name name = root_name(Root::woman, static_cast<std::uint32_t>(m.p.network.district_code[district]),
                              stream.layer, serial_[stream.pack(m.p.districts.size())]++);
  Draws g = w.draws(name, entry);
  const Duration gap = days(1) * (unit_exponential(g) / plan.conceptions[district].base());
  if (!plan.conceptions[district].keeps(uniform01(g), stream.layer)) return gap;
  Woman woman;
  woman.name = name;
  woman.due = at + m.p.pregnancy.gestation;
  woman.birth = woman.due + m.p.pregnancy.birth_shift + m.p.pregnancy.birth_sd * unit_normal(g);
  woman.live_in(plan.catchments[district][pick(uniform01(g), plan.catchment_share[district])]);
  woman.group = static_cast<Group>(choose(g, m.group_shares));
  if (bernoulli(g, m.p.pregnancy.anaemia)) woman.set(Woman::anaemic);
  if (bernoulli(g, w.programme().women_covered(w, m, district, at))) woman.set(Woman::insured);
  if (bernoulli(g, plan.cash_share[district])) woman.set(Woman::cash);
  if (bernoulli(g, m.p.network.moving[district])) woman.set(Woman::moved);
  if (bernoulli(g, m.p.pregnancy.list)) woman.set(Woman::list);
  woman.parity = static_cast<Parity>(choose(g, m.p.pregnancy.parity_share));
  if (bernoulli(g, m.p.pregnancy.high_risk)) woman.set(Woman::high_risk);
  Emergency::draw_onset(w, m, woman, uniform01(g));
  if (woman.birth + m.p.pregnancy.follow_up <= Time{}) return gap;
  if (m.measuring(woman.birth)) {
    const std::uint64_t facts = mixed(name.bits()) ^ static_cast<std::uint64_t>(woman.birth.us) << 4;
    add_fact(w, district, facts ^ index_of(woman.group));
  }
  if (woman.onset().us < 0) woman.await_no_more();
  if (woman.birth.us < 0) woman.set(Woman::born);

  w.tell(name, Told::conceived, told(woman.catchment()), static_cast<std::int32_t>(index_of(woman.group)),
         static_cast<std::int64_t>(index_of(woman.parity)) << 32 | woman.flags);
  const WomanId slot = add(woman);
  w.probe().enter(w, m, woman, slot);
  next_milestone(w, m, slot);
  list_for_contact(w, m, slot);
  return gap;
}

void Pregnancy::list_for_contact(With<Agreement, Pregnancy> w, const Model& m, WomanId slot) {
  Woman& woman = women[slot];
  while (woman.next_contact < m.p.pregnancy.contact_due.size()) {
    const Time due = woman.due - m.p.pregnancy.gestation + m.p.pregnancy.contact_due[woman.next_contact];
    if (due < w.now() && due < woman.birth) {
      contact(w, m, slot, due);  // due before time 0: held at once, so that women of then are like all others
      return;
    }
    if (due >= w.now() && due < woman.birth) {
      const auto week = static_cast<std::size_t>(std::max(week_of(due), week_of(w.now()) + 1));
      VisitId& head = due_lists_[woman.catchment().index() * weeks + week % weeks];
      if (!head || visits_[head].size == visits_[head].women.size()) head = add_visit(head);
      visits_[head].women[visits_[head].size++] = slot;
      woman.set(Woman::listed);
      return;
    }
    ++woman.next_contact;
  }
}

void Pregnancy::next_milestone(Services w, const Model& m, WomanId slot) {
  Woman& woman = women[slot];
  const Time end = woman.is(Woman::born) ? woman.birth + m.p.pregnancy.follow_up : woman.birth;
  w.set<Pregnancy>(woman.timer, std::max(w.now(), std::min(woman.onset(), end)), Kind::milestone, slot,
                   priority::milestone);
}

bool Pregnancy::give_birth_first(With<const Agreement, Emergency, Hospital, Kept, Pregnancy> w,
                                 const Model& m, WomanId slot) {
  const Woman& woman = women[slot];
  // An abortion ends the pregnancy, and an obstructed labour ends with care.
  if (woman.cause() == Cause::abortion || woman.cause() == Cause::obstructed) return false;
  if (woman.is(Woman::born) || woman.birth > w.now()) return false;
  give_birth(w, m, slot);
  return true;
}

void Pregnancy::milestone(AroundHer w, const Model& m, WomanId slot) {
  if (women[slot].onset() <= w.now()) {
    if (!give_birth_first(w, m, slot)) {
      fall_ill(w, m, slot);
      if (women[slot].is(Woman::closed)) return;
    }
  } else if (!women[slot].is(Woman::born)) {
    if (obstructed(w, women[slot])) return;  // no birth before care
    give_birth(w, m, slot);
  } else {
    const bool probe = women[slot].is(Woman::probe);
    if (women[slot].emergency()) w.way().outlive(w, m, women[slot].emergency());
    if (probe) return;
    w.tell(women[slot].name, Told::followed);
    close(w, m, slot);
    return;
  }
  next_milestone(w, m, slot);
}

void Pregnancy::fall_ill(AroundHer w, const Model& m, WomanId slot) {
  Woman& woman = women[slot];
  woman.await_no_more();
  settle_place(w, m, slot);
  const Case::Onset onset = Emergency::onset_of(w, m, slot);
  Emergency::add_facts(w, onset);
  if (Intervention::falls_ill(w, m, woman, woman.name, woman.cause(), true)) {
    w.way().fall_ill(w, m, onset);
  } else {
    woman.await(Cause::count, Time::never());
  }
}

void Pregnancy::move(Services w, const Model& m, WomanId slot, Time by) {
  Woman& woman = women[slot];
  if (!woman.is(Woman::moved) || woman.is(Woman::arrived)) return;
  Draws g = w.draws(woman.name, moving_draws, 0, Use::again);
  if (woman.due - m.p.pregnancy.gestation * uniform01(g) > by) return;
  woman.set(Woman::arrived);
  const DistrictId d = m.district_of(woman.catchment());
  const auto& catchments = m.pregnancy_plan.catchments[d];
  if (catchments.size() == 1) return;  // there is no other
  const CatchmentId old = woman.catchment();
  for (int i = 0; i < 16 && woman.catchment() == old; ++i)
    woman.live_in(catchments[pick(uniform01(g), m.pregnancy_plan.catchment_share[d])]);
  if (woman.is(Woman::probe)) return;
  w.tell(woman.name, Told::moved, told(woman.catchment()));
  count<Pregnancy>(w, m, w.now(), Measured::moves, 1, d);
}

void Pregnancy::settle_place(Services w, const Model& m, WomanId slot) {
  Woman& woman = women[slot];
  if (woman.is(Woman::placed)) return;
  move(w, m, slot, w.now());
  woman.set(Woman::placed);
  const DistrictId d = m.district_of(woman.catchment());
  Draws g = w.draws(woman.name, birth_place, 0, Use::again);  // her probe has drawn it before her
  const double u_place = uniform01(g), u_kind = uniform01(g), u_caesarean = uniform01(g),
               u_hospital = uniform01(g), u_referred = uniform01(g);
  const auto in_hospital = [&](double caesareans) {
    woman.place = Place::hospital;
    woman.deliver_in(m.pregnancy_plan.hospitals[d][pick(u_hospital, m.pregnancy_plan.hospital_share[d])]);
    if (u_caesarean < caesareans) woman.set(Woman::caesarean);
  };
  const bool referred = woman.is(Woman::risk_known) && u_referred < m.p.pregnancy.planned_referral;
  if (referred && !m.pregnancy_plan.hospitals[d].empty()) {
    woman.set(Woman::referred);
    in_hospital(m.p.pregnancy.planned_caesarean);
    return;
  }
  // The others' shares are such that all together keep their district's table.
  const double planned = m.pregnancy_plan.planned[d];
  const double base = (m.p.network.facility_births[d] - planned) / (1 - planned);
  const double hospital = base > 0
                              ? (m.p.network.facility_births[d] * m.p.network.hospital_share[d] - planned) /
                                    (m.p.network.facility_births[d] - planned)
                              : 0;
  double odds_facility = odds(std::min(base, 0.999));
  if (woman.is(Woman::plan)) odds_facility *= m.p.pregnancy.odds_plan;
  if (woman.is(Woman::insured)) odds_facility *= m.p.pregnancy.odds_insured;
  if (woman.is(Woman::cash) && Programme::enrolled(w, m, woman.name))
    odds_facility *= m.p.pregnancy.odds_cash;
  if (m.pregnancy_plan.distance[woman.catchment()].far) odds_facility *= m.p.pregnancy.odds_far;
  odds_facility *= m.pregnancy_plan.facility_scale[d];
  const double facility = base < 1 ? chance(odds_facility) : 1;
  if (u_place >= facility) {
    woman.place = Place::home;
    if (base < 1 && u_kind < m.p.network.dukun_births[d] / (1 - m.p.network.facility_births[d]))
      woman.set(Woman::dukun);
  } else if (u_kind < hospital && !m.pregnancy_plan.hospitals[d].empty()) {
    in_hospital(m.p.pregnancy.caesarean);
  } else {
    woman.place = u_hospital < m.p.pregnancy.clinic ? Place::clinic : Place::puskesmas;
  }
}

void Pregnancy::give_birth(With<const Agreement, Emergency, Hospital, Kept, Pregnancy> w, const Model& m,
                           WomanId slot) {
  settle_place(w, m, slot);
  Woman& woman = women[slot];
  woman.set(Woman::born);
  if (!woman.is(Woman::probe)) w.kept().gave_birth(w, m, slot);
  if (woman.cause() == Cause::abortion) return;  // the pregnancy ended without a birth
  bool own_bed = !woman.is(Woman::delivered);
  if (woman.emergency()) {
    own_bed = false;  // her emergency looks for one
    const Case& c = w.emergency().of(woman.emergency());
    woman.place = c.place();  // wherever she has come
    if (c.place() == Place::hospital) {
      woman.deliver_in(c.lies_in());
    } else {
      woman.clear(Woman::caesarean);
      woman.clear(Woman::referred);
    }
  }
  if (woman.is(Woman::probe)) return;
  const DistrictId d = m.district_of(woman.catchment());
  const std::int32_t month = m.day(w.now()).month;
  if (woman.place == Place::hospital && own_bed) {
    w.hospital().birth(w, m, d, woman.hospital(), woman.is(Woman::caesarean));
  }
  w.agreement().gave_birth(w, m, woman);
  if (woman.is(Woman::caesarean) && woman.cause() == Cause::count) w.emergency().caesarean(w, m, slot);
  w.tell(woman.name, Told::born, static_cast<std::int32_t>(index_of(woman.place)), told(woman.hospital()),
         woman.is(Woman::caesarean) ? 1 : 0);
  if (month < 0) return;
  const auto mo = static_cast<std::size_t>(month);
  w.add<Pregnancy>(Measured::births, 1, d, mo);
  w.add<Pregnancy>(Measured::births_by_place, 1, d, mo, index_of(woman.place));
  w.add<Pregnancy>(Measured::births_by_parity, 1, d, mo, index_of(woman.parity));
  if (woman.is(Woman::caesarean)) w.add<Pregnancy>(Measured::caesareans, 1, d, mo);
  if (woman.is(Woman::referred)) w.add<Pregnancy>(Measured::planned_referrals, 1, d, mo);
  Programme::born(w, m, woman, d);
}

bool Pregnancy::obstructed(With<const Emergency> w, const Woman& woman) {
  return woman.emergency() && w.emergency().of(woman.emergency()).cause() == Cause::obstructed;
}

void Pregnancy::treated(With<const Agreement, Emergency, Hospital, Kept, Pregnancy> w, const Model& m,
                        const Case& c) {
  Woman& woman = women[c.woman()];
  if (woman.is(Woman::born)) return;
  woman.set(Woman::placed);
  woman.place = c.place();
  if (c.place() == Place::hospital) woman.deliver_in(c.hospital());
  if (c.operated()) {
    woman.set(Woman::caesarean);
    woman.set(Woman::delivered);
  }
  if (c.cause() != Cause::obstructed) return;
  woman.birth = w.now();
  give_birth(w, m, c.woman());
  next_milestone(w, m, c.woman());
}

void Pregnancy::outreach(With<Agreement, Pregnancy> w, const Model& m, CatchmentId catchment) {
  w.agreement().new_week(m, catchment);
  const auto week = static_cast<std::size_t>(week_of(w.now()));
  VisitId head = std::exchange(due_lists_[catchment.index() * weeks + week % weeks], VisitId{});
  constexpr std::uint32_t soon = 4;  // women after whom the next visit, fetched before them, is at hand
  fetch_women(head);
  while (head) {
    const Visit visit = visits_[head];
    if (visit.next) prefetch(&visits_[visit.next]);
    visits_[head].next = free_visit_;
    free_visit_ = head;
    for (std::uint32_t i = 0; i < visit.size; ++i) {
      if (i == soon) fetch_women(visit.next);
      const WomanId slot = visit.women[i];
      women[slot].clear(Woman::listed);
      if (women[slot].is(Woman::closed)) {
        free_slot(slot);
      } else if (!women[slot].is(Woman::born)) {
        contact(w, m, slot, w.now());
      }
    }
    head = visit.next;
  }
  w.schedule<Pregnancy>(w.now() + days(7), Kind::outreach, catchment);
}

void Pregnancy::contact(With<Agreement, Pregnancy> w, const Model& m, WomanId slot, Time at) {
  move(w, m, slot, at);
  Woman& woman = women[slot];
  const PregnancyParameters& p = m.p.pregnancy;
  const std::uint8_t number = woman.next_contact++;
  Draws g = w.draws(woman.name, antenatal, number);
  const double u_come = uniform01(g), u_plan = uniform01(g), u_typed = uniform01(g), u_iron = uniform01(g),
               u_verified = uniform01(g), u_risk = uniform01(g), u_post = uniform01(g);
  const Provider provider = bernoulli(g, p.midwife) ? Provider::midwife : Provider::puskesmas;
  const std::size_t by = index_of(provider);
  double come = number == 0 ? m.pregnancy_plan.first_odds[woman.catchment()]
                            : m.pregnancy_plan.contact_odds[woman.catchment()];
  if (woman.is(Woman::insured)) come *= m.p.programme.odds_jkn;
  if (woman.is(Woman::cash) && u_verified < m.p.programme.verified && Programme::companion(w, m, woman.name))
    come *= m.p.programme.odds_cash;
  if (woman.is(Woman::arrived)) come *= p.odds_moved;
  // The village midwife is near; a post halves the way to a first contact, for those it covers.
  const PregnancyPlan::Distance& distance = m.pregnancy_plan.distance[woman.catchment()];
  const bool post = number == 0 && u_post < m.p.programme.posts;
  if (provider == Provider::puskesmas && (post ? distance.half_far : distance.far))
    come *= m.p.programme.odds_far;
  if (u_come >= chance(come)) {  // who misses a contact is not visited again
    w.tell(woman.name, Told::contact_missed, number);
    return;
  }

  ++woman.contacts;
  const DistrictId d = m.district_of(woman.catchment());
  const std::uint32_t before = woman.flags;
  const auto book = [&](Measured what, std::size_t k = 0) { count<Pregnancy>(w, m, w.now(), what, 1, d, k); };
  book(Measured::contacts, number);
  book(Measured::contacts_by_provider, by);
  Programme::contact_held(w, m, d);
  if (u_plan < p.plan[by]) woman.set(Woman::plan);
  if (u_typed < p.typed[by]) woman.set(Woman::group_known);
  if (woman.is(Woman::anaemic) && u_iron < p.iron[by]) {
    woman.clear(Woman::anaemic);
    book(Measured::anaemia_cured);
  }
  if (woman.is(Woman::high_risk) && !woman.is(Woman::risk_known) && u_risk < p.detect[by]) {
    woman.set(Woman::risk_known);
    book(Measured::risks_found);
  }
  w.tell(woman.name, Told::contact, number, static_cast<std::int32_t>(by), before ^ woman.flags);
  if (w.agreement().in_force(d)) w.agreement().register_candidates(w, m, slot);
  list_for_contact(w, m, slot);
}

void Pregnancy::finish(Services w) {
  w.add<Pregnancy>(Measured::peak_women, static_cast<std::int64_t>(peak_));
}

bool Pregnancy::conserved(const World& w, const Model&) const {
  constexpr std::uint64_t recount_every = 1024;  // events: there are many women
  if (entered_ != living_ + closed_) return false;
  if (w.scheduler.executed() % recount_every != 0) return true;
  const auto followed = std::count_if(women.begin(), women.end(), [](const Woman& woman) {
    return !woman.is(Woman::closed) && !woman.is(Woman::probe);
  });
  return static_cast<std::size_t>(followed) == living_;
}

void Pregnancy::close(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy> w, const Model& m,
                      WomanId slot) {
  Woman& woman = women[slot];
  w.kept().release(w, m, slot);
  w.cancel(woman.timer);
  w.cancel(woman.call());
  woman.set(Woman::closed);
  --living_;
  ++closed_;
  if (!woman.is(Woman::listed)) free_slot(slot);
}

void Pregnancy::fetch_women(VisitId visit) const {
  if (!visit) return;
  for (std::uint32_t i = 0; i < visits_[visit].size; ++i) prefetch(&women[visits_[visit].women[i]]);
}

Pregnancy::VisitId Pregnancy::add_visit(VisitId next) {
  if (!free_visit_) free_visit_ = visits_.push_back({});
  const VisitId visit = std::exchange(free_visit_, visits_[free_visit_].next);
  visits_[visit].next = next;
  visits_[visit].size = 0;
  return visit;
}

WomanId Pregnancy::add(const Woman& woman) {
  const WomanId slot = take_slot();
  women[slot] = woman;
  ++living_;
  ++entered_;
  peak_ = std::max(peak_, living_);
  return slot;
}

WomanId Pregnancy::add_copy(WomanId woman) {
  const WomanId slot = take_slot();
  Woman& copy = women[slot] = women[woman];
  copy.timer = {};
  copy.call() = {};
  copy.set(Woman::probe);
  copy.clear(Woman::listed);
  return slot;
}

void Pregnancy::forget_copy(Services w, WomanId slot) {
  w.cancel(women[slot].timer);
  women[slot].set(Woman::closed);
  free_slot(slot);
}

WomanId Pregnancy::take_slot() {
  if (!free_) free_slot(women.push_back({}));
  const WomanId slot = free_;
  free_ = women[slot].next;
  if (free_) prefetch(&women[free_]);  // by the next who conceives
  return slot;
}

void Pregnancy::free_slot(WomanId slot) {
  women[slot].next = free_;
  free_ = slot;
}

}  // namespace darah
