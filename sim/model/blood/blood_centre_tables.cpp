#include <string>

#include "model/blood/blood_centre.hpp"
#include "model/world/parameters.hpp"

namespace darah {

std::span<const Parameter<BloodCentreParameters>> BloodCentre::parameters() {
  using P = BloodCentreParameters;
  static constexpr auto rows = std::to_array<Parameter<BloodCentreParameters>>({
      {"blood_centre.{batch}.at", &P::batch_at, "d", 0, 0.999, "8 h, 14 h, 20 h", Mark::assumption,
       Scope::world, "time of day a laboratory batch begins"},
      {"blood_centre.laboratory", &P::laboratory, "", 0, 0, "batches", Mark::assumption, Scope::world,
       "donations are tested in batches at set hours, or each at once (continuous)", laboratory_labels},
      {"blood_centre.test_time", &P::test_time, "d", 0, 10, "5 h", Mark::assumption, Scope::world,
       "time from the beginning of testing to labelled components"},
      {"blood_centre.{infection}.reactive", &P::reactive, "fraction", 0, 1, "0.0015, 0.0090, 0.0032, 0.0025",
       Mark::estimate, Scope::world,
       "donations reactive to an infection (the sum is DKI Jakarta's of 2021, 1.62%; how it is split is "
       "an assumption)"},
      {"blood_centre.other_loss", &P::other_loss, "fraction", 0, 1, "0.02", Mark::assumption, Scope::world,
       "donations lost for other reasons than an infection: short, clotted, broken"},
      {"blood_centre.whole_blood", &P::whole_blood, "fraction", 0, 1, "0.08", Mark::estimate, Scope::world,
       "donations kept as whole blood; the others give packed red cells"},
      {"blood_centre.platelets", &P::platelets, "fraction", 0, 1, "0.14", Mark::estimate, Scope::world,
       "donations that give a platelet concentrate beside red cells, if separated in time"},
      {"blood_centre.plasma", &P::plasma, "fraction", 0, 1, "0.08", Mark::estimate, Scope::world,
       "donations that give fresh frozen plasma beside red cells"},
      {"blood_centre.platelet_window", &P::platelet_window, "d", 0, 2, "8 h", Mark::source, Scope::world,
       "longest time from bleeding to the batch for platelets"},
      {"blood_centre.{component}.shelf_life", &P::shelf_life, "d", 0.1, 3650, "35 d, 35 d, 5 d, 365 d",
       Mark::source, Scope::world, "time from bleeding to expiry (plasma: background)"},
      {"blood_centre.issue_rule", &P::issue_rule, "", 0, 0, "oldest", Mark::assumption, Scope::policy,
       "unit of a group issued first; threshold: the oldest of the fresh ones, else the youngest",
       issue_rule_labels},
      {"compatibility.{group}.red_cells", &P::red_cells, "", 0, 0, red_cell_orders, Mark::background,
       Scope::policy,
       "groups whose red cells this group may get, the preferred first: what has no antigen the patient "
       "lacks",
       group_labels},
      {"compatibility.{group}.platelets", &P::platelet_groups, "", 0, 0, platelet_orders, Mark::background,
       Scope::policy,
       "groups whose platelets this group may get, the preferred first: any, the fewest antibodies first",
       group_labels},
      {"compatibility.{group}.plasma", &P::plasma_groups, "", 0, 0, plasma_orders, Mark::background,
       Scope::policy,
       "groups whose plasma this group may get, the preferred first: what has no antibody against the "
       "patient, RhD ignored",
       group_labels},
      {"blood_centre.threshold", &P::threshold, "d", 0, 3650, "14 d", Mark::assumption, Scope::policy,
       "age below which the threshold rule calls a unit fresh"},
      {"blood_centre.elective_floor", &P::elective_floor, "d", 0, 365, "1.5 d", Mark::assumption,
       Scope::policy,
       "days of red-cell demand that elective requests leave in stock (0 to 3: Cilegon issued to its last "
       "unit in June 2019)"},
      {"blood_centre.safety_cover", &P::safety_cover, "d", 0, 365, "3 d", Mark::assumption, Scope::policy,
       "days of demand kept from other blood centres and from hospitals' blood banks"},
      {"blood_centre.initial_cover", &P::initial_cover, "d", 0, 365, "7 d", Mark::assumption, Scope::world,
       "days of demand in stock at time 0, the units aged up to as many days"},
      {"blood_centre.exchange_success", &P::exchange_success, "fraction", 0, 1, "0.8", Mark::assumption,
       Scope::policy, "chance that another blood centre asked for units answers, without coordination"},
      {"blood_centre.exchange_reach", &P::exchange_reach, "km", 0, 40000, "500 km", Mark::assumption,
       Scope::policy, "longest road over which another blood centre is asked for units"},
      {"blood_centre.exchange_partners", &P::exchange_partners, "centres", 0, 10000, "8", Mark::assumption,
       Scope::policy, "other blood centres that are asked at most for a patient's units, the nearest first"},
      {"blood_centre.exchange_handling", &P::exchange_handling, "d", 0, 2, "60 min", Mark::assumption,
       Scope::policy,
       "time from a general patient's request at another blood centre to the departure of the units"},
      {"blood_centre.coordination_effect", &P::coordination_effect, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::policy,
       "share of refusals of exchange and of its handling time that goes when both sides work as partners "
       "(operational level 5)"},
      {"blood_centre.count_at", &P::count_at, "d", 0, 0.999, "8 h", Mark::setting, Scope::world,
       "time of day the stock on the shelves is counted"},
      {"blood_centre.bag_price", &P::bag_price, "IDR", 0, 1e9, "360000 IDR", Mark::source, Scope::policy,
       "processing fee of a unit issued (UTD PMI Semarang 2020)"},
  });
  return rows;
}

const EnumArray<BloodCentre::Measured, Measure>& BloodCentre::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"donations_failed",
       "donations",
       {"utd", "month"},
       "donations lost for other reasons than an infection",
       "donations"},
      {"donations_reactive",
       "donations",
       {"utd", "month", "infection"},
       "donations reactive to an infection, the first if several",
       "donations"},
      {"units_produced",
       "units",
       {"utd", "month", "component", "group"},
       "components released to stock",
       "donations"},
      {"units_issued",
       "units",
       {"utd", "month", "component", "group"},
       "units crossmatched for a patient, by the unit's group"},
      {"units_issued_for",
       "units",
       {"utd", "month", "urgency"},
       "units crossmatched, by urgency",
       "units_issued"},
      {"age_at_issue", "us", {"utd", "month", "component"}, "sum of units' ages at issue", "units_issued"},
      {"units_transfused",
       "units",
       {"utd", "month", "component", "group"},
       "units transfused",
       "units_issued"},
      {"units_expired",
       "units",
       {"utd", "month", "component", "group"},
       "units that expired in stock or on the road",
       "units_produced"},
      {"units_discarded",
       "units",
       {"utd", "month", "component", "group"},
       "crossmatched units that expired or spoiled before they came back",
       "units_issued"},
      {"units_exported",
       "units",
       {"utd", "month", "component"},
       "units given to another blood centre",
       "units_produced"},
      {"units_imported",
       "units",
       {"utd", "month", "component"},
       "units got from another blood centre",
       "units_issued"},
      {"reserve_issued", "units", {"utd", "month", "urgency"}, "units taken out of the maternal reserve"},
      {"reserve_taken",
       "units",
       {"district", "month"},
       "units taken out of the maternal reserve, by the blood centre's district"},
      {"reserve_to_others",
       "units",
       {"district", "month"},
       "units taken out of the maternal reserve for others than mothers and obstetric patients",
       "reserve_taken"},
      {"stock_time", "unit us", {"utd", "month", "component"}, "time-integral of the blood centre's stock"},
      {"red_cells_counted",
       "units",
       {"utd", "day"},
       "whole blood and red cells on the blood centre's shelves at the day's count"},
      {"stockout_time", "us", {"utd", "month", "group"}, "time without a red-cell unit of the group"},
      {"bag_money", "IDR", {"utd", "month"}, "processing fees of units transfused"},
      {"waste_money", "IDR", {"utd", "month"}, "processing fees of units that expired or were discarded"},
  }};
  return rows;
}

void BloodCentre::contradictions(const Parameters& parameters, Claims& claim) {
  const BloodCentreParameters& p = parameters.blood_centre;
  claim(p.platelets <= 1 - p.whole_blood, "blood_centre.platelets",
        "more donations than are separated (1 - blood_centre.whole_blood)");
  claim(p.plasma <= 1 - p.whole_blood, "blood_centre.plasma",
        "more donations than are separated (1 - blood_centre.whole_blood)");
  claim(total_of(p.reactive) <= 1, "blood_centre.hiv.reactive", "more reactive donations than donations");
}

}  // namespace darah
