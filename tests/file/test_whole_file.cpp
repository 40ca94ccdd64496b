#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/results.hpp"
#include "file/whole_file.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("the files of a folder come by their extension, in the order of their names") {
  const ScratchFolder folder;
  for (const char* name : {"b.h5", "a.h5", "c.part", "h5"}) put(folder.path / name, "");
  CHECK(files_in(folder.path, ".h5") ==
        std::vector<std::filesystem::path>{folder.path / "a.h5", folder.path / "b.h5"});
  CHECK(files_in(folder.path / "none", ".h5").empty());
  CHECK_THROWS_WITH(files_in(folder.path / "a.h5", ".h5"), Contains("a.h5: cannot be listed"));
}

TEST_CASE("a place that cannot be written is refused before any work") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(SoleWriter(folder.path / "none" / "r.h5"), Contains("there is no folder"));
  CHECK_THROWS_WITH(SoleWriter(folder.path), Contains("is a folder; name a file in it"));
  put(folder.path / "plain", "");
  CHECK_THROWS_AS(SoleWriter(folder.path / "plain" / "r.h5"), FileError);
}

TEST_CASE("a failed write leaves what was there, and nothing beside it") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  put(path, "earlier");
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{10'000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    write_results(path, synthetic_results());
  } catch (const FileError& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK_THAT(message, Contains("r.h5: cannot write: File too large"));
  CHECK(content(path) == "earlier");
  CHECK(!std::filesystem::exists(folder.path / "r.h5.part"));

  put(folder.path / "r.h5.part", "half a download");
  CHECK_THROWS_WITH(SoleWriter(path), Contains("holds something, which no lock does"));
  CHECK(content(folder.path / "r.h5.part") == "half a download");
  put(folder.path / "r.h5.part", "");  // of a run that was killed
  {
    const SoleWriter writer(path);
    write_results(writer.path(), synthetic_results());
  }
  CHECK(failure_of(path).empty());
  CHECK(!std::filesystem::exists(folder.path / "r.h5.part"));
}

TEST_CASE("of those who create a file once one succeeds, and a lock has one holder") {
  const ScratchFolder folder;
  CHECK(create_once(folder.path / "once", "first"));
  CHECK_FALSE(create_once(folder.path / "once", "second"));
  CHECK(content(folder.path / "once") == "first");

  const std::filesystem::path lock = folder.path / "lock";
  {
    const FileLock held(lock, "held");
    CHECK_THROWS_WITH(FileLock(lock, "held"), Contains("lock: held"));
  }
  CHECK_NOTHROW(FileLock(lock, "held"));
}

TEST_CASE(
    "a lock that a killed process left with one that it started goes to the next, and to no further one") {
  const ScratchFolder folder;
  const std::filesystem::path lock = folder.path / "lock";
  std::array<int, 2> started{};  // a pipe: the number of the process left behind
  REQUIRE(pipe(started.data()) == 0);
  const pid_t killed = fork();
  if (killed == 0) {
    const FileLock held(lock, "held");
    const pid_t left = fork();
    if (left == 0) {
      pause();
      _exit(0);
    }
    static_cast<void>(write(started[1], &left, sizeof left));
    _exit(0);  // as a kill: nothing is taken away
  }
  pid_t left = 0;
  REQUIRE(read(started[0], &left, sizeof left) == sizeof left);
  waitpid(killed, nullptr, 0);
  {
    const FileLock next(lock, "held");
    CHECK(next.locked());
    CHECK_THROWS_WITH(FileLock(lock, "held"), Contains("lock: held"));
  }
  CHECK_FALSE(std::filesystem::exists(lock));
  kill(left, SIGKILL);
  close(started[0]);
  close(started[1]);
}

TEST_CASE("of two processes that would write one file the second is refused before it computes") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  {
    const SoleWriter writer(path);
    CHECK_THROWS_WITH(SoleWriter(path), Contains("another run is writing"));
    write_whole(path, [] { return std::vector<char>{'x'}; });
    CHECK(std::filesystem::exists(folder.path / "r.h5.part"));
  }
  CHECK_FALSE(std::filesystem::exists(folder.path / "r.h5.part"));
  CHECK_NOTHROW(SoleWriter(path));
}

TEST_CASE(
    "parts that no process holds are cleared, those that one holds are left, and links are not followed") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  put(folder.path / "r.h5.elsewhere.1.part", "of a process that was killed");
  put(folder.path / "r.h5.elsewhere.2.part", "");  // of one that writes
  put(folder.path / "other.h5.elsewhere.1.part", "of another file");
  put(folder.path / "r.h5.thesis.part", "of nobody we know");
  put(folder.path / "r.h5x.elsewhere.1.part", "of another file");
  const FileLock held(folder.path / "r.h5.elsewhere.2.part", "held");
  { const SoleWriter writer(path); }
  CHECK_FALSE(std::filesystem::exists(folder.path / "r.h5.elsewhere.1.part"));
  CHECK(std::filesystem::exists(folder.path / "r.h5.elsewhere.2.part"));
  CHECK(std::filesystem::exists(folder.path / "r.h5.thesis.part"));
  CHECK(std::filesystem::exists(folder.path / "r.h5x.elsewhere.1.part"));
  CHECK(std::filesystem::exists(folder.path / "other.h5.elsewhere.1.part"));

  put(folder.path / "victim", "mine");
  std::filesystem::create_symlink(folder.path / "victim", folder.path / "s.h5.part");
  CHECK_THROWS_AS(SoleWriter(folder.path / "s.h5"), FileError);
  CHECK(content(folder.path / "victim") == "mine");
}

TEST_CASE("a file that takes another's place has its permissions") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "scenario.toml";
  put(path, "earlier");
  for (const auto permissions : {std::filesystem::perms(0640), std::filesystem::perms(0755)}) {
    std::filesystem::permissions(path, permissions);
    write_text(path, "later");
    CHECK(content(path) == "later");
    CHECK(std::filesystem::status(path).permissions() == permissions);
  }
}

TEST_CASE("a link is followed to its end, whether something lies there or not") {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path / "far");
  std::filesystem::create_symlink("second", folder.path / "first");
  std::filesystem::create_symlink("far/r.h5", folder.path / "second");
  write_text(folder.path / "first", "text");
  CHECK(std::filesystem::is_symlink(folder.path / "first"));
  CHECK(std::filesystem::is_symlink(folder.path / "second"));
  CHECK(content(folder.path / "far" / "r.h5") == "text");
  std::filesystem::create_symlink("circle", folder.path / "circle");
  CHECK_THROWS_WITH(writable_file(folder.path / "circle"), Contains("a link that leads nowhere"));
  std::filesystem::create_symlink("none/r.h5", folder.path / "lost");
  CHECK_THROWS_WITH(writable_file(folder.path / "lost"), Contains("there is no folder"));
}
