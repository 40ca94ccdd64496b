#include "scenario/invisible.hpp"

#include <array>

namespace darah {

std::string named_invisible(std::string_view text) {
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
  const Character* first = nullptr;
  std::size_t where = text.npos;
  for (const Character& character : characters) {
    const std::size_t at = text.find(character.utf8);
    if (at >= where) continue;
    where = at;
    first = &character;
  }
  if (first == nullptr) return {};
  return "it holds " + std::string(first->name) + "; type a blank, or leave it out";
}

}  // namespace darah
