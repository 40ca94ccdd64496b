#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "file/chunk_check.hpp"
#include "file/hdf5.hpp"

/// Datasets of numbers read some rows at a time.

namespace darah {

/// Bytes of values held at a time.
inline constexpr hsize_t batch_bytes = 16 << 20;

inline hsize_t product(std::span<const hsize_t> lengths) {
  hsize_t all = 1;
  for (const hsize_t n : lengths) all *= n;
  return all;
}

inline std::vector<hsize_t> lengths_of(hid_t dataset) {
  const std::vector<std::size_t> shape = hdf5::shape(dataset);
  return {shape.begin(), shape.end()};
}

/// Calls `take(start, values)` for a dataset of numbers of at least one dimension, some rows at a time.
template <class Take>
void for_each_batch(hid_t dataset, Take&& take) {
  std::vector<hsize_t> count = lengths_of(dataset), start(count.size(), 0);
  const hsize_t rows = count.front(), row_bytes = 8 * product(std::span(count).subspan(1));
  const hsize_t most = std::max<hsize_t>(1, batch_bytes / std::max<hsize_t>(1, row_bytes));
  hdf5::require_whole_chunks(dataset);
  std::vector<std::int64_t> values;  // whatever 8 bytes they are
  for (start.front() = 0; start.front() < rows; start.front() += most) {
    count.front() = std::min(most, rows - start.front());
    values.resize(product(count));
    hdf5::read_block(dataset, start, count, values.data());
    take(start.front(), values);
  }
}

}  // namespace darah
