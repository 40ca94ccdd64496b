#include "cli/options.hpp"

#include <fmt/format.h>

#include <sstream>
#include <vector>

#include "cli/terminal.hpp"
#include "scenario/nearest.hpp"

namespace po = boost::program_options;

namespace darah {

namespace {

UsageError unknown_option(const std::string& given, const po::options_description& options) {
  std::vector<std::string> known;
  for (const auto& option : options.options()) known.push_back("--" + option->long_name());
  const std::string suggestion = did_you_mean(given, known);
  return UsageError("unknown option " + given + (suggestion.empty() ? "" : "; " + suggestion));
}

bool is_setting(const std::string& word) { return word.find('=') != word.npos; }

/// A shell cuts "--set KEY VALUE" and "--set KEY=90 d" into words: what they were to be in one.
void require_whole_settings(std::span<const std::string> arguments) {
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] != "--set") continue;
    const std::string& setting = arguments[i + 1];
    if (is_setting(setting) && setting.front() != '=') continue;
    const bool followed = i + 2 < arguments.size() && !arguments[i + 2].starts_with('-');
    std::string value = followed ? arguments[i + 2] : "VALUE";
    if (value == "=" && i + 3 < arguments.size()) value = arguments[i + 3];
    value.erase(0, value.starts_with('=') ? 1 : 0);
    throw UsageError(fmt::format("--set takes KEY=VALUE in one word: --set {}={}", setting, value));
  }
}

UsageError too_many(std::span<const std::string> arguments, std::string_view operand) {
  for (std::size_t i = 0; i + 2 < arguments.size(); ++i) {
    const std::string &setting = arguments[i + 1], &next = arguments[i + 2];
    const bool cut = arguments[i] == "--set" && is_setting(setting) &&
                     setting.find_first_not_of("0123456789.", setting.find('=') + 1) == setting.npos;
    if (cut && next.size() <= std::string_view("IDR/year").size() && next.find_first_of("-./") == next.npos)
      return UsageError(fmt::format(
          "too many arguments; a value with a blank stands in quotes: --set \"{} {}\"", setting, next));
  }
  return UsageError(fmt::format("too many arguments: one {} is meant", operand));
}

/// Boost says: the argument ('two') for option '--replications' is invalid.
UsageError unreadable(const po::invalid_option_value& error) {
  const std::string said = error.what(), name = error.get_option_name();
  const auto begin = said.find("('"), end = said.find("')");
  if (begin == said.npos || end == said.npos) return UsageError(said);
  return UsageError(fmt::format("{} is a {}, not {}", name,
                                name.ends_with("keep-every") ? "number of seconds" : "whole number",
                                said.substr(begin + 2, end - begin - 2)));
}

}  // namespace

std::optional<po::variables_map> read_options(const CommandHelp& help, po::options_description options,
                                              std::span<const std::string> arguments) {
  const bool optional = help.operand.starts_with('['), several = help.operand.ends_with("...");
  options.add_options()("help,h", "print this help and do nothing else");
  po::options_description all;
  all.add(options);
  if (several) {
    all.add_options()("operand", po::value<std::vector<std::string>>());
  } else {
    all.add_options()("operand", po::value<std::string>());
  }
  po::positional_options_description positional;
  positional.add("operand", several ? -1 : 1);

  require_whole_settings(arguments);
  po::variables_map values;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser({arguments.begin(), arguments.end()})
                  .options(all)
                  .positional(positional)
                  .style(style)
                  .run(),
              values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    throw unknown_option(error.get_option_name(), options);
  } catch (const po::too_many_positional_options_error&) {
    throw too_many(arguments, help.operand);
  } catch (const po::invalid_option_value& error) {
    throw unreadable(error);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  if (values.contains("help")) {
    std::ostringstream text;
    text << options;
    put("darah {} {} [options]\n\n{}\n\n{}\nExample:\n  {}\n", help.name, help.operand, help.purpose,
        text.str(), help.example);
    return std::nullopt;
  }
  if (!optional && !values.contains("operand")) {
    const std::string_view operand = help.operand.substr(0, help.operand.find("..."));
    throw UsageError(fmt::format("{} is missing; darah {} --help says more", operand, help.name));
  }
  return values;
}

void add_allow_outside(po::options_description& options, bool& allowed) {
  options.add_options()("allow-outside", po::bool_switch(&allowed),
                        "read bases and tables that lie outside the folder above the scenario's");
}

std::string command_line(std::string_view command, std::span<const std::string> arguments) {
  std::string line = fmt::format("darah {}", command);
  for (const std::string& argument : arguments) {
    const bool plain = argument.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                           "_-./=:,+@%") == std::string::npos;
    if (plain && !argument.empty()) {
      line += ' ' + argument;
      continue;
    }
    line += " '";
    for (const char c : argument) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

void require_from(std::int64_t least, std::string_view option, std::int64_t value) {
  if (value < least)
    throw UsageError(fmt::format("{} is a whole number from {} on, not {}", option, least, value));
}

}  // namespace darah
