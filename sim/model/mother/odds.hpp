#pragma once

namespace darah {

/// The odds of a probability below 1, and the probability of odds.
constexpr double odds(double probability) { return probability / (1 - probability); }
constexpr double chance(double odds) { return odds / (1 + odds); }

}  // namespace darah
