#pragma once

#include <compare>
#include <cstdint>

#include "core/check.hpp"
#include "core/units.hpp"

namespace darah {

/// A scheduled event in 16 bytes: time 56 bits | priority 8, then sequence 32 | kind 8 | index 24.
///
/// Compared as one unsigned 128-bit number, so the order is total: time, then priority (0 first), then the
/// order of scheduling. `kind` says which handler, `index` which of its entities.
struct Event {
  std::uint64_t when = 0;
  std::uint64_t what = 0;

  static constexpr int priority_bits = 8, kind_bits = 8, index_bits = 24;
  static constexpr std::uint32_t max_index = (1U << index_bits) - 1;

  static constexpr std::uint64_t pack_when(Time at, std::uint8_t priority) {
    DARAH_EXPECT(at.us >= 0 && at <= Time::never());
    return static_cast<std::uint64_t>(at.us) << priority_bits | priority;
  }
  static constexpr Event make(Time at, std::uint8_t priority, std::uint32_t sequence, std::uint8_t kind,
                              std::uint32_t index) {
    DARAH_EXPECT(index <= max_index);
    return {pack_when(at, priority), static_cast<std::uint64_t>(sequence) << 32 |
                                         static_cast<std::uint64_t>(kind) << index_bits | index};
  }

  constexpr Time time() const { return {static_cast<std::int64_t>(when >> priority_bits)}; }
  constexpr std::uint8_t priority() const { return static_cast<std::uint8_t>(when); }
  constexpr std::uint32_t sequence() const { return static_cast<std::uint32_t>(what >> 32); }
  constexpr std::uint8_t kind() const { return static_cast<std::uint8_t>(what >> index_bits); }
  constexpr std::uint32_t index() const { return static_cast<std::uint32_t>(what) & max_index; }

  friend constexpr bool operator==(const Event&, const Event&) = default;
  friend constexpr bool operator<(const Event& a, const Event& b) { return a.key() < b.key(); }

 private:
  __extension__ using Key = unsigned __int128;
  constexpr Key key() const { return static_cast<Key>(when) << 64 | what; }
};
static_assert(sizeof(Event) == 16);

}  // namespace darah
