#include <catch2/catch.hpp>
#include <limits>

#include "file/deaths_table.hpp"
#include "file/edited.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

constexpr std::int64_t second = 1'000'000;  // times are in microseconds, in files in seconds

/// Results with two deaths in the second replication of the second arm.
std::filesystem::path written(const ScratchFolder& folder, Detail detail = Detail::full) {
  Results results = synthetic_results(detail);
  results.replications[1].arms[1].deaths = {{0xf000000000000001, 5 * second, 1, 1, 3, LastMissing::blood, 5},
                                            {7, -second, 0, 0, 0, LastMissing::decision, 0}};
  const std::filesystem::path path = folder.path / "r.h5";
  write_results(path, results);
  return path;
}

std::vector<DeathRecord> read(const std::filesystem::path& path,
                              const std::vector<std::int64_t>& replications = {2, 1, 0}) {
  return read_deaths(hdf5::open_file(path), 2, replications);
}

/// What is said where a column holds this value for the first woman.
std::string said_of(const char* column, std::int64_t value) {
  const ScratchFolder folder;
  const std::filesystem::path path = written(folder);
  edit(path, [&](hid_t file) {
    const std::vector<std::int64_t> values{value, 0};
    const hdf5::Handle dataset = hdf5::open_dataset(file, column);
    REQUIRE(H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  });
  try {
    read(path);
  } catch (const FileError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("deaths come back as they were written, each with its arm and replication") {
  const ScratchFolder folder;
  const std::vector<DeathRecord> deaths = read(written(folder));
  REQUIRE(deaths.size() == 2);
  CHECK(deaths[0].arm == 1);
  CHECK(deaths[0].replication == 1);
  CHECK(deaths[0].death.woman == 0xf000000000000001);
  CHECK(deaths[0].death.time_us == 5 * second);
  CHECK(deaths[0].death.district == 1);
  CHECK(deaths[0].death.cause == 1);
  CHECK(deaths[0].death.place == 3);
  CHECK(deaths[0].death.last_missing == LastMissing::blood);
  CHECK(deaths[0].death.saved_by == 5);
  CHECK(deaths[1].death.woman == 7);
  CHECK(deaths[1].death.time_us == -second);
}

TEST_CASE("values that no run writes are told by their column") {
  CHECK(said_of("death_cause", 99) == "death_cause holds 99, which is none of its values");
  CHECK_THAT(said_of("death_arm", 2), Contains("death_arm holds 2"));
  CHECK_THAT(said_of("death_place", -1), Contains("death_place holds -1"));
  CHECK_THAT(said_of("death_district", 2), Contains("death_district holds 2"));
  CHECK_THAT(said_of("death_last_missing", 7), Contains("death_last_missing holds 7"));
  CHECK_THAT(said_of("death_saved_by", 8), Contains("death_saved_by holds 8"));
  CHECK(said_of("death_time", std::numeric_limits<std::int64_t>::max()) ==
        "death_time holds a time beyond all runs");
  CHECK(said_of("death_replication", 3) == "a death in replication 3, which is not in the file");
}

TEST_CASE("a death of a replication that is not asked for is none of the file's") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(read(written(folder), {0, 2}), "a death in replication 1, which is not in the file");
}

TEST_CASE("columns of other lengths are told") {
  const ScratchFolder folder;
  const std::filesystem::path path = written(folder);
  edit(path, [](hid_t file) {
    H5Ldelete(file, "death_cause", H5P_DEFAULT);
    const std::vector<std::int64_t> one{0};
    hdf5::write(file, "death_cause", {{1}}, std::span(one));
  });
  CHECK_THROWS_WITH(read(path), Catch::Contains("death_cause holds 1 values; its table has"));
}
