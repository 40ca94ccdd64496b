#include <fmt/format.h>

#include <string>

#include "cli/commands.hpp"
#include "cli/compared.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"
#include "file/results.hpp"
#include "print/comparison_text.hpp"
#include "print/monitoring_text.hpp"

namespace po = boost::program_options;

namespace darah {

int command_compare(std::span<const std::string> arguments) {
  std::string baseline, format = "text";
  po::options_description options("Options", 100);
  options.add_options()("baseline", po::value(&baseline)->value_name("ARM"),
                        "arm with which the others are compared (the first)")(
      "format", po::value(&format)->value_name("text|json"),
      "text (the default), or json: everything, with all digits and the agreement's monitoring, for "
      "programs")("monitoring",
                  "print the agreement alone, by district and year: modification, deviation from the goal, "
                  "effectiveness");
  const auto given =
      read_options({"compare", "RESULTS",
                    "Prints each measure in each arm and its paired difference from the baseline, with "
                    "95% intervals.\nReads the results file alone.",
                    "darah compare results/banten-2018.h5 --baseline no-mou"},
                   options, arguments);
  if (!given) return exit_code::done;
  if (format != "text" && format != "json") throw UsageError("--format is text or json");
  if (format == "json" && given->contains("monitoring"))
    throw UsageError("--format json holds the monitoring; leave --monitoring out");
  const ResultsReader results((*given)["operand"].as<std::string>());
  const std::string arm = baseline_of(results, baseline);
  put("{}", given->contains("monitoring") ? to_text(monitor(results, arm), terminal_width())
            : format == "json"            ? compare_all(results, arm).json()
                                          : to_text(compare(results, arm), terminal_width()));
  return exit_code::done;
}

}  // namespace darah
