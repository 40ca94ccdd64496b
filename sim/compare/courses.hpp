#pragma once

#include <string>
#include <vector>

#include "core/statistics.hpp"
#include "file/results.hpp"

/// How waits spread and how agreements go on: intervals of shares over replications, in %.

namespace darah {

/// Of the women treated in one arm, how many had waited at most so long.
struct WaitShares {
  std::string arm, delay;
  std::vector<Interval> at_most;  ///< by the upper edges of the bins; the last bin has none
};

/// How far the agreements in force in a month are carried out, the mean of all mechanisms.
struct FidelityOfMonth {
  std::string arm, month;
  Interval done;
};

struct Courses {
  std::vector<double> minutes;    ///< edges that waits are held to
  std::vector<WaitShares> waits;  ///< by delay, then arm; without arms in which a replication treats nobody
  std::vector<FidelityOfMonth> fidelity;  ///< by arm, then month; without months in which none is in force
};

/// Of the arms given. Empty where the file keeps no such measure. Throws FileError.
Courses courses(const ResultsView& results, const std::vector<ArmPlace>& arms);

}  // namespace darah
