#include <catch2/catch.hpp>
#include <string>

#include "scenario/invisible.hpp"

using namespace darah;

namespace {

std::string it_holds(const std::string& name) {
  return "it holds " + name + "; type a blank, or leave it out";
}

}  // namespace

TEST_CASE("what looks like a blank, or like nothing, and is none is named") {
  CHECK(named_invisible("10\u00A0km") == it_holds("a no-break space (U+00A0)"));
  CHECK(named_invisible("10\u202Fkm") == it_holds("a narrow no-break space (U+202F)"));
  CHECK(named_invisible("10\u2007km") == it_holds("a figure space (U+2007)"));
  CHECK(named_invisible("10\u2009km") == it_holds("a thin space (U+2009)"));
  CHECK(named_invisible("lebak\u200B") == it_holds("a zero-width space (U+200B)"));
  CHECK(named_invisible("\u200Elebak") == it_holds("a left-to-right mark (U+200E)"));
  CHECK(named_invisible("le\u2060bak") == it_holds("a word joiner (U+2060)"));
  CHECK(named_invisible("\u3000") == it_holds("an ideographic space (U+3000)"));
  CHECK(named_invisible("\uFEFFlebak") == it_holds("a byte order mark (U+FEFF)"));
}

TEST_CASE("of several the first in the text is named") {
  CHECK(named_invisible("a\uFEFFb\u00A0c") == it_holds("a byte order mark (U+FEFF)"));
  CHECK(named_invisible("a\u00A0b\uFEFFc") == it_holds("a no-break space (U+00A0)"));
}

TEST_CASE("blanks and letters that can be seen are left alone") {
  CHECK(named_invisible("").empty());
  CHECK(named_invisible(" \t\n10 km, \u00E4 \u2013 \u00B1 \u65E5").empty());
  CHECK(named_invisible("\xC2").empty());  // the first byte of one alone
}
