#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "compare/told.hpp"
#include "core/statistics.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

/// A p-value as it is written; throws UsageError for what is none.
double p_value(const std::string& text) {
  char* end = nullptr;
  const double p = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0' || !(p >= 0 && p <= 1))
    throw UsageError(fmt::format("{} is no p-value: P is a number from 0 to 1", text));
  return p;
}

}  // namespace

int command_holm(std::span<const std::string> arguments) {
  const auto given = read_options(
      {"holm", "P...",
       "Tells which of several claims hold together, by the rule that compare uses: Holm's method, so that "
       "in\n"
       "95 of 100 families nothing is wrongly told. P are the p-values of all claims that are looked at\n"
       "together. Prints JSON: of each P, in this order, its adjusted \"p\" and whether the claim is "
       "\"told\".",
       "darah holm 0.001 0.2 0.03"},
      po::options_description("Options", 100), arguments);
  if (!given) return exit_code::done;
  std::vector<double> family;
  for (const std::string& text : (*given)["operand"].as<std::vector<std::string>>())
    family.push_back(p_value(text));
  auto tests = nlohmann::ordered_json::array();
  for (const HolmTest& test : holm(family, usual_alpha))
    tests.push_back({{"p", test.p}, {"told", test.p <= usual_alpha}});
  put("{}\n", tests.dump());
  return exit_code::done;
}

}  // namespace darah
