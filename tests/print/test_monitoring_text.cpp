#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "compare/agreements.hpp"
#include "print/monitoring_text.hpp"

using namespace darah;
using Catch::Contains;

namespace {

Monitoring monitoring_of(const Results& results, const std::string& baseline = "none") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  return monitor(ResultsReader(folder.path / "r.h5"), baseline);
}

}  // namespace

TEST_CASE("the tables say where there is no agreement") {
  const std::string text = to_text(monitoring_of(results_of({"none", "mou"}, 3, usual)), 110);
  CHECK_THAT(text, Contains("none: no agreement in any district\n"));
  CHECK_THAT(text, Contains("district       year"));
  CHECK_THAT(text, Contains("\ncilegon        2018      0.50  60.0    3.0"));
  CHECK_THAT(text, Contains("\n               2019      0.25"));
  CHECK_THAT(text, Contains("\nlebak          2018      none"));
  CHECK_THAT(text, Contains("Against none"));
  CHECK_THAT(text, Contains("none: no agreement in force there"));
  CHECK_THAT(text, Contains("120 days measured"));
  CHECK_THAT(text, Contains("Over 3 replications"));
  CHECK_THAT(text, !Contains("--baseline") && !Contains("nan"));
  // Where the baseline has agreements and another arm none, the other way round is worth a look.
  const std::string other = to_text(monitoring_of(results_of({"none", "mou"}, 3, usual), "mou"), 1000);
  CHECK_THAT(other, Contains("with --baseline none."));
  CHECK_THAT(other, Contains("\nmou\n"));
}

TEST_CASE("one replication has no interval, one arm no effects, one year no column") {
  const std::string one = to_text(monitoring_of(results_of({"none", "mou"}, 1, usual)), 110);
  CHECK_THAT(one, Contains("± n/a"));
  CHECK_THAT(one, Contains("One replication gives no interval"));
  CHECK_THAT(to_text(monitoring_of(results_of({"mou"}, 2, usual), "mou"), 110), !Contains("Against"));
  const Results whole = results_of({"none", "mou"}, 3, usual, agreement_measures, Detail::district_year);
  CHECK_THAT(to_text(monitoring_of(whole), 110), !Contains("  year"));
}

TEST_CASE("nothing is said of agreements where it is not known whether there is one") {
  std::vector<Measure> some(agreement_measures.begin() + 1,
                            agreement_measures.end());  // without agreement_months
  CHECK_THAT(to_text(monitoring_of(results_of({"none", "mou"}, 2, usual, some)), 110),
             !Contains("no agreement"));
  // Effects alone are told too.
  const std::vector<Measure> effects(agreement_measures.end() - 3, agreement_measures.end());
  CHECK_THAT(to_text(monitoring_of(results_of({"none", "mou"}, 2, usual, effects)), 110),
             Contains("Against none"));
}

TEST_CASE("tables of monitoring keep within 110 columns, and within 80 in panels") {
  Results results = results_of({"none", "mou"}, 3, usual);
  results.labels["district"] = {"tangerang-selatan", "lebak"};
  const Monitoring m = monitoring_of(results);
  CHECK_THAT(to_text(m, 110), Contains("Agreement              Parts and their goals (%)      Against none"));
  for (const std::size_t width : {80U, 110U}) {
    std::istringstream text(to_text(m, width));
    for (std::string line; std::getline(text, line);) {
      const auto columns =
          std::count_if(line.begin(), line.end(), [](char ch) { return (ch & 0xc0) != 0x80; });
      INFO(line);
      CHECK(columns <= static_cast<long>(width));
    }
  }
  CHECK_NOTHROW(to_text(m, 0));
}
