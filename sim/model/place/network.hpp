#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "core/units.hpp"
#include "model/place/network_labels.hpp"

namespace darah {

class Claims;
struct Parameters;

struct NetworkParameters {
  // Columns of districts.csv.
  std::vector<std::string> district_name;
  std::vector<std::int64_t> district_code, population, registered;
  std::vector<Rate> births;
  std::vector<Element> district_utd;
  std::vector<double> jkn, k4, facility_births, dukun_births, hospital_share, frailty, capture,
      cash_households;
  std::vector<std::int64_t> k4_target;
  std::vector<double> moving;
  std::vector<bool> desk;
  // Columns of facilities.csv.
  std::vector<std::string> facility_name;
  std::vector<std::int64_t> facility_code;
  std::vector<Choice> kind;
  std::vector<Element> facility_district, facility_utd, party_of;
  std::vector<double> latitude, longitude;
  std::vector<bool> ponek, blood_bank;
  std::vector<std::int64_t> beds, teams, bleeding_capacity, batch_capacity;
  std::vector<Rate> donations, red_cell_need;
  std::vector<double> replacement_share, correction;
  // Columns of catchments.csv.
  std::vector<std::string> catchment_name;
  std::vector<std::int64_t> catchment_code;
  std::vector<Element> catchment_district, nearest_hospital;
  std::vector<double> births_share;
  std::vector<Duration> travel;
  std::vector<Length> road;
  std::vector<bool> poned;
  std::vector<double> water_bound;
  std::vector<std::int64_t> ambulances;
  // What holds everywhere.
  std::vector<double> abo;
  double rhesus_negative = 0;
  double detour = 0, speed = 0;
};

/// Districts, facilities and catchments, and how far they lie apart.
struct Network {
  template <class T>
  struct Named {
    T network;
  };
  using P = NetworkParameters;
  static std::span<const Parameter<NetworkParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);
  static void doubts(const Parameters&, Claims&);
};

}  // namespace darah
