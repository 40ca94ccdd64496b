#pragma once

#include <cstdint>

namespace darah {

/// How many are there, and the exact time-integral of it, where arrivals and departures are told in any
/// order: a unit's expiry is found after its instant. Instants are ticks, as window_ticks() gives them.
class Presence {
 public:
  void enter(std::uint64_t at) {
    ++count_;
    less_ -= at;
  }
  void leave(std::uint64_t at) {
    --count_;
    less_ += at;
  }
  std::uint64_t count() const { return count_; }
  /// The integral since the last close, or from the start on; `now` is not before any instant told.
  std::int64_t close(std::uint64_t now) {
    const std::uint64_t whole = count_ * now;
    const auto integral = static_cast<std::int64_t>(less_ + whole);
    less_ = -whole;
    return integral;
  }

 private:
  std::uint64_t count_ = 0, less_ = 0;  ///< the integral less count x now; all modulo 2^64
};

}  // namespace darah
