#include "model/place/transport.hpp"

#include <algorithm>

#include "core/distribution.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose driver_draw = purpose(0x07, 1);

}  // namespace

void Transport::start(Services, const Model& m) {
  for (const CatchmentId c : m.p.network.ambulances.ids())
    ambulances_.push_back(Resource<CaseId>(static_cast<std::uint32_t>(ambulances_of(m, c))));
  due_.resize(ambulances_.size());
}

void Transport::handle(With<Emergency, Way> w, const Model& m, Kind kind, const Event& e) {
  if (kind != Kind::back) return;
  const CatchmentId catchment{e.index()};
  --due_[catchment];
  ambulances_[catchment].free(w.now());
  ambulances_[catchment].serve(w.now(), [&](CaseId next) { w.way().ambulance_granted(w, m, next); });
}

bool Transport::driver(Services w, const Model& m, CatchmentId catchment) const {
  if (!m.night(w.now())) return true;
  // One answer for the whole night.
  Draws g = w.draws(m.catchment_names[catchment], driver_draw, Model::night_number(w.now()), Use::again);
  return bernoulli(g, m.p.transport.night_driver);
}

std::int64_t Transport::ambulances_of(const Model& m, CatchmentId catchment) {
  const std::int64_t there = m.p.network.ambulances[catchment];
  if (!m.p.transport.enough_ambulances) return there;
  return std::max(there, m.p.network.enough_ambulances[catchment]);
}

bool Transport::call(Services w, const Model& m, Case& c, CaseId slot) {
  Resource<CaseId>& ambulances = ambulances_[c.catchment()];
  if (ambulances.capacity() == 0 || !driver(w, m, c.catchment())) return false;
  const bool comes = c.ask(ambulances, w.now(), slot);
  if (!c.is_probe() && m.day(w.now()).month >= 0) {
    w.add<Transport>(Measured::ambulance_calls, 1, c.catchment());
    if (!comes) w.add<Transport>(Measured::ambulance_waits, 1, c.catchment());
  }
  if (comes) {
    c.get_ambulance();
  } else {
    c.join_line_for_ambulance();
  }
  return comes;
}

void Transport::withdraw(Services w, Case& c, CaseId slot) {
  if (!c.waits_for_ambulance()) return;
  c.leave_line_for_ambulance();
  Resource<CaseId>& ambulances = ambulances_[c.catchment()];
  (void)(c.is_probe() ? ambulances.look_away(slot) : ambulances.withdraw(w.now(), slot));
}

void Transport::departed(Services w, const Model& m, const Case& c) {
  if (c.is_probe()) return;
  count<Transport>(w, m, w.now(), c.in_ambulance() ? Measured::ambulance_trips : Measured::public_trips, 1,
                   c.district());
}

void Transport::back_at(Services w, const Case& c, Time at) {
  if (c.is_probe()) return;
  ++due_[c.catchment()];
  w.schedule<Transport>(at, Kind::back, c.catchment());
}

double Transport::hindrance(const Model& m, Time t) {
  return (m.night(t) ? m.p.transport.hindered : 1.0) * (m.day(t).wet ? m.p.transport.hindered : 1.0);
}

bool Transport::conserved(const World& w, const Model&) const {
  thread_local Table<CatchmentId, std::uint32_t> taken, in_line, looking;  // kept: events allocate nothing
  taken = due_;
  in_line.assign(due_.size(), 0);
  looking.assign(due_.size(), 0);
  for (const Case& c : w.emergency.cases()) {
    if (!c.is_open()) continue;
    // Once under way the vehicle is accounted for by its coming back.
    taken[c.catchment()] += c.in_ambulance() && c.stage() == Case::Stage::waiting && !c.is_probe();
    (c.is_probe() ? looking : in_line)[c.catchment()] += c.waits_for_ambulance();
  }
  for (const CatchmentId c : ambulances_.ids()) {
    if (ambulances_[c].busy() != taken[c] || ambulances_[c].waiting() != in_line[c]) return false;
    if (ambulances_[c].looking() != looking[c]) return false;
    if (ambulances_[c].busy() > ambulances_[c].capacity()) return false;
  }
  return true;
}

void Transport::start_measuring(Services w) {
  for (Resource<CaseId>& a : ambulances_) a.reset_books(w.now());
}

void Transport::finish_measuring(Services w, const Model& m) {
  for (const CatchmentId c : ambulances_.ids()) {
    w.add<Transport>(Measured::ambulance_busy, ambulances_[c].busy_time(w.now()), m.district_of(c));
    w.add<Transport>(Measured::ambulance_capacity, ambulances_[c].capacity() * (m.end - m.start).us,
                     m.district_of(c));
    const auto pay = [&](Measured what, Money price, double n) {
      w.add<Transport>(what, std::llround(static_cast<double>(price.rupiah) * n), m.district_of(c));
    };
    if (ambulances_[c].capacity() == 0) continue;
    pay(Measured::driver_money, m.p.transport.driver_price,
        m.p.transport.night_driver * (m.end - m.start).as_days() * ambulances_[c].capacity());
    pay(Measured::running_money, m.p.transport.running_price,
        Duration{ambulances_[c].busy_time(w.now())} / hours(1));
  }
}

}  // namespace darah
