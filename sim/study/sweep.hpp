#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "file/sweep_file.hpp"
#include "scenario/design.hpp"
#include "study/run.hpp"

namespace darah {

/// A sweep that can run: its design, where its cells lie, and one of its cells as a scenario.
struct Sweep {
  Design design;
  Points points;
  Scenario scenario;  ///< scenario of the first cell
  ScenarioSource source;
  SweepFrame frame;
};

/// Reads a design and its scenario, and loads the scenario with the ends of every factor's range. Throws
/// ScenarioError with all problems at once. `allow_outside`: as of a scenario's LoadOptions.
Sweep load_sweep(const std::filesystem::path& design, bool allow_outside = false);

/// Hands out blocks; none when there are no more. Called by one thread at a time.
using BlockSource = std::function<std::optional<std::int64_t>()>;
/// Takes finished blocks, by one thread at a time.
using BlockSink = std::function<void(std::vector<Block>)>;

struct SweepOptions {
  unsigned threads = 1;
  double keep_every = 10;   ///< seconds after which finished blocks are handed to the sink
  std::int64_t blocks = 0;  ///< blocks there are to compute, for progress
  std::function<void(const Progress&)> progress = {};  ///< called by any thread, one at a time
  const std::atomic<bool>* stop =
      nullptr;  ///< once true, threads give up their blocks within a simulated week
};

/// Computes blocks, each on one thread, until there are no more or it is stopped; finished ones have all gone
/// to the sink by then, also when an exception of a block leaves here. A cell that cannot be loaded throws
/// ScenarioError.
void compute_blocks(const Sweep& sweep, const BlockSource& next, const BlockSink& sink,
                    const SweepOptions& options);

}  // namespace darah
