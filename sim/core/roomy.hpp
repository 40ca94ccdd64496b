#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace darah {

/// A vector whose copy has as much room as itself, so that a copied simulation has warmed up too: a plain
/// vector's copy has none to spare and would allocate where its original does not.
template <class T, class Allocator = std::allocator<T>>
class Roomy : public std::vector<T, Allocator> {
 public:
  using std::vector<T, Allocator>::vector;
  Roomy() = default;
  Roomy(const Roomy& other) : std::vector<T, Allocator>() {
    this->reserve(other.capacity());
    this->assign(other.begin(), other.end());
  }
  Roomy(Roomy&&) noexcept = default;
  Roomy& operator=(const Roomy&) = default;
  Roomy& operator=(Roomy&&) noexcept = default;
  ~Roomy() = default;
};

/// Puts a value into a slot that is free, else into a new one; returns its number.
template <class T>
std::uint32_t into_slot(Roomy<T>& slots, Roomy<std::uint32_t>& free, T value) {
  if (free.empty()) {
    slots.push_back(std::move(value));
    return static_cast<std::uint32_t>(slots.size() - 1);
  }
  const std::uint32_t slot = free.back();
  free.pop_back();
  slots[slot] = std::move(value);
  return slot;
}

}  // namespace darah
