#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/hdf5.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("Slices cover the blocks, each once, however many there are") {
  for (std::int64_t of = 1; of <= 40; ++of) {
    std::int64_t at = 0;
    for (std::int64_t i = 1; i <= of; ++i) {
      const Slice slice{i, of};
      CHECK(slice.first(37) == at);
      at = slice.end(37);
    }
    CHECK(at == 37);
  }
  CHECK(Slice{3, 7}.name() == "slice-0003-of-0007");
}

TEST_CASE("Files that are no part of a sweep are refused by name") {
  const ScratchFolder folder;
  const auto failure = [](const std::filesystem::path& path) {
    try {
      read_head(path);
    } catch (const FileError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const auto path = folder.path / "x.h5";
  CHECK_THAT(failure(path), Contains("x.h5: no such file"));
  std::ofstream(path) << "text";
  CHECK_THAT(failure(path), Contains("x.h5: is no HDF5 file"));
  write_results(path, synthetic_results());
  CHECK_THAT(failure(path), Contains("x.h5: an HDF5 file, but no part of a sweep"));
  const SweepFrame frame = frame_of(4, 1, 1);
  write_piece(path, frame, {1, 1}, {block_of(frame, 0), block_of(frame, 2)});
  CHECK(read_head(path).blocks == std::vector<std::int64_t>{0, 2});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  CHECK_THAT(failure(path), Contains("x.h5: damaged: cannot open"));
}
