#include <catch2/catch.hpp>

#include "cli/progress.hpp"

using namespace darah;

TEST_CASE("clock texts round up to whole seconds") {
  CHECK(clock_text(0) == "0:00");
  CHECK(clock_text(4.2) == "0:05");
  CHECK(clock_text(65) == "1:05");
  CHECK(clock_text(7389) == "2:03:09");
}

TEST_CASE("the pace is that of this process: what was taken over took it no time") {
  const Progress resumed{0.75, 7, 10, 60, "replications", 0.5};
  CHECK(pace_text(resumed) == "  2.5 a minute  1:00 left");
  CHECK(pace_text({0.5, 5, 10, 1, "replications", 0.5}).empty());
  CHECK(pace_text({0.25, 2, 10, 60}) == "  2.5 a minute  3:00 left");
}
