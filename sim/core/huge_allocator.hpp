#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

#include "core/check.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace darah {

/// A std::allocator that asks the kernel for 2 MiB pages under large blocks. For arrays that are visited at
/// random: with pages of 4 KiB each such visit misses the processor's table of addresses as well as its
/// cache.
template <class T>
struct HugeAllocator {
  using value_type = T;

  HugeAllocator() = default;
  template <class U>
  constexpr HugeAllocator(const HugeAllocator<U>&) {}

  T* allocate(std::size_t n) {
    DARAH_VALIDATE(n <= PTRDIFF_MAX / sizeof(T), "an array larger than memory");
    void* const memory = ::operator new(n * sizeof(T), alignment(n));
#if defined(__linux__)
    // Advice: where the kernel does not follow it, pages stay small.
    if (is_large(n)) madvise(memory, n * sizeof(T) / huge_page * huge_page, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) { ::operator delete(memory, alignment(n)); }

  friend constexpr bool operator==(HugeAllocator, HugeAllocator) { return true; }

 private:
  static constexpr std::size_t huge_page = std::size_t{2} << 20;
  static constexpr bool is_large(std::size_t n) { return n * sizeof(T) >= huge_page; }
  static constexpr std::align_val_t alignment(std::size_t n) {
    return std::align_val_t{is_large(n) ? huge_page : alignof(T)};
  }
};

}  // namespace darah
