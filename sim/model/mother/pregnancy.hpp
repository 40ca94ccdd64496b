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
#include "model/blood/blood_labels.hpp"
#include "model/blood/purpose.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/place_labels.hpp"

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
  Time due, birth, onset;  ///< onset is Time::never() without an emergency
  WomanId next;            ///< next slot in the free list
  Timer timer, call;       ///< next milestone; call-up of her candidates, then end of keeping
  CaseId emergency;        ///< her open case
  std::uint32_t flags = 0;
  std::uint16_t catchment_number = 0;
  std::uint8_t contacts = 0;  ///< contacts had
  std::uint8_t next_contact = 0;
  Group group{};
  Cause cause = Cause::count;
  Place place = Place::home;  ///< place of birth
  Parity parity{};
  std::uint8_t candidates = 0;  ///< bit c: candidate c is registered
  std::uint8_t kept = 0;        ///< units of her candidates kept for her
  std::uint16_t hospital_number = 0;

  /// Where she lives.
  CatchmentId catchment() const { return CatchmentId{catchment_number}; }
  void live_in(CatchmentId c) { catchment_number = static_cast<std::uint16_t>(c.index()); }
  /// The hospital she gives birth in, where her place is one.
  HospitalId hospital() const { return HospitalId{hospital_number}; }
  void deliver_in(HospitalId h) { hospital_number = static_cast<std::uint16_t>(h.index()); }

  bool is(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags |= f; }
  void clear(Flag f) { flags &= ~std::uint32_t{f}; }
};
static_assert(sizeof(Woman) == 64);

/// Tables that follow from parameters alone.
struct PregnancyPlan {
  PregnancyPlan() = default;
  PregnancyPlan(const Model&, const Basis&);
  Table<DistrictId, LayeredRate> conceptions;              ///< district
  Table<DistrictId, std::vector<CatchmentId>> catchments;  ///< district -> catchments
  Table<DistrictId, std::vector<double>> catchment_share;  ///< cumulative
  Table<CatchmentId, double>
      contact_odds;                       ///< catchment: odds of a further contact, factors of women left out
  Table<CatchmentId, double> first_odds;  ///< catchment: odds of K1, factors of women left out
  Table<DistrictId, double>
      base_contacts;  ///< district: contacts of a woman who misses none for giving birth early
  Table<CatchmentId, double> share_of_district;  ///< catchment: its share of the district's births
  Table<DistrictId, double> facility_scale;  ///< district: keeps the mean of facility births at its table's
  Table<DistrictId, double> cash_share;      ///< district: women in cash-transfer households
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
  Table<CatchmentId, Distance> distance;
  Table<DistrictId, double>
      planned;  ///< district: share of women with a planned referral, of the base's policies
  Table<DistrictId, std::vector<HospitalId>> hospitals;   ///< district -> hospitals births go to
  Table<DistrictId, std::vector<double>> hospital_share;  ///< cumulative, by beds

 private:
  /// Shares of a district's women, of the base: beyond `programme.far`, beyond it at half the road, paid a
  /// cash transfer.
  struct Held {
    double far = 0, half_far = 0, paid = 0;
  };
  void place_births(const Model&);
  void hold_facility_births(const Parameters&, const Parameters& base, const Table<DistrictId, Held>&);
  void hold_contacts(const Model&, const Parameters& base, const Table<DistrictId, Held>&);
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
  static void add_fact(World&, DistrictId district, std::uint64_t facts);
  void handle(World&, const Model&, Kind, const Event&);

  /// Follows a woman from here on; returns her slot. Her milestones are the caller's.
  WomanId add(const Woman&);
  /// Frees a woman: dead, or followed to the end.
  void close(World&, const Model&, WomanId woman);
  /// Settles where she gives birth, if that is still open.
  void settle_place(World&, const Model&, WomanId woman);
  /// A woman who has moved `by` then lives elsewhere: to be asked whenever it matters where she lives.
  void move(World&, const Model&, WomanId woman, Time by);
  /// Definitive care before birth: she stays for the birth, and an operation was her caesarean. Care of an
  /// obstructed labour is the birth.
  void treated(World&, const Model&, const Case&);
  void finish(World&);  ///< books the peak
  static constexpr Kind fetched = Kind::milestone;
  void fetch(const Event& e) const { prefetch(&women[WomanId{e.index()}]); }
  std::size_t living() const { return living_; }
  std::size_t entered() const { return entered_; }  ///< women followed so far
  /// Whether everyone who entered is followed or was closed; O(1), every 1024th event O(women).
  bool conserved(const World&, const Model&) const;

  Table<WomanId, Woman, HugeAllocator<Woman>> women;

 private:
  /// Women due in the same week at one puskesmas.
  using VisitId = Id<struct VisitTag>;

  /// Enters the woman of a stream's next point, unless an arm leaves it out or she lies wholly before time 0;
  /// returns the time until the point after it. `stream`: layer x district.
  Duration enter(World&, const Model&, std::uint32_t stream, Time at);
  void next_milestone(World&, const Model&, WomanId woman);
  void milestone(World&, const Model&, WomanId woman);
  static bool obstructed(const World&, const Woman&);
  void give_birth(World&, const Model&, WomanId woman);
  void outreach(World&, const Model&, CatchmentId catchment);
  void contact(World&, const Model&, WomanId woman, Time at);
  void list_for_contact(World&, const Model&, WomanId woman);
  VisitId add_visit(VisitId next);
  void fetch_women(VisitId visit) const;
  void free_slot(WomanId woman);

  static constexpr std::uint32_t weeks = 64;  // length of the ring of outreach lists
  WomanId free_;
  std::size_t living_ = 0, peak_ = 0, entered_ = 0, closed_ = 0;
  std::vector<std::uint32_t> serial_;  // layer x district: points so far
  /// Women due in the same week, in one cache line, so that a visit can fetch them before it walks.
  struct alignas(64) Visit {
    VisitId next;
    std::uint32_t size = 0;
    std::array<WomanId, 14> women;
  };
  std::vector<VisitId> due_lists_;  // catchment x week of the ring -> newest visit
  Table<VisitId, Visit> visits_;
  VisitId free_visit_;
};

}  // namespace darah
