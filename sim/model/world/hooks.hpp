#pragma once

#include <cstdint>

#include "core/event.hpp"

namespace darah {

// What a component C may have; it need have no more than its name:
//
//   template <class T> struct Named { T donor; };  what World and Parameters call it
//   template <class W> struct Called { ... donor() ... };   what a With calls it, where others ask it
//   using P = DonorParameters;                     parameters, with their table
//   static std::span<const Parameter<P>> parameters();
//   struct Planned { DonorPlan donor_plan; };      what Model derives for it, from (const Model&) or from
//                                                  (const Model&, const Basis&)
//   using PlanRestsOn = Demand;                    whose plan is drawn up first
//   enum class Measured { ..., count };            measures, with their table
//   static const EnumArray<Measured, Measure>& measures();
//   enum class Kind { ..., count };                events, with their names and who handles them
//   static constexpr EnumArray<Kind, std::string_view> kind_names;
//   void handle(With<...>, const Model&, Kind, const Event&);   or Services, if it asks no other component
//   static constexpr Kind fetched;                 the kind of event whose subject is fetched into the cache
//   void fetch(const Event&) const;                before its turn comes
//
// A component may also have the functions that Hooks calls.

/// What World, Parameters and Model hold of a component: they derive from one for each.
template <class C>
using StateOf = typename C::template Named<C>;
template <class C>
struct ParametersOf {};
template <class C>
requires requires { typename C::P; }
struct ParametersOf<C> : C::template Named<typename C::P> {};
template <class C>
struct PlanOf {};
template <class C>
requires requires { typename C::Planned; }
struct PlanOf<C> : C::Planned {};

/// The one member of a holder: held<StateOf<Donor>>(world) is world.donor.
template <class Holder>
constexpr auto& held(Holder& holder) {
  auto& [member] = holder;
  return member;
}

/// The names that Hooks asks for.
struct HookNames {
  int contradictions, doubts, unused, start, start_policy, settle_all, start_measuring, month_end,
      finish_measuring, finish, conserved;
};
/// In this class a name of HookNames is ambiguous, so that it cannot be used, if the component has it too,
/// overloaded or not.
template <class C>
struct Asked : C, HookNames {};

/// Calls a function of every component that has one of that name, in the order of the list. What has the name
/// and takes other arguments does not compile.
template <class List>
struct Hooks {
  /// What must hold between the parameters.
  template <class Parameters, class Claims>
  static void contradictions(const Parameters& p, Claims& claim) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::contradictions; }) C::contradictions(p, claim);
    });
  }
  /// What parameters may hold, and probably should not.
  template <class Parameters, class Claims>
  static void doubts(const Parameters& p, Claims& claim) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::doubts; }) C::doubts(p, claim);
    });
  }
  /// What is set and changes nothing in any arm.
  template <class Arms, class Claims>
  static void unused(const Arms& arms, Claims& claim) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::unused; }) C::unused(arms, claim);
    });
  }
  /// At time 0.
  template <class World, class Model>
  static void start(World& w, const Model& m) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::start; }) held<StateOf<C>>(w).start(w, m);
    });
  }
  /// The day policies may differ has come: `m` rules from here on.
  template <class World, class Model>
  static void start_policy(World& w, const Model& m) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::start_policy; }) held<StateOf<C>>(w).start_policy(w, m);
    });
  }
  /// Integrals are closed and what is looked at lazily is brought up to now: where the window opens, and at
  /// the end of each of its months.
  template <class World, class Model>
  static void settle_all(World& w, const Model& m) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::settle_all; }) held<StateOf<C>>(w).settle_all(w, m);
    });
  }
  /// The window opens: books that measure it are cleared.
  template <class World>
  static void start_measuring(World& w) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::start_measuring; }) held<StateOf<C>>(w).start_measuring(w);
    });
  }
  /// A month of the window ends, by its number from 0.
  template <class World, class Model>
  static void month_end(World& w, const Model& m, std::int32_t month) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::month_end; }) held<StateOf<C>>(w).month_end(w, m, month);
    });
  }
  /// The window closes.
  template <class World, class Model>
  static void finish_measuring(World& w, const Model& m) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::finish_measuring; }) held<StateOf<C>>(w).finish_measuring(w, m);
    });
  }
  /// Nothing happens any more.
  template <class World>
  static void finish(World& w) {
    List::for_each([&]<class C>() {
      if constexpr (!requires { &Asked<C>::finish; }) held<StateOf<C>>(w).finish(w);
    });
  }
  /// Whether nothing was made or lost.
  template <class World, class Model>
  static bool conserved(const World& w, const Model& m) {
    return List::all([&]<class C>() {
      if constexpr (!requires { &Asked<C>::conserved; }) return held<const StateOf<C>>(w).conserved(w, m);
      return true;
    });
  }
  /// The subject of an event that is due soon is fetched into the cache.
  template <class World>
  static void fetch(const World& w, const Event& e) {
    List::for_each([&]<class C>() {
      if constexpr (requires { C::fetched; }) {
        if (e.kind() == List::template kind<C>(C::fetched)) held<const StateOf<C>>(w).fetch(e);
      }
    });
  }
};

}  // namespace darah
