#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/analysis.hpp"
#include "cli/commands.hpp"
#include "cli/compared.hpp"
#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "cli/options.hpp"
#include "cli/output_name.hpp"
#include "cli/precision.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "file/output_kind.hpp"
#include "file/results.hpp"
#include "file/same_run.hpp"
#include "file/whole_file.hpp"
#include "print/brief.hpp"
#include "print/comparison_text.hpp"
#include "print/text.hpp"
#include "scenario/scenario.hpp"
#include "study/precision.hpp"
#include "study/run.hpp"
#include "study/run_pieces.hpp"
#include "study/warm_up.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

void print_sharing(const Sharing& sharing) {
  if (sharing.saved < 1) return;
  say("{} shared their past: {} of {} simulated weeks were not simulated again ({:.0f}%)\n",
      counted(sharing.arms, "arm"), number(sharing.saved, 0), number(sharing.weeks, 0),
      100 * sharing.saved / sharing.weeks);
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

/// What the measured days say of the warm-up; "" where it is long enough.
std::string unsettled_text(const Results& results) {
  std::string found;
  std::int64_t days = 0;
  for (const Unsettled& series : unsettled(results)) {
    found += fmt::format("\n  {}, {}: {} {} d", series.series, series.what,
                         series.settles ? "settled after" : "not settled in all of", series.days);
    days = std::max(days, series.days);
  }
  if (found.empty()) return {};
  return fmt::format("warning: a warm-up of {} d looks too short; try --set run.warm_up=\"{} d\"{}\n",
                     results.warm_up_days, days, found);
}

/// Makes the page of results. Returns where it lies, or nothing where there is none, of which is told.
std::optional<std::filesystem::path> leave_report(const std::filesystem::path& results,
                                                  const Compared& compared) {
  const std::filesystem::path page = page_of(results);
  if (run_analysis(std::vector<std::string>{"report", results.string(), "--output", page.string()},
                   Printed::no, compared.json()) == exit_code::done)
    return page;
  say("there is no report; the results are whole, and darah report {} makes one\n", results.string());
  return {};
}

std::filesystem::path default_output(const Scenario& scenario) {
  std::filesystem::create_directory("results");
  return std::filesystem::path("results") / (scenario.name + ".h5");
}

/// Where an interrupted run leaves what is finished if there are results already.
std::filesystem::path interrupted_name(std::filesystem::path path) {
  if (path.extension() == ".h5") path.replace_extension();
  return path += ".interrupted.h5";
}

/// What an interrupted run leaves does not take the place of what was there. Returns the file's name.
std::filesystem::path keep_results(const SoleWriter& writer, const Results& results) {
  std::filesystem::path path = writer.path();
  if (!results.complete() && std::filesystem::exists(path)) path = interrupted_name(path);
  write_results(path, results);
  return path;
}

/// Keeps what is finished as pieces. A disk that is full costs the pieces, not the run.
auto keeper(const RunPieces& pieces) {
  return [&pieces, told = false](std::vector<Replication> replications) mutable {
    try {
      pieces.keep(std::move(replications));
    } catch (const FileError& error) {
      if (!told) say("warning: {}; what is finished is kept in memory alone\n", error.what());
      told = true;
    }
  };
}

/// Says how many replications up to `most` are there already.
void tell_known(RunPieces& pieces, const std::filesystem::path& folder, std::int64_t most) {
  const auto taken = std::distance(pieces.known().begin(), pieces.known().lower_bound(most));
  if (taken > 0)
    say("{} of {} {} taken over\n", counted(taken, "replication"), folder.string(),
        taken == 1 ? "is" : "are");
}

/// The pieces go once the results hold them; those beyond what was asked for stay, and it is told.
void finish(RunPieces& pieces, const std::filesystem::path& folder) {
  pieces.finish();
  if (pieces.known().empty()) return;
  const std::size_t left = pieces.known().size();
  say("{} beyond these {} finished earlier and {} in {}; -r {} takes {} over\n", counted(left, "replication"),
      left == 1 ? "was" : "were", left == 1 ? "stays" : "stay", folder.string(),
      pieces.known().rbegin()->first + 1, left == 1 ? "it" : "them");
}

/// How the arms compare; on a terminal too narrow for that the brief view, which leaves lines for what
/// follows.
std::string table_of(const Comparison& comparison, const std::filesystem::path& path) {
  if (!needs_brief(comparison)) return to_text(comparison, terminal_width());
  constexpr std::size_t lines_to_follow = 3;
  Screen screen;
  screen.height -= lines_to_follow;
  return to_brief(
      comparison, screen,
      "Whole table: " + command_line("compare", std::vector<std::string>{path.string(), "--format", "text"}));
}

/// Leaves the page and prints how the arms compare, and what the run took. Returns the exit code.
int tell_results(const Scenario& scenario, Results results, const std::filesystem::path& path,
                 bool with_report) {
  const std::size_t finished = results.replications.size();
  const bool complete = results.complete();
  const std::string warning = unsettled_text(results);
  results.replications = {};  // all of them lie on disk, and the comparison takes as much memory again
  // All that is to be kept lies on disk before anything is printed: a reader may have gone.
  const ResultsReader written(path);
  // Where the file system keeps no locks another run may have taken its place by now.
  if (written.text("command_line") != results.command_line ||
      written.text("seed_text") != std::to_string(results.seed))
    throw FileError(fmt::format(
        "{}: another run has written it while this one ended; name another file with -o", path.string()));
  const Compared compared = compare_all(written, {});
  std::optional<std::filesystem::path> page;
  if (!complete) go_on_after_signals();  // the page is of what was finished
  if (with_report) page = leave_report(path, compared);
  say("{} in {} on {}, at most {} MB of memory\n", counted(finished, "replication"),
      clock_text(results.wall_seconds), counted(results.threads, "thread"),
      results.peak_memory_bytes / 1'000'000);
  say("{}", warning);
  print_sharing(sharing_of(scenario, static_cast<std::int64_t>(finished)));
  if (results.out_of_memory) say("not enough memory for more; fewer threads (-j) take less\n");
  if (!complete)
    say("interrupted: {} of {} {} kept in {}; the same command goes on with the others\n", finished,
        counted(results.replications_requested, "replication"), finished == 1 ? "is" : "are", path.string());
  put_while_read([&] {
    put("{}\nResults: {}\n", table_of(compared.comparison, path), path.string());
    if (page) put("Report: {}\n", page->string());
  });
  return complete && !stop_on_signals() ? exit_code::done : exit_code::interrupted;
}

/// What is lost where this run replaces a results file: those of other settings, or of more replications;
/// "" where neither is.
std::string what_is_replaced(const std::filesystem::path& file, const Results& frame,
                             std::int64_t replications) {
  const std::optional<KnownRun> there = run_in(file);
  if (!there) return {};
  if (const std::string differs = difference(there->identity, identity_of(frame)); !differs.empty())
    return fmt::format("{} is of another run ({}) and will be replaced; -o FILE keeps both", file.string(),
                       differs);
  if (replications == 0 || there->replications <= replications) return {};
  return fmt::format("{} holds {} replications and will be replaced by one of {}; -o FILE keeps both",
                     file.string(), there->replications, replications);
}

/// What the command line says of a run, beside its precision.
struct RunAsked {
  std::string output;
  std::int64_t replications = 0, threads = 0, seed = 0;
  double keep_every = 10;
  LoadOptions load;

  void add_to(po::options_description& options) {
    options.add_options()("output,o", po::value(&output)->value_name("FILE"),
                          "results file (results/<scenario>.h5)")(
        "replications,r", po::value(&replications)->value_name("N"), "replications (the scenario's)")(
        "threads,j", po::value(&threads)->value_name("N"),
        "threads (as many as processors and memory allow)")("seed", po::value(&seed)->value_name("S"),
                                                            "seed of every random number (the scenario's)")(
        "arm", po::value(&load.arms)->value_name("NAME"),
        "simulate only this arm; may be repeated, the first is the baseline")(
        "set", po::value(&load.sets)->value_name("KEY=VALUE"),
        "set a parameter of all arms; may be repeated")("no-report",
                                                        "leave no page for planners beside the results file")(
        "resume",
        "go on with a run that was interrupted or killed; without it that is done where it was the same run")(
        "keep-every", po::value(&keep_every)->value_name("SECONDS"),
        "write finished replications to OUTPUT.parts at least this often (10)");
    add_allow_outside(options, load.allow_outside);
  }
  /// Throws UsageError.
  void check(const po::variables_map& given) const {
    if (given.contains("replications")) require_from(1, "-r", replications);
    if (replications > most_replications)
      throw UsageError(fmt::format("-r is at most {}", most_replications));
    if (given.contains("threads")) require_from(1, "-j", threads);
    if (threads > most_threads) throw UsageError(fmt::format("-j is at most {}", most_threads));
    require_from(0, "--seed", seed);
    if (!(keep_every >= 0)) throw UsageError("--keep-every is a number of seconds from 0 on");
  }
  RunOptions run(const po::variables_map& given, const Scenario& scenario) const {
    RunOptions run;
    run.threads = static_cast<unsigned>(threads);
    run.seed = given.contains("seed") ? static_cast<std::uint64_t>(seed) : scenario.seed;
    run.replications = given.contains("replications") ? replications : scenario.replications;
    run.stop = &stop_on_signals();
    run.keep_every = keep_every;
    return run;
  }
};

}  // namespace

int command_run(std::span<const std::string> arguments) {
  RunAsked asked;
  po::options_description options("Options", 100);
  asked.add_to(options);
  PrecisionOptions precision;
  precision.add_to(options);
  const auto given =
      read_options({"run", "SCENARIO",
                    "Simulates every arm of a scenario, prints how they compare, and leaves a results file.\n"
                    "SCENARIO is a folder with scenario.toml, or that file. Ctrl-C keeps what is finished.",
                    "darah run scenarios/banten-2018 -r 8 -j 2 -o r.h5 --set run.horizon=\"90 d\""},
                   options, arguments);
  if (!given) return exit_code::done;
  asked.check(*given);
  require_output_name(asked.output, OutputKind::results);
  const std::optional<PrecisionGoal> goal = precision.goal(*given);

  const Scenario scenario = load_scenario((*given)["operand"].as<std::string>(), asked.load);
  tell_doubts(scenario.doubts);
  const std::filesystem::path output =
      asked.output.empty() ? default_output(scenario) : std::filesystem::path(asked.output);
  const SoleWriter writer(output);
  for (const std::filesystem::path& path : {writer.path(), interrupted_name(writer.path())})
    require_replaceable(path, OutputKind::results);
  if (!given->contains("no-report")) require_replaceable(page_of(writer.path()), OutputKind::page);

  RunOptions run = asked.run(*given, scenario);
  run.command_line = command_line("run", arguments);
  Results frame = frame_of(scenario, run);
  const std::string replaced = what_is_replaced(writer.path(), frame, goal ? 0 : run.replications);
  RunPieces pieces(writer.path(), std::move(frame), given->contains("resume"));
  if (!replaced.empty()) say("{}\n", replaced);
  for (const std::string& piece : pieces.set_aside())
    say("{}; it was set aside and its replications are simulated again\n", piece);
  if (!pieces.not_taken().empty())
    say("warning: {}; begun anew, and what was finished lies in {}\n", pieces.not_taken(),
        pieces.earlier().string());
  const std::filesystem::path folder = RunPieces::folder_of(writer.path());
  tell_known(pieces, folder, goal ? goal->most : run.replications);
  run.known = &pieces.known();
  run.keep = keeper(pieces);
  Results results = goal ? run_to(*goal, scenario, run) : run_once(scenario, run);
  if (results.replications.empty()) {
    say("interrupted before {} replication was finished; no file was written{}\n",
        pieces.known().empty() ? "the first" : "a further",
        pieces.known().empty() ? "" : ", and what was finished earlier lies in " + folder.string());
    return exit_code::interrupted;
  }
  const std::filesystem::path kept = keep_results(writer, results);
  if (results.complete()) finish(pieces, folder);
  return tell_results(scenario, std::move(results), kept, !given->contains("no-report"));
}

}  // namespace darah
