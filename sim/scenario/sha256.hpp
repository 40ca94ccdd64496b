#pragma once

#include <span>
#include <string>
#include <string_view>

namespace darah {

/// SHA-256 of the texts one after another, in 64 lower-case hexadecimal digits.
std::string sha256(std::span<const std::string_view> texts);

}  // namespace darah
