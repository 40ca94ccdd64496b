#include <malloc.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <string>

#include "regression/small_world.hpp"

namespace {

std::atomic<std::int64_t> allocations = 0;
std::atomic<std::int64_t> heap_bytes = 0;  // allocated and not freed

void* counted(void* memory) {
  ++allocations;
  heap_bytes += static_cast<std::int64_t>(malloc_usable_size(memory));  // of null: 0
  return memory;
}

void release(void* memory) {
  heap_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

// Every allocation of this test program comes through here. Not inlined, or g++ 12 warns that free() meets
// new.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted(std::malloc(size == 0 ? 1 : size));
}
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* const memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto a = static_cast<std::size_t>(alignment);
  if (void* const memory = counted(std::aligned_alloc(a, (size + a - 1) / a * a))) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { release(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { release(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  release(memory);
}

namespace {

using namespace darah;
using namespace darah::testing;

std::int64_t allocations_in(auto&& work) {
  const std::int64_t before = allocations;
  work();
  return allocations - before;
}

/// What a world holds on to.
struct Pools {
  std::size_t women, cases, queue_bytes, peak_pending;
  std::int64_t heap;  ///< all of it, and whatever else this program holds
};

Pools pools_of(const World& w) {
  const std::int64_t heap = heap_bytes;
  return {w.pregnancy.women.size(), w.emergency.cases().size(), w.scheduler.queue().bytes(),
          w.outcome().peak_pending, heap};
}

/// The small world and Banten, warm after a year of the past and a year of the arm. Banten takes too long in
/// a checked build.
std::vector<Scenario> warm_worlds(const std::string& probes) {
  std::vector<Scenario> scenarios = {
      small({"run.warm_up=\"730 d\"", "run.policy_start=2017-05-01", "run.horizon=\"365 d\"", probes})};
#if !DARAH_CHECKED
  scenarios.push_back(load_scenario(DARAH_SOURCE "/scenarios/banten-2018", {{probes}, {}}));
#endif
  return scenarios;
}

/// Allocations in a month of an arm, so long after measurement has opened.
std::int64_t allocations_of(const Scenario& s, const World& past, const ArmSpec& arm, Duration later) {
  const Model m(s.base, arm.parameters);
  World w(past);
  w.start_policy(m);
  w.run_until(m, m.start + later);
  return allocations_in([&] { w.run_until(m, m.start + later + days(30)); });
}

}  // namespace

TEST_CASE("a month of a warm world allocates nothing", "[.slow]") {
  for (const Scenario& s : warm_worlds("run.probes=0")) {
    const Model base(s.base);
    World past(base, {1, 0});
    CHECK(allocations_in([&] { past.run_until(base, base.policy_start); }) > 0);
    for (const ArmSpec& arm : s.arms) {
      CAPTURE(s.name, arm.name);
      CHECK(allocations_of(s, past, arm, {}) == 0);
    }
  }
}

TEST_CASE("probes of a warm world allocate nothing", "[.slow]") {
  // They begin with those who give birth when measurement opens: they are warm a pregnancy later.
  const std::vector<Scenario> none = warm_worlds("run.probes=0"), some = warm_worlds("run.probes=32");
  for (std::size_t i = 0; i < none.size(); ++i) {
    const Model base(none[i].base), probed(some[i].base);
    World past(base, {1, 0}), past_probed(probed, {1, 0});
    past.run_until(base, base.policy_start);
    past_probed.run_until(probed, probed.policy_start);
    for (const std::size_t arm : {std::size_t{0}, none[i].arms.size() - 1}) {
      CAPTURE(none[i].name, none[i].arms[arm].name);
      // The few that there are elsewhere, of a line longer than ever, are the same with and without.
      CHECK(allocations_of(some[i], past_probed, some[i].arms[arm], days(300)) ==
            allocations_of(none[i], past, none[i].arms[arm], days(300)));
    }
  }
}

TEST_CASE("memory of the fifth year is that of the first") {
  const auto probes = GENERATE(0, 32);
  CAPTURE(probes);
  const Scenario s = small({"run.warm_up=\"365 d\"", "run.policy_start=2017-06-01", "run.horizon=\"1825 d\"",
                            "run.probes=" + std::to_string(probes)});
  const Model m(s.base);
  const std::int64_t before = heap_bytes;
  World w(m, {1, 0});
  w.run_until(m, m.start + days(365));
  const Pools first = pools_of(w);
  w.run_until(m, m.end);
  const Pools fifth = pools_of(w);
  const auto ratio = [](auto b, auto a) { return static_cast<double>(b) / static_cast<double>(a); };
  CHECK(ratio(fifth.women, first.women) <= 1.02);
  CHECK(fifth.cases <= first.cases + 2);  // a handful open at once, by chance one or two more
  CHECK(ratio(fifth.queue_bytes, first.queue_bytes) <= 1.02);
  CHECK(ratio(fifth.peak_pending, first.peak_pending) <= 1.02);
  CHECK(first.heap - before > 0);
  CHECK(ratio(fifth.heap - before, first.heap - before) <= 1.02);
}
