#include "cli/analysis.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>
#include <thread>

#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "cli/terminal.hpp"
#include "file/hdf5.hpp"
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

/// This process's variables, with this program as DARAH.
std::vector<std::string> environment_of_analysis() {
  std::vector<std::string> all = {"DARAH=" + program_file().string()};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view(*entry).starts_with("DARAH=")) all.emplace_back(*entry);
  }
  return all;
}

/// Runs the package in a folder of any name, given as the first argument.
constexpr const char* start_package =
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from darah.__main__ import main; sys.exit(main())";

/// A text that lies in memory alone, for the processes that this one starts: no file is left behind whatever
/// ends them.
class HandedOn {
 public:
  explicit HandedOn(const std::string& text) : descriptor_(memfd_create("darah", 0)) {
    for (std::size_t written = 0; written < text.size();) {
      const ssize_t n = write(descriptor_, text.data() + written, text.size() - written);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) throw FileError(fmt::format("cannot hand the comparison on: {}", std::strerror(errno)));
      written += static_cast<std::size_t>(n);
    }
  }
  ~HandedOn() { close(descriptor_); }
  HandedOn(const HandedOn&) = delete;
  HandedOn& operator=(const HandedOn&) = delete;

  /// Where a process that was started finds it.
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// Starts a program, which finds the signals that ask to stop held back until it minds them: before, they
/// would end it in its own words. Returns 0, or what was wrong.
int start(std::vector<std::string>& words, std::vector<std::string>& variables, Printed printed,
          pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (printed == Printed::no)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t held_back;
  sigemptyset(&held_back);
  for (const int signal : stopping_signals) sigaddset(&held_back, signal);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &held_back);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int error = posix_spawnp(&child, words[0].c_str(), &actions, &attributes, pointers(words).data(),
                                 pointers(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/// The exit code of an analysis that a signal ended.
int ended_by(int signal) {
  if (std::find(stopping_signals.begin(), stopping_signals.end(), signal) != stopping_signals.end())
    return exit_code::interrupted;
  // The library of the format can abort on a file that is damaged inside.
  constexpr std::array of_damage{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
  const bool damage = std::find(of_damage.begin(), of_damage.end(), signal) != of_damage.end();
  say("darah: the analysis was ended by signal {}{}\n", signal,
      damage ? "; a file damaged inside can do that" : "");
  return exit_code::file;
}

}  // namespace

fs::path analysis_folder() {
  const fs::path build = program_file().parent_path().parent_path();
  // Installed, then the checkout that this program lies in, which may have been moved or copied.
  for (const fs::path& folder : {build / "share" / "darah", build.parent_path() / "analysis"}) {
    if (fs::exists(folder / "darah" / "__main__.py")) return folder;
  }
  return fs::path(source_folder) / "analysis";
}

fs::path page_of(const fs::path& results) {
  fs::path page = results;
  // The page of "base" is not that of "base.h5".
  if (page.extension() != ".h5") return page += ".report.html";
  page.replace_extension();
  return page += "-report.html";
}

int run_analysis(std::span<const std::string> arguments, Printed printed, const std::string& comparison) {
  const fs::path folder = analysis_folder();
  if (!fs::exists(folder / "darah" / "__main__.py")) {
    say("darah: the Python package is missing: no {}\n", (folder / "darah").string());
    return exit_code::file;
  }
  std::vector<std::string> words = {interpreter(), "-I", "-X", "utf8", "-c", start_package, folder.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::optional<HandedOn> handed_on;
  if (!comparison.empty()) {
    handed_on.emplace(comparison);
    words.insert(words.end(), {"--comparison", handed_on->path()});
  }
  std::vector<std::string> variables = environment_of_analysis();
  std::fflush(nullptr);
  const std::atomic<bool>& stop = stop_on_signals();
  pid_t child = 0;
  if (const int error = start(words, variables, printed, child); error != 0) {
    say("darah: cannot start {}: {}\n", words[0], std::strerror(error));
    return exit_code::file;
  }
  int status = 0;
  // Looked after, not waited for: a signal may come before any wait begins.
  for (bool told = false; waitpid(child, &status, WNOHANG) == 0;) {
    if (stop && !told) told = kill(child, SIGTERM) == 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : ended_by(WTERMSIG(status));
}

}  // namespace darah
