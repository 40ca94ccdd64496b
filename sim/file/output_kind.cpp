#include "file/output_kind.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <fstream>
#include <locale>
#include <string>
#include <string_view>

#include "core/enum_array.hpp"
#include "file/checked_file.hpp"
#include "file/results.hpp"
#include "file/sweep_file.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

constexpr EnumArray<OutputKind, std::string_view> names{{"results file of a run", "merged sweep", "page",
                                                         "table of text (*.txt)", "JSON of darah compare",
                                                         "CSV of darah compare", "workbook"}};

/// The first bytes of a file.
std::string head_of(const fs::path& path) {
  std::array<char, 512> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  if (file.bad() || !file.is_open()) throw FileError(path.string() + ": is there, and cannot be read");
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

/// A damaged file is of no more use, whatever it held.
bool is_of_type(const fs::path& path, std::string_view filetype, std::string_view kind) {
  try {
    open_checked(path, filetype, kind);
    return true;
  } catch (const DamagedFile&) {
    return true;
  } catch (const FileError&) {
    return false;
  }
}

/// Whether a CSV file begins with these two cells, whatever is between them.
bool begins_with(std::string_view text, std::string_view first, std::string_view second) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!text.starts_with(first)) return false;
  text.remove_prefix(first.size());
  return (text.starts_with(',') || text.starts_with(';')) && text.substr(1).starts_with(second);
}

bool is_of(const fs::path& path, OutputKind kind) {
  const std::string head = head_of(path);
  const std::string_view text = head;
  if (text.empty()) return true;
  switch (kind) {
    case OutputKind::results:
      return is_of_type(path, results_type, names[kind]);
    case OutputKind::merged:
      return is_of_type(path, sweep_type, names[kind]);
    case OutputKind::page:
      return boost::algorithm::istarts_with(text, "<!doctype html>", std::locale::classic());
    case OutputKind::text:
      return boost::algorithm::iends_with(path.native(), ".txt", std::locale::classic()) &&
             text.find('\0') == text.npos;
    case OutputKind::json:
      return text.starts_with("{\n  \"title\":");
    case OutputKind::csv:
      return begins_with(text, "table", "arm") || begins_with(text, "arm", "district");
    case OutputKind::workbook:
      return text.starts_with("PK\x03\x04");
    case OutputKind::count:
      break;
  }
  return false;
}

}  // namespace

void require_replaceable(const fs::path& path, OutputKind kind) {
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored) && !is_of(path, kind))
    throw FileError(fmt::format("{}: is there and is no {}, so it is not written over; name another file",
                                path.string(), names[kind]));
}

}  // namespace darah
