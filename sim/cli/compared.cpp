#include "cli/compared.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "compare/beside.hpp"
#include "file/checked_file.hpp"
#include "file/sweep_file.hpp"
#include "print/comparison_json.hpp"
#include "print/comparison_text.hpp"
#include "scenario/nearest.hpp"
#include "study/sweep_folder.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

/// What to do with a file of a sweep in place of comparing it; "" with anything else.
std::string instead_of(const OtherKind& other) {
  const std::string path = other.path.string();
  if (other.filetype == slice_type) {
    return fmt::format(
        "{} is a slice of a sweep: darah merge joins all slices of its folder, darah report makes a page of "
        "that",
        path);
  }
  if (other.filetype != sweep_type) return {};
  return fmt::format(
      "{0} is a merged sweep, whose cells make no one table. Instead:\n"
      "  darah report {0}\n"
      "      a page: which factors move the answer; --of and --arm choose of what\n"
      "  PYTHONPATH=analysis /usr/bin/python3 -m darah sensitivity {0} --of deaths_true\n"
      "      which factors matter, as a table; also: surrogate, figures (docs/sweeps.md)\n"
      "  xarray.open_dataset(\"{0}\")\n"
      "      every cell in Python (docs/results-format.md)",
      path);
}

void refuse_other_folder(const fs::path& path) {
  std::error_code ignored;
  const bool of_scenario = fs::exists(path / "scenario.toml", ignored) || path.filename() == "scenario.toml";
  if (of_scenario)
    throw UsageError(fmt::format("{0} is a scenario: darah run {0} makes results to compare", path.string()));
  if (!fs::exists(path / sweep_record, ignored)) return;
  throw UsageError(
      fmt::format("{0} is the folder of a sweep: darah merge {0} -o FILE.h5 joins its slices, darah report "
                  "FILE.h5 makes a page",
                  path.string()));
}

std::unique_ptr<ResultsView> open_any(std::span<const std::string> paths) {
  if (paths.size() == 1) return std::make_unique<ResultsReader>(paths.front());
  auto beside = std::make_unique<ResultsBeside>(std::vector<fs::path>(paths.begin(), paths.end()));
  for (const std::string& doubt : beside->doubts()) say("warning: {}\n", doubt);
  return beside;
}

}  // namespace

std::string Compared::json() const { return to_json(comparison, monitoring ? &*monitoring : nullptr); }

bool needs_brief(const Comparison& comparison) {
  const std::optional<std::size_t> terminal = columns_of_terminal();
  return terminal && *terminal < table_width(comparison);
}

std::unique_ptr<ResultsView> open_results(std::span<const std::string> paths) {
  for (const std::string& path : paths) refuse_other_folder(path);
  try {
    return open_any(paths);
  } catch (const OtherKind& other) {
    if (const std::string help = instead_of(other); !help.empty()) throw UsageError(help);
    throw;
  }
}

std::string baseline_of(const ResultsView& results, const std::string& name) {
  if (name.empty()) return results.arms().front();
  for (const std::string& arm : results.arms()) {
    if (arm == name || arm.ends_with(':' + name)) return arm;
  }
  const std::string suggestion = did_you_mean(name, results.arms());
  throw UsageError(fmt::format(
      "{} has no arm {}; {}", results.path().string(), name,
      suggestion.empty() ? fmt::format("it has {}", fmt::join(results.arms(), ", ")) : suggestion));
}

Compared compare_all(const ResultsView& results, const std::string& baseline) {
  const std::string arm = baseline_of(results, baseline);
  Compared compared{compare(results, arm), {}};
  if (can_be_monitored(results)) compared.monitoring = monitor(results, arm);
  return compared;
}

}  // namespace darah
