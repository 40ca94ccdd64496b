// The part of Way in which a hospital that lacks what a woman needs sends her on to another.
#include <algorithm>

#include "core/distribution.hpp"
#include "model/care/mother_stock.hpp"
#include "model/care/spread.hpp"
#include "model/care/way.hpp"
#include "model/care/way_draws.hpp"
#include "model/world/world.hpp"

namespace darah {
bool Way::lacks(AroundHer w, const Model& m, const Case& c, HospitalId hospital, Lack lack) {
  switch (lack) {
    case Lack::ponek:
      return !m.p.network.ponek[m.hospitals[hospital]];
    case Lack::theatre:
      return c.needs_surgery() && !Hospital::operates(w, m, hospital);
    case Lack::specialist:
      return prejudiced(w, m, c, hospital);
    default:
      return c.needs_blood() && !(hospital == c.hospital() ? c.blood().enough_promised(m.p.emergency.half)
                                                           : MotherStock::would_do(w, m, c, hospital));
  }
}

/// A hospital with PONEK and a theatre, where she needs one, that has not sent her on already.
bool Way::has_what_she_lacks(AroundHer w, const Model& m, const Case& c, HospitalId hospital, Lack lack) {
  return hospital != c.hospital() && !c.sent_on_by(hospital) && !lacks(w, m, c, hospital, Lack::theatre) &&
         !lacks(w, m, c, hospital, lack);
}

bool Way::may_be_sent_on(AroundHer w, const Model& m, const Case& c, Lack lack) {
  const std::vector<HospitalId>& others = m.way_plan.onward[c.hospital()];
  return lacks(w, m, c, c.hospital(), lack) &&
         std::any_of(others.begin(), others.end(),
                     [&](HospitalId hospital) { return has_what_she_lacks(w, m, c, hospital, lack); });
}

std::optional<Lack> Way::lacking(AroundHer w, const Model& m, const Case& c) {
  if (c.sent_on() >= static_cast<std::size_t>(m.p.way.most_onward)) return std::nullopt;
  Draws g = w.draws(c.name(), way_draws::onward, m.facility_occasion(c.hospital()));
  for (const Lack lack : {Lack::ponek, Lack::theatre, Lack::specialist}) {
    if (bernoulli(g, m.p.way.onward[index_of(lack)]) && may_be_sent_on(w, m, c, lack)) return lack;
  }
  return std::nullopt;
}

bool Way::lacks_blood(AroundHer w, const Model& m, const Case& c) {
  if (c.sent_on() >= static_cast<std::size_t>(m.p.way.most_onward)) return false;
  Draws g = w.draws(c.name(), way_draws::onward_blood, m.facility_occasion(c.hospital()));
  return bernoulli(g, m.p.way.onward[index_of(Lack::blood)]) && may_be_sent_on(w, m, c, Lack::blood);
}

void Way::look_at(AroundHer w, const Model& m, CaseId slot, Lack lack) {
  Case& c = w.emergency().of(slot);
  c.look(lack, w.now());
  w.tell(c.name(), Told::looked_at, static_cast<std::int32_t>(index_of(lack)));
  Draws g = w.draws(c.name(), way_draws::first_look, m.facility_occasion(c.hospital()));
  wait(w, c, slot, spread(g, m, m.p.way.first_look, m.p.way.facility_sigma));
}

/// The nearest hospital that has what she lacks and accepts her, if one does, and until when it is called. A
/// desk knows it at once; else one is called after another.
std::optional<HospitalId> Way::ask_onward(AroundHer w, const Model& m, Case& c) {
  const bool desk = m.p.network.desk[m.district_of(m.hospitals[c.hospital()])];
  const Time last_call = w.now() + m.p.way.insist;
  Time until = w.now();
  for (const HospitalId next : m.way_plan.onward[c.hospital()]) {
    if (!has_what_she_lacks(w, m, c, next, c.lack())) continue;
    const auto reason = refusal(w, m, c, next);
    if (desk && reason) continue;
    Draws g = w.draws(c.name(), way_draws::onward_call, m.facility_occasion(next), Use::again);
    until += spread(g, m, m.p.way.call, m.p.way.call_sigma);
    if (!reason) {
      c.call_until(until);
      return next;
    }
    book_refusal(w, c, next, *reason);
    if (until >= last_call) break;
  }
  return std::nullopt;
}

/// The first look is over: she is sent on, or kept where no other takes her or blood has come meanwhile.
void Way::looked_at(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  if (lacks(w, m, c, c.hospital(), c.lack())) {
    if (const auto next = ask_onward(w, m, c)) return send_on(w, m, slot, *next);
  }
  c.keep();
  w.tell(c.name(), Told::kept);
  if (!c.blood().requested() && c.needs_blood()) w.mother_blood().request(w, m, c, slot);
  admit(w, m, slot);
}

void Way::send_on(AroundHer w, const Model& m, CaseId slot, HospitalId next) {
  Case& c = w.emergency().of(slot);
  const HospitalId from = c.hospital();
  if (c.counts()) w.add<Way>(Measured::onward, 1, c.district(), c.month(), c.lack());
  w.hospital().let_go(w, c);
  w.mother_blood().let_go(w, m, c, slot);
  c.send_on(next, w.hospital().take_bed(w, c, next));
  w.tell(c.name(), Told::accepted, 0, told(next));
  announce(w, m, c, m.p.network.desk[m.district_of(m.hospitals[from])], m.facility_occasion(next));
  if (c.notified() && c.needs_blood() && w.pregnancy().women[c.woman()].is(Woman::group_known))
    w.mother_blood().request(w, m, c, slot);
  Draws g = w.draws(c.name(), way_draws::onward_wait, m.facility_occasion(from));
  const Duration vehicle = spread(g, m, m.p.way.wait_onward, m.p.transport.wait_sigma);
  wait(w, c, slot, std::max(vehicle, c.called_until() - w.now()));
}

void Way::leave_for_next(With<Emergency> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  const HospitalId from = c.sent_on_from();
  c.leave_for_next();
  w.tell(c.name(), Told::departs, 1, told(c.hospital()), 1);
  Draws g = w.draws(c.name(), way_draws::onward_trip, m.facility_occasion(from));
  const double z = spread(g, m, m.p.transport.trip_sigma);
  wait(w, c, slot, stretch(road_onward(m, from, c.hospital()), Transport::hindrance(m, w.now()) * z));
}

Duration Way::road_onward(const Model& m, HospitalId from, HospitalId to) {
  const Duration road = m.travel(m.hospitals[from], m.hospitals[to]);
  return std::max(road, hours(1) * (m.p.mother_blood.least_road.km / m.p.network.speed));
}

Duration Way::onward_to_go(const Model& m, const Case& c) {
  if (c.stage() == Case::Stage::sent_on) return road_onward(m, c.sent_on_from(), c.hospital());
  if (c.stage() != Case::Stage::looked_at) return {};
  for (const HospitalId next : m.way_plan.onward[c.hospital()]) {
    if (next != c.hospital() && !c.sent_on_by(next)) return road_onward(m, c.hospital(), next);
  }
  return {};
}

}  // namespace darah
