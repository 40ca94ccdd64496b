#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/analysis.hpp"
#include "cli/commands.hpp"
#include "cli/compared.hpp"
#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "cli/options.hpp"
#include "cli/output_name.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

/// How the arms of results compare; "" for a sweep, and for a file of which the package says what is wrong.
std::string comparison_of(const std::string& path, const std::string& baseline) {
  try {
    return compare_all(ResultsReader(path), baseline).json();
  } catch (const FileError&) {
    return {};
  }
}

}  // namespace

int command_report(std::span<const std::string> arguments) {
  std::string output, language, baseline, of, arm;
  po::options_description options("Options", 100);
  options.add_options()("output,o", po::value(&output)->value_name("FILE"),
                        "page to make (of NAME.h5: NAME-report.html)")(
      "language", po::value(&language)->value_name("id|en"),
      "only language of the page (both, with a switch)")(
      "baseline", po::value(&baseline)->value_name("ARM"),
      "arm with which the others are compared (the first)")(
      "of", po::value(&of)->value_name("MEASURE"),
      "measure that the page of a sweep explains (expected deaths)")(
      "arm", po::value(&arm)->value_name("NAME"),
      "arm whose difference from the baseline the page of a sweep explains (the arm that differs most)");
  const auto given = read_options(
      {"report", "RESULTS",
       "Makes one page for planners of a results file or of a merged sweep: the answer in words, pictures,\n"
       "tables, and how to run it again. It needs no network and opens in any browser.",
       "darah report results/banten-2018.h5 -o report.html"},
      options, arguments);
  if (!given) return exit_code::done;
  require_output_name(output, OutputKind::page);
  std::vector<std::string> words = {"report", (*given)["operand"].as<std::string>()};
  if (std::filesystem::is_directory(words[1]))
    throw FileError(
        words[1] +
        ": is a folder; a page is made of a file (darah compare shows what a run has finished so far)");
  const auto add = [&](const std::string& option, const std::string& value) {
    if (given->contains(option)) words.insert(words.end(), {"--" + option, value});
  };
  words.insert(words.end(), {"--output", output.empty() ? page_of(words[1]).string() : output});
  add("language", language);
  add("baseline", baseline);
  add("of", of);
  add("arm", arm);
  const std::atomic<bool>& stop = stop_on_signals();
  const std::string comparison = comparison_of(words[1], baseline);
  return stop ? exit_code::interrupted : run_analysis(words, Printed::yes, comparison);
}

}  // namespace darah
