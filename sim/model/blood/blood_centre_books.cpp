// The part of BloodCentre that books what becomes of units, and counts them.
#include <algorithm>
#include <array>
#include <vector>

#include "model/blood/blood_centre.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {

void BloodCentre::count_stock(Services w, const Model& m, UtdId utd) {
  w.schedule<BloodCentre>(w.now() + days(1), Kind::stock_count, utd);
  if (!m.measuring(w.now())) return;
  int stock = 0;
  for (const Group group : every<Group>) {
    settle(w, m, utd, Product::wb, group);
    settle(w, m, utd, Product::prc, group);
    stock += red_cells(utd, group);
  }
  w.add<BloodCentre>(Measured::counted, stock, utd,
                     static_cast<std::size_t>(m.day_number(w.now()) - m.day_number(m.start)));
}

/// A stock-out of a group ends, or is cut at a month's end.
void BloodCentre::close_stockout(Services w, const Model& m, UtdId utd, Group g, Time at) {
  Time& from = last_out_[utd.index() * groups + index_of(g)];
  const Time begin = std::max(from, m.start), end = std::min(at, m.end);
  if (begin < end)
    count<BloodCentre>(w, m, begin, Measured::stockout_time, (end - begin).us, utd, index_of(g));
  from = at;
}

void BloodCentre::settle_all(Services w, const Model& m) {
  const Time now = w.now();
  const Time before = now - microseconds(1);
  for (const UtdId u : m.utds.ids()) {
    for (const Product p : every<Product>) {
      for (const Group g : every<Group>) settle(w, m, u, p, g);
      count<BloodCentre>(w, m, before, Measured::stock_time,
                         stock_time_[u.index() * products + index_of(p)].close(window_ticks(m, now)), u, p);
    }
    for (const Group group : every<Group>) {
      if (red_cells(u, group) == 0) close_stockout(w, m, u, group, now);
    }
  }
}

void BloodCentre::receive(Services w, const Model& m, UtdId utd, Urgency urgency, const Unit& unit) {
  --books(utd, unit.product).in_transit;
  book_issue(w, m, utd, urgency, unit);
}

void BloodCentre::put_on_shelf(Services w, const Model& m, UtdId utd, const Unit& unit) {
  --books(utd, unit.product).in_transit;
  put(w, m, utd, unit);
}

void BloodCentre::book_issue(Services w, const Model& m, UtdId utd, Urgency urgency, const Unit& unit) {
  const std::size_t product = index_of(unit.product);
  ++books(utd, unit.product).held;
  if (!m.measuring(w.now())) return;
  const auto month = static_cast<std::size_t>(m.day(w.now()).month);
  const Time bled = unit.expiry - m.p.blood_centre.shelf_life[product];
  w.add<BloodCentre>(Measured::issued, 1, utd, month, product, index_of(unit.group));
  w.add<BloodCentre>(Measured::issued_for, 1, utd, month, index_of(urgency));
  w.add<BloodCentre>(Measured::age_at_issue, (w.now() - bled).us, utd, month, product);
}

void BloodCentre::book_expiry(Services w, const Model& m, UtdId utd, const Unit& unit) {
  ++books(utd, unit.product).expired;
  count<BloodCentre>(w, m, unit.expiry, Measured::expired, 1, utd, index_of(unit.product),
                     index_of(unit.group));
  count<BloodCentre>(w, m, unit.expiry, Measured::waste_money, m.p.blood_centre.bag_price.rupiah, utd);
}

void BloodCentre::transfuse(Services w, const Model& m, UtdId utd, const Unit& unit) {
  --books(utd, unit.product).held;
  ++books(utd, unit.product).transfused;
  count<BloodCentre>(w, m, w.now(), Measured::transfused, 1, utd, index_of(unit.product),
                     index_of(unit.group));
  count<BloodCentre>(w, m, w.now(), Measured::bag_money, m.p.blood_centre.bag_price.rupiah, utd);
}

void BloodCentre::discard(Services w, const Model& m, UtdId utd, const Unit& unit) {
  --books(utd, unit.product).held;
  ++books(utd, unit.product).discarded;
  count<BloodCentre>(w, m, w.now(), Measured::discarded, 1, utd, index_of(unit.product),
                     index_of(unit.group));
  count<BloodCentre>(w, m, w.now(), Measured::waste_money, m.p.blood_centre.bag_price.rupiah, utd);
}

bool BloodCentre::book_return(Services w, const Model& m, UtdId utd, const Unit& unit) {
  if (unit.expiry > w.now()) {
    --books(utd, unit.product).held;
    return true;
  }
  discard(w, m, utd, unit);
  return false;
}

void BloodCentre::give_back(With<MotherBlood> w, const Model& m, UtdId utd, const Unit& unit) {
  if (!book_return(w, m, utd, unit)) return;
  put(w, m, utd, unit);
  w.mother_blood().stock_arrived(w, utd);
}

std::int64_t BloodCentre::free_units(UtdId utd, Product product) const {
  std::size_t sum = 0;
  for (const Group g : every<Group>) sum += shelves_[cell(utd, product, g)].size();
  return static_cast<std::int64_t>(sum);
}

std::int64_t BloodCentre::stock(const Model& m, Product product, Time now) const {
  std::size_t sum = 0;
  for (const UtdId u : m.utds.ids()) {
    for (const Group g : every<Group>) sum += shelves_[cell(u, product, g)].good(now);
  }
  return static_cast<std::int64_t>(sum);
}

bool BloodCentre::conserved(const World& w, const Model& m) const {
  // Who holds units: mothers with an open case, in the books of their hospital's blood centre.
  thread_local std::vector<std::int64_t> with_mothers;  // kept: events allocate nothing
  with_mothers.assign(books_.size(), 0);
  for (const Case& c : w.emergency.cases()) {
    if (!c.is_open() || !c.hospital() || c.is_probe()) continue;
    const UtdId utd = m.utd_of_hospital(c.hospital());
    for (const Needed need : every<Needed>) {
      for (const Unit& unit : c.blood().held(need))
        ++with_mothers[utd.index() * products + index_of(unit.product)];
    }
  }
  EnumArray<Product, std::int64_t> exchanged;
  for (const UtdId u : m.utds.ids()) {
    const Donations& d = donations_[u];
    if (d.presented != d.deferred + d.bled) return false;
    if (d.bled != d.failed + d.reactive + d.processed + static_cast<std::int64_t>(laboratory_[u].size()))
      return false;
    for (const Product product : every<Product>) {
      const Books& b = books(u, product);
      const std::int64_t free =
          free_units(u, product) + w.blood_bank.free_units(m, u, product) + w.kept.units(u, product);
      if (b.held !=
          w.demand.units_held(m, u, product) + with_mothers[u.index() * products + index_of(product)])
        return false;
      if (b.in_transit != w.blood_bank.in_transit(u, product) + w.demand.in_transit(u, product)) return false;
      exchanged[product] += b.exported - b.imported;
      if (b.initial + b.produced + b.imported + b.supplied !=
          b.transfused + b.expired + b.discarded + b.exported + free + b.held + b.in_transit) {
        return false;
      }
    }
  }
  return std::all_of(exchanged.begin(), exchanged.end(), [](std::int64_t n) { return n == 0; });
}

}  // namespace darah
