#include <catch2/catch.hpp>
#include <set>

#include "model/world/world.hpp"

using namespace darah;

TEST_CASE("a duration falls into the bin whose lower edge it has reached, the last one without end") {
  CHECK(duration_bin(minutes(-1)) == 0);
  CHECK(duration_bin({}) == 0);
  CHECK(duration_bin(minutes(5) - microseconds(1)) == 0);
  CHECK(duration_bin(minutes(5)) == 1);
  CHECK(duration_bin(minutes(44)) == 5);
  CHECK(duration_bin(minutes(45)) == 6);
  CHECK(duration_bin(days(8) - microseconds(1)) == duration_edges_min.size() - 2);
  CHECK(duration_bin(days(8)) == duration_edges_min.size() - 1);
  CHECK(duration_bin(days(800)) == duration_edges_min.size() - 1);
}

TEST_CASE("the three delays: up to the decision, up to the door, and from there on") {
  CHECK(delay_of(Step::decide) == Delay::decide);
  for (const Step step : {Step::vehicle, Step::travel, Step::stabilise})
    CHECK(delay_of(step) == Delay::reach);
  for (const Step step : {Step::accept, Step::triage, Step::bed, Step::team, Step::theatre, Step::blood})
    CHECK(delay_of(step) == Delay::receive);
}

TEST_CASE("haemorrhages are the causes in which blood is lost") {
  for (const Cause cause : every<Cause>)
    CHECK(haemorrhage(cause) == (cause == Cause::pph || cause == Cause::aph || cause == Cause::abortion));
}

TEST_CASE("every dimension of a parameter or a measure has labels, no two the same") {
  Parameters p;
  std::set<std::string_view> dimensions;
  for_each_table(p, [&](const auto&, const auto& table) {
    for (const auto& row : table) {
      for (const std::string_view name : dimensions_of(row.key)) dimensions.insert(name);
    }
  });
  for (const Measure& measure : measures())
    dimensions.insert(measure.dimensions.begin(), measure.dimensions.end());
  dimensions.erase("");
  CHECK(dimensions.contains("mechanism"));
  for (const std::string_view name : dimensions) {
    CAPTURE(name);
    const auto labels = fixed_labels(name);
    CHECK(std::set(labels.begin(), labels.end()).size() == labels.size());
    CHECK_NOTHROW(labels_of(p, name));
  }
  CHECK(fixed_labels("no such dimension").empty());
}
