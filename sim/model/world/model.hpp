#pragma once

#include <cstdint>
#include <vector>

#include "core/units.hpp"
#include "model/place/ids.hpp"
#include "model/place/network_labels.hpp"
#include "model/world/parameters.hpp"

namespace darah {

/// What a day is like; derived from the calendar once.
struct Day {
  Date date;
  std::int16_t month = -1;  ///< month of the horizon, -1 outside it
  bool wet = false, dengue = false, companies_closed = false, schools_closed = false;
  std::uint8_t weekday = 0;  ///< 0 Monday
  double turnout = 1;        ///< factor on donors who come
  double drives = 1;         ///< share of the drives due that are held
  double demand = 1;         ///< factor on requests of general patients
};

/// What an arm shares with its base, so that the two are compared like with like.
struct Basis {
  const Parameters& means;    ///< under which the means of the tables hold
  const Parameters& streams;  ///< whose streams of arrivals those of all arms are thinned out of
};

/// Parameters and all that follows from them alone. Const once built, shared by threads; one for each arm.
/// What components derive of it for themselves is under their names, drawn up last.
class Model : public Components::Each<PlanOf> {
  Model(const Parameters* base, Parameters parameters);
  void lay_out_days(Date origin);
  void name_places();

 public:
  explicit Model(Parameters parameters);
  /// An arm of `base`: streams of arrivals are thinned out of the base's, so that arms share their points,
  /// and what holds a mean at its table's value is computed from the base's policies, so that a policy that
  /// changes a chance moves the mean.
  Model(const Parameters& base, Parameters arm);

  const Parameters p;

  // The window: time 0 is the start of the warm-up.
  Time policy_start, start, end;  ///< policies may differ; measurement opens; measurement closes
  Time last;                      ///< women who gave birth in the window are followed until here
  std::vector<Day> days;          ///< from time 0 to `last`
  std::vector<Time> month_ends;   ///< ends of the months of the horizon

  Table<UtdId, FacilityId> utds;            ///< facility index of each blood centre and supplier
  Table<HospitalId, FacilityId> hospitals;  ///< facility index of each hospital
  Table<FacilityId, UtdId> utd_of;          ///< facility -> number of its blood centre in `utds`
  Table<FacilityId, HospitalId>
      hospital_at;  ///< facility -> number in `hospitals`, HospitalId{} for any other
  Table<DistrictId, UtdId> utd_of_district;            ///< district -> number in `utds`
  Table<UtdId, std::vector<DistrictId>> districts_of;  ///< districts whose blood centre it is
  Table<FacilityId, Name> facility_names;              ///< keys of facilities' random numbers
  Table<CatchmentId, Name> catchment_names;
  Table<DistrictId, Name> district_names;
  std::vector<double> group_shares;  ///< 8 ABO x RhD groups, sum 1

  IdRange<DistrictId> districts() const { return p.districts.ids(); }
  IdRange<CatchmentId> catchments() const { return p.catchments.ids(); }
  IdRange<FacilityId> facilities() const { return p.facilities.ids(); }
  DistrictId district_of(CatchmentId c) const { return p.network.district_of(c); }
  DistrictId district_of(FacilityId f) const { return p.network.district_of(f); }
  HospitalId nearest_hospital(CatchmentId c) const { return hospital_at[p.network.nearest_to(c)]; }
  /// The blood centre or supplier of a hospital.
  UtdId utd_of_hospital(HospitalId hospital) const { return utd_of[hospitals[hospital]]; }
  /// Whether a number in `utds` is a supplier: stock without end, no donors, no laboratory.
  bool supplier(UtdId utd) const { return p.network.is(utds[utd], FacilityKind::supplier); }
  /// A facility's number that keys what others draw about it, whatever its row.
  std::uint64_t facility_occasion(FacilityId facility) const;
  std::uint64_t facility_occasion(HospitalId hospital) const {
    return facility_occasion(hospitals[hospital]);
  }
  Time time_of(Date date) const {
    return Time{} + darah::days(date.day_number - days.front().date.day_number);
  }
  const Day& day(Time t) const { return days[static_cast<std::size_t>(t.us / day_us)]; }
  static std::int64_t day_number(Time t) { return t.us / day_us; }
  static Duration time_of_day(Time t) { return {t.us % day_us}; }
  bool night(Time t) const;
  /// From a time by night until the day begins.
  Duration until_morning(Time t) const;
  /// Shifts are eight hours; nights span midnight and count as one.
  static std::uint64_t shift(Time t) { return static_cast<std::uint64_t>(t.us / shift_length.us); }
  static std::uint64_t night_number(Time t) { return static_cast<std::uint64_t>(day_number(t + hours(12))); }
  bool measuring(Time t) const { return t >= start && t < end; }
  /// Between two facilities.
  double road(FacilityId a, FacilityId b) const;  ///< km
  Duration travel(FacilityId a, FacilityId b) const { return hours(1) * (road(a, b) / p.network.speed); }

  static constexpr std::int64_t day_us = 86'400'000'000;
  static constexpr Duration shift_length = hours(8);
};

}  // namespace darah
