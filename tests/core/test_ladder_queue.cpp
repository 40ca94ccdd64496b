#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <tuple>
#include <vector>

#include "core/heap_queue.hpp"
#include "core/ladder_queue.hpp"
#include "core/scheduler.hpp"

namespace darah {

std::ostream& operator<<(std::ostream& out, const Event& e) {
  return out << e.time().us << " us, priority " << int{e.priority()} << ", sequence " << e.sequence();
}

}  // namespace darah

namespace {

using namespace darah;
using Generator = std::mt19937_64;

constexpr std::uint64_t endless = ~std::uint64_t{0};
constexpr std::int64_t day = days(1).us;

/// How far ahead of now events are pushed.
enum class Ahead { uniform, equal, few_times, peaks, bimodal, dense, adversarial };

std::int64_t ahead(Ahead kind, std::int64_t now, Generator& g) {
  switch (kind) {
    case Ahead::uniform:
      return static_cast<std::int64_t>(g() % (100 * day));
    case Ahead::equal:
      return 0;
    case Ahead::few_times:
      return static_cast<std::int64_t>(g() % 3) * day;
    case Ahead::peaks:  // most at 08:00 of one of the next days
      return g() % 4 == 0 ? static_cast<std::int64_t>(g() % day)
                          : (now / day + static_cast<std::int64_t>(g() % 30)) * day + day + day / 3 - now;
    case Ahead::bimodal:
      return static_cast<std::int64_t>(g() % 2 == 0 ? g() % day : 35 * day + g() % day);
    case Ahead::dense:
      return static_cast<std::int64_t>(g() % 16);
    case Ahead::adversarial:  // every scale from one tick to years, so that rungs nest as deeply as they can
      return (std::int64_t{1} << (g() % 42)) - static_cast<std::int64_t>(g() % 2);
  }
  return 0;
}

std::uint64_t any_limit(std::uint64_t now, Generator& g) {
  return g() % 2 == 0 ? endless : now + (std::uint64_t{1} << g() % 52);
}

/// Two queues driven through the same random pushes and pops, which must agree on every answer.
template <class A, class B>
void require_same(A a, B b, Ahead kind, Generator g, int operations, std::uint32_t sequence = 0,
                  std::int64_t now = 0) {
  unsigned growth = 3;  // of 4 operations, how many push
  for (int i = 0; i < operations; ++i) {
    if (i % 512 == 0) growth = static_cast<unsigned>(g() % 4);
    if (g() % 4 < growth) {
      const auto priority = static_cast<std::uint8_t>(g() % 3);
      const Event e = Event::make({now + ahead(kind, now, g)}, priority, ++sequence, 0, 0);
      a.push(e);
      b.push(e);
    } else {
      Event from_a, from_b;
      const std::uint64_t limit = any_limit(Event::pack_when({now}, 0), g);
      const bool popped = a.pop_before(limit, from_a);
      RC_ASSERT(popped == b.pop_before(limit, from_b));
      if (!popped) continue;
      RC_ASSERT(from_a == from_b);
      RC_ASSERT(from_a.when < limit);
      now = from_a.time().us;
    }
    RC_ASSERT(a.size() == b.size());
  }
  Event from_a, from_b;
  while (b.pop_before(endless, from_b)) {
    RC_ASSERT(a.pop_before(endless, from_a));
    RC_ASSERT(from_a == from_b);
  }
  RC_ASSERT(a.empty());
}

std::vector<Event> events_of(Ahead kind, std::size_t count, Generator& g) {
  std::vector<Event> events;
  for (std::uint32_t i = 1; i <= count; ++i) {
    events.push_back(Event::make({ahead(kind, 0, g)}, static_cast<std::uint8_t>(g() % 3), i, 0, i));
  }
  return events;
}

template <class Queue>
std::vector<Event> drained(Queue& queue) {
  std::vector<Event> events;
  Event e;
  while (queue.pop_before(endless, e)) events.push_back(e);
  return events;
}

const auto any_ahead = rc::gen::element(Ahead::uniform, Ahead::equal, Ahead::few_times, Ahead::peaks,
                                        Ahead::bimodal, Ahead::dense, Ahead::adversarial);

TEST_CASE("queues pop what std::stable_sort orders by time and priority") {
  rc::prop("stable sort", [](std::uint64_t seed) {
    Generator g(seed);
    std::vector<Event> events = events_of(*any_ahead, g() % 5000, g);
    LadderQueue ladder;
    HeapQueue heap;
    for (const Event& e : events) {
      ladder.push(e);
      heap.push(e);
    }
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
      return std::tuple(a.time(), a.priority()) < std::tuple(b.time(), b.priority());
    });
    RC_ASSERT(drained(ladder) == events);
    RC_ASSERT(drained(heap) == events);
  });
}

TEST_CASE("the ladder equals the heap through interleaved pushes, pops and limits") {
  const auto kind = GENERATE(Ahead::uniform, Ahead::equal, Ahead::few_times, Ahead::peaks, Ahead::bimodal,
                             Ahead::dense, Ahead::adversarial);
  CAPTURE(kind);
  rc::prop("interleaved", [kind](std::uint64_t seed) {
    require_same(LadderQueue{}, HeapQueue{}, kind, Generator(seed), 6000);
  });
}

TEST_CASE("the kind of times may change while events are pending") {
  rc::prop("mixtures", [](std::uint64_t seed) {
    Generator g(seed);
    LadderQueue ladder;
    HeapQueue heap;
    std::uint32_t sequence = 0;
    std::int64_t now = 0;
    for (int phase = 0; phase < 12; ++phase) {
      const Ahead kind = *any_ahead;
      for (auto pushes = g() % 400; pushes > 0; --pushes) {
        const Event e = Event::make({now + ahead(kind, now, g)}, 0, ++sequence, 0, 0);
        ladder.push(e);
        heap.push(e);
      }
      Event from_ladder, from_heap;
      for (auto pops = g() % 400; pops > 0 && heap.pop_before(endless, from_heap); --pops) {
        RC_ASSERT(ladder.pop_before(endless, from_ladder));
        RC_ASSERT(from_ladder == from_heap);
        now = from_heap.time().us;
      }
    }
    RC_ASSERT(drained(ladder) == drained(heap));
  });
}

TEST_CASE("a copy continues as the original does") {
  rc::prop("copy", [](std::uint64_t seed) {
    Generator g(seed);
    const Ahead kind = *any_ahead;
    LadderQueue queue;
    const std::vector<Event> events = events_of(kind, 100 + g() % 3000, g);
    for (const Event& e : events) queue.push(e);
    Event last;
    for (auto pops = g() % events.size(); pops > 0; --pops) queue.pop_before(endless, last);
    require_same(queue, LadderQueue(queue), kind, g, 3000, static_cast<std::uint32_t>(events.size()),
                 last.time().us);
    LadderQueue copy = queue;
    const std::vector<Event> rest = drained(copy);
    RC_ASSERT(rest.size() == queue.size());
    RC_ASSERT(drained(queue) == rest);
  });
}

TEST_CASE("pushes at every place of a half emptied ladder, its bounds included") {
  // 2048 consecutive values of Event::when: whatever the widths of buckets, some lie exactly on each bound.
  constexpr std::uint32_t places = 2048;
  const auto at = [](std::uint32_t place, std::uint32_t sequence) {
    return Event::make({place / 256}, static_cast<std::uint8_t>(place % 256), sequence, 0, 0);
  };
  const std::uint32_t popped = GENERATE(1U, 2U, 63U, 64U, 65U, 1000U, 1024U, 2047U);
  CAPTURE(popped);
  LadderQueue queue;
  for (std::uint32_t i = 0; i < places; ++i) queue.push(at(i, 1));
  Event e;
  for (std::uint32_t i = 0; i < popped; ++i) {
    REQUIRE(queue.pop_before(endless, e));
    REQUIRE(e == at(i, 1));
  }
  for (std::uint32_t i = popped; i < places; ++i) queue.push(at(i, 2));
  for (std::uint32_t i = popped; i < places; ++i) {
    for (const std::uint32_t sequence : {1U, 2U}) {
      REQUIRE(queue.pop_before(endless, e));
      REQUIRE(e == at(i, sequence));
    }
  }
  REQUIRE(queue.empty());
}

TEST_CASE("what crowds at one instant never overtakes what comes between") {
  LadderQueue queue;
  HeapQueue heap;
  std::uint32_t sequence = 0;
  const auto push = [&](std::int64_t at, int times) {
    for (; times > 0; --times) {
      const Event e = Event::make({at}, 0, ++sequence, 0, 0);
      queue.push(e);
      heap.push(e);
    }
  };
  const auto pop = [&](int times) {
    for (; times > 0; --times) {
      Event e, expected;
      REQUIRE(queue.pop_before(endless, e));
      REQUIRE(heap.pop_before(endless, expected));
      REQUIRE(e == expected);
    }
  };
  push(10, 30);  // more than are kept sorted
  push(100, 1);  // into the crowd
  pop(20);
  for (std::int64_t at = 80; at > 40; --at) push(at, 1);
  pop(40);
  push(90, 40);
  REQUIRE(drained(queue) == drained(heap));
}

TEST_CASE("a million events at one instant") {
  constexpr std::uint32_t count = 1'000'000;
  const bool after_others =
      GENERATE(false, true);  // to an empty queue they crowd, ahead of others they wait in top
  LadderQueue queue;
  Event e;
  if (after_others) {
    for (std::uint32_t i = 0; i < 100; ++i) queue.push(Event::make({0}, 0, i, 0, 0));
    for (std::uint32_t i = 0; i < 60; ++i) queue.pop_before(endless, e);
  }
  for (std::uint32_t i = 1; i <= count; ++i) queue.push(Event::make({day}, 0, i, 0, 0));
  while (queue.size() > count) queue.pop_before(endless, e);
  for (std::uint32_t i = 1; i <= count; ++i) {
    if (!queue.pop_before(endless, e) || e.sequence() != i) FAIL("out of order at " << i);
  }
  REQUIRE(queue.empty());
}

TEST_CASE("pop_before leaves what comes at its limit or later") {
  LadderQueue queue;
  Event e;
  REQUIRE_FALSE(queue.pop_before(endless, e));
  queue.push(Event::make({5}, 1, 1, 0, 0));
  REQUIRE_FALSE(queue.pop_before(Event::pack_when({5}, 0), e));
  REQUIRE_FALSE(queue.pop_before(Event::pack_when({5}, 1), e));
  queue.push(Event::make({4}, 9, 2, 0, 0));
  REQUIRE(queue.pop_before(Event::pack_when({5}, 0), e));
  REQUIRE(e.sequence() == 2);
  REQUIRE(queue.pop_before(Event::pack_when({5}, 2), e));
  REQUIRE(e.sequence() == 1);
}

TEST_CASE("memory follows the most events ever pending, not those that passed") {
  LadderQueue queue;
  Generator g(1);
  std::uint32_t sequence = 0;
  const auto push = [&](std::int64_t now) {
    queue.push(Event::make({now + ahead(Ahead::uniform, now, g)}, 0, ++sequence, 0, 0));
  };
  const auto turn_over = [&](int times) {
    Event e;
    for (; times > 0 && queue.pop_before(endless, e); --times) push(e.time().us);
  };
  constexpr int pending = 20'000;
  for (int i = 0; i < pending; ++i) push(0);
  turn_over(5 * pending);
  const std::size_t bytes = queue.bytes();
  turn_over(10 * pending);
  CHECK(queue.bytes() == bytes);
  CHECK(bytes < 100 * pending);
}

/// The scheduler's contract without a queue: one pending event an entity, the earliest found by search.
class NaiveScheduler {
 public:
  Time now() const { return now_; }
  void set(std::uint32_t entity, Time at, std::uint8_t priority) {
    pending_[entity] = {at, priority, ++sequence_};
  }
  void cancel(std::uint32_t entity) { pending_.erase(entity); }

  template <class Handle>
  void run_until(Time end, Handle&& handle) {
    while (true) {
      const auto first = std::min_element(pending_.begin(), pending_.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
      if (first == pending_.end() || std::get<Time>(first->second) >= end) break;
      now_ = std::get<Time>(first->second);
      const std::uint32_t entity = first->first;
      pending_.erase(first);
      handle(entity);
    }
    now_ = end;
  }

 private:
  std::map<std::uint32_t, std::tuple<Time, std::uint8_t, std::uint32_t>> pending_;
  Time now_{};
  std::uint32_t sequence_ = 0;
};

/// The interface of NaiveScheduler over timers, which leave cancelled events in the queue.
template <class Queue>
class TimerScheduler {
 public:
  Time now() const { return scheduler_.now(); }
  void set(std::uint32_t entity, Time at, std::uint8_t priority) {
    scheduler_.set(timers_[entity], at, priority, 0, entity);
  }
  void cancel(std::uint32_t entity) { scheduler_.cancel(timers_[entity]); }

  template <class Handle>
  void run_until(Time end, Handle&& handle) {
    scheduler_.run_until(end, [&](const Event& e) {
      if (scheduler_.fires(timers_[e.index()], e)) handle(e.index());
    });
  }
  std::uint64_t executed() const { return scheduler_.executed(); }

 private:
  BasicScheduler<Queue> scheduler_;
  std::map<std::uint32_t, Timer> timers_;
};

using Log = std::vector<std::pair<std::int64_t, std::uint32_t>>;

/// Entities that set, move and cancel each other's events at random.
template <class Scheduler>
Log meddle(Scheduler& scheduler, Ahead kind, std::uint64_t seed) {
  constexpr std::uint32_t entities = 60;
  Generator g(seed);
  Log log;
  const auto meddle_with = [&](std::uint32_t entity) {
    const auto at = scheduler.now() + Duration{ahead(kind, scheduler.now().us, g)};
    scheduler.set(entity, at, static_cast<std::uint8_t>(g() % 3));
  };
  for (std::uint32_t i = 0; i < entities; ++i) meddle_with(i);
  scheduler.run_until(Time::never(), [&](std::uint32_t entity) {
    log.emplace_back(scheduler.now().us, entity);
    if (log.size() > 600) return;
    if (g() % 4 != 0) meddle_with(entity);
    if (g() % 2 == 0) meddle_with(static_cast<std::uint32_t>(g() % entities));
    if (g() % 3 == 0) scheduler.cancel(static_cast<std::uint32_t>(g() % entities));
  });
  return log;
}

TEST_CASE("cancelled and moved events never fire, on either queue") {
  rc::prop("timers", [](std::uint64_t seed) {
    const Ahead kind = *any_ahead;
    NaiveScheduler naive;
    TimerScheduler<LadderQueue> ladder;
    TimerScheduler<HeapQueue> heap;
    const Log expected = meddle(naive, kind, seed);
    RC_ASSERT(meddle(ladder, kind, seed) == expected);
    RC_ASSERT(meddle(heap, kind, seed) == expected);
    RC_ASSERT(ladder.executed() == expected.size());
  });
}

}  // namespace
