#include <fmt/format.h>

#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/output_name.hpp"
#include "cli/terminal.hpp"
#include "print/text.hpp"
#include "study/sweep_folder.hpp"

namespace po = boost::program_options;

namespace darah {

int command_merge(std::span<const std::string> arguments) {
  std::string output;
  po::options_description options("Options", 100);
  options.add_options()("output,o", po::value(&output)->value_name("FILE"), "the merged file (DIR.h5)")(
      "partial", "merge the whole cells there are, though slices are missing");
  const auto given = read_options(
      {"merge", "DIR",
       "Joins the slices that darah sweep left in a folder to one file, the same however they were "
       "cut.\nRefuses a folder in which slices are missing or of different sweeps, naming them.",
       "darah merge sweeps/levers -o levers.h5"},
      options, arguments);
  if (!given) return exit_code::done;
  require_output_name(output, OutputKind::merged);
  std::filesystem::path folder((*given)["operand"].as<std::string>());
  const bool unnamed = folder.filename().empty() || folder.filename() == "." || folder.filename() == "..";
  if (unnamed) folder = std::filesystem::weakly_canonical(folder / ".");
  const std::filesystem::path path = output.empty() ? folder.string() + ".h5" : output;
  const Merged merged =
      merge_folder(folder, path, given->contains("partial"), command_line("merge", arguments));
  if (merged.whole_cells < merged.cells) {
    put("{} of {}; missing: {}\n", merged.whole_cells, counted(merged.cells, "cell"),
        fmt::join(merged.missing, ", "));
  }
  put("Merged: {}\n", path.string());
  return exit_code::done;
}

}  // namespace darah
