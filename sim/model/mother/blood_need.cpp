#include "model/mother/blood_need.hpp"

namespace darah {

std::int32_t BloodNeed::share_of(std::int32_t units, double share) {
  const double exact = share * units;
  const auto whole = static_cast<std::int32_t>(exact);
  return whole + (exact > whole ? 1 : 0);
}

std::int32_t BloodNeed::missing(Needed need) const {
  std::int32_t left = units_[need] - given_[need];
  for (const Delivery& d : coming_) left -= d.need == need ? d.units : 0;
  return left;
}

bool BloodNeed::lacks_any() const {
  return std::any_of(every<Needed>.begin(), every<Needed>.end(),
                     [&](Needed need) { return missing(need) > 0; });
}

bool BloodNeed::enough_of_all(double half) const {
  return std::all_of(every<Needed>.begin(), every<Needed>.end(),
                     [&](Needed need) { return enough(need, given_[need], half); });
}

bool BloodNeed::enough_promised(double half) const {
  return enough(Needed::red_cells, units_[Needed::red_cells] - missing(Needed::red_cells), half);
}

void BloodNeed::request(Duration crossmatch, Duration fetch) {
  requested_ = true;
  crossmatch_ = crossmatch;
  fetch_ = fetch;
}

void BloodNeed::promise(Needed need, std::int32_t n, Time at) {
  if (n > 0) coming_.push_back({at, n, need});
}

void BloodNeed::sample_at(Time at) {
  for (Delivery& d : coming_) d.at = std::max(d.at, at + crossmatch_);
}

void BloodNeed::give_up() {
  requested_ = false;
  coming_.clear();
  if (searching_until_.us != 0) end_search();
}

Time BloodNeed::next() const {
  Time next = Time::never();
  for (const Delivery& d : coming_) next = std::min(next, d.at);
  return searching_until_.us != 0 ? std::min(next, searching_until_) : next;
}

Time BloodNeed::last() const {
  Time last = searching_until_;
  for (const Delivery& d : coming_) last = std::max(last, d.at);
  return last;
}

Unit BloodNeed::give(Needed need, Time now) {
  if (first_unit_.us == 0) first_unit_ = now;
  const Unit unit = held_[need].back();
  held_[need].pop_back();
  ++given_[need];
  return unit;
}

void BloodNeed::note_enough(Time now, double half) {
  if (enough_at_.us == 0 && enough_red_cells(half)) enough_at_ = now;
}

void BloodNeed::end_search() {
  searching_until_ = {};
  ++searches_;
}

}  // namespace darah
