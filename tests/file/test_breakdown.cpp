#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>

#include "file/breakdown.hpp"

using namespace darah;

namespace {

struct End {
  int status = 0;
  std::string told;
};

/// How a child process ends that does this, and what stands on its stderr.
End end_of(const std::function<void()>& work) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    for (const int fault : {SIGSEGV, SIGBUS}) std::signal(fault, SIG_DFL);
    work();
    _exit(EXIT_SUCCESS);
  }
  close(ends[1]);
  End end;
  char byte = 0;
  while (read(ends[0], &byte, 1) == 1) end.told += byte;
  close(ends[0]);
  waitpid(child, &end.status, 0);
  return end;
}

}  // namespace

TEST_CASE(
    "a fault while HDF5 reads text is told and ends with the code of damaged files, any other by its "
    "signal") {
  const End told = end_of([] {
    end_breakdowns_with(4);
    const BreakdownGuard guard(H5I_INVALID_HID);
    raise(SIGSEGV);
  });
  CHECK((WIFEXITED(told.status) && WEXITSTATUS(told.status) == 4));
  CHECK_THAT(told.told, Catch::EndsWith("a file: damaged: HDF5 cannot read it\n"));  // after HDF5 on the id
  const End after = end_of([] {
    end_breakdowns_with(4);
    { const BreakdownGuard guard(H5I_INVALID_HID); }
    raise(SIGSEGV);
  });
  CHECK((WIFSIGNALED(after.status) && WTERMSIG(after.status) == SIGSEGV));
  CHECK(after.told.find("damaged") == std::string::npos);
}
