#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/scheduler.hpp"
#include "model/blood/blood_bank_labels.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/place/calendar_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/presence.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct BloodCentre;
struct MotherBlood;
struct Parameters;
struct Demand;

struct BloodBankParameters {
  Choice review{}, rule{};
  Duration review_at{}, review_every{}, lead{}, return_below{}, return_least{};
  double quantile = 0;
  std::vector<std::int64_t> group_level, weekday_level, group_reorder, weekday_reorder;
  std::vector<double> arrival_weight, arrival_slope;
  std::vector<Money> price;
  // Columns of the table of orders.
  std::vector<std::string> table_stock;
  std::vector<Choice> table_weekday;
  std::vector<std::int64_t> table_order;
};

/// Units by whole days of life left, from one day on; the last are those without a unit beyond.
using StockByLife = std::vector<std::int64_t>;
/// Reads "0 3 2": whole numbers between blanks. Empty if it is anything else.
StockByLife stock_by_life(const std::string& text);
/// A stock as the order rule sees it: without the zeros at its end.
StockByLife trimmed(StockByLife stock);

struct BloodBankPlan {
  BloodBankPlan() = default;
  explicit BloodBankPlan(const Model&);

  using Levels = EnumArray<Weekday, EnumArray<Group, int>>;
  Table<UtdId, std::vector<HospitalId>> of_utd;  ///< blood centre or supplier -> hospitals with a blood bank
  Table<HospitalId, Levels> order_up_to;  ///< hospital -> units by weekday and group; 0 without a blood bank
  /// Hospital -> units by weekday and group, at or below which it orders.
  Table<HospitalId, Levels> reorder_point;
  Table<HospitalId, EnumArray<Group, double>> a_day;       ///< hospital -> units asked for, mean
  Table<HospitalId, EnumArray<Group, std::size_t>> floor;  ///< hospital -> units that elective patients leave
  struct TableRow {
    StockByLife stock;    ///< without zeros at the end
    std::size_t day = 0;  ///< place in table_day_labels: 0 on every day
    int order = 0;
    friend auto operator<=>(const TableRow&, const TableRow&) = default;
  };
  std::vector<TableRow> table;  ///< sorted; orders of the table rule
  /// The table's order for a stock on a day of the week (0 Monday), that day's own row first.
  std::optional<int> from_table(const StockByLife& stock, std::size_t weekday) const;
  bool fresh = true;  ///< a supplier's units come with their whole life
};

/// Hospitals' blood banks (BDRS): a stock of red cells, reviewed and filled up from a blood centre or a
/// supplier. Index h is a number in Model::hospitals; hospitals without a blood bank have no stock.
struct BloodBank {
  template <class T>
  struct Named {
    T blood_bank;
  };
  template <class W>
  struct Called {
    decltype(auto) blood_bank() const { return static_cast<const W&>(*this).template component<BloodBank>(); }
  };
  struct Planned {
    BloodBankPlan blood_bank_plan;
  };
  using PlanRestsOn = Demand;
  using P = BloodBankParameters;
  enum class Kind : std::uint8_t { close, review, arrival, look, expiry, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"blood_bank.close", "blood_bank.review",
                                                                 "blood_bank.arrival", "blood_bank.look",
                                                                 "blood_bank.expiry"}};
  enum class Measured : std::uint8_t {
    ordered,
    orders,
    shipped,
    issued,
    returned,
    expired,
    short_units,
    held,
    stock_time,
    money,
    count
  };

  static std::span<const Parameter<BloodBankParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void start(With<BloodCentre>, const Model&);
  void start_policy(Services, const Model&);
  void handle(With<BloodCentre, Demand, MotherBlood>, const Model&, Kind, const Event&);
  void settle_all(With<BloodCentre>, const Model&);

  /// Takes units as BloodCentre::take does, out of the hospital's own stock; only red cells are ever there.
  int take(With<BloodCentre>, const Model&, HospitalId hospital, const Ask&, StaticUnits& out);
  /// Units of a group that take() would give to this request now. Changes nothing, lazy expiry included.
  int would_take(const Model&, Time now, HospitalId hospital, const Ask&, Group) const;
  /// An unused unit comes back to the hospital's stock; requires a blood bank.
  void give_back(With<BloodCentre, MotherBlood>, const Model&, HospitalId hospital, const Unit&);
  /// Under continuous review: a blood centre has new units, so its hospitals look again at what they lack.
  void units_came(Services, const Model&, UtdId utd);
  /// Units that a hospital's patients asked for in vain.
  void book_short(Services, const Model&, HospitalId hospital, Time at, int units) const;
  bool has_stock(const Model&, HospitalId hospital) const;
  /// Units on the shelves of the blood banks a blood centre supplies.
  std::int64_t free_units(const Model&, UtdId utd, Product) const;
  /// Units on the shelves of all blood banks.
  std::int64_t stock(Time now) const;
  /// Units on the road to them, or back.
  std::int64_t in_transit(UtdId utd, Product) const;

 private:
  struct Shipped {
    Unit unit{};
    HospitalId hospital;  ///< none: back to the blood centre
    Time due{};
  };
  void close(With<BloodCentre>, const Model&, UtdId utd);
  void review(With<BloodCentre>, const Model&, UtdId utd);
  void review_group(With<BloodCentre>, const Model&, HospitalId hospital, Group);
  int wanted(Services, const Model&, HospitalId hospital, Group);
  int ship(With<BloodCentre>, const Model&, HospitalId hospital, Group, int order, Time due);
  int supply(With<BloodCentre>, const Model&, HospitalId hospital, Group, int order, Time due);
  void send_back(With<BloodCentre>, const Model&, HospitalId hospital, Group, Time due);
  void arrive(With<BloodCentre, Demand, MotherBlood>, const Model&, UtdId utd);
  void put(Services, const Model&, HospitalId hospital, const Unit&);
  void settle(With<BloodCentre>, const Model&, HospitalId hospital, Group);
  void leave(const Model&, UtdId utd, Time at);
  void look_soon(Services, const Model&, HospitalId hospital);
  void watch_expiry(Services, const Model&, HospitalId hospital, Group);
  void pay(Services, const Model&, UtdId utd, Time at, BankCost line, std::int64_t units) const;
  static std::size_t cell(HospitalId hospital, Group g) { return hospital.index() * groups + index_of(g); }
  Shelf& shelf(HospitalId hospital, Group g) { return shelves_[cell(hospital, g)]; }
  const Shelf& shelf(HospitalId hospital, Group g) const { return shelves_[cell(hospital, g)]; }
  /// Units of a group that a request leaves in a hospital's stock.
  static std::size_t kept_from(const Model&, HospitalId hospital, const Ask&, Group);

  std::vector<Shelf> shelves_;         // hospital x group
  std::vector<int> coming_;            // hospital x group: units in transit
  Table<UtdId, Fifo<Shipped>> road_;   // utd: by due time, as all take the same lead
  Table<UtdId, Presence> stock_time_;  // utd
  std::vector<Timer> expiry_;          // hospital x group: the next unit's, where review is continuous
  Table<HospitalId, bool> looking_;    // hospital: an event to look at the stock is on its way
  std::vector<Time> supplied_;         // hospital x group: when it was last ordered from a supplier
  std::vector<std::uint32_t>
      orders_;  // hospital x group: orders from a supplier before the last, at its instant
};

}  // namespace darah
