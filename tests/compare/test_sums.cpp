#include <catch2/catch.hpp>
#include <cmath>

#include "compare/sums.hpp"
#include "compare/synthetic.hpp"

using namespace darah;

TEST_CASE("sums run over all that is not asked for, a year or over a denominator") {
  const ScratchFolder folder;
  Results results = synthetic_results();
  results.measured_days = 730;
  write_results(folder.path / "r.h5", results);
  const ResultsReader reader(folder.path / "r.h5");
  Sums sums(reader, {ArmPlace{1}, ArmPlace{0}});  // in the order asked for
  CHECK(sums.years() == 2);

  // Births are the places 0 to 5 of synthetic_value(), by district and month; deaths 6 to 17, by cause too.
  const Headline births{"", "", CountedIn::none, "births", {}, 1, 0, "district"};
  CHECK(sums.samples(births)[1][0] == (0 + 1 + 2 + 3 + 4 + 5) / 2.0);
  CHECK(sums.samples(births)[0][2] == (6 * 1200 + 15) / 2.0);
  CHECK(sums.samples(births, 1)[1][0] == (3 + 4 + 5) / 2.0);
  const Headline aph{"", "", CountedIn::none, "deaths_true", "births", 100, 0, {}, "cause=aph"};
  CHECK(sums.samples(aph)[1][0] == Approx(100.0 * (7 + 9 + 11 + 13 + 15 + 17) / 15));
  const Headline both{"", "", CountedIn::none, "deaths_true", {}, 1, 0, {}, "cause=pph+aph"};
  CHECK(sums.samples(both)[1][0] == sums.samples({"", "", CountedIn::none, "deaths_true", {}, 1, 0})[1][0]);
  const Headline aph_by_district{"", "", CountedIn::none, "deaths_true", {}, 1, 0, "district", "cause=aph"};
  CHECK(sums.samples(aph_by_district, 1)[1][0] == (13 + 15 + 17) / 2.0);
  CHECK(sums.samples({"", "", CountedIn::none, "deaths_true", {}, 1, 0, {}, "cause=no such"})[1][0] == 0);

  CHECK(sums.has(aph));
  CHECK_FALSE(sums.has({"", "", CountedIn::none, "births", "no_such_measure"}));
  CHECK((sums.has_table(births) && sums.has_dimension("deaths_true", "cause")));
  CHECK_FALSE(sums.has_table(aph));
  CHECK_FALSE(sums.is_zero("births"));
}

TEST_CASE("a ratio to nothing is undefined, and nothing happens where all is 0 or undefined") {
  const ScratchFolder folder;
  Results results = synthetic_results();
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) std::fill_n(outcome.values.begin(), 6, 0);
  }
  write_results(folder.path / "r.h5", results);
  const ResultsReader reader(folder.path / "r.h5");
  Sums sums(reader, {ArmPlace{0}});
  const Samples ratio = sums.samples(Headline{"", "", CountedIn::none, "deaths_true", "births"});
  CHECK(std::isnan(ratio[0][0]));
  CHECK(nothing_happened(ratio));
  CHECK(sums.is_zero("births"));
  CHECK_FALSE(sums.is_zero("deaths_true"));
  CHECK_FALSE(sums.is_zero("no_such_measure"));
}
