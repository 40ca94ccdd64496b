#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/roomy.hpp"

namespace darah {

/// The name of one entity of the kind `Tag`: an index into the tables of that kind, or none. Ids of different
/// tags do not convert into each other.
template <class Tag>
struct Id {
  static constexpr std::uint32_t none = 0xffffffff;

  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : value(index) {}

  constexpr explicit operator bool() const { return value != none; }
  constexpr auto operator<=>(const Id&) const = default;

  /// Position in a table. Requires an id that is not none.
  constexpr std::size_t index() const {
    DARAH_EXPECT(value != none);
    return value;
  }
};

/// An id's place along a dimension of a measure.
template <class Tag>
constexpr std::size_t place_of(Id<Tag> id) {
  return id.index();
}

/// An id in two bytes, for what must be small: numbers below 65,535, or none.
template <class IdT>
class Narrow {
 public:
  constexpr Narrow() = default;
  constexpr explicit Narrow(IdT id) : number_(static_cast<std::uint16_t>(id.value)) {
    DARAH_VALIDATE(!id || id.value < none, "more entities of a kind than two bytes can number");
  }
  constexpr explicit operator IdT() const { return number_ == none ? IdT{} : IdT{number_}; }

 private:
  static constexpr std::uint16_t none = 0xffff;
  std::uint16_t number_ = none;
};

/// The ids of a table of `size` entries, in order: for (const HostId host : hosts.ids()).
template <class IdT>
class IdRange {
 public:
  class Iterator {
   public:
    using value_type = IdT;
    using difference_type = std::ptrdiff_t;
    using pointer = const IdT*;
    using reference = IdT;
    using iterator_category = std::input_iterator_tag;

    constexpr Iterator() = default;
    constexpr explicit Iterator(std::uint32_t at) : at_(at) {}
    constexpr IdT operator*() const { return IdT{at_}; }
    constexpr Iterator& operator++() { return ++at_, *this; }
    constexpr Iterator operator++(int) {
      const Iterator was = *this;
      ++at_;
      return was;
    }
    constexpr bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t at_ = 0;
  };

  constexpr explicit IdRange(std::size_t size) : size_(static_cast<std::uint32_t>(size)) {
    DARAH_EXPECT(size < IdT::none);
  }
  constexpr Iterator begin() const { return Iterator(0); }
  constexpr Iterator end() const { return Iterator(size_); }

 private:
  std::uint32_t size_;
};

/// A contiguous array addressed by `IdT` and by nothing else. Range is verified in checked builds; a copy has
/// as much room as the original (see Roomy).
template <class IdT, class T, class Allocator = std::allocator<T>>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t size, const T& value = T{}) : items_(size, value) {}

  decltype(auto) operator[](IdT id) {
    DARAH_EXPECT(id.index() < items_.size());
    return items_[id.value];
  }
  decltype(auto) operator[](IdT id) const {
    DARAH_EXPECT(id.index() < items_.size());
    return items_[id.value];
  }

  /// Appends and returns the new entry's id. Amortised O(1).
  IdT push_back(const T& item) {
    items_.push_back(item);
    return last();
  }
  IdT push_back(T&& item) {
    items_.push_back(std::move(item));
    return last();
  }

  void assign(std::size_t size, const T& value) { items_.assign(size, value); }
  void resize(std::size_t size, const T& value = T{}) { items_.resize(size, value); }
  void reserve(std::size_t size) { items_.reserve(size); }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  IdRange<IdT> ids() const { return IdRange<IdT>(items_.size()); }

  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  /// The entries in order, for code that treats tables of all kinds alike: what fills them from files.
  std::vector<T, Allocator>& values() { return items_; }
  const std::vector<T, Allocator>& values() const { return items_; }

  bool operator==(const Table&) const = default;

 private:
  IdT last() const {
    DARAH_EXPECT(items_.size() <= IdT::none);
    return IdT{static_cast<std::uint32_t>(items_.size() - 1)};
  }

  Roomy<T, Allocator> items_;
};

/// Puts a value into a slot that is free, else into a new one; returns its id.
template <class IdT, class T, class Allocator>
IdT into_slot(Table<IdT, T, Allocator>& slots, Roomy<IdT>& free, T value) {
  if (free.empty()) return slots.push_back(std::move(value));
  const IdT slot = free.back();
  free.pop_back();
  slots[slot] = std::move(value);
  return slot;
}

}  // namespace darah
