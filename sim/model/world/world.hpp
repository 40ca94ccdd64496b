#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/draws.hpp"
#include "core/measure.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/mother/case_labels.hpp"
#include "model/world/model.hpp"
#include "model/world/trace.hpp"

namespace darah {

/// Order of events that happen at the same instant.
namespace priority {
inline constexpr std::uint8_t expiry = 0, arrival = 1, review = 2, maternal = 3, urgent = 4, elective = 5,
                              other = 6;
}

struct Death {
  std::uint64_t woman = 0;
  std::int64_t time_us = 0;  ///< since measurement opened; cohort of women who give birth in the window
  std::uint16_t district = 0;
  std::uint8_t cause = 0, place = 0;
  LastMissing last_missing{};
  std::uint8_t saved_by = 0;  ///< bit i: delay i, had it been zero, would have saved her
  friend bool operator==(const Death&, const Death&) = default;
};

/// A number of the state at one instant, in the whole world, that a warm-up is to settle.
struct StateLevel {
  std::string_view name, unit, long_name;
};
enum class Level : std::uint8_t { red_cells, plasma, active_donors, women, waiting, count };
inline constexpr EnumArray<Level, StateLevel> state_levels{{
    {"weekly_red_cells", "units",
     "whole blood and red cells on the shelves of blood centres and blood banks"},
    {"weekly_plasma", "units", "plasma on the shelves of blood centres"},
    {"weekly_active_donors", "donors", "people who have given and will give again"},
    {"weekly_women", "women", "women followed: pregnant, or within 42 days of birth"},
    {"weekly_waiting", "requests", "requests for blood in line"},
}};
using StateLevels = EnumArray<Level, std::int64_t>;

/// What one arm of one replication gives.
struct Outcome {
  std::vector<std::int64_t> values;  ///< Tally::all(), in the order of measures()
  std::vector<Death> deaths;
  std::vector<std::uint64_t> events_by_kind;
  std::uint64_t events = 0;  ///< executed since time 0, the shared past included
  std::size_t peak_pending = 0;
  std::vector<TraceEntry> story;  ///< story of the women followed, in the order of events
  std::vector<StateLevels>
      weekly;  ///< state of the first arm alone, at time 0 and each week until the window closes
};

/// One replication of one arm: a value. Copying it copies everything that is and everything that will be. The
/// components are under their names.
class World : public Components::Each<StateOf> {
 public:
  World(const Model&, StreamKey, const Trace& follow = {});

  World(const World&) = default;
  World(World&&) = default;

  /// Executes everything before `end`; opens the window and closes its months on the way.
  void run_until(const Model&, Time end);
  /// From now on `m` rules: called once at policy_start, also when nothing changes.
  void start_policy(const Model& m);
  Outcome outcome() const;
  /// What there is now. Changes nothing, lazy expiry included. O(shelves + requests in line).
  StateLevels look(const Model&) const;
  /// Whether nothing was made or lost: blood, women, beds, teams, ambulances. Held against everyone who holds
  /// some; O(open cases + hospitals + units held).
  bool conserved(const Model&) const;

  Draws draws(Name name, Purpose purpose, std::uint64_t occasion = 0, Use use = Use::once) const {
    return Draws(key, name, purpose, occasion, use);
  }
  Time now() const { return scheduler.now(); }

  /// Schedules an event of component C that is never cancelled.
  template <class C, class Subject>
  void schedule(Time at, typename C::Kind kind, Subject index, std::uint8_t priority = priority::other) {
    scheduler.schedule(at, priority, Components::kind<C>(kind), subject_of(index));
  }
  /// Sets an entity's one pending event, replacing one that may be there.
  template <class C, class Subject>
  void set(Timer& timer, Time at, typename C::Kind kind, Subject index,
           std::uint8_t priority = priority::other) {
    scheduler.set(timer, at, priority, Components::kind<C>(kind), subject_of(index));
  }

  /// Adds to a measure of component C (its enum `Measured`), whatever the time; `at`: its place along each
  /// dimension.
  template <class C, class... At>
  void add(typename C::Measured measure, std::int64_t value, At... at) {
    tally.add(measure_offset<C>() + index_of(measure), value, place_of(at)...);
  }

  /// Something happens to a woman: written down if she is followed.
  void tell(Name woman, Told what, std::int32_t a = 0, std::int32_t b = 0, std::int64_t n = 0) {
    if (trace.follows(woman)) trace.entries.push_back({now(), woman, what, a, b, n});
  }

  StreamKey key;
  Trace trace;
  Scheduler scheduler;
  Tally tally;
  Roomy<Death> deaths;

 private:
  /// What an event is about: an entity, or a number of its component's own.
  template <class Tag>
  static std::uint32_t subject_of(Id<Tag> id) {
    return static_cast<std::uint32_t>(id.index());
  }
  static std::uint32_t subject_of(std::uint32_t number) { return number; }

  template <class C>
  static constexpr std::size_t measure_offset() {
    return Components::sum_before<C>([]<class D>() {
      if constexpr (requires { typename D::Measured; }) return count_of<typename D::Measured>;
      return std::size_t{0};
    });
  }

  void close_month(const Model&);

  std::vector<std::uint64_t> events_by_kind_;
  std::size_t peak_pending_ = 0;
  bool measuring_ = false;
  std::size_t months_closed_ = 0;
};

/// All components' measures, in the order of Outcome::values.
std::span<const Measure> measures();
std::size_t size_of(const Model&, std::string_view dimension);
std::vector<std::string> event_kind_names();

struct Arm {
  std::shared_ptr<const Model> model;
  bool forks = true;  ///< differs from the base in policy keys only, so it shares the base's past
};

/// All arms of one replication: one past for the arms that fork, then each arm's own future. `keep_going` is
/// asked about once a simulated week; the result is empty if it ever said no. `follow`: whose stories are
/// kept.
std::vector<Outcome> run_replication(const Model& base, std::span<const Arm> arms, StreamKey key,
                                     const std::function<bool()>& keep_going, const Trace& follow = {});

}  // namespace darah
