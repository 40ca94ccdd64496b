#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/draws.hpp"
#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/world/labels.hpp"

namespace darah {

class Model;
class World;
struct Pregnancy;
struct Basis;
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
  ReferralPlan(const Model&, const Basis&);
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
  template <class T>
  struct Named {
    T referral;
  };
  struct Planned {
    ReferralPlan referral_plan;
  };
  using PlanRestsOn = Pregnancy;
  using P = ReferralParameters;
  enum class Kind : std::uint8_t { step, blood, cut, bed_free, team_free, stock, shift, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"referral.step", "referral.blood", "referral.cut", "referral.bed_free", "referral.team_free",
       "referral.stock", "referral.shift"}};
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
    births_without_bed,
    count
  };

  static std::span<const Parameter<ReferralParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(World&, const Model&);
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
