#pragma once

#include <span>
#include <string>

/// The commands: each takes what follows its name and returns the exit code.

namespace darah {

int command_run(std::span<const std::string> arguments);
int command_check(std::span<const std::string> arguments);
int command_describe(std::span<const std::string> arguments);
int command_compare(std::span<const std::string> arguments);
int command_sweep(std::span<const std::string> arguments);
int command_report(std::span<const std::string> arguments);
int command_merge(std::span<const std::string> arguments);
int command_trace(std::span<const std::string> arguments);

}  // namespace darah
