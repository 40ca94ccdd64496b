#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/analysis.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "cli/options.hpp"
#include "cli/precision.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "compare/comparison.hpp"
#include "file/results.hpp"
#include "print/comparison_text.hpp"
#include "print/text.hpp"
#include "scenario/scenario.hpp"
#include "study/precision.hpp"
#include "study/run.hpp"
#include "study/warm_up.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

void print_sharing(const Sharing& sharing) {
  if (sharing.saved < 1) return;
  fmt::print(
      stderr, "{} arms shared their past: {} of {} simulated weeks were not simulated again ({:.0f}%)\n",
      sharing.arms, number(sharing.saved, 0), number(sharing.weeks, 0), 100 * sharing.saved / sharing.weeks);
}

Results run_once(const Scenario& scenario, RunOptions run) {
  ProgressLine line;
  run.progress = [&](const Progress& progress) { line.show(progress); };
  return run_scenario(scenario, run);
}

Results run_to(const PrecisionGoal& goal, const Scenario& scenario, RunOptions run) {
  std::optional<ProgressLine> line(std::in_place);
  run.progress = [&](const Progress& progress) { line->show(progress); };
  return run_to_precision(scenario, run, goal, [&](const PrecisionStep& step) {
    line.emplace();  // takes the bar away
    tell(step, goal, scenario.arms.front().name);
  });
}

void print_unsettled(const Results& results) {
  std::string found;
  std::int64_t days = 0;
  for (const Unsettled& series : unsettled(results)) {
    found += fmt::format("\n  {}, {}: {} {} d", series.series, series.what,
                         series.settles ? "settled after" : "not settled in all of", series.days);
    days = std::max(days, series.days);
  }
  if (found.empty()) return;
  fmt::print(stderr, "warning: a warm-up of {} d looks too short; try --set run.warm_up=\"{} d\"{}\n",
             results.warm_up_days, days, found);
}

void leave_report(const std::string& results) {
  if (run_analysis(std::vector<std::string>{"report", results}) != 0) {
    fmt::print(stderr, "there is no report; the results are whole, and darah report {} makes one\n", results);
  }
}

std::filesystem::path default_output(const Scenario& scenario) {
  std::filesystem::create_directory("results");
  return std::filesystem::path("results") / (scenario.name + ".h5");
}

/// What an interrupted run leaves does not take the place of what was there. Returns the file's name.
std::filesystem::path keep_results(const ResultsWriter& writer, const Results& results) {
  std::filesystem::path path = writer.path();
  if (results.complete() || !std::filesystem::exists(path)) {
    writer.write(results);
    return path;
  }
  path.replace_extension(".interrupted.h5");
  ResultsWriter(path).write(results);
  return path;
}

/// Prints how the arms compare, and what the run took. Returns the exit code.
int tell_results(const Scenario& scenario, const Results& results, const std::filesystem::path& path,
                 bool with_report) {
  const std::size_t finished = results.replications.size();
  const ResultsReader written(path);
  fmt::print("{}\nResults: {}\n", to_text(compare(written, written.arms().front()), terminal_width()),
             path.string());
  fmt::print(stderr, "{} replications in {} on {} threads, at most {} MB of memory\n", finished,
             clock_text(results.wall_seconds), results.threads, results.peak_memory_bytes / 1'000'000);
  print_unsettled(results);
  print_sharing(sharing_of(scenario, std::ssize(results.replications)));
  if (with_report) leave_report(path.string());
  if (results.complete()) return exit_code::done;
  fmt::print(
      stderr,
      "interrupted: {} of {} replications are kept in {}. The same command again simulates all of them; "
      "those kept come out the same.\n",
      finished, results.replications_requested, path.string());
  return exit_code::interrupted;
}

}  // namespace

int command_run(std::span<const std::string> arguments) {
  std::string output;
  std::int64_t replications = 0, threads = 0, seed = 0;
  LoadOptions load;
  po::options_description options("Options", 100);
  options.add_options()("output,o", po::value(&output)->value_name("FILE"),
                        "results file (results/<scenario>.h5)")(
      "replications,r", po::value(&replications)->value_name("N"), "replications (the scenario's)")(
      "threads,j", po::value(&threads)->value_name("N"), "threads (as many as processors and memory allow)")(
      "seed", po::value(&seed)->value_name("S"), "seed of every random number (the scenario's)")(
      "arm", po::value(&load.arms)->value_name("NAME"),
      "simulate only this arm; may be repeated, the first is the baseline")(
      "set", po::value(&load.sets)->value_name("KEY=VALUE"), "set a parameter of all arms; may be repeated")(
      "no-report", "leave no page for planners beside the results file");
  PrecisionOptions precision;
  precision.add_to(options);
  const auto given =
      read_options({"run", "SCENARIO",
                    "Simulates every arm of a scenario, prints how they compare, and leaves a results file.\n"
                    "SCENARIO is a folder with scenario.toml, or that file. Ctrl-C keeps what is finished.",
                    "darah run scenarios/banten-2018 -r 8 -j 2 -o r.h5 --set run.horizon=\"90 d\""},
                   options, arguments);
  if (!given) return exit_code::done;
  if (given->contains("replications")) require_from(1, "-r", replications);
  if (replications > most_replications) throw UsageError(fmt::format("-r is at most {}", most_replications));
  if (given->contains("threads")) require_from(1, "-j", threads);
  if (threads > most_threads) throw UsageError(fmt::format("-j is at most {}", most_threads));
  require_from(0, "--seed", seed);
  const std::optional<PrecisionGoal> goal = precision.goal(*given);

  const Scenario scenario = load_scenario((*given)["operand"].as<std::string>(), load);
  const ResultsWriter writer(output.empty() ? default_output(scenario) : std::filesystem::path(output));

  RunOptions run;
  run.threads = static_cast<unsigned>(threads);
  run.seed = given->contains("seed") ? static_cast<std::uint64_t>(seed) : scenario.seed;
  run.replications = given->contains("replications") ? replications : scenario.replications;
  run.stop = &stop_on_signals();
  Results results = goal ? run_to(*goal, scenario, run) : run_once(scenario, run);
  results.command_line = command_line("run", arguments);
  if (results.replications.empty()) {
    fmt::print(stderr, "interrupted before the first replication was finished; no file was written\n");
    return exit_code::interrupted;
  }
  return tell_results(scenario, results, keep_results(writer, results), !given->contains("no-report"));
}

}  // namespace darah
