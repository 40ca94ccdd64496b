#pragma once

#include <cstddef>
#include <string>

#include "compare/comparison.hpp"

namespace darah {

/// Of the screen that a brief view fits into.
struct Screen {
  std::size_t width = 80, height = 24;
};

/// What a planner asks first, on one screen: the answer in words, the ten lines that decide, and how the
/// other arms do. `whole` says at its end where the whole table is.
std::string to_brief(const Comparison& comparison, const Screen& screen, const std::string& whole);

}  // namespace darah
