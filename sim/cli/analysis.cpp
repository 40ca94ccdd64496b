#include "cli/analysis.hpp"

#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "cli/exit_code.hpp"
#include "version.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets variables
  return value == nullptr ? "" : value;
}

fs::path program_file() {
  std::error_code none;
  return fs::read_symlink("/proc/self/exe", none);
}

std::string interpreter() {
  std::string chosen = variable("DARAH_PYTHON");
  if (!chosen.empty()) return chosen;
  return fs::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

/// This process's variables, with those the package needs in place of any of the same name.
std::vector<std::string> environment_of_analysis() {
  const std::string before = variable("PYTHONPATH");
  std::vector<std::string> all = {
      "DARAH=" + program_file().string(),
      "PYTHONPATH=" + analysis_folder().string() + (before.empty() ? "" : ':' + before)};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!text.starts_with("DARAH=") && !text.starts_with("PYTHONPATH=")) all.emplace_back(text);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

fs::path analysis_folder() {
  const fs::path installed = program_file().parent_path().parent_path() / "share" / "darah";
  return fs::exists(installed / "darah" / "__main__.py") ? installed : fs::path(source_folder) / "analysis";
}

int run_analysis(std::span<const std::string> arguments) {
  if (!fs::exists(analysis_folder() / "darah" / "__main__.py")) {
    fmt::print(stderr, "darah: the Python package is missing: no {}\n",
               (analysis_folder() / "darah").string());
    return exit_code::file;
  }
  std::vector<std::string> words = {interpreter(), "-m", "darah"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment_of_analysis();
  std::fflush(nullptr);
  pid_t child = 0;
  const int error = posix_spawnp(&child, words[0].c_str(), nullptr, nullptr, pointers(words).data(),
                                 pointers(variables).data());
  if (error != 0) {
    fmt::print(stderr, "darah: cannot start {}: {}\n", words[0], std::strerror(error));
    return exit_code::file;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  const int ended_by = WTERMSIG(status);
  if (ended_by == SIGINT || ended_by == SIGTERM) return exit_code::interrupted;
  // The library of the format can abort on a file that is damaged inside.
  fmt::print(stderr, "darah: the analysis was ended by signal {}; a file damaged inside can do that\n",
             ended_by);
  return exit_code::file;
}

}  // namespace darah
