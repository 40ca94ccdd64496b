#include <algorithm>

#include "model/place/transport.hpp"
#include "model/world/parameters.hpp"

namespace darah {

std::span<const Parameter<TransportParameters>> Transport::parameters() {
  using P = TransportParameters;
  static constexpr auto rows = std::to_array<Parameter<TransportParameters>>({
      {"transport.leave_home", &P::leave_home, "d", 0, 2, "15 min", Mark::assumption, Scope::policy,
       "median time to leave home once decided"},
      {"transport.leave_sigma", &P::leave_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "lognormal sigma of the time to leave home"},
      {"transport.wait_home", &P::wait_home, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "median wait for public transport at home"},
      {"transport.wait_primary", &P::wait_primary, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median wait for public transport at a puskesmas or clinic"},
      {"transport.wait_sigma", &P::wait_sigma, "1", 0, 3, "0.7", Mark::assumption, Scope::policy,
       "lognormal sigma of waits for public transport, and for the vehicle from hospital to hospital"},
      {"transport.cash", &P::cash, "1", 0.1, 10, "0.8", Mark::assumption, Scope::policy,
       "factor on the wait for public transport at home with money of a payout in hand"},
      {"transport.driver_price", &P::driver_price, "IDR", 0, 1e9, "150000 IDR", Mark::assumption,
       Scope::policy,
       "price of a driver on duty for a night, for each ambulance (75,000 to 300,000); 0 is not "
       "counted"},
      {"transport.running_price", &P::running_price, "IDR", 0, 1e9, "150000 IDR", Mark::assumption,
       Scope::policy,
       "price of an hour of an ambulance under way: fuel and wear (75,000 to 300,000); 0 is not counted"},
      {"transport.ambulance_cost", &P::ambulance_cost, "IDR", 0, 1e12, "100000000 IDR", Mark::assumption,
       Scope::policy,
       "cost of one ambulance for a year: vehicle, upkeep and the driver of the day (60 to 150 million)"},
      {"transport.enough_ambulances", &P::enough_ambulances, "", 0, 1, "false", Mark::setting, Scope::world,
       "puskesmas have as many ambulances as their column enough_ambulances says, where that is more than "
       "they "
       "have"},
      {"transport.call_out", &P::call_out, "d", 0, 2, "15 min", Mark::assumption, Scope::policy,
       "time from the call to an idle ambulance standing at the door"},
      {"transport.help_within", &P::help_within, "d", 0, 1, "0 min", Mark::assumption, Scope::policy,
       "longest road to a woman, at its median, of another puskesmas's idle ambulance that comes while her "
       "own's are out; 0: none does"},
      {"transport.public", &P::public_transport, "", 0, 1, "true", Mark::setting, Scope::policy,
       "there is public transport; without it all wait for an ambulance"},
      {"transport.ambulance_home", &P::ambulance_home, "fraction", 0, 1, "0.2", Mark::assumption,
       Scope::policy,
       "families at home that ask for the ambulance at all (88% of Kab. Serang's deaths used public "
       "transport)"},
      {"transport.night_driver", &P::night_driver, "fraction", 0, 1, "0.7", Mark::assumption, Scope::policy,
       "nights on which a puskesmas has a driver"},
      {"transport.hindered", &P::hindered, "1", 1, 5, "1.2", Mark::assumption, Scope::world,
       "factor on travel by night, and again in the wet season"},
      {"transport.trip_sigma", &P::trip_sigma, "1", 0, 3, "0.2", Mark::assumption, Scope::world,
       "lognormal sigma of a trip around its catchment's median"},
      {"transport.boat", &P::boat, "d", 0, 2, "120 min", Mark::assumption, Scope::world,
       "median extra time of a woman who needs a boat"},
      {"transport.boat_sigma", &P::boat_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::world,
       "lognormal sigma of the extra time of a woman who needs a boat"},
  });
  return rows;
}

void Transport::contradictions(const Parameters& p, Claims& claim) {
  if (p.transport.public_transport) return;
  const TransportPlan plan(p);
  for (const CatchmentId c : p.catchments.ids()) {
    claim(p.network.births_share[c] == 0 || ambulances_of(p, c) > 0 || !plan.helpers[c].empty(),
          "catchment." + p.catchments[c] + ".ambulances",
          "without public transport (transport.public) no woman leaves here: there is no ambulance, and none "
          "within transport.help_within");
  }
}

const EnumArray<Transport::Measured, Measure>& Transport::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"ambulance_calls", "calls", {"catchment"}, "calls for a puskesmas's ambulance that has a driver"},
      {"ambulance_waits",
       "calls",
       {"catchment"},
       "calls that found all ambulances of the puskesmas out",
       "ambulance_calls"},
      {"ambulance_helps",
       "calls",
       {"catchment"},
       "calls to which another puskesmas's ambulance came",
       "ambulance_calls"},
      {"ambulance_trips", "trips", {"district", "month"}, "trips of women by ambulance"},
      {"public_trips", "trips", {"district", "month"}, "trips of women by public transport"},
      {"ambulance_busy", "us", {"district"}, "ambulances' time taken in the window", "ambulance_capacity"},
      {"ambulance_capacity",
       "us",
       {"district"},
       "ambulances' time there is in the window: ambulances x window"},
      {"driver_money", "IDR", {"district"}, "drivers of ambulances on duty at night, in the mean of nights"},
      {"running_money", "IDR", {"district"}, "ambulances under way"},
  }};
  return rows;
}

}  // namespace darah
