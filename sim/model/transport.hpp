#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
struct Case;

struct TransportParameters {
  Duration leave_home{}, wait_home{}, wait_primary{}, call_out{}, boat{};
  double leave_sigma = 0, wait_sigma = 0, trip_sigma = 0, boat_sigma = 0, night_driver = 0, hindered = 0,
         ambulance_home = 0, cash = 0;
  Money ambulance_cost{};
};

/// Ambulances of the puskesmas, public transport, boats, and how long a trip takes.
struct Transport {
  using P = TransportParameters;
  enum class Kind : std::uint8_t { back, count };
  static constexpr std::array<std::string_view, 1> kind_names = {"transport.back"};
  enum class Measured : std::uint8_t { ambulance_trips, public_trips, ambulance_busy, ambulance_capacity };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"transport.leave_home", &P::leave_home, "d", 0, 2, "15 min", Mark::assumption, Scope::policy,
       "median time to leave home once decided"},
      {"transport.leave_sigma", &P::leave_sigma, "1", 0, 3, "0.5", Mark::assumption, Scope::policy,
       "its lognormal sigma"},
      {"transport.wait_home", &P::wait_home, "d", 0, 2, "45 min", Mark::assumption, Scope::policy,
       "median wait for public transport at home"},
      {"transport.wait_primary", &P::wait_primary, "d", 0, 2, "30 min", Mark::assumption, Scope::policy,
       "median wait for public transport at a puskesmas or clinic"},
      {"transport.wait_sigma", &P::wait_sigma, "1", 0, 3, "0.7", Mark::assumption, Scope::policy,
       "lognormal sigma of both"},
      {"transport.cash", &P::cash, "1", 0.1, 10, "0.8", Mark::assumption, Scope::policy,
       "factor on that wait at home with money of a payout in hand"},
      {"transport.ambulance_cost", &P::ambulance_cost, "IDR", 0, 1e12, "150000000 IDR", Mark::assumption,
       Scope::policy, "one ambulance for a year: vehicle, fuel, drivers"},
      {"transport.call_out", &P::call_out, "d", 0, 2, "15 min", Mark::assumption, Scope::policy,
       "from the call to an idle ambulance standing at the door"},
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
       "its lognormal sigma"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"ambulance_trips", "trips", {"district", "month"}, "trips of women by ambulance"},
      {"public_trips", "trips", {"district", "month"}, "trips of women by public transport"},
      {"ambulance_busy", "us", {"district"}, "ambulance-time taken in the window", "ambulance_capacity"},
      {"ambulance_capacity", "us", {"district"}, "ambulances x window"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&) {}
  void handle(World&, const Model&, Kind, const Event&);

  /// Asks for the ambulance of the case's puskesmas: true if it comes now; else she stands in the queue, if
  /// it can come.
  bool call(World&, const Model&, std::uint32_t slot);
  void withdraw(World&, std::uint32_t slot);
  /// The ambulance of a catchment is free again at `at`.
  void busy_until(World&, std::uint32_t catchment, Time at);
  bool driver(const World&, const Model&, std::uint32_t catchment) const;
  /// Factor on travel at an hour and season.
  double hindrance(const Model&, Time) const;
  void start_measuring(World&);                 ///< the window opens: the books are cleared
  void finish_measuring(World&, const Model&);  ///< the window closes: ambulance-time is booked

  /// Whether every ambulance taken is with somebody, or will be back.
  bool conserved(const World&) const;

  std::vector<Resource> ambulances;  ///< by catchment; tokens are case slots

 private:
  std::vector<std::uint32_t> due_;  // catchment: events that will bring one back
};

}  // namespace darah
