#pragma once

#include <cstdint>

#include "core/id.hpp"
#include "core/name.hpp"
#include "core/roomy.hpp"
#include "core/units.hpp"
#include "model/place/purpose.hpp"

namespace darah {

/// How a woman who is to leave finds a vehicle: public transport, the ambulance of her own or of another
/// puskesmas, or a place in line for one, with public transport that may come first or without.
enum class Vehicle : std::uint8_t { sought, ambulance, sought_and_in_line, other_ambulance, in_line, count };

/// What happened to a woman who is followed. What an entry's numbers a, b, n mean stands at each; a hospital
/// is its number in Model::hospitals, a catchment its place in Parameters::catchments.
enum class Told : std::uint8_t {
  conceived,       ///< a: catchment; b: group; n: bits of Woman::Flag, parity from bit 32 on
  contact,         ///< a: number, from 0; b: provider; n: bits of Woman::Flag that changed
  contact_missed,  ///< a: number, from 0
  moved,           ///< a: catchment she lives in from here on
  registered,      ///< a: candidate donors
  called,          ///< a: candidates called; b: of them bled
  born,            ///< a: place; b: hospital, if there; n: 1 caesarean
  onset,  ///< a: cause; b: bits 1 lethal, 2 needs the theatre, 4 needs blood, 8 of a birth in the window; n:
          ///< the clock if lethal, in microseconds
  needs,  ///< a, b, n: units of red cells, plasma, platelets
  recognised,  ///< a clinic or puskesmas sees the danger
  decided,
  vehicle,    ///< a: Vehicle
  departs,    ///< a: 0 to the puskesmas, 1 to a hospital; b: the hospital; n: 1 by ambulance
  given,      ///< a: Given; b: 1 if it made her emergency one that does not kill, or the operation needless
  puskesmas,  ///< she arrives at the puskesmas
  first_aid,  ///< n: stretch of her clock from here on, in thousandths
  announced,  ///< the hospital is told that she comes; a: 1 the blood centre too
  refused,    ///< a: Refusal; b: hospital
  accepted,   ///< a: 1 if she insisted; b: hospital
  arrived,    ///< b: hospital
  looked_at,  ///< the hospital is to send her on; a: Lack
  kept,       ///< no other hospital takes her, and this one does
  bed,
  corridor,     ///< no bed is free
  team_waited,  ///< no team is free
  team,         ///< n: until the theatre stands ready, in microseconds
  ready,        ///< team and theatre
  operated,
  blood_promised,  ///< a: source, product from bit 8 on; b: units; n: when they come, in microseconds of
                   ///< simulated time
  donors_sought,   ///< n: until when, in microseconds of simulated time
  blood,           ///< a: product; b: units given to her
  treated,         ///< a: share of the clock run, in thousandths; n: chance of death, in millionths
  survived,        ///< a: 1 a near-miss
  died,            ///< a: place; b: LastMissing; n: bits of Delay that had it been zero would have saved her
  outlived,        ///< follow-up ends with the case open
  followed,        ///< she is alive when her follow-up ends
  count
};

/// An entity as an entry carries it: by its number.
template <class Tag>
constexpr std::int32_t told(Id<Tag> id) {
  return static_cast<std::int32_t>(id.value);
}

struct TraceEntry {
  Time at;
  Name woman;
  Told what{};
  std::int32_t a = 0, b = 0;
  std::int64_t n = 0;
  friend bool operator==(const TraceEntry&, const TraceEntry&) = default;
};

/// Whom a world follows, and what happened to them. Off unless asked for; never changes an outcome.
class Trace {
 public:
  Trace() = default;
  static Trace of_woman(Name woman) { return Trace(Mode::woman, woman, 0); }
  /// All women who conceived in the district of this code, and no probe of theirs.
  static Trace of_district(std::uint32_t code) { return Trace(Mode::district, {}, code); }

  /// All probes in their first emergencies, in whose place a woman made real is one (Probe::make_real).
  static Trace of_probes() { return Trace(Mode::probes, {}, 0); }

  bool follows(Name woman) const {
    if (mode_ == Mode::off) return false;
    if (mode_ == Mode::woman) return woman == woman_ || woman == with_root(woman_, Root::second);
    const NameFields of = woman.unpack();
    const auto is = [&](Root root) { return of.kind == static_cast<std::uint32_t>(root); };
    if (mode_ == Mode::probes) return is(Root::probe);
    return of.region == code_ && (is(Root::woman) || is(Root::second));
  }

  Roomy<TraceEntry> entries;  ///< in the order of events

 private:
  enum class Mode : std::uint8_t { off, woman, district, probes };
  Trace(Mode mode, Name woman, std::uint32_t code) : mode_(mode), woman_(woman), code_(code) {}
  Mode mode_ = Mode::off;
  Name woman_;
  std::uint32_t code_ = 0;  // of a district
};

}  // namespace darah
