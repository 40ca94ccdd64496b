#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

/// The commands: each takes what follows its name and returns the exit code. A new one is declared here and
/// has its row beneath; dispatch and help follow from it.

namespace darah {

int command_run(std::span<const std::string> arguments);
int command_check(std::span<const std::string> arguments);
int command_describe(std::span<const std::string> arguments);
int command_compare(std::span<const std::string> arguments);
int command_sweep(std::span<const std::string> arguments);
int command_report(std::span<const std::string> arguments);
int command_merge(std::span<const std::string> arguments);
int command_trace(std::span<const std::string> arguments);
int command_upgrade(std::span<const std::string> arguments);
int command_holm(std::span<const std::string> arguments);

struct Command {
  std::string_view name;
  int (*run)(std::span<const std::string> arguments);
  std::string_view purpose;  ///< what the command does, as `darah --help` tells it
};

/// The commands, in the order in which help lists them.
inline constexpr auto commands = std::to_array<Command>({
    {"run", command_run, "simulate a scenario and print how its arms compare"},
    {"check", command_check, "tell all that is wrong with a scenario, or what will run"},
    {"compare", command_compare, "print the table of a results file again"},
    {"report", command_report, "make a page for planners of a results file: words, pictures, tables"},
    {"sweep", command_sweep, "simulate all cells of a design, or a slice of them"},
    {"merge", command_merge, "join the slices of a sweep to one file"},
    {"trace", command_trace, "tell what happens to one woman in every arm, step by step"},
    {"upgrade", command_upgrade, "carry a scenario of an earlier format over to the present one"},
    {"describe", command_describe, "print unit, range, default, meaning, source of every parameter"},
    {"holm", command_holm, "tell which of several claims hold together, from their p-values"},
});

}  // namespace darah
