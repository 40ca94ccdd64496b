#pragma once

#include <hdf5.h>

namespace darah::hdf5 {

/// Checks that each chunk of a dataset of numbers holds as many bytes as it stands for: where one inflates to
/// fewer, HDF5 (1.10.8) reads on beyond its buffer. Nothing to check in one without chunks. Throws FileError.
/// O(bytes), in the memory of a chunk.
void require_whole_chunks(hid_t dataset);

}  // namespace darah::hdf5
