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
#include "model/mother/around_her.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/mother/woman.hpp"
#include "model/place/ids.hpp"
#include "model/place/place_labels.hpp"
#include "model/place/purpose.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
class World;
struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Demand;
struct Emergency;
struct Hospital;
struct Kept;
struct MotherBlood;
struct Probe;
struct Programme;
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
  /// `base`: whose policies the rates of emergencies hold under.
  static std::vector<std::vector<double>> cause_shares(const Parameters&, const Parameters& base);
  /// Haemorrhages after birth that follow another emergency, to 1000 births.
  static double followed_by_pph(const Parameters&);
  /// By risk_class(): its share of all women.
  static std::vector<double> class_shares(const Parameters&);
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
  template <class W>
  struct Called {
    decltype(auto) pregnancy() const { return static_cast<const W&>(*this).template component<Pregnancy>(); }
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

  void start(With<Agreement, Pregnancy, Probe, Programme>, const Model&);
  /// Adds facts of a woman that no arm can change to the hash `exogenous` of her district. Forty bits of
  /// each: a sum of eight million fits.
  static void add_fact(Services, DistrictId district, std::uint64_t facts);
  void handle(AroundHer, const Model&, Kind, const Event&);

  /// Follows a woman from here on; returns her slot. Her milestones are the caller's.
  WomanId add(const Woman&);
  /// A copy of her record, for a probe to live on; returns its slot. It is nobody: not counted, on no list.
  WomanId add_copy(WomanId woman);
  void forget_copy(Services, WomanId copy);
  /// Her timer is set to what comes next: her emergency, the birth, the end of follow-up.
  void next_milestone(Services, const Model&, WomanId woman);
  /// A woman whose emergency begins now and who gives birth in the same instant gives birth first: whether
  /// she does.
  bool give_birth_first(With<const Agreement, Emergency, Hospital, Kept, Pregnancy>, const Model&,
                        WomanId woman);
  /// Frees a woman: dead, or followed to the end.
  void close(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy>, const Model&, WomanId woman);
  /// Settles where she gives birth, if that is still open.
  void settle_place(Services, const Model&, WomanId woman);
  /// A woman who has moved `by` then lives elsewhere: to be asked whenever it matters where she lives.
  void move(Services, const Model&, WomanId woman, Time by);
  /// Definitive care before birth: she stays for the birth, and an operation was her caesarean. Care of an
  /// obstructed labour is the birth.
  void treated(With<const Agreement, Emergency, Hospital, Kept, Pregnancy>, const Model&, const Case&);
  void finish(Services);  ///< books the peak
  static constexpr Kind fetched = Kind::milestone;
  void fetch(const Event& e) const { prefetch(&women[WomanId{e.index()}]); }
  std::size_t living() const { return living_; }
  /// Whether everyone who entered is followed or was closed; O(1), every 1024th event O(women).
  bool conserved(const World&, const Model&) const;

  Table<WomanId, Woman, HugeAllocator<Woman>> women;

 private:
  /// Women due in the same week at one puskesmas.
  using VisitId = Id<struct VisitTag>;

  /// Enters the woman of a stream's next point, unless an arm leaves it out or she lies wholly before time 0;
  /// returns the time until the point after it. `stream`: layer x district.
  Duration enter(With<Agreement, Pregnancy, Probe, Programme>, const Model&, LayerOf<DistrictId> stream,
                 Time at);
  void milestone(AroundHer, const Model&, WomanId woman);
  static bool obstructed(With<const Emergency>, const Woman&);
  /// Her emergency begins, unless what she was given at birth spared her it.
  void fall_ill(AroundHer, const Model&, WomanId woman);
  void give_birth(With<const Agreement, Emergency, Hospital, Kept, Pregnancy>, const Model&, WomanId woman);
  void outreach(With<Agreement, Pregnancy>, const Model&, CatchmentId catchment);
  void contact(With<Agreement, Pregnancy>, const Model&, WomanId woman, Time at);
  void list_for_contact(With<Agreement, Pregnancy>, const Model&, WomanId woman);
  VisitId add_visit(VisitId next);
  void fetch_women(VisitId visit) const;
  WomanId take_slot();
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
