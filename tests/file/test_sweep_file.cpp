#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/hdf5.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr std::size_t arms = 2;

SweepFrame frame_of(std::int64_t cells, std::int64_t blocks_per_cell, std::int64_t block_size) {
  const Results base = synthetic_results(Detail::summary);
  SweepFrame frame;
  frame.title = "Sweep";
  frame.design_name = "test";
  frame.sha256 = "5eed";
  frame.cells = cells;
  frame.replications = blocks_per_cell * block_size;
  frame.block_size = block_size;
  frame.factors = {{"a", "k.a", "h", "linear", "", 0, 1}, {"b", "k.b", "", "list", "[\"x\", \"y\"]", 0, 1}};
  for (std::size_t a = 0; a < arms; ++a) frame.arms.push_back({"arm" + std::to_string(a), "Arm"});
  frame.arms[1].title_id = "Lengan";
  frame.background.start = "2018-01-01";
  frame.background.districts = {{"cilegon", "Kota Cilegon", 106.05, -6.0}, {"lebak", "Lebak"}};
  frame.background.periods = {{"ramadan-2018", "Ramadan", "ramadan", "2018-05-17", "2018-06-14"}};
  frame.background.files = {{"scenario.toml", "title = 1"}};
  frame.set = {{"run.horizon", "31 d"}};
  frame.labels = base.labels;
  frame.layout = base.layout;
  return frame;
}

std::int64_t value_of(std::int64_t cell, std::size_t arm, std::int64_t replication, std::size_t i) {
  return ((cell * 10 + static_cast<std::int64_t>(arm)) * 100 + replication) * 100 +
         static_cast<std::int64_t>(i);
}

Block block_of(const SweepFrame& frame, std::int64_t number) {
  const std::int64_t cell = number / frame.blocks_per_cell(), place = number % frame.blocks_per_cell();
  const auto c = static_cast<double>(cell);
  Block block{number, cell, cell % 3, {c, c + 0.5}, {c / 100, 0.5}, {}};
  for (std::int64_t b = 0; b < frame.block_size; ++b) {
    const std::int64_t replication = place * frame.block_size + b;
    Replication done{replication, 0.25, {}};
    for (std::size_t arm = 0; arm < arms; ++arm) {
      Outcome outcome;
      for (std::size_t i = 0; i < frame.layout.size(); ++i)
        outcome.values.push_back(value_of(cell, arm, replication, i));
      outcome.events = static_cast<std::uint64_t>(number);
      // One woman dies in both arms, one in the first alone, cell mod 3 in the other alone.
      outcome.deaths.push_back({1, 0, 0, 0, 0, {}, 0});
      if (arm == 0) outcome.deaths.push_back({2, 0, 0, 0, 0, {}, 0});
      for (std::int64_t w = 0; arm == 1 && w < cell % 3; ++w)
        outcome.deaths.push_back({static_cast<std::uint64_t>(100 + w), 0, 0, 0, 0, {}, 0});
      done.arms.push_back(std::move(outcome));
    }
    block.replications.push_back(std::move(done));
  }
  return block;
}

class Folder {
 public:
  Folder() {
    path_ = std::filesystem::temp_directory_path() / ("darah_sweep_" + std::to_string(getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Slices cut at random, each of pieces with random blocks, and then merged.
std::filesystem::path merged(const Folder& folder, const SweepFrame& frame, std::int64_t slices,
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
      const auto path = folder / ("piece" + std::to_string(number) + ".h5");
      write_piece(path, frame, slice, blocks);
      of_slice.push_back(read_head(path));
    }
    const auto path = folder / (slice.name() + ".h5");
    join_pieces(of_slice, path);
    heads.push_back(read_head(path));
  }
  auto path = folder / ("merged" + std::to_string(seed) + ".h5");
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
    REQUIRE(values.size() == cells.size() * arms * static_cast<std::size_t>(frame.replications) * kept.size);
    auto value = values.begin();
    bool same = true;
    for (const std::int64_t cell : cells) {
      for (std::size_t arm = 0; arm < arms; ++arm) {
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

TEST_CASE("A merged file holds what each block gave, however it was cut and in whatever order it came") {
  const Folder folder;
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

TEST_CASE("A merged file says of its scenario and design what its pieces say") {
  const Folder folder;
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

TEST_CASE("Deaths averted and caused are counted by name, against the first arm") {
  const Folder folder;
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
  const Folder folder;
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
  const Folder folder;
  const SweepFrame frame = frame_of(10, 3, 2);
  std::vector<SweepFileHead> heads;
  for (const std::int64_t index : {1, 3}) {
    const Slice slice{index, 4};
    std::vector<Block> blocks;
    for (std::int64_t b = slice.first(30); b < slice.end(30); ++b) blocks.push_back(block_of(frame, b));
    const auto path = folder / (slice.name() + ".h5");
    write_piece(path, frame, slice, blocks);
    heads.push_back(read_head(path));
  }
  const auto path = folder / "partial.h5";
  CHECK(merge_slices(heads, path, "") == 4);
  const std::vector<std::int64_t> whole{0, 1, 5, 6};  // blocks 0..6 and 15..21
  CHECK(read(path, "cell") == whole);
  check_values(path, frame, whole);
  CHECK(hdf5::integer_attribute(hdf5::open_file(path), "complete") == 0);
  CHECK(hdf5::integer_attribute(hdf5::open_file(path), "cells_complete") == 4);
}

TEST_CASE("Files that are no part of a sweep are refused by name") {
  const Folder folder;
  const auto failure = [](const std::filesystem::path& path) {
    try {
      read_head(path);
    } catch (const FileError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const auto path = folder / "x.h5";
  CHECK_THAT(failure(path), Contains("x.h5: no such file"));
  std::ofstream(path) << "text";
  CHECK_THAT(failure(path), Contains("x.h5: is no HDF5 file"));
  write_results(path, synthetic_results());
  CHECK_THAT(failure(path), Contains("x.h5: it is no part of a sweep"));
  const SweepFrame frame = frame_of(4, 1, 1);
  write_piece(path, frame, {1, 1}, {block_of(frame, 0), block_of(frame, 2)});
  CHECK(read_head(path).blocks == std::vector<std::int64_t>{0, 2});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  CHECK_THAT(failure(path), Contains("x.h5: cannot open"));
}
