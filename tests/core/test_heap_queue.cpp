#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "core/heap_queue.hpp"

namespace {

using namespace darah;

// What it gives against std::stable_sort, and against the ladder, stands in test_ladder_queue.cpp.

TEST_CASE("a heap shows and gives the earliest of what is left") {
  rc::prop("earliest", [](const std::vector<std::uint16_t>& times) {
    HeapQueue queue;
    std::vector<Event> events;
    for (const std::uint16_t at : times) {
      events.push_back(Event::make({at}, 0, static_cast<std::uint32_t>(events.size()), 0, 0));
      queue.push(events.back());
    }
    std::sort(events.begin(), events.end());
    for (const Event& expected : events) {
      RC_ASSERT_FALSE(queue.empty());
      RC_ASSERT(queue.front() == expected);
      Event e;
      RC_ASSERT(queue.pop_before(~std::uint64_t{0}, e));
      RC_ASSERT(e == expected);
    }
    RC_ASSERT(queue.empty());
  });
}

TEST_CASE("a heap keeps what comes at a limit or later, and is the same after") {
  HeapQueue queue;
  Event e = Event::make({77}, 0, 0, 0, 0);
  CHECK_FALSE(queue.pop_before(~std::uint64_t{0}, e));
  queue.push(Event::make({5}, 1, 1, 0, 0));
  queue.push(Event::make({6}, 0, 2, 0, 0));
  CHECK_FALSE(queue.pop_before(Event::pack_when({5}, 1), e));
  CHECK(e.time().us == 77);
  CHECK(queue.size() == 2);
  CHECK(queue.pop_before(Event::pack_when({5}, 2), e));
  CHECK(e.sequence() == 1);
  CHECK_FALSE(queue.pop_before(Event::pack_when({6}, 0), e));
  CHECK(queue.size() == 1);
}

}  // namespace
