#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Model;
class Services;
template <class... C>
class With;
class World;
struct Emergency;
struct Way;
class Case;

struct TransportParameters {
  Duration leave_home{}, wait_home{}, wait_primary{}, call_out{}, boat{};
  double leave_sigma = 0, wait_sigma = 0, trip_sigma = 0, boat_sigma = 0, night_driver = 0, hindered = 0,
         ambulance_home = 0, cash = 0;
  Money ambulance_cost{}, driver_price{}, running_price{};
  bool enough_ambulances = false;
};

/// Ambulances of the puskesmas, public transport, boats, and how long a trip takes.
struct Transport {
  template <class T>
  struct Named {
    T transport;
  };
  template <class W>
  struct Called {
    decltype(auto) transport() const { return static_cast<const W&>(*this).template component<Transport>(); }
  };
  using P = TransportParameters;
  enum class Kind : std::uint8_t { back, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"transport.back"}};
  enum class Measured : std::uint8_t {
    ambulance_calls,
    ambulance_waits,
    ambulance_trips,
    public_trips,
    ambulance_busy,
    ambulance_capacity,
    driver_money,
    running_money,
    count
  };

  static std::span<const Parameter<TransportParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(Services, const Model&);
  void handle(With<Emergency, Way>, const Model&, Kind, const Event&);

  /// Ambulances of a catchment's puskesmas: what it has, and what is bought.
  static std::int64_t ambulances_of(const Model&, CatchmentId catchment);
  /// Asks for the ambulance of the case's puskesmas: true if it comes now; else she stands in the line, if it
  /// can come. To a probe comes the one that would have.
  bool call(Services, const Model&, Case&, CaseId slot);
  /// She leaves the line, if she stands in it.
  void withdraw(Services, Case&, CaseId slot);
  /// The ambulance that she had is free again at `at`.
  void back_at(Services, const Case&, Time at);
  bool driver(Services, const Model&, CatchmentId catchment) const;
  /// Factor on travel at an hour and season.
  static double hindrance(const Model&, Time);
  /// She has left, by the ambulance or not: the trip is booked.
  static void departed(Services, const Model&, const Case&);
  void start_measuring(Services);                 ///< the window opens: the books are cleared
  void finish_measuring(Services, const Model&);  ///< the window closes: ambulance-time is booked

  /// Whether every ambulance taken is with somebody, or will be back.
  bool conserved(const World&, const Model&) const;

  const Table<CatchmentId, Resource<CaseId>>& ambulances() const { return ambulances_; }

 private:
  Table<CatchmentId, Resource<CaseId>> ambulances_;  // by catchment; tokens are case slots
  Table<CatchmentId, std::uint32_t> due_;            // catchment: events that will bring one back
};

}  // namespace darah
