#include "model/mother/intervention.hpp"

namespace darah {

std::span<const Parameter<InterventionParameters>> Intervention::parameters() {
  using P = InterventionParameters;
  static constexpr auto rows = std::to_array<Parameter<InterventionParameters>>({
      {"care.uterotonic.{attendant}", &P::uterotonic, "fraction", 0, 1, ".95 .95 .95 .90 .05",
       Mark::assumption, Scope::policy,
       "births with a uterotonic in the third stage, by who attends them (hospital, puskesmas .85 to .99, "
       "midwife .7 to .97, dukun 0 to .2; nearly universal where births were observed, Stanton 2009)"},
      {"care.uterotonic_effect", &P::uterotonic_effect, "1", 0, 1, "0.61", Mark::source, Scope::world,
       "ratio of the rate of severe haemorrhage after birth with oxytocin to that without (.42 to .83; "
       "Gallos "
       "2018, Salati 2019)"},
      {"care.uterotonic_potency", &P::uterotonic_potency, "fraction", 0, 1, "0.9", Mark::assumption,
       Scope::policy, "share of the effect that the cold chain leaves in an ampoule (.6 to 1)"},
      {"care.magnesium.{attendant}", &P::magnesium, "fraction", 0, 1, ".8 .5 .25 .1 0", Mark::assumption,
       Scope::policy,
       "women with severe pre-eclampsia or eclampsia given magnesium sulphate by who attends them first, and "
       "next (each .2 less or more)"},
      {"care.magnesium_effect", &P::magnesium_effect, "1", 0, 1, "0.55", Mark::source, Scope::world,
       "ratio of the chance that a hypertensive emergency is lethal with magnesium sulphate to that without "
       "(.26 to 1.14; Magpie 2002)"},
      {"care.tranexamic.{attendant}", &P::tranexamic, "fraction", 0, 1, ".5 .2 .05 0 0", Mark::assumption,
       Scope::policy, "women with haemorrhage after birth given tranexamic acid, by who attends them"},
      {"care.tranexamic_odds", &P::tranexamic_odds, "1", 1, 10, "1.72", Mark::source, Scope::world,
       "odds ratio of survival with tranexamic acid at once (1.42 to 2.10; Gayet-Ageron 2018)"},
      {"care.tranexamic_fade", &P::tranexamic_fade, "fraction", 0, 0.99, "0.1", Mark::source, Scope::world,
       "share of the benefit of tranexamic acid that each quarter of an hour of delay takes (Gayet-Ageron "
       "2018)"},
      {"care.tranexamic_until", &P::tranexamic_until, "d", 0, 1, "3 h", Mark::source, Scope::world,
       "delay from which on tranexamic acid has no benefit (WOMAN 2017)"},
      {"care.antibiotic.{attendant}", &P::antibiotic, "fraction", 0, 1, ".9 .6 .4 .1 0", Mark::assumption,
       Scope::policy, "women with sepsis given a first dose of antibiotics, by who attends them"},
      {"care.antibiotic_effect", &P::antibiotic_effect, "1", 0, 1, "0.8", Mark::assumption, Scope::world,
       "ratio of the chance that sepsis is lethal with a first dose on the way to that without (.5 to 1; "
       "what "
       "definitive care does is apart)"},
      {"care.caesarean_risk", &P::caesarean_risk, "1", 1, 50, "8", Mark::background, Scope::world,
       "rate of sepsis after a caesarean without antibiotics over that after another birth (5 to 20)"},
      {"care.caesarean_antibiotic", &P::caesarean_antibiotic, "fraction", 0, 1, "0.8", Mark::assumption,
       Scope::policy, "caesareans with an antibiotic given beforehand (.6 to .95)"},
      {"care.caesarean_antibiotic_effect", &P::caesarean_antibiotic_effect, "1", 0, 1, "0.31", Mark::source,
       Scope::world,
       "ratio of the rate of sepsis after a caesarean with an antibiotic to that without (.20 to .49; Smaill "
       "2014)"},
      {"care.assisted_birth.{attendant}", &P::assisted_birth, "fraction", 0, 1, ".6 .3 0 0 0",
       Mark::assumption, Scope::policy,
       "obstructed labours for which a vacuum and who can use it are there, by who attends them"},
      {"care.assisted_birth_effect", &P::assisted_birth_effect, "fraction", 0, 1, "0.25", Mark::assumption,
       Scope::world,
       "obstructed labours that end without an operation where birth can be assisted (.1 to .5; after vacuum "
       "was brought to Mulago, 2.4% of births by it and a quarter fewer ruptures)"},
  });
  return rows;
}

const EnumArray<Intervention::Measured, Measure>& Intervention::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"spared",
       "women",
       {"district", "month", "intervention"},
       "women whom an intervention spared: an emergency, one that would have been lethal, or an operation",
       "births"},
  }};
  return rows;
}

}  // namespace darah
