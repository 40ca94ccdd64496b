#include "scenario/describe.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "model/world/dimensions.hpp"
#include "scenario/nearest.hpp"
#include "scenario/row.hpp"
#include "scenario/value.hpp"

namespace darah {
namespace {

/// A key begins with another segment by segment; a name in braces stands for any element.
bool begins_with(std::string_view row_key, std::string_view key) {
  const auto known = segments(row_key);
  const auto asked = segments(key);
  if (asked.size() > known.size()) return false;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (known[i] == asked[i]) continue;
    if (!in_braces(known[i])) return false;
    const auto labels = fixed_labels(known[i].substr(1, known[i].size() - 2));
    if (!labels.empty() && asked[i] != "*" &&
        std::find(labels.begin(), labels.end(), asked[i]) == labels.end())
      return false;
  }
  return true;
}

/// A key whose last word is nearly that of another of its group is mistyped rather than an element's id.
bool mistyped(std::string_view key, const std::vector<Row>& rows) {
  const auto asked = segments(key);
  std::vector<std::string> words;
  for (const Row& row : rows) {
    const auto known = segments(row.key);
    if (known.size() < asked.size() || !std::equal(asked.begin(), asked.end() - 1, known.begin())) continue;
    if (known[asked.size() - 1] == asked.back()) return false;
    if (!in_braces(known[asked.size() - 1])) words.emplace_back(known[asked.size() - 1]);
  }
  return asked.size() > 1 && !nearest(asked.back(), words).empty();
}

/// Keys of which a word is the one asked for, or holds it.
std::vector<std::string> keys_with(std::string_view word, const std::vector<Row>& rows) {
  std::vector<std::string> whole, part;
  for (const Row& row : rows) {
    const auto words = segments(row.key);
    const bool is = std::find(words.begin(), words.end(), word) != words.end();
    if (is) whole.emplace_back(row.key);
    if (!is && word.size() > 2 && row.key.find(word) != row.key.npos) part.emplace_back(row.key);
  }
  whole.insert(whole.end(), part.begin(), part.end());
  constexpr std::size_t most = 8;
  if (whole.size() > most) whole.resize(most);
  return whole;
}

std::vector<Row> fitting(const std::vector<Row>& rows, std::string_view key) {
  std::vector<Row> fit;
  for (const Row& row : rows) {
    if (row.key == key) return {row};
  }
  for (const Row& row : rows) {
    const bool glob = fnmatch(std::string(key).c_str(), std::string(row.key).c_str(), 0) == 0;
    if (key.empty() || glob || begins_with(row.key, key)) fit.push_back(row);
  }
  if (!fit.empty() && !mistyped(key, rows)) return fit;
  if (const std::vector<std::string> with = keys_with(key, rows); !with.empty())
    throw std::invalid_argument(
        fmt::format("no parameter fits \"{}\"; did you mean {}?", key, fmt::join(with, ", ")));
  std::vector<std::string> keys = keys_like(key, rows);
  if (key.find('.') == key.npos) {
    for (std::string& known : keys) known.resize(std::min(known.size(), known.find('.')));
  }
  const std::string meant = did_you_mean(key, keys);
  throw std::invalid_argument(
      fmt::format("no parameter fits \"{}\"; {}", key, meant.empty() ? "darah describe lists all" : meant));
}

constexpr EnumArray<Mark, char> letters{{'S', 'D', 'E', 'B', 'A', '-'}};
std::string_view name_of(Scope scope) { return scope == Scope::policy ? "policy" : "world"; }
std::string default_text(const Row& row) {
  return row.standard.empty() ? "(must be given)" : std::string(row.standard);
}
/// The unit of the values as they are bounded here; choices say their labels.
std::string unit_text(const Row& row) {
  if (row.kind() == Kind::choice) return fmt::format("one of {}", fmt::join(row.labels, ", "));
  if (row.kind() == Kind::choice_set) return fmt::format("any of {}", fmt::join(row.labels, ", "));
  if (row.kind() == Kind::ranking) return fmt::format("ranking of {}", fmt::join(row.labels, ", "));
  if (row.kind() == Kind::element) return fmt::format("id of a {}", row.refers_to);
  if (row.kind() == Kind::flag) return "true or false";
  if (row.kind() == Kind::date) return "date";
  if (row.kind() == Kind::text) return "text";
  return std::string(row.unit);
}

/// The rows by the first word of their keys, in order of appearance.
std::vector<std::pair<std::string, std::vector<Row>>> grouped(const std::vector<Row>& rows) {
  std::vector<std::pair<std::string, std::vector<Row>>> groups;
  for (const Row& row : rows) {
    const auto dot = row.key.find('.');
    const std::string name(dot == row.key.npos ? "scenario" : row.key.substr(0, dot));
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == name; });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    group->second.push_back(row);
  }
  return groups;
}

bool of_table(std::string_view dimension) {
  return std::find(table_dimensions.begin(), table_dimensions.end(), dimension) != table_dimensions.end();
}

/// What a name in braces stands for.
std::string meaning(std::string_view dimension) {
  if (of_table(dimension)) return fmt::format("each id of the {} table", dimension);
  std::vector<std::string> labels = labels_of(Parameters{}, dimension);
  const auto helps = fixed_helps(dimension);
  for (std::size_t i = 0; i < helps.size(); ++i) labels[i] += fmt::format(" ({})", helps[i]);
  return fmt::format("{}", fmt::join(labels, ", "));
}

std::map<std::string, std::string> meanings(const std::vector<Row>& rows) {
  std::map<std::string, std::string> of_names;
  for (const Row& row : rows) {
    for (const std::string_view name : row.dimensions()) of_names[std::string(name)] = meaning(name);
  }
  return of_names;
}

void write_text(std::ostream& out, const std::vector<Row>& rows) {
  for (const auto& [group, members] : grouped(rows)) {
    fmt::print(out, "{}\n", group);
    for (const Row& row : members) {
      const std::string range = range_text(row);
      fmt::print(out, "  {}  {}{}{}{}\n", row.key, unit_text(row), range.empty() ? "" : "  [", range,
                 range.empty() ? "" : "]");
      fmt::print(out, "      default {}  ({}, {})\n      {}\n", default_text(row), letters[row.mark],
                 name_of(row.scope), row.help);
    }
  }
  const auto names = meanings(rows);
  if (!names.empty()) fmt::print(out, "in braces, or * for all\n");
  for (const auto& [name, meaning] : names) fmt::print(out, "  {{{}}}  {}\n", name, meaning);
  fmt::print(out, "S source, D derived, E estimate, B background, A assumption, - a choice\n");
}

std::string in_cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

void write_markdown(std::ostream& out, const std::vector<Row>& rows) {
  fmt::print(
      out,
      "# Parameters\n\nWritten by `darah describe --format markdown` from the tables beside the code.\n\n"
      "A name in braces stands for each element of a dimension; a scenario may also write `*` for all of "
      "them.\n"
      "*World* values hold from the first instant, *policy* values from `run.policy_start`: arms that patch\n"
      "policy alone share one past. Marks: S source, D derived, E estimate, B background, A assumption,\n"
      "- a choice.\n");
  EnumArray<Mark, int> marked;
  for (const Row& row : rows) ++marked[row.mark];
  fmt::print(out, "Of {} keys {} are S, {} D, {} E, {} B, {} A, and {} a choice.\n", rows.size(),
             marked[Mark::source], marked[Mark::derived], marked[Mark::estimate], marked[Mark::background],
             marked[Mark::assumption], marked[Mark::setting]);
  for (const auto& [group, members] : grouped(rows)) {
    fmt::print(out, "\n## {}\n\n| key | unit | range | default | mark | scope | meaning |\n", group);
    fmt::print(out, "|---|---|---|---|---|---|---|\n");
    for (const Row& row : members) {
      fmt::print(out, "| `{}` | {} | {} | {} | {} | {} | {} |\n", row.key, in_cell(unit_text(row)),
                 range_text(row), in_cell(default_text(row)), letters[row.mark], name_of(row.scope),
                 in_cell(row.help));
    }
  }
  fmt::print(out, "\n## Names in braces\n\n| name | stands for |\n|---|---|\n");
  for (const auto& [name, meaning] : meanings(rows)) fmt::print(out, "| `{{{}}}` | {} |\n", name, meaning);
}

using Json = nlohmann::ordered_json;  // keys stay in the order in which they are written

Json text_pattern(const std::string& pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

Json quantity_schema(std::string_view units) {
  return text_pattern(fmt::format("^\\s*-?[0-9][0-9_]*(\\.[0-9]+)?([eE][-+]?[0-9]+)?\\s*({})\\s*$", units));
}

Json bounded(const char* type, const Row& row) {
  Json schema = {{"type", type}};
  if (std::isfinite(row.low)) schema["minimum"] = row.low;
  if (std::isfinite(row.high)) schema["maximum"] = row.high;
  return schema;
}

Json number_schema(const Row& row) {
  Json forms = Json::array({bounded("number", row)});
  if (row.unit == "fraction") forms.push_back(quantity_schema("%"));
  if (row.standard == "unset") forms.push_back({{"const", "unset"}});
  return forms.size() == 1 ? forms[0] : Json{{"anyOf", forms}};
}

/// A list of labels, or one of the words that stand for one.
Json label_list_schema(const Row& row, const std::vector<std::string>& words) {
  Json list = {{"type", "array"}, {"uniqueItems", true}, {"items", {{"enum", row.labels}}}};
  if (row.kind() == Kind::ranking) list["maxItems"] = Ranking::most;
  return {{"anyOf", Json::array({{{"enum", words}}, std::move(list)})}};
}

Json kind_schema(const Row& row) {
  switch (row.kind()) {
    case Kind::flag:
      return {{"type", "boolean"}};
    case Kind::integer:
      return bounded("integer", row);
    case Kind::number:
      return number_schema(row);
    case Kind::duration:
      return quantity_schema("us|ms|s|min|h|d|week");
    case Kind::money:
      return quantity_schema("IDR");
    case Kind::rate:
      return quantity_schema("/h|/d|/week|/y");
    case Kind::length:
      return quantity_schema("m|km");
    case Kind::date:
      return text_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$|^[a-z_.]+ - [0-9]+ (d|week)$");
    case Kind::text:
      return {{"type", "string"}, {"minLength", 1}};
    case Kind::element:
      return text_pattern("^[A-Za-z0-9_-]+$");
    case Kind::choice:
      return {{"enum", row.labels}};
    case Kind::choice_set:
      return label_list_schema(row, {"all", "none"});
    case Kind::ranking:
      return label_list_schema(row, {"none"});
  }
  __builtin_unreachable();
}

/// What may stand for a name in braces.
std::string element_pattern(std::string_view dimension) {
  return of_table(dimension) ? "([A-Za-z0-9_-]+|\\*)"
                             : fmt::format("({}|\\*)", fmt::join(labels_of(Parameters{}, dimension), "|"));
}

/// What a row's key may look like.
std::string key_pattern(const Row& row) {
  std::string pattern;
  for (const std::string_view segment : segments(row.key)) {
    if (!pattern.empty()) pattern += "\\.";
    pattern += in_braces(segment) ? element_pattern(dimensions_of(segment).front()) : std::string(segment);
  }
  return pattern;
}

Json row_schema(const Row& row) {
  Json schema = kind_schema(row);
  const std::string range = range_text(row);
  schema["description"] =
      fmt::format("{}{}; default {}", row.help, range.empty() ? "" : " (" + range + ")", default_text(row));
  // Unknown to validators; programs that show what a model rests on read them.
  schema["x-mark"] = std::string(1, letters[row.mark]);
  schema["x-unit"] = row.unit;
  schema["x-default"] = default_text(row);
  if (row.varies()) schema["x-pattern"] = key_pattern(row);
  return schema;
}

/// A definition's name in a URI, in which braces are written by their numbers.
Json reference(std::string_view definition) {
  std::string uri = "#/$defs/";
  for (const char c : definition) uri += c == '{' ? "%7B" : c == '}' ? "%7D" : std::string(1, c);
  return {{"$ref", uri}};
}

/// A table with the keys that may stand in it, and no others.
Json table_schema(const std::vector<std::string>& required, Json properties) {
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", required},
          {"properties", std::move(properties)}};
}

/// A table of the file with the keys that may stand in it.
struct Branch {
  std::map<std::string, Branch> properties, patterns;
  const Row* leaf = nullptr;

  void add(const Row& row) {
    Branch* at = this;
    for (const std::string_view segment : segments(row.key)) {
      at = in_braces(segment) ? &at->patterns['^' + element_pattern(dimensions_of(segment).front()) + '$']
                              : &at->properties[std::string(segment)];
    }
    at->leaf = &row;
  }

  bool required() const {
    if (leaf != nullptr) return leaf->standard.empty();
    return std::any_of(properties.begin(), properties.end(),
                       [](const auto& p) { return p.second.required(); });
  }

  /// `whole`: keys without default must stand in it; more members as given.
  Json schema(bool whole, Json more_properties = Json::object(), Json more_patterns = Json::object()) const {
    if (leaf != nullptr) return reference(leaf->key);
    std::vector<std::string> needed;
    for (const auto& [name, branch] : properties) {
      more_properties[name] = branch.schema(whole);
      if (whole && branch.required()) needed.push_back(name);
    }
    for (const auto& [name, branch] : patterns) more_patterns[name] = branch.schema(false);
    Json schema = table_schema(needed, std::move(more_properties));
    schema["patternProperties"] = std::move(more_patterns);
    return schema;
  }
};

Json figure_schema() {
  FigureEntry entry;
  Json properties = Json::object();
  std::vector<std::string> needed;
  for (const Row& row : rows_of(entry)) {
    const std::string key(row.key.substr(row.key.find('.') + 1));
    properties[key] = row_schema(row);
    if (row.standard.empty()) needed.push_back(key);
  }
  Json schema = table_schema(needed, std::move(properties));
  schema["dependentRequired"] = {{"published", {"source"}},
                                 {"published_of", {"published"}},
                                 {"published_as", {"published"}},
                                 {"published_low", {"published", "published_high"}},
                                 {"published_high", {"published", "published_low"}}};
  // What was published has its interval from one place.
  const Json given = {{"required", {"published_of"}}}, ends = {{"required", {"published_low"}}},
             counts = {{"required", {"published_as"}},
                       {"properties", {{"published_as", {{"const", "count"}}}}}};
  for (const auto& [one, other] : {std::pair(given, ends), std::pair(given, counts), std::pair(ends, counts)})
    schema["allOf"].push_back({{"not", {{"allOf", {one, other}}}}});
  return schema;
}

Json arm_schema() {
  const Json name = {{"type", "string"}, {"minLength", 1}};
  Json schema = table_schema({"name"}, {{"name", name},
                                        {"title", name},
                                        {"title_id", name},
                                        {"set", reference("patch")},
                                        {"attribute", {{"enum", {"agreement.mechanisms"}}}},
                                        {"attribution", {{"enum", {"family", "shapley"}}}}});
  schema["dependentRequired"] = {{"attribution", {"attribute"}}};
  return schema;
}

Json list_schema(Json items) { return {{"type", "array"}, {"minItems", 1}, {"items", std::move(items)}}; }

void write_json_schema(std::ostream& out, const std::vector<Row>& rows) {
  Branch root;
  Json definitions = Json::object(), dotted = Json::object();
  for (const Row& row : rows) {
    root.add(row);
    definitions[std::string(row.key)] = row_schema(row);
    if (row.key.find('.') != row.key.npos) dotted['^' + key_pattern(row) + '$'] = reference(row.key);
  }
  definitions["patch"] = root.schema(false, Json::object(), dotted);
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "scenario.toml"},
                 {"$defs", std::move(definitions)}};
  schema.update(root.schema(
      true, {{"arm", list_schema(arm_schema())}, {"figure", list_schema(figure_schema())}}, dotted));
  out << schema.dump(2) << '\n';
}

}  // namespace

void describe(std::ostream& out, Format format, std::string_view key) {
  Settings settings;
  FigureEntry figure;
  std::vector<Row> rows = rows_of(settings);
  if (format != Format::json_schema) {
    for (const Row& row : rows_of(figure)) rows.push_back(row);
  }
  describe(out, format, fitting(rows, key));
}

void describe(std::ostream& out, Format format, const std::vector<Row>& rows) {
  switch (format) {
    case Format::text:
      return write_text(out, rows);
    case Format::json_schema:
      return write_json_schema(out, rows);
    case Format::markdown:
      return write_markdown(out, rows);
    case Format::count:
      break;
  }
}

}  // namespace darah
