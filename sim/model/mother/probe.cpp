#include "model/mother/probe.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/distribution.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose host_draw = purpose(0x0b, 1);

/// Of women without a severe emergency at most so many are hosts.
constexpr double most_hosts = 0.5;
/// Where fewer of a class have none, nobody is a host.
constexpr double least_hosts = 1e-9;

/// The name of a woman's probe: her own under another root, which keys the emergency and those whom her
/// family finds.
Name probe_of(Name woman) { return with_root(woman, Root::probe); }

}  // namespace

ProbePlan::ProbePlan(const Model& m, const Basis& basis) : ProbePlan(m.p, basis.means) {}

ProbePlan::ProbePlan(const Parameters& p, const Parameters& base) {
  const std::vector<std::vector<double>> causes = PregnancyPlan::cause_shares(p, base);
  const std::vector<double> classes_of_women = PregnancyPlan::class_shares(p);
  for (const DistrictId d : p.districts.ids()) {
    const double births = p.network.births[d].per_day * p.calendar.horizon.as_days();
    const double probes = p.probe.probes * p.probe.factor[d];
    std::vector<OfClass> of;
    for (const std::vector<double>& severe : causes) {
      OfClass& one = of.emplace_back();
      double lethal = 0, before = 0;
      for (const Cause cause : every<Cause>) {
        const std::size_t c = index_of(cause);
        lethal += (severe[c] - before) * std::min(1.0, p.emergency.lethality[c] * p.network.frailty[d]);
        before = severe[c];
        one.share[cause] = lethal;
      }
      if (lethal * probes == 0 || severe.back() > 1 - least_hosts) continue;
      const double each = std::min(probes, most_hosts / lethal);
      for (double& share : one.share) share *= each;
      // Her class has so many women without a severe emergency, of whom hosts are drawn.
      one.weight = 1 / (each * (1 - severe.back()));
      hosts += births * classes_of_women[of.size() - 1] * (1 - severe.back()) * lethal * each;
    }
    classes.push_back(std::move(of));
  }
}

void Probe::start(Services, const Model& m) {
  risks_.reserve(static_cast<std::size_t>(m.probe_plan.hosts + 6 * std::sqrt(m.probe_plan.hosts)));
}

void Probe::enter(Services w, const Model& m, const Woman& woman, WomanId slot) {
  if (woman.cause() != Cause::count) return;
  const DistrictId d = m.district_of(woman.catchment());
  const ProbePlan::OfClass& of = m.probe_plan.classes[d][PregnancyPlan::risk_class(woman)];
  if (of.weight == 0) return;
  Draws g = w.draws(woman.name, host_draw);
  const double u = uniform01(g);
  const auto drawn = std::find_if(every<Cause>.begin(), every<Cause>.end(),
                                  [&](Cause cause) { return u < of.share[cause]; });
  if (drawn == every<Cause>.end()) return;
  const Name name = probe_of(woman.name);
  const Emergency::Dates dates = Emergency::draw_dates(w, m, name, *drawn, woman.birth);
  if (dates.onset.us < 0 || !m.measuring(dates.birth)) return;
  State state;
  state.name = name;
  state.of_woman = woman.name;
  state.host = slot;
  state.cause = *drawn;
  state.birth = dates.birth;
  state.of = of;
  const ProbeId probe = into_slot(probes_, free_, state);
  // Room for all to be given back: after the last has entered, free slots only become more.
  if (free_.capacity() < probes_.size()) free_.reserve(2 * probes_.size());
  w.schedule<Probe>(std::max(w.now(), dates.onset), Kind::onset, probe, priority::milestone);
}

void Probe::handle(AroundHer w, const Model& m, Kind kind, const Event& e) {
  if (kind == Kind::onset) begin(w, m, ProbeId{e.index()});
}

void Probe::begin(AroundHer w, const Model& m, ProbeId slot) {
  const State& state = probes_[slot];
  const Woman& host = w.pregnancy().women[state.host];
  // An infection after a caesarean may have come to her meanwhile, of which she may have died.
  if (host.name != state.of_woman || host.is(Woman::closed) || host.emergency()) return close(slot);
  const Name name = state.name;
  const bool real = name == real_;
  const WomanId woman = real ? state.host : w.pregnancy().add_copy(state.host);
  Woman& hers = w.pregnancy().women[woman];
  hers.birth = state.birth;
  hers.await(state.cause, Time::never());
  w.pregnancy().give_birth_first(w, m, woman);
  w.pregnancy().settle_place(w, m, woman);
  if (!Intervention::falls_ill(w, m, hers, name, state.cause, real)) {
    if (!real) w.pregnancy().forget_copy(w, woman);
    return close(slot);
  }
  Case::Onset onset = Emergency::lethal_onset(w, m, woman, name);
  if (!real) {
    onset.probe = slot;
    probes_[slot].debts = into_slot(debts_, free_debts_, Debts{});
  }
  w.way().fall_ill(w, m, onset);
  w.pregnancy().next_milestone(w, m, woman);
  if (real) close(slot);
}

void Probe::expect(With<Pregnancy> w, const Model& m, const Case& c, double risk) {
  const std::size_t risk_class = PregnancyPlan::risk_class(w.pregnancy().women[c.woman()]);
  // What follows an emergency that did not kill has no probe.
  const double counts = c.onset().unprobed ? 1 : m.probe_plan.classes[c.district()][risk_class].of_women();
  w.add<Probe>(Measured::deaths_expected, std::llround(risk * counts * 1e6), c.district(), c.month());
}

void Probe::book(Services w, const Model& m, const Case& c, const End& end) {
  const DistrictId d = c.district();
  const ProbePlan::OfClass& of = probes_[c.probe()].of;
  const double weight = of.weight * probes_[c.probe()].share;
  const auto micro = [&](double risk) { return std::llround(risk * weight * 1e6); };
  const auto book = [&](Measured what, std::int64_t n, auto... at) {
    w.add<Probe>(what, n, d, c.month(), at...);
  };
  const LastMissing missing = Emergency::last_missing(c, end.treated);
  if (end.risk > 0 && !end.treated)
    w.tell(c.name(), Told::died, static_cast<std::int32_t>(c.place()), static_cast<std::int32_t>(missing));
  const std::int64_t risk = micro(end.risk);
  double least = end.risk;
  for (const Delay delay : every<Delay>) {
    least = std::min(least, end.without[delay]);
    book(Measured::deaths_probed_saved_by, micro(std::max(0.0, end.risk - end.without[delay])), delay);
  }
  book(Measured::emergencies_probed, micro(1), c.cause());
  book(Measured::deaths_expected, micro(end.risk * (1 - of.of_women())));
  book(Measured::deaths_probed, risk, c.cause());
  book(Measured::deaths_probed_reported, micro(end.risk * m.network_plan.counted[d]));
  book(Measured::deaths_probed_by_place, risk, c.place());
  book(Measured::deaths_probed_by_delay, risk, Emergency::dominant_delay(m, c, w.now()));
  book(Measured::deaths_probed_by_missing, risk, missing);
  book(Measured::deaths_probed_beyond_delays, micro(least));
  if (risk > 0) {
    risks_.push_back({c.of_woman().bits(), risk, static_cast<std::uint16_t>(d.index()),
                      static_cast<std::uint8_t>(c.cause())});
  }
}

void Probe::begin_second(ProbeId slot, double share) {
  State& state = probes_[slot];
  state.share = share;
  state.lives_on = false;
  debts_[state.debts].clear();
}

void Probe::close(ProbeId slot) {
  if (const DebtsId debts = probes_[slot].debts) free_debts_.push_back(debts);
  free_.push_back(slot);
}

void Probe::forgive(ProbeId slot, Needed need, Group group) {
  Debts& debts = debts_[probes_[slot].debts];
  const auto last = std::find_if(debts.rbegin(), debts.rend(),
                                 [&](const Debt& debt) { return debt.need == need && debt.group == group; });
  DARAH_ENSURE(last != debts.rend());
  if (last != debts.rend()) debts.erase(std::next(last).base());
}

int Probe::owed(ProbeId slot, const Debt& debt) const {
  const Debts& debts = debts_[probes_[slot].debts];
  return static_cast<int>(std::count(debts.begin(), debts.end(), debt));
}

}  // namespace darah
