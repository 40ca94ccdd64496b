#include "file/trial.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "file/hdf5.hpp"

namespace darah {

namespace {

/// Lowers a limit of this process, for good. Behind the limit of processor time, at which SIGXCPU comes, the
/// kernel sends SIGKILL.
void limit(int resource, rlim_t most) {
  rlimit both{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &both) != 0) return;
  both.rlim_cur = std::min(most, both.rlim_max);
  if (resource != RLIMIT_CPU) both.rlim_max = both.rlim_cur;
  setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

/// A checked build maps terabytes that it never fills: what is there is no matter, but what comes to it.
void limit_memory() {
  constexpr rlim_t beside = rlim_t{2} << 30;
  rlim_t pages = 0;
  if (std::ifstream("/proc/self/statm") >> pages)
    limit(RLIMIT_AS, pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + beside);
}

[[noreturn]] void work_in_child(const std::function<void()>& work, std::uint64_t seconds, int told) {
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
  for (const int fault : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU}) std::signal(fault, SIG_DFL);
  // A terminal and a scheduler send these to the parent's whole group: they say nothing of the file.
  for (const int sent : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) std::signal(sent, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  limit_memory();
  auto became = Trial::lived;
  try {
    work();
  } catch (const FileError&) {
    became = Trial::threw;
  } catch (...) {
    _exit(EXIT_FAILURE);
  }
  _exit(write(told, &became, sizeof became) == sizeof became ? EXIT_SUCCESS : EXIT_FAILURE);
}

}  // namespace

Trial try_in_child(const std::function<void()>& work, std::uint64_t seconds) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return Trial::not_tried;
  const pid_t child = fork();
  if (child == 0) work_in_child(work, seconds, ends[1]);
  close(ends[1]);
  auto became = child < 0 ? Trial::not_tried : Trial::died;  // unless the child says otherwise
  if (child > 0) {
    while (read(ends[0], &became, sizeof became) < 0 && errno == EINTR) {
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    // Killed from outside, as where memory ran out: that says nothing of the work.
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) became = Trial::not_tried;
  }
  close(ends[0]);
  return became;
}

}  // namespace darah
