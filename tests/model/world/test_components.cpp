#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "model/world/world.hpp"

using namespace darah;

TEST_CASE("World, Parameters and Model hold each component under its name") {
  Parameters p;
  p.donor.deferral = 0.25;
  CHECK(held<ParametersOf<Donor>>(p).deferral == 0.25);
  std::vector<std::size_t> rows;
  for_each_table(p, [&](const auto&, const auto& table) { rows.push_back(table.size()); });
  CHECK(rows.size() == Components::size);
  CHECK(rows[Components::place<Donor>()] == Donor::parameters().size());
  STATIC_REQUIRE(std::is_base_of_v<PlanOf<Donor>, Model>);
  STATIC_REQUIRE(std::is_base_of_v<StateOf<Donor>, World>);
}

TEST_CASE("measures and kinds of events stand in the order of the components") {
  CHECK(event_kind_names().size() == Components::kinds);
  CHECK(event_kind_names()[Components::kind<Donor>(Donor::Kind::visit)] == "donor.visit");
  CHECK(measures().front().name == BloodCentre::measures()[BloodCentre::Measured{}].name);
}
