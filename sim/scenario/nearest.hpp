#pragma once

#include <span>
#include <string>
#include <string_view>

namespace darah {

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. O(|a| |b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate most like `text`, the first of equals; "" when none is near enough to be what was meant.
std::string nearest(std::string_view text, std::span<const std::string> candidates);

/// `did you mean "x"?` for the nearest candidate; "" when there is none.
std::string did_you_mean(std::string_view text, std::span<const std::string> candidates);

}  // namespace darah
