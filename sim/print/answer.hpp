#pragma once

#include <string>

#include "compare/comparison.hpp"

namespace darah {

/// The answer of a comparison in a sentence or two: what the arm that changes most does to maternal deaths,
/// with what certainty. Nothing is claimed whose interval includes 0, and no change stands without its
/// interval.
std::string answer_text(const Comparison& comparison);

/// What to do where there are too few replications to see how far chance goes; "" where there are enough.
std::string few_text(std::size_t replications);

/// What the intervals of the answer are, a sentence; "" where there are none.
std::string interval_note(const Comparison& comparison);

}  // namespace darah
