#include <catch2/catch.hpp>

#include "cli/options.hpp"

using namespace darah;
using Catch::Contains;

namespace {

std::string failure_of(const std::vector<std::string>& arguments) {
  int threads = 0;
  boost::program_options::options_description options;
  options.add_options()("threads,j", boost::program_options::value(&threads), "threads");
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
  CHECK_THAT(failure_of({"a", "-j", "x"}), Contains("threads"));
  CHECK_THROWS_WITH(require_from(1, "-j", 0), "-j is a whole number from 1 on, not 0");
}
