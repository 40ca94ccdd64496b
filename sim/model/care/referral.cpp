#include "model/care/referral.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

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
constexpr Purpose theatre_draw = purpose(0x08, 12);       // by hospital and night
constexpr Purpose exchange_draw = purpose(0x08, 14);      // by blood centre
constexpr Purpose team_in_primary = purpose(0x08, 13);    // by catchment and shift
constexpr Purpose operation_draw = purpose(0x08, 15);
constexpr Purpose opening_draw = purpose(0x08, 16);  // by catchment

constexpr std::uint32_t caesarean_token = Event::max_index;
constexpr std::uint32_t replacement_children = 16;  // child ordinals below it are candidates
constexpr std::uint16_t most_searches = 20;
constexpr Duration shift_length = hours(8);

std::uint64_t shift(Time t) { return static_cast<std::uint64_t>(t.us / shift_length.us); }
/// Nights span midnight and count as one.
std::uint64_t night_number(Time t) { return static_cast<std::uint64_t>(Model::day_number(t + hours(12))); }

/// Who is served first where there is a line: who bleeds or obstructs, other emergencies, planned caesareans.
std::uint8_t triage_priority(const Case& c) {
  return haemorrhage(c.cause) || c.cause == Cause::obstructed ? 0 : 1;
}
constexpr std::uint8_t caesarean_priority = 2;

/// She is in the hospital, seen, and its blood is hers as it comes.
bool received(const Case& c) { return c.stage == Stage::corridor || c.stage == Stage::receiving; }

std::uint64_t hospital_occasion(const Model& m, std::uint32_t hospital) {
  return m.facility_occasion(m.hospitals[hospital]);
}

/// The part q of their stays after which a share `away` of emergencies after birth begins: with stays s in
/// shares w and onset exponential with mean mu, the root of sum w exp(-q s / mu) = away.
double part_of_stay(const Parameters& p, std::size_t cause) {
  const NetworkParameters& n = p.network;
  const ReferralParameters& r = p.referral;
  const std::array<double, 3> stays = {r.stay_primary.as_days(), r.stay_vaginal.as_days(),
                                       r.stay_caesarean.as_days()};
  std::array<double, 3> births{};
  for (std::size_t d = 0; d < p.districts.size(); ++d) {
    const double facility = (n.births[d].per_day + 1e-9) * n.facility_births[d],
                 hospital = facility * n.hospital_share[d];
    births[0] += facility - hospital;
    births[1] += hospital * (1 - p.pregnancy.caesarean);
    births[2] += hospital * p.pregnancy.caesarean;
  }
  const double all = births[0] + births[1] + births[2], mean = p.emergency.onset_after_mean[cause].as_days();
  const double away = p.emergency.away[cause];
  constexpr double most = 1e3;
  if (away >= 1) return 0;
  if (away <= 0 || all <= 0 || mean <= 0) return most;
  double low = 0, high = most;
  for (int i = 0; i < 60; ++i) {
    const double q = (low + high) / 2;
    double later = 0;
    for (std::size_t k = 0; k < stays.size(); ++k) later += births[k] / all * math::exp(-q * stays[k] / mean);
    (later > away ? low : high) = q;
  }
  return high;
}

}  // namespace

ReferralPlan::ReferralPlan(const Model& m, const Basis& basis) {
  const Parameters& base = basis.means;
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
  for (std::size_t cause = 0; cause < lies.size(); ++cause) lies[cause] = part_of_stay(m.p, cause);
}

void Referral::start(World& w, const Model& m) {
  for (const Index f : m.hospitals) {
    beds.emplace_back(static_cast<std::uint32_t>(m.p.network.beds[f]));
    teams.emplace_back(static_cast<std::uint32_t>(m.p.network.teams[f]));
  }
  bound_.resize(m.hospitals.size());
  for (std::size_t h = 0; h < teams.size(); ++h) bound_[h].reserve(teams[h].capacity());
  beds_due_.resize(m.hospitals.size());
  teams_due_.resize(m.hospitals.size());
  short_.resize(m.utds.size());
  for (auto& line : short_) line.reserve(64);
  begin_shift(w, m);
}

void Referral::begin_shift(World& w, const Model& m) {
  const Duration hour = Model::time_of_day(w.now());
  const bool night = m.night(w.now());
  const bool others_change = hour.us % shift_length.us == 0;
  for (std::uint32_t h = 0; h < m.hospitals.size(); ++h) {
    // Women outside the simulation fill beds too, as many in every arm.
    if (others_change) {
      Draws g = w.draws(m.facility_names[m.hospitals[h]], background_draw, shift(w.now()));
      const std::int64_t others = poisson_inverse(uniform01(g), m.referral_plan.background[h]);
      const std::int64_t left = std::max<std::int64_t>(0, m.p.network.beds[m.hospitals[h]] - others);
      beds[h].set_capacity(w.now(), static_cast<std::uint32_t>(left));
      while (const auto next = beds[h].grant(w.now())) bed_granted(w, m, *next);
    }
    const auto all = static_cast<double>(m.p.network.teams[m.hospitals[h]]);
    const double at_work =
        night ? std::max(std::min(all, 1.0), std::ceil(all * m.p.referral.night_teams)) : all;
    teams[h].set_capacity(w.now(), static_cast<std::uint32_t>(at_work));
    while (const auto next = teams[h].grant(w.now())) next_in_theatre(w, m, h, *next);
  }
  const auto until = [&](Duration at) { return at > hour ? at - hour : at + days(1) - hour; };
  const Duration next = std::min({shift_length - Duration{hour.us % shift_length.us},
                                  until(m.p.calendar.night_from), until(m.p.calendar.night_until)});
  w.schedule<Referral>(w.now() + next, Kind::shift, 0);
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
      if (!w.scheduler.fires(w.emergency.cases[i].cut, e)) break;
      if (w.emergency.cases[i].is(Case::surgery_waits)) {
        operate(w, m, i);
      } else {
        check_care(w, m, i);
      }
      break;
    case Kind::bed_free:
      --beds_due_[i];
      if (const auto next = beds[i].release(w.now())) bed_granted(w, m, *next);
      break;
    case Kind::shift:
      begin_shift(w, m);
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
  Case& c = w.emergency.cases[slot];
  c.until = w.now() + std::max(Duration{}, d);
  w.set<Referral>(c.step, c.until, Kind::step, slot, priority::maternal);
}

double Referral::spread(Draws& g, const Model& m, double sigma) {
  constexpr double mean_over_median = 1.44269504088896340736;  // 1 / ln 2
  if (m.p.referral.spread.index == index_of(Spread::exponential))
    return unit_exponential(g) * mean_over_median;
  return lognormal(g, 1.0, sigma);
}

Duration Referral::spread(Draws& g, const Model& m, Duration median, double sigma) {
  return stretch(median, spread(g, m, sigma));
}

void Referral::begin(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  w.pregnancy.settle_place(w, m, c.woman);
  const Woman& woman = w.pregnancy.women[c.woman];
  Draws g = w.draws(c.name, way);
  const bool away = bernoulli(g, m.p.emergency.away[index_of(c.cause)]);
  const bool companion = Programme::companion(w, m, c.name);
  // After birth she lies where she gave birth, and goes home in time; before it she may be anywhere.
  const std::size_t cause = index_of(c.cause);
  const bool stays = woman.is(Woman::born) && m.p.emergency.onset_after_mean[cause].us > 0;
  const bool at_home = stays ? w.now() - woman.birth >= stay(m, woman) * m.referral_plan.lies[cause] : away;
  c.place = at_home ? Place::home : woman.place;
  const double z = spread(g, m, c.place == Place::home ? p.decision_sigma : p.facility_sigma);
  const double z_decide = spread(g, m, p.facility_sigma);
  if (c.place == Place::hospital) {
    c.stage = Stage::deciding;
    c.hospital = woman.hospital;
    wait(w, slot, stretch(p.recognise_hospital, z));
  } else if (c.place != Place::home) {
    c.stage = Stage::recognising;
    c.decide_in = stretch(p.decide_primary, z_decide);
    wait(w, slot, stretch(p.recognise_primary, z));
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
    wait(w, slot, stretch(p.decision, factor * z));
  }
}

Duration Referral::stay(const Model& m, const Woman& woman) {
  if (woman.place != Place::hospital) return m.p.referral.stay_primary;
  return woman.is(Woman::caesarean) ? m.p.referral.stay_caesarean : m.p.referral.stay_vaginal;
}

void Referral::step(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  switch (c.stage) {
    case Stage::recognising:
      w.tell(c.name, Told::recognised);
      first_aid(w, m, slot);
      c.stage = Stage::deciding;
      wait(w, slot, c.decide_in);
      break;
    case Stage::deciding:
      w.tell(c.name, Told::decided);
      if (c.place == Place::hospital) {
        w.tell(c.name, Told::arrived, 0, static_cast<std::int32_t>(c.hospital));
        c.begin(Step::triage, w.now());
        // After birth she lies in the bed she gave birth in; before it she needs one.
        if (w.pregnancy.women[c.woman].is(Woman::born)) c.set(Case::own_bed);
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
      if (c.doing == Step::vehicle && c.is(Case::in_ambulance) && w.now() >= c.departs) {
        // Public transport was there first: the ambulance turns back.
        c.clear(Case::in_ambulance);
        w.transport.busy_until(w, c.catchment, w.now());
      }
      if (c.called_until > w.now()) {
        // The vehicle stands ready and no hospital has accepted yet.
        c.begin(Step::accept, w.now());
        wait(w, slot, c.called_until - w.now());
      } else {
        depart(w, m, slot);
      }
      break;
    case Stage::to_puskesmas:
      w.tell(c.name, Told::puskesmas);
      c.begin(Step::stabilise, w.now());
      c.place = Place::puskesmas;
      c.clear(Case::in_ambulance);
      first_aid(w, m, slot);
      c.stage = Stage::at_puskesmas;
      {
        Draws g = w.draws(c.name, primary_care, 1);
        wait(w, slot, spread(g, m, m.p.referral.poned_stay, m.p.referral.poned_sigma));
      }
      break;
    case Stage::at_puskesmas:
      refer(w, m, slot);
      break;
    case Stage::calling:
      answer(w, m, slot);
      break;
    case Stage::asking:
      to_next_door(w, m, slot);
      break;
    case Stage::travelling:
      knock(w, m, slot);
      break;
    case Stage::arriving:
      receive(w, m, slot);
      break;
    case Stage::corridor:
      care(w, m, slot);
      break;
    case Stage::receiving:
      surgery_ready(w, m, slot);
      break;
  }
}

bool Referral::open(const World& w, const Model& m, std::uint32_t catchment) {
  if (!m.night(w.now())) return true;
  const bool poned = m.p.network.poned[catchment];
  Draws g =
      w.draws(m.catchment_names[catchment], opening_draw, poned ? 1 + night_number(w.now()) : 0, Use::again);
  return bernoulli(g, poned ? m.p.referral.poned_open : m.p.referral.puskesmas_open);
}

void Referral::first_aid(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const double full = m.p.emergency.first_aid[index_of(c.cause)];
  double aid = full;
  if (c.place == Place::puskesmas || c.place == Place::clinic) {
    // A PONED with its full team gives the whole stretch; one short of it, closed, or no PONED a part.
    const bool poned = c.place == Place::puskesmas && m.p.network.poned[c.catchment];
    Draws g = w.draws(m.catchment_names[c.catchment], team_in_primary, shift(w.now()), Use::again);
    if (!(poned && open(w, m, c.catchment) && bernoulli(g, m.p.referral.poned_team)))
      aid = 1 + (full - 1) * m.p.emergency.aid_short;
  }
  if (aid > c.aid && c.is(Case::lethal)) w.tell(c.name, Told::first_aid, 0, 0, std::llround(aid * 1000));
  c.aid = std::max(c.aid, aid);
  w.emergency.pace(w, m, slot);
}

void Referral::seek_vehicle(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const TransportParameters& p = m.p.transport;
  const bool home = c.place == Place::home;
  c.begin(Step::vehicle, w.now());
  c.stage = Stage::waiting;
  Draws g = w.draws(c.name, vehicle, home ? 0 : 1);
  const bool asks = !home || bernoulli(g, p.ambulance_home);
  const Duration leave = home ? spread(g, m, p.leave_home, p.leave_sigma) : Duration{};
  const Duration usual = spread(g, m, home ? p.wait_home : p.wait_primary, p.wait_sigma);
  const bool pays = home && w.pregnancy.women[c.woman].is(Woman::cash) &&
                    w.programme.cash_in_hand(w, m, c.name, c.district, w.now());
  const Duration found = stretch(usual, pays ? p.cash : 1.0);
  c.ready = w.now() + leave;
  const bool comes = asks && w.transport.call(w, m, slot);
  // Whatever comes first, once she is ready.
  const Duration public_transport = leave + found;
  const Duration until = comes ? std::min(std::max(leave, p.call_out), public_transport) : public_transport;
  c.departs = w.now() + public_transport;
  const Vehicle vehicle = comes                             ? Vehicle::ambulance
                          : c.is(Case::waits_for_ambulance) ? Vehicle::sought_and_in_line
                                                            : Vehicle::sought;
  w.tell(c.name, Told::vehicle, static_cast<std::int32_t>(index_of(vehicle)));
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
  const double u_boat = uniform01(g), u_stop = uniform01(g);
  const double z = spread(g, m, t.trip_sigma), z_boat = spread(g, m, t.boat_sigma),
               z_near = spread(g, m, m.p.referral.to_puskesmas_sigma);
  c.begin(Step::travel, w.now());
  c.place = Place::on_the_way;
  Duration travel;
  const double hindrance = w.transport.hindrance(m, w.now());
  Duration boat{};
  if (home && u_boat < m.p.network.water_bound[c.catchment]) boat = stretch(t.boat, z_boat);
  if (home && u_stop < m.p.referral.puskesmas_first && open(w, m, c.catchment)) {
    c.stage = Stage::to_puskesmas;
    travel = stretch(m.p.referral.to_puskesmas, hindrance * z_near) + boat;
    if (c.is(Case::in_ambulance)) w.transport.busy_until(w, c.catchment, w.now() + travel);
  } else {
    c.stage = Stage::travelling;
    const std::uint32_t nearest = m.hospital_at[m.p.network.nearest_hospital[c.catchment].index];
    if (!c.is(Case::accepted)) c.hospital = choice(m, c);
    travel = m.p.network.travel[c.catchment] + m.travel(m.hospitals[nearest], m.hospitals[c.hospital]);
    travel = stretch(travel, hindrance * z) + boat;
    // The ambulance goes back the way it came.
    if (c.is(Case::in_ambulance)) w.transport.busy_until(w, c.catchment, w.now() + travel + travel);
  }
  if (const std::int32_t month = m.day(w.now()).month; month >= 0) {
    w.add<Transport>(
        c.is(Case::in_ambulance) ? Transport::Measured::ambulance_trips : Transport::Measured::public_trips,
        1, c.district, static_cast<std::size_t>(month));
  }
  if (!c.is(Case::in_ambulance)) {
    count<Programme>(w, m, w.now(), Programme::Measured::family_money, m.p.programme.fare.rupiah, c.district,
                     FamilyCost::fares);
  }
  w.tell(c.name, Told::departs, c.stage == Stage::travelling ? 1 : 0, static_cast<std::int32_t>(c.hospital),
         c.is(Case::in_ambulance) ? 1 : 0);
  wait(w, slot, travel);
}

std::uint32_t Referral::choice(const Model& m, const Case& c) const {
  const std::uint32_t nearest = m.hospital_at[m.p.network.nearest_hospital[c.catchment].index];
  const auto& order = m.referral_plan.hospitals_by_distance[nearest];
  return order[c.attempt % order.size()];
}

bool Referral::theatre_down(const World& w, const Model& m, std::uint32_t hospital) {
  if (!m.p.network.ponek[m.hospitals[hospital]] || !m.night(w.now())) return false;
  Draws g = w.draws(m.facility_names[m.hospitals[hospital]], theatre_draw, night_number(w.now()), Use::again);
  return bernoulli(g, m.p.referral.team_down);
}

std::optional<Refusal> Referral::refusal(const World& w, const Model& m, const Case& c,
                                         std::uint32_t hospital) const {
  const ReferralParameters& p = m.p.referral;
  Draws g = w.draws(c.name, refusal_draw, hospital_occasion(m, hospital), Use::again);
  const bool insured = w.pregnancy.women[c.woman].is(Woman::insured);
  if (bernoulli(g, insured ? p.refusal_insured : p.refusal_other)) return Refusal::prejudice;
  if (beds[hospital].idle() == 0) return Refusal::bed;
  if (!c.is(Case::needs_surgery)) return std::nullopt;
  if (theatre_down(w, m, hospital)) return Refusal::theatre;
  if (teams[hospital].idle() > 0) return std::nullopt;
  const auto soon = [&](const Bound& bound) { return bound.until <= w.now() + p.team_patience; };
  const bool free_soon =
      teams[hospital].waiting() == 0 && std::any_of(bound_[hospital].begin(), bound_[hospital].end(), soon);
  return free_soon ? std::nullopt : std::optional(Refusal::team);
}

bool Referral::insists(const World& w, const Model& m, const Case& c) const {
  return w.now() - c.decided() >= m.p.referral.insist;
}

void Referral::take_bed(World& w, Case& c, bool insisted) {
  // None may be free for a woman who insists.
  if (beds[c.hospital].try_request(w.now())) c.set(Case::in_bed);
  c.set(Case::accepted);
  w.tell(c.name, Told::accepted, insisted ? 1 : 0, static_cast<std::int32_t>(c.hospital));
}

void Referral::refused(World& w, Case& c, Refusal reason) {
  ++c.attempt;
  if (c.month >= 0)
    w.add<Referral>(Measured::refusals, 1, c.district, static_cast<std::size_t>(c.month), index_of(reason));
}

void Referral::refer(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.begin(Step::accept, w.now());
  c.stage = Stage::calling;
  c.attempt = 0;
  if (w.agreement.notifies(w, m, c)) {
    c.set(Case::notified);
    c.notified_at = w.now();
    w.tell(c.name, Told::announced);
    if (c.month >= 0) w.add<Referral>(Measured::notified, 1, c.district, static_cast<std::size_t>(c.month));
  }
  if (w.agreement.couriers(w, m, c)) c.set(Case::couriered);
  const auto call = [&](std::uint32_t hospital) {
    Draws g = w.draws(c.name, call_draw, hospital_occasion(m, hospital));
    return spread(g, m, m.p.referral.call, m.p.referral.call_sigma);
  };
  if (m.p.network.desk[c.district]) {
    // The desk sees all beds and teams: one call, to the nearest hospital that accepts.
    while (c.attempt + 1u < m.hospitals.size() && !accepts(w, m, c, choice(m, c))) ++c.attempt;
    const bool none = !accepts(w, m, c, choice(m, c));
    if (none) c.attempt = 0;
    c.hospital = choice(m, c);
    take_bed(w, c, none);
    c.called_until = w.now() + call(c.hospital);
  } else if (c.is(Case::notified)) {
    // The puskesmas calls one after another while the vehicle is sought.
    const Time last_call = c.decided() + m.p.referral.insist;
    c.called_until = w.now() + call(choice(m, c));
    while (c.called_until < last_call && c.attempt + 1u < m.hospitals.size()) {
      const auto reason = refusal(w, m, c, choice(m, c));
      if (!reason) break;
      w.tell(c.name, Told::refused, static_cast<std::int32_t>(*reason),
             static_cast<std::int32_t>(choice(m, c)));
      refused(w, c, *reason);
      c.called_until += call(choice(m, c));
    }
    const bool none = !accepts(w, m, c, choice(m, c));
    if (none) c.attempt = 0;
    c.hospital = choice(m, c);
    take_bed(w, c, none);
  }
  if (c.is(Case::notified)) {
    // With her group known, units set out before she does; calling goes on beside the search for a vehicle.
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
    const auto reason = refusal(w, m, c, choice(m, c));
    if (reason && !last) {
      w.tell(c.name, Told::refused, static_cast<std::int32_t>(*reason),
             static_cast<std::int32_t>(choice(m, c)));
      refused(w, c, *reason);
      Draws g = w.draws(c.name, call_draw, hospital_occasion(m, choice(m, c)));
      wait(w, slot, spread(g, m, m.p.referral.call, m.p.referral.call_sigma));
      return;
    }
    c.hospital = choice(m, c);
    take_bed(w, c, reason.has_value());
  }
  seek_vehicle(w, m, slot);
}

void Referral::knock(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.clear(Case::in_ambulance);
  if (!c.is(Case::accepted)) {
    // She stands at the door unannounced.
    const bool last = insists(w, m, c) || c.attempt + 1u >= m.hospitals.size();
    const auto reason = refusal(w, m, c, c.hospital);
    if (reason && !last) {
      w.tell(c.name, Told::refused, static_cast<std::int32_t>(*reason),
             static_cast<std::int32_t>(c.hospital));
      refused(w, c, *reason);
      c.begin(Step::accept, w.now());
      c.stage = Stage::asking;
      Draws g = w.draws(c.name, trip, 16 + hospital_occasion(m, c.hospital));
      wait(w, slot, spread(g, m, m.p.referral.call, m.p.referral.call_sigma));
      return;
    }
    take_bed(w, c, reason.has_value());
  }
  admit(w, m, slot);
}

void Referral::to_next_door(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const std::uint32_t from = c.hospital;
  c.hospital = choice(m, c);
  c.begin(Step::travel, w.now());
  c.stage = Stage::travelling;
  w.tell(c.name, Told::departs, 1, static_cast<std::int32_t>(c.hospital));
  wait(w, slot, m.travel(m.hospitals[from], m.hospitals[c.hospital]) * w.transport.hindrance(m, w.now()));
}

void Referral::admit(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  c.begin(Step::triage, w.now());
  c.arrived = w.now();
  c.place = Place::hospital;
  c.stage = Stage::arriving;
  w.tell(c.name, Told::arrived, 0, static_cast<std::int32_t>(c.hospital));
  if (c.month >= 0) w.add<Referral>(Measured::referrals, 1, c.district, static_cast<std::size_t>(c.month));
  first_aid(w, m, slot);
  Duration delay = p.triage;
  Draws g = w.draws(c.name, desk_draw);
  if (w.pregnancy.women[c.woman].is(Woman::insured) &&
      bernoulli(g, m.p.programme.not_found[Programme::segment(w, m, c.name)])) {
    delay += spread(g, m, m.p.programme.jkn_desk, m.p.programme.jkn_desk_sigma);
  }
  wait(w, slot, delay);
}

void Referral::receive(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.stage = Stage::corridor;
  if (c.is(Case::blood_requested)) {
    meet_blood(w, m, slot);
  } else if (c.is(Case::needs_blood)) {
    request_blood(w, m, slot);
  }
  if (!c.is(Case::in_bed) && !c.is(Case::own_bed)) {
    if (beds[c.hospital].request(w.now(), slot, triage_priority(c))) {
      c.set(Case::in_bed);
    } else {
      c.set(Case::waits_for_bed);
      w.tell(c.name, Told::corridor);
      if (c.month >= 0) w.add<Referral>(Measured::corridor, 1, c.district, static_cast<std::size_t>(c.month));
      c.begin(Step::bed, w.now());
      wait(w, slot, m.p.referral.corridor);
      return;
    }
  }
  care(w, m, slot);
}

void Referral::bed_granted(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.clear(Case::waits_for_bed);
  c.set(Case::in_bed);
  w.tell(c.name, Told::bed);
  if (c.stage == Stage::corridor) care(w, m, slot);
}

void Referral::care(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  w.scheduler.cancel(c.step);
  c.stage = Stage::receiving;
  c.begin(c.is(Case::needs_surgery) ? Step::team : Step::blood, w.now());
  if (c.is(Case::needs_surgery)) request_team(w, m, slot);
  check_care(w, m, slot);
}

void Referral::request_team(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (teams[c.hospital].request(w.now(), slot, triage_priority(c))) {
    team_granted(w, m, slot);
  } else {
    c.set(Case::waits_for_team);
    w.tell(c.name, Told::team_waited);
  }
}

void Referral::team_granted(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  c.clear(Case::waits_for_team);
  c.set(Case::holds_team);
  Draws g = w.draws(c.name, team_draws), operation = w.draws(c.name, operation_draw);
  const bool in_house = m.p.network.ponek[m.hospitals[c.hospital]];
  Duration team = spread(g, m, in_house ? p.team : p.on_call, p.team_sigma);
  c.theatre = spread(g, m, p.theatre, p.team_sigma);
  c.operation = spread(operation, m, p.operation, p.operation_sigma);
  // Announced, the team was called in when she left.
  if (c.is(Case::notified)) team = std::max(Duration{}, team - (w.now() - c.notified_at));
  // A theatre that is down opens in the morning.
  if (theatre_down(w, m, c.hospital)) {
    const Duration hour = Model::time_of_day(w.now()), opens = m.p.calendar.night_until;
    c.theatre += opens > hour ? opens - hour : opens + days(1) - hour;
  }
  bind_team(c.hospital, slot, w.now() + team + c.theatre + c.operation);
  w.tell(c.name, Told::team, 0, 0, (team + c.theatre).us);
  wait(w, slot, team + c.theatre);
}

void Referral::surgery_ready(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  c.set(Case::surgery_ready);
  c.surgery_at = w.now();
  w.tell(c.name, Told::ready);
  c.begin(Step::blood, w.now());
  c.spent[index_of(Step::team)] -= c.theatre;
  c.spent[index_of(Step::theatre)] += c.theatre;
  if (c.is(Case::needs_blood) && c.red().in == 0) {
    c.set(Case::surgery_waits);
    bind_team(c.hospital, slot, w.now() + m.p.referral.surgery_wait + c.operation);
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
  w.tell(c.name, Told::operated);
  // The team is bound for the operation, whatever becomes of her.
  c.clear(Case::holds_team);
  free_team_at(w, c.hospital, slot, w.now() + c.operation);
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
  if (const auto next = teams[hospital].release(w.now())) next_in_theatre(w, m, hospital, *next);
}

void Referral::next_in_theatre(World& w, const Model& m, std::uint32_t hospital, std::uint32_t token) {
  if (token == caesarean_token) {
    free_team_at(w, hospital, caesarean_token, w.now() + m.p.referral.operation);
  } else {
    team_granted(w, m, token);
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
  if (beds[hospital].try_request(w.now())) {
    free_bed_at(w, hospital, w.now() + (caesarean ? p.stay_caesarean : p.stay_vaginal));
  } else if (month >= 0) {
    w.add<Referral>(Measured::births_without_bed, 1, district, static_cast<std::size_t>(month));
  }
  if (caesarean && m.p.network.teams[m.hospitals[hospital]] > 0 &&
      teams[hospital].request(w.now(), caesarean_token, caesarean_priority)) {
    free_team_at(w, hospital, caesarean_token, w.now() + p.operation);
  }
}

/// What she asks of a stock for the units of a need still missing.
Ask Referral::ask(const World& w, const Model& m, const Case& c, std::uint32_t need) const {
  return {needed_products[need], c.group, missing(c, need),
          Urgency::maternal,     true,    w.agreement.is_party(m, c.hospital)};
}

/// Units of a need that are neither in nor on their way.
std::int32_t Referral::missing(const Case& c, std::uint32_t need) {
  std::int32_t left = c.needs[need].units - c.needs[need].in;
  for (const Case::Delivery& d : c.coming) left -= d.need == need ? d.units : 0;
  return left;
}

bool Referral::lacks_blood(const Case& c) {
  for (std::uint32_t i = 0; i < c.needs.size(); ++i) {
    if (missing(c, i) > 0) return true;
  }
  return false;
}

/// n units of a source will be there at `at`.
void Referral::promise(World& w, Case& c, std::uint32_t need, BloodSource source, std::int32_t n, Time at) {
  if (n == 0) return;
  c.coming.push_back({at, n, need});
  w.tell(c.name, Told::blood_promised,
         static_cast<std::int32_t>(index_of(source) | index_of(needed_products[need]) << 8), n, at.us);
  if (c.month < 0) return;
  w.add<Referral>(Measured::blood_units, n, c.district, static_cast<std::size_t>(c.month), index_of(source));
}

/// What hospital and blood centre have of what is missing, from now on hers.
void Referral::take_from_stock(World& w, const Model& m, Case& c) {
  const Index own = m.utd_of_hospital(c.hospital);
  bool fetched = false;
  if (missing(c, 0) > 0) {
    const Index keeper = m.utd_of_district[c.district];
    const std::int32_t kept = w.agreement.take_kept(w, m, c, missing(c, 0), c.red().held);
    const Duration road = keeper == own ? Duration{} : m.travel(m.utds[own], m.utds[keeper]);
    promise(w, c, 0, BloodSource::candidate, kept, w.now() + std::max(c.fetch + road, c.crossmatch));
    fetched = kept > 0;
  }
  for (std::uint32_t i = 0; i < c.needs.size(); ++i) {
    if (missing(c, i) > 0) {
      promise(w, c, i, BloodSource::hospital,
              w.blood_bank.take(w, m, c.hospital, ask(w, m, c, i), c.needs[i].held), w.now() + c.crossmatch);
    }
    if (missing(c, i) > 0) {
      const int taken = w.blood_centre.take(w, m, own, ask(w, m, c, i), c.needs[i].held);
      promise(w, c, i, BloodSource::own_utd, taken, w.now() + std::max(c.fetch, c.crossmatch));
      fetched = fetched || taken > 0;
    }
  }
  if (c.is(Case::couriered) && fetched) pay_courier(w, m, c);
}

void Referral::pay_courier(World& w, const Model& m, const Case& c) {
  w.agreement.spend(w, m, c.district, Cost::couriers, m.p.agreement.courier_cost.rupiah);
}

void Referral::request_blood(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const ReferralParameters& p = m.p.referral;
  const Index own = m.utd_of_hospital(c.hospital);
  Draws g = w.draws(c.name, blood_draws);
  c.set(Case::blood_requested);
  c.crossmatch = spread(g, m, p.crossmatch, p.crossmatch_sigma);
  c.fetch = spread(g, m, p.from_utd, p.utd_sigma);
  if (c.is(Case::couriered)) c.fetch = std::max(c.fetch - p.courier_saves, minutes(10));
  take_from_stock(w, m, c);
  bool fetched = false;
  for (const Index other : m.blood_centre_plan.nearest[own]) {
    if (!lacks_blood(c)) break;
    if (m.supplier(other)) continue;
    Draws draws = w.draws(c.name, exchange_draw, m.facility_occasion(m.utds[other]));
    if (!w.blood_centre.answers(w, m, other, own, uniform01(draws))) continue;
    const Duration on_the_road = m.travel(m.utds[own], m.utds[other]);
    for (std::uint32_t i = 0; i < c.needs.size(); ++i) {
      if (missing(c, i) <= 0) continue;
      StaticUnits& held = c.needs[i].held;
      const int sent = w.blood_centre.spare(w, m, other, own, ask(w, m, c, i), held);
      // They are hers from now on, wherever they are.
      for (auto unit = held.end() - sent; unit != held.end(); ++unit)
        w.blood_centre.receive(w, m, own, Urgency::maternal, *unit);
      promise(w, c, i, BloodSource::other_utd, sent, w.now() + std::max(c.fetch + on_the_road, c.crossmatch));
      fetched = fetched || sent > 0;
    }
  }
  if (c.is(Case::couriered) && fetched) pay_courier(w, m, c);
  if (lacks_blood(c)) {
    c.set(Case::short_of_blood);
    short_[own].push_back(slot);
    if (missing(c, 0) > 0) search_replacement(w, m, slot);
  }
  if (received(c)) next_delivery(w, slot);
}

void Referral::stock_arrived(World& w, std::uint32_t utd) {
  if (!short_[utd].empty()) w.schedule<Referral>(w.now(), Kind::stock, utd, priority::maternal);
}

/// Mothers come before all others, first come, first served.
void Referral::serve_short(World& w, const Model& m, std::uint32_t utd) {
  auto kept = short_[utd].begin();
  for (const std::uint32_t slot : short_[utd]) {
    Case& c = w.emergency.cases[slot];
    take_from_stock(w, m, c);
    if (received(c)) next_delivery(w, slot);
    if (lacks_blood(c)) {
      *kept++ = slot;
    } else {
      c.clear(Case::short_of_blood);
    }
  }
  short_[utd].erase(kept, short_[utd].end());
}

void Referral::meet_blood(World& w, const Model& m, std::uint32_t slot) {
  // Requested at the referral; the crossmatch waits for her sample.
  Case& c = w.emergency.cases[slot];
  // A courier may have brought it before her, from the puskesmas.
  Time sample = w.now();
  if (c.is(Case::couriered) && c.is(Case::notified))
    sample = std::min(sample, c.notified_at + m.p.network.travel[c.catchment]);
  for (Case::Delivery& d : c.coming) d.at = std::max(d.at, sample + c.crossmatch);
  next_delivery(w, slot);
}

void Referral::search_replacement(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (c.searches == most_searches || c.searching_until > w.now()) return;
  const Woman& woman = w.pregnancy.women[c.woman];
  Draws g = w.draws(c.name, replacement_draws, c.searches);
  const bool listed = woman.is(Woman::list) || (woman.candidates != 0 && w.agreement.in_force(c.district));
  const Duration search = spread(g, m, m.p.referral.replacement, m.p.referral.replacement_sigma);
  c.searching_until = w.now() + search * (listed ? m.p.referral.list_factor : 1.0);
  w.tell(c.name, Told::donors_sought, 0, 0, c.searching_until.us);
  if (c.month >= 0)
    w.add<Referral>(Measured::replacement_searches, 1, c.district, static_cast<std::size_t>(c.month));
  count<Programme>(w, m, w.now(), Programme::Measured::family_money, m.p.programme.search_cost.rupiah,
                   c.district, FamilyCost::donors);
}

void Referral::next_delivery(World& w, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  Time next = Time::never();
  for (const Case::Delivery& d : c.coming) next = std::min(next, d.at);
  if (c.searching_until.us != 0) next = std::min(next, c.searching_until);
  if (next == Time::never()) {
    w.scheduler.cancel(c.blood);
  } else {
    w.set<Referral>(c.blood, std::max(w.now(), next), Kind::blood, slot, priority::maternal);
  }
}

void Referral::blood_arrives(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  const double half = m.p.emergency.half;
  for (const Case::Delivery& d : c.coming) {
    if (d.at <= w.now()) receive_units(w, m, c, d.need, d.units);
  }
  const auto come = std::remove_if(c.coming.begin(), c.coming.end(),
                                   [&](const Case::Delivery& d) { return d.at <= w.now(); });
  c.coming.erase(come, c.coming.end());
  if (c.searching_until.us != 0 && c.searching_until <= w.now()) {
    c.searching_until = {};
    Draws g = w.draws(c.name, replacement_draws, std::uint64_t{1} << 32 | c.searches);
    const auto found =
        static_cast<int>(std::min<std::int64_t>(8, poisson(g, m.p.referral.replacement_found)));
    const std::uint32_t first = replacement_children + 8u * c.searches;
    ++c.searches;
    const int got = w.donor.replacement(w, m, m.utd_of_hospital(c.hospital), c.name, first, found, c.group,
                                        std::max(0, missing(c, 0)), c.red().held);
    receive_units(w, m, c, 0, got);
    if (c.month >= 0) {
      w.add<Referral>(Measured::blood_units, got, c.district, static_cast<std::size_t>(c.month),
                      index_of(BloodSource::replacement));
    }
    if (c.red().units - missing(c, 0) < Case::enough(c.red(), half)) search_replacement(w, m, slot);
  }
  if (c.enough_at.us == 0 && c.enough_red(half)) c.enough_at = w.now();
  next_delivery(w, slot);
  w.emergency.pace(w, m, slot);
  if (c.is(Case::surgery_waits) && c.red().in > 0) {
    operate(w, m, slot);
  } else {
    check_care(w, m, slot);
  }
}

void Referral::check_care(World& w, const Model& m, std::uint32_t slot) {
  Case& c = w.emergency.cases[slot];
  if (c.stage != Stage::receiving) return;
  if (c.is(Case::needs_surgery) && !c.is(Case::surgery_done)) return;
  if (c.is(Case::needs_blood)) {
    if (!c.enough_red(m.p.emergency.half)) return;
    const Time without = c.enough_at + m.p.emergency.component_wait;
    if (!c.enough_blood(m.p.emergency.half) && w.now() < without) {
      w.set<Referral>(c.cut, without, Kind::cut, slot, priority::maternal);
      return;
    }
  }
  w.emergency.treat(w, m, slot);
}

Duration Referral::to_go(const Model& m, const Case& c, Time now, Delay left_out) const {
  const ReferralParameters& p = m.p.referral;
  const bool home = c.place == Place::home;
  Duration left{};
  const auto add = [&](Step s, Duration d) {
    if (delay_of(s) != left_out) left += std::max(Duration{}, d);
  };
  if (!received(c)) add(c.doing, c.until - now);
  switch (c.stage) {
    case Stage::recognising:
      add(Step::decide, c.decide_in);
      [[fallthrough]];
    case Stage::deciding:
      if (c.place == Place::hospital) break;
      if (!home) add(Step::accept, p.call);
      add(Step::vehicle,
          home ? m.p.transport.leave_home + m.p.transport.wait_home : m.p.transport.wait_primary);
      add(Step::travel, m.p.network.travel[c.catchment]);
      break;
    case Stage::waiting:
      add(Step::travel, m.p.network.travel[c.catchment]);
      break;
    case Stage::to_puskesmas:
      add(Step::stabilise, p.poned_stay);
      [[fallthrough]];
    case Stage::at_puskesmas:
      add(Step::accept, p.call);
      [[fallthrough]];
    case Stage::calling:
      add(Step::vehicle, m.p.transport.wait_primary);
      add(Step::travel, m.p.network.travel[c.catchment]);
      break;
    case Stage::asking:
      add(Step::travel, m.travel(m.hospitals[c.hospital], m.hospitals[choice(m, c)]));
      break;
    default:
      break;
  }
  if (c.arrived.us == 0 && c.place != Place::hospital) add(Step::triage, p.triage);
  // In hospital: a bed, then a team and the theatre, and blood at the same time.
  const bool ponek = c.hospital != nil && m.p.network.ponek[m.hospitals[c.hospital]];
  Duration surgery{}, blood{};
  if (c.is(Case::holds_team) && !c.is(Case::surgery_ready)) {
    surgery = c.until - now;
  } else if (c.is(Case::needs_surgery) && !c.is(Case::surgery_ready)) {
    surgery = (ponek ? p.team : p.on_call) + p.theatre;
  }
  if (c.stage == Stage::corridor) surgery += c.until - now;
  if (c.is(Case::needs_blood) && !c.enough_red(m.p.emergency.half)) {
    Time last = c.searching_until;
    for (const Case::Delivery& d : c.coming) last = std::max(last, d.at);
    blood = !c.is(Case::blood_requested) ? p.crossmatch : last > now ? last - now : p.replacement;
  }
  add(Step::blood, std::max(surgery, blood));
  return left;
}

void Referral::leave(World& w, const Model& m, std::uint32_t slot, bool alive) {
  Case& c = w.emergency.cases[slot];
  w.transport.withdraw(w, slot);
  if (c.is(Case::in_ambulance) && c.stage == Stage::waiting) w.transport.busy_until(w, c.catchment, w.now());
  if (c.is(Case::in_bed)) {
    free_bed_at(w, c.hospital, w.now() + (alive ? m.p.referral.stay_caesarean : Duration{}));
  }
  if (c.is(Case::waits_for_bed)) (void)beds[c.hospital].withdraw(w.now(), slot);
  if (c.is(Case::waits_for_team)) (void)teams[c.hospital].withdraw(w.now(), slot);
  if (c.is(Case::holds_team)) {
    free_team_at(w, c.hospital, slot, w.now());
  }
  if (c.hospital == nil) return;
  const Index own = m.utd_of_hospital(c.hospital);
  if (c.is(Case::short_of_blood)) {
    auto& line = short_[own];
    line.erase(std::find(line.begin(), line.end(), slot));
    c.clear(Case::short_of_blood);
  }
  // Units still on their way: given to her when they come, or back to the blood centre with the life they
  // have left.
  for (std::uint32_t i = 0; i < c.needs.size(); ++i) {
    StaticUnits& held = c.needs[i].held;
    if (alive) {
      receive_units(w, m, c, i, static_cast<std::int32_t>(held.size()));
    } else {
      for (const Unit& unit : held) w.blood_centre.give_back(w, m, own, unit);
      held.clear();
    }
  }
}

void Referral::receive_units(World& w, const Model& m, Case& c, std::uint32_t need, std::int32_t n) {
  if (n == 0) return;
  if (c.first_unit.us == 0) c.first_unit = w.now();
  w.tell(c.name, Told::blood, static_cast<std::int32_t>(index_of(needed_products[need])), n);
  for (; n > 0; --n) {
    w.blood_centre.transfuse(w, m, m.utd_of_hospital(c.hospital), c.needs[need].held.back());
    c.needs[need].held.pop_back();
    ++c.needs[need].in;
  }
}

bool Referral::conserved(const World& w, const Model& m) const {
  thread_local std::vector<std::uint32_t> in_bed, for_bed, with_team,
      for_team;  // kept: events allocate nothing
  for (auto* counts : {&in_bed, &for_bed, &with_team, &for_team}) counts->assign(beds.size(), 0);
  for (const Case& c : w.emergency.cases) {
    if (c.woman == nil || c.hospital == nil) continue;
    in_bed[c.hospital] += c.is(Case::in_bed);
    for_bed[c.hospital] += c.is(Case::waits_for_bed);
    with_team[c.hospital] += c.is(Case::holds_team);
    for_team[c.hospital] += c.is(Case::waits_for_team);
  }
  for (std::size_t h = 0; h < beds.size(); ++h) {
    if (beds[h].busy() != in_bed[h] + beds_due_[h] || teams[h].busy() != with_team[h] + teams_due_[h])
      return false;
    if (beds[h].waiting() != for_bed[h] || teams[h].waiting() < for_team[h]) return false;
    if (bound_[h].size() != teams[h].busy()) return false;
    if (beds[h].busy() > m.p.network.beds[m.hospitals[h]]) return false;
    if (teams[h].busy() > m.p.network.teams[m.hospitals[h]]) return false;
    if ((beds[h].waiting() > 0 && beds[h].idle() > 0) || (teams[h].waiting() > 0 && teams[h].idle() > 0))
      return false;
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
    const Resource& t = teams[h];
    w.add<Referral>(Measured::bed_busy, beds[h].busy_time(w.now()), d);
    w.add<Referral>(Measured::bed_capacity, m.p.network.beds[m.hospitals[h]] * (m.end - m.start).us, d);
    w.add<Referral>(Measured::team_busy, t.busy_time(w.now()), d);
    w.add<Referral>(Measured::team_capacity, t.capacity_time(w.now()), d);
    w.add<Referral>(Measured::team_requests, static_cast<std::int64_t>(t.requests()), d);
    w.add<Referral>(Measured::team_waits, static_cast<std::int64_t>(t.requests() - t.granted_at_once()), d);
    w.add<Referral>(Measured::team_wait_time, t.waiting_time(w.now()), d);
  }
}

}  // namespace darah
