#include "model/care/mother_blood.hpp"

#include <algorithm>

#include "core/distribution.hpp"
#include "model/care/mother_stock.hpp"
#include "model/care/spread.hpp"
#include "model/policy/agreement_labels.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose blood_draws = purpose(0x08, 9);
constexpr Purpose replacement_draws = purpose(0x08, 10);  // by search
constexpr Purpose exchange_draw = purpose(0x08, 14);      // by blood centre

constexpr std::uint32_t replacement_children = 16;  // child ordinals below it are candidates
constexpr std::uint16_t most_searches = 20;
constexpr std::uint32_t most_found = 8;

/// The road between her hospital and its blood centre, if they share no compound: where a town's hospitals
/// stand at one spot for want of a better one, a road through the town.
Duration road_of(const Model& m, const Case& c) {
  const FacilityId hospital = m.hospitals[c.hospital()];
  if (m.p.network.compound[hospital]) return {};
  const Duration road = m.travel(hospital, m.utds[m.utd_of_hospital(c.hospital())]);
  return std::max(road, hours(1) * (m.p.mother_blood.least_road.km / m.p.network.speed));
}

/// The road that she comes from where she is announced.
Duration way_of_sample(const Model& m, const Case& c) {
  return c.sent_on() > 0 ? m.travel(m.hospitals[c.sent_on_from()], m.hospitals[c.hospital()])
                         : m.p.network.travel[c.catchment()];
}

/// A courier is paid for, but within a compound, where he has no way and saves nothing.
void pay_courier(With<Agreement> w, const Model& m, const Case& c) {
  if (!c.couriered() || c.is_probe()) return;
  if (m.p.mother_blood.courier_saves.us == 0 && road_of(m, c).us == 0) return;
  w.agreement().spend(w, m, c.district(), Cost::couriers, m.p.agreement.courier_cost.rupiah);
}

}  // namespace

void MotherBlood::start(Services, const Model& m) {
  line_.resize(m.utds.size());
  for (auto& line : line_) line.reserve(64);
}

void MotherBlood::handle(With<Agreement, BloodBank, BloodCentre, Demand, Donor, Emergency, Hospital, Kept,
                              MotherBlood, Pregnancy, Probe, Programme, Transport, Way>
                             w,
                         const Model& m, Kind kind, const Event& e) {
  switch (kind) {
    case Kind::arrival:
      if (Case& c = w.emergency().of(CaseId{e.index()}); w.fires(c.timers().blood, e)) {
        arrive(w, m, c, CaseId{e.index()});
        w.way().blood_came(w, m, CaseId{e.index()});
      }
      break;
    case Kind::stock:
      serve_line(w, m, UtdId{e.index()});
      break;
    case Kind::count:
      break;
  }
}

/// n units of a source will be there at `at`.
void MotherBlood::promise(Services w, Case& c, Needed need, BloodSource source, std::int32_t n, Time at) {
  if (n == 0) return;
  c.blood().promise(need, n, at);
  w.tell(c.name(), Told::blood_promised,
         static_cast<std::int32_t>(index_of(source) | index_of(needed_products[need]) << 8), n, at.us);
  if (c.counts()) w.add<MotherBlood>(Measured::blood_units, n, c.district(), c.month(), source);
}

/// What is kept for her and what hospital and blood centre have of what is missing, from now on hers.
void MotherBlood::take_from_stock(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe> w,
                                  const Model& m, Case& c) {
  BloodNeed& blood = c.blood();
  const UtdId own = m.utd_of_hospital(c.hospital());
  const auto after = [&](Duration time) { return w.now() + std::max(time, blood.crossmatch()); };
  bool fetched = false;
  if (blood.missing(Needed::red_cells) > 0) {
    const UtdId keeper = m.utd_of_district[c.district()];
    const int kept = MotherStock::from_kept(w, m, c);
    const Duration road = keeper == own ? Duration{} : m.travel(m.utds[own], m.utds[keeper]);
    promise(w, c, Needed::red_cells, BloodSource::candidate, kept, after(blood.fetch() + road));
    fetched = kept > 0;
  }
  for (const Needed need : every<Needed>) {
    if (blood.missing(need) > 0)
      promise(w, c, need, BloodSource::hospital, MotherStock::from_hospital(w, m, c, need),
              after(Duration{}));
    if (blood.missing(need) > 0) {
      const int taken = MotherStock::from_own_utd(w, m, c, need);
      promise(w, c, need, BloodSource::own_utd, taken, after(blood.fetch()));
      fetched = fetched || taken > 0;
    }
  }
  if (fetched) pay_courier(w, m, c);
}

void MotherBlood::ask_other_utds(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe> w,
                                 const Model& m, Case& c) {
  BloodNeed& blood = c.blood();
  const UtdId own = m.utd_of_hospital(c.hospital());
  bool fetched = false;
  for (const UtdId other : m.blood_centre_plan.partners[own]) {
    if (!blood.lacks_any()) break;
    // The same answer wherever she is sent on to.
    Draws draws = w.draws(c.name(), exchange_draw, m.facility_occasion(m.utds[other]), Use::again);
    if (!w.blood_centre().answers(w, m, other, own, uniform01(draws))) continue;
    const Duration on_the_road = m.travel(m.utds[own], m.utds[other]);
    for (const Needed need : every<Needed>) {
      if (blood.missing(need) <= 0) continue;
      const int sent = MotherStock::from_other_utd(w, m, c, need, other);
      promise(w, c, need, BloodSource::other_utd, sent,
              w.now() + std::max(blood.fetch() + on_the_road, blood.crossmatch()));
      fetched = fetched || sent > 0;
    }
  }
  if (fetched) pay_courier(w, m, c);
}

void MotherBlood::request(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe, Programme> w,
                          const Model& m, Case& c, CaseId slot) {
  const MotherBloodParameters& p = m.p.mother_blood;
  Draws g = w.draws(c.name(), blood_draws, c.sent_on() > 0 ? m.facility_occasion(c.hospital()) : 0);
  const Duration crossmatch = spread(g, m, p.crossmatch, p.crossmatch_sigma);
  Duration fetch = spread(g, m, p.from_utd, p.utd_sigma);
  if (c.couriered()) fetch = std::min(fetch, std::max(fetch - p.courier_saves, minutes(10)));
  c.blood().request(crossmatch, fetch + road_of(m, c) * (c.couriered() ? p.courier_roads : p.family_roads));
  take_from_stock(w, m, c);
  ask_other_utds(w, m, c);
  if (c.blood().lacks_any()) {
    c.blood().join_line();
    line_[m.utd_of_hospital(c.hospital())].push_back(slot);
    if (c.blood().missing(Needed::red_cells) > 0) search_donors(w, m, c);
  }
  if (c.received()) next_arrival(w, c, slot);
}

void MotherBlood::stock_arrived(Services w, UtdId utd) const {
  if (!line_[utd].empty()) w.schedule<MotherBlood>(w.now(), Kind::stock, utd, priority::maternal);
}

/// Mothers come before all others, first come, first served.
void MotherBlood::serve_line(With<Agreement, BloodBank, BloodCentre, Emergency, Kept, Pregnancy, Probe> w,
                             const Model& m, UtdId utd) {
  auto kept = line_[utd].begin();
  for (const CaseId slot : line_[utd]) {
    Case& c = w.emergency().of(slot);
    take_from_stock(w, m, c);
    if (c.received()) next_arrival(w, c, slot);
    if (c.blood().lacks_any()) {
      *kept++ = slot;
    } else {
      c.blood().leave_line();
    }
  }
  line_[utd].erase(kept, line_[utd].end());
}

void MotherBlood::meet(Services w, const Model& m, Case& c, CaseId slot) {
  // A courier may have brought her sample before her, from the puskesmas or the hospital that sends her on.
  Time sample = w.now();
  if (c.couriered() && c.notified()) sample = std::min(sample, c.announced_at() + way_of_sample(m, c));
  c.blood().sample_at(sample);
  next_arrival(w, c, slot);
}

void MotherBlood::search_donors(With<Agreement, Pregnancy, Programme> w, const Model& m, Case& c) {
  BloodNeed& blood = c.blood();
  if (blood.searches() == most_searches || blood.searching(w.now())) return;
  const Woman& woman = w.pregnancy().women[c.woman()];
  Draws g = w.draws(c.name(), replacement_draws, blood.searches());
  const bool listed =
      woman.is(Woman::list) || (woman.candidates() > 0 && w.agreement().in_force(c.district()));
  const Duration search = spread(g, m, m.p.mother_blood.replacement, m.p.mother_blood.replacement_sigma);
  const Time until = w.now() + search * (listed ? m.p.mother_blood.list_factor : 1.0);
  blood.search_until(until);
  w.tell(c.name(), Told::donors_sought, 0, 0, until.us);
  if (c.counts()) w.add<MotherBlood>(Measured::replacement_searches, 1, c.district(), c.month());
  if (!c.is_probe()) w.programme().donors_sought(w, m, c.district());
}

/// Who was found gives now, and is searched for again if that is not enough.
void MotherBlood::end_search(With<Agreement, BloodCentre, Donor, Pregnancy, Programme> w, const Model& m,
                             Case& c) {
  BloodNeed& blood = c.blood();
  Draws g = w.draws(c.name(), replacement_draws, std::uint64_t{1} << 32 | blood.searches());
  const auto found =
      static_cast<int>(std::min<std::int64_t>(most_found, poisson(g, m.p.mother_blood.replacement_found)));
  const std::uint32_t first = replacement_children + most_found * blood.searches();
  blood.end_search();
  const int wanted = std::max(0, blood.missing(Needed::red_cells));
  StaticUnits& held = blood.held(Needed::red_cells);
  const int got = c.is_probe()
                      ? Donor::would_replace(w, m, c.name(), first, found, c.group(), wanted, held)
                      : w.donor().replacement(w, m, m.utd_of_hospital(c.hospital()), Urgency::maternal,
                                              c.name(), first, found, c.group(), wanted, held);
  give(w, m, c, Needed::red_cells, got);
  if (c.counts())
    w.add<MotherBlood>(Measured::blood_units, got, c.district(), c.month(), BloodSource::replacement);
  if (!blood.enough_promised(m.p.emergency.half)) search_donors(w, m, c);
}

void MotherBlood::next_arrival(Services w, Case& c, CaseId slot) {
  if (const Time next = c.blood().next(); next == Time::never()) {
    w.cancel(c.timers().blood);
  } else {
    w.set<MotherBlood>(c.timers().blood, std::max(w.now(), next), Kind::arrival, slot, priority::maternal);
  }
}

void MotherBlood::arrive(With<Agreement, BloodCentre, Donor, Pregnancy, Programme> w, const Model& m, Case& c,
                         CaseId slot) {
  c.blood().deliver(w.now(), [&](Needed need, std::int32_t units) { give(w, m, c, need, units); });
  if (c.blood().search_due(w.now())) end_search(w, m, c);
  c.blood().note_enough(w.now(), m.p.emergency.half);
  next_arrival(w, c, slot);
}

void MotherBlood::give(With<BloodCentre> w, const Model& m, Case& c, Needed need, std::int32_t n) {
  if (n == 0) return;
  w.tell(c.name(), Told::blood, static_cast<std::int32_t>(index_of(needed_products[need])), n);
  const UtdId own = m.utd_of_hospital(c.hospital());
  for (; n > 0; --n) {
    const Unit unit = c.blood().give(need, w.now());
    if (!c.is_probe()) w.blood_centre().transfuse(w, m, own, unit);
  }
}

void MotherBlood::let_go(With<BloodCentre, MotherBlood, Probe> w, const Model& m, Case& c, CaseId slot) {
  if (c.is_probe()) {
    for (const Needed need : every<Needed>) {
      for (const Unit& unit : c.blood().held(need)) w.probe().forgive(c.probe(), need, unit.group);
    }
  }
  leave(w, m, c, slot, false);
  c.blood().give_up();
  w.cancel(c.timers().blood);
}

void MotherBlood::leave(With<BloodCentre, MotherBlood> w, const Model& m, Case& c, CaseId slot, bool alive) {
  if (!c.hospital()) return;
  BloodNeed& blood = c.blood();
  const UtdId own = m.utd_of_hospital(c.hospital());
  if (blood.in_line()) {
    auto& line = line_[own];
    line.erase(std::find(line.begin(), line.end(), slot));
    blood.leave_line();
  }
  for (const Needed need : every<Needed>) {
    StaticUnits& held = blood.held(need);
    if (alive) {
      give(w, m, c, need, static_cast<std::int32_t>(held.size()));
    } else {
      if (!c.is_probe()) {
        for (const Unit& unit : held) w.blood_centre().give_back(w, m, own, unit);
      }
      held.clear();
    }
  }
}

}  // namespace darah
