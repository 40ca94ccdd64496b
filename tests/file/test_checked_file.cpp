#include <catch2/catch.hpp>

#include "file/checked_file.hpp"
#include "file/edited.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;
using Catch::StartsWith;

namespace {

/// What opening it as results says; "" if nothing. `damaged`: whether it says that the bytes were changed.
std::string refusal(const std::filesystem::path& path, bool damaged) {
  try {
    open_checked(path, results_type, "results of darah");
  } catch (const DamagedFile& error) {
    CHECK(damaged);
    return error.what();
  } catch (const FileError& error) {
    CHECK_FALSE(damaged);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a sound file opens as what it is, and as nothing else") {
  const ScratchFolder folder;
  const auto results = folder.path / "r.h5", slice = folder.path / "s.h5";
  write_results(results, synthetic_results());
  write_slice(slice);
  CHECK(refusal(results, false).empty());
  CHECK(hdf5::text_attribute(open_checked(results, results_type, "results of darah"), "filetype") ==
        results_type);
  CHECK(refusal(slice, false) == slice.string() + ": an HDF5 file, but no results of darah");
}

TEST_CASE("what is no file of darah is told from what is damaged") {
  const ScratchFolder folder;
  const auto path = folder.path / "r.h5";
  put(path, "title = \"a scenario\"");
  CHECK(refusal(path, false) == path.string() + ": is no HDF5 file, so no results of darah");
  write_results(path, synthetic_results());
  edit(path, [](hid_t file) { hdf5::replace_text(file, "filetype", "somebody's"); });
  CHECK_THAT(refusal(path, false), Contains("an HDF5 file, but no results of darah"));
}

TEST_CASE("versions within 2 are read, others told") {
  const ScratchFolder folder;
  const auto path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  const auto as_version = [&](const char* version) {
    edit(path, [&](hid_t file) { hdf5::replace_text(file, "format_version", version); });
    return refusal(path, false);
  };
  CHECK(as_version("2.99").empty());
  CHECK_THAT(as_version("3.0"), Contains("r.h5: its format is 3.0; this program reads 2.x and 1.0"));
  CHECK_THAT(as_version("2"), Contains("its format is 2; "));
  edit(path, [](hid_t file) { hdf5::remove_attribute(file, "format_version"); });
  CHECK_THAT(refusal(path, false), Contains("its format is unknown"));
}

TEST_CASE("bytes other than those written are damage, with or without a seal") {
  const ScratchFolder folder;
  const auto path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  const std::string whole = content(path);
  std::string flipped = whole;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  put(path, flipped);
  CHECK_THAT(refusal(path, true), StartsWith(path.string() + ": damaged: "));
  put(path, whole.substr(0, whole.rfind("darahsum")));
  CHECK(refusal(path, true) == path.string() + ": damaged: its seal is missing, so its end is cut off");
  put(path, whole);
  edit(path, [](hid_t file) { hdf5::remove_attribute(file, "measured_days"); });
  CHECK_THAT(refusal(path, true), Contains("r.h5: damaged: "));
}
