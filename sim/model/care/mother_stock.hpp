#pragma once

#include "model/blood/blood_stock.hpp"
#include "model/mother/case.hpp"

namespace darah {

class Model;
template <class... C>
class With;
struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Kept;
struct Pregnancy;
struct Probe;

/// Takes units for a mother, hers from then on: the only way in which emergencies draw on a stock. Each
/// from-function returns how many it appended to what is held for her.
struct MotherStock {
  using Stocks = With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy, Probe>;

  static int from_kept(Stocks, const Model&, Case&);
  static int from_hospital(Stocks, const Model&, Case&, Needed);
  static int from_own_utd(Stocks, const Model&, Case&, Needed);
  /// Whether this hospital and its blood centre have the red cells still missing of what care takes.
  static bool would_do(Stocks, const Model&, const Case&, HospitalId hospital);
  static int from_other_utd(Stocks, const Model&, Case&, Needed, UtdId utd);
};

}  // namespace darah
