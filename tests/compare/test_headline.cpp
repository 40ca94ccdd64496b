#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>

#include "compare/headline.hpp"
#include "model/world/dimensions.hpp"
#include "model/world/world.hpp"

using namespace darah;

namespace {

bool has_dimension(std::string_view measure, std::string_view dimension) {
  const auto all = measures();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Measure& m) { return m.name == measure; });
  return found != all.end() && std::count(found->dimensions.begin(), found->dimensions.end(), dimension) > 0;
}

bool is_measure(std::string_view name) {
  const auto all = measures();
  return std::any_of(all.begin(), all.end(), [&](const Measure& m) { return m.name == name; });
}

}  // namespace

TEST_CASE("every line of the comparison table is there in what the model measures") {
  for (const Headline& line : headlines) {
    INFO(line.label);
    CHECK(is_measure(line.numerator));
    CHECK((line.denominator.empty() || is_measure(line.denominator)));
    if (!line.by.empty()) {
      CHECK(has_dimension(line.numerator, line.by));
    }
    if (!line.only.empty()) {
      const std::size_t equals = line.only.find('=');
      const std::string_view dimension = line.only.substr(0, equals);
      CHECK(has_dimension(line.numerator, dimension));
      const auto labels = fixed_labels(dimension);
      std::istringstream wanted{std::string(line.only.substr(equals + 1))};
      for (std::string label; std::getline(wanted, label, '+');)
        CHECK(std::count(labels.begin(), labels.end(), label) == 1);
    }
  }
}

TEST_CASE("every line has an id of its own, in snake_case") {
  std::set<std::string_view> ids;
  for (const Headline& line : headlines) {
    INFO(line.label);
    CHECK(ids.insert(line.id).second);
    CHECK(!line.id.empty());
    CHECK(line.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == line.id.npos);
  }
}
