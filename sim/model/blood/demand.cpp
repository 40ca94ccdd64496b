#include "model/blood/demand.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <numeric>

#include "core/distribution.hpp"
#include "model/place/purpose.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose first_purpose = purpose(0x04, 0);     // a stream's first gap
constexpr Purpose request_purpose = purpose(0x04, 1);   // what is asked, and the gap to the next request
constexpr Purpose day_purpose = purpose(0x04, 4);       // how many requests a day has
constexpr Purpose due_purpose = purpose(0x04, 5);       // when in the day the next one comes
constexpr Purpose exchange_purpose = purpose(0x04, 6);  // whether a blood centre answers; occasion: its place
constexpr Purpose fit_purpose =
    purpose(0x04, 7);  // whether an unused unit may go again; occasion: its number

// Serials of requests' names (28 bits): layer 6 | point 20 | product 2, and a day's requests are at most ten
// times the usual, so LayeredRate::most times ten layers have room; or, where their number is drawn for the
// day, day 13 | ordinal 13 | product 2.
constexpr std::uint32_t point_bits = 20, product_bits = 2, layer_bits = 6, ordinal_bits = 13;

Name point(const Model& m, LayerOf<StreamId> at, std::uint32_t serial) {
  DARAH_EXPECT(at.layer >> layer_bits == 0);
  DARAH_VALIDATE(serial >> point_bits == 0, "over a million requests of one hospital for one product");
  const NameFields hospital = m.facility_names[m.hospitals[at.of.hospital()]].unpack();
  return root_name(Root::request, hospital.region, hospital.site,
                   (at.layer << point_bits | serial) << product_bits | at.of.kind());
}

/// The request of a day's stream; ordinal 0 stands for the day too.
Name of_day(const Model& m, StreamId stream, std::int64_t day, std::int32_t ordinal) {
  DARAH_VALIDATE(day >> ordinal_bits == 0,
                 "a run longer than 8191 days with a number of requests drawn for each");
  const auto place = static_cast<std::uint32_t>(day) << ordinal_bits | static_cast<std::uint32_t>(ordinal);
  return point(m, {place >> point_bits, stream}, place & ((1U << point_bits) - 1));
}

Distribution distribution_of(const DemandParameters& p) {
  return static_cast<Distribution>(p.distribution.index);
}

constexpr std::size_t kinds_of_ask = count_of<Urgency> * products * groups * 4;

/// What an ask asks for but for its number of units.
std::size_t kind_of(const Ask& ask) {
  const std::size_t what =
      (index_of(ask.urgency) * products + index_of(ask.product)) * groups + index_of(ask.recipient);
  return what * 4 + (ask.any_group ? 2 : 0) + (ask.reserve ? 1 : 0);
}

}  // namespace

/// Room for all requests that come in the time after which they lapse, as where there is no blood at all.
void Demand::make_room(const Model& m) {
  const DemandParameters& p = m.p.demand;
  const EnumArray<Urgency, double> share{{p.obstetric, p.urgent, 1 - p.urgent}};
  double all = 0;
  for (const Urgency urgency : every<Urgency>) {
    const Duration lapse = urgency == Urgency::elective ? p.elective_lapse : p.urgent_lapse;
    waiting_[urgency].resize(m.utds.size());
    for (const UtdId utd : waiting_[urgency].ids()) {
      const auto& units = m.demand_plan.units_of_utd[utd];
      const double requests = std::accumulate(units.begin(), units.end(), 0.0) / (1 + p.more_units);
      const double room = std::min(1.5 * requests * share[urgency] * lapse.as_days() + 16, 1e5);
      waiting_[urgency][utd].reserve(static_cast<std::size_t>(room));
      all += room;
    }
  }
  requests_.reserve(static_cast<std::size_t>(all));
  free_.reserve(static_cast<std::size_t>(all));
}

void Demand::start(Services w, const Model& m) {
  make_room(m);
  // Units held and not used, all blood centres together: three times the mean.
  double held = 0;
  for (const auto& asked : m.demand_plan.units_of_utd)
    held += std::accumulate(asked.begin(), asked.end(), 0.0);
  held *= (1 - m.p.demand.used) * m.p.demand.hold.as_days();
  held_.reserve(static_cast<std::size_t>(std::min(3 * held, 1e6)));
  const Table<StreamId, LayeredRate>& requests = m.demand_plan.requests;
  if (distribution_of(m.p.demand) != Distribution::poisson) {
    today_.resize(requests.size());
    for (const StreamId stream : requests.ids()) {
      if (requests[stream].rate() > 0) w.schedule<Demand>(w.now(), Kind::day, stream, priority::review);
    }
    return;
  }
  const auto layers_of = [&](StreamId stream) {
    return requests[stream].layers(m.demand_plan.most_factor[stream.kind()]);
  };
  std::uint32_t layers = 0;
  for (const StreamId stream : requests.ids()) layers = std::max(layers, layers_of(stream));
  serial_.resize(layers * requests.size());
  for (std::uint32_t i = 0; i < serial_.size(); ++i) {
    const auto at = LayerOf<StreamId>::unpack(i, requests.size());
    if (at.layer >= layers_of(at.of)) continue;
    Draws draws = w.draws(point(m, at, 0), first_purpose);
    const double mass = unit_exponential(draws) / requests[at.of].base();
    w.schedule<Demand>(m.demand_plan.profile.after(w.now(), mass), Kind::request, i, priority::urgent);
  }
}

void Demand::handle(With<Agreement, BloodBank, BloodCentre, Donor, MotherBlood> w, const Model& m, Kind kind,
                    const Event& event) {
  switch (kind) {
    case Kind::request:
      return arrive(w, m, LayerOf<StreamId>::unpack(event.index(), m.demand_plan.requests.size()));
    case Kind::day:
      return begin_day(w, m, StreamId{event.index()});
    case Kind::due:
      return come_due(w, m, StreamId{event.index()});
    case Kind::release:
      return release(w, m);
    case Kind::replacement:
      return found_donors(w, m, RequestId{event.index()});
    case Kind::substitute:
      return substitute(w, m, RequestId{event.index()});
    case Kind::delivery:
      return deliver(w, m, DeliveryId{event.index()});
    case Kind::stock:
      return serve_waiting(w, m, UtdId{event.index()});
    case Kind::count:
      break;
  }
}

/// Point of a stream's layer: a request, unless the arm, season or weekend leaves it out. Its draws lead to
/// the next point too.
void Demand::arrive(With<Agreement, BloodBank, BloodCentre> w, const Model& m, LayerOf<StreamId> at) {
  const DemandParameters& p = m.p.demand;
  const DemandPlan& plan = m.demand_plan;
  const LayeredRate& rate = plan.requests[at.of];
  const std::uint32_t index = at.pack(plan.requests.size());
  Request r;
  r.name = point(m, at, serial_[index]++);
  r.hospital = at.of.hospital();
  r.product = at.of.product();

  Draws draws = w.draws(r.name, request_purpose);
  const double u_keep = uniform01(draws);
  const double u_weekend = uniform01(draws);
  const double u_urgent = uniform01(draws);
  const double gap = unit_exponential(draws);
  w.schedule<Demand>(plan.profile.after(w.now(), gap / rate.base()), Kind::request, index, priority::urgent);

  const Day& today = m.day(w.now());
  r.urgency = u_urgent < plan.urgent ? Urgency::urgent : Urgency::elective;
  if (!rate.keeps(u_keep, at.layer, plan.factor(p, r.product, today))) return;
  if (r.urgency == Urgency::elective && u_weekend >= DemandPlan::electives_on(p, today.weekday)) return;
  come(w, m, r, draws);
}

/// The number of a stream's requests of the day.
void Demand::begin_day(Services w, const Model& m, StreamId stream) {
  w.schedule<Demand>(w.now() + days(1), Kind::day, stream, priority::review);
  const DemandParameters& p = m.p.demand;
  const DemandPlan& plan = m.demand_plan;
  const Day& today = m.day(w.now());
  const double electives = DemandPlan::electives_on(p, today.weekday);
  const double mean = plan.requests[stream].rate() * plan.factor(p, stream.product(), today) *
                      (plan.urgent + (1 - plan.urgent) * electives);
  Draws draws = w.draws(of_day(m, stream, m.day_number(w.now()), 0), day_purpose);
  const double u = uniform01(draws);
  const double shape = p.shape[today.weekday];
  const std::int64_t n = distribution_of(p) == Distribution::rounded_gamma
                             ? rounded_gamma_inverse(u, mean, shape, p.most)
                             : negative_binomial_inverse(u, mean, shape, p.most);
  today_[stream] = {static_cast<std::int32_t>(n), 0, 0};
  if (n > 0) plan_due(w, m, stream);
}

/// The next of the day's requests: the least of as many uniform times as are left.
void Demand::plan_due(Services w, const Model& m, StreamId stream) {
  DayOfStream& today = today_[stream];
  const std::int64_t day = m.day_number(w.now());
  Draws draws = w.draws(of_day(m, stream, day, today.ordinal), due_purpose);
  const double left = 1 - today.share;
  today.share = 1 - left * math::pow(1 - uniform01(draws), 1.0 / today.left);
  // Rounding may not carry it into tomorrow.
  const Time at = m.demand_plan.profile.after(Time{} + days(day), today.share);
  w.schedule<Demand>(std::min(at, Time{} + days(day + 1) - microseconds(1)), Kind::due, stream,
                     priority::urgent);
}

void Demand::come_due(With<Agreement, BloodBank, BloodCentre> w, const Model& m, StreamId stream) {
  const DemandParameters& p = m.p.demand;
  DayOfStream& today = today_[stream];
  const Day& day = m.day(w.now());
  Request r;
  r.name = of_day(m, stream, m.day_number(w.now()), today.ordinal++);
  r.hospital = stream.hospital();
  r.product = stream.product();
  Draws draws = w.draws(r.name, request_purpose);
  const double electives = (1 - m.demand_plan.urgent) * DemandPlan::electives_on(p, day.weekday);
  r.urgency = uniform01(draws) * (m.demand_plan.urgent + electives) < m.demand_plan.urgent
                  ? Urgency::urgent
                  : Urgency::elective;
  if (--today.left > 0) plan_due(w, m, stream);
  come(w, m, r, draws);
}

void Demand::come(With<Agreement, BloodBank, BloodCentre> w, const Model& m, Request r, Draws& draws) {
  const DemandParameters& p = m.p.demand;
  r.asked = w.now();
  r.group = static_cast<Group>(choose(draws, m.group_shares));
  const double u_units = uniform01(draws);
  const double u_obstetric = uniform01(draws);
  const double u_any_group = uniform01(draws);
  r.missing = 1;
  while (u_units >= m.demand_plan.units_up_to[r.missing - 1U]) ++r.missing;
  for (int i = 0; i < r.missing; ++i)
    r.to_use = static_cast<std::uint8_t>(r.to_use + (uniform01(draws) < p.used));
  if (is_red(r.product) && u_obstetric < p.obstetric) r.urgency = Urgency::maternal;
  const bool substitutes = u_any_group < p.substitution[index_of(r.urgency)];
  r.any_group = substitutes && p.substitute_after.us == 0;

  const UtdId utd = m.utd_of_hospital(r.hospital);
  count<Demand>(w, m, w.now(), Measured::requests, 1, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::asked, r.missing, utd, index_of(r.urgency));
  if (may_kill(p, r)) count<Demand>(w, m, w.now(), Measured::at_risk, r.missing, utd);
  serve(w, m, r);
  if (r.urgency == Urgency::urgent) breach_reserve(w, m, r);
  if (r.missing == 0) return ask_by_rule(w, m, r);
  count<Demand>(w, m, w.now(), Measured::withheld, w.blood_centre().withheld(w, m, utd, ask(w, m, r)), utd,
                index_of(r.urgency));
  give_up_if_lapsed(w, m, r);  // at once, where none waits
  if (r.missing == 0) return;

  const RequestId slot = wait(m, r);
  if (substitutes && !r.any_group) {
    ++requests_[slot].pending;
    w.schedule<Demand>(w.now() + p.substitute_after, Kind::substitute, slot, priority::elective);
  }
  const int lacking = r.urgency == Urgency::elective ? r.missing : exchange(w, m, slot);
  if (lacking > 0) look_for_donors(w, m, slot);
}

/// What a request asks of a stock now.
Ask Demand::ask(With<const Agreement> w, const Model& m, const Request& r) const {
  const bool reserve = r.urgency == Urgency::maternal && w.agreement().is_party(m, r.hospital);
  return {r.product, r.group, r.missing, r.urgency, r.any_group, reserve};
}

/// Whatever the hospital's own stock and its blood centre give by the rules.
void Demand::serve(With<Agreement, BloodBank, BloodCentre> w, const Model& m, Request& r) {
  serve_from_bank(w, m, r);
  if (r.missing > 0) serve_from_centre(w, m, r);
}

void Demand::serve_from_bank(With<Agreement, BloodBank, BloodCentre> w, const Model& m, Request& r) {
  StaticUnits units;
  if (w.blood_bank().take(w, m, r.hospital, ask(w, m, r), units) > 0)
    issue(w, m, r, BloodSource::hospital, units);
}

void Demand::serve_from_centre(With<Agreement, BloodCentre> w, const Model& m, Request& r) {
  StaticUnits units;
  w.blood_centre().take(w, m, m.utd_of_hospital(r.hospital), ask(w, m, r), units);
  issue(w, m, r, BloodSource::own_utd, units);
}

/// An urgent request short of units gets at the mothers' reserve where the rule is broken.
void Demand::breach_reserve(With<Agreement, BloodCentre> w, const Model& m, Request& r) {
  const UtdId utd = m.utd_of_hospital(r.hospital);
  if (r.missing == 0 || r.product != Product::prc || w.blood_centre().reserve(utd, r.group) == 0) return;
  if (!w.agreement().breaches(w, m, utd, r.name)) return;
  StaticUnits units;
  Ask from_reserve = ask(w, m, r);
  from_reserve.reserve = true;
  w.blood_centre().take(w, m, utd, from_reserve, units);
  issue(w, m, r, BloodSource::own_utd, units);
}

/// Asks the other blood centres, the nearest first; returns how many units none of them sends.
int Demand::exchange(With<Agreement, BloodCentre> w, const Model& m, RequestId slot) {
  const Request& r = requests_[slot];
  const UtdId utd = m.utd_of_hospital(r.hospital);
  Ask wish = ask(w, m, r);
  for (const UtdId from : m.blood_centre_plan.partners[utd]) {
    if (wish.units == 0) break;
    Draws draws = w.draws(r.name, exchange_purpose, m.facility_occasion(m.utds[from]));
    if (!w.blood_centre().answers(w, m, from, utd, uniform01(draws))) continue;
    StaticUnits units;
    const int sent = w.blood_centre().spare(w, m, from, utd, wish, units);
    if (sent == 0) continue;
    wish.units -= sent;
    const DeliveryId place = into_slot(deliveries_, free_deliveries_, Delivery{units, slot, utd});
    ++requests_[slot].pending;
    w.schedule<Demand>(w.now() + w.blood_centre().exchange_time(w, m, from, utd), Kind::delivery, place,
                       priority::arrival);
  }
  return wish.units;
}

/// Units from another blood centre arrive, with the life they have left: for their patient, or for the stock.
void Demand::deliver(With<BloodBank, BloodCentre, MotherBlood> w, const Model& m, DeliveryId place) {
  const Delivery delivery = deliveries_[place];
  deliveries_[place].units.clear();
  free_deliveries_.push_back(place);
  Request& r = requests_[delivery.request];
  --r.pending;
  give_up_if_lapsed(w, m, r);
  StaticUnits given;
  for (const Unit& unit : delivery.units) {
    if (unit.expiry > w.now() && std::cmp_less(given.size(), r.missing)) {
      w.blood_centre().receive(w, m, delivery.utd, r.urgency, unit);
      given.push_back(unit);
    } else {
      w.blood_centre().put_on_shelf(w, m, delivery.utd, unit);
    }
  }
  const bool left = given.size() < delivery.units.size();
  issue(w, m, r, BloodSource::other_utd, given);
  free_if_done(delivery.request);
  if (!left) return;
  w.mother_blood().stock_arrived(w, delivery.utd);
  stock_arrived(w, delivery.utd);
}

/// Gives units to the patient: those to be used are transfused, the others come back when their hold ends.
void Demand::issue(With<BloodCentre> w, const Model& m, Request& r, BloodSource source,
                   const StaticUnits& units) {
  if (units.empty()) return;
  const UtdId utd = m.utd_of_hospital(r.hospital);
  const auto n = static_cast<std::int64_t>(units.size());
  const Time due = w.now() + m.p.demand.hold;
  bool any_held = false;
  std::int64_t other_groups = 0;
  for (const Unit& unit : units) {
    if (r.to_use > 0) {
      --r.to_use;
      w.blood_centre().transfuse(w, m, utd, unit);
    } else {
      Draws draws = w.draws(r.name, fit_purpose, r.issued);
      held_.push({unit, due, r.hospital, source == BloodSource::hospital, bernoulli(draws, m.p.demand.fit)});
      any_held = true;
    }
    ++r.issued;
    other_groups += unit.group != r.group;
  }
  if (any_held) w.schedule<Demand>(due, Kind::release, std::uint32_t{0}, priority::arrival);
  r.missing = static_cast<std::uint8_t>(r.missing - n);

  count<Demand>(w, m, w.now(), Measured::met, n, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::met_by, n, utd, index_of(source));
  count<Demand>(w, m, w.now(), Measured::substituted, other_groups, utd, index_of(r.urgency));
  if (w.now() == r.asked) return;
  count<Demand>(w, m, w.now(), Measured::late, n, utd, index_of(r.urgency));
  count<Demand>(w, m, w.now(), Measured::late_time, n * (w.now() - r.asked).us, utd, index_of(r.urgency));
}

void Demand::release(With<BloodBank, BloodCentre, MotherBlood> w, const Model& m) {
  while (!held_.empty() && held_[0].due <= w.now()) {
    const Held held = held_.pop();
    const UtdId utd = m.utd_of_hospital(held.hospital);
    count<Demand>(w, m, w.now(), Measured::returned, 1, utd);
    if (!held.fit) {
      w.blood_centre().discard(w, m, utd, held.unit);
    } else if (held.of_bank) {
      w.blood_bank().give_back(w, m, held.hospital, held.unit);
    } else {
      w.blood_centre().give_back(w, m, utd, held.unit);
    }
  }
}

Duration Demand::lapse(const Model& m, const Request& r) {
  return r.urgency == Urgency::elective ? m.p.demand.elective_lapse : m.p.demand.urgent_lapse;
}

/// Joins the line of its blood centre; returns its slot.
RequestId Demand::wait(const Model& m, const Request& r) {
  const RequestId slot = into_slot(requests_, free_, r);
  requests_[slot].listed = true;
  waiting_[r.urgency][m.utd_of_hospital(r.hospital)].push_back(slot);
  return slot;
}

void Demand::free_if_done(RequestId slot) {
  if (!requests_[slot].listed && requests_[slot].pending == 0) free_.push_back(slot);
}

/// A patient has waited long enough for the own group.
void Demand::substitute(With<Agreement, BloodBank, BloodCentre> w, const Model& m, RequestId slot) {
  Request& r = requests_[slot];
  --r.pending;
  r.any_group = true;
  if (r.missing > 0 && w.now() < r.asked + lapse(m, r)) serve(w, m, r);
  free_if_done(slot);
}

/// A request whose time has passed is counted, at the instant it passed.
std::int64_t Demand::waiting(const Model& m, Time now) const {
  std::int64_t sum = 0;
  for (const auto& lines : waiting_) {
    for (const Roomy<RequestId>& line : lines) {
      sum += std::count_if(line.begin(), line.end(), [&](RequestId slot) {
        const Request& r = requests_[slot];
        return r.missing > 0 && now < r.asked + lapse(m, r);
      });
    }
  }
  return sum;
}

void Demand::give_up_if_lapsed(With<BloodBank> w, const Model& m, Request& r) {
  const Time lapses = r.asked + lapse(m, r);
  if (r.missing == 0 || lapses > w.now()) return;
  const UtdId utd = m.utd_of_hospital(r.hospital);
  count<Demand>(w, m, lapses, Measured::unmet, r.missing, utd, index_of(r.urgency));
  if (may_kill(m.p.demand, r)) {
    const auto each = std::llround(m.p.demand.death_unmet * 1e6);
    count<Demand>(w, m, lapses, Measured::deaths, each * r.missing, utd);
  }
  w.blood_bank().book_short(w, m, r.hospital, lapses, r.missing);
  r.missing = 0;
}

void Demand::stock_arrived(Services w, UtdId utd) const {
  const bool anyone =
      std::any_of(waiting_.begin(), waiting_.end(), [utd](const auto& lists) { return !lists[utd].empty(); });
  if (anyone) w.schedule<Demand>(w.now(), Kind::stock, utd, priority::urgent);
}

std::int64_t Demand::units_held(const Model& m, UtdId utd, Product product) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < held_.size(); ++i)
    sum += held_[i].unit.product == product && m.utd_of_hospital(held_[i].hospital) == utd;
  return sum;
}

std::int64_t Demand::in_transit(UtdId utd, Product product) const {
  std::int64_t sum = 0;
  for (const Delivery& delivery : deliveries_) {
    if (delivery.utd != utd) continue;
    for (const Unit& unit : delivery.units) sum += unit.product == product;
  }
  return sum;
}

void Demand::settle_all(With<BloodBank> w, const Model& m) {
  for (auto& lists : waiting_) {
    for (Roomy<RequestId>& line : lists) pass_along(w, m, line, [](Request&) {});
  }
}

void Demand::serve_waiting(With<Agreement, BloodBank, BloodCentre> w, const Model& m, UtdId utd) {
  // What the blood centre has not met in full it has not for any later request of the same kind.
  std::bitset<kinds_of_ask> in_vain;
  for (auto& lists : waiting_) {
    pass_along(w, m, lists[utd], [&](Request& r) {
      serve_from_bank(w, m, r);
      if (r.missing == 0) return;
      const std::size_t kind = kind_of(ask(w, m, r));
      if (in_vain[kind]) return;
      serve_from_centre(w, m, r);
      in_vain[kind] = r.missing > 0;
    });
  }
}

/// Down a line: lapsed requests are given up, `attend` sees to the others, and who lacks nothing more leaves
/// it.
template <class Attend>
void Demand::pass_along(With<BloodBank> w, const Model& m, Roomy<RequestId>& line, Attend&& attend) {
  auto kept = line.begin();
  for (const RequestId slot : line) {
    Request& r = requests_[slot];
    give_up_if_lapsed(w, m, r);
    if (r.missing > 0) attend(r);
    if (r.missing > 0) {
      *kept++ = slot;
    } else {
      r.listed = false;
      free_if_done(slot);
    }
  }
  line.erase(kept, line.end());
}

}  // namespace darah
