#pragma once

#include <span>
#include <string>

#include "compare/figures.hpp"

namespace darah {

/// The table, at most `width` columns wide as long as names are, with its sources beneath.
void add_figures(std::string& text, std::span<const ComparedFigure> figures,
                 std::span<const std::string> arms, std::size_t width);

}  // namespace darah
