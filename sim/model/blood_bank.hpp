#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "model/blood_stock.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
using Index = std::uint32_t;

struct BloodBankParameters {
  Duration review_at{}, lead{};
  double quantile = 0;
};

struct BloodBankPlan {
  BloodBankPlan() = default;
  explicit BloodBankPlan(const Model&);

  std::vector<std::vector<Index>> of_utd;  ///< blood centre -> hospitals (numbers) with a blood bank
  std::vector<std::array<int, groups>> order_up_to;    ///< hospital -> units; 0 without a blood bank
  std::vector<std::array<std::size_t, groups>> floor;  ///< hospital -> units that elective patients leave
};

/// Hospitals' blood banks (BDRS): a stock of red cells with a daily order-up-to review. Index h is a number
/// in Model::hospitals; hospitals without a blood bank have no stock.
struct BloodBank {
  using P = BloodBankParameters;
  enum class Kind : std::uint8_t { review, arrival, count };
  static constexpr std::array<std::string_view, 2> kind_names = {"blood_bank.review", "blood_bank.arrival"};
  enum class Measured : std::uint8_t { ordered, shipped, issued, stock_time };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"blood_bank.review_at", &P::review_at, "d", 0, 0.999, "8 h", Mark::assumption, Scope::world,
       "time of day of the daily review"},
      {"blood_bank.lead", &P::lead, "d", 0, 30, "4 h", Mark::assumption, Scope::world,
       "from order to arrival at the hospital"},
      {"blood_bank.quantile", &P::quantile, "fraction", 0, 0.9999, "0.95", Mark::assumption, Scope::policy,
       "order-up-to level of a group: this Poisson quantile of demand over a review period and the lead "
       "time"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"bank_ordered", "units", {"utd", "month"}, "red-cell units ordered by blood banks"},
      {"bank_shipped", "units", {"utd", "month"}, "red-cell units shipped to blood banks", "bank_ordered"},
      {"bank_issued", "units", {"utd", "month"}, "units issued out of blood banks", "units_issued"},
      {"bank_stock_time", "unit us", {"utd", "month"}, "time-integral of the blood banks' stock"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&) {}
  void handle(World&, const Model&, Kind, const Event&);
  void settle_all(World&, const Model&);

  /// As BloodCentre::take, out of the hospital's own stock; only red cells are ever there.
  int take(World&, const Model&, Index hospital, Product, Group recipient, int n, Urgency, StaticUnits& out);
  /// An unused unit comes back to the hospital's stock; requires a blood bank.
  void give_back(World&, const Model&, Index hospital, const Unit&);
  bool has_stock(const Model&, Index hospital) const;
  /// Units on the shelves of the blood banks a blood centre supplies.
  std::int64_t free_units(const Model&, Index utd, Product) const;
  /// Units on the road to them.
  std::int64_t in_transit(Index utd, Product) const;

 private:
  struct Shipped {
    Unit unit{};
    Index hospital = 0;
    Time due{};
  };
  void review(World&, const Model&, Index utd);
  void arrive(World&, const Model&, Index utd);
  void put(World&, const Model&, Index hospital, const Unit&);
  void settle(World&, const Model&, Index hospital, Group);
  void leave(const Model&, Index utd, Time at);
  Shelf& shelf(Index hospital, Group g) { return shelves_[hospital * groups + index_of(g)]; }

  std::vector<Shelf> shelves_;             // hospital x group
  std::vector<int> coming_;                // hospital x group: units in transit
  std::vector<Fifo<Shipped>> road_;        // utd
  std::vector<std::uint64_t> stock_time_;  // utd: as in BloodCentre
};

}  // namespace darah
