#include <catch2/catch.hpp>

#include "file/checked_file.hpp"
#include "file/edited.hpp"
#include "file/format_check.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// What is said of synthetic results that were changed and sealed anew; "" if nothing.
std::string said_of(const std::function<void(hid_t file)>& change) {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  edit(path, change);
  try {
    open_checked(path, results_type, "results of darah");
  } catch (const DamagedFile& error) {
    return error.what();
  }
  return {};
}

void set(hid_t file, const char* attribute, std::int64_t value) {
  hdf5::remove_attribute(file, attribute);
  hdf5::set_attribute(file, attribute, value);
}

void name_arms(hid_t file, std::array<const char*, 2> names) {
  const hdf5::Handle arm = hdf5::open_dataset(file, "arm"), type = hdf5::type_of(arm);
  REQUIRE(H5Dwrite(arm, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, names.data()) >= 0);
}

/// A dataset of integers along no dimension.
void add(hid_t file, const char* name, const std::vector<hsize_t>& length, hid_t type = H5T_STD_I64LE) {
  const hdf5::Handle space(H5Screate_simple(static_cast<int>(length.size()), length.data(), nullptr),
                           H5Sclose, "make a space");
  const hdf5::Handle dataset(H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                             H5Dclose, "create");
  const std::vector<std::int64_t> none(100);
  REQUIRE(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, none.data()) >= 0);
}

}  // namespace

TEST_CASE("what is written is of the format") {
  CHECK(said_of([](hid_t) {}).empty());
}

TEST_CASE("attributes out of their range are told with it") {
  CHECK_THAT(said_of([](hid_t file) { set(file, "measured_days", 0); }),
             Contains("r.h5: damaged: measured_days is 0, which is not in 1 to 36500"));
  CHECK_THAT(said_of([](hid_t file) { set(file, "measured_days", -90); }), Contains("measured_days is -90"));
  CHECK_THAT(said_of([](hid_t file) { set(file, "warm_up_days", -1); }), Contains("warm_up_days is -1"));
  CHECK_THAT(said_of([](hid_t file) { set(file, "replications_complete", 4); }),
             Contains("replications_complete is 4, where 3 are there"));
  CHECK_THAT(said_of([](hid_t file) { hdf5::remove_attribute(file, "measured_days"); }),
             Contains("damaged: cannot open attribute measured_days"));
}

TEST_CASE("labels that are not told apart are told") {
  CHECK_THAT(said_of([](hid_t file) {
               name_arms(file, {"no-mou", "no-mou"});
             }),
             Contains("arm names no-mou twice"));
  CHECK_THAT(said_of([](hid_t file) {
               const hdf5::Handle month = hdf5::open_dataset(file, "month");
               const std::array<std::int64_t, 3> days = {17532, 17532, 17591};
               H5Dwrite(month, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, days.data());
             }),
             Contains("month holds 17532 twice"));
}

TEST_CASE("datasets of other types, ranks and dimensions are told") {
  CHECK_THAT(said_of([](hid_t file) { add(file, "odd", {3}); }),
             Contains("odd has an axis without a dimension"));
  CHECK_THAT(said_of([](hid_t file) { add(file, "odd", {3}, H5T_STD_I32LE); }),
             Contains("the values of odd are neither numbers of 8 bytes nor texts"));
  CHECK_THAT(said_of([](hid_t file) { add(file, "odd", std::vector<hsize_t>(9, 1)); }),
             Contains("odd has 9 dimensions, of 1 to 8"));
  CHECK_THAT(said_of([](hid_t file) {
               add(file, "odd", {3});
               hdf5::attach_scale(hdf5::open_dataset(file, "odd"), 0, hdf5::open_dataset(file, "arm"));
             }),
             Contains("odd has 3 places along arm, which has 2"));
}

TEST_CASE("what leads out of a file, or is too much, is told") {
  CHECK_THAT(said_of([](hid_t file) {
               H5Lcreate_external("other.h5", "births", file, "far", H5P_DEFAULT, H5P_DEFAULT);
             }),
             Contains("far leads out of the file"));
  CHECK_THAT(said_of([](hid_t file) { H5Lcreate_soft("/births", file, "near", H5P_DEFAULT, H5P_DEFAULT); }),
             Contains("near leads out of the file"));
  CHECK_THAT(
      said_of([](hid_t file) { H5Lcreate_hard(file, "births", file, "again", H5P_DEFAULT, H5P_DEFAULT); }),
      Contains("again has a second name"));
  CHECK_THAT(said_of([](hid_t file) { hdf5::create_group(file, "more"); }), Contains("more is no dataset"));
  CHECK_THAT(said_of([](hid_t file) {
               for (unsigned i = 0; i <= most_objects; ++i)
                 H5Lcreate_hard(file, "births", file, std::to_string(i).c_str(), H5P_DEFAULT, H5P_DEFAULT);
             }),
             Contains("objects, of at most 1000"));
}
