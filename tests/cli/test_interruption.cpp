#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"

using namespace darah;

namespace {

/// How a process ends that does this: its status as waitpid has it.
template <class Work>
int status_of(Work&& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a signal to stop is noted, and ends nothing") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const int status = status_of([&] {
      const std::atomic<bool>& stop = stop_on_signals();
      if (stop) return 1;
      raise(signal);
      return stop ? 0 : 2;
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
}

TEST_CASE("a second SIGINT ends the program, a second SIGTERM does not") {
  const auto twice = [](int signal) {
    return status_of([&] {
      stop_on_signals();
      raise(signal);
      raise(signal);
      return exit_code::interrupted;
    });
  };
  const int interrupted = twice(SIGINT), terminated = twice(SIGTERM);
  REQUIRE(WIFSIGNALED(interrupted));
  CHECK(WTERMSIG(interrupted) == SIGINT);
  REQUIRE(WIFEXITED(terminated));
  CHECK(WEXITSTATUS(terminated) == exit_code::interrupted);
}
