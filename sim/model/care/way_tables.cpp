#include "model/care/way.hpp"

namespace darah {

std::span<const Parameter<WayParameters>> Way::parameters() {
  using P = WayParameters;
  static constexpr auto rows = std::to_array<Parameter<WayParameters>>({
      {"referral.spread", &P::spread, "", 0, 0, "lognormal", Mark::setting, Scope::policy,
       "how times of a woman's way spread about their medians; exponential ones have closed forms",
       spread_labels},
      {"referral.decision", &P::decision, "d", 0, 10, "45 min", Mark::assumption, Scope::policy,
       "median time to the decision to leave home (delay 1), before the factors on it"},
      {"referral.decision_sigma", &P::decision_sigma, "1", 0, 3, "0.9", Mark::assumption, Scope::policy,
       "lognormal sigma of the decision at home"},
      {"referral.dukun", &P::dukun, "1", 0.1, 10, "2", Mark::assumption, Scope::policy,
       "factor on the decision at home, with a dukun"},
      {"referral.night", &P::night, "1", 0.1, 10, "1.3", Mark::assumption, Scope::policy,
       "factor on the decision at home, at night"},
      {"referral.plan", &P::plan, "1", 0.1, 10, "0.7", Mark::assumption, Scope::policy,
       "factor on the decision at home, with a birth plan"},
      {"referral.insured", &P::insured, "1", 0.1, 10, "0.85", Mark::assumption, Scope::policy,
       "factor on the decision at home, for JKN members"},
      {"referral.cash", &P::cash, "1", 0.1, 10, "0.9", Mark::assumption, Scope::policy,
       "factor on the decision at home, with cash in hand"},
      {"referral.companion", &P::companion, "1", 0.1, 10, "0.8", Mark::assumption, Scope::policy,
       "factor on the decision at home, with an active companion"},
      {"referral.midwife_called", &P::midwife_called, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy,
       "emergencies at home, with no dukun in charge, to which the midwife is called (.2 to .8)"},
      {"referral.midwife_comes", &P::midwife_comes, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median time until a midwife who is called is with the woman and gives first aid (15 to 60 min)"},
      {"referral.midwife_stays", &P::midwife_stays, "d", 0, 30, "2 h", Mark::background, Scope::policy,
       "time after a birth at home that the midwife stays; first aid in an emergency then waits for "
       "recognition "
       "as in a puskesmas"},
      {"referral.recognise_primary", &P::recognise_primary, "d", 0, 2, "20 min", Mark::assumption,
       Scope::policy, "median time to recognition at a clinic or puskesmas"},
      {"referral.decide_primary", &P::decide_primary, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median time to the decision to refer at a clinic or puskesmas"},
      {"referral.recognise_hospital", &P::recognise_hospital, "d", 0, 2, "15 min", Mark::assumption,
       Scope::policy, "median time to recognition in hospital"},
      {"referral.facility_sigma", &P::facility_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::policy,
       "lognormal sigma of recognition, of the decision to refer and of a first look in facilities"},
      {"referral.puskesmas_first", &P::puskesmas_first, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "women from home who stop at the puskesmas"},
      {"referral.to_puskesmas", &P::to_puskesmas, "d", 0, 2, "20 min", Mark::assumption, Scope::world,
       "median trip from home to the puskesmas"},
      {"referral.to_puskesmas_sigma", &P::to_puskesmas_sigma, "1", 0, 3, "0.5", Mark::assumption,
       Scope::world,
       "lognormal sigma of the trip from home to the puskesmas: how far apart the homes of a catchment lie"},
      {"referral.poned_stay", &P::poned_stay, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median time of stabilisation at the puskesmas"},
      {"referral.poned_sigma", &P::poned_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of stabilisation at the puskesmas"},
      {"referral.poned_open", &P::poned_open, "fraction", 0, 1, "0.78", Mark::source, Scope::policy,
       "PONED that are open at night, drawn each night (Rifaskes 2011)"},
      {"referral.night_price", &P::night_price, "IDR", 0, 1e9, "600000 IDR", Mark::assumption, Scope::policy,
       "price of a puskesmas that is open for a night (300,000 to 1,200,000); 0 is not counted"},
      {"referral.poned_team_price", &P::poned_team_price, "IDR", 0, 1e9, "450000 IDR", Mark::assumption,
       Scope::policy,
       "price of a full PONED team at work for a shift of eight hours (200,000 to 900,000); 0 is not "
       "counted"},
      {"referral.team_called_in_hospital", &P::team_called_in_hospital, "", 0, 1, "true", Mark::assumption,
       Scope::policy,
       "the team is called in for a woman who falls ill in the hospital as soon as her operation is decided "
       "on, "
       "not once she has a bed"},
      {"referral.puskesmas_open", &P::puskesmas_open, "fraction", 0, 1, "0.3", Mark::assumption,
       Scope::policy, "puskesmas without PONED that are open at night, always the same ones"},
      {"referral.poned_team", &P::poned_team, "fraction", 0, 1, "0.45", Mark::source, Scope::policy,
       "PONED with the full trained team (Rifaskes 2011); the others give first aid as outside a PONED "
       "(`emergency.aid_short`)"},
      {"referral.refusal_insured", &P::refusal_insured, "fraction", 0, 1, "0.03", Mark::assumption,
       Scope::policy, "non-clinical refusals of JKN members"},
      {"referral.refusal_other", &P::refusal_other, "fraction", 0, 1, "0.08", Mark::assumption, Scope::policy,
       "non-clinical refusals of women who are not JKN members (direction: D'Ambruoso 2010)"},
      {"referral.call", &P::call, "d", 0, 2, "10 min", Mark::assumption, Scope::policy,
       "median time of a call to a hospital"},
      {"referral.call_sigma", &P::call_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of a call to a hospital"},
      {"referral.team_called_in", &P::team_called_in, "fraction", 0, 1, "0.4", Mark::assumption,
       Scope::policy,
       "referrals that are announced to the hospitals by telephone without an agreement: the vehicle is "
       "sought "
       "meanwhile and the hospital that accepts calls its team in (.1 to .7)"},
      {"referral.team_called_in_desk", &P::team_called_in_desk, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy,
       "referrals that are announced to the hospitals by a referral desk without an agreement: the vehicle "
       "is sought "
       "meanwhile and the hospital that accepts calls its team in (.3 to .9)"},
      {"referral.insist", &P::insist, "d", 0, 10, "6 h", Mark::assumption, Scope::policy,
       "time without acceptance after which the nearest hospital takes a woman in a corridor"},
      {"referral.reach", &P::reach, "km", 0, 40000, "500 km", Mark::assumption, Scope::policy,
       "longest road from the catchment's nearest hospital to another that is asked to take a woman in"},
      {"referral.most_hospitals", &P::most_hospitals, "hospitals", 1, 10000, "150", Mark::setting,
       Scope::policy, "hospitals that are asked at most to take a woman in, the nearest first"},
      {"referral.{lack}.onward", &P::onward, "fraction", 0, 1, ".5 .4 .3 .3", Mark::assumption, Scope::policy,
       "women whom a hospital that lacks this sends on after a first look, if a PONEK hospital that has it "
       "takes them: the specialist of a PONEK (.2 to .8), a theatre that works (.1 to .8), a specialist who "
       "does not refuse her (0 to .6), enough red cells on a shelf or on their way (0 to .6)"},
      {"referral.first_look", &P::first_look, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median time of a hospital's first look at a woman whom it sends on (10 to 90 min)"},
      {"referral.wait_onward", &P::wait_onward, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "median wait for the vehicle from a hospital to the one that it sends a woman on to (15 to 120 min)"},
      {"referral.most_onward", &P::most_onward, "hospitals", 0, Case::most_onward, "2", Mark::assumption,
       Scope::policy, "hospitals that may send the same woman on, one after another"},
      {"referral.triage", &P::triage, "d", 0, 2, "5 min", Mark::source, Scope::policy,
       "time of triage in hospital (BMC Pregnancy Childbirth 2017, Yogyakarta)"},
      {"referral.stay_primary", &P::stay_primary, "d", 0, 30, "1 d", Mark::background, Scope::world,
       "stay in a clinic or puskesmas after a birth; an emergency that begins later begins at home"},
  });
  return rows;
}

const EnumArray<Way::Measured, Measure>& Way::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"referrals", "women", {"district", "month"}, "women with an emergency received by a hospital"},
      {"refusals",
       "refusals",
       {"district", "month", "refusal"},
       "times a hospital refused, by reason",
       "referrals"},
      {"announced", "women", {"district", "month"}, "referrals announced to the hospital", "referrals"},
      {"notified",
       "women",
       {"district", "month"},
       "referrals announced to hospital and blood centre under an agreement",
       "referrals"},
      {"onward",
       "women",
       {"district", "month", "lack"},
       "times a hospital sent a woman with an emergency on to another, by what it lacked"},
      {"night_money", "IDR", {"district"}, "puskesmas open at night, in the mean of nights"},
      {"poned_money", "IDR", {"district"}, "full PONED teams at work, in the mean of shifts"},
  }};
  return rows;
}

}  // namespace darah
