#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "file/results.hpp"

/// Files of tests: what is in them, and what their reader says.
namespace darah::testing {

/// What reading all of a results file complains of; empty if nothing.
inline std::string failure_of(const std::filesystem::path& path) {
  try {
    const ResultsReader reader(path);
    for (const std::string& name : reader.measures()) reader.measure(name);
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

inline void put(const std::filesystem::path& path, std::string_view text) { std::ofstream(path) << text; }

inline std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace darah::testing
