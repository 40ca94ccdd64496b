#pragma once

#include <span>
#include <string>

#include "compare/deaths_precision.hpp"

namespace darah {

/// Appends the table, if there is any, of at most `width` columns.
void add_deaths_precision(std::string& text, std::span<const DeathsPrecision> arms,
                          const std::string& baseline, std::size_t replications, std::size_t width);

}  // namespace darah
