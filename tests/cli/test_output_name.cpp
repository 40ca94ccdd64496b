#include <catch2/catch.hpp>

#include "cli/options.hpp"
#include "cli/output_name.hpp"

using namespace darah;

TEST_CASE("a suffix is read in small letters and without its dot") {
  CHECK(suffix_of("a/TABLE.CSV") == "csv");
  CHECK(suffix_of("a.d/table").empty());
}

TEST_CASE("a name that promises something else is refused, one that says nothing is taken") {
  for (const char* name : {"", "r.h5", "r", "base.v1", "2018.12.31", "r.HDF5"})
    CHECK_NOTHROW(require_output_name(name, OutputKind::results));
  CHECK_THROWS_WITH(require_output_name("out.csv", OutputKind::results),
                    "-o takes a results file: its name ends with .h5, not with .csv");
  CHECK_THROWS_AS(require_output_name("out.XLSX", OutputKind::merged), UsageError);
  CHECK_THROWS_WITH(require_output_name("page.pdf", OutputKind::page),
                    "-o takes a page: its name ends with .html, not with .pdf");
  CHECK_THROWS_AS(require_output_name("t.html", OutputKind::csv), UsageError);
  CHECK_THROWS_WITH(require_folder_name("s.h5"), "-o takes a folder: its name does not end with .h5");
  CHECK_NOTHROW(require_folder_name("sweeps/v1.2"));
}
