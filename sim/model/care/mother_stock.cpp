#include "model/care/mother_stock.hpp"

#include "model/world/world.hpp"

namespace darah {

namespace {

/// What she asks of a stock for the units of a need still missing.
Ask ask(MotherStock::Stocks w, const Model& m, const Case& c, Needed need) {
  return {needed_products[need], c.group(), c.blood().missing(need),
          Urgency::maternal,     true,      w.agreement().is_party(m, c.hospital())};
}

}  // namespace

int MotherStock::from_kept(Stocks w, const Model& m, Case& c) {
  return w.kept().take(w, m, c, c.blood().missing(Needed::red_cells), c.blood().held(Needed::red_cells));
}

int MotherStock::from_hospital(Stocks w, const Model& m, Case& c, Needed need) {
  return w.blood_bank().take(w, m, c.hospital(), ask(w, m, c, need), c.blood().held(need));
}

int MotherStock::from_own_utd(Stocks w, const Model& m, Case& c, Needed need) {
  return w.blood_centre().take(w, m, m.utd_of_hospital(c.hospital()), ask(w, m, c, need),
                               c.blood().held(need));
}

int MotherStock::from_other_utd(Stocks w, const Model& m, Case& c, Needed need, UtdId other) {
  const UtdId own = m.utd_of_hospital(c.hospital());
  StaticUnits& held = c.blood().held(need);
  const int sent = w.blood_centre().spare(w, m, other, own, ask(w, m, c, need), held);
  // The units are hers from now on, wherever they are.
  for (auto unit = held.end() - sent; unit != held.end(); ++unit)
    w.blood_centre().receive(w, m, own, Urgency::maternal, *unit);
  return sent;
}

}  // namespace darah
