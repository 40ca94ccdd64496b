#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace darah {

/// Where the Python package `darah` lies: share/darah beside this program's bin, or analysis/ of the sources
/// it was built from.
std::filesystem::path analysis_folder();

/// Runs `python3 -m darah ARGUMENTS` and waits for its end. What it prints goes where this program's output
/// goes. The package finds this program in the environment, as DARAH. $DARAH_PYTHON is the interpreter;
/// without it /usr/bin/python3, which sees Debian's packages. Returns its exit code, 4 where there is no
/// interpreter or no package.
int run_analysis(std::span<const std::string> arguments);

}  // namespace darah
