#pragma once

#include <cstdint>

#include "core/draws.hpp"
#include "core/name.hpp"

namespace darah {

/// What a name's first field says: the kind of thing everything derived from it hangs on. Append-only.
enum class Root : std::uint32_t {
  woman = 1,
  donor = 2,
  request = 3,
  drive = 4,
  facility = 5,
  district = 6,
  host = 7,
  walk_in = 8,
  probe = 9,
  second = 10,       ///< a woman's second emergency
  probe_second = 11  ///< her probe's
};

inline constexpr Name root_name(Root root, std::uint32_t district_code, std::uint32_t site_code = 0,
                                std::uint32_t serial = 0) {
  return Name::pack({static_cast<std::uint32_t>(root), district_code, site_code, serial, 0});
}

/// The same name under another root.
constexpr Name with_root(Name name, Root root) {
  NameFields fields = name.unpack();
  fields.kind = static_cast<std::uint32_t>(root);
  return Name::pack(fields);
}

/// Purposes are numbered in blocks of 256, one block a component, append-only within it.
constexpr Purpose purpose(std::uint16_t block, std::uint8_t number) {
  return static_cast<Purpose>(block << 8 | number);
}

}  // namespace darah
