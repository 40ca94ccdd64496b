#pragma once

#include <filesystem>

#include "file/hdf5.hpp"

namespace darah {

enum class Depth {
  texts,  ///< attributes and texts, which lie in a heap of the library's, but for those along `death`
  all     ///< numbers too
};

/// Reads a file of results or of a sweep, to find damage. Throws FileError.
void read_through(hid_t file, Depth depth);
/// All of it. Throws FileError that names the file.
void read_through(const std::filesystem::path& path);

}  // namespace darah
