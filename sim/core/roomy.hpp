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

}  // namespace darah
