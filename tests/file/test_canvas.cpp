#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/check.hpp"
#include "file/canvas.hpp"

using namespace darah;
using Catch::Contains;

namespace {

using Numbers = std::vector<std::int64_t>;

std::vector<std::int64_t> numbers_of(hid_t object, const std::string& attribute) {
  const hdf5::Handle opened(H5Aopen(object, attribute.c_str(), H5P_DEFAULT), H5Aclose, "open");
  const hdf5::Handle space(H5Aget_space(opened), H5Sclose, "read");
  Numbers values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
  REQUIRE(H5Aread(opened, H5T_NATIVE_INT64, values.data()) >= 0);
  return values;
}

}  // namespace

TEST_CASE("chunks are whole trailing blocks of at most 1 MiB, and none where there is little") {
  using Lengths = std::vector<hsize_t>;
  CHECK(chunk_of({}).empty());
  CHECK(chunk_of({3, 4}).empty());
  CHECK(chunk_of({2, 1000, 100}) == Lengths{1, 1000, 100});  // 800 kB a block, not two
  CHECK(chunk_of({100, 200, 300}) == Lengths{2, 200, 300});  // 480 kB a block
  CHECK(chunk_of({5, 1 << 18}) == Lengths{1, 1 << 17});      // 2 MiB a row
  for (const Lengths& length : {Lengths{7, 11, 13, 170}, Lengths{400'000}, Lengths{3, 1, 90'000}}) {
    const Lengths chunk = chunk_of(length);
    hsize_t bytes = 8;
    for (std::size_t d = 0; d < length.size(); ++d) {
      CHECK(chunk[d] <= length[d]);
      bytes *= chunk[d];
    }
    CHECK(bytes <= chunk_bytes);
  }
}

TEST_CASE("a variable stands on the scales of its dimensions, with its unit and name") {
  const hdf5::Handle file = hdf5::create_file();
  Canvas canvas(file);
  CHECK_FALSE(canvas.has_scale("arm"));
  canvas.scale("arm", std::vector<std::string>{"a", "b"}, "arm");
  canvas.scale("week", Numbers{0, 7, 14}, "first day");
  CHECK(canvas.has_scale("arm"));
  const auto dataset =
      canvas.variable("births", {"arm", "week"}, Numbers{1, 2, 3, 4, 5, 6}, "births", "live births");
  CHECK(hdf5::dimensions(dataset) == std::vector<std::string>{"arm", "week"});
  CHECK(hdf5::shape(dataset) == std::vector<std::size_t>{2, 3});
  CHECK(hdf5::text_attribute(dataset, "units") == "births");
  CHECK(hdf5::text_attribute(dataset, "long_name") == "live births");
  const auto texts = canvas.variable("title", {"arm"}, std::vector<std::string>{"A", "B"}, "", "titles");
  CHECK_FALSE(hdf5::has_attribute(texts, "units"));
  CHECK(hdf5::read_texts(texts) == std::vector<std::string>{"A", "B"});
}

TEST_CASE("a growing scale may be empty, and so may what stands on it") {
  const hdf5::Handle file = hdf5::create_file();
  Canvas canvas(file);
  canvas.growing_scale("death", 0, "row");
  const auto none = canvas.variable("death_time", {"death"}, Numbers{}, "s", "time");
  CHECK(hdf5::shape(none) == std::vector<std::size_t>{0});
  CHECK(hdf5::read_integers(none).empty());
}

TEST_CASE("names of values and of bits are told as CF has it") {
  const hdf5::Handle file = hdf5::create_file();
  Canvas canvas(file);
  const std::vector<std::string> labels = {"pph", "on the way", "c"};
  canvas.scale("cause", labels, "cause");
  const auto values = canvas.variable("v", {"cause"}, Numbers{0, 1, 2}, "", "values");
  set_flags(values, labels);
  CHECK(numbers_of(values, "flag_values") == Numbers{0, 1, 2});
  CHECK(hdf5::text_attribute(values, "flag_meanings") == "pph on_the_way c");
  const auto bits = canvas.variable("b", {"cause"}, Numbers{0, 1, 2}, "", "bits");
  set_flags(bits, labels, true);
  CHECK(numbers_of(bits, "flag_masks") == Numbers{1, 2, 4});
}

TEST_CASE("scales of time are numbers with their unit, others names") {
  const hdf5::Handle file = hdf5::create_file();
  Canvas canvas(file);
  const auto scale = [&](const std::string& dimension, const std::vector<std::string>& labels) {
    write_scale(canvas, dimension, labels);
    return hdf5::open_dataset(file, dimension);
  };
  const auto month = scale("month", {"1970-01", "1970-02"});
  CHECK(hdf5::read_integers(month) == Numbers{0, 31});
  CHECK(hdf5::text_attribute(month, "units") == "days since 1970-01-01");
  CHECK(hdf5::read_integers(scale("day", {"1970-01-02", "2018-01-01"})) == Numbers{1, 17532});
  const auto bins = scale("duration_bin", {"0", "300"});
  CHECK(hdf5::read_integers(bins) == Numbers{0, 300});
  CHECK(hdf5::text_attribute(bins, "units") == "s");
  CHECK(hdf5::read_texts(scale("district", {"cilegon"})) == std::vector<std::string>{"cilegon"});
  CHECK_THROWS_WITH(write_scale(canvas, "week", {"2018-13-01"}), Contains("no week: 2018-13-01"));
}

TEST_CASE("a file says of what version and build it is") {
  const hdf5::Handle file = hdf5::create_file();
  write_origin(file, "darah results", "A title", 7);
  CHECK(hdf5::text_attribute(file, "title") == "A title");
  CHECK(hdf5::text_attribute(file, "format_version") == format_version);
  CHECK(hdf5::unsigned_attribute(file, "seed") == 7);
  for (const char* name : {"Conventions", "program_version", "git_commit", "compiler", "rng"})
    CHECK_FALSE(hdf5::text_attribute(file, name).empty());
}
