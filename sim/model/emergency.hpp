#pragma once

#include <array>
#include <boost/container/static_vector.hpp>
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
  std::vector<double> rate, first_births, fifth_births, lethality, shape, residual_early, residual_late, away,
      first_aid, blood_lethal, blood_other, surgery, hysterectomy, decision, onset_before;
  std::vector<Duration> median, onset_before_mean, onset_after_mean, delay_reference;
  double aid_short = 0, anaemia_factor = 0, alone = 0, units_mean = 0, units_mean_lethal = 0, units_size = 0,
         half = 0;
  double plasma = 0, platelets = 0, near_miss_age = 0;
  std::int64_t massive = 0, near_miss_units = 0;
  Duration component_wait{}, blood_late{};

  /// Expected of a birth: emergencies that need blood, each counted as `lethal` if it is a haemorrhage that
  /// kills untreated, else as `other`.
  double blood_a_birth(double frailty, double lethal, double other) const;
};

/// What a woman may need of blood: red cells, plasma, platelets.
inline constexpr std::array<Product, 3> needed_products = {Product::prc, Product::ffp, Product::tc};

/// A woman's open emergency: her clock, where she is, and every timestamp.
struct Case {
  enum class Stage : std::uint8_t {
    recognising,
    deciding,
    waiting,
    to_puskesmas,
    at_puskesmas,
    calling,
    asking,  ///< at a door
    travelling,
    arriving,
    corridor,  ///< her care waits for a bed
    receiving
  };
  enum Flag : std::uint32_t {
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
    short_of_blood = 32768,  ///< in line for what comes into stock
    waits_for_bed = 65536,
    hysterectomy = 131072,  ///< the operation she needs is one
    own_bed = 262144        ///< lies in the bed she gave birth in
  };
  Name name;
  std::uint32_t woman = 0xffffffff;
  std::uint32_t catchment = 0, district = 0;
  std::int32_t month = -1;  ///< of the cohort, -1 outside the window
  Cause cause{};
  Stage stage{};
  Group group{};
  Place place{};               ///< where she is
  std::uint16_t attempt = 0;   ///< hospitals asked so far
  std::uint16_t searches = 0;  ///< looks for replacement donors so far
  std::uint32_t flags = 0;
  std::uint32_t hospital = 0xffffffff;  ///< number of the one she is in or travels to
  /// Units of each of `needed_products`.
  struct Need {
    std::int32_t units = 0, in = 0;
    StaticUnits held;  ///< taken for her, in the order they were promised
  };
  std::array<Need, needed_products.size()> needs{};
  struct Delivery {
    Time at{};
    std::int32_t units = 0;
    std::uint32_t need = 0;
  };
  /// Blood on its way; a delivery has a unit at least.
  boost::container::static_vector<Delivery, needed_products.size() * StaticUnits::static_capacity> coming;
  double stretch = 1;       ///< product of the stretches active now
  double aid = 1;           ///< stretch of the first aid she has had
  double outcome_draw = 0;  ///< fixed at onset
  Duration lethal_age{};    ///< T, anaemia included
  Duration age{};           ///< clock age at `aged`
  Time aged{};
  Step doing = Step::decide;  ///< since `since`
  Time since{};
  std::array<Duration, index_of(Step::count)> spent{};     ///< in each step, up to `since`
  std::array<Duration, index_of(Delay::count)> aged_in{};  ///< clock age of each delay, up to `aged`
  Duration decide_in{};                                    ///< drawn at onset in a clinic or puskesmas
  Duration theatre{}, operation{};                         ///< of the time until surgery; of it
  Duration crossmatch{}, fetch{};  ///< from a request to a unit from the own stock; from a blood centre
  Time onset{}, ready{}, departs{}, arrived{}, notified_at{}, surgery_at{}, called_until{}, first_unit{},
      enough_at{}, searching_until{}, until{};  ///< `until`: when her step would end by itself
  Timer step, blood, death,
      cut;  ///< next step of her way; blood arriving; clock; what waits no longer for blood
  std::uint32_t next_free = 0xffffffff;

  bool is(Flag f) const { return (flags & f) != 0; }
  void set(Flag f) { flags |= f; }
  void clear(Flag f) { flags &= ~std::uint32_t{f}; }
  Need& red() { return needs[0]; }
  const Need& red() const { return needs[0]; }
  /// Units of a need that definitive care takes.
  static std::int32_t enough(const Need&, double half);
  bool enough_red(double half) const { return red().in >= enough(red(), half); }
  bool enough_blood(double half) const;
  /// The clock's age is brought up to now.
  void advance(Time now);
  /// Another step of her way begins.
  void begin(Step, Time now);
  /// When the decision fell; before that, the onset.
  Time decided() const { return onset + spent[index_of(Step::decide)]; }
  /// The three delays as far as she came; they add up to now - onset, in ticks.
  std::array<Duration, index_of(Delay::count)> delays(Time now) const;
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
    deaths_by_time,
    deaths_by_delay,
    deaths_saved_by,
    deaths_beyond_delays,
    deaths_blood_last,
    deaths_blood_contributing,
    near_misses,
    hysterectomies,
    treated,
    delay_time,
    delay_squares,
    delay_histogram,
    step_time,
    step_histogram,
    onset_to_treatment,
    onset_to_treatment_squares,
    blood_recipients,
    onset_to_blood,
    units_needed,
    units_in_time
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"emergency.{cause}.rate", &P::rate, "1/1000 births", 0, 200, "16 5 12 5 3 3 5", Mark::estimate,
       Scope::world, "severe emergencies per 1000 births, of all parities and risks together"},
      {"emergency.{cause}.first_births", &P::first_births, "1", 0, 10, "1 1 2.4 1.5 1.2 1 1",
       Mark::assumption, Scope::world,
       "their rate in first births, over that in second to fourth (direction: pre-eclampsia in first "
       "pregnancies, Duckitt and Harrington 2005)"},
      {"emergency.{cause}.fifth_births", &P::fifth_births, "1", 0, 10, "1.5 1.5 1 1.3 1 1 1.2",
       Mark::assumption, Scope::world, "the same of fifth and later births"},
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
       Scope::world,
       "emergencies that begin at home, of women who do not give birth there: before birth, or after she has "
       "left the place of birth"},
      {"emergency.{cause}.first_aid", &P::first_aid, "1", 1, 20, "2 1.3 1.8 1.3 1.5 1.5 1.1",
       Mark::assumption, Scope::policy, "stretch of the clock by first aid, magnesium, antibiotics"},
      {"emergency.aid_short", &P::aid_short, "fraction", 0, 1, "0.5", Mark::assumption, Scope::policy,
       "of that stretch beyond 1, given outside a PONED that is open and fully staffed"},
      {"emergency.{cause}.blood_lethal", &P::blood_lethal, "fraction", 0, 1, ".90 .90 .04 .30 .10 .90 .08",
       Mark::assumption, Scope::world, "lethal emergencies that need blood"},
      {"emergency.{cause}.blood_other", &P::blood_other, "fraction", 0, 1, ".45 .40 .04 .30 .10 .40 .08",
       Mark::assumption, Scope::world, "other severe emergencies that need blood"},
      {"emergency.{cause}.surgery", &P::surgery, "fraction", 0, 1, ".30 .70 .40 .95 .25 .80 .05",
       Mark::assumption, Scope::world, "severe emergencies that need the theatre"},
      {"emergency.{cause}.hysterectomy", &P::hysterectomy, "fraction", 0, 1, ".08 .08 0 .10 .03 .02 0",
       Mark::assumption, Scope::world, "operations that are a hysterectomy: a near-miss if she lives"},
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
      {"emergency.massive", &P::massive, "units", 1, 17, "6", Mark::background, Scope::world,
       "red-cell units from which on she needs plasma and platelets too; 17: never"},
      {"emergency.plasma", &P::plasma, "1", 0, 1, "0.5", Mark::background, Scope::world,
       "units of plasma a unit of red cells then"},
      {"emergency.platelets", &P::platelets, "1", 0, 1, "0.5", Mark::background, Scope::world,
       "units of platelets a unit of red cells then"},
      {"emergency.component_wait", &P::component_wait, "d", 0, 2, "60 min", Mark::assumption, Scope::policy,
       "longest that care waits for half the plasma and platelets once red cells are enough"},
      {"emergency.{delay}.reference", &P::delay_reference, "d", 1.0 / 1440, 10, "30 min, 120 min, 30 min",
       Mark::assumption, Scope::world, "the dominant delay of a death is the longest against these"},
      {"emergency.blood_late", &P::blood_late, "d", 0, 10, "60 min", Mark::assumption, Scope::world,
       "blood this long after surgery was ready contributed to a death"},
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
      {"deaths_by_time",
       "deaths",
       {"district", "month", "time_of_death"},
       "maternal deaths before birth, within 48 h of it, later",
       "deaths_true"},
      {"deaths_by_delay",
       "deaths",
       {"district", "month", "delay"},
       "maternal deaths by dominant delay (largest against `emergency.{delay}.reference`)",
       "deaths_true"},
      {"deaths_saved_by",
       "deaths",
       {"district", "month", "delay"},
       "maternal deaths that this delay alone, had it been zero, would have turned; a death may stand under "
       "several",
       "deaths_true"},
      {"deaths_beyond_delays",
       "deaths",
       {"district", "month"},
       "maternal deaths that no single delay of zero would have turned",
       "deaths_true"},
      {"deaths_blood_last",
       "deaths",
       {"district", "month"},
       "deaths in hospital with surgery ready, or none needed, and blood outstanding",
       "deaths_true"},
      {"deaths_blood_contributing",
       "deaths",
       {"district", "month"},
       "deaths whose blood came later than `emergency.blood_late` after surgery was ready, or not at all",
       "deaths_true"},
      {"near_misses",
       "women",
       {"district", "month"},
       "near-misses: alive with a clock far run, many units, or a hysterectomy",
       "births"},
      {"hysterectomies",
       "women",
       {"district", "month"},
       "emergencies whose operation was a hysterectomy",
       "emergencies"},
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
      {"step_time",
       "us",
       {"district", "month", "step"},
       "sum of the steps of the delays of treated women",
       "treated"},
      {"step_histogram",
       "women",
       {"district", "step", "duration_bin"},
       "treated women by length of step",
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
      {"units_needed", "units", {"district", "month", "component"}, "units needed in emergencies"},
      {"units_in_time",
       "units",
       {"district", "month", "component"},
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
  /// Whether she lives with this delay of zero: by her own clock and outcome, with what is known of her
  /// present step and the medians of those to come.
  static bool would_save(const World&, const Model&, const Case&, bool of_residual, Delay);
  /// The case is over, and she lives, a near-miss perhaps, after this share of a lethal clock.
  void survive(World&, const Model&, std::uint32_t slot, double share_run);
  void release(World&, std::uint32_t slot);
  std::uint32_t free_ = 0xffffffff;
};

}  // namespace darah
