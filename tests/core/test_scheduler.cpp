#include <catch2/catch.hpp>
#include <vector>

#include "core/heap_queue.hpp"
#include "core/scheduler.hpp"

namespace {

using namespace darah;

std::vector<std::uint32_t> run(Scheduler& scheduler, Time end) {
  std::vector<std::uint32_t> indices;
  scheduler.run_until(end, [&](const Event& e) { indices.push_back(e.index()); });
  return indices;
}
using Indices = std::vector<std::uint32_t>;

TEST_CASE("an event keeps its fields in 16 bytes") {
  constexpr Event e = Event::make(Time::never(), 255, 0xffffffff, 255, Event::max_index);
  STATIC_REQUIRE(e.time() == Time::never());
  STATIC_REQUIRE(e.priority() == 255);
  STATIC_REQUIRE(e.sequence() == 0xffffffff);
  STATIC_REQUIRE(e.kind() == 255);
  STATIC_REQUIRE(e.index() == Event::max_index);
  constexpr Event f = Event::make({1234567890123}, 7, 89, 10, 11);
  STATIC_REQUIRE(f.time().us == 1234567890123);
  STATIC_REQUIRE(f.priority() == 7);
  STATIC_REQUIRE(f.sequence() == 89);
  STATIC_REQUIRE(f.kind() == 10);
  STATIC_REQUIRE(f.index() == 11);
}

TEST_CASE("events order by time, then priority, then sequence, whatever they carry") {
  const Event order[] = {
      Event::make({1}, 200, 9, 9, 9), Event::make({2}, 0, 8, 8, 8), Event::make({2}, 1, 3, 7, 7),
      Event::make({2}, 1, 4, 0, 0),   Event::make({3}, 0, 0, 0, 0),
  };
  for (const Event& a : order) {
    for (const Event& b : order) CHECK((a < b) == (&a < &b));
  }
}

TEST_CASE("the scheduler runs events before the end, in order") {
  Scheduler scheduler;
  scheduler.schedule({30}, 0, 0, 1);
  scheduler.schedule({10}, 1, 0, 2);
  scheduler.schedule({10}, 0, 0, 3);
  scheduler.schedule({10}, 1, 0, 4);
  scheduler.schedule({20}, 0, 0, 5);
  REQUIRE(scheduler.pending() == 5);

  REQUIRE(run(scheduler, {20}) == Indices{3, 2, 4});
  REQUIRE(scheduler.now() == Time{20});
  REQUIRE(scheduler.pending() == 2);
  REQUIRE(scheduler.executed() == 3);
  REQUIRE(run(scheduler, {20}).empty());
  REQUIRE(run(scheduler, {31}) == Indices{5, 1});
  REQUIRE(scheduler.now() == Time{31});
  REQUIRE(run(scheduler, Time::never()).empty());
  REQUIRE(scheduler.now() == Time::never());
}

TEST_CASE("a handler sees the event's time and may schedule at that instant") {
  Scheduler scheduler;
  std::vector<std::int64_t> times;
  scheduler.schedule({5}, 0, 0, 3);
  scheduler.run_until({6}, [&](const Event& e) {
    times.push_back(scheduler.now().us);
    REQUIRE(e.time() == scheduler.now());
    if (e.index() > 0) scheduler.schedule(scheduler.now(), 0, 0, e.index() - 1);
  });
  REQUIRE(times == std::vector<std::int64_t>{5, 5, 5, 5});
}

TEST_CASE("a copy is the same simulation, continued apart") {
  Scheduler original;
  original.schedule({10}, 0, 0, 1);
  original.schedule({20}, 0, 0, 2);
  run(original, {15});
  Scheduler copy = original;
  copy.schedule({18}, 0, 0, 3);
  REQUIRE(run(copy, {30}) == Indices{3, 2});
  REQUIRE(original.now() == Time{15});
  REQUIRE(run(original, {30}) == Indices{2});
}

TEST_CASE("a timer has one valid event at most") {
  Scheduler scheduler;
  Timer timer;
  std::vector<std::int64_t> fired;
  const auto run_timer = [&](Time end) {
    scheduler.run_until(end, [&](const Event& e) {
      if (scheduler.fires(timer, e)) fired.push_back(scheduler.now().us);
    });
  };
  REQUIRE_FALSE(timer.pending());
  scheduler.set(timer, {10}, 0, 0, 0);
  REQUIRE(timer.pending());

  SECTION("fires once, then is idle") {
    run_timer({20});
    CHECK(fired == std::vector<std::int64_t>{10});
    CHECK_FALSE(timer.pending());
    CHECK(scheduler.executed() == 1);
  }
  SECTION("moved later") {
    scheduler.set(timer, {15}, 0, 0, 0);
    run_timer({20});
    CHECK(fired == std::vector<std::int64_t>{15});
    CHECK(scheduler.executed() == 1);
  }
  SECTION("moved earlier") {
    scheduler.set(timer, {5}, 0, 0, 0);
    run_timer({20});
    CHECK(fired == std::vector<std::int64_t>{5});
  }
  SECTION("moved to the same instant") {
    scheduler.set(timer, {10}, 0, 0, 0);
    run_timer({20});
    CHECK(fired == std::vector<std::int64_t>{10});
  }
  SECTION("cancelled") {
    scheduler.cancel(timer);
    CHECK_FALSE(timer.pending());
    run_timer({20});
    CHECK(fired.empty());
    CHECK(scheduler.executed() == 0);
  }
  SECTION("cancelled and set again") {
    scheduler.cancel(timer);
    scheduler.set(timer, {12}, 0, 0, 0);
    run_timer({20});
    CHECK(fired == std::vector<std::int64_t>{12});
  }
  SECTION("a copied timer belongs to the copied scheduler") {
    Scheduler other = scheduler;
    Timer other_timer = timer;
    scheduler.cancel(timer);
    int count = 0;
    other.run_until({20}, [&](const Event& e) { count += other.fires(other_timer, e); });
    CHECK(count == 1);
    run_timer({20});
    CHECK(fired.empty());
  }
}

#if DARAH_CHECKED
TEST_CASE("time never runs back") {
  Scheduler scheduler;
  run(scheduler, {100});
  Timer timer;
  CHECK_THROWS_AS(scheduler.schedule({99}, 0, 0, 0), CheckFailure);
  CHECK_THROWS_AS(scheduler.set(timer, {99}, 0, 0, 0), CheckFailure);
  CHECK_FALSE(timer.pending());
  CHECK_THROWS_AS(run(scheduler, {99}), CheckFailure);
  CHECK_NOTHROW(scheduler.schedule({100}, 0, 0, 0));
}

TEST_CASE("what an event cannot hold is an error") {
  CHECK_THROWS_AS(Event::make({-1}, 0, 0, 0, 0), CheckFailure);
  CHECK_THROWS_AS(Event::make(Time::never() + Duration{1}, 0, 0, 0, 0), CheckFailure);
  CHECK_THROWS_AS(Event::make({0}, 0, 0, 0, Event::max_index + 1), CheckFailure);
}
#endif

}  // namespace
