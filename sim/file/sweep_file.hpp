#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "file/results.hpp"

/// Files of a sweep, as docs/results-format.md describes them: pieces hold blocks that were computed
/// together, a slice all blocks of its range, a merged file all cells.

namespace darah {

struct SweepFactor {
  std::string name, key, unit, scale;
  std::string values;  ///< listed values, as a JSON list; "" for a range
  double low = 0, high = 0;
};

/// What all files of a sweep have in common.
struct SweepFrame {
  std::string title, design_name, design_text, method, streams;
  std::string scenario_name, scenario_sha256;
  Background background;
  NamedTexts set;      ///< what the design sets in every cell, by key
  std::string sha256;  ///< hash of the design and of all files of its scenario
  std::uint64_t seed = 0, design_seed = 0;
  std::int64_t measured_days = 365;
  std::int64_t cells = 0, replications = 0, block_size = 0;  ///< replications of a cell; of a block
  std::vector<SweepFactor> factors;
  std::vector<ArmLabel> arms;
  Labels labels;
  Layout layout;

  std::int64_t blocks_per_cell() const { return replications / block_size; }  ///< blocks of a cell
  std::int64_t blocks() const { return cells * blocks_per_cell(); }
};

/// A range of a sweep's blocks: `index` from 1 to `of`.
struct Slice {
  std::int64_t index = 1, of = 1;

  std::int64_t first(std::int64_t blocks) const { return blocks * (index - 1) / of; }
  std::int64_t end(std::int64_t blocks) const { return blocks * index / of; }
  /// "slice-0003-of-0007": files of one sweep sort by it.
  std::string name() const;
};

/// What the attribute `filetype` of merged sweeps says, and of their slices and pieces.
inline constexpr std::string_view sweep_type = "darah sweep", slice_type = "darah sweep slice";

/// Name and long name of the dimension along which pieces and slices hold blocks.
inline constexpr std::string_view block_dimension = "block",
                                  block_long_name =
                                      "block of the sweep: cell x blocks of a cell + place within the cell";

/// What was computed together: some replications of one cell, in all arms.
struct Block {
  std::int64_t number = 0;  ///< cell x blocks of a cell + place within the cell
  std::int64_t group = 0, role = 0;
  std::vector<double> values, shares;  ///< value of each factor; share of each factor's range
  std::vector<Replication> replications;
};

/// Writes some finished blocks, whole or not at all. Throws FileError.
void write_piece(const std::filesystem::path& path, const SweepFrame& frame, const Slice& slice,
                 std::vector<Block> blocks);

/// What a file of a sweep says of itself.
struct SweepFileHead {
  std::filesystem::path path;
  std::string sweep_sha256, program;  ///< program: version and commit
  std::int64_t cells = 0, replications = 0, block_size = 0;
  std::vector<std::int64_t> blocks;  ///< blocks in the file, ascending
};

/// Throws FileError when it is no piece or slice that this program could have written.
SweepFileHead read_head(const std::filesystem::path& path);

/// This program, as heads name it.
std::string this_program();

/// Joins pieces to the file of a slice. Requires that the pieces hold the slice's blocks, each once, and that
/// they are of one sweep and one program. Memory does not grow with the slice. Throws FileError.
void join_pieces(const std::vector<SweepFileHead>& pieces, const std::filesystem::path& path);

/// Joins slices to one file, by cell: of those cells alone of which all blocks are there. The same bits
/// whatever the slices were. Returns how many cells. Requires the same of slices; `command_line` goes into
/// the file.
std::int64_t merge_slices(const std::vector<SweepFileHead>& slices, const std::filesystem::path& path,
                          const std::string& command_line);

}  // namespace darah
