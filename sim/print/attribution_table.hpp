#pragma once

#include <span>
#include <string>

#include "compare/attribution.hpp"

namespace darah {

/// A table for each, with what its columns mean beneath.
void add_attributions(std::string& text, std::span<const Attribution> attributions, std::size_t width);

}  // namespace darah
