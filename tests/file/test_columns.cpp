#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "file/columns.hpp"

using namespace darah;

namespace {

void write(hid_t file, const char* name, const std::vector<std::int64_t>& values) {
  hdf5::write(file, name, {{values.size()}}, std::span<const std::int64_t>(values));
}

}  // namespace

TEST_CASE("a column has as many values as its table has rows, each one that its kind has") {
  const hdf5::Handle file = hdf5::create_file();
  write(file, "cause", {0, 2, 1});
  CHECK(read_column(file, "cause", 3, 3) == std::vector<std::int64_t>{0, 2, 1});
  CHECK_THROWS_WITH(read_column(file, "cause", 2, 3), "cause holds 3 values; its table has 2");
  CHECK_THROWS_WITH(read_column(file, "cause", 3, 2), "cause holds 2, which is none of its values");
  write(file, "place", {0, -1});
  CHECK_THROWS_WITH(read_column(file, "place", 2, 3), "place holds -1, which is none of its values");
}

TEST_CASE("a table names the districts that the file has, or any that there may be") {
  const hdf5::Handle file = hdf5::create_file();
  CHECK(districts_in(file) == std::numeric_limits<std::uint16_t>::max());
  write(file, "district", {3601, 3602});
  CHECK(districts_in(file) == 2);
}
