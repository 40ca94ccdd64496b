#include "model/care/hospital.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"
#include "model/care/spread.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose team_draws = purpose(0x08, 8);
constexpr Purpose background_draw = purpose(0x08, 11);  // by hospital and shift
constexpr Purpose theatre_draw = purpose(0x08, 12);     // by hospital and night
constexpr Purpose operation_draw = purpose(0x08, 15);

constexpr CaseId caesarean_token{};  // token of a woman without an emergency

/// Who is served first where there is a line: who bleeds or obstructs, other emergencies, planned caesareans.
std::uint8_t triage_priority(const Case& c) {
  return haemorrhage(c.cause()) || c.cause() == Cause::obstructed ? 0 : 1;
}
constexpr std::uint8_t caesarean_priority = 2;

/// From a time of the day to the next time that it is `at`; a whole day if it is now.
Duration until(Duration at, Duration now) { return at > now ? at - now : at + days(1) - now; }

/// Operating teams that a hospital has at work at night: one at least, if it has any.
double teams_at_night(const Model& m, HospitalId hospital) {
  const auto all = static_cast<double>(m.p.network.teams[m.hospitals[hospital]]);
  return std::max(std::min(all, 1.0), std::ceil(all * m.p.hospital.night_teams));
}

/// Beds that simulated births and emergencies fill in the mean, by hospital.
Table<HospitalId, double> beds_of_simulated(const Model& m, const Parameters& base) {
  const NetworkParameters& n = m.p.network;
  Table<HospitalId, double> beds(m.hospitals.size());
  double emergencies = 0;
  for (const double rate : m.p.emergency.rate) emergencies += rate / 1000;
  for (const CatchmentId c : m.catchments()) {
    const double births = n.births[m.district_of(c)].per_day * m.pregnancy_plan.share_of_district[c];
    beds[m.nearest_hospital(c)] += births * emergencies * m.p.hospital.stay_caesarean.as_days();
  }
  for (const DistrictId d : m.districts()) {
    const double stay = base.pregnancy.caesarean * m.p.hospital.stay_caesarean.as_days() +
                        (1 - base.pregnancy.caesarean) * m.p.hospital.stay_vaginal.as_days();
    const double women = n.births[d].per_day * n.facility_births[d] * n.hospital_share[d] * stay;
    const auto& born_in = m.pregnancy_plan.hospitals[d];
    for (std::size_t i = 0; i < born_in.size(); ++i) {
      const double from = i == 0 ? 0 : m.pregnancy_plan.hospital_share[d][i - 1];
      beds[born_in[i]] += women * (m.pregnancy_plan.hospital_share[d][i] - from);
    }
  }
  return beds;
}

}  // namespace

HospitalPlan::HospitalPlan(const Model& m, const Basis& basis) {
  // Women outside the simulation fill what simulated ones leave of the stated occupancy.
  const Table<HospitalId, double> own = beds_of_simulated(m, basis.means);
  for (const HospitalId h : m.hospitals.ids()) {
    const double filled = m.p.hospital.occupancy * static_cast<double>(m.p.network.beds[m.hospitals[h]]);
    background.push_back(std::max(0.0, filled - own[h]));
  }
}

void Hospital::start(AroundHer w, const Model& m) {
  for (const FacilityId f : m.hospitals) {
    beds_.push_back(Resource<CaseId>(static_cast<std::uint32_t>(m.p.network.beds[f])));
    teams_.push_back(Resource<CaseId>(static_cast<std::uint32_t>(m.p.network.teams[f])));
  }
  bound_.resize(m.hospitals.size());
  for (const HospitalId h : teams_.ids()) bound_[h].reserve(teams_[h].capacity());
  beds_due_.resize(m.hospitals.size());
  teams_due_.resize(m.hospitals.size());
  operations_.resize(m.hospitals.size());
  begin_shift(w, m);
}

void Hospital::handle(AroundHer w, const Model& m, Kind kind, const Event& e) {
  const HospitalId hospital{e.index()};
  switch (kind) {
    case Kind::bed_free:
      --beds_due_[hospital];
      beds_[hospital].free(w.now());
      beds_[hospital].serve(w.now(), [&](CaseId next) { w.way().bed_granted(w, m, next); });
      break;
    case Kind::team_free:
      free_team(w, m, hospital);
      break;
    case Kind::shift:
      begin_shift(w, m);
      break;
    case Kind::count:
      break;
  }
}

/// Beds that women outside the simulation leave, and teams at work.
void Hospital::begin_shift(AroundHer w, const Model& m) {
  const Duration hour = Model::time_of_day(w.now());
  const bool night = m.night(w.now());
  const bool others_change = hour.us % Model::shift_length.us == 0;
  for (const HospitalId h : m.hospitals.ids()) {
    if (others_change) fill_beds(w, m, h);
    const double at_work =
        night ? teams_at_night(m, h) : static_cast<double>(m.p.network.teams[m.hospitals[h]]);
    teams_[h].set_capacity(w.now(), static_cast<std::uint32_t>(at_work));
    teams_[h].serve(w.now(), [&](CaseId next) { next_in_theatre(w, m, h, next); });
  }
  const Duration next =
      std::min({Model::shift_length - Duration{hour.us % Model::shift_length.us},
                until(m.p.calendar.night_from, hour), until(m.p.calendar.night_until, hour)});
  w.schedule<Hospital>(w.now() + next, Kind::shift, std::uint32_t{0}, priority::shift);
}

/// Women outside the simulation fill beds too, as many in every arm.
void Hospital::fill_beds(AroundHer w, const Model& m, HospitalId h) {
  Draws g = w.draws(m.facility_names[m.hospitals[h]], background_draw, Model::shift(w.now()));
  const std::int64_t others = poisson_inverse(uniform01(g), m.hospital_plan.background[h]);
  const std::int64_t left = std::max<std::int64_t>(0, m.p.network.beds[m.hospitals[h]] - others);
  beds_[h].set_capacity(w.now(), static_cast<std::uint32_t>(left));
  beds_[h].serve(w.now(), [&](CaseId next) { w.way().bed_granted(w, m, next); });
}

bool Hospital::theatre_down(Services w, const Model& m, HospitalId hospital) {
  if (!m.p.network.ponek[m.hospitals[hospital]] || !m.night(w.now())) return false;
  Draws g = w.draws(m.facility_names[m.hospitals[hospital]], theatre_draw, Model::night_number(w.now()),
                    Use::again);
  return bernoulli(g, m.p.hospital.team_down);
}

bool Hospital::operates(Services w, const Model& m, HospitalId hospital) {
  return m.p.network.teams[m.hospitals[hospital]] > 0 && !theatre_down(w, m, hospital);
}

std::optional<Refusal> Hospital::full(Services w, const Model& m, const Case& c, HospitalId hospital) const {
  if (beds_[hospital].idle() == 0) return Refusal::bed;
  if (!c.needs_surgery()) return std::nullopt;
  if (theatre_down(w, m, hospital)) return Refusal::theatre;
  const Resource<CaseId>& teams = teams_[hospital];
  if (teams.idle() > 0) return std::nullopt;
  const auto soon = [&](const Bound& bound) { return bound.until <= w.now() + m.p.hospital.team_patience; };
  const bool free_soon =
      teams.waiting() == 0 && std::any_of(bound_[hospital].begin(), bound_[hospital].end(), soon);
  return free_soon ? std::nullopt : std::optional(Refusal::team);
}

bool Hospital::take_bed(Services w, const Case& c, HospitalId hospital) {
  return c.is_probe() ? beds_[hospital].idle() > 0 : beds_[hospital].try_request(w.now());
}

void Hospital::ask_for_bed(Services w, Case& c, CaseId slot) {
  Resource<CaseId>& beds = beds_[c.hospital()];
  if (c.ask(beds, w.now(), slot, triage_priority(c))) {
    c.get_bed();
    return;
  }
  w.tell(c.name(), Told::corridor);
  if (c.counts()) w.add<Hospital>(Measured::corridor, 1, c.district(), c.month());
  c.wait_for_bed(w.now());
}

std::optional<Duration> Hospital::ask_for_team(Services w, const Model& m, Case& c, CaseId slot) {
  Resource<CaseId>& teams = teams_[c.hospital()];
  if (c.ask(teams, w.now(), slot, triage_priority(c))) return give_team(w, m, c, slot);
  c.wait_for_team();
  w.tell(c.name(), Told::team_waited);
  return std::nullopt;
}

Duration Hospital::give_team(Services w, const Model& m, Case& c, CaseId slot) {
  const HospitalParameters& p = m.p.hospital;
  Draws g = w.draws(c.name(), team_draws), operation = w.draws(c.name(), operation_draw);
  const bool in_house = m.p.network.ponek[m.hospitals[c.hospital()]];
  Duration team = spread(g, m, in_house ? p.team : p.on_call, p.team_sigma);
  Duration theatre = spread(g, m, p.theatre, p.team_sigma);
  // Announced, the team of the hospital that accepts her is called in while she is on her way.
  if (c.announced())
    team = std::max(Duration{}, team - (w.now() - std::max(c.announced_at(), c.called_until())));
  // A theatre that is down opens in the morning.
  if (theatre_down(w, m, c.hospital()))
    theatre += until(m.p.calendar.night_until, Model::time_of_day(w.now()));
  c.get_team(theatre, spread(operation, m, p.operation, p.operation_sigma));
  if (!c.is_probe()) bind_team(c.hospital(), slot, w.now() + team + theatre + c.operation());
  w.tell(c.name(), Told::team, 0, 0, (team + theatre).us);
  return team + theatre;
}

void Hospital::hold_team(Services w, const Model& m, const Case& c, CaseId slot) {
  if (!c.is_probe()) bind_team(c.hospital(), slot, w.now() + m.p.hospital.surgery_wait + c.operation());
}

void Hospital::operate(Services w, Case& c, CaseId slot) {
  c.operate();
  w.tell(c.name(), Told::operated);
  if (c.is_probe()) return;
  ++operations_[c.hospital()];
  free_team_at(w, c.hospital(), slot, w.now() + c.operation());
}

void Hospital::free_team(With<Emergency, Hospital, Way> w, const Model& m, HospitalId hospital) {
  --teams_due_[hospital];
  auto& bound = bound_[hospital];
  // Operations with an event to end them bear no slot any more.
  const auto due = std::find_if(bound.begin(), bound.end(), [&](const Bound& b) {
    return b.token == caesarean_token && b.until == w.now();
  });
  DARAH_ENSURE(due != bound.end());
  bound.erase(due);
  teams_[hospital].free(w.now());
  teams_[hospital].serve(w.now(), [&](CaseId next) { next_in_theatre(w, m, hospital, next); });
}

void Hospital::next_in_theatre(With<Emergency, Hospital, Way> w, const Model& m, HospitalId hospital,
                               CaseId token) {
  if (token == caesarean_token) {
    begin_caesarean(w, m, hospital);
  } else {
    w.way().team_granted(w, m, token);
  }
}

/// A team is taken, or what is known of its end changes.
void Hospital::bind_team(HospitalId hospital, CaseId token, Time until) {
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
void Hospital::free_team_at(Services w, HospitalId hospital, CaseId token, Time at) {
  bind_team(hospital, token, at);
  for (Bound& b : bound_[hospital]) {
    if (b.token == token) b.token = caesarean_token;
  }
  ++teams_due_[hospital];
  w.schedule<Hospital>(at, Kind::team_free, hospital, priority::freed);
}

void Hospital::free_bed_at(Services w, HospitalId hospital, Time at) {
  ++beds_due_[hospital];
  w.schedule<Hospital>(at, Kind::bed_free, hospital, priority::freed);
}

void Hospital::birth(Services w, const Model& m, DistrictId district, HospitalId hospital, bool caesarean) {
  const HospitalParameters& p = m.p.hospital;
  if (beds_[hospital].try_request(w.now())) {
    free_bed_at(w, hospital, w.now() + (caesarean ? p.stay_caesarean : p.stay_vaginal));
  } else {
    count<Hospital>(w, m, w.now(), Measured::births_without_bed, 1, district);
  }
  if (caesarean && m.p.network.teams[m.hospitals[hospital]] > 0 &&
      teams_[hospital].request(w.now(), caesarean_token, caesarean_priority)) {
    begin_caesarean(w, m, hospital);
  }
}

void Hospital::begin_caesarean(Services w, const Model& m, HospitalId hospital) {
  ++operations_[hospital];
  free_team_at(w, hospital, caesarean_token, w.now() + m.p.hospital.operation);
}

void Hospital::let_go(Services w, const Case& c) {
  if (c.in_bed() && !c.is_probe()) free_bed_at(w, c.hospital(), w.now());
}

void Hospital::leave(Services w, const Model& m, const Case& c, CaseId slot, bool alive) {
  if (c.is_probe()) {
    if (c.waits_for_bed()) (void)beds_[c.hospital()].look_away(slot);
    if (c.waits_for_team()) (void)teams_[c.hospital()].look_away(slot);
    return;
  }
  if (c.in_bed()) free_bed_at(w, c.hospital(), w.now() + (alive ? m.p.hospital.stay_caesarean : Duration{}));
  if (c.waits_for_bed()) (void)beds_[c.hospital()].withdraw(w.now(), slot);
  if (c.waits_for_team()) (void)teams_[c.hospital()].withdraw(w.now(), slot);
  if (c.holds_team()) free_team_at(w, c.hospital(), slot, w.now());
}

bool Hospital::conserved(const World& w, const Model& m) const {
  struct Held {
    std::uint32_t in_bed = 0, for_bed = 0, with_team = 0, for_team = 0, looking_for_bed = 0,
                  looking_for_team = 0;
  };
  thread_local Table<HospitalId, Held> held;  // kept: events allocate nothing
  held.assign(beds_.size(), {});
  for (const Case& c : w.emergency.cases()) {
    if (!c.is_open() || !c.hospital()) continue;
    Held& here = held[c.hospital()];
    if (c.is_probe()) {
      here.looking_for_bed += c.waits_for_bed();
      here.looking_for_team += c.waits_for_team();
      continue;
    }
    here.in_bed += c.in_bed();
    here.for_bed += c.waits_for_bed();
    here.with_team += c.holds_team();
    here.for_team += c.waits_for_team();
  }
  for (const HospitalId h : beds_.ids()) {
    const Resource<CaseId>&beds = beds_[h], &teams = teams_[h];
    if (beds.busy() != held[h].in_bed + beds_due_[h] || teams.busy() != held[h].with_team + teams_due_[h])
      return false;
    if (beds.waiting() != held[h].for_bed || teams.waiting() < held[h].for_team) return false;
    if (beds.looking() != held[h].looking_for_bed || teams.looking() != held[h].looking_for_team)
      return false;
    if (bound_[h].size() != teams.busy()) return false;
    if (beds.busy() > m.p.network.beds[m.hospitals[h]]) return false;
    if (teams.busy() > m.p.network.teams[m.hospitals[h]]) return false;
    if ((beds.waiting() > 0 && beds.idle() > 0) || (teams.waiting() > 0 && teams.idle() > 0)) return false;
  }
  return true;
}

void Hospital::start_measuring(Services w) {
  for (Resource<CaseId>& r : beds_) r.reset_books(w.now());
  for (Resource<CaseId>& r : teams_) r.reset_books(w.now());
  operations_.assign(operations_.size(), 0);
}

void Hospital::finish_measuring(Services w, const Model& m) {
  for (const HospitalId h : beds_.ids()) {
    const DistrictId d = m.district_of(m.hospitals[h]);
    const Resource<CaseId>& t = teams_[h];
    w.add<Hospital>(Measured::bed_busy, beds_[h].busy_time(w.now()), d);
    w.add<Hospital>(Measured::bed_capacity, m.p.network.beds[m.hospitals[h]] * (m.end - m.start).us, d);
    w.add<Hospital>(Measured::team_busy, t.busy_time(w.now()), d);
    w.add<Hospital>(Measured::team_capacity, t.capacity_time(w.now()), d);
    w.add<Hospital>(Measured::team_requests, static_cast<std::int64_t>(t.requests()), d);
    w.add<Hospital>(Measured::team_waits, static_cast<std::int64_t>(t.requests() - t.granted_at_once()), d);
    w.add<Hospital>(Measured::team_wait_time, t.waiting_time(w.now()), d);
    const HospitalParameters& p = m.p.hospital;
    const double nights = (m.end - m.start).as_days();
    const auto pay = [&](Measured what, Money price, double n) {
      w.add<Hospital>(what, std::llround(static_cast<double>(price.rupiah) * n), d);
    };
    pay(Measured::bed_day_money, p.bed_day_price,
        static_cast<double>(beds_[h].busy_time(w.now())) / Model::day_us);
    pay(Measured::operation_money, p.operation_price, static_cast<double>(operations_[h]));
    pay(Measured::night_team_money, p.night_team_price, nights * teams_at_night(m, h));
  }
}

}  // namespace darah
