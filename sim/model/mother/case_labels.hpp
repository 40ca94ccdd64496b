#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// Steps and delays of an open emergency, what a woman who died had lacked, and what a hospital that sends
/// her on lacks.

namespace darah {

/// Steps of a woman's way from onset to definitive care; they add up to it.
enum class Step : std::uint8_t {
  decide,     ///< at home: onset to decision
  recognise,  ///< in a clinic or puskesmas: onset to recognition
  refer,      ///< in a clinic or puskesmas: recognition to the decision to refer
  notice,     ///< in a hospital that she lies in: onset to recognition
  vehicle,    ///< until she leaves
  travel,     ///< under way, from door to door too
  stabilise,  ///< stop at the puskesmas
  accept,     ///< a hospital that takes her is looked for
  onward,     ///< from a hospital's first look at her, where it sends her on, to the next hospital
  triage,     ///< triage and the insurance desk
  bed,        ///< no bed is free
  team,       ///< until a team stands ready
  theatre,    ///< until the theatre does
  blood,      ///< blood alone is missing
  count
};
inline constexpr EnumArray<Step, std::string_view> step_labels{
    {"decide", "recognise", "refer", "notice", "vehicle", "travel", "stabilise", "accept", "onward", "triage",
     "bed", "team", "theatre", "blood"}};

enum class Delay : std::uint8_t { decide, reach, receive, count };
inline constexpr EnumArray<Delay, std::string_view> delay_labels{{"decide", "reach", "receive"}};

/// The delay that each step counts to: a reading of the three delays.
using DelayOf = EnumArray<Step, Delay>;

/// Readings that are told beside each other, fixed before any result of theirs was seen: Thaddeus and Maine
/// 1994, in which all that happens in a facility is delay 3, and the three "terlambat" of Indonesian audits
/// (mengenali dan memutuskan, merujuk, ditangani), in which a facility's referral is delay 2.
enum class DelayMapping : std::uint8_t { thaddeus_maine, terlambat, count };
inline constexpr EnumArray<DelayMapping, std::string_view> delay_mapping_labels{
    {"thaddeus_maine", "terlambat"}};

/// What a woman who died had lacked last: a decision, the way, a hospital that accepts, being received there,
/// the theatre, blood; nothing if she had definitive care.
enum class LastMissing : std::uint8_t {
  decision,
  transport,
  acceptance,
  reception,
  theatre,
  blood,
  nothing,
  count
};
inline constexpr EnumArray<LastMissing, std::string_view> last_missing_labels{
    {"decision", "transport", "acceptance", "reception", "theatre", "blood", "nothing"}};

/// What a hospital that sends a woman on lacks: a PONEK's specialist, a theatre that works, a specialist who
/// accepts her, blood for her.
enum class Lack : std::uint8_t { ponek, theatre, specialist, blood, count };
inline constexpr EnumArray<Lack, std::string_view> lack_labels{{"ponek", "theatre", "specialist", "blood"}};

}  // namespace darah
