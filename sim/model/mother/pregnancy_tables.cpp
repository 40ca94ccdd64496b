#include <string>

#include "model/mother/pregnancy.hpp"
#include "model/world/parameters.hpp"

namespace darah {
namespace {

/// No woman of any risk and parity has more than one emergency a pregnancy.
void emergencies_fit(const Parameters& p, Claims& claim) {
  const auto classes = PregnancyPlan::cause_shares(p, p);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool high = i % 2 == 1;
    const bool exists =
        p.pregnancy.parity_share[i / 2] > 0 && (high ? p.pregnancy.high_risk > 0 : p.pregnancy.high_risk < 1);
    claim(!exists || classes[i].back() <= 1 || total_of(p.emergency.rate) >= 1000, "pregnancy.risk_factor",
          "emergencies come to more than one a woman of " + std::string(high ? "high" : "low") +
              " risk and parity \"" + std::string(parity_labels[Parity(i / 2)]) + "\"");
  }
}

}  // namespace

std::span<const Parameter<PregnancyParameters>> Pregnancy::parameters() {
  using P = PregnancyParameters;
  static constexpr auto rows = std::to_array<Parameter<PregnancyParameters>>({
      {"pregnancy.anaemia", &P::anaemia, "fraction", 0, 1, "0.489", Mark::background, Scope::world,
       "women anaemic at conception"},
      {"pregnancy.{parity}.share", &P::parity_share, "fraction", 0, 1, "0.37 0.56 0.07", Mark::background,
       Scope::world, "births by parity (scaled to sum to 1)"},
      {"pregnancy.high_risk", &P::high_risk, "fraction", 0, 1, "0.2", Mark::background, Scope::world,
       "women of high risk (complications in 15 to 20% of pregnancies)"},
      {"pregnancy.risk_factor", &P::risk_factor, "1", 0, 20, "2.5", Mark::assumption, Scope::world,
       "rate of emergencies of women of high risk, over that of the others"},
      {"pregnancy.midwife", &P::midwife, "fraction", 0, 1, "0.6", Mark::assumption, Scope::policy,
       "antenatal contacts held by the village midwife, near the woman's home; the others in the puskesmas"},
      {"pregnancy.{provider}.iron", &P::iron, "fraction", 0, 1, "0.1 0.1", Mark::assumption, Scope::policy,
       "chance that a contact cures anaemia"},
      {"pregnancy.{provider}.typed", &P::typed, "fraction", 0, 1, "0.1 0.6", Mark::assumption, Scope::policy,
       "chance that a contact types the mother's blood"},
      {"pregnancy.{provider}.plan", &P::plan, "fraction", 0, 1, "0.2 0.2", Mark::assumption, Scope::policy,
       "chance that a contact makes a birth plan"},
      {"pregnancy.{provider}.detect", &P::detect, "fraction", 0, 1, "0.2 0.4", Mark::assumption,
       Scope::policy, "chance that a contact finds a high risk"},
      {"pregnancy.planned_referral", &P::planned_referral, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy, "women of known high risk who are referred to give birth in hospital"},
      {"pregnancy.planned_caesarean", &P::planned_caesarean, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "planned caesareans among women referred to give birth in hospital"},
      {"pregnancy.odds_moved", &P::odds_moved, "1", 0.01, 10, "0.6", Mark::assumption, Scope::policy,
       "odds of a contact after moving to another catchment, whose midwife does not know the woman"},
      {"pregnancy.list", &P::list, "fraction", 0, 1, "0.15", Mark::assumption, Scope::policy,
       "women with a P4K list of untyped donors, called in an emergency only"},
      {"pregnancy.k1", &P::k1, "fraction", 0.01, 0.999, "0.97", Mark::assumption, Scope::policy,
       "women with a first antenatal contact"},
      {"pregnancy.{contact}.due", &P::contact_due, "d", 14, 300, "70 d, 168 d, 210 d, 252 d",
       Mark::background, Scope::world, "age of pregnancy at which an antenatal contact is due"},
      {"pregnancy.gestation", &P::gestation, "d", 200, 310, "280 d", Mark::background, Scope::world,
       "time from entry to the due date"},
      {"pregnancy.birth_shift", &P::birth_shift, "d", -30, 30, "-1 d", Mark::background, Scope::world,
       "mean of birth less due date"},
      {"pregnancy.birth_sd", &P::birth_sd, "d", 0, 30, "13 d", Mark::background, Scope::world,
       "standard deviation of birth less due date"},
      {"pregnancy.follow_up", &P::follow_up, "d", 7, 90, "42 d", Mark::background, Scope::world,
       "time a woman is followed after birth"},
      {"pregnancy.clinic", &P::clinic, "fraction", 0, 1, "0.75", Mark::assumption, Scope::policy,
       "midwives and clinics among primary-care births; the rest is puskesmas"},
      {"pregnancy.caesarean", &P::caesarean, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "caesareans among hospital births"},
      {"pregnancy.odds_plan", &P::odds_plan, "1", 0.1, 10, "1.5", Mark::assumption, Scope::policy,
       "odds of a facility birth with a birth plan"},
      {"pregnancy.odds_insured", &P::odds_insured, "1", 0.1, 10, "1.2", Mark::assumption, Scope::policy,
       "odds of a facility birth for JKN members"},
      {"pregnancy.odds_cash", &P::odds_cash, "1", 0.1, 10, "1.2", Mark::assumption, Scope::policy,
       "odds of a facility birth in households of the cash transfer"},
      {"pregnancy.odds_far", &P::odds_far, "1", 0.1, 10, "0.8", Mark::assumption, Scope::policy,
       "odds of a facility birth in catchments beyond `programme.far`"},
  });
  return rows;
}

const EnumArray<Pregnancy::Measured, Measure>& Pregnancy::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"births", "births", {"district", "month"}, "live births"},
      {"births_by_place", "births", {"district", "month", "place"}, "live births by place", "births"},
      {"births_by_parity", "births", {"district", "month", "parity"}, "live births by parity", "births"},
      {"caesareans", "births", {"district", "month"}, "caesarean births", "births"},
      {"planned_referrals",
       "births",
       {"district", "month"},
       "births in hospital by planned referral for a known risk",
       "births"},
      {"contacts", "contacts", {"district", "month", "contact"}, "antenatal contacts held"},
      {"contacts_by_provider",
       "contacts",
       {"district", "month", "provider"},
       "antenatal contacts by who held them"},
      {"moves", "women", {"district", "month"}, "women who came to live in another catchment"},
      {"anaemia_cured", "women", {"district", "month"}, "anaemic women cured by a contact"},
      {"risks_found", "women", {"district", "month"}, "high risks found by a contact"},
      {"exogenous",
       "1",
       {"district"},
       "hash over all women's names, births, groups and emergencies: equal in all arms of a replication"},
      {"peak_women", "women", {}, "most women followed at once"},
  }};
  return rows;
}

void Pregnancy::contradictions(const Parameters& parameters, Claims& claim) {
  const PregnancyParameters& p = parameters.pregnancy;
  double women = 0;
  for (const Rate& births : parameters.network.births)
    women += births.per_day * (p.gestation + p.follow_up).as_days();
  claim(women < 12e6, "run.horizon", "more women at once than events can be numbered for (12 million)");
  for (std::size_t k = 1; k < p.contact_due.size(); ++k) {
    claim(p.contact_due[k - 1] < p.contact_due[k],
          "pregnancy." + std::string(contact_labels[Contact(k)]) + ".due",
          "a contact is due before the one it follows");
  }
  claim(total_of(p.parity_share) > 0, "pregnancy.first.share", "the shares of parities are all zero");
  emergencies_fit(parameters, claim);
}

}  // namespace darah
