#include <string>

#include "model/policy/programme.hpp"
#include "model/world/parameters.hpp"

namespace darah {

std::span<const Parameter<ProgrammeParameters>> Programme::parameters() {
  using P = ProgrammeParameters;
  static constexpr auto rows = std::to_array<Parameter<ProgrammeParameters>>({
      {"programme.jkn_growth", &P::jkn_growth, "fraction", 0, 0.5, "0.03", Mark::assumption, Scope::policy,
       "growth of JKN coverage a year at operational level 5, in proportion below"},
      {"programme.jkn_growth_agreement", &P::jkn_growth_agreement, "fraction", 0, 1, "0", Mark::assumption,
       Scope::policy,
       "how far the growth of JKN coverage follows the blood agreement's operational level: 1 as if the "
       "blood agreement were what enrols people, 0 as at level 1 everywhere; no source says that it does"},
      {"programme.sanctions", &P::sanctions, "fraction", 0, 1, "0", Mark::setting, Scope::policy,
       "how far sanctions on firms that do not enrol their workers are enforced"},
      {"programme.sanction_growth", &P::sanction_growth, "fraction", 0, 0.5, "0.01", Mark::assumption,
       Scope::policy, "growth of JKN coverage a year where sanctions are enforced wholly"},
      {"programme.labourers", &P::labourers, "fraction", 0, 1, "0.05", Mark::assumption, Scope::world,
       "day-labourers of firms that do not enrol their workers, and their families: the most that "
       "sanctions can add"},
      {"programme.{segment}.share", &P::segment_share, "1", 0, 1, "0.77 0.07 0.05 0.01 0.05 0.05",
       Mark::assumption, Scope::world,
       "members by segment (scaled to sum to 1; Banyuasin, August 2016: .81 .07 .06 .01 .05)"},
      {"programme.{segment}.not_found", &P::not_found, "fraction", 0, 1, "0.05 0.05 0.05 0.05 0.05 0.2",
       Mark::assumption, Scope::policy,
       "members of a segment that the hospital's desk does not find in the data"},
      {"programme.{segment}.family", &P::family, "fraction", 0, 1, "1 1 0.9 1 1 1", Mark::assumption,
       Scope::policy, "women of the families of a segment's members who are enrolled with them"},
      {"programme.jkn_desk", &P::jkn_desk, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "median delay of a JKN member whom the hospital's desk does not find in the data"},
      {"programme.jkn_desk_sigma", &P::jkn_desk_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of the delay of a JKN member whom the desk does not find"},
      {"programme.household_size", &P::household_size, "people", 1, 20, "4.2", Mark::assumption, Scope::world,
       "people in a household of the cash transfer"},
      {"programme.wrongly_targeted", &P::wrongly_targeted, "fraction", 0, 1, "0.15", Mark::assumption,
       Scope::policy, "cash-transfer households whose money reaches no woman in need"},
      {"programme.spent_elsewhere", &P::spent_elsewhere, "fraction", 0, 1, "0.2", Mark::assumption,
       Scope::policy, "payouts of the cash transfer spent on other things than an emergency"},
      {"programme.companion_active", &P::companion_active, "fraction", 0, 1, "0.3", Mark::assumption,
       Scope::policy, "companions of the cash transfer who are active between payouts"},
      {"programme.verified", &P::verified, "fraction", 0, 1, "0.2", Mark::assumption, Scope::policy,
       "antenatal conditions checked with the provider, where a companion is active"},
      {"programme.payouts", &P::payouts, "1/y", 0, 12, "3", Mark::source, Scope::policy,
       "payouts of the cash transfer a year"},
      {"programme.payout_window", &P::payout_window, "d", 0, 365, "30 d", Mark::assumption, Scope::policy,
       "time over which a payout is spent, evenly"},
      {"programme.payout", &P::payout, "IDR", 0, 1e8, "750000 IDR", Mark::source, Scope::policy,
       "money of one payout (Jamsosratu, Pandeglang 2017: 2,250,000 IDR a year)"},
      {"programme.payout_queue", &P::payout_queue, "d", 0, 30, "5 h", Mark::assumption, Scope::policy,
       "median time of the trip and the queue at the post office, perhaps of another subdistrict, before "
       "the money of a payout is there"},
      {"programme.payout_queue_sigma", &P::payout_queue_sigma, "1", 0, 3, "0.5", Mark::assumption,
       Scope::policy, "lognormal sigma of the trip and the queue for a payout"},
      {"programme.fare", &P::fare, "IDR", 0, 1e8, "150000 IDR", Mark::assumption, Scope::policy,
       "price of a hired vehicle to hospital: what a family pays, and what must be left of a payout to "
       "help"},
      {"programme.search_cost", &P::search_cost, "IDR", 0, 1e8, "200000 IDR", Mark::assumption, Scope::policy,
       "what a family pays for a search for replacement donors: the donors' way and meals"},
      {"programme.cadres", &P::cadres, "1", 0.1, 10, "1", Mark::setting, Scope::policy,
       "posyandu cadres, as a multiple of today's density"},
      {"programme.odds_cadres", &P::odds_cadres, "1", 1, 10, "1.2", Mark::assumption, Scope::policy,
       "odds of a contact per doubling of cadres"},
      {"programme.posts", &P::posts, "fraction", 0, 1, "0.4", Mark::assumption, Scope::policy,
       "women whom a pustu, pusling or poskesdes covers: half the road to a first contact"},
      {"programme.outreach_money", &P::outreach_money, "1", 0.1, 10, "1", Mark::setting, Scope::policy,
       "BOK outreach money, as a multiple of what the base contacts cost"},
      {"programme.odds_outreach", &P::odds_outreach, "1", 1, 10, "1.5", Mark::assumption, Scope::policy,
       "odds of a further contact per doubling of outreach money"},
      {"programme.odds_cash", &P::odds_cash, "1", 0.1, 10, "1.4", Mark::assumption, Scope::policy,
       "odds of a contact where the cash condition is held to: companion active, attendance verified"},
      {"programme.odds_far", &P::odds_far, "1", 0.1, 10, "0.7", Mark::assumption, Scope::policy,
       "odds of a contact in the puskesmas for catchments beyond `programme.far`"},
      {"programme.odds_jkn", &P::odds_jkn, "1", 0.1, 10, "1.2", Mark::assumption, Scope::policy,
       "odds of a contact for JKN members"},
      {"programme.far", &P::far, "km", 0, 1000, "10 km", Mark::assumption, Scope::policy,
       "road beyond which a catchment counts as far"},
      {"programme.contact_cost", &P::contact_cost, "IDR", 0, 1e9, "25000 IDR", Mark::assumption,
       Scope::policy, "outreach money a contact costs"},
      {"programme.in_migrants_counted", &P::in_migrants_counted, "fraction", 0, 1, "1", Mark::assumption,
       Scope::policy, "women who moved in that the puskesmas counts in reported K1 and K4"},
  });
  return rows;
}

const EnumArray<Programme::Measured, Measure>& Programme::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"k1",
       "women",
       {"district", "month"},
       "women with a first antenatal contact, by month of birth",
       "births"},
      {"k1_reported",
       "women",
       {"district", "month"},
       "women registered and seen once, as reported",
       "k4_target"},
      {"k4_true", "women", {"district", "month"}, "women with four contacts, by month of birth", "births"},
      {"k4_reported",
       "women",
       {"district", "month"},
       "women registered and served four times, as reported",
       "k4_target"},
      {"k4_moved",
       "women",
       {"district", "month"},
       "women with four contacts who had moved in during pregnancy",
       "k4_true"},
      {"k4_moved_counted",
       "women",
       {"district", "month"},
       "women with four contacts who had moved in during pregnancy and count in reported K4",
       "k4_moved"},
      {"k4_target", "women", {"district", "month"}, "target that reported K1 and K4 are divided by"},
      {"insured", "women", {"district", "month"}, "women covered by JKN, by month of birth", "births"},
      {"jkn_members", "people", {"district", "month"}, "members of JKN, summed over month ends", "people"},
      {"people", "people", {"district", "month"}, "population by BPS, summed over month ends"},
      {"people_registered",
       "people",
       {"district", "month"},
       "population by the civil register, summed over month ends"},
      {"cash_paid", "IDR", {"district", "month"}, "cash transfer paid out"},
      {"family_money", "IDR", {"district", "month", "family_cost"}, "what families paid in emergencies"},
      {"outreach_budget",
       "IDR",
       {"district", "month"},
       "outreach money given: what the base's contacts cost, times `programme.outreach_money`"},
      {"outreach_spent", "IDR", {"district", "month"}, "outreach money spent on contacts"},
  }};
  return rows;
}

void Programme::contradictions(const Parameters& p, Claims& claim) {
  claim(total_of(p.programme.segment_share) > 0, "programme.pbi.share",
        "the shares of JKN's segments are all zero");
}

}  // namespace darah
