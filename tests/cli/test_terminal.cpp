#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "cli/terminal.hpp"
#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/hdf5.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// A stream of this process leads elsewhere for as long as this lives.
class Redirected {
 public:
  Redirected(std::FILE* stream, int to) : stream_(stream), before_(dup(fileno(stream))) {
    std::fflush(stream_);
    REQUIRE(dup2(to, fileno(stream_)) >= 0);
    close(to);
  }
  ~Redirected() {
    std::fflush(stream_);
    std::clearerr(stream_);
    dup2(before_, fileno(stream_));
    close(before_);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;

 private:
  std::FILE* stream_;
  int before_;
};

/// What is written to a stream meanwhile.
std::string written(std::FILE* stream, const std::function<void()>& write) {
  const ScratchFolder folder;
  const auto path = folder.path / "said";
  {
    const Redirected to(stream, open(path.c_str(), O_WRONLY | O_CREAT, 0600));
    write();
  }
  return content(path);
}

/// How wide stdout is where it is a terminal with so many columns.
std::optional<std::size_t> columns_of(unsigned short columns) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE((terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0));
  winsize size{};
  size.ws_col = columns;
  REQUIRE(ioctl(terminal, TIOCSWINSZ, &size) == 0);
  std::optional<std::size_t> found;
  {
    const Redirected to(stdout, open(ptsname(terminal), O_RDWR | O_NOCTTY));
    found = columns_of_terminal();
    CHECK(terminal_width() == found.value_or(usual_width));
  }
  close(terminal);
  return found;
}

}  // namespace

TEST_CASE("texts show control sequences and do not send them, what is drawn and bytes go as they are") {
  const std::string text = "a\033[2Jb\r\n";
  CHECK(written(stdout, [&] { put_text(text); }) == "a\\x1b[2Jb\\x0d\n");
  CHECK(written(stdout, [&] { put_bytes(text); }) == text);
  CHECK(written(stderr, [&] { say_text(text); }) == "a\\x1b[2Jb\\x0d\n");
  CHECK(written(stderr, [&] { draw_text(text); }) == text);
  CHECK(written(stdout, [&] { put("{} of {}\n", 1, text); }) == "1 of a\\x1b[2Jb\\x0d\n\n");
  CHECK(written(stderr, [&] { say("{}\n", "\x1b"); }) == "\\x1b\n");
}

TEST_CASE("doubts are warnings, a line each") {
  const std::vector<Message> doubts{{"scenario.toml", 3, 5, "odd", "even"},
                                    {"scenario.toml", 4, 1, "late", {}}};
  const std::string said = written(stderr, [&] { tell_doubts(doubts); });
  CHECK_THAT(said, Catch::StartsWith("warning: scenario.toml:3:5: odd"));
  CHECK_THAT(said, Contains("\nwarning: scenario.toml:4:1: late\n"));
}

TEST_CASE("a terminal says how wide it is, a file and a terminal that does not know are as usual") {
  CHECK(columns_of(43) == 43);
  CHECK(columns_of(0) == std::nullopt);
  written(stdout, [] {
    CHECK(columns_of_terminal() == std::nullopt);
    CHECK(terminal_width() == usual_width);
  });
}

TEST_CASE("what cannot be printed is an error, on stderr it is lost") {
  {
    const Redirected to(stdout, open("/dev/full", O_WRONLY));
    CHECK_THROWS_WITH(put_text("a"), Contains("cannot print: No space left on device"));
  }
  {
    const Redirected to(stderr, open("/dev/full", O_WRONLY));
    CHECK_NOTHROW(say_text("a"));
    CHECK_NOTHROW(draw_text("a"));
  }
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    close(ends[0]);
    const Redirected to(stdout, ends[1]);
    CHECK_THROWS_AS(put_text("a"), ClosedPipe);
    CHECK_NOTHROW(put_while_read([] { put_text("a"); }));
  }
  std::signal(SIGPIPE, before);
}
