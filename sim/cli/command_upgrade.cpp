#include <fmt/format.h>

#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "file/whole_file.hpp"
#include "scenario/scenario.hpp"
#include "scenario/upgrade.hpp"

namespace po = boost::program_options;

namespace darah {

int command_upgrade(std::span<const std::string> arguments) {
  bool dry = false, allow_outside = false;
  po::options_description options("Options", 100);
  options.add_options()("dry-run", po::bool_switch(&dry), "say what would change, and change nothing");
  add_allow_outside(options, allow_outside);
  const auto given = read_options(
      {"upgrade", "SCENARIO",
       "Carries a scenario of an earlier format over to the present one, and says what it changes. Comments "
       "stay.\n"
       "SCENARIO is a folder with scenario.toml, or that file; what it is based on is not changed.",
       "darah upgrade my-scenario"},
      options, arguments);
  if (!given) return exit_code::done;
  const std::string scenario = (*given)["operand"].as<std::string>();
  const std::vector<UpgradedFile> files = upgrade(scenario, allow_outside);
  // What says that all is done, scenario.toml, is written last.
  for (const bool last : {false, true}) {
    for (const UpgradedFile& file : files) {
      if (!dry && (file.path.extension() == ".toml") == last) write_text(file.path, file.text);
    }
  }
  put_while_read([&] {
    for (const UpgradedFile& file : files) {
      for (const std::string& change : file.changes) put("{}: {}\n", file.path.string(), change);
    }
    if (files.empty()) put("{} is of format {} already\n", scenario, newest_format);
  });
  if (!dry) load_scenario(scenario, {.allow_outside = allow_outside});  // tells what is wrong still
  return exit_code::done;
}

}  // namespace darah
