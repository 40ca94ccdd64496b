#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "model/care/hospital_labels.hpp"
#include "model/care/spread_labels.hpp"
#include "model/mother/around_her.hpp"
#include "model/mother/case.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/place_labels.hpp"

namespace darah {

class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct BloodCentre;
struct Emergency;
struct Hospital;
struct MotherBlood;
struct Pregnancy;
struct Probe;
struct Programme;
struct Transport;
struct Woman;

struct WayParameters {
  Duration decision{}, recognise_primary{}, decide_primary{}, recognise_hospital{};
  double decision_sigma = 0, facility_sigma = 0;
  double dukun = 0, night = 0, plan = 0, insured = 0, cash = 0, companion = 0;
  Choice spread{};
  double puskesmas_first = 0, poned_open = 0, puskesmas_open = 0, poned_team = 0, poned_sigma = 0,
         to_puskesmas_sigma = 0;
  Duration to_puskesmas{}, poned_stay{};
  double refusal_insured = 0, refusal_other = 0, call_sigma = 0;
  double team_called_in = 0, team_called_in_desk = 0;
  Duration call{}, triage{}, insist{}, stay_primary{};
  double midwife_called = 0;
  Duration midwife_comes{}, midwife_stays{};
  Money night_price{}, poned_team_price{};
  bool team_called_in_hospital = false;
  Length reach{};
  std::int64_t most_hospitals = 0, most_onward = 0;
  std::vector<double> onward;
  Duration first_look{}, wait_onward{};
};

struct WayPlan {
  WayPlan() = default;
  explicit WayPlan(const Model&);
  /// Hospital that women are taken to first -> those that are asked for them, nearest first.
  Table<HospitalId, std::vector<HospitalId>> asked;
  /// Hospital -> those with PONEK that it may send women on to, nearest first.
  Table<HospitalId, std::vector<HospitalId>> onward;
  /// Part of her stay after a birth that a woman lies where she gave birth, by cause; what begins later
  /// begins at home. Such that `emergency.{cause}.away` of those that begin after a birth outside the home
  /// do.
  EnumArray<Cause, double> lies{};
};

/// The way of a woman in an emergency, from its onset to its end: decision, vehicle, road, a hospital that
/// accepts her, and there bed, team, theatre and blood as Hospital and MotherBlood give them.
struct Way {
  template <class T>
  struct Named {
    T way;
  };
  template <class W>
  struct Called {
    decltype(auto) way() const { return static_cast<const W&>(*this).template component<Way>(); }
  };
  struct Planned {
    WayPlan way_plan;
  };
  using P = WayParameters;
  enum class Kind : std::uint8_t { step, cut, midwife, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"way.step", "way.cut", "way.midwife"}};
  enum class Measured : std::uint8_t {
    referrals,
    refusals,
    announced,
    notified,
    onward,
    night_money,
    poned_money,
    count
  };

  static std::span<const Parameter<WayParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void handle(AroundHer, const Model&, Kind, const Event&);
  static void finish_measuring(Services, const Model&);  ///< the window closes: open nights are booked

  // What others' events bring to her.
  /// An emergency of which this much is known begins; returns the slot of the woman's case.
  CaseId fall_ill(With<Emergency, Pregnancy, Programme>, const Model&, const Case::Onset&);
  void ambulance_granted(With<Emergency>, CaseId slot);
  void bed_granted(AroundHer, const Model&, CaseId slot);
  void team_granted(With<Emergency, Hospital>, const Model&, CaseId slot);
  void blood_came(AroundHer, const Model&, CaseId slot);
  /// Her clock has run out.
  void die(AroundHer, const Model&, CaseId slot);
  /// Follow-up ends before care came: a death from here on is not a maternal one.
  void outlive(With<BloodCentre, Emergency, Hospital, MotherBlood, Pregnancy, Probe, Transport>, const Model&,
               CaseId slot);
  /// Whether a puskesmas takes women in now.
  static bool open(Services, const Model&, CatchmentId catchment);

 private:
  // In way.cpp: from the onset to the road.
  void begin(With<Emergency, Pregnancy, Programme>, const Model&, CaseId slot);
  static Place place_at_onset(Services, const Model&, const Case&, const Woman&, bool away);
  static double decision_factor(With<const Programme>, const Model&, const Case&, const Woman&,
                                bool companion);
  void step(AroundHer, const Model&, CaseId slot);
  void decided(AroundHer, const Model&, CaseId slot);
  void vehicle_came(With<Emergency, Programme, Transport>, const Model&, CaseId slot);
  void at_puskesmas(AroundHer, const Model&, CaseId slot);
  void call_midwife(Services, const Model&, Case&, CaseId slot, const Woman&);
  void midwife_came(With<Emergency>, const Model&, CaseId slot);
  /// From who attends her now. Returns whether that was definitive care: she gave birth with assistance, and
  /// needs no hospital.
  bool give_first_aid(With<Emergency>, const Model&, Case&, CaseId slot);
  void seek_vehicle(With<Emergency, Pregnancy, Programme, Transport>, const Model&, CaseId slot);
  void wait_for_vehicle(Services, Case&, CaseId slot);
  void depart(With<Emergency, Programme, Transport>, const Model&, CaseId slot);
  void wait(Services, Case&, CaseId slot, Duration);

  // In acceptance.cpp: until a hospital accepts her.
  static bool announce(With<const Agreement>, const Model&, Case&, bool desk, std::uint64_t occasion);
  static void book_announced(Services, const Case&);
  void refer(AroundHer, const Model&, CaseId slot);
  void ask_desk(With<Hospital, Pregnancy>, const Model&, Case&);
  void ask_by_telephone(With<Hospital, Pregnancy>, const Model&, Case&);
  void answer(With<Emergency, Hospital, Pregnancy, Programme, Transport>, const Model&, CaseId slot);
  void knock(With<Emergency, Hospital, Pregnancy>, const Model&, CaseId slot);
  void to_next_door(With<Emergency>, const Model&, CaseId slot);
  static bool prejudiced(With<const Pregnancy>, const Model&, const Case&, HospitalId hospital);
  static std::optional<Refusal> refusal(With<const Hospital, const Pregnancy>, const Model&, const Case&,
                                        HospitalId hospital);
  static std::span<const HospitalId> hospitals_for(const Model&, const Case&);
  static HospitalId choice(const Model&, const Case&);
  static Duration call(Services, const Model&, const Case&);
  static bool asks_no_more(Services, const Model&, const Case&);
  void accept_or_insist(With<Hospital, Pregnancy>, const Model&, Case&);
  void accept(With<Hospital>, Case&, HospitalId hospital, bool insisted);
  void refuse(Services, Case&, HospitalId hospital, Refusal);
  static void book_refusal(Services, const Case&, HospitalId hospital, Refusal);

  // In onward.cpp: from hospital to hospital.
  /// What her hospital lacks for which it sends her on, beside blood; nothing where it treats her.
  static std::optional<Lack> lacking(AroundHer, const Model&, const Case&);
  /// Whether it sends her on for want of blood, which has been asked for.
  static bool lacks_blood(AroundHer, const Model&, const Case&);
  static bool lacks(AroundHer, const Model&, const Case&, HospitalId hospital, Lack);
  static bool may_be_sent_on(AroundHer, const Model&, const Case&, Lack);
  static bool has_what_she_lacks(AroundHer, const Model&, const Case&, HospitalId hospital, Lack);
  void look_at(AroundHer, const Model&, CaseId slot, Lack);
  void looked_at(AroundHer, const Model&, CaseId slot);
  std::optional<HospitalId> ask_onward(AroundHer, const Model&, Case&);
  void send_on(AroundHer, const Model&, CaseId slot, HospitalId next);
  void leave_for_next(With<Emergency>, const Model&, CaseId slot);
  /// The road from one hospital to another; through the town where both stand at one spot.
  static Duration road_onward(const Model&, HospitalId from, HospitalId to);
  /// About how long the road is to where she is sent on to, who is looked at or waits for the vehicle.
  static Duration onward_to_go(const Model&, const Case&);

  // In course.cpp: in hospital, and how it ends.
  void arrive(With<Emergency, Pregnancy>, const Model&, CaseId slot);
  void receive(AroundHer, const Model&, CaseId slot);
  /// A bed for her, and care.
  void admit(AroundHer, const Model&, CaseId slot);
  void begin_care(AroundHer, const Model&, CaseId slot);
  void surgery_ready(AroundHer, const Model&, CaseId slot);
  void operate(AroundHer, const Model&, CaseId slot);
  void check_care(AroundHer, const Model&, CaseId slot);
  void treat(AroundHer, const Model&, CaseId slot);
  void leave(With<BloodCentre, Emergency, Hospital, MotherBlood, Pregnancy, Probe, Transport>, const Model&,
             CaseId slot, bool alive);
  /// What of her way to definitive care is still before her, but for steps of this delay: her present step's
  /// rest and the medians of those to come, with nothing full and blood in stock.
  static Duration to_go(const Model&, const Case&, Time now, Delay left_out);
  static EnumArray<Delay, double> risks_without(const Model&, const Case&, Time now, bool treated);
  void end_in_death(AroundHer, const Model&, CaseId slot, bool of_residual);
  /// A probe's emergency is over: what it came to is booked, and she is no more.
  void end_probe(AroundHer, const Model&, CaseId slot, bool treated);
};

}  // namespace darah
