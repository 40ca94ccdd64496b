#pragma once

#include <cstdint>

namespace darah {

/// splitmix64's finaliser (Steele, Lea and Flood 2014): spreads facts over 64 bits before they are summed.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

}  // namespace darah
