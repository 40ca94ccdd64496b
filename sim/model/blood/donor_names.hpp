#pragma once

#include <cstdint>

#include "core/units.hpp"
#include "model/place/ids.hpp"
#include "model/place/purpose.hpp"

namespace darah {
class Model;
}

/// What donors are called by, and their days: for those who come and for those of before time 0.
namespace darah::donor_names {

/// Draws of a donor's group, sex and first presentation.
inline constexpr Purpose traits = purpose(0x01, 0);

// Serials of donors' names (28 bits). Members of a host: day of the drive they first came to 16 | ordinal 12;
// those of before time 0 count drives back from the last day number. Walk-ins of before time 0, at site 0:
// ordinal. Those who come later have a root of their own, with the layer of their stream as site.
inline constexpr std::uint32_t last_day = 0xffff, first_timer_bits = 12;

std::uint32_t code_of(const Model&, DistrictId);

/// The day of a time, which may lie before time 0.
std::int16_t day_of(Time);

}  // namespace darah::donor_names
