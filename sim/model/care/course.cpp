// The part of Way in which she is in hospital, and in which her emergency ends.
#include <algorithm>

#include "core/distribution.hpp"
#include "model/care/spread.hpp"
#include "model/care/way.hpp"
#include "model/care/way_draws.hpp"
#include "model/world/world.hpp"

namespace darah {

void Way::arrive(With<Emergency, Pregnancy> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.arrive(w.now());
  w.tell(c.name(), Told::arrived, 0, told(c.hospital()));
  if (c.counts() && c.sent_on() == 0) w.add<Way>(Measured::referrals, 1, c.district(), c.month());
  (void)give_first_aid(w, m, c, slot);
  const ProgrammeParameters& p = m.p.programme;
  Duration delay = m.p.way.triage;
  Draws g = w.draws(c.name(), way_draws::desk, c.sent_on() > 0 ? m.facility_occasion(c.hospital()) : 0);
  if (w.pregnancy().women[c.woman()].is(Woman::insured) &&
      bernoulli(g, p.not_found[Programme::segment(w, m, c.of_woman())])) {
    delay += spread(g, m, p.jkn_desk, p.jkn_desk_sigma);
  }
  wait(w, c, slot, delay);
}

void Way::receive(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.receive();
  if (c.blood().requested()) w.mother_blood().meet(w, m, c, slot);
  if (const auto lack = lacking(w, m, c)) return look_at(w, m, slot, *lack);
  if (!c.blood().requested() && c.needs_blood()) w.mother_blood().request(w, m, c, slot);
  if (lacks_blood(w, m, c)) return look_at(w, m, slot, Lack::blood);
  admit(w, m, slot);
}

void Way::admit(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  if (!c.has_bed()) w.hospital().ask_for_bed(w, c, slot);
  if (c.waits_for_bed()) return wait(w, c, slot, m.p.hospital.corridor);
  begin_care(w, m, slot);
}

void Way::bed_granted(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.get_bed();
  w.tell(c.name(), Told::bed);
  if (c.stage() == Case::Stage::corridor) begin_care(w, m, slot);
}

void Way::begin_care(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  w.cancel(c.timers().step);
  c.begin_care(w.now());
  if (c.needs_surgery()) {
    if (const auto ready_in = w.hospital().ask_for_team(w, m, c, slot)) wait(w, c, slot, *ready_in);
  }
  check_care(w, m, slot);
}

void Way::team_granted(With<Emergency, Hospital> w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  wait(w, c, slot, w.hospital().give_team(w, m, c, slot));
}

void Way::surgery_ready(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.surgery_ready(w.now());
  w.tell(c.name(), Told::ready);
  if (!c.needs_blood() || c.blood().given(Needed::red_cells) > 0) return operate(w, m, slot);
  c.wait_for_blood();
  w.hospital().hold_team(w, m, c, slot);
  w.set<Way>(c.timers().cut, w.now() + m.p.hospital.surgery_wait, Kind::cut, slot, priority::maternal);
}

void Way::operate(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  w.cancel(c.timers().cut);
  w.hospital().operate(w, c, slot);
  w.emergency().pace(w, m, slot);
  check_care(w, m, slot);
}

void Way::blood_came(AroundHer w, const Model& m, CaseId slot) {
  w.emergency().pace(w, m, slot);
  const Case& c = w.emergency().of(slot);
  if (c.surgery_waits() && c.blood().given(Needed::red_cells) > 0) {
    operate(w, m, slot);
  } else {
    check_care(w, m, slot);
  }
}

/// Whether she has what definitive care takes: an operation if she needs one, and enough blood.
void Way::check_care(AroundHer w, const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  if (c.stage() != Case::Stage::receiving) return;
  if (c.needs_surgery() && !c.operated()) return;
  if (c.needs_blood()) {
    const double half = m.p.emergency.half;
    if (!c.blood().enough_red_cells(half)) return;
    const Time without = c.blood().enough_at() + m.p.emergency.component_wait;
    if (!c.blood().enough_of_all(half) && w.now() < without) {
      w.set<Way>(c.timers().cut, without, Kind::cut, slot, priority::maternal);
      return;
    }
  }
  treat(w, m, slot);
}

void Way::treat(AroundHer w, const Model& m, CaseId slot) {
  const bool dies = w.emergency().treat(w, m, slot);
  if (w.emergency().of(slot).is_probe()) return end_probe(w, m, slot, true);
  if (dies) return end_in_death(w, m, slot, true);
  const Case& c = w.emergency().of(slot);
  Emergency::book_survival(w, m, c);
  w.emergency().may_follow(w, m, c, 1);
  leave(w, m, slot, true);
}

void Way::die(AroundHer w, const Model& m, CaseId slot) {
  if (w.emergency().of(slot).is_probe()) return end_probe(w, m, slot, false);
  end_in_death(w, m, slot, false);
}

/// Her chance of death, had each delay been zero; `treated`: with definitive care, which ends her way.
EnumArray<Delay, double> Way::risks_without(const Model& m, const Case& c, Time now, bool treated) {
  EnumArray<Delay, double> risks;
  for (const Delay delay : every<Delay>) {
    const Duration left = treated ? Duration{} : to_go(m, c, now, delay);
    risks[delay] = Emergency::risk_without(m, c, delay, left);
  }
  return risks;
}

void Way::end_probe(AroundHer w, const Model& m, CaseId slot, bool treated) {
  Case& c = w.emergency().of(slot);
  c.advance(w.now());
  const double risk = treated ? Emergency::risk(m, c) : 1;
  w.probe().book(w, m, c, {risk, risks_without(m, c, w.now(), treated), treated});
  if (treated && risk < 1 && w.emergency().may_follow(w, m, c, 1 - risk)) w.probe().live_on(c.probe());
  leave(w, m, slot, false);
}

void Way::end_in_death(AroundHer w, const Model& m, CaseId slot, bool of_residual) {
  Case& c = w.emergency().of(slot);
  c.advance(w.now());
  std::uint8_t saved_by = 0;
  const EnumArray<Delay, double> risks = risks_without(m, c, w.now(), of_residual);
  for (const Delay delay : every<Delay>) {
    if (c.onset().outcome_draw >= risks[delay])
      saved_by = static_cast<std::uint8_t>(saved_by | 1U << index_of(delay));
  }
  Emergency::book_death(w, m, c, of_residual, saved_by);
  const WomanId woman = c.woman();
  leave(w, m, slot, false);
  w.pregnancy().close(w, m, woman);
}

void Way::outlive(With<BloodCentre, Emergency, Hospital, MotherBlood, Pregnancy, Probe, Transport> w,
                  const Model& m, CaseId slot) {
  Case& c = w.emergency().of(slot);
  c.advance(w.now());
  w.tell(c.name(), Told::outlived);
  Emergency::book_survival(w, m, c);
  if (c.is_probe()) w.probe().book(w, m, c, {});
  leave(w, m, slot, true);
}

/// The case is over: she gives back all that she holds or waits for.
void Way::leave(With<BloodCentre, Emergency, Hospital, MotherBlood, Pregnancy, Probe, Transport> w,
                const Model& m, CaseId slot, bool alive) {
  Case& c = w.emergency().of(slot);
  w.transport().withdraw(w, c, slot);
  const ProbeId probe = c.probe();
  const WomanId woman = c.woman();
  if (c.in_ambulance() && c.stage() == Case::Stage::waiting) w.transport().turn_back(w, c);
  w.hospital().leave(w, m, c, slot, alive);
  w.mother_blood().leave(w, m, c, slot, alive);
  w.emergency().release(w, slot);
  if (!probe || w.probe().lives_on(probe)) return;
  w.pregnancy().forget_copy(w, woman);
  w.probe().close(probe);
}

namespace {

/// The steps that her stage leaves before her until she is in hospital, by their medians: add(step,
/// duration).
template <class Add>
void add_road(const Model& m, const Case& c, Duration to_next_hospital, Add&& add) {
  const WayParameters& p = m.p.way;
  const TransportParameters& t = m.p.transport;
  const bool home = c.place() == Place::home;
  const Duration leave = home ? t.leave_home : Duration{};
  const Duration vehicle = !t.public_transport ? std::max(leave, t.call_out)
                           : home              ? leave + t.wait_home
                                               : t.wait_primary;
  switch (c.stage()) {
    case Case::Stage::recognising:
      add(Step::refer, c.decide_in());
      [[fallthrough]];
    case Case::Stage::deciding:
      if (c.place() == Place::hospital) break;
      if (!home) add(Step::accept, p.call);
      add(Step::vehicle, vehicle);
      add(Step::travel, m.p.network.travel[c.catchment()]);
      break;
    case Case::Stage::waiting:
      add(Step::travel, m.p.network.travel[c.catchment()]);
      break;
    case Case::Stage::to_puskesmas:
      add(Step::stabilise, p.poned_stay);
      [[fallthrough]];
    case Case::Stage::at_puskesmas:
      add(Step::accept, p.call);
      [[fallthrough]];
    case Case::Stage::calling:
      add(Step::vehicle, vehicle);
      add(Step::travel, m.p.network.travel[c.catchment()]);
      break;
    case Case::Stage::asking:
      add(Step::travel, to_next_hospital);
      break;
    case Case::Stage::looked_at:
      add(Step::onward, p.wait_onward + to_next_hospital);
      add(Step::triage, p.triage);
      return;
    case Case::Stage::sent_on:
      add(Step::onward, to_next_hospital);
      add(Step::triage, p.triage);
      return;
    default:
      break;
  }
  if (c.arrived().us == 0 && c.place() != Place::hospital) add(Step::triage, p.triage);
}

/// From her reception on: a bed, then a team and the theatre, and blood at the same time.
Duration care_to_go(const Model& m, const Case& c, Time now) {
  const HospitalParameters& p = m.p.hospital;
  const bool ponek = c.hospital() && m.p.network.ponek[m.hospitals[c.hospital()]];
  Duration surgery{}, blood{};
  if (c.holds_team() && !c.surgery_stands_ready()) {
    surgery = c.until() - now;
  } else if (c.needs_surgery() && !c.surgery_stands_ready()) {
    surgery = (ponek ? p.team : p.on_call) + p.theatre;
  }
  if (c.stage() == Case::Stage::corridor) surgery += c.until() - now;
  if (c.needs_blood() && !c.blood().enough_red_cells(m.p.emergency.half)) {
    const Time last = c.blood().last();
    const MotherBloodParameters& b = m.p.mother_blood;
    blood = !c.blood().requested() ? b.crossmatch : last > now ? last - now : b.replacement;
  }
  return std::max(surgery, blood);
}

}  // namespace

Duration Way::to_go(const Model& m, const Case& c, Time now, Delay left_out) {
  Duration left{};
  const auto add = [&](Step s, Duration d) {
    if (m.emergency_plan.delay_of()[s] != left_out) left += std::max(Duration{}, d);
  };
  // In line where nothing but an ambulance comes: one that is idle takes its call-out.
  const bool in_line = c.waits_for_ambulance() && c.departs() == Time::never();
  if (!c.received() || c.stage() == Case::Stage::looked_at)
    add(c.steps().present(), in_line ? m.p.transport.call_out : c.until() - now);
  const Duration to_next_hospital = c.stage() == Case::Stage::asking
                                        ? m.travel(m.hospitals[c.hospital()], m.hospitals[choice(m, c)])
                                        : onward_to_go(m, c);
  add_road(m, c, to_next_hospital, add);
  add(Step::blood, care_to_go(m, c, now));
  return left;
}

}  // namespace darah
