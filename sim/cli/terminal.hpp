#pragma once

#include <cstddef>

namespace darah {

/// Columns for tables on stdout: the terminal's, or 110 where there is none.
std::size_t terminal_width();

}  // namespace darah
