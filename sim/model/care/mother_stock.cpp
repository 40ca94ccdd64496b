#include "model/care/mother_stock.hpp"

#include <algorithm>

#include "model/world/world.hpp"

namespace darah {

namespace {

/// What she asks of a stock in a hospital for the units of a need still missing.
Ask ask(MotherStock::Stocks w, const Model& m, const Case& c, Needed need, HospitalId hospital) {
  return {needed_products[need], c.group(), c.blood().missing(need),
          Urgency::maternal,     true,      w.agreement().is_party(m, hospital)};
}
Ask ask(MotherStock::Stocks w, const Model& m, const Case& c, Needed need) {
  return ask(w, m, c, need, c.hospital());
}

/// A probe's units: what a stock would give her of each group, would_take(ask, group), less what she was
/// promised of it before, as if they were hers.
template <class WouldTake>
int look(MotherStock::Stocks w, const Model& m, Case& c, Needed need, FacilityId from,
         WouldTake&& would_take) {
  const Ask asked = ask(w, m, c, need);
  StaticUnits& held = c.blood().held(need);
  int promised = 0;
  for (const Group group : m.blood_centre_plan.order(asked)) {
    const Probe::Debt debt{from, need, group};
    int left = would_take(asked, group) - w.probe().owed(c.probe(), debt);
    for (; left > 0 && promised < asked.units && held.size() < held.capacity(); --left, ++promised) {
      held.push_back({Time::never(), asked.product, group});
      w.probe().owe(c.probe(), debt);
    }
  }
  return promised;
}

}  // namespace

int MotherStock::from_kept(Stocks w, const Model& m, Case& c) {
  if (c.is_probe()) {
    return look(w, m, c, Needed::red_cells, FacilityId{}, [&](const Ask&, Group group) {
      return w.kept().would_take(w, m, c, w.probe().host(c.probe()), group);
    });
  }
  return w.kept().take(w, m, c, c.blood().missing(Needed::red_cells), c.blood().held(Needed::red_cells));
}

int MotherStock::from_hospital(Stocks w, const Model& m, Case& c, Needed need) {
  if (c.is_probe()) {
    return look(w, m, c, need, m.hospitals[c.hospital()], [&](const Ask& asked, Group group) {
      return w.blood_bank().would_take(m, w.now(), c.hospital(), asked, group);
    });
  }
  return w.blood_bank().take(w, m, c.hospital(), ask(w, m, c, need), c.blood().held(need));
}

int MotherStock::from_own_utd(Stocks w, const Model& m, Case& c, Needed need) {
  const UtdId own = m.utd_of_hospital(c.hospital());
  if (c.is_probe()) {
    return look(w, m, c, need, m.utds[own], [&](const Ask& asked, Group group) {
      return w.blood_centre().would_take(m, w.now(), own, asked, group);
    });
  }
  return w.blood_centre().take(w, m, own, ask(w, m, c, need), c.blood().held(need));
}

bool MotherStock::would_do(Stocks w, const Model& m, const Case& c, HospitalId hospital) {
  const Ask asked = ask(w, m, c, Needed::red_cells, hospital);
  const UtdId utd = m.utd_of_hospital(hospital);
  int units = c.blood().units(Needed::red_cells) - c.blood().missing(Needed::red_cells);
  const auto add = [&](FacilityId from, Group group, int there) {
    const int owed = c.is_probe() ? w.probe().owed(c.probe(), {from, Needed::red_cells, group}) : 0;
    units += std::max(0, there - owed);
  };
  for (const Group group : m.blood_centre_plan.order(asked)) {
    add(m.hospitals[hospital], group, w.blood_bank().would_take(m, w.now(), hospital, asked, group));
    add(m.utds[utd], group, w.blood_centre().would_take(m, w.now(), utd, asked, group));
  }
  return units >= BloodNeed::share_of(c.blood().units(Needed::red_cells), m.p.emergency.half);
}

int MotherStock::from_other_utd(Stocks w, const Model& m, Case& c, Needed need, UtdId other) {
  if (c.is_probe()) {
    return look(w, m, c, need, m.utds[other], [&](const Ask& asked, Group group) {
      return w.blood_centre().would_spare(m, w.now(), other, asked, group);
    });
  }
  const UtdId own = m.utd_of_hospital(c.hospital());
  StaticUnits& held = c.blood().held(need);
  const int sent = w.blood_centre().spare(w, m, other, own, ask(w, m, c, need), held);
  // The units are hers from now on, wherever they are.
  for (auto unit = held.end() - sent; unit != held.end(); ++unit)
    w.blood_centre().receive(w, m, own, Urgency::maternal, *unit);
  return sent;
}

}  // namespace darah
