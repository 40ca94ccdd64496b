#include <catch2/catch.hpp>

#include "file/edited.hpp"
#include "file/read_through.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("sound results and sweeps are read to their end") {
  const ScratchFolder folder;
  const auto results = folder.path / "r.h5", piece = folder.path / "p.h5";
  write_results(results, synthetic_results());
  write_slice(piece);
  CHECK_NOTHROW(read_through(results));
  CHECK_NOTHROW(read_through(piece));
}

TEST_CASE("a file cut off is told with its name, and what to do") {
  const ScratchFolder folder;
  const auto path = folder.path / "bad.h5";
  write_results(path, synthetic_results());
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  CHECK_THROWS_WITH(read_through(path),
                    Contains("bad.h5: damaged: ") && Contains("delete it and compute it again"));
  CHECK_THROWS_WITH(read_through(folder.path / "none.h5"), Contains("none.h5: damaged: "));
}

TEST_CASE("damage among numbers is found where they are read, that among texts at any depth") {
  const hdf5::Handle file = hdf5::create_file();
  const hdf5::Handle clock = hdf5::create_group(file, "clock");
  const std::vector<std::string> texts = {"a", "b"};
  hdf5::write(file, "texts", {{2}}, std::span(texts));
  write_chunk(chunked(clock, "numbers", {4}, {4}, true), {0}, "no deflated text");
  CHECK_NOTHROW(read_through(file, Depth::texts));
  CHECK_THROWS_WITH(read_through(file, Depth::all), Contains("a chunk holds more or fewer values"));
}
