#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/probes_table.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// Two arms; in each replication a probe that one arm spares, one that it half spares, and one that it harms.
Results probed() {
  Results results = synthetic_results();
  for (Replication& r : results.replications) {
    r.arms[0].probed = {{11, 100'000, 0, 0}, {12, 80'000, 1, 2}};
    r.arms[1].probed = {{12, 40'000, 1, 2}, {1ULL << 60 | 13, 70'000, 0, 6}};
  }
  return results;
}

std::vector<ProbeRow> expected(std::int64_t replication) {
  return {{replication, 11, 0, 0, {100'000, 0}},
          {replication, 12, 1, 2, {80'000, 40'000}},
          {replication, 1ULL << 60 | 13, 0, 6, {0, 70'000}}};
}

}  // namespace

TEST_CASE("probes by which arms differ are written and read back, from a file and from pieces") {
  const ScratchFolder folder;
  const Results results = probed();
  REQUIRE(results.arms.size() == 2);
  write_results(folder.path / "r.h5", results);
  std::vector<ProbeRow> all;
  for (const Replication& r : results.replications) {
    for (ProbeRow& row : expected(r.number)) all.push_back(row);
  }
  CHECK(ResultsReader(folder.path / "r.h5").probes() == all);
  const auto again = read_replications(folder.path / "r.h5", results);
  for (std::size_t r = 0; r < again.size(); ++r) {
    for (std::size_t a = 0; a < 2; ++a)
      CHECK(again[r].arms[a].probed == results.replications[r].arms[a].probed);
  }
  std::filesystem::create_directory(folder.path / "p.parts");
  for (std::size_t r = results.replications.size(); r-- > 0;) {
    Results piece = results;
    piece.replications = {results.replications[r]};
    write_results(folder.path / "p.parts" / (std::to_string(9 - r) + ".h5"), piece);
  }
  CHECK(ResultsReader(folder.path / "p.parts").probes() == all);
}

TEST_CASE("a summary has no table of probes") {
  const ScratchFolder folder;
  Results results = synthetic_results(Detail::summary);
  for (Replication& r : results.replications) r.arms[0].probed = {{11, 100'000, 0, 0}};
  write_results(folder.path / "r.h5", results);
  CHECK_FALSE(ResultsReader(folder.path / "r.h5").probes());
}

TEST_CASE("without probes the table is there and empty, and files of before have none") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", synthetic_results());
  CHECK(ResultsReader(folder.path / "r.h5").probes() == std::vector<ProbeRow>{});
  const hdf5::Handle file = hdf5::create_file();
  CHECK(read_probes(file, 2, {0}).empty());
}

TEST_CASE("a table of probes that no run writes is refused") {
  const auto refused = [](std::vector<std::int64_t> replication, std::vector<std::int64_t> cause,
                          std::vector<std::int64_t> deaths) {
    const hdf5::Handle file = hdf5::create_file();
    const std::vector<std::uint64_t> woman = {7};
    hdf5::write(file, "probe_woman", {{1}}, std::span<const std::uint64_t>(woman));
    const auto column = [&](const char* name, const std::vector<std::int64_t>& values) {
      hdf5::write(file, name, {{values.size()}}, std::span<const std::int64_t>(values));
    };
    column("probe_replication", replication);
    column("probe_cause", cause);
    column("probe_deaths", deaths);
    try {
      read_probes(file, 2, {3});
    } catch (const FileError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refused({3}, {0}, {1, 2}).empty());
  CHECK_THAT(refused({4}, {0}, {1, 2}), Contains("a probe in replication 4"));
  CHECK_THAT(refused({3}, {7}, {1, 2}), Contains("probe_cause holds 7"));
  CHECK_THAT(refused({3}, {0}, {1, -2}), Contains("probe_deaths holds -2"));
  CHECK_THAT(refused({3}, {0}, {1}), Contains("probe_deaths holds 1 values; its table has 2"));
}
