#pragma once

#include <bit>
#include <cstdint>
#include <optional>

#include "core/id.hpp"
#include "core/name.hpp"
#include "core/scheduler.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/donor_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/place_labels.hpp"

namespace darah {

/// A pregnancy and its woman, from conception to 42 days after birth. One cache line.
struct alignas(64) Woman {
  enum Flag : std::uint32_t {
    anaemic = 1,
    insured = 2,
    cash = 4,
    plan = 8,
    group_known = 16,
    list = 32,
    moved = 64,
    dukun = 128,
    listed = 256,  ///< stands in an outreach list, so the slot may not be reused yet
    closed = 512,  ///< dead, or followed to the end
    born = 1024,
    caesarean = 2048,
    placed = 4096,  ///< place of birth is settled
    high_risk = 8192,
    delivered = 16384,      ///< the operation of an emergency before birth was her caesarean
    risk_known = 32768,     ///< a contact has found the high risk
    arrived = 65536,        ///< moved, and lives where she moved to
    referred = 131072,      ///< gives birth in hospital by planned referral
    probe = 262144,         ///< the copy of a woman's record that a probe lives on
    hours_lacked = 524288,  ///< candidates were sought for her, and at last midwives had no hours for more
    money_lacked = 1048576  ///< or the puskesmas no money
  };
  Name name;
  Time due, birth;
  WomanId next;  ///< next slot in the free list
  Timer timer;   ///< next milestone
  std::uint32_t flags = 0;
  std::uint8_t contacts = 0;  ///< contacts had
  std::uint8_t next_contact = 0;
  Group group{};
  Place place = Place::home;  ///< place of birth
  Parity parity{};

  /// Where she lives.
  CatchmentId catchment() const { return CatchmentId{catchment_}; }
  void live_in(CatchmentId c) { catchment_ = Narrow(c); }
  /// The hospital she gives birth in, where her place is one.
  HospitalId hospital() const { return HospitalId{hospital_}; }
  void deliver_in(HospitalId h) { hospital_ = Narrow(h); }

  bool is(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags |= f; }
  void clear(Flag f) { flags &= ~std::uint32_t{f}; }

  /// The emergency that awaits her, or has come; without one never, and Cause::count.
  Time onset() const { return onset_; }
  Cause cause() const { return cause_; }
  void await(Cause cause, Time onset) {
    cause_ = cause;
    onset_ = onset;
  }
  /// The onset has come, or lies before time 0.
  void await_no_more() { onset_ = Time::never(); }
  /// Her open case.
  CaseId emergency() const { return emergency_; }
  void fall_ill(CaseId emergency) { emergency_ = emergency; }
  void recover() { emergency_ = {}; }

  // Her candidate donors, by number from 0, and the units of theirs that are kept for her.
  bool registered(std::uint32_t candidate) const { return (candidates_ >> candidate & 1) != 0; }
  int candidates() const { return std::popcount(candidates_); }
  void register_candidate(std::uint32_t candidate) {
    candidates_ = static_cast<std::uint8_t>(candidates_ | 1U << candidate);
  }
  /// What kept her from more candidates when they were last sought; none where they were not, or all found.
  void lack_candidates(Bound why) {
    clear(hours_lacked), clear(money_lacked);
    set(why == Bound::hours ? hours_lacked : money_lacked);
  }
  std::optional<Bound> lacks_candidates() const {
    if (is(hours_lacked)) return Bound::hours;
    if (is(money_lacked)) return Bound::money;
    return {};
  }
  std::uint8_t units_kept() const { return kept_; }
  void keep_unit() { ++kept_; }
  void give_up_unit() { --kept_; }
  void give_up_units() { kept_ = 0; }
  /// The call-up of her candidates; after it, the end of keeping.
  Timer& call() { return call_; }

 private:
  std::uint8_t candidates_ = 0;  // bit c: candidate c is registered
  std::uint8_t kept_ = 0;
  Cause cause_ = Cause::count;
  Narrow<CatchmentId> catchment_;
  Narrow<HospitalId> hospital_;
  Time onset_ = Time::never();
  CaseId emergency_;
  Timer call_;
};
static_assert(sizeof(Woman) == 64);

}  // namespace darah
