#include "model/care/mother_blood.hpp"

namespace darah {

std::span<const Parameter<MotherBloodParameters>> MotherBlood::parameters() {
  using P = MotherBloodParameters;
  static constexpr auto rows = std::to_array<Parameter<MotherBloodParameters>>({
      {"referral.crossmatch", &P::crossmatch, "d", 0, 2, "60 min", Mark::background, Scope::policy,
       "median time from request to a unit that lies in the hospital's own stock"},
      {"referral.crossmatch_sigma", &P::crossmatch_sigma, "1", 0, 3, "0.35", Mark::background, Scope::policy,
       "lognormal sigma of the time from request to a unit in the hospital's own stock"},
      {"referral.from_utd", &P::from_utd, "d", 0, 2, "90 min", Mark::assumption, Scope::policy,
       "median time that a unit from a blood centre takes beside the road: request, sample, crossmatch, "
       "payment (45 to 180)"},
      {"referral.utd_sigma", &P::utd_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of the time from request to a unit fetched from a blood centre"},
      {"referral.courier_saves", &P::courier_saves, "d", 0, 2, "0 min", Mark::assumption, Scope::policy,
       "what a courier saves of that time beside the road (0 to 45; payment and papers may wait for him "
       "too)"},
      {"referral.family_roads", &P::family_roads, "1", 0, 20, "3", Mark::assumption, Scope::policy,
       "roads between hospital and blood centre that a family's fetching takes, as a car drives them: both "
       "ways, "
       "by public transport half as long again (2 to 4); 0 counts no road"},
      {"referral.courier_roads", &P::courier_roads, "1", 0, 20, "1", Mark::assumption, Scope::policy,
       "roads between hospital and blood centre that a courier's bringing takes: one way (1 to 2); 0 counts "
       "no road"},
      {"referral.least_road", &P::least_road, "km", 0, 100, "3 km", Mark::assumption, Scope::policy,
       "least road between a hospital and its blood centre that share no compound (1 to 6)"},
      {"referral.replacement", &P::replacement, "d", 0, 5, "320 min", Mark::derived, Scope::policy,
       "median time until replacement donors for a mother are found, bled and tested (Lebak 2015: 5 h)"},
      {"referral.replacement_sigma", &P::replacement_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::policy,
       "lognormal sigma of the time until replacement donors for a mother are found, bled and tested"},
      {"referral.replacement_found", &P::replacement_found, "donors", 0, 5, "2", Mark::assumption,
       Scope::policy, "mean number of replacement donors found for a mother (Poisson, at most 8)"},
      {"referral.list_factor", &P::list_factor, "1", 0, 1, "0.6", Mark::assumption, Scope::policy,
       "factor on the search for replacement donors where candidates are listed by name (P4K, or "
       "registered under the agreement)"},
  });
  return rows;
}

const EnumArray<MotherBlood::Measured, Measure>& MotherBlood::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"blood_units",
       "units",
       {"district", "month", "blood_source"},
       "units given in emergencies, by source"},
      {"replacement_searches",
       "searches",
       {"district", "month"},
       "searches for replacement donors for a mother"},
  }};
  return rows;
}

}  // namespace darah
