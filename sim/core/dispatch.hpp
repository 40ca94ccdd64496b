#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "core/check.hpp"

namespace darah {

/// How many kinds of events a component has: those of its `enum class Kind : std::uint8_t`, which ends in
/// `count`; none without such an enum.
template <class Component>
constexpr int kinds_of() {
  if constexpr (requires { typename Component::Kind; }) {
    return static_cast<int>(Component::Kind::count);
  } else {
    return 0;
  }
}

/// A list of component types. A global event kind is the component's offset plus its local kind, and dispatch
/// folds at compile time over the list.
template <class... Components>
struct ComponentList {
  static constexpr std::size_t size = sizeof...(Components);
  static constexpr int kinds = (0 + ... + kinds_of<Components>());
  static_assert(kinds <= 256, "an event's kind has 8 bits");

  /// Has what `Of<Component>` has, for every component.
  template <template <class> class Of>
  struct Each : Of<Components>... {};

  /// The sum of `count_of.template operator()<C>()` over the components C before this one.
  template <class Component, class CountOf>
  static constexpr auto sum_before(CountOf count_of) {
    static_assert((std::is_same_v<Component, Components> || ...), "not a component of this list");
    decltype((count_of.template operator()<Components>() + ...)) sum = 0;
    bool found = false;
    ((found = found || std::is_same_v<Component, Components>,
      sum += found ? 0 : count_of.template operator()<Components>()),
     ...);
    return sum;
  }

  /// The place of a component in the list.
  template <class Component>
  static constexpr std::size_t place() {
    return sum_before<Component>([]<class>() { return std::size_t{1}; });
  }

  template <class Component>
  static constexpr std::uint8_t offset() {
    return static_cast<std::uint8_t>(sum_before<Component>([]<class C>() { return kinds_of<C>(); }));
  }

  template <class Component>
  static constexpr std::uint8_t kind(typename Component::Kind local) {
    return static_cast<std::uint8_t>(offset<Component>() + static_cast<int>(local));
  }

  /// Calls `visit.template operator()<Component>(local kind)` for the component that owns the global `kind`.
  template <class Visit>
  static void dispatch(std::uint8_t kind, Visit&& visit) {
    [[maybe_unused]] const bool found = (try_one<Components>(kind, visit) || ...);
    DARAH_ENSURE(found);
  }

  /// Calls `visit.template operator()<Component>()` for every component, in order.
  template <class Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit.template operator()<Components>(), ...);
  }

  /// Whether `holds.template operator()<Component>()` for every component; asks in order, and none after the
  /// first for which it does not hold.
  template <class Holds>
  static constexpr bool all(Holds&& holds) {
    return (holds.template operator()<Components>() && ...);
  }

 private:
  template <class Component, class Visit>
  static bool try_one(std::uint8_t kind, Visit& visit) {
    if constexpr (kinds_of<Component>() == 0) {
      return false;
    } else {
      constexpr std::uint8_t first = offset<Component>();
      if (static_cast<std::uint8_t>(kind - first) >= kinds_of<Component>()) return false;
      visit.template operator()<Component>(static_cast<typename Component::Kind>(kind - first));
      return true;
    }
  }
};

}  // namespace darah
