#include <benchmark/benchmark.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "model/world/world.hpp"
#include "scenario/scenario.hpp"
#include "study/run.hpp"

/// What the world takes: of time and of memory. README.md says how to read and compare.

namespace {

std::atomic<std::int64_t> heap_bytes = 0;  // allocated and not freed

void* allocate(std::size_t size, std::size_t alignment) {
  void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  heap_bytes += static_cast<std::int64_t>(malloc_usable_size(memory));
  return memory;
}

void release(void* memory) {
  heap_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t a) {
  return allocate(size, static_cast<std::size_t>(a));
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }

namespace {

using namespace darah;

/// Banten 2018 with the arm as it was.
const Scenario& banten() {
  static const Scenario scenario =
      load_scenario(DARAH_SOURCE "/scenarios/banten-2018", {{"run.probes=0"}, {"as-2018"}});
  return scenario;
}

/// Of this thread's processor time: what other processes take does not count.
double seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class Work>
double seconds_of(Work&& work) {
  const double start = seconds();
  work();
  return seconds() - start;
}

/// Women, members of hosts, walk-in donors, open emergencies, donations in laboratories, units of blood.
std::int64_t live_entities(const World& w, const Model& m) {
  std::int64_t sum = static_cast<std::int64_t>(w.pregnancy.living() + w.donor.members() + w.donor.walk_ins());
  for (const Case& c : w.emergency.cases()) sum += c.is_open();
  for (const UtdId utd : m.utds.ids()) {
    sum += static_cast<std::int64_t>(w.blood_centre.in_laboratory(utd));
    for (std::size_t product = 0; product < products; ++product) {
      const BloodCentre::Books& b = w.blood_centre.books(utd, static_cast<Product>(product));
      sum += b.initial + b.produced + b.imported - b.transfused - b.expired - b.discarded - b.exported;
    }
  }
  return sum;
}

/// Of the window, over all places, months and kinds.
double measured(const World& world, std::string_view name) {
  const std::span<const Measure> rows = measures();
  const auto row = std::ranges::find(rows, name, &Measure::name);
  if (row == rows.end()) throw std::logic_error("no measure is named " + std::string(name));
  const auto values = world.tally.values(static_cast<std::size_t>(row - rows.begin()));
  return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
}

/// One arm of one replication.
void banten_replication(benchmark::State& state) {
  const Model past(banten().base), m(banten().arms.front().parameters);
  for (auto _ : state) {
    const std::int64_t before = heap_bytes;
    std::unique_ptr<World> world;
    double taken = seconds_of([&] {
      world = std::make_unique<World>(past, StreamKey{banten().seed, 0});
      world->run_until(past, past.policy_start);
      world->start_policy(m);
      world->run_until(m, m.start);
    });
    const double window = seconds_of([&] { world->run_until(m, m.end); });
    taken += window;
    // The end of the window is typical: from there on no woman conceives.
    const auto bytes = static_cast<double>(heap_bytes - before);
    const auto entities = static_cast<double>(live_entities(*world, m));
    const double years = (m.end - Time{}).as_days() / 365.25;
    const auto yearly = [&](std::uint64_t events) { return static_cast<double>(events) / years; };
    const Outcome typical = world->outcome();
    const double births = measured(*world, "births"), emergencies = measured(*world, "emergencies");
    std::unique_ptr<const World> copy;
    const double copying = seconds_of([&] { copy = std::make_unique<const World>(*world); });
    copy.reset();
    taken += seconds_of([&] { world->run_until(m, m.last); });
    const Outcome outcome = world->outcome();
    world.reset();
    state.SetIterationTime(taken);

    state.counters["events"] = static_cast<double>(outcome.events);
    state.counters["events_per_simulated_year"] = yearly(typical.events);
    state.counters["ns_per_birth"] = 1e9 * window / births;
    state.counters["ns_per_severe_emergency"] = 1e9 * window / emergencies;
    state.counters["ns_per_event"] = 1e9 * taken / static_cast<double>(outcome.events);
    state.counters["peak_pending"] = static_cast<double>(outcome.peak_pending);
    state.counters["live_entities"] = entities;
    state.counters["bytes_per_live_entity"] = bytes / entities;
    state.counters["world_bytes"] = bytes;
    state.counters["copy_ms"] = 1e3 * copying;
    const std::vector<std::string> kinds = event_kind_names();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      state.counters["a_year/" + kinds[i]] = yearly(typical.events_by_kind[i]);
    }
  }
}
BENCHMARK(banten_replication)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

/// What each arm adds: a copy of the past, which all five share, its policy and its measured years.
void banten_arms(benchmark::State& state) {
  static const Scenario five = load_scenario(DARAH_SOURCE "/scenarios/banten-2018", {{"run.probes=0"}, {}});
  for (auto _ : state) {
    const Model past(five.base);
    World shared(past, StreamKey{five.seed, 0});
    shared.run_until(past, past.policy_start);
    double first = 0;
    for (const ArmSpec& arm : five.arms) {
      const Model m(arm.parameters);
      const double taken = seconds_of([&] {
        World world(shared);
        world.start_policy(m);
        world.run_until(m, m.last);
        benchmark::DoNotOptimize(world.outcome());
      });
      if (first == 0) first = taken;
      state.counters["ms/" + arm.name] = 1e3 * taken;
      state.counters["over_first/" + arm.name] = taken / first;
    }
  }
}
BENCHMARK(banten_arms)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Eight replications of one arm, by threads.
void banten_threads(benchmark::State& state) {
  RunOptions options;
  options.threads = static_cast<unsigned>(state.range(0));
  options.seed = banten().seed;
  options.replications = 8;
  for (auto _ : state) benchmark::DoNotOptimize(run_scenario(banten(), options));
}
BENCHMARK(banten_threads)->Arg(1)->Arg(2)->UseRealTime()->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
