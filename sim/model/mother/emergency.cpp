#include "model/mother/emergency.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "core/mixed.hpp"
#include "model/world/duration_bins.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose onset_draws = purpose(0x06, 1);
constexpr Purpose clock_draws = purpose(0x06, 2);
constexpr Purpose unit_draws = purpose(0x06, 3);
constexpr Purpose report_draw = purpose(0x06, 4);
constexpr Purpose organ_draw = purpose(0x06, 11);

constexpr std::int64_t most_units = static_cast<std::int64_t>(StaticUnits::static_capacity);

/// Square of a time in whole seconds.
std::int64_t squared_seconds(Duration d) {
  const std::int64_t s = d.us / seconds(1).us;
  return s * s;
}

/// Surgery stands ready, or none is needed and she lies in a hospital that could give blood.
bool ready(const Case& c) {
  return c.surgery_stands_ready() || (!c.needs_surgery() && c.stage() == Case::Stage::receiving);
}

}  // namespace

EmergencyPlan::EmergencyPlan(const Model& m)
    : mapping(static_cast<DelayMapping>(m.p.emergency.mapping.index)) {
  const EmergencyParameters& p = m.p.emergency;
  for (const Step step : every<Step>) {
    const auto delay = [&](const std::vector<Choice>& of) {
      return static_cast<Delay>(of[index_of(step)].index);
    };
    delays[DelayMapping::thaddeus_maine][step] = delay(p.thaddeus_maine);
    delays[DelayMapping::terlambat][step] = delay(p.terlambat);
  }
}

LastMissing Emergency::last_missing(const Case& c, bool of_residual) {
  if (of_residual) return LastMissing::nothing;
  switch (c.steps().present()) {
    case Step::decide:
    case Step::recognise:
    case Step::refer:
    case Step::notice:
      return LastMissing::decision;
    case Step::vehicle:
    case Step::travel:
    case Step::stabilise:
      return LastMissing::transport;
    case Step::accept:
      return LastMissing::acceptance;
    case Step::onward:
      return c.place() == Place::on_the_way ? LastMissing::transport : LastMissing::acceptance;
    case Step::triage:
    case Step::bed:
      return LastMissing::reception;
    default:
      return ready(c) ? LastMissing::blood : LastMissing::theatre;
  }
}

namespace {

/// The share of a lethal clock that has run at this age, at most 1; 0 of one that does not kill.
double share_run(const Case& c, Duration age) {
  return c.lethal() ? std::min(1.0, age / c.clock().lethal_age()) : 0;
}
double share_run(const Case& c) { return share_run(c, c.clock().age()); }

/// Chance that organs have failed by this age of a clock that does not kill: what it is at once, as often
/// again with each median of lethal clocks of her cause.
double organ_failure(const EmergencyParameters& p, Cause cause, Duration age) {
  const double medians = age / p.median[index_of(cause)];
  return 1 - math::pow(1 - p.organ_failure[index_of(cause)], 1 + p.organ_failure_growth * medians);
}

/// Chance of death with definitive care after a share x of a lethal clock.
double residual(const EmergencyParameters& p, Cause cause, double x) {
  const double early = p.residual_early[index_of(cause)], late = p.residual_late[index_of(cause)];
  return early + (late - early) * x * x;
}

}  // namespace

double EmergencyParameters::blood_a_birth(double frailty, double lethal, double other) const {
  double sum = 0;
  for (std::size_t c = 0; c < rate.size(); ++c) {
    const double kills = std::min(1.0, lethality[c] * frailty);
    const double counts = haemorrhage(static_cast<Cause>(c)) ? lethal : other;
    sum += rate[c] / 1000 * (kills * blood_lethal[c] * counts + (1 - kills) * blood_other[c] * other);
  }
  return sum;
}

void Emergency::draw_onset(Services w, const Model& m, Woman& woman, double u_cause) {
  const std::vector<double>& share = m.pregnancy_plan.cause_share[PregnancyPlan::risk_class(woman)];
  if (u_cause >= share.back()) return;
  std::size_t cause = 0;
  while (u_cause >= share[cause]) ++cause;
  const Dates dates = draw_dates(w, m, woman.name, static_cast<Cause>(cause), woman.birth);
  woman.birth = dates.birth;
  woman.await(static_cast<Cause>(cause), dates.onset);
}

Emergency::Dates Emergency::draw_dates(Services w, const Model& m, Name key, Cause of, Time birth) {
  const EmergencyParameters& p = m.p.emergency;
  const std::size_t cause = index_of(of);
  Draws g = w.draws(key, onset_draws);
  const bool before = bernoulli(g, p.onset_before[cause]);
  const double u = uniform01(g);
  const double unit = unit_exponential(g);
  if (of == Cause::abortion) {
    const Time end = birth - p.onset_before_mean[cause] * (0.6 + 0.6 * u);
    return {end, end};
  }
  if (before) {
    // Not before the 20th week: what threatens earlier is an abortion.
    const Duration latest = days(140);
    return {birth - std::min(latest, p.onset_before_mean[cause] * unit), birth};
  }
  const Duration latest = m.p.pregnancy.follow_up - hours(1);
  return {birth + std::min(latest, p.onset_after_mean[cause] * unit), birth};
}

namespace {

/// Units of each product that she needs, red cells at least one.
BloodNeed::Units draw_units(Services w, const EmergencyParameters& p, const Case::Onset& onset) {
  const double mean = onset.lethal && haemorrhage(onset.cause) ? p.units_mean_lethal : p.units_mean;
  // A negative binomial whose mean an arm may patch: the gamma keeps its draw, the Poisson is inverted.
  Draws spread = w.draws(onset.name, unit_draws), number = w.draws(onset.name, unit_draws, 1);
  const double expected = unit_gamma(spread, p.units_size) * (mean - 1) / p.units_size;
  BloodNeed::Units units;
  units[Needed::red_cells] =
      static_cast<std::int32_t>(1 + std::min(most_units - 1, poisson_inverse(uniform01(number), expected)));
  if (units[Needed::red_cells] >= p.massive) {
    units[Needed::plasma] = BloodNeed::share_of(units[Needed::red_cells], p.plasma);
    units[Needed::platelets] = BloodNeed::share_of(units[Needed::red_cells], p.platelets);
  }
  return units;
}

/// What no arm can change: a hash of it guards the common random numbers.
std::uint64_t facts_of(const Case::Onset& onset) {
  std::uint64_t facts =
      onset.name.bits() ^ static_cast<std::uint64_t>(onset.at.us) << 3 ^ index_of(onset.cause);
  if (onset.lethal) facts = mixed(facts) ^ static_cast<std::uint64_t>(onset.clock.us);
  return mixed(facts) ^ static_cast<std::uint64_t>(onset.units[Needed::red_cells]) ^
         (onset.needs_surgery ? 64u : 0u);
}

void tell_onset(Services w, const Case& c) {
  w.tell(
      c.name(), Told::onset, static_cast<std::int32_t>(index_of(c.cause())),
      (c.lethal() ? 1 : 0) | (c.needs_surgery() ? 2 : 0) | (c.needs_blood() ? 4 : 0) | (c.counts() ? 8 : 0),
      c.lethal() ? c.clock().lethal_age().us : 0);
  if (c.needs_blood()) {
    w.tell(c.name(), Told::needs, c.blood().units(Needed::red_cells), c.blood().units(Needed::plasma),
           c.blood().units(Needed::platelets));
  }
}

Period period_of_death(With<const Pregnancy> w, const Case& c) {
  const Woman& woman = w.pregnancy().women[c.woman()];
  if (!woman.is(Woman::born) || c.cause() == Cause::abortion) return Period::before_birth;
  return w.now() - woman.birth <= hours(48) ? Period::within_48_hours : Period::later;
}

}  // namespace

double Emergency::risk(const Model& m, const Case& c) {
  return c.lethal() ? residual(m.p.emergency, c.cause(), share_run(c)) : 0;
}

Delay Emergency::dominant_delay(const Model& m, const Case& c, Time now) {
  return dominant_delay(m, c, now, m.emergency_plan.delay_of());
}

Delay Emergency::dominant_delay(const Model& m, const Case& c, Time now, const DelayOf& delay_of) {
  const auto delay = c.steps().delays(delay_of, now);
  const auto& reference = m.p.emergency.delay_reference;
  Delay dominant{};
  for (const Delay d : every<Delay>) {
    if (delay[d] / reference[index_of(d)] > delay[dominant] / reference[index_of(dominant)]) dominant = d;
  }
  return dominant;
}

double Emergency::lethality(const Model& m, Cause cause, DistrictId district) {
  return std::min(1.0, m.p.emergency.lethality[index_of(cause)] * m.p.network.frailty[district]);
}

Case::Onset Emergency::onset_of(With<const Pregnancy> w, const Model& m, WomanId slot) {
  return draw_case(w, m, slot, w.pregnancy().women[slot].name, false);
}

Case::Onset Emergency::lethal_onset(With<const Pregnancy> w, const Model& m, WomanId slot, Name key) {
  return draw_case(w, m, slot, key, true);
}

Case::Onset Emergency::draw_case(With<const Pregnancy> w, const Model& m, WomanId slot, Name key,
                                 bool lethal) {
  const Woman& woman = w.pregnancy().women[slot];
  const EmergencyParameters& p = m.p.emergency;
  const std::size_t cause = index_of(woman.cause());
  Case::Onset onset;
  onset.name = key;
  onset.of_woman = woman.name;
  onset.woman = slot;
  onset.catchment = woman.catchment();
  onset.district = m.district_of(woman.catchment());
  onset.month = woman.birth < m.last ? m.day(std::max(Time{}, woman.birth)).month : -1;
  onset.cause = woman.cause();
  onset.group = woman.group;
  onset.at = w.now();
  Draws g = w.draws(onset.name, clock_draws);
  const double u_lethal = uniform01(g), u_clock = uniform01(g), u_blood = uniform01(g),
               u_surgery = uniform01(g);
  onset.outcome_draw = uniform01(g);
  const double u_hysterectomy = uniform01(g);
  const double kills = lethality(m, onset.cause, onset.district);
  if (lethal || u_lethal < kills) {
    onset.lethal = true;
    onset.spare_draw = lethal ? u_lethal : u_lethal / kills;
    onset.clock = onset.lethal_age = weibull_quantile(u_clock, p.median[cause], p.shape[cause]);
    if (woman.is(Woman::anaemic)) onset.lethal_age = onset.clock * p.anaemia_factor;
  }
  onset.needs_surgery = u_surgery < p.surgery[cause];
  onset.hysterectomy = onset.needs_surgery && u_hysterectomy < p.hysterectomy[cause];
  if (u_blood < (onset.lethal ? p.blood_lethal : p.blood_other)[cause]) onset.units = draw_units(w, p, onset);
  return onset;
}

void Emergency::add_facts(Services w, const Case::Onset& onset) {
  if (onset.month >= 0) Pregnancy::add_fact(w, onset.district, facts_of(onset));
}

CaseId Emergency::open(With<Pregnancy> w, const Model& m, const Case::Onset& onset) {
  const CaseId slot = into_slot(cases_, free_, Case(onset));
  w.pregnancy().women[onset.woman].fall_ill(slot);
  const Case& c = cases_[slot];
  if (c.counts()) {
    w.add<Emergency>(Measured::emergencies, 1, c.district(), c.month(), c.cause());
    if (c.lethal()) w.add<Emergency>(Measured::lethal_emergencies, 1, c.district(), c.month());
    for (const Needed need : every<Needed>) {
      w.add<Emergency>(Measured::units_needed, c.blood().units(need), c.district(), c.month(),
                       needed_products[need]);
    }
  }
  tell_onset(w, c);
  pace(w, m, slot);
  return slot;
}

void Emergency::handle(AroundHer w, const Model& m, Kind kind, const Event& e) {
  if (kind == Kind::second) return begin_second(w, m, SecondId{e.index()});
  if (w.fires(cases_[CaseId{e.index()}].timers().death, e)) w.way().die(w, m, CaseId{e.index()});
}

void Emergency::pace(Services w, const Model& m, CaseId slot) {
  Case& c = cases_[slot];
  c.pace(w.now(), m.p.emergency.half, m.p.emergency.alone);
  if (!c.lethal()) return;
  w.set<Emergency>(c.timers().death, w.now() + std::min(c.clock().left(), days(3650)), Kind::death, slot,
                   priority::death);
}

bool Emergency::treat(With<const Agreement, Emergency, Hospital, Kept, Pregnancy> w, const Model& m,
                      CaseId slot) {
  Case& c = cases_[slot];
  c.end_step(w.now());
  w.cancel(c.timers().death);
  const double risk = Emergency::risk(m, c);
  w.tell(c.name(), Told::treated, static_cast<std::int32_t>(share_run(c) * 1000), 0,
         std::llround(risk * 1e6));
  w.pregnancy().treated(w, m, c);
  if (c.counts()) book_care(w, m, c, risk);
  return c.onset().outcome_draw < risk;
}

void Emergency::book_care(With<Pregnancy> w, const Model& m, const Case& c, double risk) {
  const auto book = [&](Measured what, std::int64_t n, auto... at) {
    w.add<Emergency>(what, n, c.district(), at...);
  };
  book(Measured::treated, 1, c.month());
  const auto delays = c.steps().delays(m.emergency_plan.delay_of(), w.now());
  for (const Delay d : every<Delay>) {
    book(Measured::delay_time, delays[d].us, c.month(), d);
    book(Measured::delay_squares, squared_seconds(delays[d]), c.month(), d);
    book(Measured::delay_histogram, 1, d, duration_bin(delays[d]));
  }
  for (const Step s : every<Step>) {
    book(Measured::step_time, c.steps().spent()[s].us, c.month(), s);
    book(Measured::step_histogram, 1, s, duration_bin(c.steps().spent()[s]));
  }
  const Duration whole = w.now() - c.onset().at;
  book(Measured::onset_to_treatment, whole.us, c.month());
  book(Measured::onset_to_treatment_squares, squared_seconds(whole), c.month());
  book(Measured::deaths_conditional, std::llround(risk * 1e6), c.month());
  Probe::expect(w, m, c, risk);
  for (const Needed need : every<Needed>) {
    book(Measured::units_in_time, std::min(c.blood().given(need), c.blood().units(need)), c.month(),
         needed_products[need]);
  }
  if (c.onset().hysterectomy) book(Measured::hysterectomies, 1, c.month());
}

bool Emergency::critical(Services w, const Model& m, const Case& c, Duration age) {
  const EmergencyParameters& p = m.p.emergency;
  if (c.lethal()) return share_run(c, age) >= p.near_miss_age;
  if (p.organ_failure[index_of(c.cause())] == 0) return false;
  Draws g = w.draws(c.name(), organ_draw, 0, Use::again);
  return uniform01(g) < organ_failure(p, c.cause(), age);
}

void Emergency::book_survival(Services w, const Model& m, const Case& c) {
  const EmergencyParameters& p = m.p.emergency;
  // Units still on their way are hers.
  const auto units = c.blood().given(Needed::red_cells) +
                     static_cast<std::int64_t>(c.blood().held(Needed::red_cells).size());
  const bool near_miss = critical(w, m, c, c.clock().age()) || units >= p.near_miss_units ||
                         (c.onset().hysterectomy && c.operated());
  if (near_miss && c.counts()) {
    const auto book = [&](Measured what) { w.add<Emergency>(what, 1, c.district(), c.month()); };
    const Duration on_arrival = c.age_on_arrival();
    book(Measured::near_misses);
    if (c.place() == Place::hospital) {
      book(Measured::near_misses_in_hospital);
      if (on_arrival.us >= 0 && critical(w, m, c, on_arrival)) book(Measured::near_misses_on_arrival);
    }
  }
  w.tell(c.name(), Told::survived, near_miss ? 1 : 0);
}

double Emergency::risk_without(const Model& m, const Case& c, Delay delay, Duration to_go) {
  const Duration age = c.clock().age_without(m.emergency_plan.delay_of(), delay, to_go);
  if (age >= c.clock().lethal_age()) return 1;
  return residual(m.p.emergency, c.cause(), age / c.clock().lethal_age());
}

void Emergency::book_delays_of_death(Services w, const Model& m, const Case& c) {
  const auto book = [&](Measured what, auto... at) {
    w.add<Emergency>(what, 1, c.district(), c.month(), at...);
  };
  book(Measured::deaths_by_delay, dominant_delay(m, c, w.now()));
  for (const DelayMapping mapping : every<DelayMapping>) {
    book(Measured::deaths_by_mapping, mapping,
         dominant_delay(m, c, w.now(), m.emergency_plan.delays[mapping]));
  }
  const auto delays = c.steps().delays(m.emergency_plan.delay_of(), w.now());
  for (const Delay d : every<Delay>) {
    if (delays[d] > m.p.emergency.delay_reference[index_of(d)]) book(Measured::deaths_by_any_delay, d);
  }
}

void Emergency::book_death(With<Pregnancy> w, const Model& m, const Case& c, bool of_residual,
                           std::uint8_t saved_by) {
  const LastMissing missing = last_missing(c, of_residual);
  w.tell(c.name(), Told::died, static_cast<std::int32_t>(c.place()), static_cast<std::int32_t>(missing),
         saved_by);
  if (!c.counts()) return;
  const auto book = [&](Measured what, std::int64_t n, auto... at) {
    w.add<Emergency>(what, n, c.district(), c.month(), at...);
  };
  book(Measured::deaths_true, 1, c.cause());
  if (c.onset().unprobed)
    w.add<Probe>(Probe::Measured::deaths_unprobed, 1, c.district(), c.month(), c.cause());
  Draws g = w.draws(c.name(), report_draw);
  if (bernoulli(g, m.network_plan.counted[c.district()])) book(Measured::deaths_reported, 1);
  if (!of_residual) {
    book(Measured::deaths_conditional, 1'000'000);
    Probe::expect(w, m, c, 1);
  }
  book(Measured::deaths_by_place, 1, c.place());
  if (c.sent_on() > 0 && c.place() == Place::on_the_way) book(Measured::deaths_between_hospitals, 1);
  book(Measured::deaths_by_time, 1, period_of_death(w, c));
  if (c.place() == Place::hospital) book(Measured::deaths_in_hospital, 1, c.cause());
  book_delays_of_death(w, m, c);
  for (const Delay d : every<Delay>) book(Measured::deaths_saved_by, saved_by >> index_of(d) & 1, d);
  book(Measured::deaths_beyond_delays, saved_by == 0 ? 1 : 0);
  if (missing == LastMissing::blood) book(Measured::deaths_blood_last, 1);
  const Time blood_at = c.blood().enough_at().us != 0 ? c.blood().enough_at() : w.now();
  const Time ready_at = c.needs_surgery() ? c.surgery_at() : c.arrived();
  if (c.needs_blood() && ready(c) && blood_at - ready_at > m.p.emergency.blood_late)
    book(Measured::deaths_blood_contributing, 1);
  w.book({c.name().bits(), (w.now() - m.start).us, static_cast<std::uint16_t>(c.district().index()),
          static_cast<std::uint8_t>(c.cause()), static_cast<std::uint8_t>(c.place()), missing, saved_by});
}

void Emergency::release(With<Pregnancy> w, CaseId slot) {
  Case& c = cases_[slot];
  if (c.counts() && (c.place() == Place::hospital || c.age_on_arrival().us >= 0))
    w.add<Emergency>(Measured::emergencies_in_hospital, 1, c.district(), c.month(), c.cause());
  if (c.counts() && c.blood().first_unit().us != 0) {
    w.add<Emergency>(Measured::blood_recipients, 1, c.district(), c.month());
    w.add<Emergency>(Measured::onset_to_blood, (c.blood().first_unit() - c.onset().at).us, c.district(),
                     c.month());
  }
  for (Timer* timer : {&c.timers().step, &c.timers().blood, &c.timers().death, &c.timers().cut})
    w.cancel(*timer);
  w.pregnancy().women[c.woman()].recover();
  c.close();
  free_.push_back(slot);
}

}  // namespace darah
