#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <utility>
#include <vector>

#include "../tests/core/queue_models.hpp"
#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/event.hpp"
#include "core/ladder_queue.hpp"
#include "core/math.hpp"

/// The kernel beside what it replaces. README.md says how to read and compare.

namespace {

using namespace darah;
using queue_models::ExponentialService;
using queue_models::Station;
using queue_models::Streams;

// --- M/M/1 at load 0.9, per customer

constexpr double load = 0.9;
constexpr std::int64_t customers = 1'000'000;
constexpr Time horizon{static_cast<std::int64_t>(customers / load * 3600e6)};

void mm1(benchmark::State& state) {
  std::uint64_t served = 0;
  for (auto _ : state) {
    Station<ExponentialService> station(0, load, 1, {});
    station.run_until(horizon);
    benchmark::DoNotOptimize(station.mean_wait());
    served += station.servers().requests();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(served));
}
BENCHMARK(mm1)->Unit(benchmark::kMillisecond);

/// An event of an M/M/1 station written by hand, with the draws, events and books of the kernel's station.
struct BareEvent {
  std::int64_t at;
  bool arrival;
  friend bool operator>(const BareEvent& a, const BareEvent& b) { return a.at > b.at; }
};

void mm1_bare(benchmark::State& state) {
  std::uint64_t served = 0;
  for (auto _ : state) {
    Streams streams({2018, 0});
    std::priority_queue<BareEvent, std::vector<BareEvent>, std::greater<>> pending;
    std::int64_t now = 0, since = 0, busy_us = 0, waiting_us = 0, waiting = 0;
    bool busy = false;
    std::uint64_t arrivals = 0, at_once = 0;
    const auto arrive_later = [&] {
      pending.push({now + stretch(queue_models::hour, unit_exponential(streams.arrival) / load).us, true});
    };
    const auto serve = [&] {
      pending.push({now + stretch(queue_models::hour, unit_exponential(streams.service)).us, false});
    };
    arrive_later();
    while (pending.top().at < horizon.us) {
      const BareEvent event = pending.top();
      pending.pop();
      now = event.at;
      busy_us += busy ? now - since : 0;
      waiting_us += waiting * (now - since);
      since = now;
      if (event.arrival) {
        arrive_later();
        ++arrivals;
        if (busy) {
          ++waiting;
        } else {
          busy = true;
          ++at_once;
          serve();
        }
      } else if (waiting > 0) {
        --waiting;
        serve();
      } else {
        busy = false;
      }
    }
    benchmark::DoNotOptimize(busy_us + waiting_us);
    benchmark::DoNotOptimize(at_once);
    served += arrivals;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(served));
}
BENCHMARK(mm1_bare)->Unit(benchmark::kMillisecond);

// --- Hold: take the earliest event, put it back later. What an event costs before anything happens in it.

class Ladder {
 public:
  void push(Event e) { events_.push(e); }
  Event pop() {
    Event e;
    events_.pop_before(~std::uint64_t{0}, e);
    return e;
  }

 private:
  LadderQueue events_;
};

/// When events are put back, drawn beforehand: what every queue goes through in turn.
struct Step {
  std::int64_t later;
  bool at_eight;  ///< moved to 08:00 of the day
};
using Steps = std::vector<Step>;

template <class Draw>
Steps draw_steps(Draw draw) {
  Draws draws({2018, 0}, Name{}, Purpose{0});
  Steps steps(1 << 13);
  for (Step& step : steps) step = draw(draws);
  return steps;
}

Step exponential_step(Draws& draws) { return {exponential(draws, days(1)).us, false}; }

/// Holds `size` events.
template <class Queue>
class Hold {
 public:
  Hold(std::size_t size, Steps steps) : steps_(std::move(steps)) {
    for (std::size_t i = 0; i < size; ++i) put(0);
    // Times are stationary once the first ones are used up: a few turns of the whole queue.
    for (std::size_t i = 0; i < std::min<std::size_t>(4 * size, 4'000'000); ++i) step();
  }
  void step() { put(queue_.pop().time().us); }

 private:
  void put(std::int64_t now) {
    constexpr std::int64_t day = days(1).us, eight = hours(8).us;
    const Step step = steps_[sequence_++ % (1 << 13)];
    std::int64_t at = now + step.later;
    if (step.at_eight) at = (at - eight + day - 1) / day * day + eight;
    queue_.push(Event::make({at}, 0, sequence_, 0, 0));
  }

  Queue queue_;
  Steps steps_;
  std::uint32_t sequence_ = 0;
};

class StdPriorityQueue {
 public:
  void push(Event e) { events_.push(e); }
  Event pop() {
    const Event e = events_.top();
    events_.pop();
    return e;
  }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return b < a; }
  };
  std::priority_queue<Event, std::vector<Event>, Later> events_;
};

/// Half exponential of mean 1 d, half about 35 d.
Step bimodal_step(Draws& draws) {
  if (bernoulli(draws, 0.5)) return exponential_step(draws);
  return {(days(35) + hours(36) * unit_normal(draws)).us, false};
}
/// Half of all events at the same instant of a day.
Step peaks_step(Draws& draws) { return {exponential(draws, days(7)).us, bernoulli(draws, 0.5)}; }

/// A queue goes on from one call to the next, so that it is filled once.
template <class Queue, Step (*draw)(Draws&)>
void hold_events(benchmark::State& state) {
  static std::map<std::int64_t, Hold<Queue>> holds;
  const std::int64_t size = state.range(0);
  auto& held = holds.try_emplace(size, static_cast<std::size_t>(size), draw_steps(draw)).first->second;
  for (auto _ : state) held.step();
  state.SetItemsProcessed(state.iterations());
}

void hold(benchmark::State& s) { hold_events<Ladder, exponential_step>(s); }
void hold_std_priority_queue(benchmark::State& s) { hold_events<StdPriorityQueue, exponential_step>(s); }
void hold_bimodal(benchmark::State& s) { hold_events<Ladder, bimodal_step>(s); }
void hold_std_priority_queue_bimodal(benchmark::State& s) { hold_events<StdPriorityQueue, bimodal_step>(s); }
void hold_peaks(benchmark::State& s) { hold_events<Ladder, peaks_step>(s); }
void hold_std_priority_queue_peaks(benchmark::State& s) { hold_events<StdPriorityQueue, peaks_step>(s); }

void sizes(benchmark::internal::Benchmark* b) {
  for (const std::int64_t size : {100, 10'000, 300'000, 1'000'000, 8'000'000}) b->Arg(size);
}
BENCHMARK(hold)->Apply(sizes);
BENCHMARK(hold_std_priority_queue)->Apply(sizes);
BENCHMARK(hold_bimodal)->Arg(300'000);
BENCHMARK(hold_std_priority_queue_bimodal)->Arg(300'000);
BENCHMARK(hold_peaks)->Arg(300'000);
BENCHMARK(hold_std_priority_queue_peaks)->Arg(300'000);

// --- One exponential from a sequential stream

template <class Engine>
void draw(benchmark::State& state, Engine engine) {
  for (auto _ : state) benchmark::DoNotOptimize(unit_exponential(engine));
  state.SetItemsProcessed(state.iterations());
}
void draw_exponential(benchmark::State& state) { draw(state, Draws({2018, 0}, Name{}, Purpose{0})); }
void draw_exponential_mt19937_64(benchmark::State& state) { draw(state, std::mt19937_64(2018)); }
BENCHMARK(draw_exponential);
BENCHMARK(draw_exponential_mt19937_64);

// --- Functions of core/math, beside the C library's of the same name

template <class F>
void call(benchmark::State& state, F f, double low, double high) {
  std::mt19937_64 engine(2018);
  std::vector<double> arguments(4096);
  for (double& x : arguments) x = low + (high - low) * uniform01(engine);
  for (auto _ : state) {
    for (const double x : arguments) benchmark::DoNotOptimize(f(x));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(arguments.size()));
}
#define DARAH_BENCH_CALL(name, low, high)                             \
  BENCHMARK_CAPTURE(                                                  \
      call, name, [](double x) { return math::name(x); }, low, high); \
  BENCHMARK_CAPTURE(                                                  \
      call, name##_libm, [](double x) { return std::name(x); }, low, high)
DARAH_BENCH_CALL(exp, -20.0, 5.0);
DARAH_BENCH_CALL(expm1, -5.0, 5.0);
DARAH_BENCH_CALL(log, 0.0, 1.0);
DARAH_BENCH_CALL(log1p, -1.0, 1.0);
DARAH_BENCH_CALL(sin, -100.0, 100.0);
DARAH_BENCH_CALL(cos, -100.0, 100.0);
DARAH_BENCH_CALL(lgamma, 0.0, 50.0);
DARAH_BENCH_CALL(erfc, -3.0, 6.0);
constexpr double power = 0.7;
BENCHMARK_CAPTURE(
    call, pow, [](double x) { return math::pow(x, power); }, 0.0, 10.0);
BENCHMARK_CAPTURE(
    call, pow_libm, [](double x) { return std::pow(x, power); }, 0.0, 10.0);

}  // namespace
