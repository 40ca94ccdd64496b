#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/mother/blood_need.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Case;
class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Demand;
struct Donor;
struct Emergency;
struct Hospital;
struct Kept;
struct Pregnancy;
struct Probe;
struct Programme;
struct Transport;
struct Way;

struct MotherBloodParameters {
  Duration crossmatch{}, from_utd{}, courier_saves{}, replacement{};
  double crossmatch_sigma = 0, utd_sigma = 0, replacement_sigma = 0, replacement_found = 0, list_factor = 0;
  double family_roads = 0, courier_roads = 0;
  Length least_road{};
};

/// Where a mother's blood comes from: units kept for her, her hospital's, its blood centre's, other blood
/// centres', donors whom her family finds.
struct MotherBlood {
  template <class T>
  struct Named {
    T mother_blood;
  };
  template <class W>
  struct Called {
    decltype(auto) mother_blood() const {
      return static_cast<const W&>(*this).template component<MotherBlood>();
    }
  };
  using P = MotherBloodParameters;
  enum class Kind : std::uint8_t { arrival, stock, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"mother_blood.arrival", "mother_blood.stock"}};
  enum class Measured : std::uint8_t { blood_units, replacement_searches, count };

  static std::span<const Parameter<MotherBloodParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(Services, const Model&);
  void handle(With<Agreement, BloodBank, BloodCentre, Demand, Donor, Emergency, Hospital, Kept, MotherBlood,
                   Pregnancy, Probe, Programme, Transport, Way>,
              const Model&, Kind, const Event&);

  /// Blood for her is asked for: what there is, from the nearest on, and donors where it does not suffice.
  void request(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe, Programme>, const Model&,
               Case&, CaseId slot);
  /// She has come to the hospital where blood was asked for before: the crossmatch waits for her sample.
  void meet(Services, const Model&, Case&, CaseId slot);
  /// Blood came into stock at a blood centre or one of its blood banks: mothers who lack it are served, in an
  /// event of this instant.
  void stock_arrived(Services, UtdId utd) const;
  /// She is sent on to a hospital elsewhere: what is held for her and not given goes back, and nobody looks
  /// for donors any more.
  void let_go(With<BloodCentre, MotherBlood, Probe>, const Model&, Case&, CaseId slot);
  /// The case is over: units still on the road are given to her when they come, or go back with the life
  /// they have left.
  void leave(With<BloodCentre, MotherBlood>, const Model&, Case&, CaseId slot, bool alive);

 private:
  void arrive(With<Agreement, BloodCentre, Donor, Pregnancy, Programme>, const Model&, Case&, CaseId slot);
  void take_from_stock(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe>, const Model&, Case&);
  void ask_other_utds(With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe>, const Model&, Case&);
  void serve_line(With<Agreement, BloodBank, BloodCentre, Emergency, Kept, Pregnancy, Probe>, const Model&,
                  UtdId utd);
  void search_donors(With<Agreement, Pregnancy, Programme>, const Model&, Case&);
  void end_search(With<Agreement, BloodCentre, Donor, Pregnancy, Programme>, const Model&, Case&);
  static void next_arrival(Services, Case&, CaseId slot);
  static void promise(Services, Case&, Needed, BloodSource, std::int32_t n, Time at);
  static void give(With<BloodCentre>, const Model&, Case&, Needed, std::int32_t n);

  Table<UtdId, Roomy<CaseId>> line_;  ///< blood centre -> cases that lack blood, first come
};

}  // namespace darah
