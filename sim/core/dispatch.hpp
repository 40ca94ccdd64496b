#pragma once

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "core/check.hpp"

namespace darah {

/// A list of component types. Each has an `enum class Kind : std::uint8_t` of its events ending in `count`; a
/// global event kind is the component's offset plus its local kind, and dispatch folds at compile time over
/// the list.
template <class... Components>
struct ComponentList {
  static constexpr int kinds = (0 + ... + static_cast<int>(Components::Kind::count));
  static_assert(kinds <= 256, "an event's kind has 8 bits");

  template <class Component>
  static constexpr std::uint8_t offset() {
    static_assert((std::is_same_v<Component, Components> || ...), "not a component of this list");
    int sum = 0;
    bool found = false;
    ((found = found || std::is_same_v<Component, Components>,
      sum += found ? 0 : static_cast<int>(Components::Kind::count)),
     ...);
    return static_cast<std::uint8_t>(sum);
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

 private:
  template <class Component, class Visit>
  static bool try_one(std::uint8_t kind, Visit& visit) {
    constexpr std::uint8_t first = offset<Component>();
    constexpr std::uint8_t count = static_cast<std::uint8_t>(Component::Kind::count);
    if (static_cast<std::uint8_t>(kind - first) >= count) return false;
    visit.template operator()<Component>(static_cast<typename Component::Kind>(kind - first));
    return true;
  }
};

}  // namespace darah
