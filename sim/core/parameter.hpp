#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/check.hpp"
#include "core/id.hpp"
#include "core/units.hpp"

namespace darah {

/// From when a patch of a parameter acts: from the first instant, or from the day policies start.
enum class Scope : std::uint8_t { world, policy };

/// How far a default can be trusted.
enum class Mark : std::uint8_t {
  source,      ///< S: found in a named source
  derived,     ///< D: derived from sources
  estimate,    ///< E: fitted to found totals
  background,  ///< B: background knowledge
  assumption,  ///< A: assumption, to be varied
  setting,     ///< a choice of the user, not a fact
  count
};

/// A row of another table, by its place in canonical order.
struct Element {
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t index = none;
  constexpr bool exists() const { return index != none; }
  friend constexpr auto operator<=>(const Element&, const Element&) = default;
};
/// One of the labels of a parameter's row.
struct Choice {
  std::uint8_t index = 0;
  friend constexpr auto operator<=>(const Choice&, const Choice&) = default;
};
/// Any of the labels of a parameter's row, bit i for label i.
struct ChoiceSet {
  std::uint32_t bits = 0;
  constexpr bool has(std::uint32_t i) const { return (bits >> i & 1) != 0; }
  friend constexpr auto operator<=>(const ChoiceSet&, const ChoiceSet&) = default;
};

/// Some of the labels of a parameter's row, the first preferred: at most 8 of at most 15, each once.
class Ranking {
 public:
  static constexpr std::size_t most = 8, most_labels = 15;

  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr const std::uint8_t* begin() const { return places_.data(); }
  constexpr const std::uint8_t* end() const { return begin() + size_; }
  /// The i-th preferred, by its place among the labels.
  constexpr std::uint8_t operator[](std::size_t i) const { return places_[i]; }
  constexpr bool contains(std::size_t label) const { return std::find(begin(), end(), label) != end(); }
  /// Requires room, and a label that is not in the ranking.
  constexpr void push_back(std::size_t label) {
    DARAH_EXPECT(size_ < most && label < most_labels && !contains(label));
    places_[size_++] = static_cast<std::uint8_t>(label);
  }
  friend constexpr auto operator<=>(const Ranking&, const Ranking&) = default;

 private:
  std::array<std::uint8_t, most> places_{};
  std::uint8_t size_ = 0;
};

/// The names in braces in a key: the dimensions along which its value varies. Two at most.
constexpr std::array<std::string_view, 2> dimensions_of(std::string_view key) {
  std::array<std::string_view, 2> names;
  std::size_t found = 0;
  for (auto open = key.find('{'); open != key.npos; open = key.find('{', open + 1)) {
    DARAH_EXPECT(found < names.size());
    names[found++] = key.substr(open + 1, key.find('}', open) - open - 1);
  }
  return names;
}

/// The kinds of ids that a parameter struct has columns for: `using Columns = ColumnsBy<ShopId, GoodId>;` in
/// the struct lets a row bind to a Table<ShopId, T>, which an id of another kind does not address.
template <class... IdT>
struct ColumnsBy {};

template <class P>
struct ColumnsOf : std::type_identity<ColumnsBy<>> {};
template <class P>
requires requires { typename P::Columns; }
struct ColumnsOf<P> : std::type_identity<typename P::Columns> {};

template <class... Variant>
struct Joined;
template <class... T>
struct Joined<std::variant<T...>> : std::type_identity<std::variant<T...>> {};
template <class... A, class... B, class... Rest>
struct Joined<std::variant<A...>, std::variant<B...>, Rest...> : Joined<std::variant<A..., B...>, Rest...> {};

template <class P, class IdT, class... T>
using TablesOf = std::variant<Table<IdT, T> P::*...>;

template <class P, class Columns, class... T>
struct FieldOf;
template <class P, class... IdT, class... T>
struct FieldOf<P, ColumnsBy<IdT...>, T...>
    : Joined<std::variant<T P::*..., std::vector<T> P::*...>, TablesOf<P, IdT, T...>...> {};

/// A field of a parameter struct P: one value, or one for each element of the dimensions in the key, in a
/// vector or a table by id; of two dimensions the last runs fastest.
template <class P>
using Field = typename FieldOf<P, typename ColumnsOf<P>::type, bool, std::int64_t, double, Duration, Money,
                               Rate, Length, Date, std::string, Element, Choice, ChoiceSet, Ranking>::type;

/// What a field is filled through: a value, or the vector that it keeps its values in.
template <class T>
T* storage_of(T& field) {
  return &field;
}
template <class IdT, class T>
std::vector<T>* storage_of(Table<IdT, T>& column) {
  return &column.values();
}

/// One row of a component's table of parameters: everything that files, checks and documentation need to
/// know.
///
/// `key` is the path in a scenario file; a name in braces is a dimension: "emergency.{cause}.lethality",
/// "shop.{shop}.price.{good}". `standard` is the default as it would be written in a file: ""
/// means it must be given; several values separated by blanks are one for each element of the last dimension.
/// `unit` is "" for text, choices and flags; for plain numbers "1" or what is counted. Numbers must lie
/// within [low, high], in `unit` (durations in days, rates per day).
template <class P>
struct Parameter {
  std::string_view key;
  Field<P> field;
  std::string_view unit;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::string_view standard;
  Mark mark = Mark::assumption;
  Scope scope = Scope::world;
  std::string_view help;
  std::span<const std::string_view> labels = {};  ///< words of a Choice, ChoiceSet or Ranking
  std::string_view refers_to = {};                ///< dimension an Element points into
};

}  // namespace darah
