#include "model/care/mother_stock.hpp"

#include "model/world/world.hpp"

namespace darah {

/// What she asks of a stock for the units of a need still missing.
Ask MotherStock::ask(const Case& c, Needed need) const {
  return {needed_products[need], c.group(), c.blood().missing(need),
          Urgency::maternal,     true,      w_.agreement.is_party(m_, c.hospital())};
}

int MotherStock::from_kept(Case& c) {
  return w_.kept.take(w_, m_, c, c.blood().missing(Needed::red_cells), c.blood().held(Needed::red_cells));
}

int MotherStock::from_hospital(Case& c, Needed need) {
  return w_.blood_bank.take(w_, m_, c.hospital(), ask(c, need), c.blood().held(need));
}

int MotherStock::from_own_utd(Case& c, Needed need) {
  return w_.blood_centre.take(w_, m_, m_.utd_of_hospital(c.hospital()), ask(c, need), c.blood().held(need));
}

int MotherStock::from_other_utd(Case& c, Needed need, UtdId other) {
  const UtdId own = m_.utd_of_hospital(c.hospital());
  StaticUnits& held = c.blood().held(need);
  const int sent = w_.blood_centre.spare(w_, m_, other, own, ask(c, need), held);
  // The units are hers from now on, wherever they are.
  for (auto unit = held.end() - sent; unit != held.end(); ++unit)
    w_.blood_centre.receive(w_, m_, own, Urgency::maternal, *unit);
  return sent;
}

}  // namespace darah
