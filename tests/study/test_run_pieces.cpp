#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/whole_file.hpp"
#include "study/run_pieces.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// A run of the synthetic results whose replications are kept one by one.
std::filesystem::path kept_run(const ScratchFolder& folder) {
  const std::filesystem::path output = folder.path / "r.h5";
  Results frame = synthetic_results();
  const std::vector<Replication> all = std::move(frame.replications);
  frame.replications.clear();
  const RunPieces pieces(output, frame, false);
  for (const Replication& replication : all) pieces.keep({replication});
  return output;
}

Results frame_alone() {
  Results frame = synthetic_results();
  frame.replications.clear();
  return frame;
}

}  // namespace

TEST_CASE("a run goes on from the pieces of the same run, and they go with its end") {
  const ScratchFolder folder;
  const std::filesystem::path output = kept_run(folder);
  RunPieces again(output, frame_alone(), true);
  CHECK(again.known().size() == synthetic_results().replications.size());
  CHECK(again.not_taken().empty());
  again.known().clear();
  again.finish();
  CHECK_FALSE(std::filesystem::exists(RunPieces::folder_of(output)));
  CHECK_THROWS_WITH(RunPieces(output, frame_alone(), true),
                    Contains("there is no piece of a run to go on from"));
}

TEST_CASE("pieces of another run are set aside with a word, and refused where it was to go on") {
  const ScratchFolder folder;
  const std::filesystem::path output = kept_run(folder);
  Results other = frame_alone();
  other.seed += 1;
  CHECK_THROWS_WITH(RunPieces(output, other, true), Contains("its seed differs"));
  RunPieces anew(output, other, false);
  CHECK(anew.known().empty());
  CHECK_THAT(anew.not_taken(), Contains("its seed differs"));
  CHECK_FALSE(std::filesystem::exists(RunPieces::folder_of(output)));
  CHECK(anew.earlier() == RunPieces::folder_of(output).string() + ".1");
  CHECK(files_in(anew.earlier(), ".h5").size() == synthetic_results().replications.size());
}

TEST_CASE("a damaged piece is set aside, and the others are taken over") {
  const ScratchFolder folder;
  const std::filesystem::path output = kept_run(folder), parts = RunPieces::folder_of(output);
  const std::filesystem::path piece = parts / "000000000.h5";
  std::string bytes = content(piece);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  put(piece, bytes);
  RunPieces again(output, frame_alone(), false);
  CHECK(again.known().size() + 1 == synthetic_results().replications.size());
  REQUIRE(again.set_aside().size() == 1);
  CHECK_THAT(again.set_aside().front(), Contains("damaged"));
  CHECK(std::filesystem::exists(parts / "000000000.h5.bad"));
  again.known().clear();
  again.finish();
  CHECK_FALSE(std::filesystem::exists(parts));
}

TEST_CASE("pieces that a run did not take stay when the run has ended") {
  const ScratchFolder folder;
  const std::filesystem::path output = kept_run(folder);
  RunPieces fewer(output, frame_alone(), true);
  REQUIRE(fewer.known().size() >= 2);
  fewer.known().erase(fewer.known().begin());
  fewer.finish();
  CHECK(RunPieces(output, frame_alone(), true).known().size() == synthetic_results().replications.size());
}
