#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/event.hpp"
#include "core/heap_queue.hpp"
#include "core/huge_allocator.hpp"
#include "core/prefetch.hpp"

namespace darah {

/// Pending events in a ladder: O(1) amortised pop and push whatever the number pending.
///
/// Far events lie unsorted in `top_`. When the ladder is empty, top_ is spread over up to 1024 buckets of
/// equal width (a rung); a bucket that comes due with many events is spread over a finer rung, one with few
/// is sorted into `near_`, from whose end events are popped. Buckets are lists of 256-byte chunks, so that
/// spreading streams through memory instead of missing the cache at every event. Widths are powers of two.
/// Events that crowd into the range of near_ after it was sorted go to a heap: O(log n) is the worst case,
/// for instance when all times are equal. After Tang, Goh and Thng (2005), "Ladder queue: an O(1) priority
/// queue structure for large-scale discrete event simulation". A value: copying it copies the future.
class LadderQueue {
 public:
  void push(Event e) {
    ++size_;
    if (e.when < near_limit_) {
      push_near(e);
    } else {
      push_far(e);
    }
  }

  /// Takes the earliest event if it comes before `limit` (a packed Event::when).
  /// `fetch(const Event&)` is shown most events once, some places before their turn.
  template <class Fetch = FetchNothing>
  bool pop_before(std::uint64_t limit, Event& out, Fetch&& fetch = {}) {
    if (near_count_ == 0 && crowd_.empty()) {
      if (!refill()) return false;
      look_ahead(fetch);
    }
    if (crowd_.empty()) [[likely]] {
      if (near_[near_count_ - 1].when >= limit) return false;
      out = near_[--near_count_];
    } else if (!pop_crowded(limit, out)) {
      return false;
    }
    --size_;
    return true;
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// Bytes held, free chunks included.
  std::size_t bytes() const;

 private:
  static constexpr std::size_t chunk_size = 16;    // events in a chunk
  static constexpr std::size_t sort_limit = 24;    // a bucket of up to this many events is sorted, not spread
  static constexpr std::size_t bucket_target = 6;  // events a bucket should get when one is spread
  static constexpr std::size_t near_capacity = 24;  // events pushed beyond it go to crowd_
  static constexpr int max_rung_bits = 10;
  static constexpr std::size_t max_depth = 12;
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint32_t nil = 0xffffffff;

  struct Bucket {
    std::uint32_t head = nil;  // newest chunk; older ones follow by next_
    std::uint32_t count = 0;
  };
  struct Rung {
    std::uint64_t start = 0, end = 0;  // range of Event::when
    int shift = 0;                     // bucket width = 2^shift
    std::uint32_t current = 0, size = 0;
    std::array<Bucket, std::size_t{1} << max_rung_bits> buckets;
  };
  using Chunk = std::array<Event, chunk_size>;

  void push_near(Event e) {
    if (near_count_ >= near_capacity) [[unlikely]] {
      relieve_near(e);
      return;
    }
    insert_sorted(e);
  }

  /// Searches from the end, where soon events belong.
  void insert_sorted(Event e) {
    Event* const begin = near_.data();
    Event* at = begin + near_count_;
    for (; at != begin && at[-1] < e; --at) *at = at[-1];
    *at = e;
    ++near_count_;
  }

  void push_far(Event e) {
    for (std::size_t d = depth_; d-- > 0;) {
      Rung& rung = rungs_[d];
      if (e.when < rung.end) {
        append(rung.buckets[(e.when - rung.start) >> rung.shift], e);
        return;
      }
    }
    push_top(e);
  }

  void push_top(Event e) {
    top_min_ = std::min(top_min_, e.when);
    top_max_ = std::max(top_max_, e.when);
    append(top_, e);
  }

  void append(Bucket& bucket, Event e) {
    const std::size_t place = bucket.count % chunk_size;
    if (place == 0) {
      const std::uint32_t chunk = take_chunk();
      next_[chunk] = bucket.head;
      bucket.head = chunk;
    }
    chunks_[bucket.head][place] = e;
    ++bucket.count;
  }

  std::uint32_t take_chunk() {
    if (free_ == nil) grow();
    const std::uint32_t chunk = free_;
    free_ = next_[chunk];
    return chunk;
  }

  /// Events in a bucket's newest chunk.
  static std::size_t newest(const Bucket& bucket) {
    return bucket.count == 0 ? 0 : (bucket.count - 1) % chunk_size + 1;
  }

  /// Empties a bucket, newest chunk first, freeing each chunk once it is read.
  template <class Sink>
  void drain(Bucket& bucket, Sink&& sink) {
    std::uint32_t chunk = bucket.head;
    std::size_t in_chunk = newest(bucket);
    bucket = {};
    while (chunk != nil) {
      const std::uint32_t older = next_[chunk];
      if (older != nil) {
        prefetch(&chunks_[older]);
        prefetch(&next_[older]);
      }
      const Chunk events = chunks_[chunk];
      next_[chunk] = free_;
      free_ = chunk;
      for (std::size_t i = 0; i < in_chunk; ++i) sink(events[i]);
      chunk = older;
      in_chunk = chunk_size;
    }
  }

  /// Shows the events of the next bucket, whose chunk was fetched a bucket ago, and fetches the chunk of the
  /// one after.
  template <class Fetch>
  void look_ahead(Fetch&& fetch) const {
    if (depth_ == 0) return;
    const Rung& rung = rungs_[depth_ - 1];
    if (rung.current + 1 >= rung.size) return;
    const Bucket& next = rung.buckets[rung.current];
    for (std::size_t i = 0, n = newest(next); i < n; ++i) fetch(chunks_[next.head][i]);
    const Bucket& after = rung.buckets[rung.current + 1];
    if (after.head == nil) return;
    prefetch(&chunks_[after.head]);
    prefetch(&next_[after.head]);
  }

  bool refill();
  bool pop_crowded(std::uint64_t limit, Event& out);
  void relieve_near(Event e);
  void sort_into_near(Bucket& bucket);
  void spread(Bucket& bucket, std::uint64_t start, int bits, int shift);
  void grow();

  std::size_t size_ = 0;
  // The earliest events, latest first; only near_count_ of them are valid.
  std::vector<Event> near_ = std::vector<Event>(near_capacity);
  std::size_t near_count_ = 0;
  std::uint64_t near_limit_ = endless;  // every event before it is in near_ or crowd_
  HeapQueue crowd_{512};
  std::vector<Rung> rungs_;  // coarse to fine; depth_ of them are open
  std::size_t depth_ = 0;
  Bucket top_;
  std::uint64_t top_min_ = endless, top_max_ = 0;
  std::vector<Chunk, HugeAllocator<Chunk>> chunks_;
  std::vector<std::uint32_t> next_;
  std::uint32_t free_ = nil;
};

}  // namespace darah
