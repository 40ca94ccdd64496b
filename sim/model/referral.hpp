#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/draws.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/blood_stock.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
struct Parameters;
struct Case;
struct Woman;

struct ReferralParameters {
  Duration decision{}, recognise_primary{}, decide_primary{}, recognise_hospital{};
  double decision_sigma = 0, facility_sigma = 0;
  double dukun = 0, night = 0, plan = 0, insured = 0, cash = 0, companion = 0;
  Choice spread{};
  double puskesmas_first = 0, poned_open = 0, puskesmas_open = 0, poned_team = 0, poned_sigma = 0,
         to_puskesmas_sigma = 0;
  Duration to_puskesmas{}, poned_stay{};
  double refusal_insured = 0, refusal_other = 0, call_sigma = 0, team_sigma = 0;
  Duration call{}, triage{}, corridor{}, team{}, theatre{}, on_call{}, team_patience{}, insist{};
  Duration stay_primary{}, stay_vaginal{}, stay_caesarean{}, operation{};
  double occupancy = 0, night_teams = 0, team_down = 0, operation_sigma = 0;
  Duration crossmatch{}, from_utd{}, courier_saves{}, replacement{}, surgery_wait{};
  double crossmatch_sigma = 0, utd_sigma = 0, replacement_sigma = 0, replacement_found = 0, list_factor = 0;
};

struct ReferralPlan {
  ReferralPlan() = default;
  ReferralPlan(const Model&, const Parameters& base);
  std::vector<std::vector<std::uint32_t>>
      hospitals_by_distance;       ///< hospital -> all, nearest first, itself at the head
  std::vector<double> background;  ///< hospital: mean of beds filled by others
  /// Cause: part of her stay after a birth that a woman lies where she gave birth; what begins later begins
  /// at home. Such that `emergency.{cause}.away` of those that begin after a birth outside the home do.
  std::array<double, index_of(Cause::count)> lies{};
};

/// The way of a woman in an emergency: decision, transport, a hospital that accepts her, team, theatre,
/// blood.
struct Referral {
  using P = ReferralParameters;
  enum class Kind : std::uint8_t { step, blood, cut, bed_free, team_free, stock, shift, count };
  static constexpr std::array<std::string_view, 7> kind_names = {
      "referral.step",      "referral.blood", "referral.cut",  "referral.bed_free",
      "referral.team_free", "referral.stock", "referral.shift"};
  enum class Measured : std::uint8_t {
    referrals,
    refusals,
    notified,
    blood_units,
    replacement_searches,
    bed_busy,
    bed_capacity,
    team_busy,
    team_capacity,
    team_requests,
    team_waits,
    team_wait_time,
    corridor,
    births_without_bed
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"referral.spread", &P::spread, "", 0, 0, "lognormal", Mark::setting, Scope::policy,
       "how times of a woman's way spread about their medians; exponential ones have closed forms",
       spread_labels},
      {"referral.decision", &P::decision, "d", 0, 10, "45 min", Mark::assumption, Scope::policy,
       "delay 1 at home: median before the factors"},
      {"referral.decision_sigma", &P::decision_sigma, "1", 0, 3, "0.9", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.dukun", &P::dukun, "1", 0.1, 10, "2", Mark::assumption, Scope::policy,
       "factor on the decision with a dukun"},
      {"referral.night", &P::night, "1", 0.1, 10, "1.3", Mark::assumption, Scope::policy, "factor at night"},
      {"referral.plan", &P::plan, "1", 0.1, 10, "0.7", Mark::assumption, Scope::policy,
       "factor with a birth plan"},
      {"referral.insured", &P::insured, "1", 0.1, 10, "0.85", Mark::assumption, Scope::policy,
       "factor for JKN members"},
      {"referral.cash", &P::cash, "1", 0.1, 10, "0.9", Mark::assumption, Scope::policy,
       "factor with cash in hand"},
      {"referral.companion", &P::companion, "1", 0.1, 10, "0.8", Mark::assumption, Scope::policy,
       "factor with an active companion"},
      {"referral.recognise_primary", &P::recognise_primary, "d", 0, 2, "20 min", Mark::assumption,
       Scope::policy, "median recognition at a clinic or puskesmas"},
      {"referral.decide_primary", &P::decide_primary, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median decision to refer there"},
      {"referral.recognise_hospital", &P::recognise_hospital, "d", 0, 2, "15 min", Mark::assumption,
       Scope::policy, "median recognition in hospital"},
      {"referral.facility_sigma", &P::facility_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::policy,
       "lognormal sigma of the three"},
      {"referral.puskesmas_first", &P::puskesmas_first, "fraction", 0, 1, "0.6", Mark::assumption,
       Scope::policy, "women from home who stop at the puskesmas"},
      {"referral.to_puskesmas", &P::to_puskesmas, "d", 0, 2, "20 min", Mark::assumption, Scope::world,
       "median trip from home to the puskesmas"},
      {"referral.to_puskesmas_sigma", &P::to_puskesmas_sigma, "1", 0, 3, "0.5", Mark::assumption,
       Scope::world, "its lognormal sigma: how far apart the homes of a catchment lie"},
      {"referral.poned_stay", &P::poned_stay, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median stabilisation at the puskesmas"},
      {"referral.poned_sigma", &P::poned_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.poned_open", &P::poned_open, "fraction", 0, 1, "0.78", Mark::source, Scope::policy,
       "PONED open at night, each night (Rifaskes 2011)"},
      {"referral.puskesmas_open", &P::puskesmas_open, "fraction", 0, 1, "0.3", Mark::assumption,
       Scope::policy, "puskesmas without PONED that are open at night, always the same ones"},
      {"referral.poned_team", &P::poned_team, "fraction", 0, 1, "0.45", Mark::source, Scope::policy,
       "PONED with the full trained team (Rifaskes 2011); others give half the stretch"},
      {"referral.refusal_insured", &P::refusal_insured, "fraction", 0, 1, "0.03", Mark::assumption,
       Scope::policy, "non-clinical refusal of JKN members"},
      {"referral.refusal_other", &P::refusal_other, "fraction", 0, 1, "0.08", Mark::assumption, Scope::policy,
       "non-clinical refusal of others (direction: D'Ambruoso 2010)"},
      {"referral.call", &P::call, "d", 0, 2, "10 min", Mark::assumption, Scope::policy, "median of a call"},
      {"referral.call_sigma", &P::call_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.insist", &P::insist, "d", 0, 10, "6 h", Mark::assumption, Scope::policy,
       "after this long without acceptance the nearest hospital takes her in a corridor"},
      {"referral.triage", &P::triage, "d", 0, 2, "5 min", Mark::source, Scope::policy,
       "triage (BMC Pregnancy Childbirth 2017, Yogyakarta)"},
      {"referral.corridor", &P::corridor, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "longest that care waits for a bed; then it begins in the corridor"},
      {"referral.team", &P::team, "d", 0, 2, "25 min", Mark::source, Scope::policy,
       "median until the team in the house stands ready (19 to 36 min, same study)"},
      {"referral.on_call", &P::on_call, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "median until a team on call stands ready"},
      {"referral.theatre", &P::theatre, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "median to open the theatre"},
      {"referral.team_sigma", &P::team_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of team and theatre"},
      {"referral.team_patience", &P::team_patience, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "a hospital accepts if a team will be free within this time"},
      {"referral.night_teams", &P::night_teams, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "operating teams of a hospital that work at night, one at least"},
      {"referral.team_down", &P::team_down, "fraction", 0, 1, "0.02", Mark::assumption, Scope::policy,
       "night shifts on which a PONEK hospital's theatre is down"},
      {"referral.operation", &P::operation, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "median time a team is bound by an emergency operation; a caesarean takes as long, always"},
      {"referral.operation_sigma", &P::operation_sigma, "1", 0, 3, "0.4", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.stay_primary", &P::stay_primary, "d", 0, 30, "1 d", Mark::background, Scope::world,
       "stay in a clinic or puskesmas after a birth; what begins later begins at home"},
      {"referral.stay_vaginal", &P::stay_vaginal, "d", 0, 30, "2 d", Mark::background, Scope::world,
       "bed stay after a vaginal birth"},
      {"referral.stay_caesarean", &P::stay_caesarean, "d", 0, 30, "3 d", Mark::background, Scope::world,
       "bed stay after a caesarean or an emergency"},
      {"referral.occupancy", &P::occupancy, "fraction", 0, 1.5, "0.70", Mark::background, Scope::world,
       "mean occupancy of obstetric beds, simulated women included"},
      {"referral.crossmatch", &P::crossmatch, "d", 0, 2, "60 min", Mark::background, Scope::policy,
       "median from request to a unit that lies in the hospital's own stock"},
      {"referral.crossmatch_sigma", &P::crossmatch_sigma, "1", 0, 3, "0.35", Mark::background, Scope::policy,
       "its lognormal sigma"},
      {"referral.from_utd", &P::from_utd, "d", 0, 2, "130 min", Mark::assumption, Scope::policy,
       "median from request to a unit fetched from a blood centre by the family"},
      {"referral.utd_sigma", &P::utd_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.courier_saves", &P::courier_saves, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "what a courier saves of it"},
      {"referral.replacement", &P::replacement, "d", 0, 5, "320 min", Mark::derived, Scope::policy,
       "median until replacement donors are found, bled and tested (Lebak 2015: 5 h)"},
      {"referral.replacement_sigma", &P::replacement_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"referral.replacement_found", &P::replacement_found, "donors", 0, 5, "2", Mark::assumption,
       Scope::policy, "mean of donors found (Poisson, at most 8)"},
      {"referral.list_factor", &P::list_factor, "1", 0, 1, "0.6", Mark::assumption, Scope::policy,
       "factor on the search where candidates are listed by name (P4K, or registered under the agreement)"},
      {"referral.surgery_wait", &P::surgery_wait, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "longest that surgery waits for a first unit"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"referrals", "women", {"district", "month"}, "women with an emergency received by a hospital"},
      {"refusals",
       "refusals",
       {"district", "month", "refusal"},
       "times a hospital refused, by reason",
       "referrals"},
      {"notified",
       "women",
       {"district", "month"},
       "referrals announced to hospital and blood centre",
       "referrals"},
      {"blood_units", "units", {"district", "month", "blood_source"}, "units for emergencies, by source"},
      {"replacement_searches",
       "searches",
       {"district", "month"},
       "searches for replacement donors for a mother"},
      {"bed_busy",
       "us",
       {"district"},
       "bed-time taken by simulated women in the window, by place of hospital",
       "bed_capacity"},
      {"bed_capacity", "us", {"district"}, "obstetric beds x window"},
      {"team_busy", "us", {"district"}, "team-time bound in the window", "team_capacity"},
      {"team_capacity", "us", {"district"}, "operating teams x window, fewer at night"},
      {"team_requests", "operations", {"district"}, "operations asked for, by place of hospital"},
      {"team_waits", "operations", {"district"}, "operations that waited for a team", "team_requests"},
      {"team_wait_time", "us", {"district"}, "sum of their waits, in the window", "team_requests"},
      {"corridor",
       "women",
       {"district", "month"},
       "women with an emergency who found no bed in the hospital that took them",
       "referrals"},
      {"births_without_bed", "births", {"district", "month"}, "hospital births that found no bed", "births"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&) {}
  void handle(World&, const Model&, Kind, const Event&);

  void begin(World&, const Model&, std::uint32_t slot);  ///< an emergency begins
  void ambulance_granted(World&, const Model&, std::uint32_t slot);
  void leave(World&, const Model&, std::uint32_t slot,
             bool alive);  ///< the case is over: gives back what it holds
  void birth_in_hospital(World&, const Model&, std::uint32_t district, std::int32_t month,
                         std::uint32_t hospital, bool caesarean);
  /// Blood came into stock at a blood centre or one of its blood banks: mothers who lack it are served, in an
  /// event of this instant.
  void stock_arrived(World&, std::uint32_t utd);
  /// What of her way to definitive care is still before her, but for steps of this delay: her present step's
  /// rest and the medians of those to come, with nothing full and blood in stock.
  Duration to_go(const Model&, const Case&, Time now, Delay left_out) const;
  /// Whether beds and teams taken are those somebody holds, or will give back in an event.
  bool conserved(const World&, const Model&) const;
  void start_measuring(World&);                 ///< the window opens: books of beds and teams are cleared
  void finish_measuring(World&, const Model&);  ///< the window closes: bed-time and team-time are booked

  std::vector<Resource> beds, teams;  ///< by hospital; tokens are case slots

 private:
  // Her way, in order.
  void step(World&, const Model&, std::uint32_t slot);
  void seek_vehicle(World&, const Model&, std::uint32_t slot);
  void depart(World&, const Model&, std::uint32_t slot);
  void first_aid(World&, const Model&, std::uint32_t slot);
  void refer(World&, const Model&, std::uint32_t slot);
  void answer(World&, const Model&, std::uint32_t slot);
  void knock(World&, const Model&, std::uint32_t slot);
  void to_next_door(World&, const Model&, std::uint32_t slot);
  void admit(World&, const Model&, std::uint32_t slot);
  void receive(World&, const Model&, std::uint32_t slot);
  void bed_granted(World&, const Model&, std::uint32_t slot);
  void care(World&, const Model&, std::uint32_t slot);
  // Team and theatre.
  void request_team(World&, const Model&, std::uint32_t slot);
  void team_granted(World&, const Model&, std::uint32_t slot);
  void surgery_ready(World&, const Model&, std::uint32_t slot);
  void operate(World&, const Model&, std::uint32_t slot);
  void free_team(World&, const Model&, std::uint32_t hospital);
  void next_in_theatre(World&, const Model&, std::uint32_t hospital, std::uint32_t token);
  // Blood.
  void request_blood(World&, const Model&, std::uint32_t slot);
  void meet_blood(World&, const Model&, std::uint32_t slot);
  void search_replacement(World&, const Model&, std::uint32_t slot);
  void blood_arrives(World&, const Model&, std::uint32_t slot);
  void next_delivery(World&, std::uint32_t slot);
  static void promise(World&, Case&, std::uint32_t need, BloodSource, std::int32_t n, Time at);
  static std::int32_t missing(const Case&, std::uint32_t need);
  static bool lacks_blood(const Case&);
  void serve_short(World&, const Model&, std::uint32_t utd);
  Ask ask(const World&, const Model&, const Case&, std::uint32_t need) const;
  void take_from_stock(World&, const Model&, Case&);
  static void pay_courier(World&, const Model&, const Case&);
  void receive_units(World&, const Model&, Case&, std::uint32_t need, std::int32_t n);
  void check_care(World&, const Model&, std::uint32_t slot);

  /// A variate of median 1, and a time of this median times it, as `referral.spread` says.
  static double spread(Draws&, const Model&, double sigma);
  static Duration spread(Draws&, const Model&, Duration median, double sigma);
  /// How long a woman stays where she gave birth.
  static Duration stay(const Model&, const Woman&);
  /// Whether a puskesmas takes women in now.
  static bool open(const World&, const Model&, std::uint32_t catchment);
  static bool theatre_down(const World&, const Model&, std::uint32_t hospital);
  std::optional<Refusal> refusal(const World&, const Model&, const Case&, std::uint32_t hospital) const;
  bool accepts(const World& w, const Model& m, const Case& c, std::uint32_t hospital) const {
    return !refusal(w, m, c, hospital);
  }
  bool insists(const World&, const Model&, const Case&) const;
  void refused(World&, Case&, Refusal);
  void take_bed(World&, Case&, bool insisted);
  void wait(World&, std::uint32_t slot, Duration);
  std::uint32_t choice(const Model&, const Case&) const;

  /// A shift begins: beds that women outside the simulation leave, and teams at work.
  void begin_shift(World&, const Model&);
  void bind_team(std::uint32_t hospital, std::uint32_t token, Time until);
  void free_bed_at(World&, std::uint32_t hospital, Time);
  void free_team_at(World&, std::uint32_t hospital, std::uint32_t token, Time);

  /// A team taken, by whom and until when as far as is known.
  struct Bound {
    std::uint32_t token;
    Time until;
  };
  std::vector<Roomy<Bound>> bound_;                  // hospital -> teams taken
  std::vector<std::uint32_t> beds_due_, teams_due_;  // hospital: events that will give one back
  std::vector<Roomy<std::uint32_t>> short_;          // utd -> cases that lack blood, first come
};

}  // namespace darah
