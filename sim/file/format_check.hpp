#pragma once

#include <string_view>

#include "file/hdf5.hpp"

namespace darah {

/// Objects in one group of a file, and attributes of one object, at most; the format has a third of it.
inline constexpr unsigned most_objects = 1000;

/// Checks what a file of results or a part of a sweep says against docs/results-format.md, before any of it
/// is used: that all lies in the file itself; of each dataset type, rank, and each extent against its
/// dimension; that there are not more values than bytes can hold; that labels are told apart; ranges of
/// attributes. Throws DamagedFile that names the item and what was expected. Reads no values but labels.
/// O(objects).
void check_format(hid_t file, std::string_view filetype);

}  // namespace darah
