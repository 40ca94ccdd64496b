#pragma once

#include <algorithm>
#include <boost/container/static_vector.hpp>
#include <cstdint>

#include "core/enum_array.hpp"
#include "core/units.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"

namespace darah {

/// What a woman may need of blood.
enum class Needed : std::uint8_t { red_cells, plasma, platelets, count };
inline constexpr EnumArray<Needed, Product> needed_products{{Product::prc, Product::ffp, Product::tc}};

/// The blood of one emergency: units needed, held for her, on their way to her and given to her.
class BloodNeed {
 public:
  using Units = EnumArray<Needed, std::int32_t>;
  /// Units that will be with her at an instant; one at least.
  struct Delivery {
    Time at{};
    std::int32_t units = 0;
    Needed need{};
  };

  BloodNeed() = default;
  explicit BloodNeed(const Units& units) : units_(units) {}

  /// A share of whole units, rounded up.
  static std::int32_t share_of(std::int32_t units, double share);

  bool any() const { return units_[Needed::red_cells] > 0; }
  std::int32_t units(Needed need) const { return units_[need]; }
  /// Units given to her.
  std::int32_t given(Needed need) const { return given_[need]; }
  /// Units that are neither given nor on their way.
  std::int32_t missing(Needed need) const;
  bool lacks_any() const;
  /// Whether the share `half` of the red cells needed is in, of every product needed, or is in or promised.
  bool enough_red_cells(double half) const {
    return enough(Needed::red_cells, given_[Needed::red_cells], half);
  }
  bool enough_of_all(double half) const;
  bool enough_promised(double half) const;

  /// Blood is asked for: from now on a unit of the hospital's own takes `crossmatch`, one of a blood centre
  /// `fetch`.
  void request(Duration crossmatch, Duration fetch);
  bool requested() const { return requested_; }
  Duration crossmatch() const { return crossmatch_; }
  Duration fetch() const { return fetch_; }
  /// Units taken for her and not yet given, in the order in which they were promised.
  StaticUnits& held(Needed need) { return held_[need]; }
  const StaticUnits& held(Needed need) const { return held_[need]; }
  /// n units held for her will be with her at `at`; nothing where n is 0.
  void promise(Needed need, std::int32_t n, Time at);
  /// Her sample reaches the laboratory: no unit comes before it is crossmatched.
  void sample_at(Time at);
  /// What was asked for is given up, with the search for donors; units given stay hers.
  void give_up();
  /// The first delivery or end of a search to come; Time::never() without any.
  Time next() const;
  /// The last of them that is known, the beginning of time without any.
  Time last() const;
  /// Hands over what is due: give(need, units), in the order in which it was promised.
  template <class Give>
  void deliver(Time now, Give&& give) {
    for (const Delivery& d : coming_) {
      if (d.at <= now) give(d.need, d.units);
    }
    coming_.erase(
        std::remove_if(coming_.begin(), coming_.end(), [&](const Delivery& d) { return d.at <= now; }),
        coming_.end());
  }
  /// The unit held that was promised last is given to her now.
  Unit give(Needed need, Time now);
  /// When the first unit was given, and when red cells were enough; the beginning of time before that.
  Time first_unit() const { return first_unit_; }
  Time enough_at() const { return enough_at_; }
  /// Notes the instant, if red cells have just become enough.
  void note_enough(Time now, double half);

  /// Her family looks for donors until then.
  void search_until(Time at) { searching_until_ = at; }
  bool searching(Time now) const { return searching_until_ > now; }
  /// Whether a search ends now or has ended unnoticed.
  bool search_due(Time now) const { return searching_until_.us != 0 && searching_until_ <= now; }
  void end_search();
  /// Searches ended so far.
  std::uint16_t searches() const { return searches_; }

  /// Whether she stands in line for what comes into stock.
  bool in_line() const { return in_line_; }
  void join_line() { in_line_ = true; }
  void leave_line() { in_line_ = false; }

 private:
  bool enough(Needed need, std::int32_t units, double half) const {
    return units >= share_of(units_[need], half);
  }

  Units units_{}, given_{};
  EnumArray<Needed, StaticUnits> held_;
  boost::container::static_vector<Delivery, count_of<Needed> * StaticUnits::static_capacity> coming_;
  Duration crossmatch_{}, fetch_{};
  Time first_unit_{}, enough_at_{}, searching_until_{};
  std::uint16_t searches_ = 0;
  bool requested_ = false, in_line_ = false;
};

}  // namespace darah
