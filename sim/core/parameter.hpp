#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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
};

/// A row of another table, by its place in canonical order.
struct Element {
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t index = none;
  constexpr bool exists() const { return index != none; }
  friend constexpr auto operator<=>(const Element&, const Element&) = default;
};
/// One of the row's `labels`.
struct Choice {
  std::uint8_t index = 0;
  friend constexpr auto operator<=>(const Choice&, const Choice&) = default;
};
/// Any of the row's `labels`, bit i for label i.
struct ChoiceSet {
  std::uint32_t bits = 0;
  constexpr bool has(std::uint32_t i) const { return (bits >> i & 1) != 0; }
  friend constexpr auto operator<=>(const ChoiceSet&, const ChoiceSet&) = default;
};

/// A field of a parameter struct P: one value, or one for each element of the dimension in the key.
template <class P, class... T>
using FieldOf = std::variant<T P::*..., std::vector<T> P::*...>;
template <class P>
using Field = FieldOf<P, bool, std::int64_t, double, Duration, Money, Rate, Length, Date, std::string,
                      Element, Choice, ChoiceSet>;

/// One row of a component's table of parameters: everything that files, checks and documentation need to
/// know.
///
/// `key` is the path in a scenario file; a name in braces is a dimension: "emergency.{cause}.lethality".
/// `standard` is the default as it would be written in a file: "" means it must be given; several values
/// separated by blanks are one for each element of the dimension. `unit` is "" for text, choices and flags;
/// for plain numbers "1" or what is counted. Numbers must lie within [low, high], in `unit` (durations in
/// days, rates per day).
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
  std::span<const std::string_view> labels = {};  ///< of a Choice or ChoiceSet
  std::string_view refers_to = {};                ///< dimension an Element points into
};

}  // namespace darah
