#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/blood_centre.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
struct Woman;

struct EmergencyParameters {
  std::vector<double> rate, lethality, shape, residual_early, residual_late, away, first_aid, blood_lethal,
      blood_other, surgery, decision, onset_before;
  std::vector<Duration> median, onset_before_mean, onset_after_mean;
  double anaemia_factor = 0, alone = 0, units_mean = 0, units_mean_lethal = 0, units_size = 0, half = 0;
  double near_miss_age = 0;
  std::int64_t near_miss_units = 0;

  /// Expected of a birth: emergencies that need blood, each counted as `lethal` if it is a haemorrhage that
  /// kills untreated, else as `other`.
  double blood_a_birth(double frailty, double lethal, double other) const;
};

/// A woman's open emergency: her clock, where she is, and every timestamp.
struct Case {
  enum class Stage : std::uint8_t {
    recognising,
    deciding,
    waiting,
    to_puskesmas,
    at_puskesmas,
    calling,
    travelling,
    arriving,
    receiving
  };
  enum Flag : std::uint16_t {
    lethal = 1,
    needs_surgery = 2,
    needs_blood = 4,
    surgery_ready = 8,
    surgery_done = 16,
    surgery_waits = 32,
    in_bed = 64,
    holds_team = 128,
    waits_for_team = 256,
    in_ambulance = 512,
    waits_for_ambulance = 1024,
    notified = 2048,
    couriered = 4096,
    accepted = 8192,
    blood_requested = 16384,
    short_of_blood = 32768  ///< in line for what comes into stock
  };
  Name name;
  std::uint32_t woman = 0xffffffff;
  std::uint32_t catchment = 0, district = 0;
  std::int32_t month = -1;  ///< of the cohort, -1 outside the window
  Cause cause{};
  Stage stage{};
  Group group{};
  Place place{};  ///< where she is
  std::uint16_t flags = 0;
  std::uint16_t attempt = 0;            ///< hospitals asked so far
  std::uint16_t searches = 0;           ///< looks for replacement donors so far
  std::uint32_t hospital = 0xffffffff;  ///< number of the one she is in or travels to
  std::int32_t units_needed = 0, units_in = 0;
  struct Delivery {
    Time at{};
    std::int32_t units = 0;
  };
  std::array<Delivery, 6> coming{};  ///< blood on its way
  double stretch = 1;                ///< product of the stretches active now
  double aid = 1;                    ///< stretch of the first aid she has had
  double outcome_draw = 0;           ///< fixed at onset
  Duration lethal_age{};             ///< T, anaemia included
  Duration age{};                    ///< clock age at `aged`
  Time aged{};
  Duration decide_in{};            ///< drawn at onset in a clinic or puskesmas
  Duration accepting{};            ///< time spent finding a hospital that accepts
  Duration crossmatch{}, fetch{};  ///< from a request to a unit from the own stock; from a blood centre
  Time onset{}, decided{}, ready{}, departs{}, arrived{}, notified_at{}, surgery_at{}, searching_since{},
      called_until{}, first_unit{}, enough_at{}, searching_until{}, treated{};
  Time asking_until{};  ///< at a hospital's door: when she travels on
  Timer step, blood, death,
      cut;            ///< next step of her way; blood arriving; clock; surgery that waits no longer
  StaticUnits units;  ///< taken for her, in the order they were promised
  std::uint32_t next_free = 0xffffffff;

  bool is(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags = static_cast<std::uint16_t>(flags | f); }
  void clear(Flag f) { flags = static_cast<std::uint16_t>(flags & ~f); }
  /// How long her present search for a hospital that accepts has lasted: travel between doors left out.
  Duration searching(Time now) const;
  /// Units that definitive care takes.
  std::int32_t enough(double half) const;
};

struct Emergency {
  using P = EmergencyParameters;
  enum class Kind : std::uint8_t { death, count };
  static constexpr std::array<std::string_view, 1> kind_names = {"emergency.death"};
  enum class Measured : std::uint8_t {
    emergencies,
    lethal_emergencies,
    deaths_true,
    deaths_reported,
    deaths_conditional,
    deaths_by_place,
    deaths_by_delay,
    deaths_blood_last,
    deaths_blood_contributing,
    near_misses,
    treated,
    delay_time,
    delay_squares,
    delay_histogram,
    onset_to_treatment,
    onset_to_treatment_squares,
    blood_recipients,
    onset_to_blood,
    units_needed,
    units_in_time
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"emergency.{cause}.rate", &P::rate, "1/1000 births", 0, 200, "16 5 12 5 3 3 5", Mark::estimate,
       Scope::world, "severe emergencies per 1000 births"},
      {"emergency.{cause}.lethality", &P::lethality, "fraction", 0, 1, ".11 .08 .195 .10 .18 .07 .19",
       Mark::estimate, Scope::world,
       "phi: severe emergencies that kill if untreated; fitted to provincial deaths by cause"},
      {"emergency.{cause}.median", &P::median, "d", 1.0 / 1440, 60, "5 h, 12 h, 30 h, 24 h, 96 h, 20 h, 60 h",
       Mark::estimate, Scope::world, "median of the untreated clock of a lethal emergency (Weibull)"},
      {"emergency.{cause}.shape", &P::shape, "1", 0.3, 10, "1.2 1.3 1.2 2 1.5 1.2 1", Mark::estimate,
       Scope::world, "its Weibull shape"},
      {"emergency.{cause}.residual_early", &P::residual_early, "fraction", 0, 1,
       ".02 .02 .07 .03 .08 .02 .38", Mark::estimate, Scope::world,
       "r0: chance of death with definitive care at once"},
      {"emergency.{cause}.residual_late", &P::residual_late, "fraction", 0, 1, ".45 .40 .65 .50 .55 .40 .80",
       Mark::estimate, Scope::world, "r1: chance of death with definitive care at the last moment"},
      {"emergency.{cause}.away", &P::away, "fraction", 0, 1, ".15 .75 .60 .60 .95 1 .90", Mark::assumption,
       Scope::world, "emergencies that begin at home whatever the place of birth"},
      {"emergency.{cause}.first_aid", &P::first_aid, "1", 1, 20, "2 1.3 1.8 1.3 1.5 1.5 1.1",
       Mark::assumption, Scope::policy, "stretch of the clock by first aid, magnesium, antibiotics"},
      {"emergency.{cause}.blood_lethal", &P::blood_lethal, "fraction", 0, 1, ".90 .90 .04 .30 .10 .90 .08",
       Mark::assumption, Scope::world, "lethal emergencies that need blood"},
      {"emergency.{cause}.blood_other", &P::blood_other, "fraction", 0, 1, ".45 .40 .04 .30 .10 .40 .08",
       Mark::assumption, Scope::world, "other severe emergencies that need blood"},
      {"emergency.{cause}.surgery", &P::surgery, "fraction", 0, 1, ".30 .70 .40 .95 .25 .80 .05",
       Mark::assumption, Scope::world, "severe emergencies that need the theatre"},
      {"emergency.{cause}.decision", &P::decision, "1", 0.1, 100, "1 1.5 4 3 14 3 8", Mark::assumption,
       Scope::policy, "factor on the decision delay at home"},
      {"emergency.{cause}.onset_before", &P::onset_before, "fraction", 0, 1, "0 1 .5 1 0 1 .5",
       Mark::assumption, Scope::world, "emergencies that begin before birth"},
      {"emergency.{cause}.onset_before_mean", &P::onset_before_mean, "d", 0, 200,
       "0 d, 10 d, 5 d, 8 h, 0 d, 196 d, 20 d", Mark::assumption, Scope::world,
       "mean time from onset to birth (exponential; abortion: uniform on 0.6 to 1.2 times this)"},
      {"emergency.{cause}.onset_after_mean", &P::onset_after_mean, "d", 0, 40,
       "3 h, 0 d, 30 h, 0 d, 5 d, 0 d, 8 d", Mark::assumption, Scope::world,
       "mean time from birth to onset (exponential, within the follow-up)"},
      {"emergency.anaemia_factor", &P::anaemia_factor, "1", 0.1, 1, "0.75", Mark::assumption, Scope::world,
       "anaemia shortens the clock by this factor"},
      {"emergency.alone", &P::alone, "1", 1, 10, "1.5", Mark::assumption, Scope::policy,
       "stretch by surgery alone or blood alone"},
      {"emergency.units_mean", &P::units_mean, "units", 1, 20, "2.3", Mark::derived, Scope::world,
       "mean red-cell units of a woman who needs blood: 1 + negative binomial (RSUD Depok 2021: 2.3)"},
      {"emergency.units_mean_lethal", &P::units_mean_lethal, "units", 1, 20, "3.5", Mark::background,
       Scope::world, "the same for a lethal haemorrhage"},
      {"emergency.units_size", &P::units_size, "1", 0.1, 100, "2", Mark::assumption, Scope::world,
       "size of that negative binomial"},
      {"emergency.half", &P::half, "fraction", 0, 1, "0.5", Mark::assumption, Scope::world,
       "share of the units needed that definitive care takes"},
      {"emergency.near_miss_age", &P::near_miss_age, "1", 0, 1, "0.6", Mark::assumption, Scope::world,
       "alive after a clock this far run is a near-miss (proxy of WHO organ dysfunction)"},
      {"emergency.near_miss_units", &P::near_miss_units, "units", 1, 50, "5", Mark::background, Scope::world,
       "alive after this many units is a near-miss"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"emergencies", "women", {"district", "month", "cause"}, "severe emergencies", "births"},
      {"lethal_emergencies",
       "women",
       {"district", "month"},
       "severe emergencies lethal if untreated",
       "births"},
      {"deaths_true",
       "deaths",
       {"district", "month", "cause"},
       "maternal deaths, by residence and month of birth",
       "births"},
      {"deaths_reported",
       "deaths",
       {"district", "month"},
       "maternal deaths the health office counts",
       "births"},
      {"deaths_conditional",
       "1e-6 deaths",
       {"district", "month"},
       "expected deaths given each woman's way: residual fatality in place of its draw",
       "births"},
      {"deaths_by_place",
       "deaths",
       {"district", "month", "place"},
       "maternal deaths by place",
       "deaths_true"},
      {"deaths_by_delay",
       "deaths",
       {"district", "month", "delay"},
       "maternal deaths by dominant delay (largest against 30, 120, 30 min)",
       "deaths_true"},
      {"deaths_blood_last",
       "deaths",
       {"district", "month"},
       "deaths in hospital with surgery ready, or none needed, and blood outstanding",
       "deaths_true"},
      {"deaths_blood_contributing",
       "deaths",
       {"district", "month"},
       "deaths whose blood came over 60 min after surgery was ready, or not at all",
       "deaths_true"},
      {"near_misses", "women", {"district", "month"}, "near-misses", "births"},
      {"treated", "women", {"district", "month"}, "emergencies with definitive care", "emergencies"},
      {"delay_time", "us", {"district", "month", "delay"}, "sum of delays of treated women", "treated"},
      {"delay_squares",
       "s2",
       {"district", "month", "delay"},
       "sum of squares of delays of treated women, in whole seconds",
       "treated"},
      {"delay_histogram",
       "women",
       {"district", "delay", "duration_bin"},
       "treated women by length of delay",
       "treated"},
      {"onset_to_treatment",
       "us",
       {"district", "month"},
       "sum of times from onset to definitive care",
       "treated"},
      {"onset_to_treatment_squares",
       "s2",
       {"district", "month"},
       "sum of squares of times from onset to definitive care, in whole seconds",
       "treated"},
      {"blood_recipients",
       "women",
       {"district", "month"},
       "women with an emergency given blood",
       "emergencies"},
      {"onset_to_blood",
       "us",
       {"district", "month"},
       "sum of times from onset to the first unit",
       "blood_recipients"},
      {"units_needed", "units", {"district", "month"}, "red-cell units needed in emergencies"},
      {"units_in_time",
       "units",
       {"district", "month"},
       "units at hand by definitive care of women treated alive",
       "units_needed"},
  });

  void start(World&, const Model&) {}
  void start_policy(World&, const Model&) {}
  void handle(World&, const Model&, Kind, const Event&);

  /// Opens the case of a woman whose emergency begins now; her draws are keyed by her name alone.
  std::uint32_t open(World&, const Model&, std::uint32_t woman);
  /// Recomputes the clock's speed from the stretches active and moves the day of death.
  void pace(World&, const Model&, std::uint32_t slot);
  /// Definitive care now: the clock stops, the outcome is drawn, delays are booked.
  void treat(World&, const Model&, std::uint32_t slot);
  /// Follow-up ends before care came: a death from here on is not a maternal one.
  void outlive(World&, const Model&, std::uint32_t slot);
  /// Time of onset and the facts no arm changes, from the woman's name alone.
  static void draw_onset(const World&, const Model&, Woman&, double u_cause);

  Roomy<Case> cases;

 private:
  void die(World&, const Model&, std::uint32_t slot, bool of_residual);
  void release(World&, std::uint32_t slot);
  std::uint32_t free_ = 0xffffffff;
};

}  // namespace darah
