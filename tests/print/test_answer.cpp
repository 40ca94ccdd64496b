#include <catch2/catch.hpp>
#include <limits>

#include "print/answer.hpp"
#include "print/brief.hpp"
#include "print/small_comparison.hpp"

using namespace darah;
using Catch::Contains;

TEST_CASE("the answer is of the arm whose deaths change most, with its interval among all arms") {
  CHECK(answer_text(small_comparison()) ==
        "c: about 20.0 (18.0 to 22.0) mothers fewer die a year in 2 districts, of 432.7 (430.7 to 434.7) "
        "under a.");
  CHECK(
      interval_note(small_comparison()) ==
      "Intervals: 95%, of chance alone, over 16 replications (in the answer for all arms together); what is "
      "unknown of the parameters is not in them.");
}

TEST_CASE("deaths expected from care decide which arm changes most where there are some") {
  Comparison c = small_comparison();
  for (DeathsPrecision& arm : c.precision) arm.expected = arm.drawn;
  c.precision[0].expected->difference = about_mean(-9, 1);
  c.precision[0].expected->claim.together = about_mean(-9, 1);
  c.precision[1].expected->difference = about_mean(-1, 1);
  CHECK(by_change(c) == std::vector<std::size_t>{1, 2});
  CHECK_THAT(answer_text(c), Contains("b: about 9.0 (8.0 to 10.0) mothers fewer"));
  CHECK_THAT(to_brief(c, {}, ""), Contains("Other arms, expected deaths a year: c -1.0"));
  ComparedTable& all = c.tables.front();
  ComparedRow expected = *find_row(c, all_table, "deaths_true");
  expected.id = "deaths_expected";
  expected.arms[0].value = about_mean(500, 1);
  all.rows.push_back(expected);
  CHECK_THAT(answer_text(c), Contains("of 500.0 (499.0 to 501.0) under a"));
}

TEST_CASE("what is not told from 0 is not claimed") {
  CHECK_THAT(answer_text(small_comparison(Finding::more)), Contains("mothers more die a year"));
  CHECK_THAT(answer_text(small_comparison(Finding::untold)),
             Contains("cannot tell whether fewer mothers die") && Contains("from -22.0 to -18.0 a year") &&
                 Contains("about 40 replications (-r) would tell"));
  CHECK_THAT(answer_text(small_comparison(Finding::alike)),
             Contains("happen to differ from a by the same number"));
  CHECK_THAT(answer_text(small_comparison(Finding::same)),
             Contains("in no replication does the number of deaths differ"));
  Comparison never = small_comparison(Finding::untold);
  never.precision[1].drawn.claim.to_tell = std::numeric_limits<double>::infinity();
  CHECK_THAT(answer_text(never), Contains("takes more replications than can be run"));
}

TEST_CASE("one replication, one arm and no deaths are told") {
  Comparison once = small_comparison();
  once.replications = 1;
  CHECK_THAT(answer_text(once), Contains("One replication gives no interval"));
  CHECK(interval_note(once).empty());
  Comparison alone = small_comparison();
  alone.arms = {"a"};
  alone.precision.clear();
  CHECK(answer_text(alone) ==
        "Under a 432.7 (430.7 to 434.7) mothers die a year in 2 districts. There is no other arm to compare "
        "it with.");
  Comparison blood = small_comparison();
  blood.tables.front().rows.resize(1);
  CHECK_THAT(answer_text(blood), Contains("No maternal deaths are in these results"));
  Comparison interrupted = small_comparison();
  interrupted.requested = 32;
  CHECK_THAT(interval_note(interrupted), Contains("over 16 of 32 replications (interrupted)"));
}
