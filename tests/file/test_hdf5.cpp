#include <catch2/catch.hpp>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/hdf5.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

using Numbers = std::vector<std::int64_t>;

/// A file with one of each object that this program makes.
std::vector<char> file_of_every_kind() {
  const hdf5::Handle file = hdf5::create_file();
  hdf5::set_attribute(file, "title", "Uji coba: \u00e4");
  const hdf5::Handle group = hdf5::create_group(file, "clock");
  const Numbers few = {3, 1, 2}, many(5000, 7);
  const hdf5::Handle scale = hdf5::write(file, "place", {{3}}, std::span(few));
  hdf5::make_scale(scale, "place");
  const hdf5::Handle values = hdf5::write(group, "values", {{3}}, std::span(few));
  hdf5::attach_scale(values, 0, scale);
  hdf5::write(file, "packed", {{5000}, {1000}, true}, std::span(many));
  const std::vector<std::string> texts = {"a", "", "c"};
  hdf5::write(file, "names", {{3}}, std::span(texts));
  const hdf5::Handle filled = hdf5::create_numbers(group, "filled", {{4}, {2}}, H5T_STD_I64LE);
  const Numbers block = {5, 6};
  hdf5::write_block(filled, std::vector<hsize_t>{2}, std::vector<hsize_t>{2}, block.data());
  return hdf5::image(file);
}

void wait_for_another_second() {
  const std::time_t before = std::time(nullptr);
  while (std::time(nullptr) == before) {
    const timespec pause{0, 20'000'000};
    nanosleep(&pause, nullptr);
  }
}

}  // namespace

TEST_CASE("equal files are equal byte for byte, whenever they are made") {
  const std::vector<char> first = file_of_every_kind();
  wait_for_another_second();
  CHECK(file_of_every_kind() == first);
}

TEST_CASE("what is written is read again") {
  const ScratchFolder folder;
  const std::vector<char> bytes = file_of_every_kind();
  put(folder.path / "f.h5", {bytes.data(), bytes.size()});
  CHECK(hdf5::is_hdf5(folder.path / "f.h5"));
  const hdf5::Handle file = hdf5::open_file(folder.path / "f.h5");
  CHECK(hdf5::text_attribute(file, "title") == "Uji coba: \u00e4");
  CHECK(hdf5::text_attribute(file, "none").empty());
  CHECK(hdf5::datasets(file) == std::vector<std::string>{"place", "packed", "names"});  // as they were made
  const hdf5::Handle packed = hdf5::open_dataset(file, "packed");
  CHECK(hdf5::read_integers(packed) == Numbers(5000, 7));
  CHECK(hdf5::shape(packed) == std::vector<std::size_t>{5000});
  const hdf5::Handle names = hdf5::open_dataset(file, "names");
  CHECK(hdf5::is_text(names));
  CHECK(hdf5::read_texts(names) == std::vector<std::string>{"a", "", "c"});
  const hdf5::Handle group = hdf5::open_group(file, "clock");
  CHECK(hdf5::dimensions(hdf5::open_dataset(group, "values")) == std::vector<std::string>{"place"});
  const hdf5::Handle filled = hdf5::open_dataset(group, "filled");
  CHECK(hdf5::read_integers(filled) == Numbers{0, 0, 5, 6});
  Numbers middle(2);
  hdf5::read_block(filled, std::vector<hsize_t>{1}, std::vector<hsize_t>{2}, middle.data());
  CHECK(middle == Numbers{0, 5});
}

TEST_CASE("attributes are replaced and removed, and copied but for those of scales") {
  const hdf5::Handle file = hdf5::create_file();
  hdf5::set_attribute(file, "text", "before");
  hdf5::replace_text(file, "text", "after");
  CHECK(hdf5::text_attribute(file, "text") == "after");
  hdf5::set_attribute(file, "most", std::uint64_t{0xffffffffffffffff});
  CHECK(hdf5::unsigned_attribute(file, "most") == 0xffffffffffffffff);
  hdf5::set_attribute(file, "least", std::int64_t{-1});
  CHECK(hdf5::integer_attribute(file, "least") == -1);
  hdf5::remove_attribute(file, "least");
  CHECK_FALSE(hdf5::has_attribute(file, "least"));

  const Numbers few = {3, 1, 2};
  const hdf5::Handle scale = hdf5::write(file, "place", {{3}}, std::span(few));
  hdf5::make_scale(scale, "place");
  hdf5::set_attribute(scale, "units", "d");
  hdf5::set_attribute(scale, "flag_values", std::span(few));
  const hdf5::Handle other = hdf5::create_group(file, "other");
  hdf5::copy_attributes(scale, other);
  CHECK(hdf5::text_attribute(other, "units") == "d");
  CHECK(hdf5::has_attribute(other, "flag_values"));
  CHECK_FALSE(hdf5::has_attribute(other, "CLASS"));
  CHECK_FALSE(hdf5::has_attribute(other, "NAME"));
}

TEST_CASE("a failure says what was tried and why") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(hdf5::open_file(folder.path / "none.h5"), Contains("cannot open: No such file"));
  put(folder.path / "text", "no HDF5");
  CHECK_FALSE(hdf5::is_hdf5(folder.path / "text"));
  CHECK_THROWS_AS(hdf5::open_file(folder.path / "text"), FileError);
  const hdf5::Handle file = hdf5::create_file();
  CHECK_FALSE(hdf5::has_dataset(file, "births"));
  CHECK_THROWS_WITH(hdf5::open_dataset(file, "births"), Contains("cannot open births: "));
  hdf5::set_attribute(file, "text", "a");
  CHECK_THROWS_WITH(hdf5::integer_attribute(file, "text"), "attribute text is not a single integer");
  const std::vector<std::string> texts = {"a"};
  const hdf5::Handle names = hdf5::write(file, "names", {{1}}, std::span(texts));
  CHECK_THROWS_WITH(hdf5::read_integers(names), "integers expected");
}
