#include <catch2/catch.hpp>
#include <limits>

#include "print/attribution_table.hpp"

using namespace darah;
using Catch::Contains;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Every mechanism does the same.
Attribution attribution_of(const Interval& effect, const Interval& total) {
  Attribution attribution{"mou", {}, total, 2};
  for (AttributedEffect& mechanism : attribution.mechanisms) mechanism = {effect, effect, effect, {}};
  return attribution;
}

std::string text_of(const Attribution& attribution) {
  std::string text;
  add_attributions(text, {&attribution, 1}, 100);
  return text;
}

}  // namespace

TEST_CASE("effects are aligned at their sign and marked where their interval includes 0") {
  const std::string text =
      text_of(attribution_of({-0.25, 15.88, -16.13, 15.63}, {-1.75, 111.18, -112.93, 109.43}));
  CHECK_THAT(text, Contains("What each mechanism of mou does: lives saved a year\n"));
  CHECK_THAT(text, Contains("candidates         -0.25 ±  15.88 ~  "));
  CHECK_THAT(text, Contains("joint_review       -0.25 ±  15.88 ~  -0.25 ±  15.88 ~  -0.25 ±  15.88 ~  -\n"));
  CHECK_THAT(text, Contains("all of them        -1.75 ± 111.18 ~  "));
  CHECK_THAT(text, Contains("share: of the total"));
  CHECK_THAT(text, !Contains("need attribution"));
}

TEST_CASE("the shares of a total told from 0 add up to 100") {
  Attribution attribution = attribution_of({1, 0.5, 0.5, 1.5}, {7, 1, 6, 8});
  for (AttributedEffect& mechanism : attribution.mechanisms) mechanism.share = Interval{14.3, 2, 12.3, 16.3};
  CHECK_THAT(text_of(attribution), Contains("    14.3 ± 2.0\n") && Contains("   100.0 ± 0.0\n"));
}

TEST_CASE("without values of subsets there are two columns, after one replication no intervals") {
  Attribution attribution =
      attribution_of({1, infinity, -infinity, infinity}, {7, infinity, -infinity, infinity});
  for (AttributedEffect& mechanism : attribution.mechanisms) mechanism.shapley = {};
  const std::string text = text_of(attribution);
  CHECK_THAT(text, Contains("candidates         1.00 ± n/a  "));
  CHECK_THAT(text, Contains("Shares of the total need attribution = \"shapley\""));
  CHECK_THAT(text, !Contains("Shapley value"));
}
