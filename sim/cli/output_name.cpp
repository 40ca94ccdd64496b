#include "cli/output_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <locale>
#include <span>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "core/enum_array.hpp"

namespace darah {

namespace {

/// Suffixes by which people and programs know what is in a file.
constexpr auto telling = std::to_array<std::string_view>(
    {"h5",  "hdf5", "nc",  "html", "htm", "txt", "csv", "tsv", "json", "xlsx", "xls",  "xlsm", "ods",
     "pdf", "docx", "doc", "odt",  "md",  "png", "svg", "jpg", "zip",  "toml", "yaml", "yml",  "py"});

struct Named {
  std::string_view what, ends;
  std::vector<std::string_view> suffixes;
};

const EnumArray<OutputKind, Named>& named() {
  static const EnumArray<OutputKind, Named> all{{{"a results file", ".h5", {"h5", "hdf5", "nc"}},
                                                 {"a merged sweep", ".h5", {"h5", "hdf5", "nc"}},
                                                 {"a page", ".html", {"html", "htm"}},
                                                 {"a table", ".txt, .csv, .xlsx or .json", {"txt", "md"}},
                                                 {"JSON", ".json", {"json", "txt"}},
                                                 {"CSV", ".csv", {"csv", "txt"}},
                                                 {"a workbook", ".xlsx", {"xlsx"}}}};
  return all;
}

bool is_in(std::string_view suffix, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), suffix) != list.end();
}

}  // namespace

std::string suffix_of(const std::filesystem::path& file) {
  std::string suffix = file.extension().string();
  if (!suffix.empty()) suffix.erase(0, 1);
  return boost::algorithm::to_lower_copy(suffix, std::locale::classic());
}

void require_output_name(const std::filesystem::path& output, OutputKind kind) {
  const std::string suffix = suffix_of(output);
  const Named& fits = named()[kind];
  if (is_in(suffix, telling) && !is_in(suffix, fits.suffixes))
    throw UsageError(
        fmt::format("-o takes {}: its name ends with {}, not with .{}", fits.what, fits.ends, suffix));
}

void require_folder_name(const std::filesystem::path& output) {
  if (const std::string suffix = suffix_of(output); is_in(suffix, telling))
    throw UsageError(fmt::format("-o takes a folder: its name does not end with .{}", suffix));
}

}  // namespace darah
