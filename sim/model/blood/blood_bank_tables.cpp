#include <set>
#include <string>
#include <utility>

#include "model/blood/blood_bank.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

void order_table_agrees(const Parameters& parameters, double life, Claims& claim) {
  const BloodBankParameters& p = parameters.blood_bank;
  std::set<std::pair<StockByLife, Choice>> stocks;
  for (std::size_t i = 0; i < parameters.orders.size(); ++i) {
    const std::string key = "order." + parameters.orders[i] + ".stock", text = "\"" + p.table_stock[i] + "\"";
    StockByLife stock = stock_by_life(p.table_stock[i]);
    claim(!stock.empty(), key, text + " is not whole numbers with blanks between");
    if (stock.empty()) continue;
    stock = trimmed(std::move(stock));
    claim(static_cast<double>(stock.size()) < life + 1, key,
          text + " has units with more days than red cells live (blood_centre.prc.shelf_life)");
    claim(stocks.insert({stock, p.table_weekday[i]}).second, key, "this stock stands in the table twice");
  }
}

}  // namespace

std::span<const Parameter<BloodBankParameters>> BloodBank::parameters() {
  using P = BloodBankParameters;
  static constexpr auto rows = std::to_array<Parameter<BloodBankParameters>>({
      {"blood_bank.review", &P::review, "", 0, 0, "periodic", Mark::assumption, Scope::world,
       "when a blood bank looks at its stock: at set times, or whenever a unit leaves or expires",
       review_labels},
      {"blood_bank.review_at", &P::review_at, "d", 0, 0.999, "8 h", Mark::assumption, Scope::world,
       "time of day of the periodic review"},
      {"blood_bank.review_every", &P::review_every, "d", 1, 60, "1 d", Mark::assumption, Scope::world,
       "whole days between periodic reviews"},
      {"blood_bank.lead", &P::lead, "d", 0, 30, "4 h", Mark::assumption, Scope::world,
       "time from order to arrival at the hospital; 0: units arrive at the review, before anything later "
       "is asked for"},
      {"blood_bank.rule", &P::rule, "", 0, 0, "order_up_to", Mark::assumption, Scope::policy,
       "how much of a group a review orders; order_up_to: up to the level S, stock on the road counted; "
       "reorder_point: up to S once stock is at or below s; waste_conscious: nothing from S on, below it "
       "up to S and what expires before the next review beyond mean demand until then, to the nearest "
       "unit (Hendrix et al. 2019); table: as the order table says, up to S for a stock not in it",
       order_rule_labels},
      {"blood_bank.quantile", &P::quantile, "fraction", 0, 0.9999, "0.95", Mark::assumption, Scope::policy,
       "level S of a group before shifts: this quantile of Poisson demand over a review period and the "
       "lead time (0: none)"},
      {"blood_bank.{group}.order_up_to", &P::group_level, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "units added to the level S of a group"},
      {"blood_bank.{weekday}.order_up_to_shift", &P::weekday_level, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "units added to the level S in a review on this day of the week; S is never below 0"},
      {"blood_bank.{group}.reorder_point", &P::group_reorder, "units", -1000, 1000, "0", Mark::setting,
       Scope::policy, "reorder point s of a group (rule reorder_point)"},
      {"blood_bank.{weekday}.reorder_point_shift", &P::weekday_reorder, "units", -1000, 1000, "0",
       Mark::setting, Scope::policy,
       "units added to the reorder point s in a review on this day of the week"},
      {"blood_bank.{life}.arrival_weight", &P::arrival_weight, "1", 0, 1e9, "0", Mark::setting, Scope::world,
       "odds that a supplier's unit, each drawn for itself, arrives with this many days of life; all 0: "
       "with its whole life"},
      {"blood_bank.{life}.arrival_slope", &P::arrival_slope, "1", -10, 10, "0", Mark::setting, Scope::world,
       "factor exp(slope x units ordered) on the odds that a unit arrives with this many days of life: "
       "larger orders may be older (Mirjalili 2022)"},
      {"blood_bank.return_below", &P::return_below, "d", 0, 365, "0 d", Mark::assumption, Scope::policy,
       "units with less life left than this go back to the blood centre at a periodic review (0: none), "
       "if they have at least `blood_bank.return_least` left"},
      {"blood_bank.return_least", &P::return_least, "d", 0, 365, "0 d", Mark::assumption, Scope::policy,
       "least life left of a unit that goes back to the blood centre at a periodic review"},
      {"blood_bank.{bank_cost}.price", &P::price, "IDR", 0, 1e9, "0 IDR", Mark::assumption, Scope::policy,
       "what a unit ordered, an order, a unit short, a unit expired, a unit held at the close of a day "
       "costs the hospital"},
      {"order.{order}.stock", &P::table_stock, "", 0, 0, "", Mark::setting, Scope::world,
       "a group's stock at review: units with 1, 2, ... days of life left, such as \"0 3 2\"; zeros at "
       "the end do not matter, \"0\" is an empty shelf"},
      {"order.{order}.weekday", &P::table_weekday, "", 0, 0, "every", Mark::setting, Scope::policy,
       "day of the week on which a row of the order table holds; a row for one day goes before one for "
       "every day",
       table_day_labels},
      {"order.{order}.units", &P::table_order, "units", 0, 1000, "", Mark::setting, Scope::policy,
       "units ordered of a group with this stock on this day of the week"},
  });
  return rows;
}

const EnumArray<BloodBank::Measured, Measure>& BloodBank::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
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
      {"bank_money", "IDR", {"utd", "month", "bank_cost"}, "cost of blood banks' stocks, by line"},
  }};
  return rows;
}

void BloodBank::contradictions(const Parameters& parameters, Claims& claim) {
  const BloodBankParameters& p = parameters.blood_bank;
  const double life = parameters.blood_centre.shelf_life[index_of(Product::prc)].as_days();
  order_table_agrees(parameters, life, claim);
  claim(p.rule.index != index_of(OrderRule::table) || !parameters.orders.empty(), "blood_bank.rule",
        "there is no order table: name its file with tables.orders");
  for (std::size_t i = 0; i < p.arrival_weight.size(); ++i) {
    claim(p.arrival_weight[i] == 0 || static_cast<double>(i + 1) <= life,
          "blood_bank." + std::string(life_labels[i]) + ".arrival_weight",
          "longer than red cells live (blood_centre.prc.shelf_life)");
  }
  claim(p.review_every.us % Model::day_us == 0, "blood_bank.review_every", "it must be whole days");
  claim(p.return_least < p.return_below || p.return_below.us == 0, "blood_bank.return_least",
        "no unit has this much life and less than blood_bank.return_below");
}

}  // namespace darah
