#pragma once

#include "compare/comparison.hpp"

/// A comparison in which a, b and c differ in what tables for people show.

namespace darah {

inline Interval about_mean(double mean, double half_width) {
  return {mean, half_width, mean - half_width, mean + half_width};
}

/// A claim of deaths that are told as `told`.
inline Claim claim_as(Finding told, double mean, double to_tell = 40) {
  return {about_mean(mean, 2), 0.01, told, to_tell};
}

inline ComparedRow small_row(const char* id, const char* label, double base,
                             CountedIn unit = CountedIn::a_year) {
  return {id,
          label,
          1,
          {{about_mean(base, 2), {}},
           {about_mean(base - 3, 2), about_mean(-3, 1)},
           {about_mean(base - 20, 2), about_mean(-20, 1.5)}},
          unit};
}

/// Baseline a, and arms b and c, of which c changes most: as `told` of true deaths.
inline Comparison small_comparison(Finding told = Finding::less) {
  Comparison c;
  c.title = "Banten 2018";
  c.arms = {"a", "b", "c"};
  c.replications = 16;
  c.requested = 16;
  c.tables.push_back({"all",
                      "All districts",
                      {small_row("births", "births (a year)", 232'031),
                       small_row("deaths_true", "maternal deaths, true (a year)", 432.7),
                       small_row("onset_to_blood", "onset to first blood (min)", 356, CountedIn::minutes)}});
  ComparedRow lebak = small_row("lebak", "lebak", 40), serang = small_row("serang", "serang", 90);
  lebak.arms[2].claim = claim_as(Finding::less, -20);
  serang.arms[2].claim = claim_as(Finding::untold, -1);
  c.tables.push_back({"deaths_true",
                      "maternal deaths, true (a year)",
                      {lebak, serang},
                      "deaths_true",
                      "district",
                      CountedIn::a_year});
  c.tables.push_back(
      {"costs", "Costs a year, IDR million", {small_row("all_payers_total", "all payers", 100)}});
  for (const auto& [arm, mean] : {std::pair("b", -3.0), std::pair("c", -20.0)}) {
    DeathsPrecision& deaths = c.precision.emplace_back();
    deaths.arm = arm;
    deaths.drawn.difference = about_mean(mean, 1.5);
    deaths.drawn.claim = claim_as(deaths.arm == "c" ? told : Finding::less, mean);
    DeathCost& cost = c.death_costs.emplace_back();
    cost.arm = arm;
    cost.averted = about_mean(-mean, 1);
    cost.costs.push_back({Payer::all, {}, about_mean(300, 10), {true, 15, 13, 18}, CostVerdict::ratio});
  }
  return c;
}

}  // namespace darah
