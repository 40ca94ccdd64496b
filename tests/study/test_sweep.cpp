#include <atomic>
#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "study/sweep.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// A sweep of the small scenario in which a factor has two values, briefly.
Sweep sweep_of(const std::string& values, const std::string& root = "", const std::string& of_factor = "") {
  const ScratchFolder folder;
  put(folder.path / "d.toml",
      "title = \"Test\"\nscenario = \"" DARAH_SOURCE
      "/tests/scenario/small\"\narms = [\"as-2018\"]\n"
      "set = { \"run.warm_up\" = \"7 d\", \"run.horizon\" = \"30 d\", \"run.policy_start\" = 2018-04-26 }\n"
      "replications = 2\nblock = 1\nseed = 1\n" +
          root + "[design]\nmethod = \"list\"\n[[factor]]\nkey = \"emergency.pph.lethality\"\nvalues = " +
          values + "\n" + of_factor);
  return load_sweep(folder.path / "d.toml");
}

/// Blocks from `first` on, one by one.
BlockSource from(std::int64_t first, std::int64_t end) {
  return [at = first, end]() mutable { return at < end ? std::optional(at++) : std::nullopt; };
}

std::map<std::int64_t, Block> computed(const Sweep& sweep, unsigned threads) {
  std::map<std::int64_t, Block> blocks;
  SweepOptions options;
  options.threads = threads;
  options.keep_every = 0;
  compute_blocks(
      sweep, from(0, sweep.frame.blocks()),
      [&](std::vector<Block> some) {
        for (Block& block : some) CHECK(blocks.emplace(block.number, std::move(block)).second);
      },
      options);
  return blocks;
}

}  // namespace

TEST_CASE("a sweep knows its cells, blocks and arms before it computes any") {
  const Sweep sweep = sweep_of("[0.1, 0.3, 0.2]");
  CHECK(sweep.frame.cells == 3);
  CHECK(sweep.frame.blocks() == 6);
  CHECK(sweep.frame.measured_days == 30);
  REQUIRE(sweep.frame.arms.size() == 1);
  CHECK(sweep.frame.arms[0].name == "as-2018");
  CHECK(sweep.frame.factors.at(0).values == "[\"0.1\",\"0.3\",\"0.2\"]");
  CHECK(sweep.frame.seed == 1);
  CHECK(sweep.frame.sha256 == sweep_of("[0.1, 0.3, 0.2]").frame.sha256);
  CHECK(sweep.frame.sha256 != sweep_of("[0.1, 0.3, 0.25]").frame.sha256);
}

TEST_CASE("what is wrong with any value or arm of a factor is told before anything runs") {
  CHECK_THROWS_WITH(sweep_of("[0.1, 1.5]"), Contains("emergency.pph.lethality: 1.5 is not within"));
  CHECK_THROWS_WITH(sweep_of("[0.1]", "", "arms = [\"none\"]\n"), Contains("there is no arm \"none\""));
}

TEST_CASE("blocks are the same on any number of threads, and hold their cell and replication") {
  const Sweep sweep = sweep_of("[0, 0.5]");
  const auto one = computed(sweep, 1), two = computed(sweep, 2);
  REQUIRE(one.size() == 4);
  REQUIRE(two.size() == 4);
  for (const auto& [number, block] : one) {
    CAPTURE(number);
    CHECK(block.values == std::vector{static_cast<double>(number / 2)});
    REQUIRE(block.replications.size() == 1);
    CHECK(block.replications[0].number == number % 2);
    CHECK(block.replications[0].arms.at(0).values == two.at(number).replications.at(0).arms.at(0).values);
  }
  // Common streams: the same replication of two cells differs by the factor alone, and does.
  CHECK(one.at(0).replications[0].arms[0].values != one.at(2).replications[0].arms[0].values);
  CHECK(one.at(0).replications[0].arms[0].values != one.at(1).replications[0].arms[0].values);
}

TEST_CASE("cells with streams of their own have replications that no other has") {
  const Sweep sweep = sweep_of("[0, 0.5]", "streams = \"own\"\n");
  std::vector<Block> last;
  compute_blocks(sweep, from(3, 4), [&](std::vector<Block> some) { last = std::move(some); }, {});
  REQUIRE(last.size() == 1);
  CHECK(last[0].replications.at(0).number == 3);
}

TEST_CASE("a sweep that is stopped, and one whose sink fails, ends") {
  const Sweep sweep = sweep_of("[0.1]");
  const std::atomic<bool> stop = true;
  SweepOptions options;
  options.stop = &stop;
  compute_blocks(
      sweep, from(0, 2), [](const std::vector<Block>&) { FAIL("took a block"); }, options);
  options.stop = nullptr;
  options.keep_every = 0;
  CHECK_THROWS_WITH(
      compute_blocks(
          sweep, from(0, 2), [](const std::vector<Block>&) { throw FileError("full"); }, options),
      "full");
}
