#pragma once

#include <hdf5.h>

#include <string>

namespace darah {

/// Reading texts of a file whose bytes no honest program wrote, HDF5 copies from where nothing is. A child
/// process tries every file first and mostly dies of that (file/trial.hpp); what lies behind the bytes may be
/// there in one process and not in another. While a BreakdownGuard lives, such a fault of this thread is told
/// in words, and the process ends at once with the code of damaged files: nothing is lost, as an output is
/// whole or absent.
class BreakdownGuard {
 public:
  /// `object`: of the file that is read.
  explicit BreakdownGuard(hid_t object);
  ~BreakdownGuard();
  BreakdownGuard(const BreakdownGuard&) = delete;
  BreakdownGuard& operator=(const BreakdownGuard&) = delete;
};

/// From here on a breakdown ends the process with this code; before, by its signal as any fault does.
void end_breakdowns_with(int exit_code);

}  // namespace darah
