#include "study/sweep_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

#include "file/output_kind.hpp"
#include "file/read_through.hpp"
#include "file/whole_file.hpp"
#include "print/text.hpp"
#include "scenario/source.hpp"
#include "scenario/toml.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

/// What to say when two processes computed one slice, on a file system that keeps no locks.
std::string overlap(const fs::path& pieces) {
  return pieces.string() + ": its pieces are not one for each block; delete it and compute the slice again";
}

/// What sweep.toml says.
struct Record {
  std::string design, sha256;
  std::int64_t slices = 0, blocks = 0;
};

std::string to_text(const Record& record) {
  return fmt::format(
      "# Written by darah sweep: what this folder holds.\ndesign = \"{}\"\nsweep_sha256 = \"{}\"\n"
      "slices = {}\nblocks = {}\n",
      record.design, record.sha256, record.slices, record.blocks);
}

Record read_record(const fs::path& folder) {
  const fs::path path = folder / sweep_record;
  const auto [text, problem] = read_file(path);
  if (!text) {
    throw FileError(fmt::format("{}: cannot be read ({}): darah sweep -o {} makes it", path.string(), problem,
                                folder.string()));
  }
  Record record;
  bool is_design = false;
  try {
    for (const Leaf& leaf : read_toml(*text, path.string()).leaves) {
      if (leaf.key == "design") record.design = leaf.raw.text;
      if (leaf.key == "sweep_sha256") record.sha256 = leaf.raw.text;
      if (leaf.key == "slices") record.slices = std::atoll(leaf.raw.text.c_str());
      if (leaf.key == "blocks") record.blocks = std::atoll(leaf.raw.text.c_str());
      is_design = is_design || leaf.key.starts_with("design.");
    }
  } catch (const ScenarioError& error) {
    throw FileError(error.what());
  }
  if (is_design) {
    throw FileError(path.string() +
                    ": is a design, and the folder of slices has a record of them under this name; take "
                    "another folder");
  }
  if (record.slices < 1 || record.blocks < 1) throw FileError(path.string() + ": damaged");
  return record;
}

std::vector<std::int64_t> blocks_of(const Slice& slice, std::int64_t blocks) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(slice.end(blocks) - slice.first(blocks)));
  std::iota(numbers.begin(), numbers.end(), slice.first(blocks));
  return numbers;
}

fs::path folder_of_file(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

fs::path pieces_of(const fs::path& folder, const Slice& slice) { return folder / (slice.name() + ".pieces"); }

void require_same(const SweepFileHead& head, const Record& record, const std::string& program) {
  if (head.sweep_sha256 != record.sha256) {
    throw FileError(fmt::format("{}: is of another sweep: its design or scenario differs from those of {}",
                                head.path.string(), sweep_record));
  }
  if (head.program != program) {
    throw FileError(
        fmt::format("{}: was computed by darah {}, other slices by darah {}; delete it and compute it again",
                    head.path.string(), head.program, program));
  }
}

}  // namespace

SliceFiles::SliceFiles(fs::path folder, const SweepFrame& frame, const Slice& slice, bool resume)
    : folder_(std::move(folder)),
      path_(folder_ / (slice.name() + ".h5")),
      pieces_(pieces_of(folder_, slice)),
      frame_(frame),
      slice_(slice) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw FileError(fmt::format("{}: cannot be made: {}", folder_.string(), error.message()));
  record();
  writer_.emplace(path_);
  const bool begun = fs::exists(path_) || fs::exists(pieces_);
  if (begun && !resume) {
    throw FileError(fmt::format("{}: this slice has begun; --resume checks what there is and goes on",
                                (fs::exists(path_) ? path_ : pieces_).string()));
  }
  if (fs::exists(path_)) {
    const SweepFileHead head = read_head(path_);
    require_own(head);
    if (!holds_whole_slice(head))
      throw FileError(path_.string() +
                      ": does not hold the blocks of its slice; delete it and compute it again");
    read_through(path_);
    complete_ = true;
    computed_ = head.blocks;
    fs::remove_all(pieces_);  // a kill may have come between the rename and this
    return;
  }
  fs::create_directories(pieces_);
  take_pieces();
}

void SliceFiles::record() {
  std::string design = frame_.design_name;
  std::replace_if(
      design.begin(), design.end(), [](char c) { return c == '"' || c == '\\'; }, '_');
  const Record own{design, frame_.sha256, slice_.of, frame_.blocks()};
  clear_parts(folder_ / sweep_record);
  if (create_once(folder_ / sweep_record, to_text(own))) return;
  const Record there = read_record(folder_);
  if (there.sha256 != own.sha256) {
    throw FileError(
        fmt::format("{}: holds the sweep of design {}, which is another, or was before the design or its "
                    "scenario changed; take another folder",
                    folder_.string(), there.design));
  }
  if (there.slices != own.slices) {
    throw FileError(fmt::format("{}: is cut into {}, not {}; go on with --slice i/{}", folder_.string(),
                                counted(there.slices, "slice"), own.slices, there.slices));
  }
}

void SliceFiles::require_own(const SweepFileHead& head) const {
  require_same(head, {frame_.design_name, frame_.sha256, slice_.of, frame_.blocks()}, this_program());
}

bool SliceFiles::holds_whole_slice(const SweepFileHead& head) const {
  return head.blocks == blocks_of(slice_, frame_.blocks());
}

void SliceFiles::take_pieces() {
  for (const fs::path& part : files_in(pieces_, ".part")) fs::remove(part);
  for (const fs::path& path : files_in(pieces_, ".h5")) {
    std::optional<SweepFileHead> head;
    try {
      head = read_head(path);
    } catch (const DamagedFile& error) {
      set_aside_.emplace_back(error.what());
      fs::rename(path, path.string() + ".bad");
      continue;
    }
    require_own(*head);
    computed_.insert(computed_.end(), head->blocks.begin(), head->blocks.end());
  }
  std::sort(computed_.begin(), computed_.end());
}

std::vector<std::int64_t> SliceFiles::missing() const {
  const std::vector<std::int64_t> wanted = blocks_of(slice_, frame_.blocks());
  std::vector<std::int64_t> rest;
  std::set_difference(wanted.begin(), wanted.end(), computed_.begin(), computed_.end(),
                      std::back_inserter(rest));
  return rest;
}

void SliceFiles::finish() {
  std::vector<SweepFileHead> heads;
  std::vector<std::int64_t> blocks;
  for (const fs::path& path : files_in(pieces_, ".h5")) {
    heads.push_back(read_head(path));
    require_own(heads.back());
    blocks.insert(blocks.end(), heads.back().blocks.begin(), heads.back().blocks.end());
  }
  std::sort(blocks.begin(), blocks.end());
  if (blocks != blocks_of(slice_, frame_.blocks())) throw FileError(overlap(pieces_));
  join_pieces(heads, path_);
  complete_ = true;
  fs::remove_all(pieces_);
}

void keep_piece(const fs::path& folder, const SweepFrame& frame, const Slice& slice,
                std::vector<Block> blocks) {
  std::int64_t first = blocks.front().number;
  for (const Block& block : blocks) first = std::min(first, block.number);
  write_piece(pieces_of(folder, slice) / fmt::format("{:09}.h5", first), frame, slice, std::move(blocks));
}

Merged merge_folder(const fs::path& folder, const fs::path& path, bool partial,
                    const std::string& command_line) {
  const SoleWriter writer(path);
  std::error_code ignored;
  const std::string name = writer.path().filename().string();  // where a link leads
  if (fs::equivalent(folder_of_file(writer.path()), folder, ignored) && name.starts_with("slice-"))
    throw FileError(path.string() + ": is what is merged, or would be taken for it; name another file");
  require_replaceable(writer.path(), OutputKind::merged);
  const Record record = read_record(folder);
  std::vector<SweepFileHead> heads;
  Merged merged;
  for (std::int64_t i = 1; i <= record.slices; ++i) {
    const Slice slice{i, record.slices};
    const fs::path file = folder / (slice.name() + ".h5");
    if (!fs::exists(file)) {
      const std::vector<fs::path> pieces = files_in(pieces_of(folder, slice), ".h5");
      merged.missing.push_back(slice.name() + (pieces.empty() ? "" : " (unfinished)"));
      std::vector<std::int64_t> blocks;
      for (const fs::path& piece : pieces) {
        heads.push_back(read_head(piece));
        require_same(heads.back(), record, heads.front().program);
        blocks.insert(blocks.end(), heads.back().blocks.begin(), heads.back().blocks.end());
      }
      std::sort(blocks.begin(), blocks.end());
      const std::vector<std::int64_t> wanted = blocks_of(slice, record.blocks);
      // Also false where one stands twice.
      if (!std::includes(wanted.begin(), wanted.end(), blocks.begin(), blocks.end()))
        throw FileError(overlap(pieces_of(folder, slice)));
      continue;
    }
    heads.push_back(read_head(file));
    require_same(heads.back(), record, heads.front().program);
    if (heads.back().blocks != blocks_of(slice, record.blocks))
      throw FileError(file.string() +
                      ": does not hold the blocks of its slice; delete it and compute it again");
  }
  if (heads.empty() || (!merged.missing.empty() && !partial)) {
    throw FileError(fmt::format("{}: missing of {}: {}{}", folder.string(), counted(record.slices, "slice"),
                                fmt::join(merged.missing, ", "),
                                heads.empty() ? "" : "; --partial takes the whole cells there are"));
  }
  for (const auto& entry : files_in(folder, ".h5")) {
    const auto known = [&](const SweepFileHead& head) { return head.path == entry; };
    if (entry.filename().string().starts_with("slice-") && std::none_of(heads.begin(), heads.end(), known))
      throw FileError(entry.string() + ": is no slice of this sweep, which has " +
                      std::to_string(record.slices));
  }
  merged.cells = heads.front().cells;
  merged.whole_cells = merge_slices(heads, writer.path(), command_line);
  return merged;
}

}  // namespace darah
