#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compare/sums.hpp"
#include "compare/told.hpp"
#include "core/statistics.hpp"

/// What arms cost, by who pays, and what a death averted costs.

namespace darah {

enum class Payer : std::uint8_t { district, hospitals, blood_centres, families, all, count };
inline constexpr EnumArray<Payer, std::string_view> payer_ids{
    {"district", "hospitals", "blood_centres", "families", "all_payers"}};
inline constexpr EnumArray<Payer, std::string_view> payer_labels{
    {"district", "hospitals", "blood centres", "families", "all payers"}};

/// A sum of money. Lines of one payer and label are added up; what a file lacks counts nothing.
struct CostLine {
  Payer payer;
  std::string_view id;         ///< for programs; "": a line for each label of the dimension that no other
                               ///< line names, which is its id too
  std::string_view label;      ///< for people
  std::string_view measure;    ///< IDR
  std::string_view only = {};  ///< "dimension=label"; where `label` is "", the dimension
  double sign = 1;
};

/// The cash transfer is paid by the district to families: for all payers together it costs nothing.
inline constexpr auto cost_lines = std::to_array<CostLine>({
    {Payer::district, "candidates", "candidates", "money", "cost=candidates"},
    {Payer::district, "calls", "calls", "money", "cost=calls"},
    {Payer::district, "couriers", "couriers", "money", "cost=couriers"},
    {Payer::district, "reviews", "reviews", "money", "cost=reviews"},
    {Payer::district, "referral_desks", "referral desks", "money", "cost=desks"},
    {Payer::district, "recruitment", "recruitment of donors", "money", "cost=recruitment"},
    {Payer::district, "midwives", "midwives' hours for candidates", "money", "cost=midwives"},
    {Payer::district, {}, {}, "money", "cost"},
    {Payer::district, "ambulances", "ambulances", "money", "cost=ambulances"},
    {Payer::district, "ambulances_running", "ambulances under way", "running_money"},
    {Payer::district, "drivers", "drivers at night", "driver_money"},
    {Payer::district, "nights", "puskesmas open at night", "night_money"},
    {Payer::district, "poned_teams", "PONED teams", "poned_money"},
    {Payer::district, "outreach", "outreach", "outreach_budget"},
    {Payer::district, "cash_transfers", "cash transfers", "cash_paid"},
    {Payer::hospitals, "bed_days", "obstetric bed-days", "bed_day_money"},
    {Payer::hospitals, "operations", "operations", "operation_money"},
    {Payer::hospitals, "night_teams", "operating teams at night", "night_team_money"},
    {Payer::blood_centres, "drives", "drives, other money", "drive_money"},
    {Payer::blood_centres, "drives", "drives, other money", "money", "cost=recruitment", -1},
    {Payer::blood_centres, "units_transfused", "processing of units transfused", "bag_money"},
    {Payer::blood_centres, "units_wasted", "processing of units wasted", "waste_money"},
    {Payer::families, "fares", "fares", "family_money", "family_cost=fares"},
    {Payer::families, "donors", "transport of donors and finding them", "family_money", "family_cost=donors"},
    {Payer::families, {}, {}, "family_money", "family_cost"},
    {Payer::families, "cash_transfers_received", "cash transfers received", "cash_paid", {}, -1},
});

/// A line of the table of costs, IDR million a year.
struct CostRow {
  std::string id;          ///< payer's and cost's together
  std::string_view payer;  ///< id of the payer
  std::string cost;        ///< id of the cost; "total" for the payer's sum
  std::string label;
  Samples samples;
};

/// Costs of all arms: lines that are not 0 throughout, each payer's followed by their sum.
struct Costs {
  std::vector<CostRow> rows;
  Samples district, all;  ///< sums over the district's lines, and over all; empty without any
};

Costs costs_of(const ResultsView& results, Sums& sums, std::span<const CostLine> lines = cost_lines);

/// What to make of costs and deaths averted. Deaths averted are told from 0 as a claim among those of all
/// arms, costs by their 95% interval.
enum class CostVerdict : std::uint8_t {
  not_estimable,  ///< deaths averted, or with more deaths the costs, are not told from 0
  ratio,          ///< a death averted costs the ratio
  saves_money,    ///< fewer deaths and less money: a ratio would say nothing
  dominated,      ///< more deaths and more money
  forgone,        ///< more deaths and less money: each further death saves the ratio
  count
};

/// Costs of one arm less the baseline's, IDR million a year, and over deaths averted.
struct PayerCost {
  Payer payer = Payer::all;
  std::vector<double> samples;  ///< cost in each replication
  Interval cost;                ///< 95%, Student
  RatioInterval ratio;          ///< IDR million for a death averted; 95%, Fieller
  CostVerdict verdict = CostVerdict::not_estimable;
};

/// Deaths that one arm averts, baseline less arm, a year, and what one costs.
struct DeathCost {
  std::string arm;
  /// Deaths averted by the draw of each woman's fate; none in files without it.
  std::optional<Interval> averted_true;
  std::vector<double> samples;   ///< deaths averted as expected from care (deaths_expected), by replication
  Claim claim;                   ///< of the expected deaths, arm less baseline, among those of all arms
  Interval averted;              ///< interval of the samples, which the ratios are over: less noise
  std::vector<PayerCost> costs;  ///< the district's, then all payers'
};

/// The cost of a death averted in all arms but the first, the baseline. None where the file keeps no costs or
/// no expected deaths.
std::vector<DeathCost> death_costs(const Costs& costs, Sums& sums, std::span<const std::string> arms);

}  // namespace darah
