#include <catch2/catch.hpp>
#include <utility>

#include "file/batches.hpp"
#include "file/hdf5.hpp"

using namespace darah;

namespace {

using Batches = std::vector<std::pair<hsize_t, std::size_t>>;  // first row, and how many values

Batches batches_of(hid_t dataset) {
  Batches batches;
  for_each_batch(dataset, [&](hsize_t start, std::span<const std::int64_t> values) {
    batches.emplace_back(start, values.size());
  });
  return batches;
}

}  // namespace

TEST_CASE("the places of a dataset are the product of its lengths") {
  CHECK(product(std::vector<hsize_t>{}) == 1);
  CHECK(product(std::vector<hsize_t>{2, 3, 4}) == 24);
  CHECK(product(std::vector<hsize_t>{2, 0}) == 0);
  const hdf5::Handle file = hdf5::create_file();
  CHECK(lengths_of(hdf5::create_numbers(file, "n", {{2, 3}}, H5T_STD_I64LE)) == std::vector<hsize_t>{2, 3});
}

TEST_CASE("rows come in order, as many at a time as a batch holds, and each value once") {
  const hdf5::Handle file = hdf5::create_file();
  const hsize_t half = batch_bytes / 8 / 2;  // values in half a batch
  const hdf5::Handle rows = hdf5::create_numbers(file, "rows", {{5, half}, {1, 4096}}, H5T_STD_I64LE);
  for (hsize_t row = 0; row < 5; ++row) {
    const auto value = static_cast<std::int64_t>(row + 1);
    hdf5::write_block(rows, std::vector<hsize_t>{row, row}, std::vector<hsize_t>{1, 1}, &value);
  }
  CHECK(batches_of(rows) == Batches{{0, 2 * half}, {2, 2 * half}, {4, half}});
  std::vector<std::int64_t> found;
  for_each_batch(rows, [&](hsize_t start, std::span<const std::int64_t> values) {
    for (hsize_t row = start; row * half < start * half + values.size(); ++row)
      found.push_back(values[(row - start) * half + row]);
  });
  CHECK(found == std::vector<std::int64_t>{1, 2, 3, 4, 5});
}

TEST_CASE("a row larger than a batch is one, and none is none") {
  const hdf5::Handle file = hdf5::create_file();
  const hsize_t wide = batch_bytes / 8 + 1;
  CHECK(batches_of(hdf5::create_numbers(file, "wide", {{2, wide}, {1, wide}}, H5T_STD_I64LE)) ==
        Batches{{0, wide}, {1, wide}});
  CHECK(batches_of(hdf5::create_numbers(file, "none", {{0, 3}, {1, 3}, true}, H5T_STD_I64LE)).empty());
}
