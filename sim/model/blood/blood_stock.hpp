#pragma once

#include <algorithm>
#include <array>
#include <boost/container/static_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/check.hpp"
#include "core/units.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/demand_labels.hpp"

/// What the blood centre and the hospitals' blood banks have in common: units, shelves, and what suits whom.

namespace darah {

/// A unit of blood; its age follows from its expiry and its product's shelf life.
struct Unit {
  Time expiry;
  Product product;
  Group group;
  friend bool operator==(const Unit&, const Unit&) = default;
};
static_assert(sizeof(Unit) == 16);

/// Units in somebody's hands: at most 16 go to one request.
using StaticUnits = boost::container::static_vector<Unit, 16>;

/// What a patient's request asks a stock for. Product::prc stands for red cells: whole blood of the own group
/// may come among them.
struct Ask {
  Product product{};
  Group recipient{};
  int units = 0;
  Urgency urgency{};
  bool any_group = true;  ///< else the own group alone
  bool reserve = false;   ///< may draw on the maternal reserve
};

/// Which unit of a group is issued first.
enum class IssueRule : std::uint8_t { oldest, youngest, threshold, count };
inline constexpr EnumArray<IssueRule, std::string_view> issue_rule_labels{
    {"oldest", "youngest", "threshold"}};

/// Whether a rule issues unit a before unit b, each the first its own shelf would give.
inline bool goes_before(IssueRule rule, Time fresh_until, const Unit& a, const Unit& b) {
  const bool a_fresh = a.expiry > fresh_until, b_fresh = b.expiry > fresh_until;
  const bool older_first = rule == IssueRule::oldest || (rule == IssueRule::threshold && a_fresh && b_fresh);
  if (rule == IssueRule::threshold && a_fresh != b_fresh) return a_fresh;
  return older_first ? a.expiry < b.expiry : a.expiry > b.expiry;
}

/// Units in order of expiry. Memory grows to the most it held and stays.
class UnitRing {
 public:
  explicit UnitRing(std::size_t room) : ring_(room) {}

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// Room for n units and more, without allocating.
  void reserve(std::size_t n) {
    while (ring_.size() < n) grow();
  }
  const Unit& operator[](std::size_t i) const { return ring_[place(i)]; }
  const Unit& front() const { return (*this)[0]; }
  const Unit& back() const { return (*this)[size_ - 1]; }

  /// O(distance to the nearer end), 0 for the first and for the last to expire.
  void insert(const Unit& unit) {
    if (size_ == ring_.size()) grow();
    ++size_;
    if (size_ > 1 && unit.expiry < (*this)[(size_ - 1) / 2].expiry) {
      head_ = place(ring_.size() - 1);
      std::size_t i = 0;
      for (; i + 1 < size_ && (*this)[i + 1].expiry < unit.expiry; ++i) at(i) = (*this)[i + 1];
      at(i) = unit;
    } else {
      std::size_t i = size_ - 1;
      for (; i > 0 && (*this)[i - 1].expiry > unit.expiry; --i) at(i) = (*this)[i - 1];
      at(i) = unit;
    }
  }

  /// Takes out the i-th to expire; O(distance to the nearer end).
  Unit take(std::size_t i) {
    DARAH_EXPECT(i < size_);
    const Unit unit = (*this)[i];
    if (i < size_ / 2) {
      for (; i > 0; --i) at(i) = (*this)[i - 1];
      head_ = place(1);
    } else {
      for (; i + 1 < size_; ++i) at(i) = (*this)[i + 1];
    }
    --size_;
    return unit;
  }

 private:
  std::size_t place(std::size_t i) const { return (head_ + i) & (ring_.size() - 1); }
  Unit& at(std::size_t i) { return ring_[place(i)]; }
  void grow() {
    std::vector<Unit> larger(std::max<std::size_t>(128, ring_.size() * 2));
    for (std::size_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
    ring_ = std::move(larger);
    head_ = 0;
  }

  std::vector<Unit> ring_;
  std::size_t head_ = 0, size_ = 0;
};

/// Units of one product and group in order of expiry. To issue one by any rule takes O(1), amortised over the
/// units that came in: those past the threshold and those within it lie in a ring each, so that what a rule
/// wants is at an end of one of them.
class Shelf {
 public:
  std::size_t size() const { return aged_.size() + fresh_.size(); }
  bool empty() const { return size() == 0; }
  /// When the first unit expires, never on an empty shelf. Known without a look at the units: shelves are
  /// many and asked often, and hardly ever has anything on them expired.
  Time first_expiry() const { return first_expiry_; }
  /// Units that have not expired, also where those that have are still to be taken out. O(those).
  std::size_t good(Time now) const {
    if (first_expiry_ > now) return size();
    std::size_t expired = 0;
    while (expired < size() && (*this)[expired].expiry <= now) ++expired;
    return size() - expired;
  }
  /// Room for n units and more, one at least, without allocating unless the threshold rule divides them. A
  /// shelf that nothing is ever put on takes none.
  void reserve(std::size_t n) { fresh_.reserve(std::max<std::size_t>(n, 1)); }
  /// The i-th to expire.
  const Unit& operator[](std::size_t i) const {
    return i < aged_.size() ? aged_[i] : fresh_[i - aged_.size()];
  }

  /// O(1) for a unit that expires last; O(distance to the nearer end of its ring) for one that came back.
  void insert(const Unit& unit) {
    (unit.expiry > fresh_until_ ? fresh_ : aged_).insert(unit);
    first_expiry_ = std::min(first_expiry_, unit.expiry);
  }

  /// Takes out the i-th to expire; O(distance to the nearer end of its ring).
  Unit take(std::size_t i) {
    const Unit unit = i < aged_.size() ? aged_.take(i) : fresh_.take(i - aged_.size());
    if (i == 0) first_expiry_ = empty() ? Time::never() : (*this)[0].expiry;
    return unit;
  }

  /// Place of the unit a rule would issue; requires that there is one. `fresh_until`: units that expire later
  /// are younger than the threshold; the oldest of those goes first, else the youngest (Atkinson et al. 2012,
  /// Transfusion 52, 108-117). O(1) amortised while fresh_until does not go back.
  std::size_t place_of_next(IssueRule rule, Time fresh_until) {
    DARAH_EXPECT(!empty());
    if (rule == IssueRule::oldest) return 0;
    if (rule == IssueRule::youngest) return size() - 1;
    divide(fresh_until);
    return fresh_.empty() ? size() - 1 : aged_.size();
  }
  const Unit& next(IssueRule rule, Time fresh_until) { return (*this)[place_of_next(rule, fresh_until)]; }
  Unit take(IssueRule rule, Time fresh_until) { return take(place_of_next(rule, fresh_until)); }

 private:
  /// Moves what lies in the wrong ring; each unit once while fresh_until does not go back.
  void divide(Time fresh_until) {
    fresh_until_ = fresh_until;
    while (!fresh_.empty() && fresh_.front().expiry <= fresh_until) aged_.insert(fresh_.take(0));
    while (!aged_.empty() && aged_.back().expiry > fresh_until) fresh_.insert(aged_.take(aged_.size() - 1));
  }

  Time first_expiry_ = Time::never();
  Time fresh_until_{std::numeric_limits<std::int64_t>::min()};  ///< bound at the last division
  UnitRing aged_{0};                                            ///< units that expire by fresh_until_
  UnitRing fresh_{0};                                           ///< units that expire after fresh_until_
};

constexpr bool is_red(Product product) { return product == Product::wb || product == Product::prc; }
inline constexpr std::size_t products = index_of(Product::count), groups = index_of(Group::count);

/// The next day's beginning plus a time of day, strictly after `now` unless this day's is still to come.
constexpr Time next_at(Time now, Duration time_of_day) {
  const Time today = Time{} + days(now.us / days(1).us) + time_of_day;
  return today >= now ? today : today + days(1);
}

}  // namespace darah
