#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "file/sweep_file.hpp"
#include "file/whole_file.hpp"

namespace darah {

/// The file of a sweep's folder that says what it holds.
inline constexpr const char* sweep_record = "sweep.toml";

/// One slice of a sweep in its folder: sweep.toml, which says what the folder holds; the pieces of finished
/// blocks; and in the end the slice's file.
class SliceFiles {
 public:
  /// Makes the folder, or finds that it holds the same sweep, cut into as many slices, and that this slice
  /// has not begun, unless `resume`. Checks what there is of it: never trusts that a file exists. Throws
  /// FileError.
  SliceFiles(std::filesystem::path folder, const SweepFrame& frame, const Slice& slice, bool resume);

  bool complete() const { return complete_; }
  /// Pieces that could not be read and were set aside.
  const std::vector<std::string>& set_aside() const { return set_aside_; }
  /// Blocks of the slice that are still to be computed, ascending.
  std::vector<std::int64_t> missing() const;
  /// Joins all pieces there are to the slice's file and removes them. Requires that they hold every block.
  void finish();

  const std::filesystem::path& path() const { return path_; }

 private:
  void record();
  void take_pieces();
  bool holds_whole_slice(const SweepFileHead& head) const;
  void require_own(const SweepFileHead& head) const;

  const std::filesystem::path folder_, path_, pieces_;
  const SweepFrame& frame_;
  const Slice slice_;
  bool complete_ = false;
  std::vector<std::string> set_aside_;
  std::vector<std::int64_t> computed_;  ///< ascending
  std::optional<SoleWriter> writer_;
};

/// Writes finished blocks of a slice that has begun as a piece of it, from any process. Throws FileError.
void keep_piece(const std::filesystem::path& folder, const SweepFrame& frame, const Slice& slice,
                std::vector<Block> blocks);

/// What came of merging a folder.
struct Merged {
  std::int64_t cells = 0, whole_cells = 0;
  std::vector<std::string> missing;  ///< names of slices
};

/// Joins the slices of a folder. Refuses, naming them: slices that are missing or unfinished (unless
/// `partial`), and those of another sweep or program. Throws FileError.
Merged merge_folder(const std::filesystem::path& folder, const std::filesystem::path& path, bool partial,
                    const std::string& command_line);

}  // namespace darah
