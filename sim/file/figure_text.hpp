#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/world/figure.hpp"

namespace darah {

/// Figures as results files keep them: a JSON object a line (docs/results-format.md).
std::string figures_text(std::span<const Figure> figures);

/// Throws FileError when a line is no figure.
std::vector<Figure> read_figures_text(std::string_view text);

}  // namespace darah
