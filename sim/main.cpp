#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "file/breakdown.hpp"
#include "file/hdf5.hpp"
#include "print/text_table.hpp"
#include "scenario/message.hpp"
#include "scenario/nearest.hpp"
#include "version.hpp"

namespace darah {

namespace {

void print_help() {
  std::string text =
      "darah simulates maternal deaths and the blood supply, with and without an agreement between them.\n\n"
      "darah COMMAND ...\n";
  TextTable table({{"", "", "", Align::left}, {"", "", "", Align::left}, {"", "", "", Align::left}},
                  TableHeading::none);
  for (const Command& command : commands)
    table.add({"", std::string(command.name), std::string(command.purpose)});
  table.write(text);
  put("{}darah COMMAND --help says more. darah --version says what this is.\n\n"
      "Example:\n  darah run scenarios/banten-2018\n",
      text);
}

int dispatch(std::span<const std::string> arguments) {
  if (arguments.empty()) throw UsageError("a command is missing; darah --help lists them");
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h" || name == "help") {
    print_help();
    return exit_code::done;
  }
  if (name == "--version") {
    put("darah {} (commit {}, {})\n", program_version, git_commit, compiler);
    return exit_code::done;
  }
  const auto* command =
      std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == name; });
  if (command != commands.end()) return command->run(arguments.subspan(1));
  std::vector<std::string> known;
  known.reserve(commands.size());
  for (const Command& c : commands) known.emplace_back(c.name);
  const std::string suggestion = did_you_mean(name, known);
  throw UsageError("unknown command " + name + "; " +
                   (suggestion.empty() ? "darah --help lists them" : suggestion));
}

int fail(int code, const std::exception& error) {
  say("{}\n", error.what());
  return code;
}

}  // namespace

}  // namespace darah

int main(int argc, char** argv) {
  using namespace darah;
  // A file grown too large, and a reader that has gone, are errors of a write, told like any other.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  end_breakdowns_with(exit_code::file);
  std::signal(SIGCHLD, SIG_DFL);  // a starter that ignores it would hide how the analysis ends
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  try {
    return dispatch(arguments);
  } catch (const ClosedPipe&) {
    return exit_code::done;  // as a program that a closed pipe ends, but for its work, which is kept
  } catch (const UsageError& error) {
    say("darah: {}\n", error.what());
    return exit_code::usage;
  } catch (const ScenarioError& error) {
    return fail(exit_code::scenario, error);
  } catch (const FileError& error) {
    return fail(exit_code::file, error);
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(exit_code::file, error);
  } catch (const std::bad_alloc&) {
    say("darah: not enough memory; fewer threads (-j) take less\n");
    return exit_code::internal;
  } catch (const std::exception& error) {
    say("darah failed: {}\nThis is a fault of the program; please report it.\n", error.what());
    return exit_code::internal;
  }
}
