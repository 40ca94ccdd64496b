#include "scenario/upgrade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "scenario/csv.hpp"
#include "scenario/expression.hpp"
#include "scenario/figure.hpp"
#include "scenario/row.hpp"
#include "scenario/source.hpp"

namespace darah {
namespace {

namespace fs = std::filesystem;

/// The files of a folder while they are carried over.
class Folder {
 public:
  Folder(const Source& source, bool allow_outside) : source_(source), allow_outside_(allow_outside) {
    files_[source.file].text = source.text;
  }

  const Document& document() const { return source_.document; }
  std::string& scenario() { return files_.at(source_.file).text; }
  void changed_scenario(std::string what) { files_.at(source_.file).changes.push_back(std::move(what)); }
  /// A table of the scenario's own, or null where it has none.
  UpgradedFile* table(const std::string& kind) {
    const std::string key = "tables." + kind;
    std::string name = kind + ".csv";
    const Leaf* named = nullptr;
    for (const Leaf& leaf : source_.document.leaves) {
      if (leaf.key != key) continue;
      name = leaf.raw.text;
      named = &leaf;
    }
    const fs::path path = source_.folder / name;
    if (named != nullptr && !allow_outside_ && !in_tree(path, source_.folder))
      throw ScenarioError({lies_outside(named->raw.at, key, path)});
    if (const auto known = files_.find(path); known != files_.end()) return &known->second;
    auto [text, problem] = read_file(path);
    if (!text) {
      if (named == nullptr) return nullptr;
      throw ScenarioError({{path.string(), 0, 0, fmt::format("cannot be read ({})", problem), {}}});
    }
    files_[path].text = std::move(*text);
    return &files_.at(path);
  }

  std::vector<UpgradedFile> changed() const {
    std::vector<UpgradedFile> all;
    for (const auto& [path, file] : files_) {
      if (!file.changes.empty()) all.push_back({path, file.text, file.changes});
    }
    return all;
  }

 private:
  const Source& source_;
  const bool allow_outside_;
  std::map<fs::path, UpgradedFile> files_;
};

/// Format 1 let a blood centre be party of a district's agreement by its own column; format 2 makes it a
/// party wherever a district it serves has one.
void leave_parties_out(Folder& folder) {
  UpgradedFile* const file = folder.table("facilities");
  if (file == nullptr) return;
  Messages messages;
  const std::optional<CsvTable> table = read_csv(file->text, "facilities", messages);
  if (!table) throw ScenarioError(messages.sorted());
  const auto column = [&](std::string_view name) {
    const auto at = std::find_if(table->columns.begin(), table->columns.end(),
                                 [&](const Column& c) { return c.name == name; });
    return static_cast<std::size_t>(at - table->columns.begin());
  };
  const std::size_t kind = column("kind"), party = column("party_of");
  if (kind == table->columns.size() || party == table->columns.size()) return;
  // From the end on, so that what is cut moves no place before it.
  for (auto row = table->rows.rbegin(); row != table->rows.rend(); ++row) {
    if (row->size() <= std::max(kind, party) || (*row)[kind].text != "utd") continue;
    const Cell& cell = (*row)[party];
    if (cell.text.empty() || cell.text == "-") continue;
    const std::size_t begin = byte_at(file->text, cell.at);
    const std::size_t length = file->text[begin] == '"' ? cell.text.size() + 2 : cell.text.size();
    file->text.erase(begin, length);
    file->changes.insert(
        file->changes.begin(),
        fmt::format("party_of of {} ({}) is left out: a blood centre is a party wherever a district it "
                    "serves has an agreement",
                    row->front().text, cell.text));
  }
}

/// Where the value of the key that begins at a byte lies: its first byte and the one behind its last.
std::pair<std::size_t, std::size_t> value_behind(std::string_view text, std::size_t key) {
  const std::size_t first = text.find_first_not_of(" \t", text.find('=', key) + 1);
  const std::size_t rest = std::min(text.find_first_of(",}#\r\n", first), text.size());
  return {first, text.find_last_not_of(" \t", rest - 1) + 1};
}

/// Whether all that a figure sums, or is divided by, is time.
bool sums_times(const std::string& expression) {
  const std::vector<FigureTerm> terms = read_expression(expression).terms;
  return !terms.empty() &&
         std::all_of(terms.begin(), terms.end(), [](const FigureTerm& t) { return is_time(t.measure); });
}

/// Format 1 kept times in microseconds, to which a figure's `scale` belongs; format 2 keeps them in seconds.
void scale_to_seconds(Folder& folder) {
  const std::vector<Entry>& figures = folder.document().tables.at("figure").all;
  // From the end on, so that what is written moves no place before it.
  for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
    std::map<std::string, const Leaf*> leaves;
    for (const Leaf& leaf : figure->leaves) leaves[leaf.key] = &leaf;
    if (!leaves.contains("of")) continue;
    const bool above = sums_times(leaves["of"]->raw.text),
               below = leaves.contains("over") && sums_times(leaves["over"]->raw.text);
    if (above == below) continue;
    const Leaf* const earlier = leaves.contains("scale") ? leaves["scale"] : nullptr;
    const double before = earlier == nullptr ? 1 : std::strtod(earlier->raw.text.c_str(), nullptr);
    const std::string scale = fmt::format("{}", above ? before * 1e6 : before / 1e6);
    std::string& text = folder.scenario();
    const std::size_t begin = byte_at(text, (earlier == nullptr ? leaves["of"] : earlier)->at);
    if (earlier != nullptr) {
      const auto [first, end] = value_behind(text, begin);
      text.replace(first, end - first, scale);
    } else {
      const std::size_t line = text.find_last_of("\r\n", begin) + 1;
      const bool alone = text.find_first_not_of(" \t", line) == begin;
      text.insert(begin, fmt::format("scale = {}{}", scale, alone ? "\n" : ", "));
    }
    folder.changed_scenario(fmt::format("scale = {} of {}: times are in seconds, not in microseconds", scale,
                                        leaves.contains("name") ? leaves["name"]->raw.text : "a figure"));
  }
}

void to_format_2(Folder& folder) {
  leave_parties_out(folder);
  scale_to_seconds(folder);
}

/// One step to the next format each, the first from format 1.
constexpr std::array<void (*)(Folder&), newest_format - 1> steps{to_format_2};

/// The line "format = N", before all keys and headers, in place of an earlier one.
void set_format(std::string& text, std::int64_t format, const Leaf* earlier) {
  if (earlier != nullptr) {
    const auto [first, end] = value_behind(text, byte_at(text, earlier->at));
    text.replace(first, end - first, fmt::format("{}", format));
    return;
  }
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t next = begin; next < text.size();) {
    const std::size_t end = std::min(text.find('\n', next), text.size() - 1) + 1;
    const std::size_t first = text.find_first_not_of(" \t\r\n", next);
    if (first < end && text[first] != '#') break;
    next = begin = end;
  }
  text.insert(begin, fmt::format("format = {}\n", format));
}

}  // namespace

std::vector<UpgradedFile> upgrade(const fs::path& path, bool allow_outside) {
  const std::vector<Source> sources = read_sources(path, allow_outside);
  const Source& source = sources.front();
  const Leaf* const earlier = format_leaf(source.document);
  const std::int64_t format = format_of(source.document);
  if (format < 1 || format > newest_format) {
    throw ScenarioError(
        {{source.file.string(),
          earlier->at.line,
          earlier->at.column,
          fmt::format("format {}: this program knows 1 to {}", earlier->raw.text, newest_format),
          {}}});
  }
  if (format == newest_format) return {};
  Folder folder(source, allow_outside);
  for (std::int64_t from = format; from < newest_format; ++from)
    steps[static_cast<std::size_t>(from - 1)](folder);
  set_format(folder.scenario(), newest_format, earlier);
  folder.changed_scenario(fmt::format("format = {} says how it is written", newest_format));
  read_toml(folder.scenario(), source.file.string());  // nothing is handed on that cannot be read
  return folder.changed();
}

}  // namespace darah
