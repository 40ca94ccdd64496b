#include <catch2/catch.hpp>

#include "print/deaths_precision_table.hpp"

using namespace darah;
using Catch::Contains;

namespace {

DeathsPrecision arm(const std::string& name) {
  DeathsPrecision arm;
  arm.arm = name;
  arm.drawn = {{-5, 1.3, -6.3, -3.7}, {{-5, 2.1, -7.1, -2.9}, 0.0035, Finding::less, 3}, 3, 28, 121, false};
  arm.expected = {{0, 0, 0, 0}, {{0, 0, 0, 0}, 1, Finding::same, 0}, 0, 0, 0, false};
  return arm;
}

std::string text_of(const std::vector<DeathsPrecision>& arms, std::size_t replications = 8) {
  std::string text;
  add_deaths_precision(text, arms, "none", replications, 200);
  return text;
}

}  // namespace

TEST_CASE("the table of deaths says what is enough, for how many arms, of what files have") {
  const std::string text = text_of({arm("mou"), arm("late")});
  CHECK_THAT(text, Contains("How well differences in deaths from none are known, a year\n"));
  CHECK_THAT(text, Contains("-5.0 ± 1.3") && Contains("-5.0 ± 2.1") && Contains(".004"));
  CHECK_THAT(text, Contains("all arms together") && Contains("Holm's method"));
  CHECK_THAT(text, Contains("enough") && Contains(" 28  ") && Contains("121 times") && Contains("expected"));
  CHECK_THAT(text_of({arm("mou"), arm("late")}, 4), Contains(" 8 ") && !Contains("enough"));
  CHECK_THAT(text, Contains("same"));
  CHECK_THAT(text, !Contains("nan") && !Contains("n/a"));
}

TEST_CASE("the table names as many replications as the answer does, those of the claim") {
  DeathsPrecision untold = arm("mou");
  untold.drawn.claim.told = Finding::untold;
  untold.drawn.claim.to_tell = 77;
  CHECK_THAT(text_of({untold}), Contains(" 77 ") && !Contains("enough"));
}

TEST_CASE("a single arm is not told together with others") {
  const std::string two = text_of({arm("mou")});
  CHECK_THAT(two, !Contains("all arms together") && !Contains("Holm"));
  CHECK_THAT(two, Contains("Single districts"));
}

TEST_CASE("one replication is told to take more, no arm nothing") {
  CHECK_THAT(text_of({arm("mou")}, 1), Contains("take at least 8") && !Contains("-5.0"));
  CHECK_THAT(text_of({arm("mou")}, 2), Contains("take at least 8 (-r 8)") && Contains("-5.0"));
  CHECK_THAT(text_of({arm("mou")}, 8), !Contains("take at least"));
  CHECK(text_of({}).empty());
}
