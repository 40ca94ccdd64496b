#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/precision.hpp"

using namespace darah;
using Catch::Contains;

namespace {

/// The goal of a run with these options.
std::optional<PrecisionGoal> goal_of(std::vector<std::string> arguments) {
  PrecisionOptions wanted;
  std::int64_t replications = 0;
  boost::program_options::options_description options;
  options.add_options()("replications,r", boost::program_options::value(&replications), "");
  wanted.add_to(options);
  arguments.insert(arguments.begin(), "scenario");
  return wanted.goal(*read_options({"run", "SCENARIO", "", ""}, options, arguments));
}

}  // namespace

TEST_CASE("without --precision there is no goal, and nothing to say more about") {
  CHECK_FALSE(goal_of({"-r", "8"}).has_value());
  CHECK_THROWS_WITH(goal_of({"--of", "births"}), "--of says more about --precision");
  CHECK_THROWS_WITH(goal_of({"--most", "64"}), "--most says more about --precision");
}

TEST_CASE("a precision is a share or a half-width, of deaths unless another measure is named") {
  const auto share = goal_of({"--precision", "5%"});
  CHECK(share->precision.relative);
  CHECK(share->precision.half_width == Approx(0.05));
  CHECK(share->measure == "deaths_expected");
  CHECK(share->most == 1024);
  const auto width = goal_of({"--precision", "0.5", "--of", "births"});
  CHECK_FALSE(width->precision.relative);
  CHECK(width->precision.half_width == 0.5);
  CHECK(width->measure == "births");
}

TEST_CASE("the most is rounded down to a number of replications at which is looked") {
  CHECK(goal_of({"--precision", "5%", "--most", "16"})->most == 16);
  CHECK(goal_of({"--precision", "5%", "--most", "63"})->most == 32);
  CHECK(goal_of({"--precision", "5%", "--most", "64"})->most == 64);
}

TEST_CASE("what is no precision, no measure or no number is refused with what would be one") {
  for (const char* text : {"tight", "", "%", "0", "0%", "-1", "5 %", "5%%", "nan", "inf", "1e999"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(goal_of({std::string("--precision=") + text}),
                      Contains("such as 5%") || Contains("argument"));
  }
  CHECK_THROWS_WITH(goal_of({"--precision", "5%", "--of", "brths"}),
                    "--of brths: there is no such measure; did you mean \"births\"?");
  CHECK_THROWS_WITH(goal_of({"--precision", "5%", "--of", "exogenous"}),
                    Contains("there is no such measure"));
  CHECK_THROWS_WITH(goal_of({"--precision", "5%", "-r", "8"}), Contains("not both"));
  CHECK_THROWS_WITH(goal_of({"--precision", "5%", "--most", "15"}),
                    "--most is a whole number from 16 on, not 15");
  CHECK_THROWS_WITH(goal_of({"--precision", "5%", "--most", "1000001"}), "--most is at most 1000000");
}
