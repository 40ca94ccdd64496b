#pragma once

#include <boost/container/static_vector.hpp>
#include <cstdint>

#include "core/enum_array.hpp"
#include "core/name.hpp"
#include "core/scheduler.hpp"
#include "core/units.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/mother/blood_need.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/place_labels.hpp"

namespace darah {

/// The clock that kills a woman whose emergency is lethal: it runs as slowly as what is done for her
/// stretches it, and its age is kept apart for each step of her way. That of an emergency that is not lethal
/// runs too, and kills nobody: organs fail by it.
class LethalClock {
 public:
  LethalClock() = default;
  LethalClock(Time onset, Duration lethal_age) : lethal_age_(lethal_age), since_(onset) {}

  /// Brings the age up to now, as part of a step.
  void advance(Time now, Step step);
  /// This share of a step's age belongs to another.
  void give_to(Step from, Step to, double share);
  /// From now on, up to which the age has been brought, the clock runs by this factor slower.
  void stretch(double factor) { stretch_ = factor; }
  /// Until it kills at this speed; not negative.
  Duration left() const { return std::max(Duration{}, lethal_age_ - age_) * stretch_; }
  Duration lethal_age() const { return lethal_age_; }
  Duration age() const { return age_; }
  /// The age with a delay of zero, and with `to_go` at this speed still before her.
  Duration age_without(const DelayOf& delay_of, Delay delay, Duration to_go) const;

 private:
  double stretch_ = 1;
  Duration lethal_age_{}, age_{};
  Time since_{};  ///< up to which the age has been brought
  EnumArray<Step, Duration> aged_in_{};
};

/// How long each step of a woman's way took.
class Steps {
 public:
  Steps() = default;
  explicit Steps(Time onset) : since_(onset), onset_(onset) {}

  /// The present step ends now and another begins.
  void begin(Step next, Time now);
  /// Time in the present step that belongs to another: the theatre's share of the wait for surgery.
  void give_to(Step from, Step to, Duration time);
  Step present() const { return doing_; }
  Time since() const { return since_; }
  /// In each step, up to the beginning of the present one.
  const EnumArray<Step, Duration>& spent() const { return spent_; }
  /// When the decision fell; before that, the onset.
  Time decided() const {
    return onset_ + spent_[Step::decide] + spent_[Step::recognise] + spent_[Step::refer] +
           spent_[Step::notice];
  }
  /// The three delays as far as she came, in this reading; they add up to now - onset, in ticks.
  EnumArray<Delay, Duration> delays(const DelayOf& delay_of, Time now) const;

 private:
  Step doing_ = Step::decide;
  Time since_{}, onset_{};
  EnumArray<Step, Duration> spent_{};
};

/// A woman's open emergency: where she is, what she has and waits for, and every timestamp. Whoever does
/// something for her or to her says so by the function of that name; none changes the case otherwise.
class Case {
 public:
  /// What no care changes, drawn at onset.
  struct Onset {
    Name name;      ///< keys what is drawn of the emergency: the woman's, or her probe's
    Name of_woman;  ///< keys what is drawn of the woman
    ProbeId probe;  ///< where she is a probe; she has a slot of a copy of a woman's record
    WomanId woman;
    CatchmentId catchment;
    DistrictId district;
    std::int32_t month = -1;  ///< month of the cohort, -1 outside the window
    Cause cause{};
    Group group{};
    Time at{};
    bool lethal = false;
    Duration clock{};       ///< clock of a lethal emergency as drawn; all arms draw the same
    Duration lethal_age{};  ///< length of the clock until death, anaemia included
    bool needs_surgery = false;
    bool hysterectomy = false;  ///< the operation she needs is a hysterectomy
    BloodNeed::Units units{};
    double outcome_draw = 0;  ///< uniform on [0, 1): she dies with care if it lies below her risk
    /// Uniform on [0, 1) where the emergency is lethal: it is no more from where a treatment leaves less of
    /// the chance that it is.
    double spare_draw = 0;
    /// A second emergency for which no probe can stand.
    bool unprobed = false;
  };
  enum class Stage : std::uint8_t {
    recognising,  ///< she is in a clinic or puskesmas that has not seen the danger yet
    deciding,
    waiting,  ///< she waits for a vehicle
    to_puskesmas,
    at_puskesmas,
    calling,     ///< hospitals are asked by telephone
    asking,      ///< she is at the door of a hospital that refused her
    travelling,  ///< she is on the road to a hospital
    arriving,
    looked_at,  ///< the hospital lacks what she needs and looks at her before it sends her on
    sent_on,    ///< another hospital has accepted her, and she waits for a vehicle
    corridor,   ///< her care waits for a bed
    receiving
  };
  /// From hospital to hospital she is sent at most so many times.
  static constexpr std::size_t most_onward = 5;
  /// Her pending events, each of the component that schedules it.
  struct Timers {
    Timer step, blood, death, cut;
  };

  Case() = default;
  explicit Case(const Onset& onset)
      : onset_(onset), blood_(onset.units), clock_(onset.at, onset.lethal_age), steps_(onset.at) {}

  const Onset& onset() const { return onset_; }
  /// Whether the slot is a woman's at all.
  bool is_open() const { return bool{onset_.woman}; }
  Name name() const { return onset_.name; }
  Name of_woman() const { return onset_.of_woman; }
  /// Who is hypothetical looks at what others take, and nothing that she does is anybody's but hers.
  bool is_probe() const { return bool{onset_.probe}; }
  ProbeId probe() const { return onset_.probe; }
  /// Asks for one of a resource, or as a probe looks for it: whether it is hers now. Else she is in its line.
  template <class Pool>
  bool ask(Pool& pool, Time now, CaseId slot, std::uint8_t priority = 0) const {
    return is_probe() ? pool.look(slot, priority) : pool.request(now, slot, priority);
  }
  WomanId woman() const { return onset_.woman; }
  CatchmentId catchment() const { return onset_.catchment; }
  DistrictId district() const { return onset_.district; }
  Cause cause() const { return onset_.cause; }
  Group group() const { return onset_.group; }
  /// Whether it kills untreated, after what has been given.
  bool lethal() const { return onset_.lethal && !spared_; }
  bool needs_surgery() const { return onset_.needs_surgery && !assisted_; }
  bool needs_blood() const { return blood_.any(); }
  /// Whether she is real and of the cohort that is measured, and the month she is counted in.
  bool counts() const { return onset_.month >= 0 && !is_probe(); }
  std::size_t month() const { return static_cast<std::size_t>(onset_.month); }

  BloodNeed& blood() { return blood_; }
  const BloodNeed& blood() const { return blood_; }
  const LethalClock& clock() const { return clock_; }
  const Steps& steps() const { return steps_; }
  Timers& timers() { return timers_; }

  Stage stage() const { return stage_; }
  Place place() const { return place_; }
  /// Number of the hospital she is in or travels to; none without one.
  HospitalId hospital() const { return hospital_; }
  /// She is in the hospital, seen, and its blood is hers as it comes.
  bool received() const {
    return stage_ == Stage::corridor || stage_ == Stage::receiving || stage_ == Stage::looked_at;
  }
  /// The hospital she lies in, where another has accepted her already.
  HospitalId lies_in() const { return stage_ == Stage::sent_on ? been_in_.back() : hospital_; }

  // Her clock.
  /// First aid stretches her clock by the factor, unless she had better already; returns whether it does.
  bool give_first_aid(double factor);
  /// Brings clock and steps up to now.
  void advance(Time now) { clock_.advance(now, steps_.present()); }
  /// The clock runs as what was done for her lets it: `alone` stretches it for one of blood and surgery.
  void pace(Time now, double half, double alone);

  // What is given against her emergency, once.
  bool is_given() const { return given_; }
  /// Given what leaves this ratio of the chance that it is lethal; returns whether it is lethal no more.
  bool give(double ratio);
  void need_no_surgery() { assisted_ = true; }

  // At the onset.
  void begin_at_home();
  void begin_in_hospital(HospitalId hospital);
  void begin_in_primary_care(Place place, Duration decide_in);
  /// In primary care, from recognition to the decision to refer; drawn at onset.
  Duration decide_in() const { return decide_in_; }
  void recognised(Time now);
  /// The hospital she lies in decides that it treats her; after a birth there she has a bed.
  void stay_in_hospital(Time now, bool own_bed);

  /// Her present step would end by itself then.
  void expect(Time until) { until_ = until; }
  Time until() const { return until_; }

  // On the road.
  /// A vehicle is looked for: she can leave from `ready` on, and does with public transport at `departs`.
  void seek_vehicle(Time now, Time ready, Time departs);
  Time ready() const { return ready_; }
  Time departs() const { return departs_; }
  void join_line_for_ambulance() { waits_for_ambulance_ = true; }
  void leave_line_for_ambulance() { waits_for_ambulance_ = false; }
  bool waits_for_ambulance() const { return waits_for_ambulance_; }
  /// An ambulance is hers, of this catchment's puskesmas, and stands at her door from then on.
  void get_ambulance(CatchmentId of, Time at_door);
  CatchmentId ambulance_of() const { return ambulance_of_; }
  Time at_door() const { return at_door_; }
  void leave_ambulance() { in_ambulance_ = false; }
  bool in_ambulance() const { return in_ambulance_; }
  /// The vehicle stands ready while no hospital has accepted her.
  void wait_for_acceptance(Time now) { begin(Step::accept, now); }
  void leave_for_puskesmas(Time now);
  void leave_for_hospital(HospitalId hospital, Time now);
  void reach_puskesmas(Time now);

  // Until a hospital accepts her.
  /// Hospitals are asked, from the nearest on.
  void refer(Time now);
  /// The hospital is told that she comes; under an agreement the blood centre too.
  void announce(Time now, bool blood_centre);
  bool announced() const { return announced_; }
  bool notified() const { return notified_; }
  Time announced_at() const { return announced_at_; }
  void send_courier() { couriered_ = true; }
  bool couriered() const { return couriered_; }
  /// Hospitals asked so far; the nearest is 0.
  std::uint16_t attempt() const { return attempt_; }
  void ask_next() { ++attempt_; }
  void ask_nearest() { attempt_ = 0; }
  void accept_in(HospitalId hospital, bool with_bed);
  bool accepted() const { return accepted_; }
  /// The calls of the puskesmas last until then.
  void call_until(Time at) { called_until_ = at; }
  Time called_until() const { return called_until_; }
  /// She is refused at the door, and asks for the next one's.
  void turn_away(Time now);

  // From hospital to hospital.
  /// The hospital, which lacks this, looks at her before it sends her on.
  void look(Lack lack, Time now);
  Lack lack() const { return lack_; }
  /// The hospital sends her on to another that has accepted her, and has a bed for her or not.
  void send_on(HospitalId next, bool with_bed);
  /// No other hospital takes her: this one does.
  void keep() { stage_ = Stage::corridor; }
  /// She leaves for the hospital that she is sent on to.
  void leave_for_next();
  /// Hospitals that have sent her on.
  std::size_t sent_on() const { return been_in_.size(); }
  bool sent_on_by(HospitalId hospital) const;
  /// The last that has.
  HospitalId sent_on_from() const { return been_in_.back(); }

  // In hospital.
  void arrive(Time now);
  Time arrived() const { return arrived_; }
  /// The age of her clock when she came to the first hospital; negative where she came to none.
  Duration age_on_arrival() const { return age_on_arrival_; }
  void receive() { stage_ = Stage::corridor; }
  bool has_bed() const { return in_bed_ || own_bed_; }
  /// Whether she holds one that others may get; not the one she gave birth in.
  bool in_bed() const { return in_bed_; }
  void get_bed();
  void wait_for_bed(Time now);
  bool waits_for_bed() const { return waits_for_bed_; }
  void begin_care(Time now);
  void wait_for_team() { waits_for_team_ = true; }
  bool waits_for_team() const { return waits_for_team_; }
  /// A team is hers: `theatre` of the time until surgery is the theatre's, and it takes `operation`.
  void get_team(Duration theatre, Duration operation);
  bool holds_team() const { return holds_team_; }
  Duration operation() const { return operation_; }
  void surgery_ready(Time now);
  bool surgery_stands_ready() const { return surgery_ready_; }
  Time surgery_at() const { return surgery_at_; }
  /// Surgery waits for a first unit of blood.
  void wait_for_blood() { surgery_waits_ = true; }
  bool surgery_waits() const { return surgery_waits_; }
  void operate();
  bool operated() const { return surgery_done_; }
  /// Definitive care: her present step ends.
  void end_step(Time now) { begin(steps_.present(), now); }

  /// The case is over. All else stands until the slot is another woman's.
  void close() { onset_.woman = {}; }

 private:
  void begin(Step next, Time now);

  Onset onset_;
  BloodNeed blood_;
  LethalClock clock_;
  Steps steps_;
  Timers timers_;
  double aid_ = 1;  ///< stretch of the first aid she has had
  Duration decide_in_{}, theatre_{}, operation_{}, age_on_arrival_{-1};
  Time ready_{}, departs_{}, at_door_{}, arrived_{}, announced_at_{}, surgery_at_{}, called_until_{},
      until_{};
  HospitalId hospital_;
  CatchmentId ambulance_of_;
  boost::container::static_vector<HospitalId, most_onward> been_in_;  ///< hospitals that have sent her on
  std::uint16_t attempt_ = 0;
  Stage stage_{};
  Lack lack_{};
  Place place_{};
  bool surgery_ready_ = false, surgery_done_ = false, surgery_waits_ = false, in_bed_ = false,
       own_bed_ = false, holds_team_ = false, waits_for_bed_ = false, waits_for_team_ = false,
       in_ambulance_ = false, waits_for_ambulance_ = false, announced_ = false, notified_ = false,
       couriered_ = false, accepted_ = false, given_ = false, spared_ = false, assisted_ = false;
};

}  // namespace darah
