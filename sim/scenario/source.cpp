#include "scenario/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "scenario/nearest.hpp"

namespace darah {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? path / scenario_file_name : path;
}

/// Without "x/..", where that leads to the same file.
fs::path shortened(const fs::path& path) {
  std::error_code ignored;
  const fs::path normal = path.lexically_normal();
  return fs::equivalent(path, normal, ignored) ? normal : path;
}

/// Where the document names its base; null when it names none, or names it by what is no text, of which is
/// complained when all values are read.
const Leaf* base_of(const Document& document) {
  const auto named = [](const Leaf& leaf) {
    return leaf.key == "base" && leaf.raw.form == Raw::Form::text && !leaf.raw.text.empty() &&
           leaf.raw.text != "-";
  };
  const auto at = std::find_if(document.leaves.begin(), document.leaves.end(), named);
  return at == document.leaves.end() ? nullptr : &*at;
}

/// What a file is that was given for a scenario, and what to do with it; "" where it may be one.
std::string what_else(const fs::path& file, std::string_view text) {
  if (text.starts_with("\x89HDF"))
    return "is a results file; darah compare shows it, darah report makes its page";
  if (text.starts_with("PK\x03\x04"))
    return "is a workbook or an archive; a scenario is a folder with a scenario.toml";
  if (file.extension() == ".csv")
    return "is a table; name the folder with the scenario.toml that names the table";
  return {};
}

/// A design says what it varies, and a scenario does not.
bool is_design(const Document& document) {
  return std::any_of(document.leaves.begin(), document.leaves.end(),
                     [](const Leaf& leaf) { return leaf.key == "factor" || leaf.key == "design.method"; });
}

/// Other scenarios beside one that is not there, by the names of their folders.
std::string near(const fs::path& file) {
  const fs::path folder = file.filename() == scenario_file_name ? file.parent_path() : file;
  std::vector<std::string> beside;
  std::error_code ignored;
  const fs::path ground = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(ground, ignored)) {
    if (fs::exists(entry.path() / scenario_file_name, ignored))
      beside.push_back(entry.path().filename().string());
  }
  std::sort(beside.begin(), beside.end());
  const std::string best = nearest(folder.filename().string(), beside);
  return best.empty() ? "" : fmt::format("did you mean {}?", (folder.parent_path() / best).string());
}

/// Bases of bases, at most.
constexpr std::size_t most_bases = 100;

[[noreturn]] void refuse(const Position& at, std::string problem, std::string suggestion) {
  throw ScenarioError({{at.file, at.line, at.column, std::move(problem), std::move(suggestion)}});
}

void refuse_circle(const std::vector<Source>& sources, const Position& at, const fs::path& file) {
  std::error_code ignored;
  const auto same = [&](const Source& source) { return fs::equivalent(source.file, file, ignored); };
  const auto first = std::find_if(sources.begin(), sources.end(), same);
  if (first == sources.end()) return;
  std::string circle;
  for (auto source = first; source != sources.end(); ++source) circle += source->file.string() + " -> ";
  refuse(at, fmt::format("base: a scenario cannot be its own base ({}{})", circle, first->file.string()),
         "name another, or leave base out");
}

}  // namespace

const Leaf* format_leaf(const Document& document) {
  const auto said = std::find_if(document.leaves.begin(), document.leaves.end(),
                                 [](const Leaf& leaf) { return leaf.key == "format"; });
  return said == document.leaves.end() ? nullptr : &*said;
}

std::int64_t format_of(const Document& document) {
  const Leaf* const said = format_leaf(document);
  return said == nullptr ? 1 : std::atoll(said->raw.text.c_str());
}

FileText read_file(const fs::path& path) {
  constexpr std::uintmax_t most = 64'000'000;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return {{}, std::strerror(EISDIR)};
  if (fs::exists(status) && !fs::is_regular_file(status)) return {{}, "it is no regular file"};
  if (fs::exists(status) && fs::file_size(path, error) > most)
    return {{}, fmt::format("it has more than {} MB", most / 1'000'000)};
  std::ifstream in(path, std::ios::binary);
  if (!in) return {{}, std::strerror(errno)};
  std::ostringstream text;
  if (in.peek() != in.eof()) text << in.rdbuf();
  if (in.bad() || text.bad()) return {{}, std::strerror(errno)};
  return {text.str(), {}};
}

bool in_tree(const fs::path& file, const fs::path& folder) {
  std::error_code ignored;
  const fs::path tree = fs::weakly_canonical(fs::absolute(folder), ignored).parent_path(),
                 real = fs::weakly_canonical(fs::absolute(file), ignored);
  return std::mismatch(tree.begin(), tree.end(), real.begin(), real.end()).first == tree.end();
}

Message lies_outside(const Position& at, std::string_view key, const fs::path& file) {
  return {at.file, at.line, at.column,
          fmt::format("{}: {} lies outside the folder above this scenario's", key, file.string()),
          "--allow-outside reads it all the same"};
}

std::vector<Source> read_sources(const fs::path& path, bool allow_outside) {
  std::vector<Source> sources;
  fs::path file = file_of(path), shown;
  Leaf base;
  while (true) {
    if (!sources.empty()) refuse_circle(sources, base.at, file);
    if (!sources.empty() && !allow_outside && !in_tree(file, sources.back().folder))
      throw ScenarioError({lies_outside(base.at, "base", file)});
    const auto [text, problem] = read_file(file);
    const std::string meant = text ? "" : near(file);
    if (!text && sources.empty())
      refuse({file.string()}, fmt::format("cannot be read ({})", problem),
             meant.empty() ? "name a folder with a scenario.toml" : meant);
    if (!text)
      refuse(base.at, fmt::format("base: {} cannot be read ({})", file.string(), problem),
             meant.empty() ? "name a folder with a scenario.toml, seen from the folder of this file" : meant);
    if (const std::string other = what_else(file, *text); !other.empty()) refuse({file.string()}, other, "");
    if (sources.size() == most_bases)
      refuse(base.at, fmt::format("base: more than {} scenarios lie upon one another", most_bases),
             "join some of them");
    sources.push_back({file, file.parent_path(), shown, *text, read_toml(*text, file.string())});
    if (is_design(sources.back().document))
      refuse({file.string()}, "is the design of a sweep",
             fmt::format("darah sweep {} runs it", file.string()));
    const Leaf* named = base_of(sources.back().document);
    if (named == nullptr) return sources;
    base = *named;
    file = shortened(file_of(sources.back().folder / base.raw.text));
    const fs::path seen = shown / base.raw.text;
    shown = (file.filename() == seen.filename() ? seen.parent_path() : seen).lexically_normal();
  }
}

}  // namespace darah
