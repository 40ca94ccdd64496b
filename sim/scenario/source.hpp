#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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

/// Empty, with errno set, when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// The scenario in this folder or file, then the one it names as its base, and so on: each before what it
/// lies upon. Throws ScenarioError when one cannot be read or parsed, or lies upon itself.
std::vector<Source> read_sources(const std::filesystem::path& path);

}  // namespace darah
