#include "scenario/invisible.hpp"

#include <algorithm>
#include <array>

namespace darah {

std::string_view invisible_at_start(std::string_view text) {
  struct Character {
    std::string_view utf8, name;
  };
  static constexpr std::array<Character, 9> characters{{{"\xC2\xA0", "a no-break space (U+00A0)"},
                                                        {"\xE2\x80\xAF", "a narrow no-break space (U+202F)"},
                                                        {"\xE2\x80\x87", "a figure space (U+2007)"},
                                                        {"\xE2\x80\x89", "a thin space (U+2009)"},
                                                        {"\xE2\x80\x8B", "a zero-width space (U+200B)"},
                                                        {"\xE2\x80\x8E", "a left-to-right mark (U+200E)"},
                                                        {"\xE2\x81\xA0", "a word joiner (U+2060)"},
                                                        {"\xE3\x80\x80", "an ideographic space (U+3000)"},
                                                        {"\xEF\xBB\xBF", "a byte order mark (U+FEFF)"}}};
  const auto found = std::find_if(characters.begin(), characters.end(), [&](const Character& character) {
    return text.starts_with(character.utf8);
  });
  return found == characters.end() ? "" : found->name;
}

std::string named_invisible(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1)) {
    if (const std::string_view name = invisible_at_start(text); !name.empty())
      return "it holds " + std::string(name) + "; " + instead_of_invisible;
  }
  return {};
}

}  // namespace darah
