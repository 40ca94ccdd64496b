#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/check.hpp"

namespace darah {

/// The name of one entity of the kind `Tag`: an index into the tables of that kind, or none. Ids of different
/// tags do not convert into each other.
template <class Tag>
struct Id {
  static constexpr std::uint32_t none = 0xffffffff;

  std::uint32_t value = none;

  constexpr explicit operator bool() const { return value != none; }
  constexpr auto operator<=>(const Id&) const = default;

  /// Position in a table. Requires an id that is not none.
  constexpr std::size_t index() const {
    DARAH_EXPECT(value != none);
    return value;
  }
};

/// A contiguous array addressed by `IdT` and by nothing else. Range is verified in checked builds.
template <class IdT, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t size, const T& value = T{}) : items_(size, value) {}

  decltype(auto) operator[](IdT id) {
    DARAH_EXPECT(id.index() < items_.size());
    return items_[id.index()];
  }
  decltype(auto) operator[](IdT id) const {
    DARAH_EXPECT(id.index() < items_.size());
    return items_[id.index()];
  }

  /// Appends and returns the new entry's id. Amortised O(1).
  IdT push_back(T item) {
    DARAH_EXPECT(items_.size() < IdT::none);
    items_.push_back(std::move(item));
    return IdT{static_cast<std::uint32_t>(items_.size() - 1)};
  }

  void resize(std::size_t size, const T& value = T{}) { items_.resize(size, value); }
  void reserve(std::size_t size) { items_.reserve(size); }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }

  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  bool operator==(const Table&) const = default;

 private:
  std::vector<T> items_;
};

}  // namespace darah
