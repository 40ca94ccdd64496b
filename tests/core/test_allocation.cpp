#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "core/queue_models.hpp"

namespace {

std::atomic<std::int64_t> allocations = 0;

}  // namespace

// Every allocation of this test program, aligned ones apart, comes through here. Not inlined, or g++ 12 warns
// that free() meets new.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* const memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace darah;
using namespace darah::queue_models;

std::int64_t allocations_in(auto&& work) {
  const std::int64_t before = allocations;
  work();
  return allocations - before;
}

TEST_CASE("allocations are counted") {
  CHECK(allocations_in([] { operator delete(operator new(1)); }) == 1);
}

TEST_CASE("a model in its steady state allocates nothing") {
  // A small station, its line at times long; a large one with about a thousand events pending.
  const auto [load, servers, warm_up_hours] =
      GENERATE(table<double, std::uint32_t, std::int64_t>({{2.4, 3, 100'000}, {990.0, 1100, 300}}));
  CAPTURE(load);
  const Duration warm_up = hours(warm_up_hours);
  Station<ExponentialService> station(0, load, servers, {});
  CHECK(allocations_in([&] { station.run_until(Time{} + warm_up); }) > 0);
  const std::uint64_t before = station.scheduler().executed();
  CHECK(allocations_in([&] { station.run_until(station.now() + warm_up / 2); }) == 0);
  CHECK(station.scheduler().executed() - before > 100'000);
}

}  // namespace
