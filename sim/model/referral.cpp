#include "model/referral.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/world.hpp"

namespace darah {
namespace {

using Stage = Case::Stage;

// Draws of a woman's way, each keyed by her alone, or by her and a hospital.
constexpr Purpose way = purpose(0x08, 1);      // where, decision
constexpr Purpose vehicle = purpose(0x08, 2);  // occasion 0 from home, 1 from a puskesmas or clinic
constexpr Purpose trip = purpose(0x08, 3);     // occasion as above; 16 + hospital code between hospitals
constexpr Purpose primary_care = purpose(0x08, 4);
constexpr Purpose call_draw = purpose(0x08, 5);     // by hospital
constexpr Purpose refusal_draw = purpose(0x08, 6);  // by hospital
constexpr Purpose desk_draw = purpose(0x08, 7);
constexpr Purpose team_draws = purpose(0x08, 8);
constexpr Purpose blood_draws = purpose(0x08, 9);
constexpr Purpose replacement_draws = purpose(0x08, 10);  // by search
constexpr Purpose background_draw = purpose(0x08, 11);    // by hospital and shift
constexpr Purpose theatre_down = purpose(0x08, 12);       // by hospital and night
constexpr Purpose exchange_draw = purpose(0x08, 14);      // by blood centre
constexpr Purpose team_in_primary = purpose(0x08, 13);    // by catchment and shift

constexpr std::uint32_t nil = 0xffffffff;
constexpr std::uint32_t caesarean_token = Event::max_index;
constexpr std::uint32_t replacement_children = 16;  // child ordinals below it are candidates
constexpr std::uint16_t most_searches = 20;
constexpr Duration shift_length = hours(8);

std::uint64_t shift(Time t) { return static_cast<std::uint64_t>(t.us / shift_length.us); }
/// Nights span midnight and count as one.
std::uint64_t night_number(Time t) { return static_cast<std::uint64_t>(Model::day_number(t + hours(12))); }

std::uint64_t hospital_occasion(const Model& m, std::uint32_t hospital) {
  return m.facility_occasion(m.hospitals[hospital]);
}

}  // namespace

ReferralPlan::ReferralPlan(const Model& m, const Parameters& base) {
  const NetworkParameters& n = m.p.network;
  for (const Index from : m.hospitals) {
    std::vector<std::pair<double, bool>> far(m.hospitals.size());  // PONEK first among equally distant ones
    std::vector<std::uint32_t> order(m.hospitals.size());
    std::iota(order.begin(), order.end(), 0u);
    for (const std::uint32_t h : order) far[h] = {m.road_km(from, m.hospitals[h]), !n.ponek[m.hospitals[h]]};
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return far[a] < far[b]; });
    hospitals_by_distance.push_back(std::move(order));
  }
  // Simulated births and emergencies fill part of the beds; others fill the rest up to the stated occupancy.
  std::vector<double> own_beds(m.hospitals.size());
  double emergencies = 0;
  for (const double rate : m.p.emergency.rate) emergencies += rate / 1000;
  for (std::size_t c = 0; c < m.p.catchments.size(); ++c) {
    const double births =
        n.births[n.catchment_district[c].index].per_day * m.pregnancy_plan.share_of_district[c];
    own_beds[m.hospital_at[n.nearest_hospital[c].index]] +=
        births * emergencies * m.p.referral.stay_caesarean.as_days();
  }
  for (std::size_t d = 0; d < m.p.districts.size(); ++d) {
    const double stay = base.pregnancy.caesarean * m.p.referral.stay_caesarean.as_days() +
                        (1 - base.pregnancy.caesarean) * m.p.referral.stay_vaginal.as_days();
    const double women = n.births[d].per_day * n.facility_births[d] * n.hospital_share[d] * stay;
    const auto& hospitals = m.pregnancy_plan.hospitals[d];
    for (std::size_t i = 0; i < hospitals.size(); ++i) {
      const double from = i == 0 ? 0 : m.pregnancy_plan.hospital_share[d][i - 1];
      own_beds[hospitals[i]] += women * (m.pregnancy_plan.hospital_share[d][i] - from);
    }
  }
  for (std::size_t h = 0; h < m.hospitals.size(); ++h) {
    const double filled = m.p.referral.occupancy * static_cast<double>(n.beds[m.hospitals[h]]);
    background.push_back(std::max(0.0, filled - own_beds[h]));
  }
}

void Referral::start(World&, const Model& m) {
  for (const Index f : m.hospitals) {
    beds.emplace_back(static_cast<std::uint32_t>(m.p.network.beds[f]));
    teams.emplace_back(static_cast<std::uint32_t>(m.p.network.teams[f]));
  }
  bound_.resize(m.hospitals.size());
  for (std::size_t h = 0; h < teams.size(); ++h) bound_[h].reserve(teams[h].capacity());
  beds_due_.resize(m.hospitals.size());
  teams_due_.resize(m.hospitals.size());
  others_.resize(m.hospitals.size());
  short_.resize(m.utds.size());
  for (auto& line : short_) line.reserve(64);
}

void Referral::handle(World& w, const Model& m, Kind kind, const Event& e) {
  const std::uint32_t i = e.index();
  switch (kind) {
    case Kind::step:
      if (w.scheduler.fires(w.emergency.cases[i].step, e)) step(w, m, i);
      break;
    case Kind::blood:
      if (w.scheduler.fires(w.emergency.cases[i].blood, e)) blood_arrives(w, m, i);
      break;
    case Kind::cut:
      if (w.scheduler.fires(w.emergency.cases[i].cut, e)) operate(w, m, i);
      break;
    case Kind::bed_free:
      --beds_due_[i];
      (void)beds[i].release(w.now());
      break;
    case Kind::stock:
      serve_short(w, m, i);
      break;
    case Kind::team_free:
      free_team(w, m, i);
      break;
    case Kind::count:
      break;
  }
}

void Referral::wait(World& w, std::uint32_t slot, Duration d) {
  w.set<Referral>(w.emergency.cases[slot].step, w.now() + std::max(Duration{}, d), Kind::step, slot,
                  priority::maternal);
}

void Referral::begin(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  w.pregnancy.settle_place(w, m, c.woman);
  const Woman& woman = w.pregnancy.women[c.woman];
  Draws g = w.draws(c.name, way);
  const bool away = bernoulli(g, m.p.emergency.away[index_of(c.cause)]);
  const bool companion = bernoulli(g, m.p.programme.companion_active);
  const double z = unit_normal(g), z_decide = unit_normal(g);
  c.place = away ? Place::home : woman.place;
  if (c.place == Place::hospital) {
    c.stage = Stage::deciding;
    c.hospital = woman.hospital;
    wait(w, slot, stretch(p.recognise_hospital, math::exp(p.facility_sigma * z)));
  } else if (c.place != Place::home) {
    c.stage = Stage::recognising;
    c.decide_in = stretch(p.decide_primary, math::exp(p.facility_sigma * z_decide));
    wait(w, slot, stretch(p.recognise_primary, math::exp(p.facility_sigma * z)));
  } else {
    double factor = m.p.emergency.decision[index_of(c.cause)];
    if (woman.is(Woman::dukun)) factor *= p.dukun;
    if (m.night(w.now())) factor *= p.night;
    if (woman.is(Woman::plan)) factor *= p.plan;
    if (woman.is(Woman::insured)) factor *= p.insured;
    if (woman.is(Woman::cash)) {
      if (w.programme.cash_in_hand(w, m, c.name, c.district, w.now())) factor *= p.cash;
      if (companion) factor *= p.companion;
    }
    c.stage = Stage::deciding;
    wait(w, slot, stretch(p.decision, factor * math::exp(p.decision_sigma * z)));
  }
}

void Referral::step(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  switch (c.stage) {
    case Stage::recognising:
      first_aid(w, m, slot);
      c.stage = Stage::deciding;
      wait(w, slot, c.decide_in);
      break;
    case Stage::deciding:
      c.decided = w.now();
      if (c.place == Place::hospital) {
        // After birth she lies in the bed she gave birth in; before it she needs one.
        if (!w.pregnancy.women[c.woman].is(Woman::born)) take_bed(w, c);
        c.set(Case::accepted);
        c.arrived = w.now();
        first_aid(w, m, slot);
        receive(w, m, slot);
      } else if (c.place == Place::home) {
        seek_vehicle(w, m, slot);
      } else {
        refer(w, m, slot);
      }
      break;
    case Stage::waiting:
      w.transport.withdraw(w, slot);
      if (c.called_until > w.now()) {
        // The vehicle stands ready and no hospital has accepted yet.
        c.searching_since = w.now();
        wait(w, slot, c.called_until - w.now());
      } else {
        accepted_now(w, c);
        depart(w, m, slot);
      }
      break;
    case Stage::to_puskesmas:
      c.place = Place::puskesmas;
      c.clear(Case::in_ambulance);
      first_aid(w, m, slot);
      c.stage = Stage::at_puskesmas;
      {
        Draws g = w.draws(c.name, primary_care, 1);
        wait(w, slot, lognormal(g, m.p.referral.poned_stay, m.p.referral.poned_sigma));
      }
      break;
    case Stage::at_puskesmas:
      refer(w, m, slot);
      break;
    case Stage::calling:
      answer(w, m, slot);
      break;
    case Stage::travelling:
      knock(w, m, slot);
      break;
    case Stage::arriving:
      receive(w, m, slot);
      break;
    case Stage::receiving:
      surgery_ready(w, m, slot);
      break;
  }
}

void Referral::first_aid(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const double full = m.p.emergency.first_aid[index_of(c.cause)];
  double aid = full;
  if (c.place == Place::puskesmas || c.place == Place::clinic) {
    // A PONED with its full team gives the whole stretch; one short of it, closed, or no PONED gives half.
    const bool poned = c.place == Place::puskesmas && m.p.network.poned[c.catchment];
    Draws g = w.draws(m.catchment_names[c.catchment], team_in_primary, shift(w.now()), Use::again);
    const bool open = bernoulli(g, m.p.referral.poned_open) || !m.night(w.now());
    const bool team = bernoulli(g, m.p.referral.poned_team);
    if (!(poned && open && team)) aid = 1 + (full - 1) / 2;
  }
  c.aid = std::max(c.aid, aid);
  w.emergency.pace(w, m, slot);
}

void Referral::seek_vehicle(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const TransportParameters& p = m.p.transport;
  const bool home = c.place == Place::home;
  c.stage = Stage::waiting;
  Draws g = w.draws(c.name, vehicle, home ? 0 : 1);
  const bool asks = !home || bernoulli(g, p.ambulance_home);
  const Duration leave = home ? lognormal(g, p.leave_home, p.leave_sigma) : Duration{};
  const Duration found = lognormal(g, home ? p.wait_home : p.wait_primary, p.wait_sigma);
  c.ready = w.now() + leave;
  const bool comes = asks && w.transport.call(w, m, slot);
  const Duration until = comes ? std::max(leave, p.call_out) : leave + found;
  c.departs = w.now() + until;
  wait(w, slot, until);
}

void Referral::ambulance_granted(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.clear(Case::waits_for_ambulance);
  c.set(Case::in_ambulance);
  // Public transport found meanwhile may come sooner; then the ambulance follows the same road.
  wait(w, slot, std::min(std::max(m.p.transport.call_out, c.ready - w.now()), c.departs - w.now()));
}

void Referral::depart(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const TransportParameters& t = m.p.transport;
  const bool home = c.place == Place::home;
  Draws g = w.draws(c.name, trip, home ? 0 : 1);
  const double z = unit_normal(g);
  const double u_boat = uniform01(g), u_stop = uniform01(g), z_boat = unit_normal(g);
  c.place = Place::on_the_way;
  Duration travel;
  const double hindrance = w.transport.hindrance(m, w.now());
  Duration boat{};
  if (home && u_boat < m.p.network.water_bound[c.catchment]) {
    boat = stretch(t.boat, math::exp(t.boat_sigma * z_boat));
  }
  if (home && u_stop < m.p.referral.puskesmas_first) {
    c.stage = Stage::to_puskesmas;
    travel = m.p.referral.to_puskesmas * hindrance + boat;
    if (c.is(Case::in_ambulance)) w.transport.busy_until(w, c.catchment, w.now() + travel);
  } else {
    c.stage = Stage::travelling;
    const std::uint32_t nearest = m.hospital_at[m.p.network.nearest_hospital[c.catchment].index];
    if (!c.is(Case::accepted)) c.hospital = choice(m, c);
    travel = m.p.network.travel[c.catchment] + m.travel(m.hospitals[nearest], m.hospitals[c.hospital]);
    travel = stretch(travel, hindrance * math::exp(t.trip_sigma * z)) + boat;
    // The ambulance goes back the way it came.
    if (c.is(Case::in_ambulance)) w.transport.busy_until(w, c.catchment, w.now() + travel + travel);
  }
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Transport>(
        c.is(Case::in_ambulance) ? Transport::Measured::ambulance_trips : Transport::Measured::public_trips,
        1, c.district, static_cast<std::size_t>(month));
  }
  wait(w, slot, travel);
}

std::uint32_t Referral::choice(const Model& m, const Case& c) const {
  const std::uint32_t nearest = m.hospital_at[m.p.network.nearest_hospital[c.catchment].index];
  const auto& order = m.referral_plan.hospitals_by_distance[nearest];
  return order[c.attempt % order.size()];
}

bool Referral::accepts(const World& w, const Model& m, const Case& c, std::uint32_t hospital) const {
  const ReferralParameters& p = m.p.referral;
  const Name facility = m.facility_names[m.hospitals[hospital]];
  Draws refusal = w.draws(c.name, refusal_draw, hospital_occasion(m, hospital), Use::again);
  const bool insured = w.pregnancy.women[c.woman].is(Woman::insured);
  if (bernoulli(refusal, insured ? p.refusal_insured : p.refusal_other)) return false;
  if (!bed_free(w, m, hospital)) return false;
  if (!c.is(Case::needs_surgery)) return true;
  if (m.p.network.ponek[m.hospitals[hospital]] && m.night(w.now())) {
    Draws down = w.draws(facility, theatre_down, night_number(w.now()), Use::again);
    if (bernoulli(down, p.team_down)) return false;
  }
  if (teams[hospital].idle() > 0) return true;
  const auto soon = [&](const Bound& bound) { return bound.until <= w.now() + p.team_patience; };
  return teams[hospital].waiting() == 0 &&
         std::any_of(bound_[hospital].begin(), bound_[hospital].end(), soon);
}

bool Referral::bed_free(const World& w, const Model& m, std::uint32_t hospital) const {
  // Women outside the simulation fill beds too, as many in every arm; drawn anew each shift.
  Others& others = others_[hospital];
  if (others.shift != shift(w.now())) {
    Draws g = w.draws(m.facility_names[m.hospitals[hospital]], background_draw, shift(w.now()), Use::again);
    others = {shift(w.now()), poisson_inverse(uniform01(g), m.referral_plan.background[hospital])};
  }
  return beds[hospital].busy() + others.women < beds[hospital].capacity();
}

void Referral::accepted_now(const World& w, Case& c) {
  c.accepting += c.searching(w.now());
  c.searching_since = c.asking_until = {};
}

bool Referral::insists(const World& w, const Model& m, const Case& c) const {
  return w.now() - c.decided >= m.p.referral.insist;
}

void Referral::take_bed(World& w, Case& c) {
  // A woman who insists lies in the corridor: she holds no bed.
  if (beds[c.hospital].try_request(w.now())) c.set(Case::in_bed);
  c.set(Case::accepted);
}

void Referral::refused(World& w, Case& c) {
  ++c.attempt;
  if (c.month >= 0) w.add<Referral>(Measured::refusals, 1, c.district, static_cast<std::size_t>(c.month));
}

void Referral::refer(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.stage = Stage::calling;
  c.attempt = 0;
  c.searching_since = w.now();
  if (w.agreement.notifies(w, m, c)) {
    c.set(Case::notified);
    c.notified_at = w.now();
    if (c.month >= 0) w.add<Referral>(Measured::notified, 1, c.district, static_cast<std::size_t>(c.month));
  }
  if (w.agreement.couriers(w, m, c)) c.set(Case::couriered);
  const auto call = [&](std::uint32_t hospital) {
    Draws g = w.draws(c.name, call_draw, hospital_occasion(m, hospital));
    return lognormal(g, m.p.referral.call, m.p.referral.call_sigma);
  };
  if (m.p.network.desk[c.district]) {
    // The desk sees all beds and teams: one call, to the nearest hospital that accepts.
    while (c.attempt + 1u < m.hospitals.size() && !accepts(w, m, c, choice(m, c))) ++c.attempt;
    if (!accepts(w, m, c, choice(m, c))) c.attempt = 0;
    c.hospital = choice(m, c);
    take_bed(w, c);
    c.called_until = w.now() + call(c.hospital);
  } else if (c.is(Case::notified)) {
    // The puskesmas calls one after another while the vehicle is sought.
    c.called_until = w.now() + call(choice(m, c));
    while (c.called_until - c.decided < m.p.referral.insist && c.attempt + 1u < m.hospitals.size() &&
           !accepts(w, m, c, choice(m, c))) {
      refused(w, c);
      c.called_until += call(choice(m, c));
    }
    if (!accepts(w, m, c, choice(m, c))) c.attempt = 0;
    c.hospital = choice(m, c);
    take_bed(w, c);
  }
  if (c.is(Case::notified)) {
    c.searching_since = {};  // calling goes on beside the search for a vehicle
    // With her group known, units set out before she does.
    if (c.is(Case::needs_blood) && w.pregnancy.women[c.woman].is(Woman::group_known))
      request_blood(w, m, slot);
    seek_vehicle(w, m, slot);
  } else if (c.is(Case::accepted)) {
    wait(w, slot, c.called_until - w.now());
  } else {
    wait(w, slot, call(choice(m, c)));
  }
}

void Referral::answer(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (!c.is(Case::accepted)) {
    const bool last = insists(w, m, c) || c.attempt + 1u >= m.hospitals.size();
    if (last) c.attempt = 0;
    if (last || accepts(w, m, c, choice(m, c))) {
      c.hospital = choice(m, c);
      take_bed(w, c);
    } else {
      refused(w, c);
      Draws g = w.draws(c.name, call_draw, hospital_occasion(m, choice(m, c)));
      wait(w, slot, lognormal(g, m.p.referral.call, m.p.referral.call_sigma));
      return;
    }
  }
  accepted_now(w, c);
  seek_vehicle(w, m, slot);
}

void Referral::knock(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.clear(Case::in_ambulance);
  if (!c.is(Case::accepted)) {
    // She stands at the door unannounced. What she spends on asking belongs to delay 3, the road to delay 2.
    accepted_now(w, c);
    const bool last = insists(w, m, c) || c.attempt + 1u >= m.hospitals.size();
    if (!last && !accepts(w, m, c, c.hospital)) {
      refused(w, c);
      const std::uint32_t from = c.hospital;
      c.hospital = choice(m, c);
      c.place = Place::on_the_way;
      Draws g = w.draws(c.name, trip, 16 + hospital_occasion(m, c.hospital));
      const Duration asking = lognormal(g, m.p.referral.call, m.p.referral.call_sigma);
      c.searching_since = w.now();
      c.asking_until = w.now() + asking;
      const Duration travel = m.travel(m.hospitals[from], m.hospitals[c.hospital]);
      wait(w, slot, asking + travel * w.transport.hindrance(m, w.now()));
      return;
    }
    take_bed(w, c);
  }
  admit(w, m, slot);
}

void Referral::admit(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  c.arrived = w.now();
  c.place = Place::hospital;
  c.stage = Stage::arriving;
  if (c.month >= 0) w.add<Referral>(Measured::referrals, 1, c.district, static_cast<std::size_t>(c.month));
  first_aid(w, m, slot);
  Duration delay = p.triage;
  Draws g = w.draws(c.name, desk_draw);
  const bool not_found = bernoulli(g, m.p.programme.jkn_not_found);
  if (w.pregnancy.women[c.woman].is(Woman::insured) && not_found) {
    delay += lognormal(g, m.p.programme.jkn_desk, m.p.programme.jkn_desk_sigma);
  }
  wait(w, slot, delay);
}

void Referral::receive(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.stage = Stage::receiving;
  if (c.is(Case::blood_requested)) {
    meet_blood(w, slot);
  } else if (c.is(Case::needs_blood)) {
    request_blood(w, m, slot);
  }
  if (c.is(Case::needs_surgery)) request_team(w, m, slot);
  check_care(w, m, slot);
}

void Referral::request_team(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (teams[c.hospital].request(w.now(), slot, 0)) {
    team_granted(w, m, slot);
  } else {
    c.set(Case::waits_for_team);
    w.add<Referral>(Measured::team_waits, m.measuring(w.now()) ? 1 : 0, c.district);
  }
}

void Referral::team_granted(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  c.clear(Case::waits_for_team);
  c.set(Case::holds_team);
  Draws g = w.draws(c.name, team_draws);
  const bool in_house = m.p.network.ponek[m.hospitals[c.hospital]];
  Duration team = lognormal(g, in_house ? p.team : p.on_call, p.team_sigma);
  const Duration theatre = lognormal(g, p.theatre, p.team_sigma);
  // Announced, the team was called in when she left.
  if (c.is(Case::notified)) team = std::max(Duration{}, team - (w.now() - c.notified_at));
  bind_team(c.hospital, slot, w.now() + team + theatre + p.operation);
  wait(w, slot, team + theatre);
}

void Referral::surgery_ready(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.set(Case::surgery_ready);
  c.surgery_at = w.now();
  if (c.is(Case::needs_blood) && c.units_in == 0) {
    c.set(Case::surgery_waits);
    bind_team(c.hospital, slot, w.now() + m.p.referral.surgery_wait + m.p.referral.operation);
    w.set<Referral>(c.cut, w.now() + m.p.referral.surgery_wait, Kind::cut, slot, priority::maternal);
  } else {
    operate(w, m, slot);
  }
}

void Referral::operate(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  w.scheduler.cancel(c.cut);
  c.clear(Case::surgery_waits);
  c.set(Case::surgery_done);
  // The team is bound for the operation, whatever becomes of her.
  c.clear(Case::holds_team);
  free_team_at(w, c.hospital, slot, w.now() + m.p.referral.operation);
  w.emergency.pace(w, m, slot);
  check_care(w, m, slot);
}

void Referral::free_team(World& w, const Model& m, std::uint32_t hospital) {
  --teams_due_[hospital];
  auto& bound = bound_[hospital];
  // Those with an event to end them bear no slot any more.
  const auto due = std::find_if(bound.begin(), bound.end(), [&](const Bound& b) {
    return b.token == caesarean_token && b.until == w.now();
  });
  DARAH_ENSURE(due != bound.end());
  bound.erase(due);
  const auto next = teams[hospital].release(w.now());
  if (!next) return;
  if (*next == caesarean_token) {
    free_team_at(w, hospital, caesarean_token, w.now() + m.p.referral.operation);
  } else {
    team_granted(w, m, *next);
  }
}

/// A team is taken, or what is known of its end changes.
void Referral::bind_team(std::uint32_t hospital, std::uint32_t token, Time until) {
  auto& bound = bound_[hospital];
  const auto known = std::find_if(bound.begin(), bound.end(), [&](const Bound& b) {
    return b.token == token && token != caesarean_token;
  });
  if (known == bound.end()) {
    bound.push_back({token, until});
  } else {
    known->until = until;
  }
}

/// From here on the team is no slot's: the slot may be another woman's before the team is free.
void Referral::free_team_at(World& w, std::uint32_t hospital, std::uint32_t token, Time at) {
  bind_team(hospital, token, at);
  for (Bound& b : bound_[hospital]) {
    if (b.token == token) b.token = caesarean_token;
  }
  ++teams_due_[hospital];
  w.schedule<Referral>(at, Kind::team_free, hospital);
}

void Referral::free_bed_at(World& w, std::uint32_t hospital, Time at) {
  ++beds_due_[hospital];
  w.schedule<Referral>(at, Kind::bed_free, hospital);
}

void Referral::birth_in_hospital(World& w, const Model& m, std::uint32_t district, std::int32_t month,
                                 std::uint32_t hospital, bool caesarean) {
  const ReferralParameters& p = m.p.referral;
  if (bed_free(w, m, hospital) && beds[hospital].try_request(w.now())) {
    free_bed_at(w, hospital, w.now() + (caesarean ? p.stay_caesarean : p.stay_vaginal));
  } else if (month >= 0) {
    w.add<Referral>(Measured::births_without_bed, 1, district, static_cast<std::size_t>(month));
  }
  if (caesarean && teams[hospital].capacity() > 0 && teams[hospital].request(w.now(), caesarean_token, 1)) {
    free_team_at(w, hospital, caesarean_token, w.now() + p.operation);
  }
}

/// What she asks of a stock for the units still missing.
Ask Referral::ask(const World& w, const Model& m, const Case& c) const {
  return {Product::prc, c.group, missing(c), Urgency::maternal, true, w.agreement.is_party(m, c.hospital)};
}

/// Units she needs that are neither in nor on their way.
std::int32_t Referral::missing(const Case& c) const {
  std::int32_t left = c.units_needed - c.units_in;
  for (const Case::Delivery& d : c.coming) left -= d.units;
  return left;
}

/// n units of a source will be there at `at`; beside more deliveries than have room the last two come as one.
void Referral::promise(World& w, Case& c, BloodSource source, std::int32_t n, Time at) {
  if (n == 0) return;
  const auto place = std::find_if(c.coming.begin(), c.coming.end() - 1,
                                  [](const Case::Delivery& d) { return d.units == 0; });
  *place = {place->units > 0 ? std::max(place->at, at) : at, place->units + n};
  if (c.month < 0) return;
  w.add<Referral>(Measured::blood_units, n, c.district, static_cast<std::size_t>(c.month), index_of(source));
}

void Referral::request_blood(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  const Index own = m.utd_of[m.hospitals[c.hospital]];
  Draws g = w.draws(c.name, blood_draws);
  c.set(Case::blood_requested);
  c.crossmatch = lognormal(g, p.crossmatch, p.crossmatch_sigma);
  c.fetch = lognormal(g, p.from_utd, p.utd_sigma);
  if (c.is(Case::couriered)) c.fetch = std::max(c.fetch - p.courier_saves, minutes(10));
  const auto fetched = [&](Duration extra) { return w.now() + std::max(c.fetch + extra, c.crossmatch); };

  promise(w, c, BloodSource::hospital, w.blood_bank.take(w, m, c.hospital, ask(w, m, c), c.units),
          w.now() + c.crossmatch);
  const std::int32_t to_fetch = missing(c);
  if (missing(c) > 0) {
    promise(w, c, BloodSource::own_utd, w.blood_centre.take(w, m, own, ask(w, m, c), c.units), fetched({}));
  }
  for (const Index other : m.blood_centre_plan.nearest[own]) {
    if (missing(c) <= 0) break;
    if (m.supplier(other)) continue;
    Draws draws = w.draws(c.name, exchange_draw, m.facility_occasion(m.utds[other]));
    if (!w.blood_centre.answers(w, m, other, own, uniform01(draws))) continue;
    const int sent = w.blood_centre.spare(w, m, other, own, ask(w, m, c), c.units);
    // They are hers from now on, wherever they are.
    for (auto unit = c.units.end() - sent; unit != c.units.end(); ++unit)
      w.blood_centre.receive(w, m, own, Urgency::maternal, *unit);
    promise(w, c, BloodSource::other_utd, sent, fetched(m.travel(m.utds[own], m.utds[other])));
  }
  if (c.is(Case::couriered) && missing(c) < to_fetch) {
    w.agreement.spend(w, m, c.district, cost_line::couriers, m.p.agreement.courier_cost.rupiah);
  }
  if (missing(c) > 0) {
    c.set(Case::short_of_blood);
    short_[own].push_back(slot);
    search_replacement(w, m, slot);
  }
  if (c.stage == Stage::receiving) next_delivery(w, slot);
}

void Referral::stock_arrived(World& w, std::uint32_t utd) {
  if (!short_[utd].empty()) w.schedule<Referral>(w.now(), Kind::stock, utd, priority::maternal);
}

/// Mothers come before all others, first come, first served.
void Referral::serve_short(World& w, const Model& m, std::uint32_t utd) {
  auto kept = short_[utd].begin();
  for (const std::uint32_t slot : short_[utd]) {
    Case& c = w.emergency.cases[slot];
    if (missing(c) > 0) {
      promise(w, c, BloodSource::hospital, w.blood_bank.take(w, m, c.hospital, ask(w, m, c), c.units),
              w.now() + c.crossmatch);
    }
    if (const std::int32_t to_fetch = missing(c); to_fetch > 0) {
      promise(w, c, BloodSource::own_utd, w.blood_centre.take(w, m, utd, ask(w, m, c), c.units),
              w.now() + std::max(c.fetch, c.crossmatch));
      if (c.is(Case::couriered) && missing(c) < to_fetch) {
        w.agreement.spend(w, m, c.district, cost_line::couriers, m.p.agreement.courier_cost.rupiah);
      }
    }
    if (c.stage == Stage::receiving) next_delivery(w, slot);
    if (missing(c) > 0) {
      *kept++ = slot;
    } else {
      c.clear(Case::short_of_blood);
    }
  }
  short_[utd].erase(kept, short_[utd].end());
}

void Referral::meet_blood(World& w, std::uint32_t slot) {
  // Requested at the referral; the crossmatch waits for her sample.
  Case& c = w.emergency.cases[slot];
  for (Case::Delivery& d : c.coming) d.at = std::max(d.at, w.now() + c.crossmatch);
  next_delivery(w, slot);
}

void Referral::search_replacement(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (c.searches == most_searches || c.searching_until > w.now()) return;
  const Woman& woman = w.pregnancy.women[c.woman];
  Draws g = w.draws(c.name, replacement_draws, c.searches);
  const bool listed = woman.is(Woman::list) || (woman.candidates != 0 && w.agreement.in_force(c.district));
  const Duration search = lognormal(g, m.p.referral.replacement, m.p.referral.replacement_sigma);
  c.searching_until = w.now() + search * (listed ? m.p.referral.list_factor : 1.0);
  if (c.month >= 0)
    w.add<Referral>(Measured::replacement_searches, 1, c.district, static_cast<std::size_t>(c.month));
}

void Referral::next_delivery(World& w, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  Time next = Time::never();
  for (const Case::Delivery& d : c.coming) {
    if (d.units > 0) next = std::min(next, d.at);
  }
  if (c.searching_until.us != 0) next = std::min(next, c.searching_until);
  if (next == Time::never()) {
    w.scheduler.cancel(c.blood);
  } else {
    w.set<Referral>(c.blood, std::max(w.now(), next), Kind::blood, slot, priority::maternal);
  }
}

void Referral::blood_arrives(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const std::int32_t before = c.units_in;
  for (Case::Delivery& d : c.coming) {
    if (d.units == 0 || d.at > w.now()) continue;
    receive_units(w, m, c, std::exchange(d.units, 0));
  }
  if (c.searching_until.us != 0 && c.searching_until <= w.now()) {
    c.searching_until = {};
    Draws g = w.draws(c.name, replacement_draws, std::uint64_t{1} << 32 | c.searches);
    const auto found =
        static_cast<int>(std::min<std::int64_t>(8, poisson(g, m.p.referral.replacement_found)));
    const std::uint32_t first = replacement_children + 8u * c.searches;
    ++c.searches;
    const Index own = m.utd_of[m.hospitals[c.hospital]];
    const int got =
        w.donor.replacement(w, m, own, c.name, first, found, c.group, std::max(0, missing(c)), c.units);
    receive_units(w, m, c, got);
    if (c.month >= 0) {
      w.add<Referral>(Measured::blood_units, got, c.district, static_cast<std::size_t>(c.month),
                      index_of(BloodSource::replacement));
    }
    if (c.units_needed - missing(c) < c.enough(m.p.emergency.half)) search_replacement(w, m, slot);
  }
  if (before == 0 && c.units_in > 0) c.first_unit = w.now();
  if (c.enough_at.us == 0 && c.units_in >= c.enough(m.p.emergency.half)) c.enough_at = w.now();
  next_delivery(w, slot);
  w.emergency.pace(w, m, slot);
  if (c.is(Case::surgery_waits) && c.units_in > 0) {
    operate(w, m, slot);
  } else {
    check_care(w, m, slot);
  }
}

void Referral::check_care(World& w, const Model& m, std::uint32_t slot) {
  const Case& c = w.emergency.cases[slot];
  if (c.stage != Stage::receiving) return;
  if (c.is(Case::needs_surgery) && !c.is(Case::surgery_done)) return;
  if (c.is(Case::needs_blood) && c.units_in < c.enough(m.p.emergency.half)) return;
  w.emergency.treat(w, m, slot);
}

void Referral::leave(World& w, const Model& m, std::uint32_t slot, bool alive) {
  Case& c = w.emergency.cases[slot];
  w.transport.withdraw(w, slot);
  if (c.is(Case::in_ambulance) && c.stage == Stage::waiting) w.transport.busy_until(w, c.catchment, w.now());
  if (c.is(Case::in_bed)) {
    free_bed_at(w, c.hospital, w.now() + (alive ? m.p.referral.stay_caesarean : Duration{}));
  }
  if (c.is(Case::waits_for_team)) (void)teams[c.hospital].withdraw(w.now(), slot);
  if (c.is(Case::holds_team)) {
    free_team_at(w, c.hospital, slot, w.now());
  }
  if (c.is(Case::short_of_blood)) {
    auto& line = short_[m.utd_of[m.hospitals[c.hospital]]];
    line.erase(std::find(line.begin(), line.end(), slot));
    c.clear(Case::short_of_blood);
  }
  // Units still on their way: given to her when they come, or back to the blood centre with the life they
  // have left.
  if (c.hospital == nil) return;
  if (alive) {
    if (!c.units.empty() && c.units_in == 0) c.first_unit = w.now();
    receive_units(w, m, c, static_cast<std::int32_t>(c.units.size()));
  } else {
    const Index own = m.utd_of[m.hospitals[c.hospital]];
    for (const Unit& unit : c.units) w.blood_centre.give_back(w, m, own, unit);
    c.units.clear();
  }
}

void Referral::receive_units(World& w, const Model& m, Case& c, std::int32_t n) {
  const Index own = m.utd_of[m.hospitals[c.hospital]];
  for (; n > 0; --n) {
    w.blood_centre.transfuse(w, m, own, c.units.back());
    c.units.pop_back();
    ++c.units_in;
  }
}

bool Referral::conserved(const World& w) const {
  thread_local std::vector<std::uint32_t> in_bed, with_team, in_line;  // kept: events allocate nothing
  for (auto* counts : {&in_bed, &with_team, &in_line}) counts->assign(beds.size(), 0);
  for (const Case& c : w.emergency.cases) {
    if (c.woman == nil || c.hospital == nil) continue;
    in_bed[c.hospital] += c.is(Case::in_bed);
    with_team[c.hospital] += c.is(Case::holds_team);
    in_line[c.hospital] += c.is(Case::waits_for_team);
  }
  for (std::size_t h = 0; h < beds.size(); ++h) {
    if (beds[h].busy() != in_bed[h] + beds_due_[h] || teams[h].busy() != with_team[h] + teams_due_[h])
      return false;
    if (teams[h].waiting() < in_line[h] || bound_[h].size() != teams[h].busy()) return false;
    if (beds[h].busy() > beds[h].capacity() || teams[h].busy() > teams[h].capacity()) return false;
  }
  return true;
}

void Referral::start_measuring(World& w) {
  for (Resource& r : beds) r.reset_books(w.now());
  for (Resource& r : teams) r.reset_books(w.now());
}

void Referral::finish_measuring(World& w, const Model& m) {
  for (std::size_t h = 0; h < beds.size(); ++h) {
    const std::uint32_t d = m.p.network.facility_district[m.hospitals[h]].index;
    const std::int64_t window = (m.end - m.start).us;
    w.add<Referral>(Measured::bed_busy, beds[h].busy_time(w.now()), d);
    w.add<Referral>(Measured::bed_capacity, beds[h].capacity() * window, d);
    w.add<Referral>(Measured::team_busy, teams[h].busy_time(w.now()), d);
    w.add<Referral>(Measured::team_capacity, teams[h].capacity() * window, d);
  }
}

}  // namespace darah
