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
class World;

struct MotherBloodParameters {
  Duration crossmatch{}, from_utd{}, courier_saves{}, replacement{};
  double crossmatch_sigma = 0, utd_sigma = 0, replacement_sigma = 0, replacement_found = 0, list_factor = 0;
};

/// Takes units for a mother, hers from then on: the only way in which emergencies draw on a stock. Each
/// function returns how many it appended to what is held for her.
class MotherStock {
 public:
  MotherStock(World& world, const Model& model) : w_(world), m_(model) {}

  int from_kept(Case&) const;
  int from_hospital(Case&, Needed) const;
  int from_own_utd(Case&, Needed) const;
  int from_other_utd(Case&, Needed, UtdId utd) const;

 private:
  Ask ask(const Case&, Needed) const;

  World& w_;
  const Model& m_;
};

/// Where a mother's blood comes from: units kept for her, her hospital's, its blood centre's, other blood
/// centres', donors whom her family finds.
struct MotherBlood {
  template <class T>
  struct Named {
    T mother_blood;
  };
  using P = MotherBloodParameters;
  enum class Kind : std::uint8_t { arrival, stock, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"mother_blood.arrival", "mother_blood.stock"}};
  enum class Measured : std::uint8_t { blood_units, replacement_searches, count };

  static std::span<const Parameter<MotherBloodParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(World&, const Model&);
  void handle(World&, const Model&, Kind, const Event&);

  /// Blood for her is asked for: what there is, from the nearest on, and donors where it does not suffice.
  void request(World&, const Model&, Case&, CaseId slot);
  /// She has come to the hospital where blood was asked for before: the crossmatch waits for her sample.
  void meet(World&, const Model&, Case&, CaseId slot);
  /// Blood came into stock at a blood centre or one of its blood banks: mothers who lack it are served, in an
  /// event of this instant.
  void stock_arrived(World&, UtdId utd) const;
  /// The case is over: units still on the road are given to her when they come, or go back with the life
  /// they have left.
  void leave(World&, const Model&, Case&, CaseId slot, bool alive);

 private:
  void arrive(World&, const Model&, Case&, CaseId slot);
  void take_from_stock(World&, const Model&, Case&);
  void ask_other_utds(World&, const Model&, Case&);
  void serve_line(World&, const Model&, UtdId utd);
  void search_donors(World&, const Model&, Case&);
  void end_search(World&, const Model&, Case&);
  static void next_arrival(World&, Case&, CaseId slot);
  static void promise(World&, Case&, Needed, BloodSource, std::int32_t n, Time at);
  static void give(World&, const Model&, Case&, Needed, std::int32_t n);

  Table<UtdId, Roomy<CaseId>> line_;  ///< blood centre -> cases that lack blood, first come
};

}  // namespace darah
