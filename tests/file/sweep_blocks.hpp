#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "compare/synthetic.hpp"
#include "file/sweep_file.hpp"

/// Small sweeps with values that can be foretold.

namespace darah::testing {

inline constexpr std::size_t arms_of_sweep = 2;

/// A sweep of two arms with the layout of synthetic results.
inline SweepFrame frame_of(std::int64_t cells, std::int64_t blocks_per_cell, std::int64_t block_size) {
  const Results base = synthetic_results(Detail::summary);
  SweepFrame frame;
  frame.title = "Sweep";
  frame.design_name = "test";
  frame.sha256 = "5eed";
  frame.cells = cells;
  frame.replications = blocks_per_cell * block_size;
  frame.block_size = block_size;
  frame.factors = {{"a", "k.a", "h", "linear", "", 0, 1}, {"b", "k.b", "", "list", "[\"x\", \"y\"]", 0, 1}};
  for (std::size_t a = 0; a < arms_of_sweep; ++a) frame.arms.push_back({"arm" + std::to_string(a), "Arm"});
  frame.arms[1].title_id = "Lengan";
  frame.background.start = "2018-01-01";
  frame.background.districts = {{"cilegon", "Kota Cilegon", 106.05, -6.0}, {"lebak", "Lebak"}};
  frame.background.periods = {{"ramadan-2018", "Ramadan", "ramadan", "2018-05-17", "2018-06-14"}};
  frame.background.files = {{"scenario.toml", "title = 1"}};
  frame.set = {{"run.horizon", "31 d"}};
  frame.labels = base.labels;
  frame.layout = base.layout;
  return frame;
}

/// The value at place i in the block of all values, for a replication of an arm in a cell.
inline std::int64_t value_of(std::int64_t cell, std::size_t arm, std::int64_t replication, std::size_t i) {
  return ((cell * 10 + static_cast<std::int64_t>(arm)) * 100 + replication) * 100 +
         static_cast<std::int64_t>(i);
}

/// A finished block, by its number alone.
inline Block block_of(const SweepFrame& frame, std::int64_t number) {
  const std::int64_t cell = number / frame.blocks_per_cell(), place = number % frame.blocks_per_cell();
  const auto c = static_cast<double>(cell);
  Block block{number, cell, cell % 3, {c, c + 0.5}, {c / 100, 0.5}, {}};
  for (std::int64_t b = 0; b < frame.block_size; ++b) {
    const std::int64_t replication = place * frame.block_size + b;
    Replication done{replication, 0.25, {}};
    for (std::size_t arm = 0; arm < arms_of_sweep; ++arm) {
      Outcome outcome;
      for (std::size_t i = 0; i < frame.layout.size(); ++i)
        outcome.values.push_back(value_of(cell, arm, replication, i));
      outcome.events = static_cast<std::uint64_t>(number);
      // One woman dies in both arms, one in the first alone, cell mod 3 in the other alone.
      outcome.deaths.push_back({1, 0, 0, 0, 0, {}, 0});
      if (arm == 0) outcome.deaths.push_back({2, 0, 0, 0, 0, {}, 0});
      for (std::int64_t w = 0; arm == 1 && w < cell % 3; ++w)
        outcome.deaths.push_back({static_cast<std::uint64_t>(100 + w), 0, 0, 0, 0, {}, 0});
      done.arms.push_back(std::move(outcome));
    }
    block.replications.push_back(std::move(done));
  }
  return block;
}

/// Writes the one slice of a sweep of two cells, of a replication each.
inline void write_slice(const std::filesystem::path& path) {
  const SweepFrame frame = frame_of(2, 1, 1);
  write_piece(path, frame, {1, 1}, {block_of(frame, 0), block_of(frame, 1)});
}

}  // namespace darah::testing
