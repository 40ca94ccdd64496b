#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "output/comparison.hpp"
#include "output/monitoring.hpp"
#include "output/results.hpp"
#include "scenario/nearest.hpp"

namespace po = boost::program_options;

namespace darah {

int command_compare(std::span<const std::string> arguments) {
  std::string baseline;
  po::options_description options("Options", 100);
  options.add_options()("baseline", po::value(&baseline)->value_name("ARM"),
                        "arm the others are compared with (the first)")(
      "monitoring",
      "instead, the agreement by district and year: modification, deviation from the goal, effectiveness");
  const auto given =
      read_options({"compare", "RESULTS",
                    "Prints each measure in each arm and its paired difference from the baseline, with "
                    "95% intervals.\nReads the results file alone.",
                    "darah compare results/banten-2018.h5 --baseline no-mou"},
                   options, arguments);
  if (!given) return exit_code::done;
  const ResultsReader results((*given)["operand"].as<std::string>());
  if (baseline.empty()) baseline = results.arms().front();
  if (std::find(results.arms().begin(), results.arms().end(), baseline) == results.arms().end()) {
    const std::string suggestion = did_you_mean(baseline, results.arms());
    throw UsageError(fmt::format(
        "{} has no arm {}; {}", results.path().string(), baseline,
        suggestion.empty() ? fmt::format("it has {}", fmt::join(results.arms(), ", ")) : suggestion));
  }
  const std::string text = given->contains("monitoring")
                               ? to_text(monitor(results, baseline), terminal_width())
                               : to_text(compare(results, baseline), terminal_width());
  fmt::print("{}", text);
  return exit_code::done;
}

}  // namespace darah
