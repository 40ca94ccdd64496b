#pragma once

#include <cstdint>
#include <vector>

#include "file/canvas.hpp"
#include "file/hdf5.hpp"
#include "file/results.hpp"

namespace darah {

/// The table of probes by which arms differ.
void write_probes(Canvas& canvas, const Results& results);

/// The table of a file with so many arms and these replications; empty in files without one. Throws FileError
/// where its columns differ in length or a value is none that a run writes. O(rows).
std::vector<ProbeRow> read_probes(hid_t file, std::size_t arms, std::vector<std::int64_t> replications);

}  // namespace darah
