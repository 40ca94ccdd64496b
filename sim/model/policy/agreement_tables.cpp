#include <string>

#include "model/policy/agreement.hpp"
#include "model/world/parameters.hpp"

namespace darah {

std::span<const Parameter<AgreementParameters>> Agreement::parameters() {
  using P = AgreementParameters;
  static constexpr auto rows = std::to_array<Parameter<AgreementParameters>>({
      {"agreement.{district}.template", &P::model_text, "", 0, 0, "none", Mark::source, Scope::policy,
       "text the agreement follows; none: no agreement", template_labels},
      {"agreement.{district}.mechanisms", &P::mechanisms, "", 0, 0, "all", Mark::setting, Scope::policy,
       "mechanisms of the template that are in force", mechanism_labels},
      {"agreement.{district}.extent.{mechanism}", &P::extents, "fraction", 0, 1, "1", Mark::setting,
       Scope::policy,
       "how far the district takes a mechanism over from the template: factor on its fidelity"},
      {"agreement.{district}.signed", &P::signed_on, "", 0, 0, "1900-01-01", Mark::setting, Scope::policy,
       "day the agreement is signed, if that lies after the run's or the policies' first day"},
      {"agreement.{district}.fidelity", &P::fidelity, "fraction", 0, 1, "unset", Mark::setting, Scope::policy,
       "fidelity at which every mechanism is pinned, without cap, decay or cascade; 0 is no agreement"},
      {"agreement.{district}.initial_fidelity", &P::initial_fidelity, "fraction", 0, 1, "0.45",
       Mark::assumption, Scope::policy, "fidelity on the day of signing, from which it evolves"},
      {"agreement.{district}.formal", &P::formal, "1", 1, 5, "5", Mark::assumption, Scope::policy,
       "formal level: network 1, cooperation 2, coordination 3, collaboration 4, partnership 5"},
      {"agreement.{district}.operational", &P::operational, "1", 1, 5, "1", Mark::assumption, Scope::policy,
       "operational level L on the day of signing; caps fidelity at (L - zero) / (5 - zero), zero as "
       "`agreement.level_zero`"},
      {"agreement.{district}.handed_down", &P::handed_down, "", 0, 1, "true", Mark::setting, Scope::policy,
       "the health office hands the agreement down to its puskesmas, as it was not in Banyuasin; a pinned "
       "fidelity informs them whatever this says"},
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
      {"agreement.{district}.supervision", &P::supervision, "fraction", 0, 1, "0", Mark::setting,
       Scope::policy, "how far province and ministry supervise those who carry the agreement out"},
      {"agreement.{district}.training", &P::training, "fraction", 0, 1, "0", Mark::setting, Scope::policy,
       "how far province and ministry train those who carry the agreement out"},
      {"agreement.{district}.guideline", &P::guideline, "fraction", 0, 1, "0", Mark::setting, Scope::policy,
       "how far province and ministry make the guideline of the agreement clear"},
      {"agreement.{district}.adopts", &P::adopts, "", 0, 1, "false", Mark::setting, Scope::policy,
       "a district without an agreement may sign the template, with the adoption hazard"},
      {"agreement.{variable}.weight", &P::variable_weight, "1", 0, 1e3, "1", Mark::assumption, Scope::policy,
       "weight of a capacity variable in the mean of the variables"},
      {"agreement.{barrier}.weight", &P::barriers_weight, "1", 0, 1e3, "1", Mark::assumption, Scope::policy,
       "weight of a barrier in the mean of the barriers"},
      {"agreement.barrier_weight", &P::barrier_weight, "1", 0, 2, "0", Mark::assumption, Scope::policy,
       "weight of barriers in z = mean capacity variable - weight x mean barrier; 0: each barrier acts only "
       "where it speaks"},
      {"agreement.urgency_adoption", &P::urgency_adoption, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy,
       "share of the hazard of signing that is gone where urgency is not understood at all (barrier 1); "
       "range of doubt 0 to .8"},
      {"agreement.conflict_reviews", &P::conflict_reviews, "fraction", 0, 1, "0.3", Mark::assumption,
       Scope::policy,
       "share of reviews not held for a full conflict with other policies (barrier 1); range of doubt 0 to "
       ".6"},
      {"agreement.complexity_organisations", &P::complexity_organisations, "organisations", 0, 20, "2",
       Mark::assumption, Scope::policy,
       "organisations that a full complexity of the implementors (barrier 1) adds to the chain of a "
       "hand-over; range of doubt 0 to 6"},
      {"agreement.budget_money", &P::budget_money, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "share of the agreement's money for candidates, calls and drives that does not arrive for a full "
       "budget barrier (1); none is lost where fidelity is pinned; range of doubt 0 to .9"},
      {"agreement.misperception_turn_up", &P::misperception_turn_up, "fraction", 0, 1, "0.2",
       Mark::assumption, Scope::policy,
       "share of called candidates who would come and do not for full misperception (barrier 1); range of "
       "doubt 0 to .5"},
      {"agreement.fragmentation_loss", &P::fragmentation_loss, "1", 0, 10, "1", Mark::assumption,
       Scope::policy,
       "what fully fragmented organisations (barrier 1) add to the loss between two organisations, as a "
       "share of `agreement.loss`; range of doubt 0 to 3"},
      {"agreement.fragmentation_exchange", &P::fragmentation_exchange, "fraction", 0, 1, "0.5",
       Mark::assumption, Scope::policy,
       "share of blood centres' coordination in exchange that full fragmentation (barrier 1) of the district "
       "takes; none where fidelity is pinned; range of doubt 0 to .9"},
      {"agreement.{support}.capacity", &P::support_capacity, "fraction", 0, 1, "0.16 0.16 0.02",
       Mark::derived, Scope::policy,
       "share of what its capacity variable lacks that a support given wholly makes good: supervision that "
       "of communication, training of agency, guideline of standards (routine supervision +10.7 points of "
       "practice, IQR 9.9 to 27.9, Rowe et al. 2021; training or supervision alone +10.3 to 15.9, printed "
       "information +1.4, -4.8 to 6.2, Rowe et al. 2018; over the .65 that is lacking at the default); "
       "ranges of doubt .1 to .43, .1 to .25, 0 to .1"},
      {"agreement.{support}.hand_over", &P::support_hand_over, "fraction", 0, 1, "0.5 0.2 0.25",
       Mark::assumption, Scope::policy,
       "share of the loss between two organisations of a hand-over that a support given wholly avoids; "
       "ranges of doubt 0 to .8, 0 to .5, 0 to .5"},
      {"agreement.level_zero", &P::level_zero, "1", 0, 1, "1", Mark::assumption, Scope::policy,
       "operational level that carries nothing, from which caps of fidelity are counted up to level 5: 1 "
       "puts a network at nothing, as coordination between blood centres always has, 0 at a fifth (0 to 1)"},
      {"agreement.steepness", &P::steepness, "1", 0, 50, "6", Mark::assumption, Scope::policy,
       "capacity C = 1 / (1 + exp(-steepness (z - midpoint)))"},
      {"agreement.midpoint", &P::midpoint, "1", -1, 1, "0.525", Mark::derived, Scope::policy,
       "z at which capacity C is one half (.25 when barriers of .55 on average took .275 off z); range of "
       "doubt .4 to .65"},
      {"agreement.sensitivity", &P::sensitivity, "1", 0, 10, "2", Mark::assumption, Scope::policy,
       "exponent of (C - 1/2) in adoption, loss and decay"},
      {"agreement.adoption", &P::adoption, "1/y", 0, 10, "0.05", Mark::derived, Scope::policy,
       "hazard of signing at C = 1/2 and urgency understood (1 of 8 districts in 3.5 years is .036, at the "
       "mean barrier of .55 of seven districts) (.02 to .1)"},
      {"agreement.organisations", &P::organisations, "organisations", 1, 20, "3", Mark::assumption,
       Scope::policy, "organisations in the chain of a hand-over without complexity (2 to 5)"},
      {"agreement.loss", &P::loss, "fraction", 0, 1, "0.075", Mark::assumption, Scope::policy,
       "loss of a hand-over between two organisations at C = 1/2 without fragmentation (.12 at the mean "
       "barrier of .63) (.03 to .2)"},
      {"agreement.hand_over", &P::hand_over, "d", 0, 3650, "60 d", Mark::assumption, Scope::policy,
       "median time until a puskesmas is handed the agreement"},
      {"agreement.hand_over_sigma", &P::hand_over_sigma, "1", 0, 3, "0.8", Mark::assumption, Scope::policy,
       "lognormal sigma of the time until a puskesmas is handed the agreement"},
      {"agreement.decay", &P::decay, "1/y", 0, 10, "0.46", Mark::assumption, Scope::policy,
       "decay of fidelity between reviews at C = 1/2"},
      {"agreement.{mechanism}.decay_factor", &P::mechanism_decay, "1", 0, 10, "1", Mark::assumption,
       Scope::policy, "decay of one mechanism's fidelity, over that of the agreement"},
      {"agreement.review_interval", &P::review_interval, "d", 7, 3650, "91 d", Mark::source, Scope::policy,
       "time between reviews (FKPKU: every three months)"},
      {"agreement.review_base", &P::review_base, "fraction", 0, 1, "0.35", Mark::assumption, Scope::policy,
       "chance that a review is held at capacity C = 0 (.1 to .6)"},
      {"agreement.review_capacity", &P::review_capacity, "fraction", 0, 1, "0.65", Mark::assumption,
       Scope::policy, "what capacity C = 1 adds to the chance that a review is held (.3 to .9)"},
      {"agreement.rho", &P::rho, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "share of the gap between fidelity and its cap that a review closes"},
      {"agreement.alignment", &P::alignment, "fraction", 0, 1, "0.25", Mark::assumption, Scope::policy,
       "share of the gap between operational and formal level, times C, that a review closes"},
      {"agreement.in_hospital", &P::in_hospital, "", 0, 1, "true", Mark::assumption, Scope::policy,
       "hospitals that are party to an agreement announce women who fall ill in them and send couriers for "
       "them "
       "too, as puskesmas do"},
      {"agreement.candidates", &P::candidates, "donors", 0, 4, "4", Mark::source, Scope::policy,
       "candidate donors a pregnant woman should have (Permenkes 92/2015)"},
      {"agreement.candidate_money", &P::candidate_money, "IDR", 0, 1e9, "60000 IDR", Mark::assumption,
       Scope::policy, "candidate money a puskesmas is given for each birth expected"},
      {"agreement.candidate_cost", &P::candidate_cost, "IDR", 0, 1e9, "60000 IDR", Mark::assumption,
       Scope::policy, "cost of finding, typing and checking one candidate (30,000 to 120,000)"},
      {"agreement.call_money", &P::call_money, "IDR", 0, 1e9, "25000 IDR", Mark::assumption, Scope::policy,
       "money for calls a puskesmas is given for each birth expected"},
      {"agreement.midwife_hours", &P::midwife_hours, "hours", 0, 168, "1", Mark::assumption, Scope::policy,
       "hours each midwife of a puskesmas gives to candidates in a week (.25 to 4)"},
      {"agreement.candidate_hours", &P::candidate_hours, "hours", 0.01, 100, "1.5", Mark::assumption,
       Scope::policy, "midwife hours one candidate takes who is screened alone (.5 to 2)"},
      {"agreement.candidate_group", &P::candidate_group, "donors", 1, 100, "4", Mark::assumption,
       Scope::policy,
       "candidates screened at one sitting, on average: what one takes is the mean of such a sitting (1 to "
       "6)"},
      {"agreement.group_hours", &P::group_hours, "hours", 0, 100, "0.4", Mark::assumption, Scope::policy,
       "midwife hours that each further candidate of a sitting takes (.2 to .8)"},
      {"agreement.midwife_price", &P::midwife_price, "IDR", 0, 1e8, "40000 IDR", Mark::assumption,
       Scope::policy,
       "price of a midwife's hour taken by candidates (20,000 to 80,000: 6 million a month, 150 hours); 0 is "
       "not counted"},
      {"agreement.kin_same_group", &P::kin_same_group, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy, "candidates sought and found in the mother's group"},
      {"agreement.kin_donors", &P::kin_donors, "fraction", 0, 1, "0.1", Mark::assumption, Scope::policy,
       "candidates who give blood anyhow, and are sent home when they gave too recently"},
      {"agreement.call_from", &P::call_from, "d", 0, 60, "10 d", Mark::source, Scope::policy,
       "earliest call before the due date (Permenkes 92/2015)"},
      {"agreement.call_until", &P::call_until, "d", 0, 60, "7 d", Mark::source, Scope::policy,
       "latest call before the due date"},
      {"agreement.turn_up", &P::turn_up, "fraction", 0, 1, "0.45", Mark::assumption, Scope::policy,
       "candidates who come when called, where nobody misperceives (.10 to .70; .40 at a barrier of .6): no "
       "source says, and much depends on it"},
      {"agreement.calls_suitable", &P::calls_suitable, "", 0, 1, "true", Mark::assumption, Scope::policy,
       "whether only candidates whose red cells suit the mother are called: all were typed at registration"},
      {"agreement.candidate_deferral", &P::candidate_deferral, "fraction", 0, 1, "0.7", Mark::assumption,
       Scope::policy,
       "deferral of candidates at the blood centre, over that of other donors: what a check of haemoglobin "
       "at "
       "registration leaves (.5 to 1; .7 if nobody is deferred for haemoglobin any more)"},
      {"agreement.call_cost", &P::call_cost, "IDR", 0, 1e9, "25000 IDR", Mark::assumption, Scope::policy,
       "cost of calling one candidate (10,000 to 50,000)"},
      {"agreement.reserve_factor", &P::reserve_factor, "1", 0, 100, "3", Mark::assumption, Scope::policy,
       "maternal reserve of a group, as a multiple of a day's quantile of women who need blood"},
      {"agreement.reserve_quantile", &P::reserve_quantile, "fraction", 0.5, 0.9999, "0.95", Mark::assumption,
       Scope::policy,
       "quantile of the Poisson number of women of a group who need blood in a day, for the maternal "
       "reserve"},
      {"agreement.courier_cost", &P::courier_cost, "IDR", 0, 1e9, "150000 IDR", Mark::assumption,
       Scope::policy, "cost of one courier trip (75,000 to 300,000)"},
      {"agreement.recruitment", &P::recruitment, "fraction", 0, 10, "0.1", Mark::assumption, Scope::policy,
       "what recruitment money adds to the drive money"},
      {"agreement.review_cost", &P::review_cost, "IDR", 0, 1e12, "5000000 IDR", Mark::assumption,
       Scope::policy, "cost of one review (2 to 10 million)"},
      {"agreement.desk_cost", &P::desk_cost, "IDR", 0, 1e12, "150000000 IDR", Mark::assumption, Scope::policy,
       "cost of a referral desk for a year (75 to 300 million)"},
  });
  return rows;
}

const EnumArray<Agreement::Measured, Measure>& Agreement::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
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
      {"candidates_unsuitable",
       "donors",
       {"district", "month"},
       "registered candidates not called since their red cells do not suit the mother",
       "candidates_registered"},
      {"candidates_sought",
       "donors",
       {"district", "month"},
       "candidates the rule asks for, of women who gave birth where an agreement that seeks candidates is in "
       "force"},
      {"candidates_bound_by",
       "donors",
       {"district", "month", "bound"},
       "candidates the rule asks for, by what kept them from giving: never sought (no contact, puskesmas not "
       "told, not "
       "carried out), midwives' hours, money, a call neglected or after the birth, red cells that do not "
       "suit, who did "
       "not come when called, no free bed at the blood centre, deferred or gave too recently; and, of those "
       "who "
       "gave, whom the laboratory's full batches let wait",
       "candidates_sought"},
      {"midwife_time",
       "us",
       {"district", "month"},
       "time of midwives that registering candidates takes from antenatal care, or from posts made for it"},
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
       "fidelity of a mechanism, 0 where not in force, summed over month ends",
       "month_ends"},
      {"modification",
       "1e-6",
       {"district", "month"},
       "distance of an agreement in force from the template: mean over the mechanisms of what it does "
       "not take over, summed over month ends",
       "agreement_months"},
      {"reviews_held", "reviews", {"district", "month"}, "reviews of agreements held"},
      {"money",
       "IDR",
       {"district", "month", "cost"},
       "money spent on agreement, referral desks and ambulances, by line"},
  }};
  return rows;
}

void Agreement::contradictions(const Parameters& parameters, Claims& claim) {
  const AgreementParameters& p = parameters.agreement;
  claim(total_of(p.variable_weight) > 0, "agreement.standards.weight",
        "the weights of the capacity variables are all zero");
  claim(total_of(p.barriers_weight) > 0, "agreement.urgency.weight",
        "the weights of the barriers are all zero");
  claim(p.call_until <= p.call_from, "agreement.call_until",
        "the latest call comes before the earliest (agreement.call_from)");
}

/// A fidelity beside no agreement: nothing is carried out, however well.
void Agreement::unused(std::span<const Parameters* const> arms, Claims& claim) {
  const auto none = static_cast<std::uint32_t>(index_of(Template::none));
  for (const DistrictId d : arms.front()->districts.ids()) {
    bool pinned = false, used = false;
    for (const Parameters* arm : arms) {
      const AgreementParameters& p = arm->agreement;
      if (!(p.fidelity[d] > 0)) continue;  // NaN is unset, and 0 asks for no agreement
      pinned = true;
      used = used || p.model_text[d].index != none || p.adopts[d];
    }
    const std::string key = "agreement." + arms.front()->districts[d];
    claim(used || !pinned, key + ".fidelity",
          "changes nothing: no arm in which it is set has an agreement there; set " + key + ".template too");
  }
}

}  // namespace darah
