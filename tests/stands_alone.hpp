#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace darah::testing {

/// What keeps a help text or a long name from being read without its neighbours; "" if nothing does. A reader
/// of `darah describe KEY` or of one variable of a file has no row above to which a pronoun could point.
inline std::string leans(std::string_view text) {
  static constexpr auto openings = std::to_array<std::string_view>(
      {"it", "its", "the same", "that", "they", "their", "them", "these", "those", "such", "likewise",
       "as above", "of it", "of that", "of them", "of these", "of those"});
  std::string words(text);
  for (char& c : words) {
    const auto byte = static_cast<unsigned char>(c);
    c = std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : ' ';
  }
  words += ' ';
  if (words.front() == ' ') return "begins with no word";
  const auto* opening = std::find_if(openings.begin(), openings.end(), [&](std::string_view o) {
    return words.starts_with(std::string(o) + ' ');
  });
  if (opening != openings.end()) return "opens with \"" + std::string(*opening) + '"';
  return text.ends_with('.') ? "ends in a period" : "";
}

}  // namespace darah::testing
