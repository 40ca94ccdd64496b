#include <zlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "compare/synthetic.hpp"
#include "core/enum_array.hpp"
#include "file/files.hpp"
#include "file/output_kind.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// A zip of one part, as far as a workbook's is looked at.
std::string zip_of(const std::string& name, const std::string& text) {
  std::string packed(compressBound(text.size()), '\0');
  uLongf length = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(text.data()),
           text.size());
  packed = packed.substr(2, length - 6);  // without what zlib puts around
  const auto head = [&](const std::string& mark, std::size_t before_length, std::size_t before_name) {
    std::string bytes = mark + std::string(before_name - mark.size(), '\0');
    bytes[before_length] = static_cast<char>(name.size());
    return bytes + name;
  };
  return head("PK\x03\x04", 26, 30) + packed + head("PK\x01\x02", 28, 46);
}

std::string workbook_of(const std::string& writer) {
  return zip_of("docProps/core.xml",
                "<dc:creator>darah</dc:creator><cp:lastModifiedBy>" + writer + "</cp:lastModifiedBy>");
}

/// A file of each kind, as darah writes it, with the names that its kind asks for.
EnumArray<OutputKind, std::filesystem::path> one_of_each(const std::filesystem::path& folder) {
  const EnumArray<OutputKind, std::filesystem::path> paths{
      {folder / "r.h5", folder / "s.h5", folder / "p.html", folder / "t.txt", folder / "t.json",
       folder / "t.csv", folder / "t.xlsx"}};
  write_results(paths[OutputKind::results], synthetic_results());
  write_slice(folder / "slice.h5");
  merge_slices({read_head(folder / "slice.h5")}, paths[OutputKind::merged], "darah merge");
  put(paths[OutputKind::page], "<!DOCTYPE html>\n<html lang=\"en\" data-language=\"en\"></html>\n");
  put(paths[OutputKind::text],
      "Banten 2018\n31 days measured; yearly figures are scaled from them\n\nAll districts   as-2018\n");
  put(paths[OutputKind::json], "{\n  \"title\": \"Banten 2018\",\n  \"conditions\": \"\"\n}\n");
  put(paths[OutputKind::csv], "\xEF\xBB\xBFtable;arm;by\n");
  put(paths[OutputKind::workbook], workbook_of("darah"));
  return paths;
}

constexpr auto kinds = {OutputKind::results, OutputKind::merged, OutputKind::page,    OutputKind::text,
                        OutputKind::json,    OutputKind::csv,    OutputKind::workbook};

}  // namespace

TEST_CASE("an output takes the place of its own kind and of no other") {
  const ScratchFolder folder;
  const EnumArray<OutputKind, std::filesystem::path> paths = one_of_each(folder.path);
  for (const OutputKind there : kinds) {
    for (const OutputKind made : kinds) {
      INFO(paths[there] << " written over by " << static_cast<int>(made));
      if (made == there) {
        CHECK_NOTHROW(require_replaceable(paths[there], made));
      } else {
        CHECK_THROWS_WITH(require_replaceable(paths[there], made), Contains("so it is not written over"));
      }
    }
  }
}

TEST_CASE("an output never takes the place of a scenario, a table of it, a design or a slice") {
  const ScratchFolder folder;
  write_slice(folder.path / "slice.h5");
  put(folder.path / "scenario.toml", "title = \"x\"\n");
  put(folder.path / "districts.csv", "name,births\n");
  put(folder.path / "README.md", "A scenario.\n");
  put(folder.path / "design.txt", "[design]\nmethod = \"list\"\n");
  put(folder.path / "own.html", "<!doctype html>\n<html><body>mine</body></html>\n");
  put(folder.path / "own.json", "{\n  \"title\": \"mine\"\n}\n");
  put(folder.path / "own.xlsx", zip_of("xl/workbook.xml", "<workbook/>"));
  put(folder.path / "changed.xlsx", workbook_of("a planner"));
  put(folder.path / "cut.xlsx", workbook_of("darah").substr(20));
  put(folder.path / "own.h5", "\x89HDF\r\n\x1a\nof another program, cut off");
  put(folder.path / "notes.txt", "I have measured everything myself\n");
  put(folder.path / "contacts.csv", "arm,district_office,phone\n");
  for (const char* name :
       {"slice.h5", "notes.txt", "contacts.csv", "scenario.toml", "districts.csv", "README.md", "design.txt",
        "own.html", "own.json", "own.h5", "own.xlsx", "changed.xlsx", "cut.xlsx"}) {
    for (const OutputKind made : kinds)
      CHECK_THROWS_WITH(require_replaceable(folder.path / name, made), Contains(name));
  }
}

TEST_CASE("what is empty, damaged or not there may be written over") {
  const ScratchFolder folder;
  put(folder.path / "empty", "");
  for (const OutputKind made : kinds) {
    CHECK_NOTHROW(require_replaceable(folder.path / "empty", made));
    CHECK_NOTHROW(require_replaceable(folder.path / "none", made));
  }
  write_results(folder.path / "r.h5", synthetic_results());
  const std::string whole = content(folder.path / "r.h5");
  put(folder.path / "r.h5", whole.substr(0, whole.size() / 2));
  CHECK_NOTHROW(require_replaceable(folder.path / "r.h5", OutputKind::results));
  // But not what was a slice.
  write_slice(folder.path / "slice.h5");
  std::string slice = content(folder.path / "slice.h5");
  slice[slice.size() / 2] = static_cast<char>(slice[slice.size() / 2] ^ 1);
  put(folder.path / "slice.h5", slice);
  CHECK_THROWS_AS(require_replaceable(folder.path / "slice.h5", OutputKind::merged), FileError);
}
