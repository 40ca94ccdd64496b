#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/blood_stock.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
struct Woman;
struct Case;

struct AgreementParameters {
  // of a district
  std::vector<Choice> model_text;
  std::vector<ChoiceSet> mechanisms;
  std::vector<double> fidelity, initial_fidelity, formal, operational;
  std::vector<double> standards, resources, communication, agency, conditions, disposition;
  std::vector<double> urgency, conflict, complexity, budget, misperception, fragmentation;
  std::vector<bool> adopts;
  std::vector<Date> signed_on;
  std::vector<double> extent_candidates, extent_call_up, extent_reserve, extent_notification, extent_courier,
      extent_money, extent_review;
  // of the province
  std::vector<double> mechanism_decay;
  std::vector<double> variable_weight, barriers_weight;
  double barrier_weight = 0, steepness = 0, midpoint = 0, adoption = 0, loss = 0, decay = 0, rho = 0,
         alignment = 0, review_base = 0, review_capacity = 0, sensitivity = 0;
  std::int64_t organisations = 0, candidates = 0;
  Duration hand_over{}, review_interval{}, call_from{}, call_until{}, keep{};
  double hand_over_sigma = 0;
  Money candidate_money{}, candidate_cost{}, call_money{}, call_cost{}, courier_cost{}, review_cost{},
      desk_cost{};
  double midwife_hours = 0, candidate_hours = 0, kin_same_group = 0, kin_donors = 0, turn_up = 0,
         reserve_factor = 0, reserve_quantile = 0, recruitment = 0;

  /// How far a district's agreement takes a mechanism over from the template, in [0, 1].
  double extent(std::uint32_t district, Mechanism) const;
};

/// The memorandum of understanding of each district: what it promises, and how far it is carried out.
struct Agreement {
  using P = AgreementParameters;
  enum class Kind : std::uint8_t { hand_over, review, upkeep, call_up, release, sign, count };
  static constexpr std::array<std::string_view, 6> kind_names = {"agreement.hand_over", "agreement.review",
                                                                 "agreement.upkeep",    "agreement.call_up",
                                                                 "agreement.release",   "agreement.sign"};
  enum class Measured : std::uint8_t {
    candidates_registered,
    candidates_called,
    candidates_bled,
    candidates_uncalled,
    candidates_used,
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
    money
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"agreement.{district}.template", &P::model_text, "", 0, 0, "none", Mark::source, Scope::policy,
       "text the agreement follows; none: no agreement", template_labels},
      {"agreement.{district}.mechanisms", &P::mechanisms, "", 0, 0, "all", Mark::setting, Scope::policy,
       "mechanisms of the template that are in force", mechanism_labels},
      {"agreement.{district}.extent.candidates", &P::extent_candidates, "fraction", 0, 1, "1", Mark::setting,
       Scope::policy,
       "how far the district takes candidate donors over from the template: factor on their fidelity"},
      {"agreement.{district}.extent.call_up", &P::extent_call_up, "fraction", 0, 1, "1", Mark::setting,
       Scope::policy, "the same of the call-up"},
      {"agreement.{district}.extent.maternal_reserve", &P::extent_reserve, "fraction", 0, 1, "1",
       Mark::setting, Scope::policy, "the same of the maternal reserve"},
      {"agreement.{district}.extent.pre_notification", &P::extent_notification, "fraction", 0, 1, "1",
       Mark::setting, Scope::policy, "the same of the pre-notification"},
      {"agreement.{district}.extent.courier", &P::extent_courier, "fraction", 0, 1, "1", Mark::setting,
       Scope::policy, "the same of the courier"},
      {"agreement.{district}.extent.recruitment_money", &P::extent_money, "fraction", 0, 1, "1",
       Mark::setting, Scope::policy, "the same of the recruitment money"},
      {"agreement.{district}.extent.joint_review", &P::extent_review, "fraction", 0, 1, "1", Mark::setting,
       Scope::policy, "the same of the joint review"},
      {"agreement.{district}.signed", &P::signed_on, "", 0, 0, "1900-01-01", Mark::setting, Scope::policy,
       "day the agreement is signed, if that lies after the run's or the policies' first day"},
      {"agreement.{district}.fidelity", &P::fidelity, "fraction", 0, 1, "unset", Mark::setting, Scope::policy,
       "pins the fidelity of every mechanism, without cap, decay or cascade; 0 is no agreement"},
      {"agreement.{district}.initial_fidelity", &P::initial_fidelity, "fraction", 0, 1, "0.45",
       Mark::assumption, Scope::policy, "fidelity on the day of signing; evolves from there"},
      {"agreement.{district}.formal", &P::formal, "1", 1, 5, "5", Mark::assumption, Scope::policy,
       "formal level: network 1, cooperation 2, coordination 3, collaboration 4, partnership 5"},
      {"agreement.{district}.operational", &P::operational, "1", 1, 5, "1", Mark::assumption, Scope::policy,
       "operational level on the day of signing; caps fidelity at level / 5"},
      {"agreement.{district}.standards", &P::standards, "fraction", 0, 1, "0.35", Mark::assumption,
       Scope::policy, "capacity: standards and objectives (Van Meter and Van Horn)"},
      {"agreement.{district}.resources", &P::resources, "fraction", 0, 1, "0.35", Mark::assumption,
       Scope::policy, "capacity: resources"},
      {"agreement.{district}.communication", &P::communication, "fraction", 0, 1, "0.35", Mark::assumption,
       Scope::policy, "capacity: communication between organisations"},
      {"agreement.{district}.agency", &P::agency, "fraction", 0, 1, "0.35", Mark::assumption, Scope::policy,
       "capacity: characteristics of the agencies"},
      {"agreement.{district}.conditions", &P::conditions, "fraction", 0, 1, "0.35", Mark::assumption,
       Scope::policy, "capacity: social, economic and political conditions"},
      {"agreement.{district}.disposition", &P::disposition, "fraction", 0, 1, "0.35", Mark::assumption,
       Scope::policy, "capacity: disposition of the implementers"},
      {"agreement.{district}.urgency", &P::urgency, "fraction", 0, 1, "0.6", Mark::assumption, Scope::policy,
       "barrier: urgency not understood"},
      {"agreement.{district}.conflict", &P::conflict, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "barrier: conflict with other policies"},
      {"agreement.{district}.complexity", &P::complexity, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "barrier: complexity of the implementor structure"},
      {"agreement.{district}.budget", &P::budget, "fraction", 0, 1, "0.6", Mark::assumption, Scope::policy,
       "barrier: budget for recruitment"},
      {"agreement.{district}.misperception", &P::misperception, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::world, "barrier: misperception in the community; also lowers willingness to give"},
      {"agreement.{district}.fragmentation", &P::fragmentation, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "barrier: fragmented organisations"},
      {"agreement.{district}.adopts", &P::adopts, "", 0, 1, "false", Mark::setting, Scope::policy,
       "a district without an agreement may sign the template, with the adoption hazard"},
      {"agreement.{variable}.weight", &P::variable_weight, "1", 0, 1e3, "1 1 1 1 1 1", Mark::assumption,
       Scope::policy, "weight of a capacity variable in their mean"},
      {"agreement.{barrier}.weight", &P::barriers_weight, "1", 0, 1e3, "1 1 1 1 1 1", Mark::assumption,
       Scope::policy, "weight of a barrier in their mean"},
      {"agreement.barrier_weight", &P::barrier_weight, "1", 0, 2, "0.5", Mark::assumption, Scope::policy,
       "weight of the mean barrier against the mean variable in z"},
      {"agreement.steepness", &P::steepness, "1", 0, 50, "6", Mark::assumption, Scope::policy,
       "capacity C = 1 / (1 + exp(-steepness (z - midpoint)))"},
      {"agreement.midpoint", &P::midpoint, "1", -1, 1, "0.25", Mark::assumption, Scope::policy,
       "z of capacity one half"},
      {"agreement.sensitivity", &P::sensitivity, "1", 0, 10, "2", Mark::assumption, Scope::policy,
       "exponent of (C - 1/2) in adoption, loss and decay"},
      {"agreement.adoption", &P::adoption, "1/y", 0, 10, "0.036", Mark::derived, Scope::policy,
       "hazard of signing at C = 1/2 (1 of 8 districts in 3.5 years)"},
      {"agreement.organisations", &P::organisations, "organisations", 1, 20, "4", Mark::assumption,
       Scope::policy, "organisations in the chain of a hand-over"},
      {"agreement.loss", &P::loss, "fraction", 0, 1, "0.12", Mark::assumption, Scope::policy,
       "loss of a hand-over between two organisations at C = 1/2"},
      {"agreement.hand_over", &P::hand_over, "d", 0, 3650, "60 d", Mark::assumption, Scope::policy,
       "median time until a puskesmas is handed the agreement"},
      {"agreement.hand_over_sigma", &P::hand_over_sigma, "1", 0, 3, "0.8", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"agreement.decay", &P::decay, "1/y", 0, 10, "0.46", Mark::assumption, Scope::policy,
       "decay of fidelity between reviews at C = 1/2"},
      {"agreement.{mechanism}.decay_factor", &P::mechanism_decay, "1", 0, 10, "1 1 1 1 1 1 1",
       Mark::assumption, Scope::policy, "decay of one mechanism's fidelity, over that of the agreement"},
      {"agreement.review_interval", &P::review_interval, "d", 7, 3650, "91 d", Mark::source, Scope::policy,
       "between reviews (FKPKU: every three months)"},
      {"agreement.review_base", &P::review_base, "fraction", 0, 1, "0.3", Mark::assumption, Scope::policy,
       "chance that a review is held at C = 0"},
      {"agreement.review_capacity", &P::review_capacity, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "what C = 1 adds to it"},
      {"agreement.rho", &P::rho, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "share of the gap to its cap that fidelity recovers in a review"},
      {"agreement.alignment", &P::alignment, "fraction", 0, 1, "0.25", Mark::assumption, Scope::policy,
       "share of the gap to the formal level, times C, that a review closes"},
      {"agreement.candidates", &P::candidates, "donors", 0, 4, "4", Mark::source, Scope::policy,
       "candidate donors a pregnant woman should have (Permenkes 92/2015)"},
      {"agreement.candidate_money", &P::candidate_money, "IDR", 0, 1e9, "60000 IDR", Mark::assumption,
       Scope::policy, "candidate money a puskesmas is given for each birth expected"},
      {"agreement.candidate_cost", &P::candidate_cost, "IDR", 0, 1e9, "60000 IDR", Mark::assumption,
       Scope::policy, "finding, typing and checking one candidate"},
      {"agreement.call_money", &P::call_money, "IDR", 0, 1e9, "25000 IDR", Mark::assumption, Scope::policy,
       "money for calls a puskesmas is given for each birth expected"},
      {"agreement.midwife_hours", &P::midwife_hours, "hours", 0, 1000, "10", Mark::assumption, Scope::policy,
       "midwife hours a puskesmas has for it in a week"},
      {"agreement.candidate_hours", &P::candidate_hours, "hours", 0.01, 100, "1.5", Mark::assumption,
       Scope::policy, "midwife hours one candidate takes"},
      {"agreement.kin_same_group", &P::kin_same_group, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy, "candidates sought and found in the mother's group"},
      {"agreement.kin_donors", &P::kin_donors, "fraction", 0, 1, "0.1", Mark::assumption, Scope::policy,
       "candidates who give blood anyhow, and are sent home when they gave too recently"},
      {"agreement.keep", &P::keep, "d", 0, 42, "2 d", Mark::assumption, Scope::policy,
       "after the birth, how long red cells of her candidates stay hers; then they join the general stock"},
      {"agreement.call_from", &P::call_from, "d", 0, 60, "10 d", Mark::source, Scope::policy,
       "earliest call before the due date (Permenkes 92/2015)"},
      {"agreement.call_until", &P::call_until, "d", 0, 60, "7 d", Mark::source, Scope::policy,
       "latest call before the due date"},
      {"agreement.turn_up", &P::turn_up, "fraction", 0, 1, "0.40", Mark::assumption, Scope::policy,
       "candidates who come when called; the key unknown"},
      {"agreement.call_cost", &P::call_cost, "IDR", 0, 1e9, "25000 IDR", Mark::assumption, Scope::policy,
       "calling one candidate"},
      {"agreement.reserve_factor", &P::reserve_factor, "1", 0, 100, "3", Mark::assumption, Scope::policy,
       "maternal reserve: multiple of a day's quantile of women"},
      {"agreement.reserve_quantile", &P::reserve_quantile, "fraction", 0.5, 0.9999, "0.95", Mark::assumption,
       Scope::policy, "that quantile of the Poisson number of women of a group who need blood in a day"},
      {"agreement.courier_cost", &P::courier_cost, "IDR", 0, 1e9, "150000 IDR", Mark::assumption,
       Scope::policy, "one courier trip"},
      {"agreement.recruitment", &P::recruitment, "fraction", 0, 10, "0.1", Mark::assumption, Scope::policy,
       "what recruitment money adds to the drive money"},
      {"agreement.review_cost", &P::review_cost, "IDR", 0, 1e12, "5000000 IDR", Mark::assumption,
       Scope::policy, "one review"},
      {"agreement.desk_cost", &P::desk_cost, "IDR", 0, 1e12, "150000000 IDR", Mark::assumption, Scope::policy,
       "a referral desk for a year"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"candidates_registered", "donors", {"district", "month"}, "candidate donors registered"},
      {"candidates_called",
       "donors",
       {"district", "month"},
       "candidate donors called up",
       "candidates_registered"},
      {"candidates_bled", "donors", {"district", "month"}, "candidate donors bled", "candidates_called"},
      {"candidates_uncalled",
       "donors",
       {"district", "month", "uncalled"},
       "registered candidates whose call, when due, was not made: neglected, for want of money, or after the "
       "birth",
       "candidates_registered"},
      {"candidates_used",
       "units",
       {"district", "month"},
       "red cells of called-up candidates taken for the emergency of the woman they were kept for",
       "candidates_bled"},
      {"called_too_late",
       "women",
       {"district", "month"},
       "women whose candidates' call came after the birth"},
      {"informed_puskesmas",
       "puskesmas",
       {"district", "month"},
       "puskesmas the agreement has reached, summed over month ends",
       "puskesmas"},
      {"puskesmas", "puskesmas", {"district", "month"}, "all puskesmas, summed over month ends"},
      {"puskesmas_in_force",
       "puskesmas",
       {"district", "month"},
       "puskesmas of districts with an agreement in force, summed over month ends"},
      {"month_ends", "month ends", {"district", "month"}, "month ends at which a district was looked at"},
      {"agreement_months",
       "month ends",
       {"district", "month"},
       "month ends with an agreement in force",
       "month_ends"},
      {"operational_level",
       "1e-6",
       {"district", "month"},
       "operational level of an agreement in force, summed over month ends",
       "agreement_months"},
      {"fidelity",
       "1e-6",
       {"district", "month", "mechanism"},
       "fidelity, 0 where not in force, summed over month ends",
       "month_ends"},
      {"modification",
       "1e-6",
       {"district", "month"},
       "distance of an agreement in force from the template: mean over the seven mechanisms of what it does "
       "not take over, summed over month ends",
       "agreement_months"},
      {"reviews_held", "reviews", {"district", "month"}, "reviews held"},
      {"money",
       "IDR",
       {"district", "month", "cost"},
       "money spent on agreement, referral desks and ambulances, by line"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&);
  void handle(World&, const Model&, Kind, const Event&);
  void month_end(World&, const Model&, std::int32_t month) const;

  /// Capacity in [0, 1] of a district to carry out an agreement, from its six variables and six barriers.
  static double capacity(const Model&, std::uint32_t district);
  /// A puskesmas's midwife hours and candidate money of another week.
  void new_week(const Model&, std::uint32_t catchment);

  bool in_force(std::uint32_t district) const { return districts_[district].in_force; }
  double operational(std::uint32_t district) const { return districts_[district].level; }
  /// Integral of the operational level from the start of measurement to `t`, which is not before the last
  /// change of it, in years.
  double level_years(const Model&, std::uint32_t district, Time t) const;
  /// How well two blood centres work together: 0 as a network, 1 as partners; the level of the less involved,
  /// each at the highest level of the districts it serves.
  double coordination(const Model&, std::uint32_t utd, std::uint32_t other) const;
  /// Whether a hospital is a party to an agreement in force.
  bool is_party(const Model&, std::uint32_t hospital) const;
  /// Fidelity of a mechanism at now; 0 where it is not in force.
  double fidelity(const World&, const Model&, std::uint32_t district, Mechanism) const;
  /// Whether the puskesmas of a catchment knows the agreement.
  bool informed(const Model&, std::uint32_t catchment) const;
  /// Registers candidates at an antenatal contact, as far as hours and money go.
  void register_candidates(World&, const Model&, std::uint32_t woman);
  /// At a referral: does the puskesmas announce it; does a courier carry the blood.
  bool notifies(const World&, const Model&, const Case&) const;
  bool couriers(const World&, const Model&, const Case&) const;
  /// An urgent general request takes from the reserve against the rule.
  bool breaches(const World&, const Model&, std::uint32_t utd, Name request) const;
  /// Factor on the yearly drive money of a blood centre.
  double money_factor(const World&, const Model&, std::uint32_t utd) const;
  /// A drive has been paid for: the districts' part of it is theirs to book.
  void share_drive(World&, const Model&, std::uint32_t utd, Money) const;

  /// Red cells of a candidate come out of the laboratory: kept for the woman of this name and slot, if she
  /// may still need them. Returns whether they are.
  bool keep(World&, const Model&, std::uint32_t utd, Name woman, std::uint32_t slot, const Unit&);
  /// What is kept for her and suits her, up to `units`, held for her by her hospital's blood centre from now
  /// on; returns how many. O(units kept there).
  std::int32_t take_kept(World&, const Model&, const Case&, std::int32_t units, StaticUnits& out);
  /// She has given birth: what is kept for her is freed when the time is up. She is followed no more: now.
  void gave_birth(World&, const Model&, std::uint32_t woman);
  void release(World&, const Model&, std::uint32_t woman);
  std::int64_t kept_units(std::uint32_t utd, Product) const;
  double misperception(const Model&, std::uint32_t district) const;
  void spend(World&, const Model&, std::uint32_t district, std::size_t line, std::int64_t rupiah) const;

 private:
  /// An agreement as it stands in a district.
  struct District {
    bool in_force = false;
    std::uint32_t mechanisms = 0;
    double pinned = -1;  ///< fidelity that never moves, or -1
    double capacity = 0, level = 1;
    std::array<double, index_of(Mechanism::count)> decay{};     ///< a year
    std::array<double, index_of(Mechanism::count)> fidelity{};  ///< at `since`, the last signing or review
    double formal = 0, initial = 0, signed_level = 0;           ///< as signed, to see what a policy changes
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
  /// A unit of one of her candidates.
  struct Kept {
    std::uint32_t woman = 0;
    Unit unit;
  };
  void sign(World&, const Model&, std::uint32_t district);
  void amend(World&, const Model&, std::uint32_t district, std::uint32_t mechanisms);
  void plan_reviews(World&, const Model&, std::uint32_t district);
  void appraise(const Model&, std::uint32_t district);  ///< capacity, and the decay that follows from it
  void end(World&, const Model&, std::uint32_t district);
  void pass_on(World&, const Model&, std::uint32_t catchment);
  void handed_over(World&, const Model&, std::uint32_t catchment);
  void review(World&, const Model&, std::uint32_t district);
  void call_up(World&, const Model&, std::uint32_t woman);
  void sign_in_time(World&, const Model&, std::uint32_t district);
  static void anchor(const World&, District&);
  void settle_level(const World&, const Model&, std::uint32_t district);
  void set_reserve(World&, const Model&, std::uint32_t utd);
  static double evolving(const World&, const District&, Mechanism);
  bool signed_as(const Model&, std::uint32_t district) const;

  std::vector<District> districts_;
  std::vector<Puskesmas> puskesmas_;
  std::vector<Roomy<Kept>> kept_;  ///< of each blood centre, in no order
};

}  // namespace darah
