#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/care/hospital_labels.hpp"
#include "model/mother/around_her.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Case;
class Model;
class Services;
template <class... C>
class With;
class World;
struct Emergency;
struct Way;
struct Basis;
struct Pregnancy;

struct HospitalParameters {
  Money bed_day_price{}, operation_price{}, night_team_price{};
  Duration corridor{}, team{}, theatre{}, on_call{}, team_patience{}, stay_vaginal{}, stay_caesarean{},
      operation{}, surgery_wait{};
  double team_sigma = 0, occupancy = 0, night_teams = 0, team_down = 0, operation_sigma = 0;
};

struct HospitalPlan {
  HospitalPlan() = default;
  HospitalPlan(const Model&, const Basis&);
  Table<HospitalId, double> background;  ///< hospital: mean of beds filled by women outside the simulation
};

/// Hospitals: obstetric beds, operating teams and theatres. Index h is a number in Model::hospitals; tokens
/// in their lines are slots of cases, but for planned caesareans.
struct Hospital {
  template <class T>
  struct Named {
    T hospital;
  };
  template <class W>
  struct Called {
    decltype(auto) hospital() const { return static_cast<const W&>(*this).template component<Hospital>(); }
  };
  struct Planned {
    HospitalPlan hospital_plan;
  };
  using PlanRestsOn = Pregnancy;
  using P = HospitalParameters;
  enum class Kind : std::uint8_t { bed_free, team_free, shift, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"hospital.bed_free", "hospital.team_free", "hospital.shift"}};
  enum class Measured : std::uint8_t {
    bed_busy,
    bed_capacity,
    team_busy,
    team_capacity,
    team_requests,
    team_waits,
    team_wait_time,
    corridor,
    bed_day_money,
    operation_money,
    night_team_money,
    births_without_bed,
    count
  };

  static std::span<const Parameter<HospitalParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(AroundHer, const Model&);
  void handle(AroundHer, const Model&, Kind, const Event&);
  void start_measuring(Services);                 ///< the window opens: books of beds and teams are cleared
  void finish_measuring(Services, const Model&);  ///< the window closes: bed-time and team-time are booked
  /// Whether beds and teams taken are those somebody holds, or will give back in an event.
  bool conserved(const World&, const Model&) const;

  /// Why a hospital cannot take her now: no bed, no theatre, no team within the patience; nothing if it can.
  std::optional<Refusal> full(Services, const Model&, const Case&, HospitalId hospital) const;
  /// Whether it has a team, and a theatre that is not down tonight.
  static bool operates(Services, const Model&, HospitalId hospital);
  /// Takes a bed for her, if one is free. A probe has the bed that she finds free from now on, and takes
  /// none.
  bool take_bed(Services, const Case&, HospitalId hospital);
  /// A bed for her who has come, or her place in the line for one.
  void ask_for_bed(Services, Case&, CaseId slot);
  /// A team for her, or her place in the line for one; how long until surgery stands ready, if she has one.
  std::optional<Duration> ask_for_team(Services, const Model&, Case&, CaseId slot);
  /// A team is hers from now on; how long until surgery stands ready.
  Duration give_team(Services, const Model&, Case&, CaseId slot);
  /// Surgery waits for blood: the team is bound for so much longer.
  void hold_team(Services, const Model&, const Case&, CaseId slot);
  /// Surgery begins: the team is bound for the operation, whatever becomes of her.
  void operate(Services, Case&, CaseId slot);
  /// A birth that nothing threatens: a bed if one is free, a team for a caesarean.
  void birth(Services, const Model&, DistrictId district, HospitalId hospital, bool caesarean);
  /// She is sent on: the bed that she holds is free.
  void let_go(Services, const Case&);
  /// The case is over: she gives back what she holds, a bed when her stay ends.
  void leave(Services, const Model&, const Case&, CaseId slot, bool alive);

  const Table<HospitalId, Resource<CaseId>>& beds() const { return beds_; }
  const Table<HospitalId, Resource<CaseId>>& teams() const { return teams_; }

 private:
  /// A team taken, by whom and until when as far as is known.
  struct Bound {
    CaseId token;
    Time until;
  };

  void begin_shift(AroundHer, const Model&);
  void fill_beds(AroundHer, const Model&, HospitalId hospital);
  void free_team(With<Emergency, Hospital, Way>, const Model&, HospitalId hospital);
  void next_in_theatre(With<Emergency, Hospital, Way>, const Model&, HospitalId hospital, CaseId token);
  static bool theatre_down(Services, const Model&, HospitalId hospital);
  void bind_team(HospitalId hospital, CaseId token, Time until);
  void begin_caesarean(Services, const Model&, HospitalId hospital);
  void free_bed_at(Services, HospitalId hospital, Time);
  void free_team_at(Services, HospitalId hospital, CaseId token, Time);

  Table<HospitalId, Resource<CaseId>> beds_, teams_;
  Table<HospitalId, Roomy<Bound>> bound_;                  // hospital -> teams taken
  Table<HospitalId, std::int64_t> operations_;             // hospital: operations begun in the window
  Table<HospitalId, std::uint32_t> beds_due_, teams_due_;  // hospital: events that will give one back
};

}  // namespace darah
