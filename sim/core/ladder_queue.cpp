#include "core/ladder_queue.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace darah {
namespace {

int bits_in(std::uint64_t x) { return 64 - std::countl_zero(x); }

}  // namespace

bool LadderQueue::refill() {
  while (true) {
    if (depth_ == 0) {
      if (top_.count <= sort_limit) {
        sort_into_near(top_);
        top_min_ = endless;
        top_max_ = 0;
        near_limit_ = endless;
        return near_count_ > 0;
      }
      const std::uint64_t range = top_max_ - top_min_;
      const int wanted = std::min(max_rung_bits, bits_in(top_.count));
      const int shift = std::max(0, bits_in(range) - wanted);
      const std::uint64_t start = top_min_;
      top_min_ = endless;
      top_max_ = 0;
      spread(top_, start, bits_in(range >> shift), shift);
    }
    Rung& rung = rungs_[depth_ - 1];
    while (rung.current < rung.size && rung.buckets[rung.current].count == 0) ++rung.current;
    if (rung.current == rung.size) {
      near_limit_ = rung.end;
      --depth_;
      continue;
    }
    const std::uint64_t start = rung.start + (static_cast<std::uint64_t>(rung.current) << rung.shift);
    Bucket& bucket = rung.buckets[rung.current++];
    if (bucket.count <= sort_limit || rung.shift == 0 || depth_ == max_depth) {
      near_limit_ = start + (std::uint64_t{1} << rung.shift);
      sort_into_near(bucket);
      return true;
    }
    const int bits = std::min({max_rung_bits, rung.shift, bits_in(bucket.count / bucket_target)});
    spread(bucket, start, bits, rung.shift - bits);
  }
}

void LadderQueue::sort_into_near(Bucket& bucket) {
  if (near_.size() < bucket.count) near_.resize(bucket.count);
  near_count_ = 0;
  if (bucket.count <= sort_limit) {
    drain(bucket, [this](Event e) {
      Event* at = near_.data() + near_count_++;
      for (; at != near_.data() && at[-1] < e; --at) *at = at[-1];
      *at = e;
    });
  } else {
    drain(bucket, [this](Event e) { near_[near_count_++] = e; });
    std::sort(near_.begin(), near_.begin() + static_cast<std::ptrdiff_t>(near_count_),
              [](const Event& a, const Event& b) { return b < a; });
  }
}

void LadderQueue::spread(Bucket& bucket, std::uint64_t start, int bits, int shift) {
  Bucket taken = std::exchange(bucket, {});  // the bucket may lie in rungs_, which may move
  if (rungs_.size() == depth_) rungs_.emplace_back();
  Rung& rung = rungs_[depth_++];
  rung.start = start;
  rung.end = start + (std::uint64_t{1} << (bits + shift));
  rung.shift = shift;
  rung.current = 0;
  rung.size = 1U << bits;
  drain(taken, [&](Event e) { append(rung.buckets[(e.when - start) >> shift], e); });
}

bool LadderQueue::pop_crowded(std::uint64_t limit, Event& out) {
  if (near_count_ == 0 || crowd_.front() < near_[near_count_ - 1]) return crowd_.pop_before(limit, out);
  if (near_[near_count_ - 1].when >= limit) return false;
  out = near_[--near_count_];
  return true;
}

/// Puts an event that belongs into the full near_. Without a ladder near_ has no natural end: the later half
/// goes back to top_, except for events at the earliest instant. While a crowd stands near_limit_ must stay,
/// because nothing in top_ may come before the crowd's last.
void LadderQueue::relieve_near(Event e) {
  if (depth_ == 0 && crowd_.empty()) {
    near_limit_ = std::max(near_[near_count_ / 2].when, near_[near_count_ - 1].when + 1);
    std::size_t relieved = 0;
    while (near_[relieved].when >= near_limit_) push_top(near_[relieved++]);
    const auto begin = near_.begin();
    std::copy(begin + static_cast<std::ptrdiff_t>(relieved), begin + static_cast<std::ptrdiff_t>(near_count_),
              begin);
    near_count_ -= relieved;
  }
  if (e.when >= near_limit_) {
    push_top(e);
  } else if (near_count_ < near_capacity) {
    insert_sorted(e);
  } else {
    crowd_.push(e);
  }
}

void LadderQueue::grow() {
  const std::size_t old = chunks_.size();
  const std::size_t size = std::max<std::size_t>(64, old * 2);
  chunks_.resize(size);
  next_.resize(size);
  for (std::size_t i = size; i-- > old;) {
    next_[i] = free_;
    free_ = static_cast<std::uint32_t>(i);
  }
}

std::size_t LadderQueue::bytes() const {
  return near_.size() * sizeof(Event) + crowd_.size() * sizeof(Event) + rungs_.size() * sizeof(Rung) +
         chunks_.size() * (sizeof(Chunk) + sizeof(std::uint32_t));
}

}  // namespace darah
