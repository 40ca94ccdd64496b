#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/compared.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/output_name.hpp"
#include "cli/terminal.hpp"
#include "compare/comparison.hpp"
#include "compare/monitoring.hpp"
#include "core/enum_array.hpp"
#include "file/output_kind.hpp"
#include "file/results.hpp"
#include "file/whole_file.hpp"
#include "print/brief.hpp"
#include "print/comparison_text.hpp"
#include "print/csv.hpp"
#include "print/monitoring_text.hpp"
#include "print/sheet.hpp"
#include "print/workbook.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

enum class TableFormat : std::uint8_t { text, json, csv, xlsx, count };
constexpr EnumArray<TableFormat, std::string_view> table_formats{{"text", "json", "csv", "xlsx"}};
constexpr EnumArray<TableFormat, OutputKind> kinds{
    {OutputKind::text, OutputKind::json, OutputKind::csv, OutputKind::workbook}};

/// What the command line asks of a comparison.
class TableAsked {
 public:
  void add_to(po::options_description& options) {
    options.add_options()("baseline", po::value(&baseline_)->value_name("ARM"),
                          "arm with which the others are compared (the first)")(
        "brief", po::bool_switch(&brief_),
        "print the answer and the ten lines that decide, on one screen; without --format also where the "
        "terminal is too narrow for the whole table")(
        "format", po::value(&written_format_)->value_name("text|json|csv|xlsx"),
        "text (the default): the whole table; json: everything, with all digits and the agreement's "
        "monitoring, for programs; csv: one long table; xlsx: a workbook, a sheet for each table")(
        "locale", po::value(&locale_)->value_name("id"),
        "write CSV as Excel set to Indonesian opens it: semicolons between cells, decimal commas")(
        "monitoring", po::bool_switch(&monitoring_),
        "print the agreement alone, by district and year: modification, its parts beside their goals, "
        "effectiveness")(
        "output,o", po::value(&output_)->value_name("FILE"),
        "file to write in place of printing; the suffix .json, .csv or .xlsx says which --format");
  }

  /// Throws UsageError.
  void check() {
    choose_format();
    if (!locale_.empty() && (locale_ != "id" || format_ != TableFormat::csv))
      throw UsageError("--locale id goes with --format csv; there is no other");
    if (format_ == TableFormat::xlsx && output_.empty())
      throw UsageError("--format xlsx needs -o FILE.xlsx: a workbook is nothing to print");
    require_output_name(output_, kinds[format_]);
    if (brief_ && format_ != TableFormat::text) throw UsageError("--brief is text; leave --format out");
    if (brief_ && monitoring_) throw UsageError("--brief or --monitoring, not both");
    if (monitoring_ && (format_ == TableFormat::json || format_ == TableFormat::xlsx))
      throw UsageError(
          fmt::format("--format {} holds the monitoring; leave --monitoring out", table_formats[format_]));
  }

  /// What is to be printed or written of the results. `arguments` are those of the command.
  std::string made_of(const ResultsView& results, std::span<const std::string> arguments) const {
    const std::string arm = baseline_of(results, baseline_);
    if (monitoring_) {
      const Monitoring monitored = monitor(results, arm);
      return format_ == TableFormat::csv ? to_csv(monitoring_sheet(monitored), locale())
                                         : to_text(monitored, width());
    }
    switch (format_) {
      case TableFormat::json:
        return compare_all(results, arm).json();
      case TableFormat::csv:
        return to_csv(long_sheet(compare(results, arm)), locale());
      case TableFormat::xlsx: {
        const Compared all = compare_all(results, arm);
        return to_xlsx(sheets_of(all.comparison, all.monitoring ? &*all.monitoring : nullptr),
                       all.comparison.title);
      }
      case TableFormat::text:
      case TableFormat::count:
        break;
    }
    const Comparison comparison = compare(results, arm);
    if (!brief_ && !is_too_narrow(comparison)) return to_text(comparison, width());
    return to_brief(comparison, {}, "Whole table: " + whole_table(arguments));
  }

  /// Throws FileError.
  void deliver(const std::string& made) const {
    if (output_.empty()) return format_ == TableFormat::csv ? put_bytes(made) : put_text(made);
    write_text(output_, format_ == TableFormat::text ? without_controls(made) : made);
    put("Written: {}\n", output_);
  }

  /// Throws FileError before anything is computed.
  void check_output() const {
    if (!output_.empty()) require_replaceable(writable_file(output_), kinds[format_]);
  }

 private:
  void choose_format() {
    const std::string name = written_format_.empty() ? suffix_of(output_) : written_format_;
    const auto at = std::find(table_formats.begin(), table_formats.end(), name);
    if (at != table_formats.end()) {
      format_ = static_cast<TableFormat>(at - table_formats.begin());
    } else if (!written_format_.empty()) {
      throw UsageError(fmt::format("--format is one of {}", fmt::join(table_formats, ", ")));
    }
  }
  Locale locale() const { return locale_.empty() ? Locale::any : Locale::indonesian; }
  std::size_t width() const { return output_.empty() ? terminal_width() : usual_width; }
  bool is_too_narrow(const Comparison& comparison) const {
    return written_format_.empty() && output_.empty() && needs_brief(comparison);
  }
  /// The command that these arguments stand for, with the whole table in place of the brief one.
  static std::string whole_table(std::span<const std::string> arguments) {
    std::vector<std::string> words(arguments.begin(), arguments.end());
    std::erase(words, "--brief");
    words.insert(words.end(), {"--format", "text"});
    return command_line("compare", words);
  }

  std::string baseline_, written_format_, locale_, output_;
  bool brief_ = false, monitoring_ = false;
  TableFormat format_ = TableFormat::text;
};

}  // namespace

int command_compare(std::span<const std::string> arguments) {
  TableAsked asked;
  po::options_description options("Options", 100);
  asked.add_to(options);
  const auto given = read_options(
      {"compare", "RESULTS...",
       "Prints each measure in each arm and its paired difference from the baseline, with 95% intervals.\n"
       "Reads results files alone. Several, of the same seed and women, stand beside each other, their arms\n"
       "called FILE:ARM.",
       "darah compare results/banten-2018.h5 --baseline no-mou\n"
       "  darah compare results/banten-2018.h5 -o banten.xlsx\n"
       "  darah compare results/banten-2018.h5 low.h5 --brief"},
      options, arguments);
  if (!given) return exit_code::done;
  asked.check();
  const auto& paths = (*given)["operand"].as<std::vector<std::string>>();
  asked.check_output();
  const std::unique_ptr<ResultsView> results = open_results(paths);
  asked.deliver(asked.made_of(*results, arguments));
  return exit_code::done;
}

}  // namespace darah
