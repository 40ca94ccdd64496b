#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

#include "file/hdf5.hpp"
#include "file/trial.hpp"

using namespace darah;

TEST_CASE("work that ends lives, and changes nothing here") {
  int here = 1;
  CHECK(try_in_child([&] { here = 2; }, 10) == Trial::lived);
  CHECK(here == 1);
}

TEST_CASE("work that crashes, aborts, leaves or throws what no file is to blame for dies, and says nothing") {
  CHECK(try_in_child([] { std::raise(SIGSEGV); }, 10) == Trial::died);
  CHECK(try_in_child([] { std::abort(); }, 10) == Trial::died);
  CHECK(try_in_child([] { throw std::runtime_error("a fault"); }, 10) == Trial::died);
  CHECK(try_in_child([] { std::_Exit(0); }, 10) == Trial::died);
}

TEST_CASE("signals of a terminal or a scheduler, and a kill from outside, say nothing of the work") {
  for (const int sent : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
    CHECK(try_in_child([&] { std::raise(sent); }, 10) == Trial::lived);
  CHECK(try_in_child([] { std::raise(SIGKILL); }, 10) == Trial::not_tried);
}

TEST_CASE("work that finds a fault with a file says so") {
  CHECK(try_in_child([] { throw DamagedFile("damaged"); }, 10) == Trial::threw);
}

TEST_CASE("work without end is stopped, and so is work that takes all memory") {
  CHECK(try_in_child(
            [] {
              const volatile bool going = true;
              while (going) {
              }
            },
            1) == Trial::died);
  CHECK(try_in_child(
            [] {
              std::vector<void*> taken;
              while (void* block = std::malloc(std::size_t{64} << 20)) taken.push_back(block);
              throw std::bad_alloc();
            },
            10) == Trial::died);
}

TEST_CASE("children of several threads are told apart") {
  std::vector<std::thread> threads;
  std::vector<int> right(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i, &right] {
      const Trial found = try_in_child(
          [i] {
            if (i % 2 == 1) std::abort();
          },
          10);
      right[static_cast<std::size_t>(i)] = found == (i % 2 == 1 ? Trial::died : Trial::lived);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(8, 1));
}
