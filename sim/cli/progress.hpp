#pragma once

#include <string>

#include "study/run.hpp"

namespace darah {

/// "1:05", "2:03:09".
std::string clock_text(double seconds);

/// "  3.0 a minute  1:05 left", by what this process has simulated; "" while that is too little to tell.
std::string pace_text(const Progress& progress);

/// Shows how far a run has come on stderr: a bar on a terminal, a plain line now and then elsewhere.
class ProgressLine {
 public:
  ProgressLine();
  /// Takes the bar away.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const Progress& progress);

 private:
  bool terminal_;
  bool shown_ = false;
  double last_ = 0;  // seconds
};

}  // namespace darah
