#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/analysis.hpp"
#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "compare/synthetic.hpp"
#include "file/files.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// A shell script as the interpreter, for as long as it lives.
class Interpreter {
 public:
  explicit Interpreter(const std::string& script) {
    put(path(), "#!/bin/sh\n" + script);
    std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
    setenv("DARAH_PYTHON", path().c_str(), 1);
  }
  ~Interpreter() { unsetenv("DARAH_PYTHON"); }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  std::filesystem::path path() const { return folder_.path / "python"; }
  std::filesystem::path beside(const std::string& name) const { return folder_.path / name; }

 private:
  ScratchFolder folder_;
};

int run(const std::vector<std::string>& arguments) { return run_analysis(arguments, Printed::yes); }

}  // namespace

TEST_CASE("the package lies in the sources that the program was built from") {
  CHECK(analysis_folder() == std::filesystem::path(DARAH_SOURCE) / "analysis");
}

TEST_CASE("the interpreter gets the package, the arguments and this program, and its exit code comes back") {
  const ScratchFolder folder;
  const std::string out = (folder.path / "said").string();
  const Interpreter python("printf '%s|' \"$@\" \"$DARAH\" \"$PYTHONPATH\" > " + out + "\nexit 7\n");
  setenv("PYTHONPATH", "/before", 1);
  CHECK(run({"report", "a b.h5", ""}) == 7);
  unsetenv("PYTHONPATH");
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  // Isolated: what the user's variables say of Python is there, and is not heard.
  CHECK_THAT(content(out),
             Catch::StartsWith("-I|-X|utf8|-c|") &&
                 Catch::EndsWith("|" + analysis_folder().string() + "|report|a b.h5||" + self + "|/before|"));
}

TEST_CASE("an interruption of the analysis is one of the program, any other signal a fault of the file") {
  for (const int signal : stopping_signals) {
    const Interpreter python(
        fmt::format("exec /usr/bin/python3 -c 'import os, signal; signal.signal({0}, signal.SIG_DFL); "
                    "signal.pthread_sigmask(signal.SIG_UNBLOCK, [{0}]); os.kill(os.getpid(), {0})'\n",
                    signal));
    CHECK(run({}) == exit_code::interrupted);
  }
  for (const int signal : {SIGABRT, SIGKILL}) {
    const Interpreter python(fmt::format("kill -{} $$\n", signal));
    CHECK(run({}) == exit_code::file);
  }
}

TEST_CASE("a signal that asks to stop waits until the analysis minds it") {
  for (const int signal : stopping_signals) {
    const Interpreter python(fmt::format("kill -{} $$\nexit 7\n", signal));
    CHECK(run({}) == 7);
  }
}

TEST_CASE("without an interpreter there is no analysis") {
  const Interpreter python("");
  std::filesystem::remove(python.path());
  CHECK(run({}) == exit_code::file);
}

TEST_CASE("the page lies beside its results, under a name of its own") {
  CHECK(page_of("a/r.h5") == "a/r-report.html");
  CHECK(page_of("a/base.v1.h5") == "a/base.v1-report.html");
  CHECK(page_of("a/base.v1") == "a/base.v1.report.html");
  CHECK(page_of("a/base.v2") == "a/base.v2.report.html");
}
