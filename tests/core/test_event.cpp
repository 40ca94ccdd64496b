#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <tuple>

#include "core/event.hpp"

namespace {

using namespace darah;

auto fields(const Event& e) {
  return std::tuple(e.time().us, e.priority(), e.sequence(), e.kind(), e.index());
}

Event any_event() {
  return Event::make({*rc::gen::inRange<std::int64_t>(0, Time::never().us)},
                     *rc::gen::arbitrary<std::uint8_t>(), *rc::gen::arbitrary<std::uint32_t>(),
                     *rc::gen::arbitrary<std::uint8_t>(),
                     *rc::gen::inRange<std::uint32_t>(0, Event::max_index));
}

TEST_CASE("an event gives back what it was made of") {
  rc::prop("fields", [](std::uint8_t priority, std::uint32_t sequence, std::uint8_t kind) {
    const auto us = *rc::gen::inRange<std::int64_t>(0, Time::never().us);
    const auto index = *rc::gen::inRange<std::uint32_t>(0, Event::max_index);
    RC_ASSERT(fields(Event::make({us}, priority, sequence, kind, index)) ==
              std::tuple(us, priority, sequence, kind, index));
  });
  const Event last = Event::make(Time::never(), 255, ~0U, 255, Event::max_index);
  CHECK(fields(last) ==
        std::tuple(Time::never().us, std::uint8_t{255}, ~0U, std::uint8_t{255}, Event::max_index));
}

TEST_CASE("events come by time, then priority, then the order of scheduling") {
  rc::prop("order", [] {
    const Event a = any_event(), b = any_event();
    RC_ASSERT((a < b) == (fields(a) < fields(b)));
    RC_ASSERT((a == b) == (fields(a) == fields(b)));
  });
  const Event event = Event::make({5}, 1, 7, 3, 9);
  CHECK(Event::make({4}, 9, 8, 0, 0) < event);
  CHECK(Event::make({5}, 0, 8, 9, 9) < event);
  CHECK(Event::make({5}, 1, 6, 9, 9) < event);
  CHECK_FALSE(event < event);
}

TEST_CASE("a limit leaves out what comes at its time with its priority or later") {
  const Event event = Event::make({5}, 1, 7, 3, 9);
  CHECK(event.when < Event::pack_when({5}, 2));
  CHECK_FALSE(event.when < Event::pack_when({5}, 1));
}

#if DARAH_CHECKED
TEST_CASE("a time before 0 and an index of over 24 bits are refused") {
  CHECK_THROWS_AS(Event::make({-1}, 0, 0, 0, 0), CheckFailure);
  CHECK_THROWS_AS(Event::make({0}, 0, 0, 0, Event::max_index + 1), CheckFailure);
}
#endif

}  // namespace
