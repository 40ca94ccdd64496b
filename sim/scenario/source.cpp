#include "scenario/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

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

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code ignored;
  std::ifstream in(path, std::ios::binary);
  if (fs::is_directory(path, ignored)) {
    errno = EISDIR;
    in.setstate(std::ios::failbit);
  }
  std::ostringstream text;
  if (in && in.peek() != in.eof()) text << in.rdbuf();
  if (in.is_open() && in.eof() && text.str().empty()) return std::string();
  if (in) return text.str();
  return {};
}

std::vector<Source> read_sources(const fs::path& path) {
  std::vector<Source> sources;
  fs::path file = file_of(path), shown;
  Leaf base;
  while (true) {
    if (!sources.empty()) refuse_circle(sources, base.at, file);
    auto text = read_file(file);
    if (!text && sources.empty())
      refuse({file.string()}, fmt::format("cannot be read ({})", std::strerror(errno)),
             "name a folder with a scenario.toml");
    if (!text)
      refuse(base.at, fmt::format("base: {} cannot be read ({})", file.string(), std::strerror(errno)),
             "name a folder with a scenario.toml, seen from the folder of this file");
    sources.push_back({file, file.parent_path(), shown, *text, read_toml(*text, file.string())});
    const Leaf* named = base_of(sources.back().document);
    if (named == nullptr) return sources;
    base = *named;
    file = shortened(file_of(sources.back().folder / base.raw.text));
    const fs::path seen = shown / base.raw.text;
    shown = (file.filename() == seen.filename() ? seen.parent_path() : seen).lexically_normal();
  }
}

}  // namespace darah
