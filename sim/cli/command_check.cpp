#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "model/world/world.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"
#include "scenario/forecast.hpp"
#include "scenario/scenario.hpp"
#include "study/machine.hpp"
#include "study/run.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

void add_window(TextTable& table, const CalendarParameters& c) {
  const auto whole_days = [](Duration span) { return static_cast<int>(span.as_days()); };
  const Date begin = c.start - whole_days(c.warm_up);
  const Date last = c.start + (whole_days(c.horizon) - 1);
  table.add({"warm-up", fmt::format("from {} ({})", to_text(begin), to_text(c.warm_up))});
  table.add({"policies", fmt::format("from {}", to_text(c.policy_start))});
  table.add({"measured", fmt::format("{} to {} ({})", to_text(c.start), to_text(last), to_text(c.horizon))});
}

/// Arms as the file has them; those generated of one, counted beneath it.
std::string arms_text(const Scenario& scenario) {
  std::map<std::string, int> generated;
  std::vector<const ArmSpec*> written;
  for (const ArmSpec& arm : scenario.arms) {
    const auto of_family = [&](const ArmSpec& other) { return other.name == arm.family; };
    if (arm.generated() && std::any_of(scenario.arms.begin(), scenario.arms.end(), of_family)) {
      ++generated[arm.family];
    } else {
      written.push_back(&arm);
    }
  }
  TextTable table({{"", "", "", Align::left}, {"", "", "", Align::left}}, TableHeading::none);
  for (const ArmSpec* arm : written) {
    table.add({arm->name, arm->forks ? "shares the past" : "a past of its own"});
    for (const std::string& patch : arm->patches) table.add_text(fmt::format("  {}\n", patch));
    if (const auto found = generated.find(arm->name); found != generated.end())
      table.add_text(fmt::format("  {} {} generated of it, with some of its mechanisms\n",
                                 counted(std::int64_t{found->second}, "arm"),
                                 found->second == 1 ? "is" : "are"));
  }
  std::string text;
  table.write(text);
  if (!text.empty()) text.pop_back();
  return text;
}

/// Two digits or more.
std::string millions(double value) {
  const double n = value / 1e6;
  return fmt::format("{:.{}f}", n, n < 1 ? 2 : n < 10 ? 1 : 0);
}

std::string forecast_text(const Forecast& cost, std::int64_t threads) {
  return fmt::format("{} million events, {} on {}, {} MB of memory, results {} MB", millions(cost.events),
                     clock_text(cost.reading + cost.seconds), counted(threads, "thread"),
                     millions(cost.memory_bytes), millions(cost.file_bytes));
}

void print_check(const Scenario& scenario, std::int64_t replications, std::int64_t threads) {
  const Parameters& p = scenario.base;
  TextTable table({{"", "", "", Align::left}, {"", "", "", Align::left}}, TableHeading::none);
  add_window(table, p.calendar);
  table.add(
      {"world", fmt::format("{}, {}, {}, {}", counted(p.districts.size(), "district"),
                            counted(p.facilities.size(), "facility", "facilities"),
                            counted(p.catchments.size(), "catchment"), counted(p.periods.size(), "period"))});
  table.add({"arms", arms_text(scenario)});
  for (const Figure& figure : scenario.figures)
    table.add({&figure == &scenario.figures.front() ? "figures" : "", figure.name});
  table.add({"replications", fmt::format("{}, seed {}", replications, scenario.seed)});
  const Forecast cost = forecast(scenario, replications, threads, lengths_of_measures(scenario));
  table.add({"predicted", forecast_text(cost, threads)});
  std::string text = scenario.title + '\n';
  table.write(text);
  if (const double available = static_cast<double>(machine::available_bytes()); cost.memory_bytes > available)
    say("warning: the run takes about {} MB of memory, and {} MB are free; fewer threads (-j) or "
        "replications (-r) take "
        "less\n",
        millions(cost.memory_bytes), millions(available));
  put("{}", text);
}

}  // namespace

int command_check(std::span<const std::string> arguments) {
  std::int64_t replications = 0, threads = 0;
  LoadOptions load;
  po::options_description options("Options", 100);
  options.add_options()("replications,r", po::value(&replications)->value_name("N"),
                        "replications (the scenario's)")("threads,j", po::value(&threads)->value_name("N"),
                                                         "threads (as many as processors and memory allow)")(
      "arm", po::value(&load.arms)->value_name("NAME"), "check only this arm; may be repeated")(
      "set", po::value(&load.sets)->value_name("KEY=VALUE"), "set a parameter of all arms; may be repeated");
  add_allow_outside(options, load.allow_outside);
  const auto given =
      read_options({"check", "SCENARIO",
                    "Says everything that is wrong with a scenario, or else what a run of it would be.",
                    "darah check scenarios/banten-2018 -r 100"},
                   options, arguments);
  if (!given) return exit_code::done;
  if (given->contains("replications") && replications < 1) throw UsageError("-r is a whole number from 1 on");
  if (replications > most_replications) throw UsageError(fmt::format("-r is at most {}", most_replications));
  if (given->contains("threads") && threads > most_threads)
    throw UsageError(fmt::format("-j is at most {}", most_threads));
  if (given->contains("threads") && threads < 1) throw UsageError("-j is a whole number from 1 on");

  const Scenario scenario = load_scenario((*given)["operand"].as<std::string>(), load);
  tell_doubts(scenario.doubts);
  if (replications == 0) replications = scenario.replications;
  threads = threads_of(scenario, replications, static_cast<unsigned>(threads));

  print_check(scenario, replications, threads);
  return exit_code::done;
}

}  // namespace darah
