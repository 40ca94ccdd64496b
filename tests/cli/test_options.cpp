#include <catch2/catch.hpp>

#include "cli/options.hpp"

using namespace darah;
using Catch::Contains;

namespace {

std::string failure_of(const std::vector<std::string>& arguments) {
  int threads = 0;
  boost::program_options::options_description options;
  std::vector<std::string> sets;
  options.add_options()("threads,j", boost::program_options::value(&threads), "threads")(
      "set", boost::program_options::value(&sets), "set");
  try {
    read_options({"run", "SCENARIO", "", ""}, options, arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a command line comes back as a shell takes it") {
  CHECK(command_line("run", std::vector<std::string>{"a/b.toml", "-r", "8"}) == "darah run a/b.toml -r 8");
  CHECK(command_line("run", std::vector<std::string>{"x y", "", "it's"}) == "darah run 'x y' '' 'it'\\''s'");
}

TEST_CASE("what a command does not take is told, with what is near") {
  CHECK(failure_of({"a.toml", "-j", "2"}).empty());
  CHECK(failure_of({"a.toml", "--thread", "2"}) == "unknown option --thread; did you mean \"--threads\"?");
  CHECK(failure_of({"a", "b"}) == "too many arguments: one SCENARIO is meant");
  CHECK_THAT(failure_of({}),
             Catch::StartsWith("SCENARIO is missing; darah ") && Catch::EndsWith(" --help says more"));
  CHECK(failure_of({"a", "-j", "two"}) == "--threads is a whole number, not two");
  CHECK_THROWS_WITH(require_from(1, "-j", 0), "-j is a whole number from 1 on, not 0");
}

TEST_CASE("a setting that the shell has cut is told, and what it was to be") {
  CHECK(failure_of({"a", "--set", "x.y=90 d"}).empty());
  for (const auto& cut : std::vector<std::vector<std::string>>{
           {"a", "--set", "x.y", "2"}, {"--set", "x.y", "2", "a"}, {"a", "--set", "x.y", "=", "2"}})
    CHECK(failure_of(cut) == "--set takes KEY=VALUE in one word: --set x.y=2");
  CHECK(failure_of({"a", "--set", "x.y"}) == "--set takes KEY=VALUE in one word: --set x.y=VALUE");
  CHECK(failure_of({"a", "--set", "x.y=90", "d"}) ==
        "too many arguments; a value with a blank stands in quotes: --set \"x.y=90 d\"");
  CHECK(failure_of({"a", "--set", "x.y=90", "b/c"}) == "too many arguments: one SCENARIO is meant");
}
