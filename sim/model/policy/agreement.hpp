#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/draws.hpp"
#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/blood/donor_labels.hpp"
#include "model/place/ids.hpp"
#include "model/policy/agreement_labels.hpp"
#include "model/policy/mechanism.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct BloodBank;
struct BloodCentre;
struct Demand;
struct Donor;
struct Kept;
struct MotherBlood;
struct Pregnancy;
struct Parameters;
struct Woman;
class Case;

struct AgreementParameters {
  using Columns = ColumnsBy<DistrictId>;
  // What a district's agreement has of its own.
  Table<DistrictId, Choice> model_text;
  Table<DistrictId, ChoiceSet> mechanisms;
  Table<DistrictId, double> fidelity, initial_fidelity, formal, operational;
  Table<DistrictId, double> standards, resources, communication, agency, conditions, disposition;
  Table<DistrictId, double> urgency, conflict, complexity, budget, misperception, fragmentation;
  Table<DistrictId, double> supervision, training, guideline;
  Table<DistrictId, bool> adopts, handed_down;
  Table<DistrictId, Date> signed_on;
  std::vector<double> extents;  ///< by district and mechanism
  // What all agreements of the province have in common.
  std::vector<double> mechanism_decay;
  std::vector<double> variable_weight, barriers_weight, support_capacity, support_hand_over;
  double barrier_weight = 0, steepness = 0, midpoint = 0, adoption = 0, loss = 0, decay = 0, rho = 0,
         alignment = 0, review_base = 0, review_capacity = 0, sensitivity = 0, level_zero = 0;
  // What each barrier does where it acts by itself.
  double urgency_adoption = 0, conflict_reviews = 0, complexity_organisations = 0, budget_money = 0,
         misperception_turn_up = 0, fragmentation_loss = 0, fragmentation_exchange = 0;
  std::int64_t organisations = 0, candidates = 0;
  bool in_hospital = false;
  Duration hand_over{}, review_interval{}, call_from{}, call_until{};
  double hand_over_sigma = 0;
  Money candidate_money{}, candidate_cost{}, call_money{}, call_cost{}, courier_cost{}, review_cost{},
      desk_cost{}, midwife_price{};
  double midwife_hours = 0, candidate_hours = 0, candidate_group = 1, group_hours = 0, kin_same_group = 0,
         kin_donors = 0, turn_up = 0, reserve_factor = 0, reserve_quantile = 0, recruitment = 0,
         candidate_deferral = 1;
  bool calls_suitable = false;

  /// How far a district's agreement takes a mechanism over from the template, in [0, 1].
  const double& extent(DistrictId district, Mechanism mechanism) const {
    return extents[district.index() * count_of<Mechanism> + index_of(mechanism)];
  }
  double& extent(DistrictId district, Mechanism mechanism) {
    return extents[district.index() * count_of<Mechanism> + index_of(mechanism)];
  }
};

/// Hours of a midwife that a candidate takes on average, screened in groups.
constexpr double hours_a_candidate(const AgreementParameters& p) {
  return (p.candidate_hours + (p.candidate_group - 1) * p.group_hours) / p.candidate_group;
}

/// What parties who work together at a level carry: nothing at level `zero`, all at 5, partnership.
constexpr double share_of_level(double level, double zero) { return (level - zero) / (5 - zero); }

/// The memorandum of understanding of each district: what it promises, and how far it is carried out.
struct Agreement {
  template <class T>
  struct Named {
    T agreement;
  };
  template <class W>
  struct Called {
    decltype(auto) agreement() const { return static_cast<const W&>(*this).template component<Agreement>(); }
  };
  using P = AgreementParameters;
  enum class Kind : std::uint8_t { hand_over, review, upkeep, call_up, sign, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"agreement.hand_over", "agreement.review", "agreement.upkeep", "agreement.call_up", "agreement.sign"}};
  enum class Measured : std::uint8_t {
    candidates_registered,
    candidates_called,
    candidates_bled,
    candidates_uncalled,
    candidates_unsuitable,
    candidates_sought,
    candidates_bound_by,
    midwife_time,
    called_too_late,
    informed_puskesmas,
    puskesmas,
    puskesmas_in_force,
    month_ends,
    agreement_months,
    operational_level,
    fidelity,
    modification,
    reviews_held,
    money,
    count
  };

  static std::span<const Parameter<AgreementParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);
  static void unused(std::span<const Parameters* const> arms, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void start(With<BloodCentre>, const Model&);
  void start_policy(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy>, const Model&);
  void handle(With<BloodCentre, Donor, Pregnancy>, const Model&, Kind, const Event&);
  void month_end(Services, const Model&, std::int32_t month) const;

  /// Capacity in [0, 1] of a district to carry out an agreement, from its six variables and six barriers.
  static double capacity(const Model&, DistrictId district);
  /// Hazard a year with which a district that may sign an agreement does.
  static double adoption_hazard(const Model&, DistrictId district);
  /// Chance that a hand-over arrives at a puskesmas, through all the organisations of the chain.
  static double hand_over_arrives(const Model&, DistrictId district, double capacity);
  /// Chance that a review is held whose mechanism is carried out wholly.
  static double review_chance(const Model&, DistrictId district, double capacity);
  /// Candidates of a district who come when they are called.
  static double turn_up(const Model&, DistrictId district);
  /// Share of the agreement's money that arrives where it is spent; all of it where fidelity is pinned.
  double money_arrives(const Model&, DistrictId district) const;
  /// A puskesmas's midwife hours and candidate money of another week.
  void new_week(const Model&, CatchmentId catchment);

  bool in_force(DistrictId district) const { return districts_[district].in_force; }
  double operational(DistrictId district) const { return districts_[district].level; }
  /// Integral of the operational level from the start of measurement to `t`, which is not before the last
  /// change of it, in years.
  double level_years(const Model&, DistrictId district, Time t) const;
  /// How well two blood centres work together: 0 as a network, 1 as partners; the share of the less involved,
  /// each at the highest of the districts it serves.
  double coordination(const Model&, UtdId utd, UtdId other) const;
  /// Whether a hospital is a party to an agreement in force that carries anything.
  bool is_party(const Model&, HospitalId hospital) const;
  /// Fidelity of a mechanism at now; 0 where it is not in force.
  double fidelity(Services, const Model&, DistrictId district, Mechanism) const;
  /// Whether the puskesmas of a catchment knows the agreement.
  bool informed(const Model&, CatchmentId catchment) const;
  /// Registers candidates at an antenatal contact, as far as hours and money go.
  void register_candidates(With<Pregnancy>, const Model&, WomanId woman);
  /// A woman has given birth: what kept her from the candidates that were sought for her and not found.
  void gave_birth(Services, const Model&, const Woman&) const;
  /// A candidate's donation has waited for a later batch than the next.
  void waited(With<const Pregnancy>, const Model&, Name woman, WomanId slot) const;
  /// Does who cares for her announce her, at a referral or in the hospital (`occasion`: 0, or keyed by the
  /// hospital she is sent on to); does a courier carry the blood.
  bool notifies(Services, const Model&, const Case&, std::uint64_t occasion = 0) const;
  bool couriers(Services, const Model&, const Case&) const;
  /// An urgent general request takes from the reserve against the rule.
  bool breaches(Services, const Model&, UtdId utd, Name request) const;
  /// Factor on the yearly drive money of a blood centre.
  double money_factor(Services, const Model&, UtdId utd) const;
  /// A drive has been paid for: the districts' part of it is theirs to book.
  void share_drive(Services, const Model&, UtdId utd, Money) const;

  double misperception(const Model&, DistrictId district) const;
  void spend(Services, const Model&, DistrictId district, Cost line, std::int64_t rupiah) const;

 private:
  /// The district by whose agreement who cares for her acts: a puskesmas that knows it, a hospital that is a
  /// party to it; none without one.
  DistrictId acting(const Model&, const Case&) const;
  /// An agreement as it stands in a district.
  struct District {
    bool in_force = false;
    std::uint32_t mechanisms = 0;
    double pinned = -1;  ///< fidelity that never moves, or -1
    double capacity = 0, level = 1;
    EnumArray<Mechanism, double> decay;  ///< a year
    /// Fidelity at `since`, the last signing or review.
    EnumArray<Mechanism, double> fidelity;
    /// Levels and fidelity as signed, to see what a policy changes.
    double formal = 0, initial = 0, signed_level = 0;
    double level_years = 0;  ///< integral of the operational level over the window up to `level_since`
    Time level_since{};
    Time since{};
    Timer review, upkeep, signing;  ///< signing: at its date, or by adoption
  };
  struct Puskesmas {
    bool informed = false, lost = false;
    Timer hand_over;
    double hours = 0;
    std::int64_t rupiah = 0, call_rupiah = 0;
  };
  void sign(With<BloodCentre>, const Model&, DistrictId district);
  void amend(With<BloodCentre>, const Model&, DistrictId district, std::uint32_t mechanisms);
  void plan_reviews(Services, const Model&, DistrictId district);
  void hand_down(Services, const Model&, DistrictId district);
  void appraise(const Model&, DistrictId district);  ///< capacity, and the decay that follows from it
  void end(With<BloodBank, BloodCentre, Demand, Kept, MotherBlood, Pregnancy>, const Model&,
           DistrictId district);
  void pass_on(Services, const Model&, CatchmentId catchment);
  void handed_over(Services, const Model&, CatchmentId catchment);
  void review(With<BloodCentre>, const Model&, DistrictId district);
  void call_up(With<BloodCentre, Donor, Pregnancy>, const Model&, WomanId woman);
  struct Candidate {
    Name name;
    Group group{};
    WomanId woman;
  };
  /// What keeps a candidate who is called from giving; none where he is bled. `draws` are his own.
  static std::optional<Bound> answer(With<BloodCentre, Donor>, const Model&, DistrictId district,
                                     const Candidate&, Draws& draws);
  void sign_in_time(With<BloodCentre>, const Model&, DistrictId district);
  static void anchor(Services, const Model&, District&);
  void settle_level(Services, const Model&, DistrictId district);
  void bound(Services, const Model&, DistrictId district, Bound, std::int64_t candidates) const;
  void set_reserve(With<BloodCentre>, const Model&, UtdId utd);
  static double cap(const Model&, const District&);
  static double evolving(Services, const Model&, const District&, Mechanism);
  bool signed_as(const Model&, DistrictId district) const;

  Table<DistrictId, District> districts_;
  Table<CatchmentId, Puskesmas> puskesmas_;
};

}  // namespace darah
