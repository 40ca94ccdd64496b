#pragma once

#include "model/blood/blood_stock.hpp"
#include "model/mother/case.hpp"
#include "model/world/services.hpp"

namespace darah {

class Model;

/// Takes units for a mother, hers from then on: the only way in which emergencies draw on a stock. Each
/// function returns how many it appended to what is held for her.
class MotherStock {
 public:
  using Stocks = With<Agreement, BloodBank, BloodCentre, Kept, Pregnancy>;
  MotherStock(Stocks stocks, const Model& model) : w_(stocks), m_(model) {}

  int from_kept(Case&);
  int from_hospital(Case&, Needed);
  int from_own_utd(Case&, Needed);
  int from_other_utd(Case&, Needed, UtdId utd);

 private:
  Ask ask(const Case&, Needed) const;

  Stocks w_;
  const Model& m_;
};

}  // namespace darah
