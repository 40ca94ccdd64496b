#include "cli/precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"
#include "scenario/nearest.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

Precision read_precision(const std::string& text) {
  std::string_view digits = text;
  const bool relative = digits.ends_with('%');
  if (relative) digits.remove_suffix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value) || value <= 0) {
    throw UsageError(
        fmt::format("--precision is a share of the difference, such as 5%, or a half-width in the "
                    "measure's unit, such as 0.5, not \"{}\"",
                    text));
  }
  return {relative ? value / 100 : value, relative};
}

std::string read_measure(const std::string& text) {
  const std::vector<std::string> known = measurable();
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  const std::string suggestion = did_you_mean(text, known);
  throw UsageError(
      fmt::format("--of {}: there is no such measure{}", text,
                  suggestion.empty() ? "; docs/results-format.md says where they stand" : "; " + suggestion));
}

/// An interval with two digits of its half-width.
std::string fitting(const Interval& interval) {
  const double size = interval.half_width > 0 && std::isfinite(interval.half_width) ? interval.half_width : 1;
  return interval_text(interval, std::clamp(1 - static_cast<int>(std::floor(std::log10(size))), 0, 12), true);
}

std::string outlook(const PrecisionStep& step, const PrecisionGoal& goal) {
  const auto count = [](std::int64_t n) { return number(static_cast<double>(n), 0); };
  if (step.reached())
    return fmt::format("That is as tight as asked, after {}.", counted(step.replications, "replication"));
  const bool stops = step.replications == goal.most;
  std::vector<std::string> missed;
  for (const ArmPrecision& arm : step.arms) {
    if (!arm.reached && (stops || arm.needed > static_cast<double>(goal.most))) missed.push_back(arm.arm);
  }
  if (stops)
    return fmt::format("Stops at the most, {} (--most): less tight than asked in {}.",
                       counted(goal.most, "replication"), fmt::join(missed, ", "));
  const std::int64_t to = step.goes_to(goal.most);
  const double left = static_cast<double>(to) / static_cast<double>(step.replications) - 1;
  std::string text = fmt::format("Goes on to {}, about {} more.", count(to), clock_text(step.seconds * left));
  if (!missed.empty())
    text += fmt::format(" That is the most (--most) and will not do for {}.", fmt::join(missed, ", "));
  return text;
}

}  // namespace

void PrecisionOptions::add_to(po::options_description& options) {
  options.add_options()("precision", po::value(&precision)->value_name("P"),
                        "replications until the 95% interval of every arm's difference is this tight: 5%, of "
                        "the difference, or 0.5, in the measure's unit a year")(
      "of", po::value(&of)->value_name("MEASURE"), "measure whose precision is sought (deaths_expected)")(
      "most", po::value(&most)->value_name("N"), "most replications, rounded down to 16, 32, 64, ... (1024)");
}

std::optional<PrecisionGoal> PrecisionOptions::goal(const po::variables_map& given) const {
  if (!given.contains("precision")) {
    for (const char* option : {"of", "most"}) {
      if (given.contains(option)) throw UsageError(fmt::format("--{} says more about --precision", option));
    }
    return std::nullopt;
  }
  if (given.contains("replications"))
    throw UsageError("-r or --precision, not both; --most bounds the latter");
  PrecisionGoal goal;
  goal.precision = read_precision(precision);
  if (given.contains("of")) goal.measure = read_measure(of);
  if (given.contains("most")) {
    require_from(first_prefix, "--most", most);
    if (most > most_replications) throw UsageError(fmt::format("--most is at most {}", most_replications));
    goal.most = prefix_within(most);
  }
  return goal;
}

void tell(const PrecisionStep& step, const PrecisionGoal& goal, const std::string& baseline) {
  const std::string unit = yardstick_of(goal.measure).unit;
  const bool alone = step.arms.front().arm == baseline;
  std::string text =
      fmt::format("{}: {}{}{}\n", counted(step.replications, "replication"), goal.measure,
                  unit.empty() ? "" : " (" + unit + ")", alone ? "" : ", difference from " + baseline);
  TextTable table({{"", "", "arm", Align::left},
                   {"95% interval", "", alone ? "mean" : "difference"},
                   {"replications", "", "for " + to_text(goal.precision)}});
  for (const ArmPrecision& arm : step.arms)
    table.add({arm.arm, fitting(arm.interval), arm.reached ? "enough" : about(arm.needed)});
  table.write(text, terminal_width());
  text += outlook(step, goal) + '\n';
  say("{}", text);
}

}  // namespace darah
