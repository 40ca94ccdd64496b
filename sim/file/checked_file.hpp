#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "file/hdf5.hpp"

namespace darah {

/// A sound file of darah that holds something else, such as "darah sweep".
struct OtherKind : FileError {
  OtherKind(const std::string& what, std::filesystem::path path_, std::string filetype_)
      : FileError(what), path(std::move(path_)), filetype(std::move(filetype_)) {}
  std::filesystem::path path;
  std::string filetype;  ///< "" of an HDF5 file of another program
};

/// Opens a file of darah to read: checks its seal before HDF5 sees it, then what it says it is. Files of
/// format 1.0 have no seal. `kind`: what it should be, such as "results of darah". A child
/// process reads it first, since HDF5 crashes on some bytes, and what it says is checked against the format
/// (file/format_check.hpp). Throws FileError naming the file; DamagedFile where its bytes are not those that
/// were written, or say what no file of darah says; OtherKind. O(bytes).
hdf5::Handle open_checked(const std::filesystem::path& path, std::string_view filetype,
                          std::string_view kind);

}  // namespace darah
