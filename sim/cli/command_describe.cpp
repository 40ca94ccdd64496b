#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "scenario/describe.hpp"

namespace po = boost::program_options;

namespace darah {

int command_describe(std::span<const std::string> arguments) {
  std::string format;
  po::options_description options("Options", 100);
  options.add_options()("format", po::value(&format)->default_value("text")->value_name("FORMAT"),
                        "format of the text: text, json-schema or markdown");
  const auto given =
      read_options({"describe", "[KEY]",
                    "Says what every parameter is: unit, range, default, how far to trust it, meaning.\n"
                    "KEY is a key, the beginning of some, or a pattern such as '*.births'.",
                    "darah describe emergency"},
                   options, arguments);
  if (!given) return exit_code::done;
  const auto label = std::find(format_labels.begin(), format_labels.end(), format);
  if (label == format_labels.end()) {
    throw UsageError(fmt::format("--format is one of {}", fmt::join(format_labels, ", ")));
  }
  const auto wanted = static_cast<Format>(label - format_labels.begin());
  try {
    std::ostringstream text;
    describe(text, wanted, given->contains("operand") ? (*given)["operand"].as<std::string>() : "");
    put_text(text.str());
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  return exit_code::done;
}

}  // namespace darah
