#include <catch2/catch.hpp>
#include <set>

#include "model/world/dimensions.hpp"
#include "model/world/world.hpp"

using namespace darah;

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
