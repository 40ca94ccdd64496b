// The part of Demand that sends families for replacement donors.
#include <algorithm>

#include "core/distribution.hpp"
#include "model/blood/demand.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose search_purpose = purpose(0x04, 2);  // how long the family looks, and whether
constexpr Purpose found_purpose = purpose(0x04, 3);   // how many donors it finds
constexpr Purpose rule_purpose =
    purpose(0x04, 8);  // whether donors are asked for by rule, and how long it takes

}  // namespace

/// The family of a patient who lacks red cells may look for replacement donors.
void Demand::look_for_donors(Services w, const Model& m, RequestId slot) {
  const DemandParameters& p = m.p.demand;
  const Request& r = requests_[slot];
  const UtdId utd = m.utd_of_hospital(r.hospital);
  if (r.product != Product::prc || m.supplier(utd)) return;
  Draws draws = w.draws(r.name, search_purpose);
  const Duration found_after = lognormal(draws, p.replacement, p.replacement_sigma);
  if (found_after >= lapse(m, r) || uniform01(draws) >= p.search[index_of(r.urgency)]) return;
  count<Demand>(w, m, w.now(), Measured::searches, 1, utd);
  plan_donors(w, slot, found_after);
}

/// Some families of patients who were served are asked all the same, so that the stock is replaced.
void Demand::ask_by_rule(Services w, const Model& m, Request r) {
  const DemandParameters& p = m.p.demand;
  const UtdId utd = m.utd_of_hospital(r.hospital);
  const double asked = m.demand_plan.asked_by_rule[utd];
  if (r.product != Product::prc || asked == 0) return;
  Draws draws = w.draws(r.name, rule_purpose);
  if (uniform01(draws) >= asked) return;
  count<Demand>(w, m, w.now(), Measured::asked_by_rule, 1, utd);
  r.by_rule = true;
  plan_donors(w, into_slot(requests_, free_, r), lognormal(draws, p.replacement, p.replacement_sigma));
}

void Demand::plan_donors(Services w, RequestId slot, Duration found_after) {
  ++requests_[slot].pending;
  w.schedule<Demand>(w.now() + found_after, Kind::replacement, slot);
}

/// The family's donors present, unless they were sought for blood that came first.
void Demand::found_donors(With<BloodCentre, Donor> w, const Model& m, RequestId slot) {
  Request& r = requests_[slot];
  --r.pending;
  if (r.missing > 0 || r.by_rule) {
    Draws draws = w.draws(r.name, found_purpose);
    const int found =
        static_cast<int>(std::min<std::int64_t>(200, poisson(draws, m.p.demand.replacement_found)));
    StaticUnits units;
    // What the families of obstetric patients bring is booked as issued to urgent ones.
    const Urgency urgency = r.urgency == Urgency::elective ? Urgency::elective : Urgency::urgent;
    w.donor().replacement(w, m, m.utd_of_hospital(r.hospital), urgency, r.name, 1, found, r.group, r.missing,
                          units);
    issue(w, m, r, BloodSource::replacement, units);
  }
  free_if_done(slot);
}

}  // namespace darah
