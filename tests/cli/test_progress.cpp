#include <catch2/catch.hpp>

#include "cli/progress.hpp"

using namespace darah;

TEST_CASE("clock texts round up to whole seconds") {
  CHECK(clock_text(0) == "0:00");
  CHECK(clock_text(4.2) == "0:05");
  CHECK(clock_text(65) == "1:05");
  CHECK(clock_text(7389) == "2:03:09");
}
