#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "core/units.hpp"
#include "model/labels.hpp"

namespace darah {

struct NetworkParameters {
  // district
  std::vector<std::string> district_name;
  std::vector<std::int64_t> district_code, population, registered;
  std::vector<Rate> births;
  std::vector<Element> district_utd;
  std::vector<double> jkn, k4, facility_births, dukun_births, hospital_share, frailty, capture,
      cash_households;
  std::vector<std::int64_t> k4_target;
  std::vector<double> moving;
  std::vector<bool> desk;
  // facility
  std::vector<std::string> facility_name;
  std::vector<std::int64_t> facility_code;
  std::vector<Choice> kind;
  std::vector<Element> facility_district, facility_utd, party_of;
  std::vector<double> latitude, longitude;
  std::vector<bool> ponek, blood_bank;
  std::vector<std::int64_t> beds, teams, bleeding_capacity, batch_capacity;
  std::vector<Rate> donations, red_cell_need;
  std::vector<double> replacement_share, correction;
  // catchment
  std::vector<std::string> catchment_name;
  std::vector<std::int64_t> catchment_code;
  std::vector<Element> catchment_district, nearest_hospital;
  std::vector<double> births_share;
  std::vector<Duration> travel;
  std::vector<Length> road;
  std::vector<bool> poned;
  std::vector<double> water_bound;
  std::vector<std::int64_t> ambulances;
  // everywhere
  std::vector<double> abo;
  double rhesus_negative = 0;
  double detour = 0, speed = 0;
};

/// Districts, facilities and catchments, and how far they lie apart.
struct Network {
  using P = NetworkParameters;
  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"district.{district}.name", &P::district_name, "", 0, 0, "", Mark::source, Scope::world,
       "official name"},
      {"district.{district}.code", &P::district_code, "1", 1, 16383, "", Mark::source, Scope::world,
       "BPS code; part of every name, so it keys every random number"},
      {"district.{district}.population", &P::population, "people", 1, 1e8, "", Mark::background, Scope::world,
       "people living there (BPS)"},
      {"district.{district}.registered", &P::registered, "people", 0, 1e8, "0", Mark::source, Scope::world,
       "people in the civil register, the other denominator of JKN coverage; 0: as BPS"},
      {"district.{district}.births", &P::births, "/d", 0, 1e5, "", Mark::estimate, Scope::world,
       "live births"},
      {"district.{district}.utd",
       &P::district_utd,
       "",
       0,
       0,
       "",
       Mark::source,
       Scope::world,
       "blood centre whose donors live here and where candidates give",
       {},
       "facility"},
      {"district.{district}.jkn", &P::jkn, "fraction", 0, 1, "", Mark::derived, Scope::world,
       "share of women covered by JKN, of the BPS population"},
      {"district.{district}.k4", &P::k4, "fraction", 0.01, 0.97, "", Mark::assumption, Scope::world,
       "share of women with four contacts in the base world, true"},
      {"district.{district}.k4_target", &P::k4_target, "women", 0, 1e7, "", Mark::assumption, Scope::world,
       "yearly target of pregnant women that reported K4 is divided by"},
      {"district.{district}.moving", &P::moving, "fraction", 0, 1, "0.03", Mark::assumption, Scope::world,
       "share of women who move in or out of the catchment in pregnancy"},
      {"district.{district}.facility_births", &P::facility_births, "fraction", 0, 1, "", Mark::assumption,
       Scope::world, "share of births planned in a facility"},
      {"district.{district}.dukun_births", &P::dukun_births, "fraction", 0, 1, "", Mark::assumption,
       Scope::world, "share of births at home with a dukun"},
      {"district.{district}.hospital_share", &P::hospital_share, "fraction", 0, 1, "", Mark::assumption,
       Scope::world, "hospital births among facility births"},
      {"district.{district}.frailty", &P::frailty, "1", 0, 3, "1", Mark::assumption, Scope::world,
       "factor on the lethality of every cause"},
      {"district.{district}.capture", &P::capture, "fraction", 0, 1, "0.57", Mark::source, Scope::world,
       "share of maternal deaths the health office counts (no one data source captures all, PLoS One 2020)"},
      {"district.{district}.cash_households", &P::cash_households, "households", 0, 1e6, "0",
       Mark::assumption, Scope::world, "households in the cash transfer (Jamsosratu)"},
      {"district.{district}.desk", &P::desk, "", 0, 1, "false", Mark::source, Scope::policy,
       "a referral desk sees beds and teams of all hospitals"},

      {"facility.{facility}.name", &P::facility_name, "", 0, 0, "", Mark::source, Scope::world,
       "official name"},
      {"facility.{facility}.code", &P::facility_code, "1", 0, 1023, "", Mark::setting, Scope::world,
       "number of its own within the district; keys its random numbers"},
      {"facility.{facility}.kind", &P::kind, "", 0, 0, "", Mark::source, Scope::world,
       "blood centre, hospital, or outside supplier: one that ships whatever hospitals order",
       facility_kind_labels},
      {"facility.{facility}.district",
       &P::facility_district,
       "",
       0,
       0,
       "",
       Mark::source,
       Scope::world,
       "where it stands",
       {},
       "district"},
      {"facility.{facility}.utd",
       &P::facility_utd,
       "",
       0,
       0,
       "",
       Mark::assumption,
       Scope::world,
       "blood centre or supplier it gets blood from (these name themselves)",
       {},
       "facility"},
      {"facility.{facility}.party_of",
       &P::party_of,
       "",
       0,
       0,
       "-",
       Mark::assumption,
       Scope::world,
       "district whose agreement a hospital is a party to, or -; a blood centre is one to that of every "
       "district it serves",
       {},
       "district"},
      {"facility.{facility}.latitude", &P::latitude, "degree", -90, 90, "", Mark::source, Scope::world,
       "north"},
      {"facility.{facility}.longitude", &P::longitude, "degree", -180, 180, "", Mark::source, Scope::world,
       "east"},
      {"facility.{facility}.ponek", &P::ponek, "", 0, 1, "false", Mark::source, Scope::world,
       "comprehensive emergency obstetric care, team in the house"},
      {"facility.{facility}.blood_bank", &P::blood_bank, "", 0, 1, "false", Mark::assumption, Scope::world,
       "has a BDRS"},
      {"facility.{facility}.beds", &P::beds, "beds", 0, 2000, "0", Mark::assumption, Scope::world,
       "obstetric beds"},
      {"facility.{facility}.teams", &P::teams, "teams", 0, 100, "0", Mark::assumption, Scope::world,
       "operating teams"},
      {"facility.{facility}.donations", &P::donations, "/d", 0, 1e4, "0", Mark::estimate, Scope::world,
       "donations of a blood centre, replacement donors included"},
      {"facility.{facility}.replacement_share", &P::replacement_share, "fraction", 0, 0.9, "0",
       Mark::estimate, Scope::world, "observed share of replacement donors, taken off the voluntary target"},
      {"facility.{facility}.correction", &P::correction, "1", 0.5, 2, "1", Mark::estimate, Scope::world,
       "the one correction of first-time donors: voluntary target over simulated, in the base world"},
      {"facility.{facility}.red_cell_need", &P::red_cell_need, "/d", 0, 1e4, "0", Mark::assumption,
       Scope::world,
       "units of red cells needed: of a hospital its own; of a blood centre or supplier that of the "
       "hospitals "
       "without one, by beds, emergencies of mothers included"},
      {"facility.{facility}.bleeding_capacity", &P::bleeding_capacity, "donors", 0, 1e4, "40",
       Mark::assumption, Scope::world, "walk-in donors a blood centre can bleed in a day"},
      {"facility.{facility}.batch_capacity", &P::batch_capacity, "units", 1, 1e5, "200", Mark::assumption,
       Scope::world, "donations the laboratory takes in one batch"},

      {"catchment.{catchment}.name", &P::catchment_name, "", 0, 0, "", Mark::setting, Scope::world, "name"},
      {"catchment.{catchment}.code", &P::catchment_code, "1", 0, 1023, "", Mark::setting, Scope::world,
       "number of its own within the district; keys random numbers"},
      {"catchment.{catchment}.district",
       &P::catchment_district,
       "",
       0,
       0,
       "",
       Mark::source,
       Scope::world,
       "where it lies",
       {},
       "district"},
      {"catchment.{catchment}.births_share", &P::births_share, "fraction", 0, 1, "", Mark::derived,
       Scope::world, "share of the district's births (scaled to sum to 1)"},
      {"catchment.{catchment}.nearest_hospital",
       &P::nearest_hospital,
       "",
       0,
       0,
       "",
       Mark::derived,
       Scope::world,
       "hospital women are taken to first",
       {},
       "facility"},
      {"catchment.{catchment}.travel", &P::travel, "d", 0, 2, "", Mark::derived, Scope::world,
       "median travel from home to that hospital, dry season, by day"},
      {"catchment.{catchment}.road", &P::road, "km", 0, 1000, "", Mark::derived, Scope::world,
       "road to that hospital"},
      {"catchment.{catchment}.poned", &P::poned, "", 0, 1, "false", Mark::assumption, Scope::world,
       "its puskesmas gives basic emergency obstetric care"},
      {"catchment.{catchment}.water_bound", &P::water_bound, "fraction", 0, 1, "0", Mark::assumption,
       Scope::world, "share of women who need a boat"},
      {"catchment.{catchment}.ambulances", &P::ambulances, "ambulances", 0, 100, "1", Mark::background,
       Scope::world, "ambulances of its puskesmas"},

      {"population.{abo}.share", &P::abo, "fraction", 0, 1, "0.39 0.25 0.28 0.08", Mark::background,
       Scope::world, "ABO groups of women and donors (scaled to sum to 1)"},
      {"population.rhesus_negative", &P::rhesus_negative, "fraction", 0, 1, "0.003", Mark::background,
       Scope::world, "share of RhD negative people"},
      {"network.detour", &P::detour, "1", 1, 5, "1.4", Mark::assumption, Scope::world,
       "road over straight line between facilities"},
      {"network.speed", &P::speed, "km/h", 1, 200, "40", Mark::assumption, Scope::world,
       "speed between facilities"},
  });
};

}  // namespace darah
