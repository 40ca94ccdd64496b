#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compare/costs.hpp"

namespace darah {

/// What is said of costs where no ratio is given; "" where one is.
std::string_view verdict_text(CostVerdict verdict);

/// The table with how to read it, at most `width` columns wide as long as names of arms are.
void add_death_costs(std::string& text, std::span<const DeathCost> costs, const std::string& baseline,
                     std::size_t width);

}  // namespace darah
