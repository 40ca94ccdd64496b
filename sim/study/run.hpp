#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/draws.hpp"
#include "file/results.hpp"
#include "model/world/trace.hpp"
#include "print/story.hpp"
#include "scenario/scenario.hpp"

namespace darah {

/// How far a run has come.
struct Progress {
  double done = 0;  ///< share of all simulated weeks, within 0 and 1
  std::int64_t finished = 0, replications = 0;
  double seconds = 0;                 ///< since the start
  const char* what = "replications";  ///< are counted
  double taken_over = 0;              ///< share of all that is done and was not simulated here

  /// Share of all that this process simulates a second.
  double rate() const { return (done - taken_over) / seconds; }
};

struct RunOptions {
  std::string command_line = {};  ///< as the results say it
  unsigned threads = 0;           ///< 0: as many as processors and memory allow
  std::uint64_t seed = 1;
  std::int64_t replications = 1;
  std::int64_t first = 0;  ///< number of the first replication
  std::function<void(const Progress&)> progress =
      {};                                   ///< called by any thread, one at a time, a few times a second
  const std::atomic<bool>* stop = nullptr;  ///< once true, the run ends within a simulated week
  /// Replications of the same run, by number: they are taken from here and not simulated again.
  std::map<std::int64_t, Replication>* known = nullptr;
  /// Called with those simulated since its last call, by any thread, one at a time: every `keep_every`
  /// seconds, and where the run ends before its time.
  std::function<void(std::vector<Replication>)> keep = {};
  double keep_every = 10;
};

/// Threads a machine of this many processors and this memory carries.
unsigned default_threads(unsigned processors, std::int64_t available_bytes, std::int64_t bytes_per_thread);

/// Threads a run takes: those asked for, or, for 0, what processors and memory allow; never more than
/// replications.
unsigned threads_of(const Scenario& scenario, std::int64_t replications, unsigned asked);

/// Simulates every arm in each replication first .. first + replications - 1, a replication on one thread.
/// What comes out depends on the scenario, the seed and the numbers of the replications alone. When stopped,
/// or out of memory, the finished replications are kept. Any other exception in a replication ends the run
/// and leaves here, and that too where none is finished.
Results run_scenario(const Scenario& scenario, const RunOptions& options);

/// All that a run of this scenario leaves but its replications and what it took.
Results frame_of(const Scenario& scenario, const RunOptions& options);

/// What was spared because arms that fork share one past.
struct Sharing {
  std::size_t arms = 0;  ///< arms that share the past
  double weeks = 0;      ///< weeks to be simulated if each arm had a past of its own
  double saved = 0;      ///< weeks that need not be simulated again
};
Sharing sharing_of(const Scenario& scenario, std::int64_t replications);

/// What happens to the women followed in every arm of one replication: the same women to whom the same
/// happens in run_scenario.
std::vector<ArmStory> trace_scenario(const Scenario& scenario, StreamKey key, const Trace& follow);

}  // namespace darah
