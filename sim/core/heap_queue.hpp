#pragma once

#include <algorithm>
#include <cstddef>

#include "core/event.hpp"
#include "core/roomy.hpp"

namespace darah {

/// For who has nothing to fetch ahead of an event's turn.
struct FetchNothing {
  constexpr void operator()(const Event&) const {}
};

/// Pending events in a binary heap: O(log n) always. The simple version: oracle of LadderQueue, same
/// interface.
class HeapQueue {
 public:
  HeapQueue() = default;
  /// With room for so many events before it allocates, and so has every copy.
  explicit HeapQueue(std::size_t room) { events_.reserve(room); }
  void push(Event e) {
    events_.push_back(e);
    std::push_heap(events_.begin(), events_.end(), later);
  }
  /// Takes the earliest event if it comes before `limit` (a packed Event::when). Shows nothing ahead.
  template <class Fetch = FetchNothing>
  bool pop_before(std::uint64_t limit, Event& out, Fetch&& = {}) {
    if (events_.empty() || events_.front().when >= limit) return false;
    out = events_.front();
    std::pop_heap(events_.begin(), events_.end(), later);
    events_.pop_back();
    return true;
  }
  /// The earliest event. Requires that there is one.
  const Event& front() const { return events_.front(); }
  std::size_t size() const { return events_.size(); }
  bool empty() const { return events_.empty(); }

 private:
  static bool later(const Event& a, const Event& b) { return b < a; }
  Roomy<Event> events_;
};

}  // namespace darah
