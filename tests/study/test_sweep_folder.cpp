#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/sweep_blocks.hpp"
#include "study/sweep_folder.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

// Kills, resumption and mpirun of whole programs: tests/cluster.

namespace {

namespace fs = std::filesystem;

/// Six blocks, of three cells.
const SweepFrame frame = frame_of(3, 2, 1);

using Blocks = std::vector<std::int64_t>;

void keep(const fs::path& folder, const Slice& slice, const Blocks& numbers) {
  std::vector<Block> blocks;
  for (const std::int64_t number : numbers) blocks.push_back(block_of(frame, number));
  keep_piece(folder, frame, slice, std::move(blocks));
}

/// Computes all of a slice that is missing.
void complete(const fs::path& folder, const Slice& slice) {
  SliceFiles files(folder, frame, slice, true);
  if (!files.complete()) {
    keep(folder, slice, files.missing());
    files.finish();
  }
}

}  // namespace

TEST_CASE("a slice begins with all its blocks missing, and ends as one file") {
  const ScratchFolder scratch;
  const fs::path folder = scratch.path / "sweep";
  const Slice slice{2, 2};
  SliceFiles files(folder, frame, slice, false);
  CHECK_FALSE(files.complete());
  CHECK(files.missing() == Blocks{3, 4, 5});
  CHECK(fs::exists(folder / "sweep.toml"));
  keep(folder, slice, {5, 3});
  keep(folder, slice, {4});
  files.finish();
  CHECK(files.complete());
  CHECK(files.path() == folder / "slice-0002-of-0002.h5");
  CHECK(read_head(files.path()).blocks == Blocks{3, 4, 5});
  CHECK_FALSE(fs::exists(folder / "slice-0002-of-0002.pieces"));
}

TEST_CASE("a slice that has begun goes on where it was, only when asked to") {
  const ScratchFolder folder;
  const Slice slice{1, 1};
  {
    const SliceFiles begun(folder.path, frame, slice, false);
    keep(folder.path, slice, {0, 4});
  }
  CHECK_THROWS_WITH(SliceFiles(folder.path, frame, slice, false), Contains("this slice has begun; --resume"));
  {
    SliceFiles files(folder.path, frame, slice, true);
    CHECK(files.missing() == Blocks{1, 2, 3, 5});
    CHECK_THROWS_WITH(SliceFiles(folder.path, frame, slice, true), Contains("another run is writing"));
    CHECK_THROWS_WITH(files.finish(), Contains("its pieces are not one for each block"));
    keep(folder.path, slice, files.missing());
    files.finish();
  }
  CHECK_THROWS_WITH(SliceFiles(folder.path, frame, slice, false), Contains("slice-0001-of-0001.h5"));
  const SliceFiles again(folder.path, frame, slice, true);
  CHECK(again.complete());
  CHECK(again.missing().empty());
}

TEST_CASE("the folder of a design that is called like the record of slices is refused for that") {
  const ScratchFolder scratch;
  const std::string design = "title = \"T\"\n[design]\nmethod = \"list\"\n[[factor]]\nkey = \"a\"\n";
  put(scratch.path / "sweep.toml", design);
  CHECK_THROWS_WITH(SliceFiles(scratch.path, frame, Slice{}, false),
                    Contains("sweep.toml: is a design, and") && Contains("take another folder"));
  CHECK(content(scratch.path / "sweep.toml") == design);
}

TEST_CASE("a piece that is damaged is set aside, and its blocks are missing again") {
  const ScratchFolder folder;
  const Slice slice{1, 1};
  {
    const SliceFiles begun(folder.path, frame, slice, false);
    keep(folder.path, slice, {0, 1});
    keep(folder.path, slice, {2});
  }
  const fs::path pieces = folder.path / "slice-0001-of-0001.pieces", piece = pieces / "000000000.h5";
  fs::resize_file(piece, fs::file_size(piece) / 2);
  put(pieces / "000000003.h5.part", "a kill came while it was written");
  fs::rename(pieces / "000000003.h5.part", pieces / "000000003.part");
  const SliceFiles files(folder.path, frame, slice, true);
  REQUIRE(files.set_aside().size() == 1);
  CHECK_THAT(files.set_aside().front(), Contains("000000000.h5"));
  CHECK(fs::exists(piece.string() + ".bad"));
  CHECK_FALSE(fs::exists(pieces / "000000003.part"));
  CHECK(files.missing() == Blocks{0, 1, 3, 4, 5});
}

TEST_CASE("what kills left of a slice's file and of sweep.toml is cleared by the next that goes on") {
  const ScratchFolder folder;
  put(folder.path / "slice-0001-of-0001.h5.elsewhere.1.part", "a kill came while it was joined");
  put(folder.path / "sweep.toml.elsewhere.2.part", "a kill came while it was made");
  complete(folder.path, {1, 1});
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("a folder holds one sweep, cut in one way, of one program") {
  const ScratchFolder folder;
  complete(folder.path, {1, 2});
  SweepFrame other = frame;
  other.sha256 = "another";
  CHECK_THROWS_WITH(SliceFiles(folder.path, other, {2, 2}, false),
                    Contains("holds the sweep of design test, which is another"));
  CHECK_THROWS_WITH(SliceFiles(folder.path, frame, {2, 3}, false),
                    Contains("is cut into 2 slices, not 3; go on with --slice i/2"));
  put(folder.path / "sweep.toml", "slices = 0");
  CHECK_THROWS_WITH(merge_folder(folder.path, folder.path / "m.h5", false, ""),
                    Contains("sweep.toml: damaged"));
}

TEST_CASE("slices are merged once all are there, or as far as cells are whole") {
  const ScratchFolder scratch;
  const fs::path folder = scratch.path / "sweep", path = scratch.path / "m.h5";
  CHECK_THROWS_WITH(merge_folder(folder, path, false, ""), Contains("darah sweep -o"));
  complete(folder, {1, 3});
  {
    const SliceFiles begun(folder, frame, {2, 3}, false);
    keep(folder, {2, 3}, {3});
  }
  CHECK_THROWS_WITH(
      merge_folder(folder, path, false, ""),
      Contains("missing of 3 slices: slice-0002-of-0003 (unfinished), slice-0003-of-0003; --partial"));
  CHECK_FALSE(fs::exists(path));
  const Merged partly = merge_folder(folder, path, true, "");
  CHECK(partly.whole_cells == 1);
  CHECK(partly.cells == 3);
  CHECK(partly.missing == std::vector<std::string>{"slice-0002-of-0003 (unfinished)", "slice-0003-of-0003"});
  complete(folder, {2, 3});
  complete(folder, {3, 3});
  const Merged all = merge_folder(folder, path, false, "darah merge");
  CHECK(all.whole_cells == 3);
  CHECK(all.missing.empty());
  CHECK(hdf5::text_attribute(hdf5::open_file(path), "command_line") == "darah merge");
  fs::copy_file(folder / "slice-0001-of-0003.h5", folder / "slice-0001-of-0004.h5");
  CHECK_THROWS_WITH(merge_folder(folder, path, false, ""),
                    Contains("slice-0001-of-0004.h5: is no slice of this sweep, which has 3"));
}

TEST_CASE("what is merged is never written over, by its name or through a link") {
  const ScratchFolder scratch;
  const fs::path folder = scratch.path / "sweep", link = scratch.path / "link.h5";
  const Slice slice{1, 1};
  complete(folder, slice);
  const fs::path file = folder / "slice-0001-of-0001.h5";
  fs::create_symlink(file, link);
  for (const fs::path& output : {file, link, folder / "sweep.toml"}) {
    CHECK_THROWS_WITH(merge_folder(folder, output, false, ""),
                      Contains("is what is merged") || Contains("is no merged sweep"));
  }
  CHECK(read_head(file).blocks == Blocks{0, 1, 2, 3, 4, 5});
  CHECK_NOTHROW(merge_folder(folder, scratch.path / "m.h5", false, ""));
}

TEST_CASE("a slice under another's name is refused") {
  const ScratchFolder folder;
  complete(folder.path, {1, 2});
  complete(folder.path, {2, 2});
  fs::copy_file(folder.path / "slice-0001-of-0002.h5", folder.path / "slice-0002-of-0002.h5",
                fs::copy_options::overwrite_existing);
  CHECK_THROWS_WITH(merge_folder(folder.path, folder.path / "m.h5", false, ""),
                    Contains("slice-0002-of-0002.h5: does not hold the blocks of its slice"));
  CHECK_THROWS_WITH(SliceFiles(folder.path, frame, {2, 2}, true),
                    Contains("slice-0002-of-0002.h5: does not hold the blocks of its slice"));
}
