#include "file/output_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Whether a text stands anywhere in a file.
bool holds(const fs::path& path, std::string_view text) {
  constexpr std::size_t block = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  std::string bytes;  // the end of the block before, and this one
  while (file) {
    bytes.erase(0, bytes.size() - std::min(bytes.size(), text.size()));
    const std::size_t kept = bytes.size();
    bytes.resize(kept + block);
    file.read(bytes.data() + kept, block);
    bytes.resize(kept + static_cast<std::size_t>(file.gcount()));
    if (bytes.find(text) != bytes.npos) return true;
  }
  return false;
}

/// The file type that a file of HDF5 says it is, or that the words left in a damaged one do; "" of others.
std::string type_of(const fs::path& path) {
  try {
    open_checked(path, results_type, names[OutputKind::results]);
    return std::string(results_type);
  } catch (const OtherKind& other) {
    return other.filetype;
  } catch (const DamagedFile&) {
    for (const std::string_view type : {results_type, slice_type, sweep_type}) {
      if (holds(path, type)) return std::string(type);
    }
    return {};
  } catch (const FileError&) {
    return {};
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
      return type_of(path) == results_type;
    case OutputKind::merged:
      return type_of(path) == sweep_type;
    case OutputKind::page:
      return boost::algorithm::istarts_with(text, "<!doctype html>", std::locale::classic()) &&
             text.find("data-language=") != text.npos;
    case OutputKind::text:
      return boost::algorithm::iends_with(path.native(), ".txt", std::locale::classic()) &&
             text.find(" measured") != text.npos;
    case OutputKind::json:
      return text.starts_with("{\n  \"title\":") && text.find("\n  \"conditions\":") != text.npos;
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
