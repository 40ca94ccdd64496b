#pragma once

#include <compare>
#include <cstdint>

#include "core/check.hpp"

namespace darah {

/// The fields of a Name before packing. Widths in bits: kind 4, region 14, site 10, serial 28, child 8.
struct NameFields {
  std::uint32_t kind = 0;
  std::uint32_t region = 0;
  std::uint32_t site = 0;
  std::uint32_t serial = 0;
  std::uint32_t child = 0;
  friend constexpr auto operator<=>(const NameFields&, const NameFields&) = default;
};

/// Immutable 64-bit name of an entity: who it is, whatever slot of memory it lives in.
///
/// Random numbers are keyed by names, so a name must never hold anything an arm can change: no slot, no row
/// number, no count of accepted things. Packing is injective: a field too wide is an error, never wrapped.
class Name {
 public:
  static constexpr int kind_bits = 4, region_bits = 14, site_bits = 10, serial_bits = 28, child_bits = 8;

  constexpr Name() = default;

  /// Throws CheckFailure when a field does not fit its width.
  static constexpr Name pack(const NameFields& f) {
    DARAH_VALIDATE(fits(f.kind, kind_bits) && fits(f.region, region_bits) && fits(f.site, site_bits) &&
                       fits(f.serial, serial_bits) && fits(f.child, child_bits),
                   "a field of a name is wider than its bits");
    std::uint64_t bits = f.kind;
    bits = bits << region_bits | f.region;
    bits = bits << site_bits | f.site;
    bits = bits << serial_bits | f.serial;
    bits = bits << child_bits | f.child;
    return Name{bits};
  }
  static constexpr Name from_bits(std::uint64_t bits) { return Name{bits}; }

  constexpr NameFields unpack() const {
    return {field(child_bits + serial_bits + site_bits + region_bits, kind_bits),
            field(child_bits + serial_bits + site_bits, region_bits),
            field(child_bits + serial_bits, site_bits), field(child_bits, serial_bits), field(0, child_bits)};
  }

  /// Name of a thing derived from this one (0 is the parent itself); throws when `child` needs over 8 bits.
  constexpr Name child(std::uint32_t child) const {
    DARAH_VALIDATE(fits(child, child_bits), "a child ordinal is wider than its bits");
    return Name{(bits_ & ~((std::uint64_t{1} << child_bits) - 1)) | child};
  }
  constexpr Name parent() const { return child(0); }

  constexpr std::uint64_t bits() const { return bits_; }
  friend constexpr auto operator<=>(Name, Name) = default;

 private:
  constexpr explicit Name(std::uint64_t bits) : bits_(bits) {}
  static constexpr bool fits(std::uint32_t value, int bits) { return value >> bits == 0; }
  constexpr std::uint32_t field(int shift, int bits) const {
    return static_cast<std::uint32_t>(bits_ >> shift & ((std::uint64_t{1} << bits) - 1));
  }

  std::uint64_t bits_ = 0;
};

}  // namespace darah
