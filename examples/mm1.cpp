// The kernel as a library: one server, exponential times, and the mean wait that theory gives.
#include <cmath>
#include <cstdio>

#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/resource.hpp"
#include "core/scheduler.hpp"

using namespace darah;

namespace {

enum Kind : std::uint8_t { arrival, departure };

constexpr Duration service = minutes(45);
constexpr Duration between_arrivals = minutes(60);

class Counter {
 public:
  explicit Counter(StreamKey key) : arrivals_(key, Name{}, Purpose{0}), services_(key, Name{}, Purpose{1}) {
    await_arrival();
  }

  void run_until(Time end) {
    scheduler_.run_until(end, [this](const Event& event) {
      if (event.kind() == arrival) {
        await_arrival();
        if (server_.request(scheduler_.now(), 0)) serve();
      } else if (server_.release(scheduler_.now())) {
        serve();
      }
    });
  }

  double mean_wait_minutes() const {
    const Duration waited{server_.waiting_time(scheduler_.now())};
    return waited.as_minutes() / static_cast<double>(server_.requests());
  }

 private:
  void await_arrival() {
    scheduler_.schedule(scheduler_.now() + exponential(arrivals_, between_arrivals), 0, arrival, 0);
  }
  void serve() { scheduler_.schedule(scheduler_.now() + exponential(services_, service), 0, departure, 0); }

  Scheduler scheduler_;
  Resource<> server_{1};
  Draws arrivals_, services_;
};

}  // namespace

int main() {
  Counter counter({.seed = 1, .replication = 0});
  counter.run_until(Time{} + days(400 * 365));
  const double rho = service / between_arrivals;
  const double exact = service.as_minutes() * rho / (1 - rho);
  std::printf("mean wait  simulated %.1f min, exact %.1f min\n", counter.mean_wait_minutes(), exact);
  return std::abs(counter.mean_wait_minutes() / exact - 1) < 0.02 ? 0 : 1;
}
