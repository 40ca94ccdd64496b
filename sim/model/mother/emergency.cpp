#include "model/mother/emergency.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/distribution.hpp"
#include "core/math.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose onset_draws = purpose(0x06, 1);
constexpr Purpose clock_draws = purpose(0x06, 2);
constexpr Purpose unit_draws = purpose(0x06, 3);
constexpr Purpose report_draw = purpose(0x06, 4);

constexpr std::int64_t most_units = static_cast<std::int64_t>(StaticUnits::static_capacity);

/// Of a time in whole seconds.
std::int64_t squared_seconds(Duration d) {
  const std::int64_t s = d.us / seconds(1).us;
  return s * s;
}

/// What she lacks now; `ready`: surgery stands ready, or she is in a hospital and needs none.
LastMissing last_missing(const Case& c, bool ready) {
  switch (c.doing) {
    case Step::decide:
      return LastMissing::decision;
    case Step::vehicle:
    case Step::travel:
    case Step::stabilise:
      return LastMissing::transport;
    case Step::accept:
      return LastMissing::acceptance;
    case Step::triage:
    case Step::bed:
      return LastMissing::reception;
    default:
      return ready ? LastMissing::blood : LastMissing::theatre;
  }
}

/// Chance of death with definitive care after a share x of a lethal clock.
double residual(const EmergencyParameters& p, Cause cause, double x) {
  const double early = p.residual_early[index_of(cause)], late = p.residual_late[index_of(cause)];
  return early + (late - early) * x * x;
}

/// A share of whole units, rounded up.
std::int32_t share_of(std::int32_t units, double share) {
  const double exact = share * units;
  const auto whole = static_cast<std::int32_t>(exact);
  return whole + (exact > whole ? 1 : 0);
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

std::int32_t Case::enough(const Need& need, double half) { return share_of(need.units, half); }

bool Case::enough_blood(double half) const {
  return std::all_of(needs.begin(), needs.end(),
                     [&](const Need& need) { return need.in >= enough(need, half); });
}

void Case::advance(Time now) {
  const Duration run = (now - aged) * (1 / stretch);
  age += run;
  aged_in[index_of(delay_of(doing))] += run;
  aged = now;
}

void Case::begin(Step next, Time now) {
  advance(now);
  spent[index_of(doing)] += now - since;
  since = now;
  doing = next;
}

std::array<Duration, index_of(Delay::count)> Case::delays(Time now) const {
  std::array<Duration, index_of(Delay::count)> sums{};
  for (std::size_t s = 0; s < spent.size(); ++s) sums[index_of(delay_of(static_cast<Step>(s)))] += spent[s];
  sums[index_of(delay_of(doing))] += now - since;
  return sums;
}

void Emergency::draw_onset(const World& w, const Model& m, Woman& woman, double u_cause) {
  const std::vector<double>& share = m.pregnancy_plan.cause_share[PregnancyPlan::risk_class(woman)];
  if (u_cause >= share.back()) return;
  std::size_t cause = 0;
  while (u_cause >= share[cause]) ++cause;
  const EmergencyParameters& p = m.p.emergency;
  woman.cause = static_cast<Cause>(cause);
  Draws g = w.draws(woman.name, onset_draws);
  const bool before = bernoulli(g, p.onset_before[cause]);
  const double u = uniform01(g);
  const double unit = unit_exponential(g);
  if (woman.cause == Cause::abortion) {
    woman.onset = woman.birth - p.onset_before_mean[cause] * (0.6 + 0.6 * u);
    woman.birth = woman.onset;
  } else if (before) {
    // Not before the 20th week: what threatens earlier is an abortion.
    const Duration latest = days(140);
    woman.onset = woman.birth - std::min(latest, p.onset_before_mean[cause] * unit);
  } else {
    const Duration latest = m.p.pregnancy.follow_up - hours(1);
    woman.onset = woman.birth + std::min(latest, p.onset_after_mean[cause] * unit);
  }
}

std::uint32_t Emergency::open(World& w, const Model& m, std::uint32_t woman_slot) {
  if (free_ == nil) {
    cases.emplace_back();
    cases.back().next_free = nil;
    free_ = static_cast<std::uint32_t>(cases.size() - 1);
  }
  const std::uint32_t slot = free_;
  Case& c = cases[slot];
  free_ = c.next_free;
  c = Case{};

  w.pregnancy.move(w, m, woman_slot, w.now());
  Woman& woman = w.pregnancy.women[woman_slot];
  woman.emergency = slot;
  const EmergencyParameters& p = m.p.emergency;
  const std::size_t cause = index_of(woman.cause);
  c.name = woman.name;
  c.woman = woman_slot;
  c.catchment = woman.catchment;
  c.district = m.p.network.catchment_district[woman.catchment].index;
  c.month = woman.birth < m.last ? m.day(std::max(Time{}, woman.birth)).month : -1;
  c.cause = woman.cause;
  c.group = woman.group;
  c.onset = c.aged = c.since = w.now();

  Draws g = w.draws(c.name, clock_draws);
  const double u_lethal = uniform01(g), u_clock = uniform01(g), u_blood = uniform01(g),
               u_surgery = uniform01(g);
  c.outcome_draw = uniform01(g);
  const double u_hysterectomy = uniform01(g);
  std::uint64_t facts = c.name.bits() ^ static_cast<std::uint64_t>(c.onset.us) << 3 ^ cause;
  if (u_lethal < p.lethality[cause] * m.p.network.frailty[c.district]) {
    c.set(Case::lethal);
    c.lethal_age = weibull_quantile(u_clock, p.median[cause], p.shape[cause]);
    facts = mixed(facts) ^ static_cast<std::uint64_t>(c.lethal_age.us);
    if (woman.is(Woman::anaemic)) c.lethal_age = c.lethal_age * p.anaemia_factor;
  }
  if (u_surgery < p.surgery[cause]) {
    c.set(Case::needs_surgery);
    if (u_hysterectomy < p.hysterectomy[cause]) c.set(Case::hysterectomy);
  }
  if (u_blood < (c.is(Case::lethal) ? p.blood_lethal : p.blood_other)[cause]) {
    c.set(Case::needs_blood);
    const double mean = c.is(Case::lethal) && haemorrhage(c.cause) ? p.units_mean_lethal : p.units_mean;
    // A negative binomial whose mean an arm may patch: the gamma keeps its draw, the Poisson is inverted.
    Draws spread = w.draws(c.name, unit_draws), number = w.draws(c.name, unit_draws, 1);
    const double expected = unit_gamma(spread, p.units_size) * (mean - 1) / p.units_size;
    c.red().units =
        static_cast<std::int32_t>(1 + std::min(most_units - 1, poisson_inverse(uniform01(number), expected)));
    if (c.red().units >= p.massive) {
      c.needs[1].units = share_of(c.red().units, p.plasma);
      c.needs[2].units = share_of(c.red().units, p.platelets);
    }
  }
  facts = mixed(facts) ^ static_cast<std::uint64_t>(c.red().units) ^ (c.is(Case::needs_surgery) ? 64u : 0u);
  if (c.month >= 0) {
    const auto month = static_cast<std::size_t>(c.month);
    Pregnancy::add_fact(w, c.district, facts);
    w.add<Emergency>(Measured::emergencies, 1, c.district, month, cause);
    if (c.is(Case::lethal)) w.add<Emergency>(Measured::lethal_emergencies, 1, c.district, month);
    for (std::size_t i = 0; i < c.needs.size(); ++i)
      w.add<Emergency>(Measured::units_needed, c.needs[i].units, c.district, month,
                       index_of(needed_products[i]));
  }
  w.tell(c.name, Told::onset, static_cast<std::int32_t>(cause),
         (c.is(Case::lethal) ? 1 : 0) | (c.is(Case::needs_surgery) ? 2 : 0) |
             (c.is(Case::needs_blood) ? 4 : 0) | (c.month >= 0 ? 8 : 0),
         c.is(Case::lethal) ? c.lethal_age.us : 0);
  if (c.is(Case::needs_blood)) w.tell(c.name, Told::needs, c.red().units, c.needs[1].units, c.needs[2].units);
  pace(w, m, slot);
  w.referral.begin(w, m, slot);
  return slot;
}

void Emergency::handle(World& w, const Model& m, Kind kind, const Event& e) {
  if (kind == Kind::death && w.scheduler.fires(cases[e.index()].death, e)) die(w, m, e.index(), false);
}

void Emergency::pace(World& w, const Model& m, std::uint32_t slot) {
  Case& c = cases[slot];
  c.advance(w.now());
  if (!c.is(Case::lethal)) return;
  const bool blood = c.is(Case::needs_blood) && c.enough_red(m.p.emergency.half);
  const bool surgery = c.is(Case::surgery_done);
  c.stretch = c.aid * (blood != surgery ? m.p.emergency.alone : 1.0);
  const Duration left = std::max(Duration{}, c.lethal_age - c.age) * c.stretch;
  w.set<Emergency>(c.death, w.now() + std::min(left, days(3650)), Kind::death, slot);
}

void Emergency::treat(World& w, const Model& m, std::uint32_t slot) {
  Case& c = cases[slot];
  c.begin(c.doing, w.now());
  w.scheduler.cancel(c.death);
  const double x = c.is(Case::lethal) ? std::min(1.0, c.age / c.lethal_age) : 0;
  const double risk = c.is(Case::lethal) ? residual(m.p.emergency, c.cause, x) : 0;
  const bool dies = c.outcome_draw < risk;
  w.tell(c.name, Told::treated, static_cast<std::int32_t>(x * 1000), 0, std::llround(risk * 1e6));
  w.pregnancy.treated(w, m, c);
  if (c.month >= 0) {
    const auto month = static_cast<std::size_t>(c.month);
    const auto delay = c.delays(w.now());
    const Duration whole = w.now() - c.onset;
    w.add<Emergency>(Measured::treated, 1, c.district, month);
    for (std::size_t i = 0; i < delay.size(); ++i) {
      w.add<Emergency>(Measured::delay_time, delay[i].us, c.district, month, i);
      w.add<Emergency>(Measured::delay_squares, squared_seconds(delay[i]), c.district, month, i);
      w.add<Emergency>(Measured::delay_histogram, 1, c.district, i, duration_bin(delay[i]));
    }
    for (std::size_t i = 0; i < c.spent.size(); ++i) {
      w.add<Emergency>(Measured::step_time, c.spent[i].us, c.district, month, i);
      w.add<Emergency>(Measured::step_histogram, 1, c.district, i, duration_bin(c.spent[i]));
    }
    w.add<Emergency>(Measured::onset_to_treatment, whole.us, c.district, month);
    w.add<Emergency>(Measured::onset_to_treatment_squares, squared_seconds(whole), c.district, month);
    w.add<Emergency>(Measured::deaths_conditional, std::llround(risk * 1e6), c.district, month);
    for (std::size_t i = 0; i < c.needs.size(); ++i)
      w.add<Emergency>(Measured::units_in_time, std::min(c.needs[i].in, c.needs[i].units), c.district, month,
                       index_of(needed_products[i]));
    if (c.is(Case::hysterectomy)) w.add<Emergency>(Measured::hysterectomies, 1, c.district, month);
  }
  if (dies) {
    die(w, m, slot, true);
  } else {
    survive(w, m, slot, x);
  }
}

void Emergency::survive(World& w, const Model& m, std::uint32_t slot, double share_run) {
  const Case& c = cases[slot];
  // Units still on their way are hers.
  const auto units = c.red().in + static_cast<std::int64_t>(c.red().held.size());
  const bool near_miss = share_run >= m.p.emergency.near_miss_age || units >= m.p.emergency.near_miss_units ||
                         (c.is(Case::hysterectomy) && c.is(Case::surgery_done));
  if (near_miss && c.month >= 0)
    w.add<Emergency>(Measured::near_misses, 1, c.district, static_cast<std::size_t>(c.month));
  w.tell(c.name, Told::survived, near_miss ? 1 : 0);
  w.referral.leave(w, m, slot, true);
  release(w, slot);
}

bool Emergency::would_save(const World& w, const Model& m, const Case& c, bool of_residual, Delay delay) {
  Duration age = c.age - c.aged_in[index_of(delay)];
  if (!of_residual) age += w.referral.to_go(m, c, w.now(), delay) * (1 / c.stretch);
  if (age >= c.lethal_age) return false;
  return c.outcome_draw >= residual(m.p.emergency, c.cause, age / c.lethal_age);
}

void Emergency::die(World& w, const Model& m, std::uint32_t slot, bool of_residual) {
  Case& c = cases[slot];
  const Time now = w.now();
  c.advance(now);
  // Surgery stands ready, or none is needed and she lies in a hospital that could give blood.
  const bool ready =
      c.is(Case::surgery_ready) || (!c.is(Case::needs_surgery) && c.stage == Case::Stage::receiving);
  const LastMissing missing = of_residual ? LastMissing::nothing : last_missing(c, ready);
  std::uint8_t saved_by = 0;
  for (std::size_t i = 0; i < index_of(Delay::count); ++i) {
    if (would_save(w, m, c, of_residual, static_cast<Delay>(i)))
      saved_by = static_cast<std::uint8_t>(saved_by | 1U << i);
  }
  w.tell(c.name, Told::died, static_cast<std::int32_t>(c.place), static_cast<std::int32_t>(missing),
         saved_by);
  if (c.month >= 0) {
    const auto month = static_cast<std::size_t>(c.month);
    w.add<Emergency>(Measured::deaths_true, 1, c.district, month, index_of(c.cause));
    Draws g = w.draws(c.name, report_draw);
    if (bernoulli(g, m.p.network.capture[c.district]))
      w.add<Emergency>(Measured::deaths_reported, 1, c.district, month);
    if (!of_residual) w.add<Emergency>(Measured::deaths_conditional, 1'000'000, c.district, month);
    w.add<Emergency>(Measured::deaths_by_place, 1, c.district, month, index_of(c.place));
    const Woman& woman = w.pregnancy.women[c.woman];
    const bool born = woman.is(Woman::born) && c.cause != Cause::abortion;
    const Period period = !born                            ? Period::before_birth
                          : now - woman.birth <= hours(48) ? Period::within_48_hours
                                                           : Period::later;
    w.add<Emergency>(Measured::deaths_by_time, 1, c.district, month, index_of(period));
    const auto delay = c.delays(now);
    std::size_t dominant = 0;
    for (std::size_t i = 1; i < delay.size(); ++i) {
      const auto& reference = m.p.emergency.delay_reference;
      if (delay[i] / reference[i] > delay[dominant] / reference[dominant]) dominant = i;
    }
    w.add<Emergency>(Measured::deaths_by_delay, 1, c.district, month, dominant);
    for (std::size_t i = 0; i < delay.size(); ++i)
      w.add<Emergency>(Measured::deaths_saved_by, saved_by >> i & 1, c.district, month, i);
    w.add<Emergency>(Measured::deaths_beyond_delays, saved_by == 0 ? 1 : 0, c.district, month);
    if (missing == LastMissing::blood) w.add<Emergency>(Measured::deaths_blood_last, 1, c.district, month);
    const Time blood_at = c.enough_at.us != 0 ? c.enough_at : now;
    const Time ready_at = c.is(Case::needs_surgery) ? c.surgery_at : c.arrived;
    if (c.is(Case::needs_blood) && ready && blood_at - ready_at > m.p.emergency.blood_late) {
      w.add<Emergency>(Measured::deaths_blood_contributing, 1, c.district, month);
    }
    w.deaths.push_back({c.name.bits(), (now - m.start).us, static_cast<std::uint16_t>(c.district),
                        static_cast<std::uint8_t>(c.cause), static_cast<std::uint8_t>(c.place), missing,
                        saved_by});
  }
  const std::uint32_t woman = c.woman;
  w.referral.leave(w, m, slot, false);
  release(w, slot);
  w.pregnancy.close(w, m, woman);
}

void Emergency::outlive(World& w, const Model& m, std::uint32_t slot) {
  Case& c = cases[slot];
  c.advance(w.now());
  w.tell(c.name, Told::outlived);
  survive(w, m, slot, c.is(Case::lethal) ? c.age / c.lethal_age : 0);
}

void Emergency::release(World& w, std::uint32_t slot) {
  Case& c = cases[slot];
  if (c.month >= 0 && c.first_unit.us != 0) {
    const auto month = static_cast<std::size_t>(c.month);
    w.add<Emergency>(Measured::blood_recipients, 1, c.district, month);
    w.add<Emergency>(Measured::onset_to_blood, (c.first_unit - c.onset).us, c.district, month);
  }
  w.scheduler.cancel(c.step);
  w.scheduler.cancel(c.blood);
  w.scheduler.cancel(c.death);
  w.scheduler.cancel(c.cut);
  w.pregnancy.women[c.woman].emergency = nil;
  c.woman = nil;
  c.next_free = free_;
  free_ = slot;
}

}  // namespace darah
