#include "model/place/transport.hpp"

#include "core/distribution.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose driver_draw = purpose(0x07, 1);

}  // namespace

void Transport::start(World&, const Model& m) {
  for (const std::int64_t n : m.p.network.ambulances) ambulances.emplace_back(static_cast<std::uint32_t>(n));
  due_.resize(ambulances.size());
}

void Transport::handle(World& w, const Model& m, Kind kind, const Event& e) {
  if (kind != Kind::back) return;
  --due_[e.index()];
  if (const auto next = ambulances[e.index()].release(w.now())) w.referral.ambulance_granted(w, m, *next);
}

bool Transport::driver(const World& w, const Model& m, std::uint32_t catchment) const {
  if (!m.night(w.now())) return true;
  // One answer for the whole night, which spans midnight.
  const auto night = static_cast<std::uint64_t>(Model::day_number(w.now() + hours(12)));
  Draws g = w.draws(m.catchment_names[catchment], driver_draw, night, Use::again);
  return bernoulli(g, m.p.transport.night_driver);
}

bool Transport::call(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (ambulances[c.catchment].capacity() == 0 || !driver(w, m, c.catchment)) return false;
  if (ambulances[c.catchment].request(w.now(), slot)) {
    c.set(Case::in_ambulance);
    return true;
  }
  c.set(Case::waits_for_ambulance);
  return false;
}

void Transport::withdraw(World& w, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (!c.is(Case::waits_for_ambulance)) return;
  c.clear(Case::waits_for_ambulance);
  (void)ambulances[c.catchment].withdraw(w.now(), slot);
}

void Transport::busy_until(World& w, std::uint32_t catchment, Time at) {
  ++due_[catchment];
  w.schedule<Transport>(at, Kind::back, catchment);
}

double Transport::hindrance(const Model& m, Time t) const {
  return (m.night(t) ? m.p.transport.hindered : 1.0) * (m.day(t).wet ? m.p.transport.hindered : 1.0);
}

bool Transport::conserved(const World& w, const Model&) const {
  thread_local std::vector<std::uint32_t> taken, in_line;  // kept: events allocate nothing
  taken.assign(due_.begin(), due_.end());
  in_line.assign(due_.size(), 0);
  for (const Case& c : w.emergency.cases) {
    if (c.woman == Element::none) continue;
    // Once under way the vehicle is accounted for by its coming back.
    taken[c.catchment] += c.is(Case::in_ambulance) && c.stage == Case::Stage::waiting;
    in_line[c.catchment] += c.is(Case::waits_for_ambulance);
  }
  for (std::size_t c = 0; c < ambulances.size(); ++c) {
    if (ambulances[c].busy() != taken[c] || ambulances[c].waiting() != in_line[c]) return false;
    if (ambulances[c].busy() > ambulances[c].capacity()) return false;
  }
  return true;
}

void Transport::start_measuring(World& w) {
  for (Resource& a : ambulances) a.reset_books(w.now());
}

void Transport::finish_measuring(World& w, const Model& m) {
  for (std::size_t c = 0; c < ambulances.size(); ++c) {
    w.add<Transport>(Measured::ambulance_busy, ambulances[c].busy_time(w.now()),
                     m.p.network.catchment_district[c].index);
    w.add<Transport>(Measured::ambulance_capacity, ambulances[c].capacity() * (m.end - m.start).us,
                     m.p.network.catchment_district[c].index);
  }
}

}  // namespace darah
