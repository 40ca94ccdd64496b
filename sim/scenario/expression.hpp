#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/world/figure.hpp"

namespace darah {

/// The terms of a linear expression, or why it is none.
struct Expression {
  std::vector<FigureTerm> terms;
  std::string problem, suggestion;  ///< empty when it is sound
};

/// Reads "[sign] [number] measure[dimension=label,...] ...", such as "bank_issued - 0.5 bank_ordered". Names
/// are not looked up. O(length).
Expression read_expression(std::string_view text);

}  // namespace darah
