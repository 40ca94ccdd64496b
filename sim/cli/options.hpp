#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace darah {

/// A command line that means nothing; the program says how it is meant and ends with exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// No machine that runs this has more processors.
inline constexpr std::int64_t most_threads = 1024, most_replications = 1'000'000;

/// What `darah COMMAND --help` says beside the options.
struct CommandHelp {
  std::string_view name;
  /// The one positional argument: "SCENARIO"; in brackets when it may be left out, "RESULTS..." for one or
  /// more.
  std::string_view operand;
  std::string_view purpose;
  std::string_view example;
};

/// Reads a command's arguments; the operand is the value "operand", texts where there may be more. Empty when
/// help was asked for and printed. Throws UsageError. Options are written out in full: a misspelt one is an
/// error, with the nearest named.
std::optional<boost::program_options::variables_map> read_options(
    const CommandHelp& help, boost::program_options::options_description options,
    std::span<const std::string> arguments);

/// Adds the option of every command that reads a scenario.
void add_allow_outside(boost::program_options::options_description& options, bool& allowed);

/// The command as a shell would take it.
std::string command_line(std::string_view command, std::span<const std::string> arguments);

/// Throws UsageError for a number below the least its option takes.
void require_from(std::int64_t least, std::string_view option, std::int64_t value);

}  // namespace darah
