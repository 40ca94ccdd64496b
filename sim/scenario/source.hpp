#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"
#include "scenario/toml.hpp"

namespace darah {

inline constexpr const char* scenario_file_name = "scenario.toml";

/// A scenario.toml that was read: the scenario's own or one it is based on.
struct Source {
  std::filesystem::path file, folder;
  std::filesystem::path shown;  ///< the folder as seen from the scenario's own
  std::string text;
  Document document;
};

/// Where a scenario says in which format it is written; null where it says none.
const Leaf* format_leaf(const Document& document);
/// The format in which a scenario says that it is written; 1 where it says none.
std::int64_t format_of(const Document& document);

/// The text of a file, or why there is none. Only regular files of at most 64 MB are read.
struct FileText {
  std::optional<std::string> text;
  std::string problem;
};
FileText read_file(const std::filesystem::path& path);

/// Whether a file lies in the tree of a scenario's folder: beneath the folder above it, where scenarios that
/// lean on one another lie side by side. Links are followed.
bool in_tree(const std::filesystem::path& file, const std::filesystem::path& folder);

/// What is said of a file outside that tree that the value at this place names.
Message lies_outside(const Position& at, std::string_view key, const std::filesystem::path& file);

/// The scenario in this folder or file, then the one it names as its base, and so on: each before what it
/// lies upon. Throws ScenarioError when one cannot be read or parsed, lies upon itself, or, unless
/// `allow_outside`, outside the tree of the one that names it.
std::vector<Source> read_sources(const std::filesystem::path& path, bool allow_outside);

}  // namespace darah
