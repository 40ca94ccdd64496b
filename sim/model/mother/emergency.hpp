#pragma once

#include <array>
#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/blood/blood_centre.hpp"
#include "model/world/labels.hpp"

namespace darah {

class Claims;
class Model;
class World;
struct Parameters;
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
  template <class T>
  struct Named {
    T emergency;
  };
  using P = EmergencyParameters;
  enum class Kind : std::uint8_t { death, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"emergency.death"}};
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
    units_in_time,
    count
  };

  static std::span<const Parameter<EmergencyParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

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
