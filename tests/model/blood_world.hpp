#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/blood/blood_bank_labels.hpp"
#include "model/blood/blood_centre_labels.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/blood/donor_labels.hpp"
#include "model/care/hospital_labels.hpp"
#include "model/care/spread_labels.hpp"
#include "model/default_parameters.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/place/calendar_labels.hpp"
#include "model/place/network_labels.hpp"
#include "model/place/place_labels.hpp"
#include "model/place/purpose.hpp"
#include "model/policy/agreement_labels.hpp"
#include "model/policy/programme_labels.hpp"
#include "model/world/world.hpp"

/// Worlds for tests of the blood side: parameters at their defaults, blood centres as a test likes.
namespace darah::testing {

/// Every donation gives a unit of red cells and nothing else is lost.
inline void no_losses(Parameters& p) {
  for (double& reactive : p.blood_centre.reactive) reactive = 0;
  p.blood_centre.other_loss = p.blood_centre.whole_blood = 0;
}

/// Nobody is given anything, no caesarean infects more than another birth, no midwife comes, and nothing
/// follows from an emergency.
inline void no_interventions(Parameters& p) {
  InterventionParameters& i = p.intervention;
  for (auto* coverage : {&i.uterotonic, &i.magnesium, &i.tranexamic, &i.antibiotic, &i.assisted_birth})
    coverage->assign(coverage->size(), 0.0);
  i.caesarean_antibiotic = 0;
  i.caesarean_risk = 1;
  p.way.midwife_called = 0;
  p.way.midwife_stays = {};
  p.emergency.then_pph.assign(p.emergency.then_pph.size(), 0.0);
}

struct UtdSpec {
  std::string name;
  double donations, replacement_share, need;  ///< a year
  std::vector<double> population;             ///< population of each district served
  int hospitals = 2, banks = 1;               ///< hospitals, the first ones with a blood bank
  std::int64_t bleeding = 40, batch = 200;
  double latitude = -6, longitude = 106;
};

/// Describes a facility: hospital number `hospital` of a blood centre, or with -1 that itself.
inline void describe_facility(NetworkParameters& n, FacilityId f, const UtdSpec& spec, int hospital) {
  n.facility_code[f] = hospital + 2;
  n.kind[f] = {static_cast<std::uint8_t>(hospital < 0 ? 0 : 1)};
  n.latitude[f] = spec.latitude;
  n.longitude[f] = spec.longitude;
  if (hospital >= 0) {
    n.beds[f] = hospital < spec.banks ? 40 : 12;
    n.teams[f] = 1;
    n.ponek[f] = n.blood_bank[f] = hospital < spec.banks;
  } else {
    n.donations[f] = Rate{spec.donations / 365};
    n.replacement_share[f] = spec.replacement_share;
    n.red_cell_need[f] = Rate{spec.need / 365};
    n.bleeding_capacity[f] = spec.bleeding;
    n.batch_capacity[f] = spec.batch;
  }
}

/// Blood centres with the districts and hospitals they serve; no births. Measured 2018-01-01 on.
inline Parameters blood_parameters(const std::vector<UtdSpec>& utds, int warm_up_days, int horizon_days) {
  struct Facility {
    std::uint32_t district, utd;
    const UtdSpec* spec;
    int hospital;  // -1: the blood centre
  };
  std::vector<Facility> facilities;
  std::vector<std::uint32_t> utd_facility;
  std::vector<std::pair<std::uint32_t, double>> districts;  // blood centre, people
  std::vector<std::string> district_ids, facility_ids, catchment_ids;
  for (std::uint32_t u = 0; u < utds.size(); ++u) {
    const auto district = static_cast<std::uint32_t>(districts.size());
    for (const double people : utds[u].population) {
      district_ids.push_back(utds[u].name + "-" + std::to_string(districts.size()));
      districts.emplace_back(u, people);
    }
    utd_facility.push_back(static_cast<std::uint32_t>(facilities.size()));
    for (int h = -1; h < utds[u].hospitals; ++h) {
      facility_ids.push_back(utds[u].name + (h < 0 ? "-utd" : "-hospital-" + std::to_string(h)));
      facilities.push_back({district, u, &utds[u], h});
    }
  }
  for (std::size_t d = 0; d < districts.size(); ++d)
    catchment_ids.push_back("catchment-" + std::to_string(d));
  Parameters p = default_parameters(district_ids, facility_ids, catchment_ids);
  no_interventions(p);

  p.calendar.start = Date::of(2018, 1, 1);
  p.calendar.warm_up = days(warm_up_days);
  p.calendar.horizon = days(horizon_days);
  p.calendar.policy_start = p.calendar.start - warm_up_days;
  NetworkParameters& n = p.network;
  for (std::uint32_t d = 0; d < districts.size(); ++d) {
    n.district_code[DistrictId{d}] = 3601 + d;
    n.population[DistrictId{d}] = static_cast<std::int64_t>(districts[d].second);
    n.district_utd[DistrictId{d}] = {utd_facility[districts[d].first]};
    n.catchment_district[CatchmentId{d}] = {d};
    n.nearest_hospital[CatchmentId{d}] = {utd_facility[districts[d].first] + 1};
    p.agreement.misperception[DistrictId{d}] = 0;
  }
  for (std::uint32_t f = 0; f < facilities.size(); ++f) {
    const Facility& facility = facilities[f];
    describe_facility(n, FacilityId{f}, *facility.spec, facility.hospital);
    n.facility_district[FacilityId{f}] = {facility.district};
    n.facility_utd[FacilityId{f}] = {utd_facility[facility.utd]};
  }
  return p;
}

/// The seven blood centres of Banten, 2018, without their districts' births.
inline std::vector<UtdSpec> banten() {
  return {{"pandeglang", 8500, .35, 11000, {1209011}, 3, 1, 40, 200, -6.31, 106.10},
          {"lebak", 9000, .45, 10500, {1295810}, 4, 2, 40, 200, -6.3585, 106.247},
          {"kab-tangerang", 31000, .15, 30000, {3692693}, 24, 8, 40, 200, -6.26, 106.47},
          {"kab-serang", 16000, .30, 18000, {1501501, 677804}, 13, 5, 40, 200, -6.1155, 106.155},
          {"kota-tangerang", 66000, .10, 66000, {2185304}, 31, 10, 150, 500, -6.1765, 106.628},
          {"cilegon", 8500, .15, 9000, {431305}, 6, 3, 40, 200, -6.0125, 106.053},
          {"tangsel", 18000, .10, 21000, {1696308}, 27, 8, 40, 200, -6.31, 106.68}};
}

/// A blood centre with a laboratory for all its donors and two hospitals; nobody is sent away for want of
/// room.
inline std::vector<UtdSpec> one_utd() { return {{"town", 30000, 0, 20000, {500000}, 2, 1, 200, 500}}; }

/// A blood centre that needs 20,000 units a year and has room for all these donations.
inline Parameters town(double donations, int horizon_days = 365) {
  return blood_parameters({{"town", donations, 0, 20000, {500000}, 3, 1, 500, 5000}}, 0, horizon_days);
}

/// Two blood centres nobody gives to or asks: what happens is what the test does.
inline Parameters quiet(int horizon_days = 90) {
  Parameters p = blood_parameters({{"north", 0, 0, 0, {100000}, 1, 0}, {"south", 0, 0, 0, {100000}, 1, 0}}, 0,
                                  horizon_days);
  no_losses(p);
  p.blood_centre.platelets = p.blood_centre.plasma = 0;
  return p;
}

inline Name donor_name(std::uint32_t i) { return root_name(Root::donor, 3601, 1023, i); }

/// Donors of a group are bled at the first blood centre; their blood goes to its laboratory.
inline void bleed_donors(World& w, const Model& m, Group group, int n, std::uint32_t first = 0) {
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(n); ++i) {
    ++w.blood_centre.donations(UtdId{0}).presented;
    w.blood_centre.receive_donation(w, m, UtdId{0}, group, donor_name(first + i), 0);
  }
}

/// Red cells of the first blood centre are issued and transfused; how many.
inline int issue(World& w, const Model& m, Group recipient, int n, Urgency urgency = Urgency::urgent,
                 bool reserve = false) {
  StaticUnits out;
  const int taken = w.blood_centre.take(
      w, m, UtdId{0}, {Product::prc, recipient, n, urgency, urgency != Urgency::elective, reserve}, out);
  for (const Unit& unit : out) w.blood_centre.transfuse(w, m, UtdId{0}, unit);
  return taken;
}

inline Time at(double day) { return Time{} + days(1) * day; }

/// Gives units that were taken to a patient of the hospital: the world counts who holds what. Returns the
/// slot of her case.
inline CaseId in_hands(World& w, const Model& m, HospitalId hospital, const StaticUnits& units) {
  Case::Onset onset;
  onset.woman = w.pregnancy.add({});
  onset.catchment = CatchmentId{0};
  onset.district = DistrictId{0};
  const CaseId slot = w.emergency.open(w, m, onset);
  Case& patient = w.emergency.of(slot);
  patient.begin_in_hospital(hospital);
  patient.blood().held(Needed::red_cells) = units;
  return slot;
}

/// The values of one measure, slowest dimension first.
inline std::vector<std::int64_t> values(const World& w, std::string_view measure) {
  for (std::size_t i = 0; i < measures().size(); ++i) {
    if (measures()[i].name != measure) continue;
    const auto all = w.tally.values(i);
    return {all.begin(), all.end()};
  }
  throw CheckFailure("no measure " + std::string(measure));
}
/// Total of one place along the measure's last dimension, which has `length`.
inline std::int64_t total_at(const World& w, std::string_view measure, std::size_t place,
                             std::size_t length) {
  const auto all = values(w, measure);
  std::int64_t sum = 0;
  for (std::size_t i = place; i < all.size(); i += length) sum += all[i];
  return sum;
}
inline std::int64_t total(const World& w, std::string_view measure) {
  std::int64_t sum = 0;
  for (const std::int64_t value : values(w, measure)) sum += value;
  return sum;
}

inline double sum_of(const World& w, std::string_view measure, Urgency urgency) {
  return static_cast<double>(total_at(w, measure, index_of(urgency), urgency_labels.size()));
}

/// Drive and walk-in donations of a blood centre in a month.
inline double voluntary(const World& w, const Model& m, std::size_t utd, std::size_t month) {
  const auto donations = values(w, "donations");
  const std::size_t first = (utd * m.month_ends.size() + month) * index_of(DonorKind::count);
  return static_cast<double>(donations[first] + donations[first + 1]);
}

}  // namespace darah::testing
