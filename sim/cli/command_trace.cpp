#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "print/story.hpp"
#include "scenario/nearest.hpp"
#include "scenario/scenario.hpp"
#include "study/run.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

/// The woman's name; that her district is one of the scenario's can be told before a world is simulated.
Name woman_of(const Parameters& p, const std::string& id) {
  const std::optional<Name> woman = read_woman_id(id);
  if (!woman)
    throw UsageError(fmt::format(
        "--woman {} is nobody's ID: write DISTRICT_CODE-LAYER-SERIAL as darah trace SCENARIO --district D "
        "lists it, or a number of death_woman in a results file",
        id));
  const Table<DistrictId, std::int64_t>& codes = p.network.district_code;
  if (std::find(codes.begin(), codes.end(), woman->unpack().region) == codes.end())
    throw UsageError(fmt::format("--woman {}: no district has the code {}; they have {}", id,
                                 woman->unpack().region, fmt::join(codes, ", ")));
  return *woman;
}

DistrictId district_of(const Parameters& p, const std::string& id) {
  for (const DistrictId d : p.districts.ids()) {
    if (p.districts[d] == id) return d;
  }
  const std::string suggestion = did_you_mean(id, p.districts.values());
  throw UsageError(fmt::format(
      "there is no district {}; {}", id,
      suggestion.empty() ? fmt::format("they are {}", fmt::join(p.districts, ", ")) : suggestion));
}

/// What is told of, above the stories.
std::string heading(const Scenario& scenario, const StreamKey& key) {
  std::string text = fmt::format("{}\nseed {}, replication {}\n", scenario.title, key.seed, key.replication);
  for (const std::string& setting : scenario.settings) text += setting + '\n';
  return text + '\n';
}

}  // namespace

int command_trace(std::span<const std::string> arguments) {
  std::string woman, district;
  std::int64_t replication = 0, seed = 0;
  Listed listed;
  LoadOptions load;
  po::options_description options("Options", 100);
  options.add_options()("woman", po::value(&woman)->value_name("ID"),
                        "tell this woman's story, the arms side by side")(
      "district", po::value(&district)->value_name("D"),
      "list the women of this district whose emergency began in the window, with their IDs")(
      "differ", po::bool_switch(&listed.differ), "list only women whose story is not the same in all arms")(
      "deaths", po::bool_switch(&listed.deaths), "list only women who died in any arm")(
      "replication", po::value(&replication)->value_name("K"), "number of the replication, from 0 on (0)")(
      "seed", po::value(&seed)->value_name("S"), "seed of every random number (the scenario's)")(
      "arm", po::value(&load.arms)->value_name("NAME"), "simulate only this arm; may be repeated")(
      "set", po::value(&load.sets)->value_name("KEY=VALUE"), "set a parameter of all arms; may be repeated");
  add_allow_outside(options, load.allow_outside);
  const auto given = read_options(
      {"trace", "SCENARIO",
       "Simulates one replication and tells what happens to single women in it: the same women, and the same "
       "happens\nto them, as in darah run with this seed and in this replication.",
       "darah trace scenarios/banten-2018 --district cilegon --differ\n"
       "  darah trace scenarios/banten-2018 --woman 3604-0-74193 --arm as-2018 --arm mou-ideal"},
      options, arguments);
  if (!given) return exit_code::done;
  if (given->contains("woman") == given->contains("district"))
    throw UsageError("give either --woman ID or --district D");
  if (given->contains("woman") && (listed.differ || listed.deaths))
    throw UsageError("--differ and --deaths choose from the women of a --district");
  require_from(0, "--replication", replication);
  require_from(0, "--seed", seed);

  Scenario scenario = load_scenario((*given)["operand"].as<std::string>(), load);
  std::erase_if(scenario.arms, [&](const ArmSpec& arm) {
    return arm.generated() && std::find(load.arms.begin(), load.arms.end(), arm.name) == load.arms.end();
  });
  const Parameters& p = scenario.base;
  if (listed.differ && scenario.arms.size() < 2) throw UsageError("--differ needs two arms at least");
  const StreamKey key{given->contains("seed") ? static_cast<std::uint64_t>(seed) : scenario.seed,
                      static_cast<std::uint64_t>(replication)};
  const std::string text = heading(scenario, key);

  if (given->contains("district")) {
    const DistrictId d = district_of(p, district);
    const Trace follow = Trace::of_district(static_cast<std::uint32_t>(p.network.district_code[d]));
    put("{}{}", text, district_text(trace_scenario(scenario, key, follow), d, listed));
    return exit_code::done;
  }
  const Name name = woman_of(p, woman);
  const std::vector<ArmStory> stories = trace_scenario(scenario, key, Trace::of_woman(name));
  if (std::all_of(stories.begin(), stories.end(), [](const ArmStory& s) { return s.entries.empty(); }))
    throw UsageError(fmt::format(
        "replication {} of seed {} has no woman {}; darah trace SCENARIO --district D lists those with an "
        "emergency",
        replication, key.seed, woman_id(name)));
  put("{}{}", text, woman_text(stories, terminal_width()));
  return exit_code::done;
}

}  // namespace darah
