#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/roomy.hpp"
#include "core/units.hpp"

namespace darah {

/// First in, first out; room for 16 from the start, then memory grows to the longest line ever seen and
/// stays. O(1) amortised.
template <class T>
class Fifo {
 public:
  /// Room for n, without allocating.
  void reserve(std::size_t n) {
    while (ring_.size() < n) grow();
  }
  void push(T value) {
    if (size_ == ring_.size()) grow();
    ring_[(head_ + size_++) & (ring_.size() - 1)] = value;
  }
  T pop() {
    DARAH_EXPECT(size_ > 0);
    const T value = ring_[head_];
    head_ = (head_ + 1) & (ring_.size() - 1);
    --size_;
    return value;
  }
  const T& operator[](std::size_t i) const { return ring_[(head_ + i) & (ring_.size() - 1)]; }
  /// Takes out the first element equal to `value`, keeping the order of the others; returns its place.
  /// O(size).
  std::optional<std::size_t> remove(const T& value) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (!((*this)[i] == value)) continue;
      for (std::size_t k = i; k + 1 < size_; ++k) ring_[(head_ + k) & (ring_.size() - 1)] = (*this)[k + 1];
      --size_;
      return i;
    }
    return std::nullopt;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  void grow() {
    std::vector<T> larger(ring_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
    ring_ = std::move(larger);
    head_ = 0;
  }
  std::vector<T> ring_ = std::vector<T>(16);
  std::size_t head_ = 0, size_ = 0;
};

/// A pool of equal servers with one waiting line per priority (0 is served first, FIFO within a priority).
///
/// A pool keeps its own books in integers: the time-integrals of servers, of busy ones and of the line,
/// requests, and grants without waiting. The caller is told who is granted and schedules what follows: a
/// resource schedules nothing itself. A `Token` says who asks.
///
/// Who looks has a place in the line like anybody who asks and gets a server when her turn comes, and takes
/// nothing: those who ask, and the books, do not notice her. Lookers do not notice each other either: all
/// whose place is before the first who asks are granted what that one is then given.
template <class Token = std::uint32_t>
class Resource {
 public:
  static constexpr std::size_t priorities = 3;

  explicit Resource(std::uint32_t capacity = 0) : capacity_(capacity) { looks_.reserve(16); }

  /// True when a server is granted at once; otherwise the token joins its priority's line.
  bool request(Time now, Token token, std::uint8_t priority = 0) {
    DARAH_EXPECT(priority < priorities);
    advance(now);
    ++requests_;
    if (try_take()) {
      ++at_once_;
      return true;
    }
    lines_[priority].push(token);
    ++waiting_;
    return false;
  }

  /// True when a server is granted at once; never waits.
  bool try_request(Time now) {
    advance(now);
    ++requests_;
    if (!try_take()) return false;
    ++at_once_;
    return true;
  }

  /// True when a server is idle, which stays so; otherwise the token joins its priority's line to look.
  bool look(Token token, std::uint8_t priority = 0) {
    DARAH_EXPECT(priority < priorities);
    if (idle() > 0) return true;
    looks_.push_back({token, priority, static_cast<std::uint32_t>(lines_[priority].size())});
    return false;
  }

  /// Gives a server back; returns the token that gets it now, if one was waiting. With who looks, serve() is
  /// asked next instead: see free().
  std::optional<Token> release(Time now) {
    free(now);
    return grant(now);
  }
  /// Gives a server back, which nobody has yet: serve() follows.
  void free(Time now) {
    advance(now);
    DARAH_EXPECT(busy_ > 0);
    --busy_;
  }
  /// Gives idle servers to who is in line, to(token) for each in turn, lookers included.
  template <class To>
  void serve(Time now, To&& to) {
    do {
      while (const auto looker = grant_look()) to(*looker);
      const auto next = grant(now);
      if (!next) return;
      to(*next);
    } while (true);
  }

  /// Takes servers away or adds some. Whoever is served stays until released, beyond the capacity too; after
  /// adding, ask grant() until it has nobody.
  void set_capacity(Time now, std::uint32_t capacity) {
    advance(now);
    capacity_ = capacity;
  }

  /// The first of the line gets an idle server, if there are both.
  std::optional<Token> grant(Time now) {
    advance(now);
    if (waiting_ == 0 || !try_take()) return std::nullopt;
    --waiting_;
    const auto line = std::find_if(lines_.begin(), lines_.end(), [](const auto& l) { return !l.empty(); });
    step_forward(static_cast<std::size_t>(line - lines_.begin()), 0);
    return line->pop();
  }

  /// Leaves the line; false if the token was not in it.
  bool withdraw(Time now, Token token) {
    advance(now);
    for (std::size_t priority = 0; priority < priorities; ++priority) {
      const auto place = lines_[priority].remove(token);
      if (!place) continue;
      --waiting_;
      step_forward(priority, *place);
      return true;
    }
    return false;
  }
  /// Who looks leaves the line; false if the token was not in it.
  bool look_away(Token token) {
    const auto it =
        std::find_if(looks_.begin(), looks_.end(), [&](const Look& l) { return l.token == token; });
    if (it == looks_.end()) return false;
    looks_.erase(it);
    return true;
  }

  std::uint32_t capacity() const { return capacity_; }
  std::uint32_t busy() const { return busy_; }
  std::uint32_t waiting() const { return waiting_; }
  std::size_t looking() const { return looks_.size(); }
  std::uint32_t idle() const { return busy_ < capacity_ ? capacity_ - busy_ : 0; }
  std::uint64_t requests() const { return requests_; }
  std::uint64_t granted_at_once() const { return at_once_; }
  /// Time-integral of busy servers up to `now`, in server-microseconds.
  std::int64_t busy_time(Time now) const { return busy_us_ + busy_ * (now - since_).us; }
  /// Time-integral of servers there up to `now`, busy or not, in server-microseconds, modulo 2^64: a pool may
  /// be without end.
  std::int64_t capacity_time(Time now) const {
    return static_cast<std::int64_t>(capacity_us_ +
                                     capacity_ * static_cast<std::uint64_t>((now - since_).us));
  }
  /// Time-integral of the line's length up to `now`, in token-microseconds.
  std::int64_t waiting_time(Time now) const { return waiting_us_ + waiting_ * (now - since_).us; }

  /// Forgets the books, keeps servers and lines: for the start of measurement.
  void reset_books(Time now) {
    advance(now);
    busy_us_ = waiting_us_ = 0;
    capacity_us_ = 0;
    requests_ = at_once_ = 0;
  }

 private:
  struct Look {
    Token token;
    std::uint8_t priority = 0;
    std::uint32_t ahead = 0;  ///< who asked with the same priority and stands before her
  };

  /// The first looker before whom nobody who asks stands, if a server is idle; out of the line.
  std::optional<Token> grant_look() {
    if (looks_.empty() || idle() == 0) return std::nullopt;
    const auto first = std::find_if(looks_.begin(), looks_.end(), [&](const Look& look) {
      return look.ahead == 0 && std::all_of(lines_.begin(), lines_.begin() + look.priority,
                                            [](const auto& line) { return line.empty(); });
    });
    if (first == looks_.end()) return std::nullopt;
    const Token token = first->token;
    looks_.erase(first);
    return token;
  }
  /// Who asks leaves a line from this place: lookers behind have one less before them.
  void step_forward(std::size_t priority, std::size_t place) {
    for (Look& look : looks_) {
      if (look.priority == priority && place < look.ahead) --look.ahead;
    }
  }
  bool try_take() {
    if (busy_ >= capacity_) return false;
    ++busy_;
    return true;
  }
  void advance(Time now) {
    DARAH_EXPECT(now >= since_);
    const std::int64_t elapsed = (now - since_).us;
    busy_us_ += busy_ * elapsed;
    waiting_us_ += waiting_ * elapsed;
    capacity_us_ += capacity_ * static_cast<std::uint64_t>(elapsed);
    since_ = now;
  }

  std::uint32_t capacity_, busy_ = 0, waiting_ = 0;
  Time since_{};
  std::int64_t busy_us_ = 0, waiting_us_ = 0;
  std::uint64_t capacity_us_ = 0;
  std::uint64_t requests_ = 0, at_once_ = 0;
  std::array<Fifo<Token>, priorities> lines_;
  Roomy<Look> looks_;
};

}  // namespace darah
