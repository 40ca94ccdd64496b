#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace darah {

/// Where the Python package `darah` lies: share/darah beside this program's bin, or analysis/ of the sources
/// it was built from.
std::filesystem::path analysis_folder();

/// Whether what the package prints on stdout goes where this program's output goes.
enum class Printed : bool { no, yes };

/// Runs the package's command line as `python3 -m darah ARGUMENTS` would, and waits for its end. Python is
/// isolated: no file of the folder worked in stands in for a module, and no variable of Python's is heard.
/// The package finds this program in the environment, as DARAH. $DARAH_PYTHON is the interpreter; without it
/// /usr/bin/python3, which sees Debian's packages. Returns its exit code, 4 where there is no interpreter or
/// no package, 130 where it or this program was interrupted.
/// `comparison`, how the arms of the results compare as JSON, is handed on, so that the package need not ask
/// this program for it again; "" for none.
int run_analysis(std::span<const std::string> arguments, Printed printed, const std::string& comparison = {});

/// The page that a run leaves beside its results, another for each file: NAME-report.html of NAME.h5, and
/// RESULTS.report.html of results without that suffix.
std::filesystem::path page_of(const std::filesystem::path& results);

}  // namespace darah
