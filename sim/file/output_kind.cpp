#include "file/output_kind.hpp"

#include <fmt/format.h>
#include <zlib.h>

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

constexpr EnumArray<OutputKind, std::string_view> names{
    {"results file of a run", "merged sweep", "page", "table of text", "JSON of darah compare",
     "CSV of darah compare", "workbook of darah compare"}};

/// So many bytes of a file from one on, or those that there are.
std::string bytes_at(const fs::path& path, std::size_t begin, std::size_t most) {
  std::string bytes(most, '\0');
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(begin));
  file.read(bytes.data(), static_cast<std::streamsize>(most));
  if (file.bad() || !file.is_open()) throw FileError(path.string() + ": is there, and cannot be read");
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
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

/// A number of a zip, which has its lowest byte first; 0 beyond the end.
std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::size_t number = 0;
  for (std::size_t i = length; i-- > 0;)
    number = number << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
  return number;
}

/// The first bytes of what is packed in a zip at the head of these; "" where they do not begin with that.
std::string unpacked(std::string bytes) {
  constexpr std::size_t head = 30, most = 1 << 14;
  const std::size_t begin = head + number_at(bytes, 26, 2) + number_at(bytes, 28, 2);
  z_stream stream{};
  if (!bytes.starts_with("PK\x03\x04") || begin > bytes.size() || inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    return {};
  std::string text(most, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data() + begin);
  stream.avail_in = static_cast<uInt>(bytes.size() - begin);
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(most);
  inflate(&stream, Z_SYNC_FLUSH);
  text.resize(most - stream.avail_out);
  inflateEnd(&stream);
  return text;
}

/// Whether darah was the last to write a workbook: its parts are listed at its end, and one says that.
bool is_own_workbook(const fs::path& path) {
  constexpr std::size_t most_list = 1 << 16, most_part = 1 << 13, before_name = 46, place = 42;
  std::error_code ignored;
  const std::size_t size = fs::file_size(path, ignored), list = size - std::min(size, most_list);
  const std::string parts = bytes_at(path, list, most_list);
  const std::size_t name = parts.rfind("docProps/core.xml");
  if (name == parts.npos || name < before_name) return false;
  const std::string properties =
      unpacked(bytes_at(path, number_at(parts, name - before_name + place, 4), most_part));
  return properties.find("<cp:lastModifiedBy>darah<") != properties.npos;
}

/// Lines near the top of the table of all districts, the brief view and monitoring.
constexpr std::array<std::string_view, 3> tables_of_text{"\nAll districts  ", "\nIntervals: 95%",
                                                         "  Agreement              Parts and their goals"};

/// Whether a CSV file begins with these two cells.
bool begins_with(std::string_view text, std::string_view first, std::string_view second) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!text.starts_with(first)) return false;
  text.remove_prefix(first.size());
  const auto is_separator = [&](std::size_t at) {
    return at < text.size() && std::string_view(",;\r\n").find(text[at]) != text.npos;
  };
  return is_separator(0) && text.substr(1).starts_with(second) && is_separator(1 + second.size());
}

bool is_of(const fs::path& path, OutputKind kind) {
  const std::string head = bytes_at(path, 0, 8192);
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
      return std::any_of(tables_of_text.begin(), tables_of_text.end(),
                         [&](std::string_view words) { return text.find(words) != text.npos; });
    case OutputKind::json:
      return text.starts_with("{\n  \"title\":") && text.find("\n  \"conditions\":") != text.npos;
    case OutputKind::csv:
      return begins_with(text, "table", "arm") || begins_with(text, "arm", "district");
    case OutputKind::workbook:
      return is_own_workbook(path);
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
