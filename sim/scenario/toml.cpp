#include "scenario/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "scenario/invisible.hpp"

// toml++ 3.3 asserts, and under NDEBUG assumes, that a table header begins with a key: "[.a]" in a user's
// file would abort or be undefined. Without either it says what it expected there.
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

namespace darah {
namespace {

Position place(const std::string& file, const toml::source_region& source) {
  return {file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

std::string written(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) { out << toml::toml_formatter{value, toml::format_flags::none}; });
  return out.str();
}

Raw read_raw(const toml::node& node, const std::string& file);

void read_list(const toml::array& list, Raw& raw) {
  raw.form = Raw::Form::list;
  bool scalars = true;
  for (const toml::node& item : list) {
    scalars = scalars && item.is_value();
    if (!item.is_string()) raw.form = Raw::Form::other;
    raw.items.push_back(item.is_value() ? read_raw(item, raw.at.file).text : "");
  }
  if (!scalars) raw.items.clear();
  raw.text = raw.form == Raw::Form::list ? fmt::format("[{}]", fmt::join(raw.items, ", ")) : "a list";
}

Raw read_raw(const toml::node& node, const std::string& file) {
  Raw raw;
  raw.at = place(file, node.source());
  if (const auto text = node.value_exact<std::string>()) {
    raw.form = Raw::Form::text;
    raw.text = *text;
  } else if (const auto integer = node.value_exact<std::int64_t>()) {
    raw.form = Raw::Form::integer;
    raw.text = std::to_string(*integer);
  } else if (const auto real = node.value_exact<double>()) {
    raw.form = Raw::Form::real;
    raw.text = to_text(*real);
  } else if (const auto flag = node.value_exact<bool>()) {
    raw.form = Raw::Form::flag;
    raw.text = *flag ? "true" : "false";
  } else if (node.is_date()) {
    raw.form = Raw::Form::date;
    raw.text = written(node);
  } else if (const toml::array* list = node.as_array()) {
    read_list(*list, raw);
  } else if (node.is_table()) {
    raw.form = Raw::Form::table;
  } else {
    raw.form = Raw::Form::other;
    raw.text = written(node);
  }
  return raw;
}

void flatten(const toml::table& table, const std::string& prefix, const std::string& file,
             std::vector<Leaf>& leaves) {
  for (const auto& [key, node] : table) {
    const std::string path = prefix + std::string(key.str());
    const toml::table* inner = node.as_table();
    if (inner != nullptr && !inner->empty()) {
      flatten(*inner, path + '.', file, leaves);
    } else {
      leaves.push_back({path, place(file, key.source()), read_raw(node, file)});
    }
  }
}

/// A table of toml++ is sorted by key; patches of one key must be met as they were written.
void sort_as_written(std::vector<Leaf>& leaves) {
  std::stable_sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a.at < b.at; });
}

/// Takes the tables [[key]] out of the root.
Entries take_entries(toml::table& root, std::string_view key, const std::string& file) {
  Entries entries;
  const toml::node* tables = root.get(key);
  if (tables == nullptr) return entries;
  entries.key = place(file, tables->source());
  if (tables->is_array_of_tables()) {
    for (const toml::node& table : *tables->as_array()) {
      Entry& entry = entries.all.emplace_back(Entry{place(file, table.source()), {}});
      flatten(*table.as_table(), {}, file, entry.leaves);
      sort_as_written(entry.leaves);
    }
  }
  root.erase(key);
  return entries;
}

/// The parser descends into each dot of a key, as deep as a line goes.
void refuse_endless_lines(std::string_view text, const std::string& file) {
  constexpr std::ptrdiff_t longest = 10000;
  int line = 1;
  for (auto begin = text.begin(); begin != text.end(); ++line) {
    const auto end = std::find(begin, text.end(), '\n');
    if (end - begin > longest) {
      throw ScenarioError(
          {{file, line, 1, fmt::format("a line of more than {} bytes", longest), "break it"}});
    }
    begin = end == text.end() ? end : end + 1;
  }
}

/// How many bytes the first character takes; 1 where it is none of UTF-8.
std::size_t bytes_of_first(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  std::size_t bytes = 1;
  if (lead >= 0xC2 && lead <= 0xF4) {
    while (bytes < std::min<std::size_t>(4, text.size()) && continues_character(text[bytes])) ++bytes;
  }
  return bytes;
}

/// What ends the string or the comment that begins here; empty where none does.
std::string_view end_of_what_begins(std::string_view text) {
  for (const std::string_view quotes : {"\"\"\"", "'''", "\"", "'"}) {
    if (text.starts_with(quotes)) return quotes;
  }
  return text.starts_with('#') ? "\n" : "";
}

void pass(Position& at, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      ++at.line, at.column = 1;
    } else if (!continues_character(c)) {
      ++at.column;
    }
  }
}

Message beyond_ascii(const Position& at, std::string_view character) {
  if (const std::string_view name = invisible_at_start(character); !name.empty())
    return {at.file, at.line, at.column, std::string(name), instead_of_invisible};
  return {at.file, at.line, at.column, fmt::format("{} outside of quotes", character),
          "texts stand in quotes, and keys are of a to z, digits, _ and -"};
}

/// Beyond ASCII, TOML has characters in strings and in comments alone. One that stands elsewhere is told
/// here: toml++ 3.3 takes some for what cannot be, which is undefined.
void refuse_beyond_ascii(std::string_view text, const std::string& file) {
  std::string_view end;  // of the string or comment that the text is in
  for (Position at{file, 1, 1}; !text.empty();) {
    std::size_t bytes = bytes_of_first(text);
    if (end.empty()) {
      if (bytes > 1) throw ScenarioError({beyond_ascii(at, text.substr(0, bytes))});
      end = end_of_what_begins(text);
      bytes = std::max(bytes, end.size());
    } else if (end.front() == '"' && text.starts_with('\\')) {
      bytes = std::min<std::size_t>(2, text.size());
    } else if (text.starts_with(end)) {
      bytes = end.size();
      end = {};
    } else if (end.size() == 1 && text.starts_with('\n')) {
      end = {};
    }
    pass(at, text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
}

constexpr std::string_view decimal_digits = "0123456789";

/// The number with a decimal comma that ends here, with a point; "" where there is none.
std::string with_point(std::string_view line, std::size_t at) {
  const auto digit = [&](std::size_t i) {
    return i < line.size() && decimal_digits.find(line[i]) != decimal_digits.npos;
  };
  std::size_t comma = line.rfind(',', at);
  while (comma != line.npos && comma > 0 && !(digit(comma - 1) && digit(comma + 1)))
    comma = line.rfind(',', comma - 1);
  if (comma == line.npos || comma == 0) return {};
  const std::size_t begin = line.find_last_not_of(decimal_digits, comma - 1) + 1,
                    end = std::min(line.find_first_not_of(decimal_digits, comma + 1), line.size());
  if (line.substr(begin, at - begin).find_first_of("\"'") != line.npos) return {};
  return fmt::format("{}.{}", line.substr(begin, comma - begin), line.substr(comma + 1, end - comma - 1));
}

/// What to do about what toml++ complains of at this character of a line; "" where that is not known.
std::string remedy(std::string_view complaint, std::string_view line, std::size_t at) {
  const auto says = [&](std::string_view words) { return complaint.find(words) != complaint.npos; };
  if (says("string:")) return "close the text with the quote that opens it";
  if (says("could not determine value type")) return "a text stands in quotes";
  if (!says("saw")) return {};
  if (const std::string number = with_point(line, at); !number.empty())
    return "write a decimal point: " + number;
  const std::size_t before = at == 0 ? line.npos : line.find_last_not_of(' ', at - 1);
  if (says("whitespace, saw") && before != line.npos &&
      decimal_digits.find(line[before]) != decimal_digits.npos)
    return "a value with a unit stands in quotes, such as \"90 d\"";
  return {};
}

/// What toml++ complains of; a line that ends with CR alone, and a NUL, in our words.
Message told(const toml::parse_error& error, std::string_view text, const std::string& file) {
  const Position at = place(file, error.source());
  const std::size_t byte = byte_at(text, at);
  if (byte > 0 && text[byte - 1] == '\r')
    return {file, at.line, at.column - 1, "a line that ends with CR alone (U+000D)",
            "save the file with lines that end with LF or CR LF"};
  if (text.substr(byte).starts_with('\0'))
    return {file, at.line, at.column, "a NUL byte", "save the file as plain UTF-8 text"};
  const std::size_t newline = text.substr(0, byte).rfind('\n'),
                    begin = newline == text.npos ? 0 : newline + 1;
  const std::string_view line = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
  return {file, at.line, at.column, std::string(error.description()),
          remedy(error.description(), line, byte - begin)};
}

}  // namespace

std::size_t byte_at(std::string_view text, const Position& at) {
  std::size_t byte = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int line = 1; line < at.line; ++line) {
    byte = std::min(text.find_first_of("\r\n", byte), text.size());
    byte = std::min(byte + (text.substr(byte, 2) == "\r\n" ? 2 : 1), text.size());
  }
  for (int column = 1; column < at.column && byte < text.size(); ++column) {
    do ++byte;
    while (byte < text.size() && continues_character(text[byte]));
  }
  return byte;
}

Document read_toml(std::string_view text, const std::string& file, std::span<const std::string_view> tables) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  refuse_endless_lines(text, file);
  refuse_beyond_ascii(text, file);
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw ScenarioError({told(error, text, file)});
  }
  Document document;
  for (const std::string_view name : tables) document.tables.emplace(name, take_entries(root, name, file));
  flatten(root, {}, file, document.leaves);
  sort_as_written(document.leaves);
  return document;
}

std::optional<Leaf> read_setting(std::string_view text) {
  const Position at{"--set"};
  const auto equals = text.find('=');
  if (equals == text.npos || equals == 0) return {};
  const std::string value(text.substr(equals + 1));
  Leaf leaf{std::string(text.substr(0, equals)), at, {}};
  leaf.raw.text = value;
  try {
    const toml::table table = toml::parse("value = " + value);
    if (table.size() == 1 && table.contains("value")) leaf.raw = read_raw(*table.get("value"), at.file);
  } catch (const toml::parse_error&) {
    // It is taken as text: "35 d" needs no quotes on a command line.
  }
  leaf.raw.at = at;
  return leaf;
}

}  // namespace darah
