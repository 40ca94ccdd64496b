#include "model/care/hospital.hpp"

namespace darah {

std::span<const Parameter<HospitalParameters>> Hospital::parameters() {
  using P = HospitalParameters;
  static constexpr auto rows = std::to_array<Parameter<HospitalParameters>>({
      {"referral.corridor", &P::corridor, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "longest time that care waits for a bed before it begins in the corridor"},
      {"referral.team", &P::team, "d", 0, 2, "25 min", Mark::source, Scope::policy,
       "median time until the operating team in the house stands ready (19 to 36 min: BMC Pregnancy "
       "Childbirth 2017, Yogyakarta)"},
      {"referral.on_call", &P::on_call, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "median time until an operating team on call stands ready"},
      {"referral.theatre", &P::theatre, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "median time to open the operating theatre"},
      {"referral.team_sigma", &P::team_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of the times until operating team and theatre are ready"},
      {"referral.team_patience", &P::team_patience, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "time within which an operating team must come free for a hospital to accept a woman"},
      {"referral.night_teams", &P::night_teams, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "operating teams of a hospital that work at night, one at least"},
      {"referral.team_down", &P::team_down, "fraction", 0, 1, "0.02", Mark::assumption, Scope::policy,
       "night shifts on which a PONEK hospital's theatre is down"},
      {"referral.operation", &P::operation, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "median time a team is bound by an emergency operation; a caesarean takes as long, always"},
      {"referral.operation_sigma", &P::operation_sigma, "1", 0, 3, "0.4", Mark::assumption, Scope::policy,
       "lognormal sigma of the time an emergency operation binds a team"},
      {"referral.stay_vaginal", &P::stay_vaginal, "d", 0, 30, "2 d", Mark::background, Scope::world,
       "bed stay after a vaginal birth"},
      {"referral.stay_caesarean", &P::stay_caesarean, "d", 0, 30, "3 d", Mark::background, Scope::world,
       "bed stay after a caesarean or an emergency"},
      {"referral.occupancy", &P::occupancy, "fraction", 0, 1.5, "0.70", Mark::background, Scope::world,
       "mean occupancy of obstetric beds, simulated women included"},
      {"referral.bed_day_price", &P::bed_day_price, "IDR", 0, 1e9, "500000 IDR", Mark::assumption,
       Scope::policy, "price of an obstetric bed for a day (250,000 to 1,000,000); 0 is not counted"},
      {"referral.operation_price", &P::operation_price, "IDR", 0, 1e9, "6000000 IDR", Mark::assumption,
       Scope::policy,
       "price of an operation, caesareans included, beside blood and bed (3 to 12 million); 0 is not "
       "counted"},
      {"referral.night_team_price", &P::night_team_price, "IDR", 0, 1e9, "2500000 IDR", Mark::assumption,
       Scope::policy, "price of an operating team at work for a night (1.2 to 5 million); 0 is not counted"},
      {"referral.surgery_wait", &P::surgery_wait, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "longest time that surgery waits for a first unit of blood"},
  });
  return rows;
}

const EnumArray<Hospital::Measured, Measure>& Hospital::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"bed_busy",
       "us",
       {"district"},
       "bed-time taken by simulated women in the window, by place of hospital",
       "bed_capacity"},
      {"bed_capacity", "us", {"district"}, "bed-time there is in the window: obstetric beds x window"},
      {"team_busy", "us", {"district"}, "operating teams' time bound in the window", "team_capacity"},
      {"team_capacity",
       "us",
       {"district"},
       "operating teams' time there is in the window: teams x window, fewer at night"},
      {"team_requests", "operations", {"district"}, "operations asked for, by place of hospital"},
      {"team_waits", "operations", {"district"}, "operations that waited for a team", "team_requests"},
      {"team_wait_time",
       "us",
       {"district"},
       "sum of the waits of operations for a team, in the window",
       "team_requests"},
      {"corridor",
       "women",
       {"district", "month"},
       "women with an emergency who found no bed in the hospital that took them",
       "referrals"},
      {"bed_day_money", "IDR", {"district"}, "bed-days of simulated women, by place of hospital"},
      {"operation_money",
       "IDR",
       {"district"},
       "operations of simulated women begun in the window, caesareans included, by place of hospital"},
      {"night_team_money", "IDR", {"district"}, "operating teams at work at night, by place of hospital"},
      {"births_without_bed", "births", {"district", "month"}, "hospital births that found no bed", "births"},
  }};
  return rows;
}

}  // namespace darah
