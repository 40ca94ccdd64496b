#pragma once

namespace darah {

/// Asks for the cache line at `address`, which need not be valid.
inline void prefetch(const void* address) {
  __builtin_prefetch(address);
  __asm__ volatile("");  // g++ drops calls of functions that do nothing but prefetch: it takes them for pure
}

}  // namespace darah
