// Emergencies that follow another, or a caesarean.
#include <algorithm>

#include "core/distribution.hpp"
#include "model/mother/emergency.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose second_draws = purpose(0x06, 5);

bool has_root(Name name, Root root) { return name.unpack().kind == static_cast<std::uint32_t>(root); }
bool is_second(Name name) { return has_root(name, Root::second) || has_root(name, Root::probe_second); }
/// The name of the second emergency of one who has this name: a woman or a probe.
Name second_of(Name name) {
  return with_root(name, has_root(name, Root::probe) ? Root::probe_second : Root::second);
}

/// Chance of an infection that a caesarean brings.
double infected(const Model& m, const Woman& woman) {
  const std::vector<double>& share = m.pregnancy_plan.cause_share[PregnancyPlan::risk_class(woman)];
  constexpr std::size_t sepsis = index_of(Cause::sepsis);
  return (share[sepsis] - share[sepsis - 1]) * m.intervention_plan.after_caesarean;
}

}  // namespace

bool Emergency::may_follow(With<const Pregnancy> w, const Model& m, const Case& c, double share) {
  const Woman& woman = w.pregnancy().women[c.woman()];
  if (is_second(c.name()) || c.cause() == Cause::abortion) return false;
  const bool before_birth = c.onset().at <= woman.birth;
  const double bleeds = before_birth ? m.p.emergency.then_pph[index_of(c.cause())] * m.intervention_plan.pph *
                                           m.intervention_plan.kept[Intervention::at_birth(m, woman)]
                                     : 0;
  const double festers = woman.is(Woman::caesarean) ? infected(m, woman) : 0;
  if (bleeds + festers == 0) return false;
  const Name name = second_of(c.name());
  Draws g = w.draws(name, second_draws);
  const double u = uniform01(g);
  if (u >= bleeds + festers) return false;
  const Cause cause = u < bleeds ? Cause::pph : Cause::sepsis;
  const double left = c.is_probe() ? share * lethality(m, cause, c.district()) : 1;
  const Time birth = std::max(w.now(), woman.birth);
  if (left == 0 || birth > woman.birth + m.p.pregnancy.follow_up - hours(1)) return false;
  await(w, m, {name, c.woman(), cause, !c.onset().lethal, c.probe(), left}, birth, unit_exponential(g));
  return true;
}

void Emergency::caesarean(With<const Pregnancy> w, const Model& m, WomanId slot) {
  const Woman& woman = w.pregnancy().women[slot];
  const double festers = infected(m, woman);
  if (festers == 0) return;
  const Name name = second_of(woman.name);
  Draws g = w.draws(name, second_draws);
  if (uniform01(g) < festers)
    await(w, m, {name, slot, Cause::sepsis, true, {}, 1}, w.now(), unit_exponential(g));
}

void Emergency::await(Services w, const Model& m, const Second& second, Time from, double unit) {
  // After the birth, at the same instant too, and within the follow-up.
  const Duration latest = m.p.pregnancy.follow_up - hours(1);
  const Duration gap = std::min(latest, m.p.emergency.onset_after_mean[index_of(second.cause)] * unit);
  // Slots are made many at a time, and kept: few wait at once, and the copy of a table has no room to spare.
  constexpr std::size_t at_a_time = 256;
  if (free_seconds_.empty()) {
    while (free_seconds_.size() < at_a_time) free_seconds_.push_back(seconds_.push_back({}));
  }
  w.schedule<Emergency>(from + std::max(microseconds(1), gap), Kind::second,
                        into_slot(seconds_, free_seconds_, second));
}

void Emergency::begin_second(AroundHer w, const Model& m, SecondId slot) {
  const Second second = seconds_[slot];
  free_seconds_.push_back(slot);
  Woman& woman = w.pregnancy().women[second.woman];
  // Who was a probe's host, and has the emergency that was hers, may have another that nobody drew.
  if (woman.is(Woman::closed) || woman.name != with_root(second.name, Root::woman) || woman.emergency()) {
    DARAH_ENSURE(!second.probe);
    return;
  }
  woman.await(second.cause, Time::never());
  Case::Onset onset = draw_case(w, m, second.woman, second.name, bool{second.probe});
  onset.unprobed = second.unprobed;
  if (second.probe) {
    if (onset.month < 0) {  // the birth came later than it was to, and with it her month
      w.pregnancy().forget_copy(w, second.woman);
      w.probe().close(second.probe);
      return;
    }
    onset.probe = second.probe;
    w.probe().begin_second(second.probe, second.share);
  }
  w.way().fall_ill(w, m, onset);
}

}  // namespace darah
