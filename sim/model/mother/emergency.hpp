#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "model/mother/around_her.hpp"
#include "model/mother/case.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct Hospital;
struct Kept;
struct Pregnancy;
struct Way;
struct Parameters;
struct Woman;

struct EmergencyParameters {
  std::vector<double> rate, first_births, fifth_births, lethality, shape, residual_early, residual_late, away,
      first_aid, blood_lethal, blood_other, surgery, hysterectomy, decision, onset_before, then_pph,
      organ_failure;
  std::vector<Duration> median, onset_before_mean, onset_after_mean, delay_reference;
  double aid_short = 0, anaemia_factor = 0, alone = 0, units_mean = 0, units_mean_lethal = 0, units_size = 0,
         half = 0;
  double plasma = 0, platelets = 0, near_miss_age = 0, organ_failure_growth = 0;
  std::int64_t massive = 0, near_miss_units = 0;
  Duration component_wait{}, blood_late{};
  Choice mapping{};
  std::vector<Choice> thaddeus_maine, terlambat;  ///< the delay of each step

  /// Expected of a birth: emergencies that need blood, each counted as `lethal` if it is a haemorrhage that
  /// kills untreated, else as `other`.
  double blood_a_birth(double frailty, double lethal, double other) const;
};

struct EmergencyPlan {
  EmergencyPlan() = default;
  explicit EmergencyPlan(const Model&);
  /// The reading of the three delays that a scenario has chosen.
  const DelayOf& delay_of() const { return delays[mapping]; }
  EnumArray<DelayMapping, DelayOf> delays;
  DelayMapping mapping{};
};

struct Emergency {
  template <class T>
  struct Named {
    T emergency;
  };
  template <class W>
  struct Called {
    decltype(auto) emergency() const { return static_cast<const W&>(*this).template component<Emergency>(); }
  };
  struct Planned {
    EmergencyPlan emergency_plan;
  };
  using P = EmergencyParameters;
  enum class Kind : std::uint8_t { death, second, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"emergency.death", "emergency.second"}};
  enum class Measured : std::uint8_t {
    emergencies,
    lethal_emergencies,
    deaths_true,
    deaths_reported,
    deaths_conditional,
    deaths_by_place,
    deaths_between_hospitals,
    deaths_by_time,
    deaths_by_delay,
    deaths_by_mapping,
    deaths_by_any_delay,
    deaths_saved_by,
    deaths_beyond_delays,
    deaths_blood_last,
    deaths_blood_contributing,
    deaths_in_hospital,
    emergencies_in_hospital,
    near_misses,
    near_misses_in_hospital,
    near_misses_on_arrival,
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

  void handle(AroundHer, const Model&, Kind, const Event&);

  /// The emergency that awaits her, if any does, and the birth that it changes, from her name alone.
  static void draw_onset(Services, const Model&, Woman&, double u_cause);
  /// When an emergency begins, and when the birth is: an abortion is the end of the pregnancy.
  struct Dates {
    Time onset, birth;
  };
  /// From the key alone; `birth`: as it would be without an emergency.
  static Dates draw_dates(Services, const Model&, Name key, Cause, Time birth);
  /// What no care changes of the emergency of a woman that begins now, from her name alone.
  static Case::Onset onset_of(With<const Pregnancy>, const Model&, WomanId woman);
  /// The same of one that is lethal for sure, from the key alone.
  static Case::Onset lethal_onset(With<const Pregnancy>, const Model&, WomanId woman, Name key);
  /// Chance that a severe emergency kills if untreated.
  static double lethality(const Model&, Cause, DistrictId);
  /// In emergency_second.cpp: she has survived an emergency with definitive care, and a second one that
  /// depends on it may follow. Returns whether it does for a probe, to whom `share` of what the probe stands
  /// for is left.
  bool may_follow(With<const Pregnancy>, const Model&, const Case&, double share);
  /// A woman without an emergency has given birth by caesarean, after which an infection may follow.
  void caesarean(With<const Pregnancy>, const Model&, WomanId woman);
  /// What no arm can change of an emergency, whether she is spared it or not: of the first one alone.
  static void add_facts(Services, const Case::Onset&);
  /// Opens her case; returns its slot.
  CaseId open(With<Pregnancy>, const Model&, const Case::Onset&);
  /// Recomputes the clock's speed from the stretches active and moves the day of death.
  void pace(Services, const Model&, CaseId slot);
  /// Definitive care now: the clock stops, delays are booked. Returns whether she dies all the same.
  bool treat(With<const Agreement, Emergency, Hospital, Kept, Pregnancy>, const Model&, CaseId slot);
  /// Her chance of death with definitive care now; 0 where her clock does not kill.
  static double risk(const Model&, const Case&);
  /// Her chance of death with this delay of zero and `to_go` still before her; 1 where her clock runs out.
  static double risk_without(const Model&, const Case&, Delay, Duration to_go);
  /// What she lacked last who dies now; `of_residual`: with definitive care.
  static LastMissing last_missing(const Case&, bool of_residual);
  /// The delay that took her longest beside its reference, in the reading that is chosen or in another.
  static Delay dominant_delay(const Model&, const Case&, Time now);
  static Delay dominant_delay(const Model&, const Case&, Time now, const DelayOf&);
  /// Whether she is a near-miss by her state alone, should she live: her clock has run far, or her organs
  /// fail, at this age of her clock.
  static bool critical(Services, const Model&, const Case&, Duration age);
  /// She is dead, by her clock or of what definitive care could not mend; `saved_by`: bit i where she would
  /// have lived with delay i of zero.
  static void book_death(With<Pregnancy>, const Model&, const Case&, bool of_residual, std::uint8_t saved_by);
  /// The case is over and she lives; near-misses are booked.
  static void book_survival(Services, const Model&, const Case&);
  /// The case is over: its slot is free.
  void release(With<Pregnancy>, CaseId slot);

  Case& of(CaseId slot) { return cases_[slot]; }
  const Case& of(CaseId slot) const { return cases_[slot]; }
  /// All slots, of which some are nobody's.
  const Table<CaseId, Case>& cases() const { return cases_; }

 private:
  static void book_care(With<Pregnancy>, const Model&, const Case&, double risk);
  static void book_delays_of_death(Services, const Model&, const Case&);
  static Case::Onset draw_case(With<const Pregnancy>, const Model&, WomanId woman, Name key, bool lethal);

  /// A second emergency to come.
  struct Second {
    Name name;  ///< keys what is drawn of it
    WomanId woman;
    Cause cause{};
    bool unprobed = false;
    ProbeId probe;     ///< where she is one
    double share = 1;  ///< of what the probe stood for, what is left of it
  };
  using SecondId = Id<struct SecondTag>;
  /// It begins so much of its cause's mean time after this instant.
  void await(Services, const Model&, const Second&, Time from, double unit);
  void begin_second(AroundHer, const Model&, SecondId);

  Table<SecondId, Second> seconds_;
  Roomy<SecondId> free_seconds_;
  Table<CaseId, Case> cases_;
  Roomy<CaseId> free_;
};

}  // namespace darah
