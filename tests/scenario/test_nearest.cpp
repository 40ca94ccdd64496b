#include <catch2/catch.hpp>

#include "scenario/nearest.hpp"

namespace darah {
namespace {

TEST_CASE("The distance counts insertions, deletions, replacements and swaps") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("births", "births") == 0);
  CHECK(edit_distance("birhts", "births") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  const std::vector<std::string> names{"east", "west"};
  CHECK(did_you_mean("eats", names) == "did you mean \"east\"?");
  CHECK(did_you_mean("zzzzzz", names).empty());
}

}  // namespace
}  // namespace darah
