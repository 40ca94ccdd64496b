#pragma once

#include <string>
#include <string_view>

namespace darah {

/// Names the first character of the text that looks like a blank, or like nothing, and is none: "it holds a
/// no-break space (U+00A0); type a blank, or leave it out". Empty if there is none. O(length of the text).
std::string named_invisible(std::string_view text);

}  // namespace darah
