#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "core/check.hpp"

namespace darah {

/// The place of an enumerator among those of its enum.
template <class Enum>
constexpr std::size_t index_of(Enum e) {
  return static_cast<std::size_t>(e);
}

/// How many enumerators an enum has: its last one is called `count` and stands for nothing else.
template <class Enum>
inline constexpr std::size_t count_of = index_of(Enum::count);

/// The enumerators, in order: for (const Cause cause : every<Cause>).
template <class Enum>
inline constexpr std::array<Enum, count_of<Enum>> every = [] {
  std::array<Enum, count_of<Enum>> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Enum>(i);
  return all;
}();

/// One value for each enumerator of `Enum`, in their order, found by the enumerator and by nothing else.
/// Whoever writes the values down writes all of them: one too few or too many does not compile.
template <class Enum, class T>
class EnumArray {
 public:
  static constexpr std::size_t length = count_of<Enum>;

  /// A default value for each.
  constexpr EnumArray() = default;
  /// EnumArray<Enum, T>{{first, second, ...}}.
  template <std::size_t n>
  requires(n == length) constexpr EnumArray(const T (&values)[n])
      : EnumArray(values, std::make_index_sequence<n>()) {}

  constexpr T& operator[](Enum e) {
    DARAH_EXPECT(index_of(e) < length);
    return values_[index_of(e)];
  }
  constexpr const T& operator[](Enum e) const {
    DARAH_EXPECT(index_of(e) < length);
    return values_[index_of(e)];
  }

  static constexpr std::size_t size() { return length; }
  constexpr T* data() { return values_.data(); }
  constexpr const T* data() const { return values_.data(); }
  constexpr T* begin() { return data(); }
  constexpr T* end() { return data() + length; }
  constexpr const T* begin() const { return data(); }
  constexpr const T* end() const { return data() + length; }

  friend constexpr bool operator==(const EnumArray&, const EnumArray&) = default;

 private:
  template <std::size_t... i>
  constexpr EnumArray(const T (&values)[length], std::index_sequence<i...>) : values_{values[i]...} {}

  std::array<T, length> values_{};
};

/// Where something lies along a dimension of a measure or a table of parameters: an enumerator among its
/// enum's, a number as it is.
template <class T>
constexpr std::size_t place_of(T at) {
  return static_cast<std::size_t>(at);
}

}  // namespace darah
