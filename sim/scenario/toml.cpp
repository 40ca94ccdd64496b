#include "scenario/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

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

/// What to do about line ends that old spreadsheets and editors wrote and TOML does not know.
std::string help_with_line_ends(std::string_view text) {
  for (auto at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (text.substr(at, 2) != "\r\n")
      return "a line ends with CR alone: save the file with line ends of Unix (LF) or Windows (CRLF)";
  }
  return {};
}

}  // namespace

Document read_toml(std::string_view text, const std::string& file, std::span<const std::string_view> tables) {
  refuse_endless_lines(text, file);
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const Position at = place(file, error.source());
    throw ScenarioError(
        {{at.file, at.line, at.column, std::string(error.description()), help_with_line_ends(text)}});
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
