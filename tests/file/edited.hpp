#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/results.hpp"
#include "file/seal.hpp"

/// Sound results that a test changes under a right seal.
namespace darah::testing {

/// Changes a results file in place, and seals it anew.
inline void edit(const std::filesystem::path& path, const std::function<void(hid_t file)>& change) {
  {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open");
    change(file);
  }
  std::string bytes = content(path);
  bytes = bytes.substr(0, bytes.rfind("darahsum"));  // HDF5 may have cut it off
  put(path, bytes);
  seal(path);
}

/// A dataset of numbers in chunks, deflated or not, of which the test writes the bytes of each.
inline hdf5::Handle chunked(hid_t file, const char* name, const std::vector<hsize_t>& length,
                            const std::vector<hsize_t>& chunk, bool deflated) {
  const hdf5::Handle space(H5Screate_simple(static_cast<int>(length.size()), length.data(), nullptr),
                           H5Sclose, "make a space"),
      plist(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make a list");
  H5Pset_chunk(plist, static_cast<int>(chunk.size()), chunk.data());
  if (deflated) H5Pset_deflate(plist, 1);
  return {H5Dcreate2(file, name, H5T_STD_I64LE, space, H5P_DEFAULT, plist, H5P_DEFAULT), H5Dclose, "create"};
}

/// Writes the bytes of one chunk as they shall stand in the file.
inline void write_chunk(hid_t dataset, std::vector<hsize_t> at, std::string_view bytes) {
  REQUIRE(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, at.data(), bytes.size(), bytes.data()) >= 0);
}

}  // namespace darah::testing
