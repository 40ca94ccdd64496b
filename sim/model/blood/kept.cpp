#include "model/blood/kept.hpp"

#include <algorithm>

#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {

void Kept::start(Services, const Model& m) {
  kept_.resize(m.utds.size());
  for (auto& units : kept_) units.reserve(64);
}

void Kept::handle(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy> w, const Model& m, Kind kind,
                  const Event& e) {
  if (kind == Kind::release && w.fires(w.pregnancy().women[WomanId{e.index()}].call(), e))
    release(w, m, WomanId{e.index()});
}

bool Kept::keep(With<Agreement, Pregnancy> w, const Model& m, UtdId utd, Name name, WomanId slot,
                const Unit& unit) {
  Woman& woman = w.pregnancy().women[slot];
  if (woman.name != name || woman.is(Woman::closed) || unit.expiry <= w.now()) return false;
  if (!w.agreement().in_force(m.district_of(woman.catchment()))) return false;
  if (!m.blood_centre_plan.suits(unit.product, woman.group, unit.group)) return false;
  if (woman.is(Woman::born)) {
    const Time until = woman.birth + m.p.kept.keep;
    if (until <= w.now()) return false;
    if (!woman.call().pending()) w.set<Kept>(woman.call(), until, Kind::release, slot);
  }
  woman.keep_unit();
  kept_[utd].push_back({slot, unit});
  return true;
}

std::int32_t Kept::take(With<BloodCentre, Pregnancy> w, const Model& m, const Case& c, std::int32_t units,
                        StaticUnits& out) {
  Woman& woman = w.pregnancy().women[c.woman()];
  if (woman.units_kept() == 0) return 0;
  const UtdId utd = m.utd_of_district[c.district()];
  auto& line = kept_[utd];
  std::int32_t taken = 0;
  for (std::size_t i = line.size(); i-- > 0 && taken < units && out.size() < out.capacity();) {
    const Unit unit = line[i].unit;
    if (line[i].woman != c.woman() || unit.expiry <= w.now() ||
        !m.blood_centre_plan.suits(unit.product, c.group(), unit.group))
      continue;
    line[i] = line.back();
    line.pop_back();
    woman.give_up_unit();
    ++taken;
    w.blood_centre().hand_over(w, m, utd, m.utd_of_hospital(c.hospital()), unit);
    out.push_back(unit);
  }
  if (taken > 0) count<Kept>(w, m, w.now(), Measured::candidates_used, taken, c.district());
  return taken;
}

int Kept::would_take(With<const Pregnancy> w, const Model& m, const Case& c, WomanId slot,
                     Group group) const {
  const Woman& woman = w.pregnancy().women[slot];
  if (woman.name != c.of_woman() || woman.units_kept() == 0) return 0;
  const auto& line = kept_[m.utd_of_district[c.district()]];
  return static_cast<int>(std::count_if(line.begin(), line.end(), [&](const KeptUnit& kept) {
    return kept.woman == slot && kept.unit.group == group && kept.unit.expiry > w.now() &&
           m.blood_centre_plan.suits(kept.unit.product, c.group(), kept.unit.group);
  }));
}

void Kept::gave_birth(With<Pregnancy> w, const Model& m, WomanId slot) const {
  Woman& woman = w.pregnancy().women[slot];
  if (woman.units_kept() > 0) w.set<Kept>(woman.call(), w.now() + m.p.kept.keep, Kind::release, slot);
}

void Kept::release(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy> w, const Model& m,
                   WomanId slot) {
  Woman& woman = w.pregnancy().women[slot];
  if (woman.units_kept() == 0) return;
  w.cancel(woman.call());
  woman.give_up_units();
  const UtdId utd = m.utd_of_district[m.district_of(woman.catchment())];
  auto& line = kept_[utd];
  for (std::size_t i = line.size(); i-- > 0;) {
    if (line[i].woman != slot) continue;
    const Unit unit = line[i].unit;
    line[i] = line.back();
    line.pop_back();
    w.blood_centre().put(w, m, utd, unit);
  }
  w.blood_centre().tell_of_stock(w, m, utd);
}

void Kept::release_district(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy> w, const Model& m,
                            DistrictId d) {
  const auto& units = kept_[m.utd_of_district[d]];
  // Release takes from the line it walks, whatever woman it is for.
  for (std::size_t i = units.size(); i-- > 0;) {
    if (i >= units.size()) continue;
    const WomanId woman = units[i].woman;
    if (m.district_of(w.pregnancy().women[woman].catchment()) == d) release(w, m, woman);
  }
}

std::int64_t Kept::units(UtdId utd, Product product) const {
  return std::count_if(kept_[utd].begin(), kept_[utd].end(),
                       [&](const KeptUnit& kept) { return kept.unit.product == product; });
}

}  // namespace darah
