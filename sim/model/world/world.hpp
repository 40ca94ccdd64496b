#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/measure.hpp"
#include "model/world/model.hpp"
#include "model/world/services.hpp"

namespace darah {

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
  /// What became of probes, in the order of their ends; of run_replication() those by which arms differ.
  std::vector<ProbedRisk> probed;
  std::vector<TraceEntry> story;  ///< story of the women followed, in the order of events
  std::vector<StateLevels>
      weekly;  ///< state of the first arm alone, at time 0 and each week until the window closes
};

/// One replication of one arm: a value. Copying it copies everything that is and everything that will be. The
/// components are under their names.
class World : public Records, public Components::Each<StateOf> {
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

 private:
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
