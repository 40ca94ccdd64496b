#include "model/place/transport.hpp"

#include <algorithm>
#include <utility>

#include "core/distribution.hpp"
#include "model/place/vicinity.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose driver_draw = purpose(0x07, 1);

}  // namespace

TransportPlan::TransportPlan(const Model& m) : TransportPlan(m.p) {}

TransportPlan::TransportPlan(const Parameters& p) : helpers(p.catchments.size()) {
  const Duration reach = p.transport.help_within;
  if (reach.us <= 0) return;
  // Catchments by their nearest hospital, and by hospital those whose roads are short enough.
  Table<FacilityId, std::vector<CatchmentId>> around(p.facilities.size());
  for (const CatchmentId c : p.catchments.ids()) around[p.network.nearest_to(c)].push_back(c);
  std::vector<FacilityId> hospitals;
  for (const FacilityId f : p.facilities.ids()) {
    if (!around[f].empty()) hospitals.push_back(f);
  }
  const auto near = nearest_facilities(p.network, hospitals, hospitals, reach.as_hours() * p.network.speed,
                                       hospitals.size());
  auto nearby = near.begin();
  for (const FacilityId hospital : hospitals) {
    for (const CatchmentId c : around[hospital]) {
      std::vector<std::pair<Duration, CatchmentId>> ways;
      for (const FacilityId f : *nearby) {
        for (const CatchmentId from : around[f]) {
          const Duration way = Transport::way(p, from, c);
          if (from != c && way <= reach && Transport::ambulances_of(p, from) > 0)
            ways.emplace_back(way, from);
        }
      }
      std::sort(ways.begin(), ways.end());
      for (const auto& [way, from] : ways) helpers[c].push_back(from);
    }
    ++nearby;
  }
}

void Transport::start(Services, const Model& m) {
  for (const CatchmentId c : m.p.network.ambulances.ids())
    ambulances_.push_back(Resource<CaseId>(static_cast<std::uint32_t>(ambulances_of(m.p, c))));
  due_.resize(ambulances_.size());
  constexpr std::size_t room = 16;
  line_.reserve(room * ambulances_.size());
}

/// Who waits under an arm's past may be helped from now on.
void Transport::start_policy(With<Emergency, Way> w, const Model& m) {
  drivers_come(w, m);
  for (const CaseId slot : line_) await_drivers(w, m, w.emergency().of(slot).catchment());
}

void Transport::handle(With<Emergency, Way> w, const Model& m, Kind kind, const Event& e) {
  if (kind == Kind::drivers) return drivers_come(w, m);
  const CatchmentId catchment{e.index()};
  --due_[catchment];
  ambulances_[catchment].free(w.now());
  serve(w, m, catchment);
}

/// An ambulance that is back has its driver with it: who waits in its own catchment is first, then whom it
/// may help. A probe takes nothing, so that who waits behind her is served too.
void Transport::serve(With<Emergency, Way> w, const Model& m, CatchmentId freed) {
  const auto send_to = [&](auto&& whom) {
    for (std::size_t i = 0; i < line_.size() && ambulances_[freed].idle() > 0;) {
      if (whom(w.emergency().of(line_[i]).catchment())) {
        send_from_line(w, m, i, freed);
      } else {
        ++i;
      }
    }
  };
  send_to([&](CatchmentId c) { return c == freed; });
  send_to([&](CatchmentId c) {
    const std::vector<CatchmentId>& helpers = m.transport_plan.helpers[c];
    return std::find(helpers.begin(), helpers.end(), freed) != helpers.end();
  });
}

/// The night is over: ambulances that stood without a driver come to who waits, in the order of their calls.
void Transport::drivers_come(With<Emergency, Way> w, const Model& m) {
  for (std::size_t i = 0; i < line_.size();) {
    if (const auto from = ready_for(w, m, w.emergency().of(line_[i]).catchment())) {
      send_from_line(w, m, i, *from);
    } else {
      ++i;
    }
  }
}

void Transport::send_from_line(With<Emergency, Way> w, const Model& m, std::size_t place, CatchmentId from) {
  const CaseId slot = line_[place];
  line_.erase(line_.begin() + static_cast<std::ptrdiff_t>(place));
  send(w, m, w.emergency().of(slot), from);
  w.way().ambulance_granted(w, slot);
}

void Transport::send(Services w, const Model& m, Case& c, CatchmentId from) {
  if (!c.is_probe()) {
    [[maybe_unused]] const bool taken = ambulances_[from].try_request(w.now());
    DARAH_ENSURE(taken);
  }
  const bool helps = from != c.catchment();
  const Duration way = helps ? Transport::way(m.p, from, c.catchment()) * hindrance(m, w.now()) : Duration{};
  c.get_ambulance(from, w.now() + m.p.transport.call_out + way);
  if (helps && !c.is_probe() && m.day(w.now()).month >= 0)
    w.add<Transport>(Measured::ambulance_helps, 1, c.catchment());
}

bool Transport::stands_ready(Services w, const Model& m, CatchmentId catchment) const {
  return ambulances_[catchment].idle() > 0 && driver(w, m, catchment);
}

std::optional<CatchmentId> Transport::ready_for(Services w, const Model& m, CatchmentId catchment) const {
  if (stands_ready(w, m, catchment)) return catchment;
  for (const CatchmentId from : m.transport_plan.helpers[catchment]) {
    if (stands_ready(w, m, from)) return from;
  }
  return std::nullopt;
}

bool Transport::can_come(Services w, const Model& m, CatchmentId catchment) const {
  if (!m.p.transport.public_transport) return true;  // if not now, then when a driver comes
  const auto has = [&](CatchmentId c) { return ambulances_[c].capacity() > 0 && driver(w, m, c); };
  const std::vector<CatchmentId>& helpers = m.transport_plan.helpers[catchment];
  return has(catchment) || std::any_of(helpers.begin(), helpers.end(), has);
}

Duration Transport::way(const Parameters& p, CatchmentId from, CatchmentId to) {
  const NetworkParameters& n = p.network;
  const double km = road_km(n, n.nearest_to(from), n.nearest_to(to));
  return n.travel[from] + hours(1) * (km / n.speed) + n.travel[to];
}

bool Transport::driver(Services w, const Model& m, CatchmentId catchment) const {
  if (!m.night(w.now())) return true;
  // One answer for the whole night.
  Draws g = w.draws(m.catchment_names[catchment], driver_draw, Model::night_number(w.now()), Use::again);
  return bernoulli(g, m.p.transport.night_driver);
}

std::int64_t Transport::ambulances_of(const Parameters& p, CatchmentId catchment) {
  const std::int64_t there = p.network.ambulances[catchment];
  if (!p.transport.enough_ambulances) return there;
  return std::max(there, p.network.enough_ambulances[catchment]);
}

bool Transport::call(Services w, const Model& m, Case& c, CaseId slot) {
  const std::optional<CatchmentId> from = ready_for(w, m, c.catchment());
  if (!from && !can_come(w, m, c.catchment())) return false;
  if (!c.is_probe() && m.day(w.now()).month >= 0) {
    w.add<Transport>(Measured::ambulance_calls, 1, c.catchment());
    if (!from) w.add<Transport>(Measured::ambulance_waits, 1, c.catchment());
  }
  if (from) {
    send(w, m, c, *from);
    return true;
  }
  c.join_line_for_ambulance();
  line_.push_back(slot);
  await_drivers(w, m, c.catchment());
  return false;
}

/// Who waits where an ambulance may stand without its driver gets it in the morning.
void Transport::await_drivers(Services w, const Model& m, CatchmentId catchment) {
  if (m.p.transport.public_transport && m.transport_plan.helpers[catchment].empty()) return;
  if (!m.night(w.now()) || drivers_at_ > w.now()) return;
  drivers_at_ = w.now() + m.until_morning(w.now());
  w.schedule<Transport>(drivers_at_, Kind::drivers, std::uint32_t{0}, priority::shift);
}

void Transport::withdraw(Services, Case& c, CaseId slot) {
  if (!c.waits_for_ambulance()) return;
  c.leave_line_for_ambulance();
  line_.erase(std::find(line_.begin(), line_.end(), slot));
}

void Transport::departed(Services w, const Model& m, const Case& c) {
  if (c.is_probe()) return;
  count<Transport>(w, m, w.now(), c.in_ambulance() ? Measured::ambulance_trips : Measured::public_trips, 1,
                   c.district());
}

void Transport::turn_back(Services w, const Case& c) { back_at(w, c, w.now()); }

/// It goes back the way it came; another puskesmas's goes home from where it has brought her.
void Transport::sets_out(Services w, const Model& m, const Case& c, Duration trip) {
  const CatchmentId from = c.ambulance_of();
  const bool to_hospital = c.stage() == Case::Stage::travelling;
  Duration home = to_hospital ? trip : Duration{};
  if (from != c.catchment()) {
    const FacilityId nearest = m.p.network.nearest_to(from);
    const Duration road = to_hospital
                              ? m.p.network.travel[from] + m.travel(m.hospitals[c.hospital()], nearest)
                              : way(m.p, c.catchment(), from);
    home = road * hindrance(m, w.now());
  }
  back_at(w, c, w.now() + trip + home);
}

void Transport::back_at(Services w, const Case& c, Time at) {
  if (c.is_probe()) return;
  ++due_[c.ambulance_of()];
  w.schedule<Transport>(at, Kind::back, c.ambulance_of(), priority::freed);
}

double Transport::hindrance(const Model& m, Time t) {
  return (m.night(t) ? m.p.transport.hindered : 1.0) * (m.day(t).wet ? m.p.transport.hindered : 1.0);
}

bool Transport::conserved(const World& w, const Model&) const {
  thread_local Table<CatchmentId, std::uint32_t> taken;  // kept: events allocate nothing
  taken = due_;
  std::size_t waiting = 0;
  for (const Case& c : w.emergency.cases()) {
    if (!c.is_open()) continue;
    waiting += c.waits_for_ambulance();
    // Once under way the vehicle is accounted for by its coming back.
    if (c.in_ambulance() && c.stage() == Case::Stage::waiting && !c.is_probe()) ++taken[c.ambulance_of()];
  }
  for (const CatchmentId c : ambulances_.ids()) {
    if (ambulances_[c].busy() != taken[c] || ambulances_[c].busy() > ambulances_[c].capacity()) return false;
  }
  return waiting == line_.size() && std::all_of(line_.begin(), line_.end(), [&](CaseId slot) {
           return w.emergency.of(slot).waits_for_ambulance();
         });
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
