#pragma once

#include <cstdint>
#include <vector>

#include "file/canvas.hpp"
#include "file/hdf5.hpp"
#include "file/results.hpp"
#include "model/world/services.hpp"

namespace darah {

/// A row of the table of deaths.
struct DeathRecord {
  std::size_t arm = 0;           ///< place of the arm in the file
  std::int64_t replication = 0;  ///< its number
  Death death;
};

/// The table of all deaths of a run.
void write_deaths(Canvas& canvas, const Results& results);

/// The table of deaths of a results file with so many arms and these replications. Throws FileError where its
/// columns differ in length or a value is none that a run writes. O(rows).
std::vector<DeathRecord> read_deaths(hid_t file, std::size_t arms, std::vector<std::int64_t> replications);

}  // namespace darah
