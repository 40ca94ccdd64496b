// The part of Way in which a hospital is looked for that accepts her.
#include <algorithm>

#include "core/distribution.hpp"
#include "model/care/spread.hpp"
#include "model/care/way.hpp"
#include "model/care/way_draws.hpp"
#include "model/world/world.hpp"

namespace darah {
/// Those that are asked for her one after another.
std::span<const HospitalId> Way::hospitals_for(const Model& m, const Case& c) {
  return m.way_plan.asked[m.nearest_hospital(c.catchment())];
}

/// The hospital whose turn it is to be asked.
HospitalId Way::choice(const Model& m, const Case& c) {
  const std::span<const HospitalId> order = hospitals_for(m, c);
  return order[c.attempt() % order.size()];
}

/// How long the call to that hospital takes.
Duration Way::call(Services w, const Model& m, const Case& c) {
  Draws g = w.draws(c.name(), way_draws::call, m.facility_occasion(choice(m, c)));
  return spread(g, m, m.p.way.call, m.p.way.call_sigma);
}

/// Whether a hospital refuses her for reasons that are not clinical.
bool Way::prejudiced(With<const Pregnancy> w, const Model& m, const Case& c, HospitalId hospital) {
  Draws g = w.draws(c.name(), way_draws::refusal, m.facility_occasion(hospital), Use::again);
  const bool insured = w.pregnancy().women[c.woman()].is(Woman::insured);
  return bernoulli(g, insured ? m.p.way.refusal_insured : m.p.way.refusal_other);
}

std::optional<Refusal> Way::refusal(With<const Hospital, const Pregnancy> w, const Model& m, const Case& c,
                                    HospitalId hospital) {
  if (prejudiced(w, m, c, hospital)) return Refusal::prejudice;
  return w.hospital().full(w, m, c, hospital);
}

/// Whether the next answer is the last: she insists by now, or no other hospital is left.
bool Way::asks_no_more(Services w, const Model& m, const Case& c) {
  return w.now() - c.steps().decided() >= m.p.way.insist || c.attempt() + 1u >= hospitals_for(m, c).size();
}

void Way::accept(With<Hospital> w, Case& c, HospitalId hospital, bool insisted) {
  // No bed may be free for a woman who insists.
  c.accept_in(hospital, w.hospital().take_bed(w, c, hospital));
  w.tell(c.name(), Told::accepted, insisted ? 1 : 0, told(hospital));
}

void Way::refuse(Services w, Case& c, HospitalId hospital, Refusal reason) {
  book_refusal(w, c, hospital, reason);
  c.ask_next();
}

void Way::book_refusal(Services w, const Case& c, HospitalId hospital, Refusal reason) {
  w.tell(c.name(), Told::refused, static_cast<std::int32_t>(index_of(reason)), told(hospital));
  if (c.counts()) w.add<Way>(Measured::refusals, 1, c.district(), c.month(), reason);
}

/// The hospital is told by usage, by the telephone or the desk; under an agreement it is told, and the blood
/// centre too.
bool Way::announce(With<const Agreement> w, const Model& m, Case& c, bool desk, std::uint64_t occasion) {
  const bool notified = w.agreement().notifies(w, m, c, occasion);
  Draws g = w.draws(c.name(), way_draws::team_called_in, occasion);
  if (!bernoulli(g, desk ? m.p.way.team_called_in_desk : m.p.way.team_called_in) && !notified) return false;
  c.announce(w.now(), notified);
  w.tell(c.name(), Told::announced, notified ? 1 : 0);
  return true;
}

/// A referral has been announced.
void Way::book_announced(Services w, const Case& c) {
  if (!c.counts()) return;
  w.add<Way>(Measured::announced, 1, c.district(), c.month());
  if (c.notified()) w.add<Way>(Measured::notified, 1, c.district(), c.month());
}

void Way::refer(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.refer(w.now());
  const bool desk = m.p.network.desk[c.district()];
  if (announce(w, m, c, desk, 0)) book_announced(w, c);
  if (w.agreement().couriers(w, m, c)) c.send_courier();
  if (desk) {
    ask_desk(w, m, c);
  } else if (c.announced()) {
    ask_by_telephone(w, m, c);
  }
  if (c.announced()) {
    // With her group known, units set out before she does; calling goes on beside the search for a vehicle.
    if (c.notified() && c.needs_blood() && w.pregnancy().women[c.woman()].is(Woman::group_known))
      w.mother_blood().request(w, m, c, slot);
    seek_vehicle(w, m, slot);
  } else {
    wait(w, c, slot, c.accepted() ? c.called_until() - w.now() : call(w, m, c));
  }
}

/// The hospital asked last takes her, or, if it refuses too, the nearest one, on which she insists.
void Way::accept_or_insist(With<Hospital, Pregnancy> w, const Model& m, Case& c) {
  const bool insists = refusal(w, m, c, choice(m, c)).has_value();
  if (insists) c.ask_nearest();
  accept(w, c, choice(m, c), insists);
}

/// The desk sees all beds and teams: one call, to the nearest hospital that accepts.
void Way::ask_desk(With<Hospital, Pregnancy> w, const Model& m, Case& c) {
  while (c.attempt() + 1u < hospitals_for(m, c).size() && refusal(w, m, c, choice(m, c))) c.ask_next();
  accept_or_insist(w, m, c);
  c.call_until(w.now() + call(w, m, c));
}

/// The puskesmas calls one hospital after another while the vehicle is sought.
void Way::ask_by_telephone(With<Hospital, Pregnancy> w, const Model& m, Case& c) {
  const Time last_call = c.steps().decided() + m.p.way.insist;
  Time until = w.now() + call(w, m, c);
  while (until < last_call && c.attempt() + 1u < hospitals_for(m, c).size()) {
    const auto reason = refusal(w, m, c, choice(m, c));
    if (!reason) break;
    refuse(w, c, choice(m, c), *reason);
    until += call(w, m, c);
  }
  c.call_until(until);
  accept_or_insist(w, m, c);
}

void Way::answer(With<Emergency, Hospital, Pregnancy, Programme, Transport> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  if (!c.accepted()) {
    const bool last = asks_no_more(w, m, c);
    if (last) c.ask_nearest();
    const auto reason = refusal(w, m, c, choice(m, c));
    if (reason && !last) {
      refuse(w, c, choice(m, c), *reason);
      return wait(w, c, slot, call(w, m, c));
    }
    accept(w, c, choice(m, c), reason.has_value());
  }
  seek_vehicle(w, m, slot);
}

/// She stands at the door, unannounced if no hospital has accepted her.
void Way::knock(With<Emergency, Hospital, Pregnancy> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.leave_ambulance();
  if (!c.accepted()) {
    const bool last = asks_no_more(w, m, c);
    const auto reason = refusal(w, m, c, c.hospital());
    if (reason && !last) {
      refuse(w, c, c.hospital(), *reason);
      c.turn_away(w.now());
      Draws g = w.draws(c.name(), way_draws::trip, 16 + m.facility_occasion(c.hospital()));
      return wait(w, c, slot, spread(g, m, m.p.way.call, m.p.way.call_sigma));
    }
    accept(w, c, c.hospital(), reason.has_value());
  }
  arrive(w, m, slot);
}

void Way::to_next_door(With<Emergency> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  const HospitalId from = c.hospital();
  c.leave_for_hospital(choice(m, c), w.now());
  w.tell(c.name(), Told::departs, 1, told(c.hospital()));
  wait(w, c, slot, m.travel(m.hospitals[from], m.hospitals[c.hospital()]) * Transport::hindrance(m, w.now()));
}

}  // namespace darah
