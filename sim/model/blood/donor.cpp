#include "model/blood/donor.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/distribution.hpp"
#include "model/blood/donor_names.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose attend_purpose = purpose(0x01, 1);    // a member's or walk-in's presentation; occasion: day
constexpr Purpose arrivals_purpose = purpose(0x01, 2);  // first-timers at a drive; occasion: day
constexpr Purpose put_off_purpose = purpose(0x01, 3);   // where a closed host's drive moves; occasion: day
constexpr Purpose walk_in_purpose =
    purpose(0x01, 4);  // a walk-in first-timer's coming, and the gap to the next
constexpr Purpose phase_purpose = purpose(0x01, 6);      // where in its rhythm a host begins
constexpr Purpose paid_purpose = purpose(0x01, 7);       // whether money reaches the last host; occasion: day
constexpr Purpose first_gap_purpose = purpose(0x01, 8);  // a district's first walk-in first-timer
constexpr Purpose kind_purpose = purpose(0x01, 9);       // company, school or other

}  // namespace

UtdId Donor::utd_of(const Model& m, const Host& host) { return m.donor_plan.districts[host.district].utd; }

double Donor::willingness(With<const Agreement> w, const Model& m, DistrictId district) const {
  return 1 - m.p.donor.misperception_effect * w.agreement().misperception(m, district);
}

void Donor::start(With<Agreement> w, const Model& m) {
  hosts_of_.resize(m.p.districts.size());
  rooms_.resize(m.p.districts.size());
  paid_.resize(m.p.districts.size());
  std::uint32_t layers = 0;
  for (const DonorPlan::District& plan : m.donor_plan.districts)
    layers = std::max(layers, plan.walk_ins.layers(m.donor_plan.most_turnout));
  serial_.resize(layers * m.p.districts.size());
  bleeding_.resize(m.utds.size());
  active_time_.resize(m.utds.size());
  drives_on_.assign(m.utds.size(), std::vector<std::uint16_t>(m.days.size()));
  for (const DistrictId d : m.districts()) {
    const DonorPlan::District& plan = m.donor_plan.districts[d];
    if (plan.first_timers + plan.returning <= 0) continue;
    const double willing = willingness(w, m, d);
    paid_[d] = plan.hosts * m.p.donor.drive_money;
    for (std::uint32_t order = 0; order < plan.hosts; ++order) {
      const HostId host = open_host(w, m, d);
      hosts_[host].due = Time{} + plan.revisit * ((order + phase(w, hosts_[host])) / plan.hosts);
      hosts_[host].last = hosts_[host].due - plan.revisit;
      settle_members(w, m, hosts_[host], willing);
      plan_drive(w, m, host);
    }
    settle_walk_ins(w, m, d, willing);
    for (std::uint32_t layer = 0; layer < plan.walk_ins.layers(m.donor_plan.most_turnout); ++layer) {
      const LayerOf<DistrictId> stream{layer, d};
      Draws draws = w.draws(first_visitor(m, stream, 0), first_gap_purpose);
      plan_first_visit(w, m, stream, unit_exponential(draws));
    }
    w.schedule<Donor>(w.now(), Kind::budget, d);
  }
}

void Donor::start_policy(With<Agreement> w, const Model& m) {
  for (const DistrictId d : m.districts()) {
    if (m.donor_plan.districts[d].hosts > 0) make_rooms(m, d);
    fund(w, m, d);
  }
}

void Donor::handle(With<Agreement, BloodCentre> w, const Model& m, Kind kind, const Event& event) {
  switch (kind) {
    case Kind::drive:
      return drive(w, m, HostId{event.index()});
    case Kind::visit:
      return visit(w, m, WalkInId{event.index()});
    case Kind::first_visit:
      return first_visit(w, m, LayerOf<DistrictId>::unpack(event.index(), m.p.districts.size()));
    case Kind::budget:
      fund(w, m, DistrictId{event.index()});
      w.schedule<Donor>(w.now() + days(30), Kind::budget, event.index());
      return;
    case Kind::count:
      break;
  }
}

/// Drive money pays for hosts: when there is more of it, new hosts are found.
void Donor::fund(With<Agreement> w, const Model& m, DistrictId district) {
  const DonorPlan::District& plan = m.donor_plan.districts[district];
  if (plan.hosts == 0) return;
  paid_[district] = plan.hosts * m.p.donor.drive_money * w.agreement().money_factor(w, m, plan.utd);
  while (static_cast<double>(hosts_of_[district].size()) < paid_[district]) {
    const HostId host = open_host(w, m, district);
    // Nobody was ever asked there: as many wait as would give in all the donations of a first-timer.
    hosts_[host].due = w.now() + days(1) + plan.revisit * phase(w, hosts_[host]);
    hosts_[host].last = hosts_[host].due - plan.revisit * std::min(m.donor_plan.donations_each, 100.0);
    plan_drive(w, m, host);
  }
}

/// Rooms for the members of all hosts that money may ever pay for, so that finding one later allocates
/// nothing.
void Donor::make_rooms(const Model& m, DistrictId district) {
  // Room for twice the members of a stationary year, so that hardly any host ever allocates again.
  const DonorParameters& p = m.p.donor;
  const DonorPlan::District& plan = m.donor_plan.districts[district];
  const double joining =
      plan.first_timers * p.drive_share / plan.hosts * (1 - p.deferral) * (1 - p.lapse_first);
  const double each =
      (p.interval + p.gap + plan.revisit * (1 / (p.show * p.served * (1 - p.deferral)))).as_days();
  const std::size_t room = static_cast<std::size_t>(2 * joining * each / std::max(p.lapse_later, 0.01)) + 64;
  const double paid = plan.hosts * std::max(1.0, p.drive_money * (1 + m.p.agreement.recruitment));
  const std::size_t all = static_cast<std::size_t>(paid) + 1, open = hosts_of_[district].size();
  const std::size_t hosts = all > open ? all - open : 1;
  std::vector<Roomy<Member>>& rooms = rooms_[district];
  hosts_.reserve(hosts_.size() + hosts);
  hosts_of_[district].reserve(hosts_of_[district].size() + hosts);
  rooms.reserve(hosts);
  while (rooms.size() < hosts) rooms.emplace_back().reserve(room);
}

HostId Donor::open_host(Services w, const Model& m, DistrictId district) {
  Host host;
  host.order = static_cast<std::uint32_t>(hosts_of_[district].size());
  host.name = root_name(Root::host, donor_names::code_of(m, district), 0, host.order);
  host.district = district;
  Draws draws = w.draws(host.name, kind_purpose);
  const double u = uniform01(draws);
  const double companies = m.p.network.companies[district], schools = companies + m.p.donor.schools;
  host.kind = u < companies ? HostKind::company : u < schools ? HostKind::school : HostKind::other;
  std::vector<Roomy<Member>>& rooms = rooms_[district];
  if (rooms.empty()) make_rooms(m, district);
  host.members = std::move(rooms.back());
  rooms.pop_back();
  const HostId id = hosts_.push_back(std::move(host));
  hosts_of_[district].push_back(id);
  return id;
}

double Donor::phase(Services w, const Host& host) {
  Draws draws = w.draws(host.name, phase_purpose);
  return uniform01(draws);
}

/// The host's next drive: on the day its rhythm says, or put off while the host is closed or no team is free.
void Donor::plan_drive(Services w, const Model& m, HostId index) {
  const Host& host = hosts_[index];
  const auto due_on = static_cast<std::size_t>(m.day_number(host.due));
  Draws draws = w.draws(host.name, put_off_purpose, due_on);
  const double u_held = uniform01(draws);
  const double u_later = uniform01(draws);
  const auto closed = [&](std::size_t day) {
    return u_held >= m.days[day].drives || (host.kind == HostKind::company && m.days[day].companies_closed) ||
           (host.kind == HostKind::school && m.days[day].schools_closed);
  };
  const UtdId utd = utd_of(m, host);
  std::vector<std::uint16_t>& out = drives_on_[utd];
  std::size_t day = due_on;
  if (day < m.days.size() && closed(day)) {
    while (day < m.days.size() && closed(day)) ++day;
    day += static_cast<std::size_t>(u_later * m.p.donor.put_off.as_days());
  }
  while (day < m.days.size() && (closed(day) || out[day] >= m.donor_plan.teams[utd])) ++day;
  if (day >= m.days.size()) return;
  ++out[day];
  w.schedule<Donor>(Time{} + days(static_cast<std::int64_t>(day)) + m.p.donor.drive_at, Kind::drive, index);
}

/// Whether money reaches this host on the day of its drive, and enough would come: else there is none.
bool Donor::drive_held(With<Agreement> w, const Model& m, const Host& host, double newcomers) {
  const DonorParameters& p = m.p.donor;
  const UtdId utd = utd_of(m, host);
  if (const double paid = paid_[host.district] - host.order; paid < 1) {
    Draws draws = w.draws(host.name, paid_purpose, static_cast<std::uint64_t>(m.day_number(w.now())));
    if (!bernoulli(draws, paid)) {
      count<Donor>(w, m, w.now(), Measured::drives_unpaid, 1, utd);
      return false;
    }
  }
  const auto ready = std::count_if(host.members.begin(), host.members.end(),
                                   [&](const Member& member) { return member.ready <= w.now(); });
  if (static_cast<double>(ready) + newcomers < p.drive_minimum) {
    count<Donor>(w, m, w.now(), Measured::drives_cancelled, 1, utd);
    return false;
  }
  count<Donor>(w, m, w.now(), Measured::drives_held, 1, utd);
  count<Donor>(w, m, w.now(), Measured::drive_money, p.drive_cost.rupiah, utd);
  w.agreement().share_drive(w, m, utd, p.drive_cost);
  return true;
}

/// A drive's day at a host: one event, whoever comes.
void Donor::drive(With<Agreement, BloodCentre> w, const Model& m, HostId index) {
  const DonorParameters& p = m.p.donor;
  Host& host = hosts_[index];
  const DonorPlan::District& plan = m.donor_plan.districts[host.district];
  while (m.day_number(host.due) <= m.day_number(w.now())) host.due += plan.revisit;
  plan_drive(w, m, index);
  const double newcomers = plan.first_timers * p.drive_share / plan.hosts * (w.now() - host.last).as_days() *
                           m.day(w.now()).turnout * willingness(w, m, host.district);
  if (!drive_held(w, m, host, newcomers)) return;
  host.last = w.now();
  std::int64_t beds_left = p.drive_capacity;
  bleed_members(w, m, host, beds_left);
  bleed_first_timers(w, m, host, newcomers, beds_left);
}

/// Whether a bed of the drive is left; if not, one more is turned away.
bool Donor::bed_left(Services w, const Model& m, UtdId utd, std::int64_t beds_left) {
  if (beds_left > 0) return true;
  count<Donor>(w, m, w.now(), Measured::turned_away, 1, utd, DonorKind::drive);
  return false;
}

/// Members of the host who are ready come, and some of them for the last time.
void Donor::bleed_members(With<BloodCentre> w, const Model& m, Host& host, std::int64_t& beds_left) {
  const DonorParameters& p = m.p.donor;
  const UtdId utd = utd_of(m, host);
  const double come = p.show * p.served * m.day(w.now()).turnout;
  auto kept = host.members.begin();
  for (Member& member : host.members) {
    bool stays = true;
    if (member.ready <= w.now()) {
      Draws draws = w.draws(member.name, attend_purpose, static_cast<std::uint64_t>(m.day_number(w.now())));
      const double u_come = uniform01(draws);
      const double u_deferred = uniform01(draws);
      const double u_lapse = uniform01(draws);
      const double u_gap = uniform01(draws);
      if (u_come < come && bed_left(w, m, utd, beds_left) &&
          present(w, m, utd, DonorKind::drive, u_deferred)) {
        donate(w, m, utd, member, u_gap);
        --beds_left;
        stays = u_lapse >= p.lapse_later;
      }
    }
    if (stays) {
      *kept++ = member;
    } else {
      active_time_[utd].leave(window_ticks(m, w.now()));
    }
  }
  host.members.erase(kept, host.members.end());
}

/// Who has never given comes, and stays a member if he will again.
void Donor::bleed_first_timers(With<BloodCentre> w, const Model& m, Host& host, double newcomers,
                               std::int64_t& beds_left) {
  const UtdId utd = utd_of(m, host);
  const auto day = static_cast<std::uint32_t>(m.day_number(w.now()));
  Draws arrivals = w.draws(host.name, arrivals_purpose, day);
  const auto first_timers = static_cast<std::uint32_t>(poisson_inverse(uniform01(arrivals), newcomers));
  for (std::uint32_t i = 0; i < first_timers; ++i) {
    if (!bed_left(w, m, utd, beds_left)) continue;
    const Name name = member_name(m, host, day, i);
    Draws traits = w.draws(name, donor_names::traits);
    Member member = first_timer(m, name, traits);
    const bool again = begins(w, m, utd, DonorKind::drive, member, traits);
    beds_left -= member.donations;
    if (!again) continue;
    host.members.push_back(member);
    active_time_[utd].enter(window_ticks(m, w.now()));
  }
}

/// A walk-in of the past comes again.
void Donor::visit(With<BloodCentre> w, const Model& m, WalkInId slot) {
  const DonorParameters& p = m.p.donor;
  WalkIn& walk_in = walk_ins_[slot];
  const UtdId utd = m.donor_plan.districts[walk_in.district].utd;
  Draws draws =
      w.draws(walk_in.member.name, attend_purpose, static_cast<std::uint64_t>(m.day_number(w.now())));
  const double u_come = uniform01(draws);
  const double u_deferred = uniform01(draws);
  const double u_lapse = uniform01(draws);
  const double u_gap = uniform01(draws);
  const double u_again = uniform01(draws);
  if (u_come < m.day(w.now()).turnout && bed_free(w, m, utd, DonorKind::walk_in) &&
      present(w, m, utd, DonorKind::walk_in, u_deferred)) {
    donate(w, m, utd, walk_in.member, u_gap);
    if (u_lapse < p.lapse_later) return free_walk_in(w, m, slot);
    plan_visit(w, m, slot, walk_in.member.ready);
  } else {
    plan_visit(w, m, slot, w.now() + p.return_after * (0.5 + u_again));
  }
}

Name Donor::first_visitor(const Model& m, LayerOf<DistrictId> stream, std::uint32_t serial) {
  return root_name(Root::walk_in, donor_names::code_of(m, stream.of), stream.layer, serial);
}

/// Point of a layer of a district's stream of walk-in first-timers, kept as far as turnout and willingness
/// go.
void Donor::first_visit(With<Agreement, BloodCentre> w, const Model& m, LayerOf<DistrictId> stream) {
  const DistrictId district = stream.of;
  const DonorPlan::District& plan = m.donor_plan.districts[district];
  const UtdId utd = plan.utd;
  const Name name = first_visitor(m, stream, serial_[stream.pack(m.p.districts.size())]++);
  Draws draws = w.draws(name, walk_in_purpose);
  const double u_keep = uniform01(draws);
  plan_first_visit(w, m, stream, unit_exponential(draws));
  if (!plan.walk_ins.keeps(u_keep, stream.layer, m.day(w.now()).turnout * willingness(w, m, district)))
    return;
  if (!bed_free(w, m, utd, DonorKind::walk_in)) return;
  Draws traits = w.draws(name, donor_names::traits);
  Member member = first_timer(m, name, traits);
  if (!begins(w, m, utd, DonorKind::walk_in, member, traits)) return;
  plan_visit(w, m, add_walk_in(w, m, member, district), member.ready);
}

void Donor::plan_first_visit(Services w, const Model& m, LayerOf<DistrictId> stream, double unit) {
  const double a_day = m.donor_plan.districts[stream.of].walk_ins.base();
  w.schedule<Donor>(m.donor_plan.opening.after(w.now(), unit / a_day), Kind::first_visit,
                    stream.pack(m.p.districts.size()));
}

/// In opening hours: a day's readiness spreads over them, and who is ready too late for his hour comes the
/// next day. Where it is always open, the instant he is ready.
void Donor::plan_visit(Services w, const Model& m, WalkInId slot, Time ready) {
  const DonorParameters& p = m.p.donor;
  const double part = m.time_of_day(ready) / days(1);
  Time at = Time{} + days(m.day_number(ready)) + p.open_from + (p.open_until - p.open_from) * part;
  if (p.open_until - p.open_from == days(1)) at = ready;
  if (at < ready) at += days(1);
  w.schedule<Donor>(std::max(at, w.now()), Kind::visit, slot);
}

WalkInId Donor::add_walk_in(Services w, const Model& m, const Member& member, DistrictId district) {
  active_time_[m.donor_plan.districts[district].utd].enter(window_ticks(m, w.now()));
  return into_slot(walk_ins_, free_, WalkIn{member, district});
}

void Donor::free_walk_in(Services w, const Model& m, WalkInId slot) {
  active_time_[m.donor_plan.districts[walk_ins_[slot].district].utd].leave(window_ticks(m, w.now()));
  free_.push_back(slot);
}

void Donor::settle_all(Services w, const Model& m) {
  for (const UtdId u : m.utds.ids()) {
    count<Donor>(w, m, w.now() - microseconds(1), Measured::active_time,
                 active_time_[u].close(window_ticks(m, w.now())), u);
  }
}

std::int64_t Donor::active() const {
  std::uint64_t sum = 0;
  for (const Presence& donors : active_time_) sum += donors.count();
  return static_cast<std::int64_t>(sum);
}

Name Donor::member_name(const Model& m, const Host& host, std::uint32_t day, std::uint32_t ordinal) {
  DARAH_VALIDATE(ordinal >> donor_names::first_timer_bits == 0, "over 4095 first-timers at one drive");
  return root_name(Root::donor, donor_names::code_of(m, host.district), 1 + host.order,
                   day << donor_names::first_timer_bits | ordinal);
}

Donor::Member Donor::first_timer(const Model& m, Name name, Draws& traits) {
  const double u_group = uniform01(traits);
  const double u_sex = uniform01(traits);
  Member member;
  member.name = name;
  member.group = static_cast<Group>(choose(u_group, m.group_shares));
  member.woman = u_sex < m.p.donor.women;
  return member;
}

/// A first presentation; true if the donor is bled and will give again.
bool Donor::begins(With<BloodCentre> w, const Model& m, UtdId utd, DonorKind kind, Member& member,
                   Draws& traits) {
  const double u_deferred = uniform01(traits);
  const double u_lapse = uniform01(traits);
  const double u_gap = uniform01(traits);
  if (!present(w, m, utd, kind, u_deferred)) return false;
  donate(w, m, utd, member, u_gap);
  count<Donor>(w, m, w.now(), Measured::first_donations, 1, utd);
  return u_lapse >= m.p.donor.lapse_first;
}

/// Whether the blood centre can bleed one more donor today; if not, he is counted and goes home.
bool Donor::bed_free(Services w, const Model& m, UtdId utd, DonorKind kind) {
  Bleeding& today = bleeding_[utd];
  const std::int64_t day = m.day_number(w.now());
  if (today.day != day) today = {day, 0};
  if (today.bled < m.p.network.bleeding_capacity[m.utds[utd]]) return true;
  count<Donor>(w, m, w.now(), Measured::turned_away, 1, utd, index_of(kind));
  return false;
}

/// Screening; true unless deferred.
bool Donor::present(With<BloodCentre> w, const Model& m, UtdId utd, DonorKind kind, double u_deferred) {
  const double deferral =
      m.p.donor.deferral * (kind == DonorKind::candidate ? m.p.agreement.candidate_deferral : 1);
  const bool deferred = u_deferred < deferral;
  BloodCentre::Donations& ledger = w.blood_centre().donations(utd);
  ++ledger.presented;
  count<Donor>(w, m, w.now(), Measured::presented, 1, utd, index_of(kind));
  if (!deferred) {
    count<Donor>(w, m, w.now(), Measured::donations, 1, utd, index_of(kind));
    if (kind != DonorKind::drive) ++bleeding_[utd].bled;
    return true;
  }
  ++ledger.deferred;
  const std::size_t reason = choose(u_deferred / deferral, m.p.donor.deferral_share);
  count<Donor>(w, m, w.now(), Measured::deferred, 1, utd, index_of(kind), reason);
  return false;
}

/// A voluntary donor bled now, and when he will be ready again.
void Donor::donate(With<BloodCentre> w, const Model& m, UtdId utd, Member& member, double u_gap) {
  const DonorParameters& p = m.p.donor;
  w.blood_centre().receive_donation(w, m, utd, member.group, member.name, member.donations);
  ++member.donations;
  std::copy_backward(member.given.begin(), member.given.end() - 1, member.given.end());
  member.given[0] = donor_names::day_of(w.now());
  member.ready = w.now() + p.interval + stretch(p.gap, m.donor_plan.gap(u_gap) / p.gap_shape);

  const std::int64_t limit = member.woman ? p.yearly_limit_women : p.yearly_limit;
  if (limit == 0) return;
  const std::int16_t counted = member.given[static_cast<std::size_t>(limit - 1)];
  const Time allowed = Time{} + days(counted + 365);
  if (counted == Member::never || allowed <= member.ready) return;
  member.ready = allowed;
  count<Donor>(w, m, w.now(), Measured::limited, 1, utd);
}

int Donor::replacement(With<BloodCentre> w, const Model& m, UtdId utd, Urgency urgency, Name parent,
                       std::uint32_t first_child, int found, Group recipient, int wanted, StaticUnits& out) {
  int got = 0;
  for (int i = 0; i < found; ++i) {
    const Found donor = find(w, m, parent.child(first_child + static_cast<std::uint32_t>(i)), recipient);
    if (donor.stays_away || !present(w, m, utd, DonorKind::replacement, donor.u_deferred)) continue;
    count<Donor>(w, m, w.now(), Measured::first_donations, 1, utd);
    if (!donor.suitable || got == wanted || out.size() == out.capacity()) {
      w.blood_centre().receive_donation(w, m, utd, donor.group, donor.name, 0);
    } else if (const auto unit =
                   w.blood_centre().test_at_once(w, m, utd, urgency, recipient, donor.group, donor.name, 0)) {
      out.push_back(*unit);
      ++got;
    }
  }
  return got;
}

int Donor::would_replace(Services w, const Model& m, Name parent, std::uint32_t first_child, int found,
                         Group recipient, int wanted, StaticUnits& out) {
  int got = 0;
  for (int i = 0; i < found && got < wanted && out.size() < out.capacity(); ++i) {
    const Found donor = find(w, m, parent.child(first_child + static_cast<std::uint32_t>(i)), recipient);
    if (donor.stays_away || !donor.suitable || donor.u_deferred < m.p.donor.deferral) continue;
    if (!BloodCentre::would_test_good(w, m, recipient, donor.group, donor.name, 0)) continue;
    out.push_back({Time::never(), Product::prc, donor.group});
    ++got;
  }
  return got;
}

/// Whom a family finds, from his name alone.
Donor::Found Donor::find(Services w, const Model& m, Name name, Group recipient) {
  Draws traits = w.draws(name, donor_names::traits);
  const Group group = first_timer(m, name, traits).group;
  const double u_deferred = uniform01(traits);
  const double u_known = uniform01(traits);
  const bool suitable = m.blood_centre_plan.suits(Product::prc, recipient, group);
  return {name, group, u_deferred, suitable, !suitable && u_known < m.p.donor.group_known};
}

std::optional<Bound> Donor::candidate(With<BloodCentre> w, const Model& m, UtdId utd, Name name, Group group,
                                      WomanId woman) {
  if (!bed_free(w, m, utd, DonorKind::candidate)) return Bound::bleeding;
  Draws traits = w.draws(name, donor_names::traits);
  if (!present(w, m, utd, DonorKind::candidate, uniform01(traits))) return Bound::deferral;
  count<Donor>(w, m, w.now(), Measured::first_donations, 1, utd);
  w.blood_centre().receive_donation(w, m, utd, group, name, 0, woman);
  return {};
}

std::size_t Donor::members() const {
  return std::accumulate(hosts_.begin(), hosts_.end(), std::size_t{0},
                         [](std::size_t sum, const Host& host) { return sum + host.members.size(); });
}

}  // namespace darah
