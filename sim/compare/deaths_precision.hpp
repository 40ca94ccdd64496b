#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compare/sums.hpp"
#include "compare/told.hpp"
#include "core/statistics.hpp"
#include "file/results.hpp"

namespace darah {

/// How well a difference in deaths a year is known, and what it takes to know it better.
struct KnownDifference {
  Interval difference{};  ///< 95%, arm less baseline
  Claim claim;            ///< the difference among those of all arms
  double to_see = 0,
         to_tenth = 0;             ///< replications until the interval of a difference this large would leave
                                   ///< out 0, and until it is 10% of it; infinite for a difference of 0
  double gain = 0;                 ///< gain of pairing, see pairing_gain()
  bool is_known_to_tenth = false;  ///< the replications there are do already
};

/// How well the deaths of one arm are known against the baseline's.
struct DeathsPrecision {
  std::string arm;
  Interval averted{}, caused{};  ///< women a year, by name: dead in the baseline alone, in the arm alone
  /// Deaths a year that probes expect less of the arm than of the baseline, probe by probe, and more.
  struct Probed {
    Interval averted{}, caused{};
  };
  std::optional<Probed> probed;  ///< where the file knows
  /// What is known of deaths as they are drawn. Deaths averted and caused are counts a and b, the difference
  /// has variance a + b: to know it to within a share takes 3.84 (a + b) / (share (a - b))^2 replications, or
  /// what the variance seen asks for, if more.
  KnownDifference drawn;
  /// What is known of deaths expected from care, where the file has them.
  std::optional<KnownDifference> expected;
  /// What the answer is of: deaths expected from care, which as many replications know best, where the file
  /// has them; else deaths as they are drawn.
  const KnownDifference& decisive() const { return expected ? *expected : drawn; }
};

/// The precision of all arms of `sums` but the first. The family of Holm's tests is those arms, for deaths
/// drawn and expected each. Requires that `sums` is of the same results.
std::vector<DeathsPrecision> deaths_precision(const ResultsView& results, Sums& sums);

}  // namespace darah
