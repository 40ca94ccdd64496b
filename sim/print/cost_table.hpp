#pragma once

#include <span>
#include <string>

#include "compare/costs.hpp"

namespace darah {

/// The table with how to read it, at most `width` columns wide as long as names of arms are.
void add_death_costs(std::string& text, std::span<const DeathCost> costs, const std::string& baseline,
                     std::size_t width);

}  // namespace darah
