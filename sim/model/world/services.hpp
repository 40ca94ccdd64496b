#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "core/draws.hpp"
#include "core/measure.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/mother/case_labels.hpp"
#include "model/world/components.hpp"
#include "model/world/trace.hpp"

namespace darah {

/// Order of events that happen at the same instant: what others ask for is there or gone before they ask, a
/// woman's own dates come before what is done for her, and her care before her death. Of one priority, what
/// was scheduled first comes first.
namespace priority {
inline constexpr std::uint8_t expiry = 0,  ///< blood is gone
    arrival = 1,                           ///< blood is there
    shift = 2,                             ///< drivers, teams and beds of another shift
    freed = 3,                             ///< a bed, team or ambulance is free again
    review = 4,                            ///< orders, and the day's requests
    milestone = 5,                         ///< onset, birth and the end of follow-up
    maternal = 6,                          ///< a step of a woman's way
    death = 7,                             ///< a clock runs out
    urgent = 8, elective = 9,              ///< requests of other patients
    other = 10;
}  // namespace priority

struct Death {
  std::uint64_t woman = 0;
  std::int64_t time_us = 0;  ///< since measurement opened; cohort of women who give birth in the window
  std::uint16_t district = 0;
  std::uint8_t cause = 0, place = 0;
  LastMissing last_missing{};
  std::uint8_t saved_by = 0;  ///< bit i: delay i, had it been zero, would have saved her
  friend bool operator==(const Death&, const Death&) = default;
};

/// What a world has beside its components: its clock and events to come, the key of its random numbers, and
/// its books.
struct Records {
  Time now() const { return scheduler.now(); }
  Draws draws(Name name, Purpose purpose, std::uint64_t occasion = 0, Use use = Use::once) const {
    return Draws(key, name, purpose, occasion, use);
  }

  StreamKey key;
  Trace trace;
  Scheduler scheduler;
  Tally tally;
  Roomy<Death> deaths;
};

/// The use of a world's records that every function of a component may make, whatever its subject. Handed on
/// by value: it is one address.
class Services {
 public:
  Services(Records& records) : records_(&records) {}

  Time now() const { return records_->now(); }
  Draws draws(Name name, Purpose purpose, std::uint64_t occasion = 0, Use use = Use::once) const {
    return records_->draws(name, purpose, occasion, use);
  }

  /// Schedules an event of component C that is never cancelled.
  template <class C, class Subject>
  void schedule(Time at, typename C::Kind kind, Subject index,
                std::uint8_t priority = priority::other) const {
    records_->scheduler.schedule(at, priority, Components::kind<C>(kind), subject_of(index));
  }
  /// Sets an entity's one pending event, replacing one that may be there.
  template <class C, class Subject>
  void set(Timer& timer, Time at, typename C::Kind kind, Subject index,
           std::uint8_t priority = priority::other) const {
    records_->scheduler.set(timer, at, priority, Components::kind<C>(kind), subject_of(index));
  }
  /// Cancels an entity's pending event, if there is one.
  void cancel(Timer& timer) const { records_->scheduler.cancel(timer); }
  /// To be asked by the handler of an event that was set: whether it still holds.
  bool fires(Timer& timer, const Event& event) const { return records_->scheduler.fires(timer, event); }

  /// Adds to a measure of component C (its enum `Measured`), whatever the time; `at`: its place along each
  /// dimension.
  template <class C, class... At>
  void add(typename C::Measured measure, std::int64_t value, At... at) const {
    records_->tally.add(measure_offset<C>() + index_of(measure), value, place_of(at)...);
  }
  void book(const Death& death) const { records_->deaths.push_back(death); }

  /// Something happens to a woman: written down if she is followed.
  void tell(Name woman, Told what, std::int32_t a = 0, std::int32_t b = 0, std::int64_t n = 0) const {
    Trace& trace = records_->trace;
    if (trace.follows(woman)) trace.entries.push_back({now(), woman, what, a, b, n});
  }

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

  Records* records_;

 protected:
  Records& records() const { return *records_; }
};

class World;

/// A type that is looked up once the template that names it is used.
template <class T, class>
struct Later {
  using type = T;
};

/// Whether who has the components C has one that is asked for, which may be to be looked at alone.
template <class Asked, class... C>
inline constexpr bool is_among = ((std::is_same_v<Asked, C> || std::is_same_v<Asked, const C>) || ...);

/// The services of a world and some of its components, under their names: what a function takes that needs no
/// others. `With<Donor, const Kept>` has donor(), and kept() to be looked at. A world gives every With, a
/// With those of fewer components. Handed on by value: it is one address.
template <class... C>
class With : public Services, public std::remove_const_t<C>::template Called<With<C...>>... {
 public:
  template <class W>
  requires std::is_same_v<W, World> With(W& world) : Services(world) {}
  template <class... D>
  requires(!std::is_same_v<With<D...>, With> && (is_among<C, D...> && ...)) With(const With<D...>& with)
      : Services(with) {}

  /// A component that is among C, by its type.
  template <class D>
  auto& component() const {
    auto& all = held<StateOf<D>>(static_cast<typename Later<World, D>::type&>(records()));
    if constexpr ((std::is_same_v<C, D> || ...)) {
      return all;
    } else {
      static_assert((std::is_same_v<C, const D> || ...), "not one of these components");
      return std::as_const(all);
    }
  }
};

}  // namespace darah
