#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "file/batches.hpp"
#include "file/canvas.hpp"
#include "file/sweep_file.hpp"
#include "file/whole_file.hpp"

/// Pieces become slices, and slices a merged file, by the same walk over their datasets: what lies along
/// `block` goes to its row, everything else is the same in all of them.

namespace darah {

namespace {

constexpr const char* clock_name = "clock";

/// Where blocks go.
struct Target {
  std::string dimension;  ///< dimension that takes the place of `block`
  std::string long_name;
  std::vector<std::int64_t> rows;   ///< labels of the dimension, ascending: blocks, or cells
  std::int64_t blocks_per_row = 1;  ///< blocks of a cell
  std::int64_t block_size = 1;      ///< replications of a block

  /// Replications of a row.
  hsize_t replications() const {
    const std::int64_t all = blocks_per_row * block_size;
    return static_cast<hsize_t>(all);
  }
  /// None for a block whose row is left out.
  std::optional<hsize_t> row_of(std::int64_t block) const {
    const auto at = std::lower_bound(rows.begin(), rows.end(), block / blocks_per_row);
    if (at == rows.end() || *at != block / blocks_per_row) return {};
    return static_cast<hsize_t>(at - rows.begin());
  }
};

/// A dataset along `block`, of one source, on its way to the target's.
class Stream {
 public:
  Stream(hid_t from, hid_t to, std::span<const std::string> dimensions, const Target& target)
      : from_(from), to_(to), target_(target), block_(lengths_of(from)), row_(lengths_of(to)) {
    const auto at = std::find(dimensions.begin(), dimensions.end(), "replication");
    axis_ = static_cast<std::size_t>(at - dimensions.begin());
    block_.front() = row_.front() = 1;
    split_ = axis_ < block_.size() && target.blocks_per_row > 1;
    outer_ = product(std::span(block_).subspan(1, std::min(axis_, block_.size()) - 1));
  }

  /// Throws FileError where the source's dataset is not like those of the others.
  void copy(std::span<const std::int64_t> blocks, const std::string& name) {
    std::vector<hsize_t> wanted = row_, found = lengths_of(from_);
    wanted.front() = blocks.size();
    if (axis_ < wanted.size()) wanted[axis_] = static_cast<hsize_t>(target_.block_size);
    if (found != wanted || H5Tequal(hdf5::type_of(from_), hdf5::type_of(to_)) <= 0)
      throw FileError(name + " has another shape or type than in other files of the sweep");
    for_each_batch(from_, [&](hsize_t begin, std::span<const std::int64_t> values) {
      place(blocks.subspan(begin, values.size() / size()), values);
    });
  }

 private:
  using Numbers = std::vector<std::int64_t>;  // whatever 8 bytes they are

  void place(std::span<const std::int64_t> blocks, std::span<const std::int64_t> values) {
    for (std::size_t i = 0; i < blocks.size();) {
      const std::size_t n = run(blocks.subspan(i));
      if (const auto row = target_.row_of(blocks[i]))
        write(*row, blocks.subspan(i, n), values.subspan(i * size(), n * size()));
      i += n;
    }
  }

  hsize_t size() const { return product(block_); }

  /// How many blocks from the first on fill whole rows that follow one another; else 1.
  std::size_t run(std::span<const std::int64_t> blocks) const {
    const auto per_row = static_cast<std::size_t>(target_.blocks_per_row);
    const auto first = target_.row_of(blocks.front());
    if (!first || blocks.front() % target_.blocks_per_row != 0) return 1;
    std::size_t n = 1;
    while (n < blocks.size() && blocks[n] == blocks[n - 1] + 1 &&
           target_.row_of(blocks[n]) == *first + n / per_row)
      ++n;
    return std::max<std::size_t>(1, n / per_row * per_row);
  }

  void write(hsize_t row, std::span<const std::int64_t> blocks, std::span<const std::int64_t> values) {
    const auto per_row = static_cast<std::size_t>(target_.blocks_per_row);
    std::vector<hsize_t> start(row_.size(), 0), count = row_;
    start.front() = row;
    if (!split_) {
      // Without replications the blocks of a row say the same: the first speaks for all.
      if (per_row > 1 && blocks.front() % target_.blocks_per_row != 0) return;
      count.front() = std::max<std::size_t>(1, blocks.size() / per_row);
      hdf5::write_block(to_, start, count, per_row == 1 ? values.data() : every(per_row, values).data());
    } else if (blocks.size() % per_row == 0) {
      count.front() = blocks.size() / per_row;
      hdf5::write_block(to_, start, count, woven(per_row, values).data());
    } else {
      const std::int64_t first = blocks.front() % target_.blocks_per_row * target_.block_size;
      start[axis_] = static_cast<hsize_t>(first);
      count[axis_] = static_cast<hsize_t>(target_.block_size);
      hdf5::write_block(to_, start, count, values.data());
    }
  }

  Numbers every(std::size_t step, std::span<const std::int64_t> values) const {
    Numbers kept;
    for (std::size_t at = 0; at < values.size(); at += step * size())
      kept.insert(kept.end(), values.begin() + static_cast<std::ptrdiff_t>(at),
                  values.begin() + static_cast<std::ptrdiff_t>(at + size()));
    return kept;
  }

  /// Blocks of a row, one after another, become one block with a longer axis of replications.
  Numbers woven(std::size_t per_row, std::span<const std::int64_t> values) const {
    Numbers row;
    row.reserve(values.size());
    const std::size_t stretch = size() / outer_;
    for (std::size_t at = 0; at < values.size(); at += per_row * size()) {
      for (std::size_t o = 0; o < outer_; ++o) {
        for (std::size_t b = 0; b < per_row; ++b) {
          const auto from = values.begin() + static_cast<std::ptrdiff_t>(at + b * size() + o * stretch);
          row.insert(row.end(), from, from + static_cast<std::ptrdiff_t>(stretch));
        }
      }
    }
    return row;
  }

  hid_t from_, to_;
  const Target& target_;
  std::vector<hsize_t> block_, row_;  ///< extent of one block; of one row
  std::size_t axis_ = 0;              ///< axis of replications; beyond the last axis without one
  bool split_ = false;                ///< a row has several blocks
  hsize_t outer_ = 1;                 ///< values of a block before the replications
};

/// The file that is being made.
class Joined {
 public:
  Joined(const std::filesystem::path& path, hid_t source, const Target& target)
      : target_(target), file_(hdf5::create_file(path)) {
    hdf5::copy_attributes(source, file_);
    lay_out(source, file_, "");
    const hdf5::Handle from = hdf5::open_group(source, clock_name),
                       clock = hdf5::create_group(file_, clock_name);
    hdf5::copy_attributes(from, clock);
    lay_out(from, clock, std::string(clock_name) + '/');
  }

  hid_t root() const { return file_; }

  void take(hid_t source, std::span<const std::int64_t> blocks) {
    for (const Laid& laid : along_blocks_) {
      const hdf5::Handle from = hdf5::open_dataset(source, laid.name);
      Stream(from, laid.dataset, laid.dimensions, target_).copy(blocks, laid.name);
    }
  }

 private:
  struct Laid {
    std::string name;
    hdf5::Handle dataset;
    std::vector<std::string> dimensions;
  };

  void lay_out(hid_t source, hid_t parent, const std::string& prefix) {
    for (const std::string& name : hdf5::datasets(source)) {
      const hdf5::Handle from = hdf5::open_dataset(source, name);
      const std::vector<std::string> dimensions = hdf5::dimensions(from);
      if (dimensions.front().empty()) {
        lay_scale(from, name);
      } else if (dimensions.front() == block_dimension) {
        hdf5::Handle dataset = lay_numbers(from, parent, name, dimensions);
        along_blocks_.push_back({prefix + name, std::move(dataset), dimensions});
      } else {
        copy_whole(from, parent, name, dimensions);
      }
    }
  }

  void lay_scale(hid_t from, const std::string& name) {
    if (name == block_dimension) {
      add_scale(target_.dimension, target_.rows);
      hdf5::set_attribute(scales_.at(target_.dimension), "long_name", target_.long_name);
      return;
    }
    if (name == "replication") {
      std::vector<std::int64_t> numbers;
      for (hsize_t r = 0; r < target_.replications(); ++r) numbers.push_back(static_cast<std::int64_t>(r));
      add_scale(name, numbers);
    } else if (hdf5::is_text(from)) {
      add_scale(name, hdf5::read_texts(from));
    } else {
      add_scale(name, hdf5::read_integers(from));
    }
    hdf5::copy_attributes(from, scales_.at(name));
  }

  template <class T>
  void add_scale(const std::string& name, const std::vector<T>& values) {
    hdf5::Handle scale = hdf5::write(file_, name, {{values.size()}}, std::span<const T>(values));
    hdf5::make_scale(scale, name);
    scales_.emplace(name, std::move(scale));
  }

  void attach(hid_t dataset, std::span<const std::string> dimensions) {
    for (unsigned axis = 0; axis < dimensions.size(); ++axis) {
      const std::string& name = dimensions[axis] == block_dimension ? target_.dimension : dimensions[axis];
      hdf5::attach_scale(dataset, axis, scales_.at(name));
    }
  }

  hdf5::Handle lay_numbers(hid_t from, hid_t parent, const std::string& name,
                           std::span<const std::string> dimensions) {
    std::vector<hsize_t> length = lengths_of(from);
    length.front() = target_.rows.size();
    for (std::size_t d = 1; d < length.size(); ++d) {
      if (dimensions[d] == "replication") length[d] = target_.replications();
    }
    hdf5::Handle dataset =
        hdf5::create_numbers(parent, name, {length, chunk_of(length)}, hdf5::type_of(from));
    attach(dataset, dimensions);
    hdf5::copy_attributes(from, dataset);
    return dataset;
  }

  void copy_whole(hid_t from, hid_t parent, const std::string& name,
                  std::span<const std::string> dimensions) {
    hdf5::Handle dataset;
    if (hdf5::is_text(from)) {
      const std::vector<std::string> texts = hdf5::read_texts(from);
      dataset = hdf5::write(parent, name, {lengths_of(from)}, std::span<const std::string>(texts));
    } else {
      const std::vector<hsize_t> length = lengths_of(from), start(length.size(), 0);
      std::vector<std::int64_t> values(product(length));
      hdf5::require_whole_chunks(from);
      hdf5::read_block(from, start, length, values.data());
      dataset = hdf5::create_numbers(parent, name, {length}, hdf5::type_of(from));
      hdf5::write_block(dataset, start, length, values.data());
    }
    attach(dataset, dimensions);
    hdf5::copy_attributes(from, dataset);
  }

  const Target& target_;
  hdf5::Handle file_;
  std::map<std::string, hdf5::Handle> scales_;
  std::vector<Laid> along_blocks_;
};

/// `finish` adds what the sources do not say.
template <class Finish>
void join(std::span<const SweepFileHead> sources, const std::filesystem::path& path, const Target& target,
          Finish&& finish) {
  make_whole(path, [&](const std::filesystem::path& part) {
    std::optional<Joined> joined;
    for (const SweepFileHead& head : sources) {
      try {
        const hdf5::Handle source = hdf5::open_file(head.path);
        if (!joined) joined.emplace(part, source, target);
        joined->take(source, head.blocks);
      } catch (const FileError& error) {
        throw FileError(fmt::format("{} while taking {}; if it is damaged, delete it and compute it again",
                                    error.what(), head.path.string()));
      }
    }
    finish(joined->root());
    hdf5::flush(joined->root());
    joined.reset();
    hdf5::open_file(part);  // the library finds a file that is shorter than it says
  });
}

}  // namespace

void join_pieces(const std::vector<SweepFileHead>& pieces, const std::filesystem::path& path) {
  Target target{std::string(block_dimension), std::string(block_long_name), {}, 1, pieces.front().block_size};
  for (const SweepFileHead& piece : pieces)
    target.rows.insert(target.rows.end(), piece.blocks.begin(), piece.blocks.end());
  std::sort(target.rows.begin(), target.rows.end());
  join(pieces, path, target, [](hid_t) {});
}

std::int64_t merge_slices(const std::vector<SweepFileHead>& slices, const std::filesystem::path& path,
                          const std::string& command_line) {
  const SweepFileHead& any = slices.front();
  Target target{"cell", "cell of the sweep", {}, any.replications / any.block_size, any.block_size};
  std::map<std::int64_t, std::int64_t> blocks_of;
  for (const SweepFileHead& slice : slices) {
    for (const std::int64_t block : slice.blocks) ++blocks_of[block / target.blocks_per_row];
  }
  for (const auto& [cell, blocks] : blocks_of) {
    if (blocks == target.blocks_per_row) target.rows.push_back(cell);
  }
  const auto cells = std::ssize(target.rows);
  if (cells == 0) throw FileError(path.string() + ": no cell is whole yet");
  join(slices, path, target, [&](hid_t root) {
    hdf5::replace_text(root, "filetype", sweep_type);
    hdf5::remove_attribute(root, "slice");
    hdf5::remove_attribute(root, "block_replications");
    hdf5::set_attribute(root, "cells_complete", cells);
    hdf5::set_attribute(root, "complete", std::int64_t{cells == any.cells});
    hdf5::set_attribute(root, "command_line", command_line);
  });
  return cells;
}

}  // namespace darah
