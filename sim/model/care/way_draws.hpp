#pragma once

#include "model/place/purpose.hpp"

/// Draws of a woman's way, each keyed by her alone, or by her and a hospital.
namespace darah::way_draws {

inline constexpr Purpose way = purpose(0x08, 1);      // where she is at onset, and the decision
inline constexpr Purpose vehicle = purpose(0x08, 2);  // occasion 0 from home, 1 from a puskesmas or clinic
// Occasion 0 from home, 1 from a puskesmas or clinic, 16 + hospital code between hospitals.
inline constexpr Purpose trip = purpose(0x08, 3);
inline constexpr Purpose primary_care = purpose(0x08, 4);
inline constexpr Purpose call = purpose(0x08, 5);              // by hospital
inline constexpr Purpose refusal = purpose(0x08, 6);           // by hospital
inline constexpr Purpose desk = purpose(0x08, 7);              // occasion 0, or by hospital she is sent on to
inline constexpr Purpose team_in_primary = purpose(0x08, 13);  // by catchment and shift
inline constexpr Purpose team_called_in = purpose(0x08, 17);   // occasion 0, or by hospital she is sent on to
inline constexpr Purpose midwife = purpose(0x08, 18);
// Of onward referral, by hospital that she comes to (onward_call: that is asked).
inline constexpr Purpose onward = purpose(0x08, 40);        // sent on for what it lacks, but for blood
inline constexpr Purpose onward_blood = purpose(0x08, 41);  // sent on for want of blood
inline constexpr Purpose first_look = purpose(0x08, 42);
inline constexpr Purpose onward_call = purpose(0x08, 43);
inline constexpr Purpose onward_wait = purpose(0x08, 44);
inline constexpr Purpose onward_trip = purpose(0x08, 45);
inline constexpr Purpose opening = purpose(0x08, 16);  // by catchment

}  // namespace darah::way_draws
