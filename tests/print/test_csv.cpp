#include <catch2/catch.hpp>

#include "print/csv.hpp"

using namespace darah;

namespace {

Sheet sheet_of(std::vector<SheetCell> row) { return {"data", {"label", "n"}, {std::move(row)}, 1}; }

std::string line_of(const std::string& text) {
  const std::string csv = to_csv(sheet_of({text}), Locale::any);
  return csv.substr(csv.find('\n') + 1);
}

}  // namespace

TEST_CASE("CSV is as RFC 4180 has it") {
  CHECK(to_csv(sheet_of({std::string("deaths, \"true\""), SheetNumber{-1234.5, 1}}), Locale::any) ==
        "label,n\r\n\"deaths, \"\"true\"\"\",-1234.5\r\n");
  CHECK(to_csv(sheet_of({SheetCell(), SheetNumber{1e-7, 0}}), Locale::any) == "label,n\r\n,1e-07\r\n");
}

TEST_CASE("Indonesian CSV has semicolons, decimal commas and a byte order mark") {
  CHECK(to_csv(sheet_of({std::string("a; b"), SheetNumber{0.25, 1}}), Locale::indonesian) ==
        "\xef\xbb\xbflabel;n\r\n\"a; b\";0,25\r\n");
}

TEST_CASE("no text becomes a formula, and no number a text") {
  for (const char* text : {"=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\uff1d1"}) {
    CAPTURE(text);
    CHECK(line_of(text).starts_with('\''));
  }
  CHECK(line_of("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0\r\n");
  CHECK(line_of("=a,b") == "\"'=a,b\"\r\n");
  CHECK(line_of("a=1") == "a=1\r\n");
  CHECK(line_of("lebak\x1b[2J") == "lebak\\x1b[2J\r\n");
}
