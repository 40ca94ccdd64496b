#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/assemble.hpp"

namespace darah::testing {

/// What has no default in a scenario and is no entity.
inline constexpr std::string_view least_scenario = R"(
title = "A world made in code"
[district."*"]
name = "district"
code = 1
population = 1
births = "0 /y"
jkn = 0
k4 = 0.5
k4_target = 1
facility_births = 0
dukun_births = 0
hospital_share = 0
[facility."*"]
name = "facility"
code = 1
kind = "utd"
latitude = 0
longitude = 0
[catchment."*"]
name = "catchment"
code = 1
births_share = 1
travel = "0 min"
road = "0 km"
)";

/// The parameters of a scenario with these elements and hardly a value, read by the reader of scenarios: all
/// that has a default is at it, and what must name an entity names the first.
inline Parameters default_parameters(std::vector<std::string> districts, std::vector<std::string> facilities,
                                     std::vector<std::string> catchments) {
  std::vector<Leaf> leaves = read_toml(least_scenario, "scenario.toml").leaves;
  for (const char* key : {"district.*.utd=", "facility.*.utd=", "catchment.*.nearest_hospital="})
    leaves.push_back(*read_setting(key + facilities.front()));
  for (const char* key : {"facility.*.district=", "catchment.*.district="})
    leaves.push_back(*read_setting(key + districts.front()));
  Tables tables;
  std::array<std::vector<std::string>, 3> ids{std::move(districts), std::move(facilities),
                                              std::move(catchments)};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    tables[i].dimension = table_dimensions[i];
    if (i < ids.size()) tables[i].ids = std::move(ids[i]);
  }
  Messages messages;
  const std::array<std::span<const Leaf>, 1> layers{leaves};
  Assembled assembled = assemble(tables, layers, "scenario.toml", messages);
  if (!messages.empty()) throw ScenarioError(messages.sorted());
  return std::move(assembled.settings.parameters);
}

/// Gives a dimension more elements, each like its first one in every parameter.
inline void add_elements(Parameters& p, std::string_view dimension, const std::vector<std::string>& ids) {
  Settings settings{{}, std::move(p)};
  std::vector<std::string>& all = *settings.parameters.table(dimension);
  all.insert(all.end(), ids.begin(), ids.end());
  for (const Row& row : rows_of(settings)) {
    if (row.dimensions() != std::vector{dimension}) continue;
    const Value first = row.load(0);
    const std::size_t before = all.size() - ids.size();
    row.resize(all.size());
    for (std::size_t i = before; i < all.size(); ++i) row.store(first, i);
  }
  p = std::move(settings.parameters);
}

}  // namespace darah::testing
