#include <atomic>
#include <catch2/catch.hpp>
#include <new>
#include <stdexcept>

#include "scenario/scenario.hpp"
#include "study/run.hpp"

using namespace darah;

namespace {

Scenario small_scenario() {
  return load_scenario(std::filesystem::path(DARAH_SOURCE) / "tests/scenario/small",
                       {{"run.horizon=30 d"}, {}});
}

}  // namespace

TEST_CASE("threads by default fill processors as far as memory goes") {
  CHECK(default_threads(8, 10'000, 1'000) == 8);
  CHECK(default_threads(8, 3'500, 1'000) == 3);
  CHECK(default_threads(8, 10, 1'000) == 1);
  CHECK(default_threads(0, 10'000, 1'000) == 1);  // a machine that does not say
}

TEST_CASE("what comes of a replication depends on its number alone") {
  const Scenario scenario = small_scenario();
  const Results all = run_scenario(scenario, {.threads = 2, .replications = 2});
  const Results second = run_scenario(scenario, {.threads = 1, .replications = 1, .first = 1});
  REQUIRE(all.replications.size() == 2);
  REQUIRE(second.replications.size() == 1);
  CHECK(second.replications[0].number == 1);
  for (std::size_t a = 0; a < all.arms.size(); ++a)
    CHECK(second.replications[0].arms[a].values == all.replications[1].arms[a].values);
}

TEST_CASE("a summary keeps no probe, whatever arms differ by") {
  Scenario scenario = small_scenario();
  const auto probes = [&] {
    std::size_t n = 0;
    for (const Outcome& outcome :
         run_scenario(scenario, {.threads = 1, .replications = 1}).replications[0].arms)
      n += outcome.probed.size();
    return n;
  };
  CHECK(probes() > 0);
  scenario.detail = Detail::summary;
  CHECK(probes() == 0);
}

TEST_CASE("a run that is out of memory keeps what is finished, also where no piece could be written") {
  RunOptions options{.threads = 1, .replications = 3};
  options.keep_every = 0;
  options.keep = [](std::vector<Replication> fresh) {
    if (fresh.front().number == 1) throw std::bad_alloc();
  };
  const Results results = run_scenario(small_scenario(), options);
  CHECK(results.out_of_memory);
  CHECK(results.replications.size() == 2);
  CHECK_FALSE(results.complete());
  options.keep = [](std::vector<Replication>) { throw std::runtime_error("a fault"); };
  CHECK_THROWS_WITH(run_scenario(small_scenario(), options), "a fault");
}

TEST_CASE("a run that is stopped keeps what is finished") {
  const std::atomic<bool> stop = true;
  RunOptions options{.threads = 1, .replications = 2};
  options.stop = &stop;
  const Results results = run_scenario(small_scenario(), options);
  CHECK(results.replications.empty());
  CHECK_FALSE(results.complete());
}
