#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/huge_allocator.hpp"
#include "core/layered_rate.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/prefetch.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/blood/purpose.hpp"
#include "model/world/labels.hpp"

namespace darah {

class Claims;
class Model;
class World;
class Case;
struct Basis;
struct Parameters;

struct PregnancyParameters {
  double anaemia = 0, list = 0, k1 = 0, midwife = 0, odds_moved = 0;
  std::vector<double> parity_share, iron, typed, plan, detect;
  double high_risk = 0, risk_factor = 0, planned_referral = 0, planned_caesarean = 0;
  std::vector<Duration> contact_due;
  Duration gestation{}, birth_shift{}, birth_sd{}, follow_up{};
  double clinic = 0, caesarean = 0, odds_plan = 0, odds_insured = 0, odds_cash = 0, odds_far = 0;
};

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
    delivered = 16384,   ///< the operation of an emergency before birth was her caesarean
    risk_known = 32768,  ///< a contact has found the high risk
    arrived = 65536,     ///< moved, and lives where she moved to
    referred = 131072    ///< gives birth in hospital by planned referral
  };
  Name name;
  Time due, birth, onset;                ///< onset is Time::never() without an emergency
  std::uint32_t next = 0xffffffff;       ///< in the free list
  Timer timer, call;                     ///< next milestone; call-up of her candidates, then end of keeping
  std::uint32_t emergency = 0xffffffff;  ///< slot of her open case
  std::uint32_t flags = 0;
  std::uint16_t catchment = 0;
  std::uint8_t contacts = 0;  ///< contacts had
  std::uint8_t next_contact = 0;
  Group group{};
  Cause cause = Cause::count;
  Place place = Place::home;  ///< of birth
  Parity parity{};
  std::uint8_t candidates = 0;  ///< bit c: candidate c is registered
  std::uint8_t kept = 0;        ///< units of theirs kept for her
  std::uint16_t hospital = 0;   ///< number of the hospital she gives birth in

  bool is(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags |= f; }
  void clear(Flag f) { flags &= ~std::uint32_t{f}; }
};
static_assert(sizeof(Woman) == 64);

/// Tables that follow from parameters alone.
struct PregnancyPlan {
  PregnancyPlan() = default;
  PregnancyPlan(const Model&, const Basis&);
  std::vector<LayeredRate> conceptions;                ///< district
  std::vector<std::vector<std::uint32_t>> catchments;  ///< district -> catchments
  std::vector<std::vector<double>> catchment_share;    ///< cumulative
  std::vector<double> contact_odds;  ///< catchment: odds of a further contact, factors of women left out
  std::vector<double> first_odds;    ///< catchment: odds of K1, likewise
  std::vector<double>
      base_contacts;  ///< district: contacts of a woman who misses none for giving birth early
  std::vector<double> share_of_district;  ///< catchment: its share of the district's births
  std::vector<double> facility_scale;     ///< district: keeps the mean of facility births at its table's
  std::vector<double> cash_share;         ///< district: women in cash-transfer households
  /// By risk_class(): cumulative probability of each cause's emergency.
  std::vector<std::vector<double>> cause_share;
  static std::size_t risk_class(const Woman& woman) {
    return 2 * index_of(woman.parity) + (woman.is(Woman::high_risk) ? 1 : 0);
  }
  static std::vector<std::vector<double>> cause_shares(const Parameters&);
  /// Whether a catchment lies beyond `programme.far`, and would at half the road.
  struct Distance {
    bool far = false, half_far = false;
  };
  std::vector<Distance> distance;
  std::vector<double> planned;  ///< district: share of women with a planned referral, of the base's policies
  std::vector<std::vector<std::uint32_t>> hospitals;  ///< district -> hospitals births go to
  std::vector<std::vector<double>> hospital_share;    ///< cumulative, by beds
};

struct Pregnancy {
  template <class T>
  struct Named {
    T pregnancy;
  };
  struct Planned {
    PregnancyPlan pregnancy_plan;
  };
  using P = PregnancyParameters;
  enum class Kind : std::uint8_t { conception, milestone, outreach, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"pregnancy.conception", "pregnancy.milestone", "pregnancy.outreach"}};
  enum class Measured : std::uint8_t {
    births,
    births_by_place,
    births_by_parity,
    caesareans,
    planned_referrals,
    contacts,
    contacts_by_provider,
    moves,
    anaemia_cured,
    risks_found,
    exogenous,
    peak_women,
    count
  };

  static std::span<const Parameter<PregnancyParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void start(World&, const Model&);
  /// Adds facts of a woman that no arm can change to the hash `exogenous` of her district. Forty bits of
  /// each: a sum of eight million fits.
  static void add_fact(World&, std::uint32_t district, std::uint64_t facts);
  void handle(World&, const Model&, Kind, const Event&);

  /// Follows a woman from here on; returns her slot. Her milestones are the caller's.
  std::uint32_t add(const Woman&);
  /// Frees a woman: dead, or followed to the end.
  void close(World&, const Model&, std::uint32_t woman);
  /// Settles where she gives birth, if that is still open.
  void settle_place(World&, const Model&, std::uint32_t woman);
  /// A woman who has moved `by` then lives elsewhere: to be asked whenever it matters where she lives.
  void move(World&, const Model&, std::uint32_t woman, Time by);
  /// Definitive care before birth: she stays for the birth, and an operation was her caesarean. Care of an
  /// obstructed labour is the birth.
  void treated(World&, const Model&, const Case&);
  void finish(World&);  ///< books the peak
  static constexpr Kind fetched = Kind::milestone;
  void fetch(std::uint32_t woman) const { prefetch(&women[woman]); }
  std::size_t living() const { return living_; }
  std::size_t entered() const { return entered_; }  ///< women followed so far
  /// Whether everyone who entered is followed or was closed; O(1), every 1024th event O(women).
  bool conserved(const World&, const Model&) const;

  Roomy<Woman, HugeAllocator<Woman>> women;

 private:
  /// Enters the woman of a stream's next point, unless an arm leaves it out or she lies wholly before time 0;
  /// returns the time until the point after it. `stream`: layer x district.
  Duration enter(World&, const Model&, std::uint32_t stream, Time at);
  void next_milestone(World&, const Model&, std::uint32_t woman);
  void milestone(World&, const Model&, std::uint32_t woman);
  static bool obstructed(const World&, const Woman&);
  void give_birth(World&, const Model&, std::uint32_t woman);
  void outreach(World&, const Model&, std::uint32_t catchment);
  void contact(World&, const Model&, std::uint32_t woman, Time at);
  void list_for_contact(World&, const Model&, std::uint32_t woman);
  std::uint32_t add_visit(std::uint32_t next);
  void fetch_women(std::uint32_t visit) const;
  void free_slot(std::uint32_t woman);

  static constexpr std::uint32_t weeks = 64;  // of the ring of outreach lists
  std::uint32_t free_ = nil;
  std::size_t living_ = 0, peak_ = 0, entered_ = 0, closed_ = 0;
  std::vector<std::uint32_t> serial_;  // layer x district: points so far
  /// Women due in the same week, in one cache line, so that a visit can fetch them before it walks.
  struct alignas(64) Visit {
    std::uint32_t next = nil, size = 0;
    std::array<std::uint32_t, 14> women;
  };
  std::vector<std::uint32_t> due_lists_;  // catchment x week of the ring -> newest visit
  Roomy<Visit> visits_;
  std::uint32_t free_visit_ = nil;
};

}  // namespace darah
