#pragma once

#include <cstdint>
#include <limits>

#include "core/check.hpp"
#include "core/event.hpp"
#include "core/ladder_queue.hpp"
#include "core/units.hpp"

namespace darah {

/// The one pending event of an entity, kept by the entity itself: the event's sequence number, 0 when idle.
/// An event whose sequence differs from its entity's timer is stale, which is how cancelling costs nothing.
struct Timer {
  std::uint32_t sequence = 0;
  constexpr bool pending() const { return sequence != 0; }
};

/// The clock and the pending events of a simulation. A value: a copy is the same simulation, to be continued
/// apart.
///
/// `Queue` is LadderQueue, or HeapQueue as its oracle: both give the same order.
template <class Queue = LadderQueue>
class BasicScheduler {
 public:
  Time now() const { return now_; }
  std::size_t pending() const { return queue_.size(); }
  std::uint64_t executed() const { return executed_; }
  const Queue& queue() const { return queue_; }

  /// Schedules an event that is never cancelled. `at` must not lie before now. Throws when 2^32 events have
  /// been scheduled. O(1) amortised.
  void schedule(Time at, std::uint8_t priority, std::uint8_t kind, std::uint32_t index) {
    queue_.push(Event::make(checked(at), priority, next_sequence(), kind, index));
  }

  /// Schedules the entity's one event; if one was pending it is replaced (reschedule).
  void set(Timer& timer, Time at, std::uint8_t priority, std::uint8_t kind, std::uint32_t index) {
    const Event event = Event::make(checked(at), priority, next_sequence(), kind, index);
    timer.sequence = event.sequence();
    queue_.push(event);
  }

  /// Cancels the pending event, if any; it is dropped when its time comes.
  void cancel(Timer& timer) { timer.sequence = 0; }

  /// To be asked by the handler of an event scheduled by `set`: whether it still holds. Frees the timer if
  /// so. A stale event is taken out of the count of executed events.
  bool fires(Timer& timer, const Event& event) {
    if (timer.sequence != event.sequence()) {
      --executed_;
      return false;
    }
    timer.sequence = 0;
    return true;
  }

  /// Executes events before `end`, which is not past, in order, each through `handle(const Event&)`; then the
  /// clock stands at `end`.
  /// `fetch(const Event&)` is shown most events shortly before their turn, so that it can prefetch their
  /// entities.
  template <class Handle, class Fetch = FetchNothing>
  void run_until(Time end, Handle&& handle, Fetch&& fetch = {}) {
    DARAH_EXPECT(end >= now_);
    const std::uint64_t limit = Event::pack_when(end, 0);
    Event event;
    while (queue_.pop_before(limit, event, fetch)) {
      DARAH_EXPECT(event.time() >= now_);
      now_ = event.time();
      ++executed_;
      handle(event);
    }
    now_ = end;
  }

 private:
  Time checked(Time at) const {
    DARAH_EXPECT(at >= now_);
    return at;
  }
  std::uint32_t next_sequence() {
    DARAH_VALIDATE(sequence_ != std::numeric_limits<std::uint32_t>::max(),
                   "2^32 events scheduled: no sequence left");
    return ++sequence_;
  }

  Queue queue_;
  Time now_{};
  std::uint32_t sequence_ = 0;
  std::uint64_t executed_ = 0;
};

#if defined(DARAH_HEAP_QUEUE)
using Scheduler = BasicScheduler<HeapQueue>;  ///< the oracle, to compare whole programs
#else
using Scheduler = BasicScheduler<>;
#endif

}  // namespace darah
