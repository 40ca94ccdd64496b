#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/world/detail.hpp"
#include "model/world/figure.hpp"
#include "scenario/message.hpp"
#include "scenario/toml.hpp"

namespace darah {

/// What figures may name, beside the measures.
struct Nameable {
  Detail detail = Detail::full;  ///< detail of the results
  std::vector<std::string> arms;
  /// Labels of a measure's dimension; none where they are unknown, so that none is wrong.
  std::function<std::optional<std::vector<std::string>>(std::string_view dimension)> labels;
};

/// The figures that are sound; of the others, everything that is wrong goes to `messages`.
std::vector<Figure> read_figures(std::span<const Entry> entries, const Nameable& nameable,
                                 Messages& messages);

}  // namespace darah
