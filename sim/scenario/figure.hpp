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
  bool microseconds = false;  ///< whether figures are scaled to times in microseconds, as format 1 kept them
};

/// Whether a measure of this name is a time, or a sum of times.
bool is_time(std::string_view measure);

/// The figures that are sound; of the others, everything that is wrong goes to `messages`.
std::vector<Figure> read_figures(std::span<const Entry> entries, const Nameable& nameable,
                                 Messages& messages);

}  // namespace darah
