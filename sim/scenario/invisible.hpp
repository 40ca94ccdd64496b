#pragma once

#include <string>
#include <string_view>

namespace darah {

/// The name of the character with which the text begins, if that looks like a blank, or like nothing, and is
/// none: "a no-break space (U+00A0)"; else empty.
std::string_view invisible_at_start(std::string_view text);

/// What to do about such a character.
inline constexpr const char* instead_of_invisible = "type a blank, or leave it out";

/// Names the first character of the text that looks like a blank, or like nothing, and is none: "it holds a
/// no-break space (U+00A0); type a blank, or leave it out". Empty if there is none. O(length of the text).
std::string named_invisible(std::string_view text);

}  // namespace darah
