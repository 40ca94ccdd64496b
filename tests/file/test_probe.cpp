#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

#include "file/hdf5.hpp"
#include "file/probe.hpp"

using namespace darah;

TEST_CASE("work that ends lives, and changes nothing here") {
  int here = 1;
  CHECK(probe([&] { here = 2; }, 10) == Probed::lived);
  CHECK(here == 1);
}

TEST_CASE("work that crashes, aborts, leaves or throws what no file is to blame for dies, and says nothing") {
  CHECK(probe([] { std::raise(SIGSEGV); }, 10) == Probed::died);
  CHECK(probe([] { std::abort(); }, 10) == Probed::died);
  CHECK(probe([] { throw std::runtime_error("a fault"); }, 10) == Probed::died);
  CHECK(probe([] { std::_Exit(0); }, 10) == Probed::died);
}

TEST_CASE("signals of a terminal or a scheduler, and a kill from outside, say nothing of the work") {
  for (const int sent : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
    CHECK(probe([&] { std::raise(sent); }, 10) == Probed::lived);
  CHECK(probe([] { std::raise(SIGKILL); }, 10) == Probed::not_tried);
}

TEST_CASE("work that finds a fault with a file says so") {
  CHECK(probe([] { throw DamagedFile("damaged"); }, 10) == Probed::threw);
}

TEST_CASE("work without end is stopped, and so is work that takes all memory") {
  CHECK(probe(
            [] {
              const volatile bool going = true;
              while (going) {
              }
            },
            1) == Probed::died);
  CHECK(probe(
            [] {
              std::vector<void*> taken;
              while (void* block = std::malloc(std::size_t{64} << 20)) taken.push_back(block);
              throw std::bad_alloc();
            },
            10) == Probed::died);
}

TEST_CASE("children of several threads are told apart") {
  std::vector<std::thread> threads;
  std::vector<int> right(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i, &right] {
      const Probed found = probe(
          [i] {
            if (i % 2 == 1) std::abort();
          },
          10);
      right[static_cast<std::size_t>(i)] = found == (i % 2 == 1 ? Probed::died : Probed::lived);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(8, 1));
}
