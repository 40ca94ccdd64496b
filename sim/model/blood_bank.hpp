#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/scheduler.hpp"
#include "model/blood_stock.hpp"
#include "model/labels.hpp"
#include "model/presence.hpp"

namespace darah {

class Model;
class World;
using Index = std::uint32_t;

struct BloodBankParameters {
  Choice review{}, rule{};
  Duration review_at{}, review_every{}, lead{}, return_below{}, return_least{};
  double quantile = 0;
  std::vector<std::int64_t> group_level, weekday_level, group_reorder, weekday_reorder;
  std::vector<double> arrival_weight, arrival_slope;
  std::vector<Money> price;
  // order table
  std::vector<std::string> table_stock;
  std::vector<Choice> table_weekday;
  std::vector<std::int64_t> table_order;
};

/// Units by whole days of life left, from one day on; the last are those without a unit beyond.
using StockByLife = std::vector<std::int64_t>;
/// Reads "0 3 2": whole numbers between blanks. Empty if it is anything else.
StockByLife stock_by_life(const std::string& text);
/// As the rule sees it: without the zeros at its end.
StockByLife trimmed(StockByLife stock);

struct BloodBankPlan {
  BloodBankPlan() = default;
  explicit BloodBankPlan(const Model&);

  using Levels = std::array<std::array<int, groups>, weekday_labels.size()>;
  std::vector<std::vector<Index>> of_utd;  ///< blood centre or supplier -> hospitals with a blood bank
  std::vector<Levels> order_up_to;         ///< hospital -> units by weekday and group; 0 without a blood bank
  std::vector<Levels> reorder_point;       ///< the same: orders at or below it
  std::vector<std::array<double, groups>> a_day;       ///< hospital -> units asked for, mean
  std::vector<std::array<std::size_t, groups>> floor;  ///< hospital -> units that elective patients leave
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
  using P = BloodBankParameters;
  enum class Kind : std::uint8_t { close, review, arrival, look, expiry, count };
  static constexpr std::array<std::string_view, 5> kind_names = {
      "blood_bank.close", "blood_bank.review", "blood_bank.arrival", "blood_bank.look", "blood_bank.expiry"};
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
    money
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"blood_bank.review", &P::review, "", 0, 0, "periodic", Mark::assumption, Scope::world,
       "when a blood bank looks at its stock: at set times, or whenever a unit leaves or expires",
       review_labels},
      {"blood_bank.review_at", &P::review_at, "d", 0, 0.999, "8 h", Mark::assumption, Scope::world,
       "time of day of the periodic review"},
      {"blood_bank.review_every", &P::review_every, "d", 1, 60, "1 d", Mark::assumption, Scope::world,
       "whole days between periodic reviews"},
      {"blood_bank.lead", &P::lead, "d", 0, 30, "4 h", Mark::assumption, Scope::world,
       "from order to arrival at the hospital; 0: at the review, before what is asked for after it"},
      {"blood_bank.rule", &P::rule, "", 0, 0, "order_up_to", Mark::assumption, Scope::policy,
       "order_up_to: up to the level S, stock on the road counted; reorder_point: the same, once stock is at "
       "or "
       "below s; waste_conscious: nothing from S on, below it up to S and what expires before the next "
       "review beyond "
       "mean demand until then, to the nearest unit (Hendrix et al. 2019); table: as the order table says, "
       "up to S "
       "for a stock not in it",
       order_rule_labels},
      {"blood_bank.quantile", &P::quantile, "fraction", 0, 0.9999, "0.95", Mark::assumption, Scope::policy,
       "S of a group: this Poisson quantile of demand over a review period and the lead time (0: none) ..."},
      {"blood_bank.{group}.order_up_to", &P::group_level, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "... plus these, for a group ..."},
      {"blood_bank.{weekday}.order_up_to_shift", &P::weekday_level, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "... plus these, for a review on this day of the week; not below 0"},
      {"blood_bank.{group}.reorder_point", &P::group_reorder, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "s of a group (rule reorder_point) ..."},
      {"blood_bank.{weekday}.reorder_point_shift", &P::weekday_reorder, "units", -1000, 1000, "0",
       Mark::setting, Scope::policy, "... plus these, for a review on this day of the week"},
      {"blood_bank.{life}.arrival_weight", &P::arrival_weight, "1", 0, 1e9, "0", Mark::setting, Scope::world,
       "odds that a supplier's unit, each drawn for itself, arrives with this many days of life; all 0: with "
       "its "
       "whole life"},
      {"blood_bank.{life}.arrival_slope", &P::arrival_slope, "1", -10, 10, "0", Mark::setting, Scope::world,
       "the odds are times exp(slope x units ordered): larger orders may be older (Mirjalili 2022)"},
      {"blood_bank.return_below", &P::return_below, "d", 0, 365, "0 d", Mark::assumption, Scope::policy,
       "at a periodic review, units with less life left than this go back to the blood centre (0: none) ..."},
      {"blood_bank.return_least", &P::return_least, "d", 0, 365, "0 d", Mark::assumption, Scope::policy,
       "... if they have at least this much left"},
      {"blood_bank.{bank_cost}.price", &P::price, "IDR", 0, 1e9, "0 IDR", Mark::assumption, Scope::policy,
       "what a unit ordered, an order, a unit short, a unit expired, a unit held at the close of a day costs "
       "the "
       "hospital"},
      {"order.{order}.stock", &P::table_stock, "", 0, 0, "", Mark::setting, Scope::world,
       "a group's stock at review: units with 1, 2, ... days of life left, such as \"0 3 2\"; zeros at the "
       "end do "
       "not matter, \"0\" is an empty shelf"},
      {"order.{order}.weekday", &P::table_weekday, "", 0, 0, "every", Mark::setting, Scope::policy,
       "day of the week the row is for, before one for every day", table_day_labels},
      {"order.{order}.units", &P::table_order, "units", 0, 1000, "", Mark::setting, Scope::policy,
       "units ordered then"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"bank_ordered", "units", {"utd", "month"}, "red-cell units ordered by blood banks"},
      {"bank_orders", "orders", {"utd", "month"}, "orders of a group placed by blood banks"},
      {"bank_shipped", "units", {"utd", "month"}, "red-cell units shipped to blood banks", "bank_ordered"},
      {"bank_issued", "units", {"utd", "month"}, "units issued out of blood banks", "units_issued"},
      {"bank_returned",
       "units",
       {"utd", "month"},
       "units blood banks sent back to their blood centre",
       "bank_shipped"},
      {"bank_expired", "units", {"utd", "month"}, "units that expired in blood banks", "bank_shipped"},
      {"bank_short",
       "units",
       {"utd", "month"},
       "units asked for at hospitals with a blood bank whose request lapsed"},
      {"bank_held",
       "units",
       {"utd", "month"},
       "units in blood banks at the close of a day, summed over days"},
      {"bank_stock_time", "unit us", {"utd", "month"}, "time-integral of the blood banks' stock"},
      {"bank_money", "IDR", {"utd", "month", "bank_cost"}, "what blood banks' stocks cost, by line"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&);
  void handle(World&, const Model&, Kind, const Event&);
  void settle_all(World&, const Model&);

  /// As BloodCentre::take, out of the hospital's own stock; only red cells are ever there.
  int take(World&, const Model&, Index hospital, const Ask&, StaticUnits& out);
  /// An unused unit comes back to the hospital's stock; requires a blood bank.
  void give_back(World&, const Model&, Index hospital, const Unit&);
  /// Under continuous review: a blood centre has new units, so its hospitals look again at what they lack.
  void units_came(World&, const Model&, Index utd);
  /// Units that a hospital's patients asked for in vain.
  void book_short(World&, const Model&, Index hospital, Time at, int units) const;
  bool has_stock(const Model&, Index hospital) const;
  /// Units on the shelves of the blood banks a blood centre supplies.
  std::int64_t free_units(const Model&, Index utd, Product) const;
  /// Units on the shelves of all blood banks.
  std::int64_t stock(Time now) const;
  /// Units on the road to them, or back.
  std::int64_t in_transit(Index utd, Product) const;

 private:
  struct Shipped {
    Unit unit{};
    Index hospital = 0;  ///< Element::none: back to the blood centre
    Time due{};
  };
  void close(World&, const Model&, Index utd);
  void review(World&, const Model&, Index utd);
  void review_group(World&, const Model&, Index hospital, Group);
  int wanted(World&, const Model&, Index hospital, Group);
  int ship(World&, const Model&, Index hospital, Group, int order, Time due);
  int supply(World&, const Model&, Index hospital, Group, int order, Time due);
  void send_back(World&, const Model&, Index hospital, Group, Time due);
  void arrive(World&, const Model&, Index utd);
  void put(World&, const Model&, Index hospital, const Unit&);
  void settle(World&, const Model&, Index hospital, Group);
  void leave(const Model&, Index utd, Time at);
  void look_soon(World&, const Model&, Index hospital);
  void watch_expiry(World&, const Model&, Index hospital, Group);
  void pay(World&, const Model&, Index utd, Time at, std::size_t line, std::int64_t units) const;
  Shelf& shelf(Index hospital, Group g) { return shelves_[hospital * groups + index_of(g)]; }

  std::vector<Shelf> shelves_;         // hospital x group
  std::vector<int> coming_;            // hospital x group: units in transit
  std::vector<Fifo<Shipped>> road_;    // utd: by due time, as all take the same lead
  std::vector<Presence> stock_time_;   // utd
  std::vector<Timer> expiry_;          // hospital x group: the next unit's, where review is continuous
  std::vector<bool> looking_;          // hospital: an event to look at the stock is on its way
  std::vector<Time> supplied_;         // hospital: when it last ordered from a supplier,
  std::vector<std::uint32_t> orders_;  // and how often at that instant
};

}  // namespace darah
