#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>

#include "model/place/network.hpp"
#include "model/world/parameters.hpp"

namespace darah {
namespace {

bool is_utd(const NetworkParameters& n, FacilityId facility) {
  return facility && !n.is(facility, FacilityKind::hospital);
}

void catchments_agree(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  for (const CatchmentId c : p.catchments.ids()) {
    claim(!is_utd(n, n.nearest_to(c)), "catchment." + p.catchments[c] + ".nearest_hospital",
          "\"" + p.facilities[n.nearest_to(c)] + "\" is a blood centre, not a hospital");
  }
}

void facilities_agree(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  bool with_beds = false;
  for (const FacilityId f : p.facilities.ids()) {
    const std::string key = "facility." + p.facilities[f];
    const bool hospital = n.is(f, FacilityKind::hospital);
    with_beds = with_beds || (hospital && n.beds[f] > 0);
    claim(is_utd(n, n.utd_of(f)), key + ".utd",
          "\"" + p.facilities[n.utd_of(f)] + "\" is a hospital, not a blood centre");
    claim(hospital || n.utd_of(f) == f, key + ".utd", "a blood centre must name itself");
    claim(!n.is(f, FacilityKind::supplier) || n.donations[f].per_day == 0, key + ".donations",
          "a supplier has no donors");
    claim(hospital || !n.party_of[f].exists(), key + ".party_of",
          "a blood centre is a party wherever a district it serves has an agreement: leave it out");
    claim(!hospital || n.beds[f] == 0 || n.teams[f] > 0, key + ".teams",
          "a hospital with obstetric beds needs an operating team, on call at least");
  }
  claim(with_beds, "tables.facilities", "there is no hospital with an obstetric bed");
}

void districts_agree(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  std::set<DistrictId> with_people;
  for (const CatchmentId c : p.catchments.ids()) {
    if (n.births_share[c] > 0) with_people.insert(n.district_of(c));
  }
  claim(!p.districts.empty(), "tables.districts", "there is no district");
  for (const DistrictId d : p.districts.ids()) {
    const std::string key = "district." + p.districts[d];
    const FacilityId utd = n.utd_of(d);
    claim(n.births[d].per_day == 0 || with_people.contains(d), key + ".births",
          "the district has births but no catchment with a share of them");
    claim(is_utd(n, utd), key + ".utd", "\"" + p.facilities[utd] + "\" is a hospital, not a blood centre");
    claim(n.births[d].per_day == 0 || !is_utd(n, utd) || !n.is(utd, FacilityKind::supplier), key + ".utd",
          "women give birth here, and a supplier has no room for their donors");
    claim(n.facility_births[d] + n.dukun_births[d] <= 1 + 1e-9, key + ".dukun_births",
          "facility births and births with a dukun come to more than all births");
    claim(n.k4[d] <= p.pregnancy.k1 + 1e-9, key + ".k4",
          "more women with four contacts than with a first one (pregnancy.k1)");
  }
}

}  // namespace

std::span<const Parameter<NetworkParameters>> Network::parameters() {
  using P = NetworkParameters;
  static constexpr auto rows = std::to_array<Parameter<NetworkParameters>>({
      {"district.{district}.name", &P::district_name, "", 0, 0, "", Mark::source, Scope::world,
       "official name of the district"},
      {"district.{district}.code", &P::district_code, "1", 1, 16383, "", Mark::source, Scope::world,
       "BPS code of the district; part of every name, so it keys every random number"},
      {"district.{district}.population", &P::population, "people", 1, 1e8, "", Mark::background, Scope::world,
       "people living in the district (BPS)"},
      {"district.{district}.registered", &P::registered, "people", 0, 1e8, "0", Mark::source, Scope::world,
       "people in the civil register, the other denominator of JKN coverage; 0: as BPS"},
      {"district.{district}.births", &P::births, "/d", 0, 1e5, "", Mark::estimate, Scope::world,
       "live births in the district"},
      {"district.{district}.utd",
       &P::district_utd,
       "",
       0,
       0,
       "",
       Mark::source,
       Scope::world,
       "blood centre whose donors live in the district and where candidates give",
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
       "share of maternal deaths the health office counts (no one data source captures all, PLoS One 2020); "
       "network.missed_in_town moves it between districts and keeps its mean over births"},
      {"district.{district}.urban", &P::urban, "fraction", 0, 1, "0", Mark::assumption, Scope::world,
       "share of births in towns, where the health office misses more deaths"},
      {"district.{district}.companies", &P::companies, "fraction", 0, 1, "0.5", Mark::assumption,
       Scope::world, "companies among the hosts of mobile drives"},
      {"district.{district}.cash_households", &P::cash_households, "households", 0, 1e6, "0",
       Mark::assumption, Scope::world, "households in the cash transfer (Jamsosratu)"},
      {"district.{district}.desk", &P::desk, "", 0, 1, "false", Mark::source, Scope::policy,
       "a referral desk sees beds and teams of all hospitals"},

      {"facility.{facility}.name", &P::facility_name, "", 0, 0, "", Mark::source, Scope::world,
       "official name of the facility"},
      {"facility.{facility}.code", &P::facility_code, "1", 0, 1023, "", Mark::setting, Scope::world,
       "number of the facility within its district; keys the facility's random numbers"},
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
       "district in which the facility stands",
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
       "blood centre or supplier that the facility gets blood from (these name themselves)",
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
       "district whose agreement a hospital is a party to, or -; a blood centre is a party in every "
       "district it serves",
       {},
       "district"},
      {"facility.{facility}.latitude", &P::latitude, "degree", -90, 90, "", Mark::source, Scope::world,
       "latitude of the facility, north positive"},
      {"facility.{facility}.longitude", &P::longitude, "degree", -180, 180, "", Mark::source, Scope::world,
       "longitude of the facility, east positive"},
      {"facility.{facility}.ponek", &P::ponek, "", 0, 1, "false", Mark::source, Scope::world,
       "hospital with comprehensive emergency obstetric care, its team in the house"},
      {"facility.{facility}.blood_bank", &P::blood_bank, "", 0, 1, "false", Mark::assumption, Scope::world,
       "hospital with a BDRS"},
      {"facility.{facility}.compound", &P::compound, "", 0, 1, "false", Mark::source, Scope::world,
       "a hospital in whose compound its blood centre stands: no road lies between them"},
      {"facility.{facility}.beds", &P::beds, "beds", 0, 2000, "0", Mark::assumption, Scope::world,
       "obstetric beds of the hospital"},
      {"facility.{facility}.teams", &P::teams, "teams", 0, 100, "0", Mark::assumption, Scope::world,
       "operating teams of the hospital"},
      {"facility.{facility}.donations", &P::donations, "/d", 0, 1e4, "0", Mark::estimate, Scope::world,
       "donations of a blood centre, replacement donors included"},
      {"facility.{facility}.replacement_share", &P::replacement_share, "fraction", 0, 0.9, "0",
       Mark::estimate, Scope::world, "observed share of replacement donors, taken off the voluntary target"},
      {"facility.{facility}.correction", &P::correction, "1", 0.5, 2, "1", Mark::estimate, Scope::world,
       "the one correction of first-time donors: voluntary target over simulated, in the base world"},
      {"facility.{facility}.red_cell_need", &P::red_cell_need, "/d", 0, 1e4, "0", Mark::assumption,
       Scope::world,
       "units of red cells needed: of a hospital its own; of a blood centre or supplier that of its "
       "hospitals without a need of their own, shared by beds, emergencies of mothers included"},
      {"facility.{facility}.bleeding_capacity", &P::bleeding_capacity, "donors", 0, 1e4, "40",
       Mark::assumption, Scope::world, "walk-in donors a blood centre can bleed in a day"},
      {"facility.{facility}.batch_capacity", &P::batch_capacity, "units", 1, 1e5, "200", Mark::assumption,
       Scope::world, "donations the laboratory takes in one batch"},

      {"catchment.{catchment}.name", &P::catchment_name, "", 0, 0, "", Mark::setting, Scope::world,
       "name of the catchment"},
      {"catchment.{catchment}.code", &P::catchment_code, "1", 0, 1023, "", Mark::setting, Scope::world,
       "number of the catchment within its district; keys random numbers"},
      {"catchment.{catchment}.district",
       &P::catchment_district,
       "",
       0,
       0,
       "",
       Mark::source,
       Scope::world,
       "district in which the catchment lies",
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
       "hospital to which women of the catchment are taken first",
       {},
       "facility"},
      {"catchment.{catchment}.travel", &P::travel, "d", 0, 2, "", Mark::derived, Scope::world,
       "median travel from home to the catchment's nearest hospital, dry season, by day"},
      {"catchment.{catchment}.road", &P::road, "km", 0, 1000, "", Mark::derived, Scope::world,
       "road to the catchment's nearest hospital"},
      {"catchment.{catchment}.poned", &P::poned, "", 0, 1, "false", Mark::assumption, Scope::world,
       "catchment whose puskesmas gives basic emergency obstetric care"},
      {"catchment.{catchment}.water_bound", &P::water_bound, "fraction", 0, 1, "0", Mark::assumption,
       Scope::world, "share of women who need a boat"},
      {"catchment.{catchment}.ambulances", &P::ambulances, "ambulances", 0, 100, "1", Mark::background,
       Scope::world, "ambulances of the catchment's puskesmas"},
      {"catchment.{catchment}.enough_ambulances", &P::enough_ambulances, "ambulances", 0, 100, "1",
       Mark::derived, Scope::policy,
       "ambulances with which hardly a call finds them all out, bought with transport.enough_ambulances"},
      {"catchment.{catchment}.midwives", &P::midwives, "midwives", 0, 1000, "14", Mark::derived,
       Scope::policy,
       "midwives of the puskesmas, its villages' included, who give hours to candidate donors (Indonesia "
       "2019, "
       "of 9,061 puskesmas: median 14, from 4 to 33 in eight of ten)"},

      {"population.{abo}.share", &P::abo, "fraction", 0, 1, "0.39 0.25 0.28 0.08", Mark::background,
       Scope::world, "ABO groups of women and donors (scaled to sum to 1)"},
      {"population.rhesus_negative", &P::rhesus_negative, "fraction", 0, 1, "0.003", Mark::background,
       Scope::world, "share of RhD negative people"},
      {"network.detour", &P::detour, "1", 1, 5, "1.4", Mark::assumption, Scope::world,
       "road over straight line between facilities"},
      {"network.speed", &P::speed, "km/h", 1, 200, "40", Mark::assumption, Scope::world,
       "speed between facilities"},
      {"network.missed_in_town", &P::missed_in_town, "1", -5, 5, "1.46", Mark::source, Scope::world,
       "log odds of a maternal death being missed by the health office, town over country (.4 to 2.5; odds "
       "ratio 4.3 in three districts, no one data source captures all, PLoS One 2020)"},
  });
  return rows;
}

void Network::contradictions(const Parameters& p, Claims& claim) {
  districts_agree(p, claim);
  facilities_agree(p, claim);
  catchments_agree(p, claim);
  claim(total_of(p.network.abo) > 0, "population.o.share", "the ABO shares are all zero");
}

namespace {

/// A number to a tenth, as people write it: "22.4", "3000".
std::string tenths(double number) {
  const std::int64_t rounded = std::llround(10 * number);
  return std::to_string(rounded / 10) + (rounded % 10 == 0 ? "" : '.' + std::to_string(rounded % 10));
}

/// "22.400" births beside 24,640 women to be reached: a point that was to group digits.
void doubt_births(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  // Births a year of 1000 people: those of the world's countries lie within 4 and 50.
  constexpr double few = 3, many = 70;
  for (const DistrictId d : p.districts.ids()) {
    const double births = n.births[d].per_day * 365, target = static_cast<double>(n.k4_target[d]);
    const double of_1000 = births / static_cast<double>(n.population[d]) * 1000;
    if (births == 0) continue;
    const std::string key = "district." + p.districts[d] + ".births";
    const std::string a_year = tenths(births) + " births a year";
    claim(target == 0 || (births < 3 * target && target < 3 * births), key,
          a_year + " beside a target of " + std::to_string(n.k4_target[d]) +
              " pregnant women (k4_target): does a point or comma group digits?");
    claim(of_1000 >= few && of_1000 <= many, key,
          a_year + " among " + std::to_string(n.population[d]) +
              " people: are both whole numbers of one year?");
  }
}

/// "2.800" donations, or "2.800" red cells needed in a blood centre's region, likewise.
void doubt_donations(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  // Donations a year of 1000 people: of the world's countries none has fewer than .5.
  constexpr double few = .2, times = 20;
  Table<FacilityId, double> people(p.facilities.size()), need(p.facilities.size());
  for (const DistrictId d : p.districts.ids()) people[n.utd_of(d)] += static_cast<double>(n.population[d]);
  for (const FacilityId f : p.facilities.ids()) need[n.utd_of(f)] += n.red_cell_need[f].per_day * 365;
  for (const FacilityId f : p.facilities.ids()) {
    const double donations = n.donations[f].per_day * 365, of_1000 = donations / people[f] * 1000;
    if (donations == 0) continue;
    const std::string key = "facility." + p.facilities[f];
    const std::string a_year = tenths(donations) + " donations a year";
    const bool enough = people[f] == 0 || of_1000 >= few;
    claim(enough, key + ".donations",
          a_year + " among " + tenths(people[f]) +
              " people of the districts it serves: does a point or comma group digits?");
    // Donations that are doubted cast no doubt on what they are compared with.
    claim(!enough || need[f] == 0 || (donations < times * need[f] && need[f] < times * donations),
          key + ".red_cell_need",
          a_year + " beside a need of " + tenths(need[f]) +
              " red cells for other patients, hospitals included: does a point or comma group digits?");
  }
}

/// "1.200" red cells that a hospital needs, which those of its region hide.
void doubt_own_needs(const Parameters& p, Claims& claim) {
  const NetworkParameters& n = p.network;
  constexpr double few = 2;  // red cells a year and obstetric bed: a hospital with one uses a hundred or more
  for (const FacilityId f : p.facilities.ids()) {
    const double need = n.red_cell_need[f].per_day * 365;
    if (need == 0 || !n.is(f, FacilityKind::hospital)) continue;
    const auto beds = static_cast<double>(n.beds[f]);
    claim(need >= few * std::max(1.0, beds), "facility." + p.facilities[f] + ".red_cell_need",
          tenths(need) + " red cells a year needed in a hospital (obstetric beds: " + tenths(beds) +
              "): does a point or comma group digits?");
  }
}

}  // namespace

void Network::doubts(const Parameters& p, Claims& claim) {
  doubt_births(p, claim);
  doubt_donations(p, claim);
  doubt_own_needs(p, claim);
}

}  // namespace darah
