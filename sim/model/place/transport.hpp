#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
class World;
struct Emergency;
struct Way;
struct Parameters;
class Case;

struct TransportParameters {
  Duration leave_home{}, wait_home{}, wait_primary{}, call_out{}, boat{}, help_within{};
  double leave_sigma = 0, wait_sigma = 0, trip_sigma = 0, boat_sigma = 0, night_driver = 0, hindered = 0,
         ambulance_home = 0, cash = 0;
  Money ambulance_cost{}, driver_price{}, running_price{};
  bool enough_ambulances = false, public_transport = false;
};

struct TransportPlan {
  TransportPlan() = default;
  explicit TransportPlan(const Model&);
  explicit TransportPlan(const Parameters&);
  /// Other catchments whose ambulances may come to one, the nearest first.
  Table<CatchmentId, std::vector<CatchmentId>> helpers;
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
  struct Planned {
    TransportPlan transport_plan;
  };
  using P = TransportParameters;
  enum class Kind : std::uint8_t { back, drivers, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"transport.back", "transport.drivers"}};
  enum class Measured : std::uint8_t {
    ambulance_calls,
    ambulance_waits,
    ambulance_helps,
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
  static void contradictions(const Parameters&, Claims&);

  void start(Services, const Model&);
  void start_policy(With<Emergency, Way>, const Model&);
  void handle(With<Emergency, Way>, const Model&, Kind, const Event&);

  /// Ambulances of a catchment's puskesmas: what it has, and what is bought.
  static std::int64_t ambulances_of(const Parameters&, CatchmentId catchment);
  /// The road between two puskesmas at its median: by the hospitals nearest to them, whose roads are known.
  static Duration way(const Parameters&, CatchmentId from, CatchmentId to);
  /// Asks for an ambulance, of the case's own puskesmas before the nearest that helps: true if one comes now;
  /// else she stands in the line, if one can come. To a probe comes the one that would have.
  bool call(Services, const Model&, Case&, CaseId slot);
  /// She leaves the line, if she stands in it.
  void withdraw(Services, Case&, CaseId slot);
  /// The ambulance that she has turns back, and is free now.
  void turn_back(Services, const Case&);
  /// The ambulance that she has sets out with her, on a trip that long, to a hospital or her puskesmas.
  void sets_out(Services, const Model&, const Case&, Duration trip);
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
  /// Who waits for an ambulance, in the order of their calls; probes too.
  const Roomy<CaseId>& line() const { return line_; }

 private:
  /// Whether an ambulance stands idle there, with its driver.
  bool stands_ready(Services, const Model&, CatchmentId catchment) const;
  /// Whose ambulance comes to a catchment now.
  std::optional<CatchmentId> ready_for(Services, const Model&, CatchmentId catchment) const;
  /// Whether one can come once it is back.
  bool can_come(Services, const Model&, CatchmentId catchment) const;
  void send(Services, const Model&, Case&, CatchmentId from);
  void send_from_line(With<Emergency, Way>, const Model&, std::size_t place, CatchmentId from);
  void serve(With<Emergency, Way>, const Model&, CatchmentId freed);
  void await_drivers(Services, const Model&, CatchmentId catchment);
  void drivers_come(With<Emergency, Way>, const Model&);
  void back_at(Services, const Case&, Time at);

  Table<CatchmentId, Resource<CaseId>> ambulances_;  // by catchment; their line is line_
  Table<CatchmentId, std::uint32_t> due_;            // catchment: events that will bring one back
  Roomy<CaseId> line_;
  Time drivers_at_{};  // the end of a night on which somebody waits for drivers
};

}  // namespace darah
