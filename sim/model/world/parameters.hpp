#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "model/world/claims.hpp"
#include "model/world/components.hpp"

namespace darah {

/// Everything a world is built from: plain values, complete and checked before a Model takes them. Each
/// component's are under its name.
struct Parameters : Components::Each<ParametersOf> {
  /// Ids of the elements of each table, in canonical order: rows of a file may come in any order.
  Table<DistrictId, std::string> districts;
  Table<FacilityId, std::string> facilities;
  Table<CatchmentId, std::string> catchments;
  std::vector<std::string> periods, orders;

  /// The ids of a dimension that a table defines; null for any other.
  std::vector<std::string>* table(std::string_view dimension);
  const std::vector<std::string>* table(std::string_view dimension) const;
};

/// Calls `visit(component's parameters, component's table)` for every component that has some, in order.
template <class P, class Visit>
void for_each_table(P& p, Visit&& visit) {
  Components::for_each([&]<class C>() {
    using Of = std::conditional_t<std::is_const_v<P>, const ParametersOf<C>, ParametersOf<C>>;
    if constexpr (requires { typename C::P; }) visit(held<Of>(p), C::parameters());
  });
}

/// Labels of a dimension: fixed ones, ids of a table, months of the horizon ("2018-01"), or edges of a
/// histogram. Throws CheckFailure for an unknown dimension.
std::vector<std::string> labels_of(const Parameters&, std::string_view dimension);

/// The past of an arm: `base` with the arm's values of all keys that act from the first instant.
Parameters past_of(const Parameters& base, const Parameters& arm);

/// Where parameters that are each valid alone contradict one another, component by component.
std::vector<Problem> contradictions(const Parameters&);

/// What the parameters may hold, and probably should not: a slip of the pen, or a run beyond what they know.
std::vector<Problem> doubts(const Parameters&);

/// What some of these arms set and none of them uses.
std::vector<Problem> unused(std::span<const Parameters* const> arms);

}  // namespace darah
