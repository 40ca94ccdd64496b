#include "study/run_pieces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "file/whole_file.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

}  // namespace

fs::path RunPieces::folder_of(const fs::path& output) { return output.string() + ".parts"; }

RunPieces::RunPieces(const fs::path& output, Results frame, bool resume)
    : folder_(folder_of(output)), frame_(std::move(frame)) {
  const std::vector<fs::path> pieces = files_in(folder_, ".h5");
  if (resume && pieces.empty())
    throw FileError(
        fmt::format("{}: there is no piece of a run to go on from; leave --resume out", folder_.string()));
  try {
    for (const fs::path& piece : pieces) take(piece);
  } catch (const FileError& error) {
    if (resume) throw;
    not_taken_ = error.what();
    known_.clear();
    set_folder_aside();
  }
}

/// What another run finished is nobody's to delete: OUTPUT.parts becomes OUTPUT.parts.1, or what is free.
void RunPieces::set_folder_aside() {
  std::error_code error;
  for (int n = 1; fs::exists(fs::symlink_status(earlier_ = fmt::format("{}.{}", folder_.string(), n), error));
       ++n) {
  }
  fs::rename(folder_, earlier_, error);
  if (error)
    throw FileError(
        fmt::format("{}; {} cannot be set aside: {}", not_taken_, folder_.string(), error.message()));
}

/// A piece that is damaged is set aside: what it held is simulated again.
void RunPieces::take(const fs::path& piece) {
  try {
    for (Replication& replication : read_replications(piece, frame_)) {
      const std::int64_t number = replication.number;
      known_.emplace(number, std::move(replication));
    }
  } catch (const DamagedFile& error) {
    set_aside_.emplace_back(error.what());
    fs::rename(piece, piece.string() + ".bad");
  }
}

void RunPieces::keep(std::vector<Replication> replications) const {
  std::sort(replications.begin(), replications.end(),
            [](const Replication& a, const Replication& b) { return a.number < b.number; });
  std::error_code error;
  fs::create_directory(folder_, error);
  if (error) throw FileError(fmt::format("{}: cannot be made: {}", folder_.string(), error.message()));
  Results piece = frame_;
  const std::int64_t first = replications.front().number;
  piece.replications = std::move(replications);
  write_results(folder_ / fmt::format("{:09}.h5", first), piece);
}

void RunPieces::finish() const {
  if (known_.empty()) remove();
}

void RunPieces::remove() const {
  std::error_code ignored;
  for (const fs::path& piece : files_in(folder_, ".h5")) fs::remove(piece, ignored);
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    if (entry.path().extension() == ".part" || entry.path().extension() == ".bad")
      fs::remove(entry.path(), ignored);
  }
  fs::remove(folder_, ignored);
}

}  // namespace darah
