#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/interruption.hpp"
#include "cli/options.hpp"
#include "cli/output_name.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "print/text.hpp"
#include "scenario/forecast.hpp"
#include "study/mpi.hpp"
#include "study/sweep.hpp"
#include "study/sweep_folder.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

Slice read_slice(const std::string& text) {
  const auto cut = text.find('/');
  const auto index = whole_number(std::string_view(text).substr(0, cut));
  const auto of = cut == text.npos ? std::nullopt : whole_number(std::string_view(text).substr(cut + 1));
  if (!index || !of || *index < 1 || *index > *of)
    throw UsageError(fmt::format("--slice is i/N with i from 1 to N, not {}", text));
  return {*index, *of};
}

/// The task of a Slurm job array, or all.
Slice slice_of_environment() {
  const auto number = [](const char* name) -> std::optional<std::int64_t> {
    const char* text = std::getenv(name);
    return text == nullptr ? std::nullopt : whole_number(text);
  };
  const auto task = number("SLURM_ARRAY_TASK_ID"), count = number("SLURM_ARRAY_TASK_COUNT"),
             least = number("SLURM_ARRAY_TASK_MIN"), most = number("SLURM_ARRAY_TASK_MAX");
  if (!task) return {};
  if (!count)
    throw UsageError(
        "SLURM_ARRAY_TASK_ID without SLURM_ARRAY_TASK_COUNT: say which slice this is with --slice i/N");
  const std::int64_t first = least.value_or(1);
  if (most && *most - first + 1 != *count)
    throw UsageError("the Slurm array has holes; say which slice this is with --slice i/N");
  return {*task - first + 1, *count};
}

/// Whether a spreadsheet would take the text of a cell for a formula.
bool is_formula(const std::string& text) {
  if (text.find_first_of("=+-@\t\r") != 0) return false;
  double number = 0;
  const char* const begin = text.data() + (text.front() == '+' ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  return error != std::errc() || end != text.data() + text.size();
}

std::string quoted(const std::string& written) {
  std::string text = is_formula(written) ? '\'' + written : written;
  if (text.find_first_of(",\"\n") == text.npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

/// RFC 4180: each cell with the values its factors take, as the scenario would have them.
void print_cells(const Sweep& sweep) {
  std::string text = "cell";
  for (const Factor& factor : sweep.design.factors) text += ',' + quoted(factor.name);
  text += '\n';
  for (std::size_t cell = 0; cell < sweep.points.cells(); ++cell) {
    text += std::to_string(cell);
    const std::span<const double> shares = sweep.points.of(cell);
    for (std::size_t f = 0; f < shares.size(); ++f) {
      const Factor& factor = sweep.design.factors[f];
      text += ',' + quoted(factor.text(factor.value(shares[f])));
    }
    text += '\n';
    if (text.size() > 1 << 16) {
      put("{}", text);
      text.clear();
    }
  }
  put("{}", text);
}

void print_forecast(const Sweep& sweep, unsigned threads) {
  const SweepFrame& frame = sweep.frame;
  const Forecast cell = forecast(sweep.scenario, frame.replications, 1, lengths_of_measures(sweep.scenario));
  const auto cells = static_cast<double>(frame.cells);
  const double values =
      static_cast<double>(frame.layout.size() * frame.arms.size()) * static_cast<double>(frame.replications);
  say("{} of {} in {}: {}\n", counted(frame.cells, "cell"), counted(frame.replications, "replication"),
      counted(frame.arms.size(), "arm"), counted(frame.blocks(), "block"));
  say("predicted: {:.3g} million events, {} a cell, {} in all on {} ({:.1f} hours of one)\n",
      cells * cell.events / 1e6, clock_text(cell.seconds), clock_text(cells * cell.seconds / threads),
      counted(std::int64_t{threads}, "thread"), cells * cell.seconds / 3600);
  say("predicted: {:.3g} MB of memory a thread, {:.3g} MB in the merged file\n",
      bytes_per_thread(sweep.scenario) / 1e6, cells * values * bytes_per_stored_value / 1e6);
}

void complain_of_set_aside(const SliceFiles& files) {
  for (const std::string& piece : files.set_aside())
    say("{}; it was set aside and its blocks are computed again\n", piece);
}

int run_slice(const Sweep& sweep, const std::filesystem::path& folder, const Slice& slice, bool resume,
              SweepOptions options) {
  Ranks ranks;
  std::optional<SliceFiles> files;  // files of the first rank, which alone begins and ends the slice
  std::vector<std::int64_t> missing;
  if (ranks.first()) {
    files.emplace(folder, sweep.frame, slice, resume);
    complain_of_set_aside(*files);
    missing = files->missing();
  }
  const std::string own = sweep.frame.sha256 + ' ' + this_program();
  std::string of_first = own;
  ranks.agree(of_first);
  if (of_first != own)
    throw FileError("the ranks of mpirun read different designs or scenarios, or are of different builds");

  options.blocks = std::ssize(missing);
  const BlockSink keep = [&](std::vector<Block> blocks) {
    keep_piece(folder, sweep.frame, slice, std::move(blocks));
  };
  std::optional<ProgressLine> line;
  if (ranks.count() == 1) {
    line.emplace();
    options.threads = threads_of(sweep.scenario, std::max<std::int64_t>(1, options.blocks), options.threads);
    options.progress = [&](const Progress& progress) { line->show(progress); };
  }
  const bool done = ranks.share(missing, [&](const BlockSource& next) {
    compute_blocks(sweep, next, keep, options);
    return !*options.stop;
  });
  line.reset();
  if (!done) {
    if (ranks.first()) {
      say("interrupted: finished blocks of slice {}/{} are kept; the same command with --resume goes on\n",
          slice.index, slice.of);
    }
    return exit_code::interrupted;
  }
  if (ranks.first()) {
    if (!files->complete()) files->finish();
    put("Slice {}/{} is complete: {}\n", slice.index, slice.of, files->path().string());
  }
  return exit_code::done;
}

}  // namespace

int command_sweep(std::span<const std::string> arguments) {
  std::string output, slice_text;
  std::int64_t threads = 0;
  SweepOptions run;
  po::options_description options("Options", 100);
  options.add_options()("output,o", po::value(&output)->value_name("DIR"),
                        "folder of the slices (sweeps/<design>)")(
      "slice", po::value(&slice_text)->value_name("i/N"),
      "compute the i-th of N parts of the sweep (the task of a Slurm array, else 1/1)")(
      "resume", "go on with a slice that has begun; check a slice that is complete")(
      "list", "print the cells as CSV, and what the sweep will cost, and compute nothing")(
      "threads,j", po::value(&threads)->value_name("N"), "threads (as many as processors and memory allow)")(
      "keep-every", po::value(&run.keep_every)->value_name("SECONDS"),
      "write finished blocks at least this often (10)");
  bool allow_outside = false;
  add_allow_outside(options, allow_outside);
  const auto given = read_options(
      {"sweep", "DESIGN",
       "Simulates every cell of a design and leaves one file for each slice, which darah merge joins.\n"
       "A kill loses what was computed in the last seconds; --resume goes on with the rest.",
       "darah sweep scenarios/sweeps/levers.toml -o sweeps/levers --slice 3/40 -j 2"},
      options, arguments);
  if (!given) return exit_code::done;
  require_folder_name(output);
  if (given->contains("threads")) require_from(1, "-j", threads);
  if (threads > most_threads) throw UsageError(fmt::format("-j is at most {}", most_threads));
  if (!(run.keep_every >= 0)) throw UsageError("--keep-every is a number of seconds from 0 on");
  if (Ranks::unsupported()) {
    throw UsageError(
        "under mpirun, but built without MPI; cmake --preset mpi && cmake --build --preset mpi builds with "
        "it");
  }
  const Slice slice = slice_text.empty() ? slice_of_environment() : read_slice(slice_text);

  if (!given->contains("list")) run.stop = &stop_on_signals();  // before work begins
  const Sweep sweep = load_sweep((*given)["operand"].as<std::string>(), allow_outside);
  tell_doubts(sweep.scenario.doubts);
  run.threads = static_cast<unsigned>(threads);
  if (given->contains("list")) {
    print_cells(sweep);
    print_forecast(sweep, threads_of(sweep.scenario, sweep.frame.blocks(), run.threads));
    return exit_code::done;
  }
  if (slice.of > sweep.frame.blocks())
    throw UsageError(fmt::format("--slice: the sweep has {}, so no {}",
                                 counted(sweep.frame.blocks(), "block"), counted(slice.of, "slice")));
  const std::filesystem::path folder =
      output.empty() ? std::filesystem::path("sweeps") / sweep.design.name : std::filesystem::path(output);
  return run_slice(sweep, folder, slice, given->contains("resume"), run);
}

}  // namespace darah
