#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/scheduler.hpp"
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
  // of the province
  std::vector<double> variable_weight, barriers_weight;
  double barrier_weight = 0, steepness = 0, midpoint = 0, adoption = 0, loss = 0, decay = 0, rho = 0,
         alignment = 0, review_base = 0, review_capacity = 0, sensitivity = 0;
  std::int64_t organisations = 0, candidates = 0;
  Duration hand_over{}, review_interval{}, call_from{}, call_until{};
  double hand_over_sigma = 0;
  Money candidate_money{}, candidate_cost{}, call_cost{}, courier_cost{}, review_cost{}, desk_cost{};
  double midwife_hours = 0, candidate_hours = 0, kin_same_group = 0, turn_up = 0, reserve_factor = 0,
         reserve_quantile = 0, recruitment = 0;
};

/// The memorandum of understanding of each district: what it promises, and how far it is carried out.
struct Agreement {
  using P = AgreementParameters;
  enum class Kind : std::uint8_t { hand_over, review, upkeep, call_up, adopt, count };
  static constexpr std::array<std::string_view, 5> kind_names = {
      "agreement.hand_over", "agreement.review", "agreement.upkeep", "agreement.call_up", "agreement.adopt"};
  enum class Measured : std::uint8_t {
    candidates_registered,
    candidates_called,
    candidates_bled,
    called_too_late,
    informed_puskesmas,
    puskesmas,
    month_ends,
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
      {"agreement.{district}.fidelity", &P::fidelity, "fraction", 0, 1, "unset", Mark::setting, Scope::policy,
       "pins the fidelity of every mechanism, without cap, decay or cascade"},
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
      {"agreement.midwife_hours", &P::midwife_hours, "hours", 0, 1000, "10", Mark::assumption, Scope::policy,
       "midwife hours a puskesmas has for it in a week"},
      {"agreement.candidate_hours", &P::candidate_hours, "hours", 0.01, 100, "1.5", Mark::assumption,
       Scope::policy, "midwife hours one candidate takes"},
      {"agreement.kin_same_group", &P::kin_same_group, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy, "candidates sought and found in the mother's group"},
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
      {"month_ends", "month ends", {"district", "month"}, "month ends at which a district was looked at"},
      {"operational_level",
       "1e-6",
       {"district", "month"},
       "operational level, summed over month ends",
       "month_ends"},
      {"fidelity",
       "1e-6",
       {"district", "month", "mechanism"},
       "fidelity, 0 where not in force, summed over month ends",
       "month_ends"},
      {"modification",
       "1e-6",
       {"district", "month"},
       "distance from the template, mean of 1 - fidelity, summed over month ends",
       "month_ends"},
      {"reviews_held", "reviews", {"district", "month"}, "reviews held"},
      {"money", "IDR", {"district", "month", "cost"}, "money spent, by line"},
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
  double misperception(const Model&, std::uint32_t district) const;
  void spend(World&, const Model&, std::uint32_t district, std::size_t line, std::int64_t rupiah) const;

 private:
  /// An agreement as it stands in a district.
  struct District {
    bool in_force = false;
    std::uint32_t mechanisms = 0;
    double pinned = -1;  ///< fidelity that never moves, or -1
    double capacity = 0, decay = 0, level = 1;
    double fidelity = 0;                               ///< at `since`, the last signing or review
    double formal = 0, initial = 0, signed_level = 0;  ///< as signed, to see what a policy changes
    Time since{};
    Timer review, upkeep, adoption;
  };
  struct Puskesmas {
    bool informed = false, lost = false;
    Timer hand_over;
    double hours = 0;
    std::int64_t rupiah = 0;
  };
  void sign(World&, const Model&, std::uint32_t district, std::uint32_t mechanisms);
  void amend(World&, const Model&, std::uint32_t district, std::uint32_t mechanisms);
  void plan_reviews(World&, const Model&, std::uint32_t district);
  void appraise(const Model&, std::uint32_t district);  ///< capacity, and the decay that follows from it
  void end(World&, const Model&, std::uint32_t district);
  void pass_on(World&, const Model&, std::uint32_t catchment);
  void handed_over(World&, const Model&, std::uint32_t catchment);
  void review(World&, const Model&, std::uint32_t district);
  void call_up(World&, const Model&, std::uint32_t woman);
  void adopt(World&, const Model&, std::uint32_t district);
  void set_reserve(World&, const Model&, std::uint32_t utd);
  double evolving(const World&, const District&) const;
  bool signed_as(const Model&, std::uint32_t district) const;

  std::vector<District> districts_;
  std::vector<Puskesmas> puskesmas_;
};

}  // namespace darah
