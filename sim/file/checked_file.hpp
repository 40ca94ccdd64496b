#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "file/hdf5.hpp"

namespace darah {

/// Opens a file of darah to read: checks its seal before HDF5 sees it, then what it says it is. Files of
/// format 1.0 have no seal. `kind`: what it should be, such as "results of darah". A child
/// process reads it first, since HDF5 crashes on some bytes, and what it says is checked against the format
/// (file/format_check.hpp). Throws FileError naming the file; DamagedFile where its bytes are not those that
/// were written, or say what no file of darah says. O(bytes).
hdf5::Handle open_checked(const std::filesystem::path& path, std::string_view filetype,
                          std::string_view kind);

/// What a sound file of darah says that it is, such as "darah sweep"; "" for anything else. O(bytes).
std::string file_type(const std::filesystem::path& path);

}  // namespace darah
