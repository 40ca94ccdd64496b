#pragma once

#include <cstdint>

#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/resource.hpp"
#include "core/scheduler.hpp"

/// Queueing models on the kernel, for its tests and benchmarks.

namespace darah::queue_models {

inline constexpr Duration hour = hours(1);

/// The two streams of a station: what an arrival draws never moves what a service draws.
struct Streams {
  explicit Streams(StreamKey key) : arrival(key, Name{}, Purpose{0}), service(key, Name{}, Purpose{1}) {}
  Draws arrival, service;
};

/// What becomes of a customer who finds no server free.
enum class Line : std::uint8_t { waits, lost };

/// Poisson arrivals at `load` an hour at `servers` equal servers; `Service` maps draws to a service time, in
/// hours, of mean 1.
template <class Service, class Queue = LadderQueue>
class Station {
 public:
  Station(std::uint64_t replication, double load, std::uint32_t servers, Service service,
          Line line = Line::waits)
      : streams_({2018, replication}), load_(load), service_(service), line_(line), servers_(servers) {
    arrive_later();
  }

  void run_until(Time end) {
    scheduler_.run_until(end, [this](const Event& e) { e.kind() == arrival ? arrive() : depart(); });
  }
  void reset_books() { servers_.reset_books(now()); }

  Time now() const { return scheduler_.now(); }
  const Resource<>& servers() const { return servers_; }
  const BasicScheduler<Queue>& scheduler() const { return scheduler_; }

  /// Hours a customer waits on average, by Little's law.
  double mean_wait() const {
    return hours_of(servers_.waiting_time(now())) / static_cast<double>(servers_.requests());
  }
  /// The fraction of customers who found no server free.
  double fraction_not_at_once() const {
    return 1 - static_cast<double>(servers_.granted_at_once()) / static_cast<double>(servers_.requests());
  }

 private:
  enum : std::uint8_t { arrival, departure };

  void arrive() {
    arrive_later();
    if (line_ == Line::waits ? servers_.request(now(), 0) : servers_.try_request(now())) serve();
  }
  void depart() {
    if (servers_.release(now())) serve();
  }
  void arrive_later() {
    scheduler_.schedule(now() + stretch(hour, unit_exponential(streams_.arrival) / load_), 0, arrival, 0);
  }
  void serve() { scheduler_.schedule(now() + stretch(hour, service_(streams_.service)), 0, departure, 0); }
  static double hours_of(std::int64_t us) { return Duration{us}.as_hours(); }

  BasicScheduler<Queue> scheduler_;
  Streams streams_;
  double load_;
  Service service_;
  Line line_;
  Resource<> servers_;
};

struct ExponentialService {
  double operator()(Draws& draws) const { return unit_exponential(draws); }
};

}  // namespace darah::queue_models
