#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/hdf5.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {
/// Slices cut at random, each of pieces with random blocks, and then merged.
std::filesystem::path merged(const ScratchFolder& folder, const SweepFrame& frame, std::int64_t slices,
                             unsigned seed) {
  std::mt19937 random(seed);
  std::vector<SweepFileHead> heads;
  for (std::int64_t s = 1; s <= slices; ++s) {
    const Slice slice{s, slices};
    std::map<int, std::vector<Block>> pieces;
    for (std::int64_t b = slice.first(frame.blocks()); b < slice.end(frame.blocks()); ++b)
      pieces[static_cast<int>(random() % 3)].push_back(block_of(frame, b));
    std::vector<SweepFileHead> of_slice;
    for (auto& [number, blocks] : pieces) {
      std::shuffle(blocks.begin(), blocks.end(), random);
      const auto path = folder.path / ("piece" + std::to_string(number) + ".h5");
      write_piece(path, frame, slice, blocks);
      of_slice.push_back(read_head(path));
    }
    const auto path = folder.path / (slice.name() + ".h5");
    join_pieces(of_slice, path);
    heads.push_back(read_head(path));
  }
  auto path = folder.path / ("merged" + std::to_string(seed) + ".h5");
  merge_slices(heads, path, "darah merge");
  return path;
}

std::vector<std::int64_t> read(const std::filesystem::path& path, const std::string& name) {
  return hdf5::read_integers(hdf5::open_dataset(hdf5::open_file(path), name));
}

/// Every value of a measure of the synthetic layout is the one its cell, arm and replication gave.
void check_values(const std::filesystem::path& path, const SweepFrame& frame,
                  const std::vector<std::int64_t>& cells) {
  for (const Layout::Kept& kept : frame.layout.kept()) {
    const std::vector<std::int64_t> values = read(path, std::string(kept.measure.name));
    REQUIRE(values.size() ==
            cells.size() * arms_of_sweep * static_cast<std::size_t>(frame.replications) * kept.size);
    auto value = values.begin();
    bool same = true;
    for (const std::int64_t cell : cells) {
      for (std::size_t arm = 0; arm < arms_of_sweep; ++arm) {
        for (std::int64_t r = 0; r < frame.replications; ++r) {
          for (std::size_t i = 0; i < kept.size; ++i)
            same = same && *value++ == value_of(cell, arm, r, kept.offset + i);
        }
      }
    }
    CHECK(same);
  }
}

std::vector<std::int64_t> counted(std::int64_t n) {
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < n; ++i) all.push_back(i);
  return all;
}

}  // namespace

TEST_CASE("A merged file holds what each block gave, however it was cut and in whatever order it came") {
  const ScratchFolder folder;
  unsigned seed = 0;
  for (const std::int64_t blocks_per_cell : {1, 3}) {
    for (const std::int64_t block_size : {1, 2}) {
      const SweepFrame frame = frame_of(23, blocks_per_cell, block_size);
      for (const std::int64_t slices : {1, 5, 23}) {
        CAPTURE(blocks_per_cell, block_size, slices);
        const auto path = merged(folder, frame, slices, ++seed);
        CHECK(read(path, "cell") == counted(23));
        CHECK(read(path, "replication") == counted(frame.replications));
        check_values(path, frame, counted(23));
        const auto file = hdf5::open_file(path);
        CHECK(hdf5::dimensions(hdf5::open_dataset(file, "births")) ==
              std::vector<std::string>{"cell", "arm", "replication"});
        CHECK(hdf5::dimensions(hdf5::open_dataset(file, "factor_value")) ==
              std::vector<std::string>{"cell", "factor"});
        CHECK(read(path, "design_group") == counted(23));
        CHECK(hdf5::text_attribute(file, "filetype") == "darah sweep");
        CHECK(hdf5::integer_attribute(file, "complete") == 1);
      }
    }
  }
}

TEST_CASE("Deaths averted and caused are counted by name, against the first arm") {
  const ScratchFolder folder;
  const SweepFrame frame = frame_of(6, 1, 1);
  const auto path = merged(folder, frame, 2, 1);
  const auto averted = read(path, "averted_by_name"), caused = read(path, "caused_by_name");
  for (std::size_t cell = 0; cell < 6; ++cell) {
    CHECK(averted[2 * cell] == 0);
    CHECK(averted[2 * cell + 1] == 1);
    CHECK(caused[2 * cell] == 0);
    CHECK(caused[2 * cell + 1] == static_cast<std::int64_t>(cell % 3));
  }
}

TEST_CASE("Large variables are joined in many batches and chunks") {
  const ScratchFolder folder;
  SweepFrame frame = frame_of(700, 2, 4);
  // 24 replications-worth of 2,000 labels: over 100 MB of one measure would be too slow to test; 45 MB is
  // not.
  std::vector<std::string> many;
  for (int i = 0; i < 500; ++i) many.push_back("place " + std::to_string(i));
  frame.labels["place"] = many;
  static constexpr std::array<Measure, 1> wide = {{{"wide", "1", {"place"}, "many values"}}};
  frame.layout = Layout(wide, frame.labels, Detail::summary);
  const auto path = merged(folder, frame, 3, 9);
  check_values(path, frame, counted(700));
}

TEST_CASE("A partial merge holds the cells of which every block is there") {
  const ScratchFolder folder;
  const SweepFrame frame = frame_of(10, 3, 2);
  std::vector<SweepFileHead> heads;
  for (const std::int64_t index : {1, 3}) {
    const Slice slice{index, 4};
    std::vector<Block> blocks;
    for (std::int64_t b = slice.first(30); b < slice.end(30); ++b) blocks.push_back(block_of(frame, b));
    const auto path = folder.path / (slice.name() + ".h5");
    write_piece(path, frame, slice, blocks);
    heads.push_back(read_head(path));
  }
  const auto path = folder.path / "partial.h5";
  CHECK(merge_slices(heads, path, "") == 4);
  const std::vector<std::int64_t> whole{0, 1, 5, 6};  // blocks 0..6 and 15..21
  CHECK(read(path, "cell") == whole);
  check_values(path, frame, whole);
  CHECK(hdf5::integer_attribute(hdf5::open_file(path), "complete") == 0);
  CHECK(hdf5::integer_attribute(hdf5::open_file(path), "cells_complete") == 4);
}

TEST_CASE("What was joined is the same whatever it was joined of, but for the clock") {
  const ScratchFolder folder;
  const SweepFrame frame = frame_of(7, 2, 1);
  const auto one = hdf5::open_file(merged(folder, frame, 1, 1)),
             five = hdf5::open_file(merged(folder, frame, 5, 2));
  REQUIRE(hdf5::datasets(one) == hdf5::datasets(five));
  for (const std::string& name : hdf5::datasets(one)) {
    CAPTURE(name);
    const auto a = hdf5::open_dataset(one, name), b = hdf5::open_dataset(five, name);
    REQUIRE(hdf5::shape(a) == hdf5::shape(b));
    if (hdf5::is_text(a)) {
      CHECK(hdf5::read_texts(a) == hdf5::read_texts(b));
      continue;
    }
    std::vector<hsize_t> length;
    for (const std::size_t n : hdf5::shape(a)) length.push_back(n);
    const std::vector<hsize_t> start(length.size(), 0);
    std::size_t count = 1;
    for (const hsize_t n : length) count *= n;
    std::vector<std::int64_t> of_one(count), of_five(count);  // whatever 8 bytes they are
    hdf5::read_block(a, start, length, of_one.data());
    hdf5::read_block(b, start, length, of_five.data());
    CHECK(of_one == of_five);
  }
}

TEST_CASE("A file damaged inside is told with its name, and nothing is left of what it would have joined") {
  const ScratchFolder folder;
  SweepFrame frame = frame_of(4, 1, 1);
  const auto good = folder.path / "good.h5", bad = folder.path / "bad.h5", out = folder.path / "out.h5";
  write_piece(good, frame, {1, 1}, {block_of(frame, 0), block_of(frame, 1)});
  write_piece(bad, frame, {1, 1}, {block_of(frame, 2), block_of(frame, 3)});
  const std::vector heads = {read_head(good), read_head(bad)};
  std::filesystem::resize_file(bad, std::filesystem::file_size(bad) / 2);
  CHECK_THROWS_WITH(join_pieces(heads, out), Contains("while taking") && Contains("bad.h5"));
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("Slices without a whole cell are not merged") {
  const ScratchFolder folder;
  const SweepFrame frame = frame_of(4, 2, 1);
  write_piece(folder.path / "half.h5", frame, {1, 2}, {block_of(frame, 0), block_of(frame, 3)});
  CHECK_THROWS_WITH(merge_slices({read_head(folder.path / "half.h5")}, folder.path / "out.h5", ""),
                    Contains("no cell is whole yet"));
}

TEST_CASE("A merged file says of its scenario and design what its pieces say") {
  const ScratchFolder folder;
  const hdf5::Handle file = hdf5::open_file(merged(folder, frame_of(3, 2, 1), 2, 5));
  using Texts = std::vector<std::string>;
  const auto texts = [&](const char* name) { return hdf5::read_texts(hdf5::open_dataset(file, name)); };
  CHECK(hdf5::text_attribute(file, "start") == "2018-01-01");
  CHECK(texts("arm_title_id") == Texts{"", "Lengan"});
  CHECK(texts("district_name") == Texts{"Kota Cilegon", "Lebak"});
  const auto longitude = hdf5::read_doubles(hdf5::open_dataset(file, "district_longitude"));
  CHECK((longitude[0] == 106.05 && longitude[1] != longitude[1]));
  CHECK(texts("period_kind") == Texts{"ramadan"});
  CHECK(hdf5::read_integers(hdf5::open_dataset(file, "period_first")) == std::vector<std::int64_t>{17668});
  CHECK(texts("scenario_file_text") == Texts{"title = 1"});
  CHECK(texts("design_key") == Texts{"run.horizon"});
  CHECK(texts("design_value") == Texts{"31 d"});
}
