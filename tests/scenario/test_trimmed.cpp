#include <catch2/catch.hpp>

#include "scenario/trimmed.hpp"

using namespace darah;

TEST_CASE("Blanks go from both ends, and stay within") {
  CHECK(trimmed("  a b\t", " \t") == "a b");
  CHECK(trimmed("a", " ") == "a");
  CHECK(trimmed("", " ").empty());
  CHECK(trimmed(" \t ", " \t").empty());
  CHECK(trimmed("\ta", " ") == "\ta");
}
