#include <catch2/catch.hpp>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/output_kind.hpp"
#include "print/small_comparison.hpp"
#include "print/workbook.hpp"

using namespace darah;
using namespace darah::testing;

// What stands in a workbook is read by tests/cli/test_spreadsheets.py.

TEST_CASE("equal sheets make equal workbooks") {
  const std::vector<Sheet> sheets = sheets_of(small_comparison(), nullptr);
  const std::string once = to_xlsx(sheets, "Banten");
  CHECK(once.starts_with("PK"));
  CHECK(once == to_xlsx(sheets, "Banten"));
  CHECK(once != to_xlsx(sheets, "Other"));
}

TEST_CASE("a workbook may take the place of an earlier one") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "t.xlsx";
  put(path, to_xlsx(sheets_of(small_comparison(), nullptr), std::string(500, 'T')));
  CHECK_NOTHROW(require_replaceable(path, OutputKind::workbook));
}

TEST_CASE("texts that are no UTF-8, long or odd make a workbook all the same") {
  const Sheet odd{"a name that is longer than Excel has it, by far",
                  {"\xff\x1b", "n"},
                  {{std::string(40'000, 'x'), SheetNumber{1, 9}}}};
  CHECK(to_xlsx(std::vector<Sheet>{odd}, std::string(500, 'T')).starts_with("PK"));
}
