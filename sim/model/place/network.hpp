#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "core/units.hpp"
#include "model/place/ids.hpp"
#include "model/place/network_labels.hpp"

namespace darah {

class Claims;
class Model;
struct Parameters;

struct NetworkParameters {
  using Columns = ColumnsBy<DistrictId, FacilityId, CatchmentId>;
  // Columns of districts.csv.
  Table<DistrictId, std::string> district_name;
  Table<DistrictId, std::int64_t> district_code, population, registered;
  Table<DistrictId, Rate> births;
  Table<DistrictId, Element> district_utd;
  Table<DistrictId, double> jkn, k4, facility_births, dukun_births, hospital_share, frailty, capture, urban,
      companies, cash_households;
  Table<DistrictId, std::int64_t> k4_target;
  Table<DistrictId, double> moving;
  Table<DistrictId, bool> desk;
  // Columns of facilities.csv.
  Table<FacilityId, std::string> facility_name;
  Table<FacilityId, std::int64_t> facility_code;
  Table<FacilityId, Choice> kind;
  Table<FacilityId, Element> facility_district, facility_utd, party_of;
  Table<FacilityId, double> latitude, longitude;
  Table<FacilityId, bool> ponek, blood_bank, compound;
  Table<FacilityId, std::int64_t> beds, teams, bleeding_capacity, batch_capacity;
  Table<FacilityId, Rate> donations, red_cell_need;
  Table<FacilityId, double> replacement_share, correction;
  // Columns of catchments.csv.
  Table<CatchmentId, std::string> catchment_name;
  Table<CatchmentId, std::int64_t> catchment_code;
  Table<CatchmentId, Element> catchment_district, nearest_hospital;
  Table<CatchmentId, double> births_share;
  Table<CatchmentId, Duration> travel;
  Table<CatchmentId, Length> road;
  Table<CatchmentId, bool> poned;
  Table<CatchmentId, double> water_bound, midwives;
  Table<CatchmentId, std::int64_t> ambulances, enough_ambulances;
  // What holds everywhere.
  std::vector<double> abo;
  double rhesus_negative = 0;
  double detour = 0, speed = 0, missed_in_town = 0;

  // Where a row points to; none where the scenario says so.
  DistrictId district_of(FacilityId f) const { return DistrictId{facility_district[f].index}; }
  DistrictId district_of(CatchmentId c) const { return DistrictId{catchment_district[c].index}; }
  FacilityId nearest_to(CatchmentId c) const { return FacilityId{nearest_hospital[c].index}; }
  FacilityId utd_of(FacilityId f) const { return FacilityId{facility_utd[f].index}; }
  FacilityId utd_of(DistrictId d) const { return FacilityId{district_utd[d].index}; }
  /// The district whose agreement a hospital is a party to.
  DistrictId party(FacilityId hospital) const { return DistrictId{party_of[hospital].index}; }
  bool is(FacilityId f, FacilityKind what) const { return kind[f].index == index_of(what); }
};

struct NetworkPlan {
  NetworkPlan() = default;
  explicit NetworkPlan(const Model&);
  explicit NetworkPlan(const Parameters&);
  /// Chance that the health office counts a maternal death, by district.
  Table<DistrictId, double> counted;
};

/// Districts, facilities and catchments, and how far they lie apart.
struct Network {
  template <class T>
  struct Named {
    T network;
  };
  struct Planned {
    NetworkPlan network_plan;
  };
  using P = NetworkParameters;
  static std::span<const Parameter<NetworkParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);
  static void doubts(const Parameters&, Claims&);
};

}  // namespace darah
