#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "core/draws.hpp"
#include "core/measure.hpp"
#include "core/roomy.hpp"
#include "core/scheduler.hpp"
#include "model/mother/case_labels.hpp"
#include "model/world/components.hpp"
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
};

/// The component C of a world or of a With; `const` if it may only be looked at.
template <class C>
C& component_of(typename C::template Named<C>& world) {
  return held(world);
}
template <class C>
C& component_of(const typename C::template Named<C&>& with) {
  return held(with);
}
template <class C>
const C& component_of(const typename C::template Named<const C&>& with) {
  return held(with);
}
template <class Holder, class C>
concept holds = requires(Holder& holder) {
  { component_of<std::remove_const_t<C>>(holder) } -> std::convertible_to<C&>;
};

/// The services of a world and some of its components, under their names: what a function takes that needs no
/// others. A world gives every With, a With those of fewer components; `const` for one that is only looked
/// at.
template <class... C>
class With : public Services, public C::template Named<C&>... {
 public:
  template <class Holder>
  requires(!std::is_same_v<std::remove_cv_t<Holder>, With> && (holds<Holder, C> && ...)) With(Holder& holder)
      : Services(holder), C::template Named<C&>{component_of<std::remove_const_t<C>>(holder)}... {}
};

}  // namespace darah
