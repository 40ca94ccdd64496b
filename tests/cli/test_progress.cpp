#include <catch2/catch.hpp>

#include "cli/progress.hpp"
#include "study/run.hpp"

using namespace darah;

TEST_CASE("clock texts round up to whole seconds") {
  CHECK(clock_text(0) == "0:00");
  CHECK(clock_text(4.2) == "0:05");
  CHECK(clock_text(65) == "1:05");
  CHECK(clock_text(7389) == "2:03:09");
}

TEST_CASE("threads by default fill processors as far as memory goes") {
  CHECK(default_threads(8, 10'000, 1'000) == 8);
  CHECK(default_threads(8, 3'500, 1'000) == 3);
  CHECK(default_threads(8, 10, 1'000) == 1);
  CHECK(default_threads(0, 10'000, 1'000) == 1);  // a machine that does not say
}
