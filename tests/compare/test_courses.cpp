#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "compare/courses.hpp"
#include "compare/synthetic.hpp"

using namespace darah;

namespace {

constexpr std::array<Measure, 3> measures = {{
    {"delay_histogram", "women", {"district", "delay", "duration_bin"}, "delays"},
    {"fidelity", "1e-6", {"district", "month", "mechanism"}, "fidelity"},
    {"agreement_months", "month ends", {"district", "month"}, "month ends"},
}};

/// Two districts, delays decide and reach, bins 0, 5 and 10 minutes, one month, two mechanisms.
Results results_of(const std::vector<std::vector<std::int64_t>>& values) {
  Results results = synthetic_results();
  results.labels = {
      {"district", {"cilegon", "lebak"}},
      {"month", {"2018-01"}},
      {"delay", {"decide", "reach"}},
      {"duration_bin", {"0", "300", "600"}},
      {"mechanism", std::vector<std::string>(mechanism_labels.begin(), mechanism_labels.end())}};
  results.layout = Layout(measures, results.labels, Detail::full);
  results.arms = {{"a", ""}};
  results.replications.clear();
  for (std::size_t r = 0; r < values.size(); ++r) {
    Outcome outcome;
    outcome.values = values[r];
    outcome.events_by_kind = {0, 0};
    results.replications.push_back({static_cast<std::int64_t>(r), 0, {outcome}});
  }
  return results;
}

/// Women by delay and bin in the first district, none in the second; fidelity of the first mechanism there.
std::vector<std::int64_t> values_of(const std::array<std::int64_t, 6>& women, std::int64_t done,
                                    std::int64_t in_force) {
  std::vector<std::int64_t> values(women.begin(), women.end());
  values.resize(12 + 2 * mechanism_labels.size(), 0);
  values[12] = done;
  values.push_back(in_force);
  values.push_back(0);
  return values;
}

Courses courses_of(const Results& results) {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  return courses(ResultsReader(folder.path / "r.h5"), {ArmPlace{0}});
}

}  // namespace

TEST_CASE("shares of waits and of fidelity are those of each replication") {
  const auto mechanisms = static_cast<std::int64_t>(mechanism_labels.size());
  const Courses found = courses_of(results_of({values_of({1, 1, 2, 4, 0, 0}, 500'000 * mechanisms, 1),
                                               values_of({3, 0, 1, 4, 0, 0}, 700'000 * mechanisms, 1)}));
  CHECK(found.minutes == std::vector<double>{5, 10});
  REQUIRE(found.waits.size() == 2);
  CHECK(found.waits[0].delay == "decide");
  CHECK(found.waits[0].arm == "a");
  // 25% and 75% of four within 5 minutes; 50% and 75% within 10. Student's t of one degree is 12.7062.
  CHECK(found.waits[0].at_most[0].mean == Approx(50));
  CHECK(found.waits[0].at_most[0].half_width == Approx(12.7062 * 25).epsilon(1e-4));
  CHECK(found.waits[0].at_most[0].low == 0);
  CHECK(found.waits[0].at_most[0].high == 100);
  CHECK(found.waits[0].at_most[1].mean == Approx(62.5));
  CHECK(found.waits[1].at_most[0].mean == 100);
  REQUIRE(found.fidelity.size() == 1);
  CHECK(found.fidelity[0].month == "2018-01");
  CHECK(found.fidelity[0].done.mean == Approx(60));
}

TEST_CASE("where nobody is treated or nothing is in force there is no share") {
  const Courses found =
      courses_of(results_of({values_of({1, 0, 0, 0, 0, 0}, 0, 0), values_of({1, 0, 0, 1, 0, 0}, 0, 0)}));
  REQUIRE(found.waits.size() == 1);
  CHECK(found.waits[0].delay == "decide");
  CHECK(found.fidelity.empty());
  CHECK(courses_of(synthetic_results()).waits.empty());
}

TEST_CASE("one replication has shares without ends") {
  const Courses found = courses_of(results_of({values_of({1, 1, 0, 1, 0, 0}, 0, 0)}));
  CHECK(found.waits[0].at_most[0].mean == 50);
  CHECK(std::isinf(found.waits[0].at_most[0].low));
}
