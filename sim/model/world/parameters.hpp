#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/blood/blood_bank.hpp"
#include "model/blood/blood_centre.hpp"
#include "model/blood/demand.hpp"
#include "model/blood/donor.hpp"
#include "model/blood/kept.hpp"
#include "model/care/hospital.hpp"
#include "model/care/mother_blood.hpp"
#include "model/care/way.hpp"
#include "model/mother/emergency.hpp"
#include "model/mother/pregnancy.hpp"
#include "model/place/calendar.hpp"
#include "model/place/network.hpp"
#include "model/place/transport.hpp"
#include "model/policy/agreement.hpp"
#include "model/policy/programme.hpp"

namespace darah {

/// Everything a world is built from: plain values, complete and checked before a Model takes them.
struct Parameters {
  /// Ids of the elements of each table, in canonical order: rows of a file may come in any order.
  std::vector<std::string> districts, facilities, catchments, periods, orders;

  CalendarParameters calendar;
  NetworkParameters network;
  DonorParameters donor;
  BloodCentreParameters blood_centre;
  BloodBankParameters blood_bank;
  DemandParameters demand;
  PregnancyParameters pregnancy;
  EmergencyParameters emergency;
  TransportParameters transport;
  WayParameters way;
  HospitalParameters hospital;
  MotherBloodParameters mother_blood;
  KeptParameters kept;
  AgreementParameters agreement;
  ProgrammeParameters programme;

  /// The ids of a dimension that a table defines; null for any other.
  std::vector<std::string>* table(std::string_view dimension);
  const std::vector<std::string>* table(std::string_view dimension) const;
};

/// Calls `visit(member of Parameters, component's table)` for every component, in order.
template <class Visit>
void for_each_part(Visit&& visit) {
  visit(&Parameters::calendar, Calendar::parameters());
  visit(&Parameters::network, Network::parameters());
  visit(&Parameters::donor, Donor::parameters());
  visit(&Parameters::blood_centre, BloodCentre::parameters());
  visit(&Parameters::blood_bank, BloodBank::parameters());
  visit(&Parameters::demand, Demand::parameters());
  visit(&Parameters::pregnancy, Pregnancy::parameters());
  visit(&Parameters::emergency, Emergency::parameters());
  visit(&Parameters::transport, Transport::parameters());
  visit(&Parameters::way, Way::parameters());
  visit(&Parameters::hospital, Hospital::parameters());
  visit(&Parameters::mother_blood, MotherBlood::parameters());
  visit(&Parameters::agreement, Agreement::parameters());
  visit(&Parameters::kept, Kept::parameters());
  visit(&Parameters::programme, Programme::parameters());
}

/// Calls `visit(component's parameters, component's table)` for every component, in order.
template <class P, class Visit>
void for_each_table(P&& p, Visit&& visit) {
  for_each_part([&](auto member, const auto& table) { visit(p.*member, table); });
}

/// Labels of a dimension: fixed ones, ids of a table, months of the horizon ("2018-01"), or edges of a
/// histogram. Throws CheckFailure for an unknown dimension.
std::vector<std::string> labels_of(const Parameters&, std::string_view dimension);

/// The past of an arm: `base` with the arm's values of all keys that act from the first instant.
Parameters past_of(const Parameters& base, const Parameters& arm);

/// A contradiction between parameters that are each valid alone; `key` is where to point.
struct Problem {
  std::string key;
  std::string message;
};
std::vector<Problem> contradictions(const Parameters&);

}  // namespace darah
