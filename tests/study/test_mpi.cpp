#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "study/mpi.hpp"

using namespace darah;

// Several ranks under mpirun: tests/cluster/test_mpi.py.

TEST_CASE("without mpirun there is one rank, which is the first and agrees with itself") {
  const Ranks ranks;
  CHECK(ranks.rank() == 0);
  CHECK(ranks.count() == 1);
  CHECK(ranks.first());
  std::string text = "own";
  ranks.agree(text);
  CHECK(text == "own");
}

TEST_CASE("each number is handed out once, in order, and then none") {
  Ranks ranks;
  const std::vector<std::int64_t> numbers = {4, 2, 9};
  std::vector<std::int64_t> taken;
  CHECK(ranks.share(numbers, [&](const auto& next) {
    while (const auto number = next()) taken.push_back(*number);
    CHECK_FALSE(next().has_value());
    return true;
  }));
  CHECK(taken == numbers);
  CHECK_FALSE(ranks.share({}, [](const auto& next) { return next().has_value(); }));
}

TEST_CASE("threads that share the numbers take each once") {
  Ranks ranks;
  std::vector<std::int64_t> numbers(1000), taken;
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
  std::mutex mutex;
  ranks.share(numbers, [&](const auto& next) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        while (const auto number = next()) {
          const std::lock_guard lock(mutex);
          taken.push_back(*number);
        }
      });
    }
    return true;
  });
  std::sort(taken.begin(), taken.end());
  CHECK(taken == numbers);
}

TEST_CASE("a build without MPI knows that mpirun started it") {
  const bool before = std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr;
  CHECK(Ranks::unsupported() == before);
  if (before) return;
  setenv("OMPI_COMM_WORLD_SIZE", "2", 1);
  CHECK(Ranks::unsupported());
  unsetenv("OMPI_COMM_WORLD_SIZE");
}
