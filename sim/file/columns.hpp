#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "file/hdf5.hpp"

namespace darah {

/// A column of a table in a file: so many integers, all in [0, end). Throws FileError where it is none.
std::vector<std::int64_t> read_column(hid_t file, const std::string& name, std::size_t rows, std::size_t end);

/// Districts that a file has: as many as a table may name. Of a file that keeps none apart, the most there
/// are.
std::size_t districts_in(hid_t file);

}  // namespace darah
