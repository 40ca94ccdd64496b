#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <numeric>
#include <optional>
#include <sstream>
#include <system_error>
#include <tuple>

#include "scenario/assemble.hpp"
#include "scenario/figure.hpp"
#include "scenario/nearest.hpp"
#include "scenario/sha256.hpp"
#include "scenario/toml.hpp"

namespace darah {
namespace {

namespace fs = std::filesystem;

constexpr const char* scenario_file_name = "scenario.toml";

/// Empty, with errno set, when it cannot be read.
std::optional<std::string> read_file(const fs::path& path) {
  std::error_code ignored;
  std::ifstream in(path, std::ios::binary);
  if (fs::is_directory(path, ignored)) {
    errno = EISDIR;
    in.setstate(std::ios::failbit);
  }
  std::ostringstream text;
  if (in && in.peek() != in.eof()) text << in.rdbuf();
  if (in.is_open() && in.eof() && text.str().empty()) return std::string();
  if (in) return text.str();
  return {};
}

/// What names entities or frames the run: equal in all arms, or their women could not be compared.
bool common_to_arms(std::string_view key) {
  const std::vector<std::string_view> parts = segments(key);
  const bool of_table =
      std::find(table_dimensions.begin(), table_dimensions.end(), parts.front()) != table_dimensions.end();
  return parts.front() == "run" || parts.front() == "tables" || parts.front() == "output" || key == "title" ||
         key == "description" || parts.front() == "period" ||
         (of_table && (parts.back() == "code" || parts.back() == "district"));
}

/// Reads one scenario; the members are what is known so far.
class Loader {
 public:
  Loader(const fs::path& path, const LoadOptions& options) : options_(options) {
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    file_ = folder ? path / scenario_file_name : path;
    scenario_.folder = folder ? path : path.parent_path();
    scenario_.name = fs::absolute(file_).lexically_normal().parent_path().filename().string();
    scenario_.settings = options.sets;
  }

  Scenario load() {
    read_document();
    read_settings();
    read_tables();
    assemble_base();
    if (document_.arms.empty()) add_arm("base", {}, {});
    for (const Entry& arm : document_.arms) assemble_arm(arm);
    read_figures();
    keep_arms();
    if (!messages_.empty()) throw ScenarioError(messages_.sorted());
    hash();
    return std::move(scenario_);
  }

 private:
  void read_document() {
    const auto text = read_file(file_);
    if (!text) {
      const std::string problem = fmt::format("cannot be read ({})", std::strerror(errno));
      throw ScenarioError({{file_.string(), 0, 0, problem, "name a folder with a scenario.toml"}});
    }
    scenario_.text = *text;
    scenario_.files.emplace_back(file_.filename().string(), *text);
    document_ = read_toml(*text, file_.string());
  }

  void read_settings() {
    for (const std::string& set : options_.sets) {
      if (auto leaf = read_setting(set)) {
        sets_.push_back(std::move(*leaf));
      } else {
        messages_.add({"--set"}, fmt::format("\"{}\" is not KEY=VALUE", set));
      }
    }
  }

  std::vector<std::span<const Leaf>> layers() const {
    std::vector<std::span<const Leaf>> all;
    for (const ElementTable& table : tables_) all.emplace_back(table.cells);
    all.emplace_back(document_.leaves);
    all.emplace_back(sets_);
    return all;
  }

  void read_tables() {
    for (std::size_t t = 0; t < tables_.size(); ++t) tables_[t].dimension = table_dimensions[t];
    Messages ignored;  // what is wrong with other keys is said once the tables are known
    const Assembled first = assemble(tables_, layers(), file_.string(), ignored);
    const Heading& heading = first.settings.heading;
    const std::array keys{"tables.districts", "tables.facilities", "tables.catchments", "tables.periods",
                          "tables.orders"};
    const std::array names{heading.districts, heading.facilities, heading.catchments, heading.periods,
                           heading.orders};
    const std::size_t before = messages_.size();
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      if (names[t].empty()) continue;
      const fs::path path = scenario_.folder / names[t];
      if (const auto text = read_file(path)) {
        tables_[t] = read_table(table_dimensions[t], *text, path.string(), messages_);
        scenario_.files.emplace_back(names[t], *text);
      } else {
        const auto place = first.places.find(keys[t]);
        const Position at = place == first.places.end() ? Position{file_.string()} : place->second;
        messages_.add(
            at, fmt::format("{}: {} cannot be read ({})", keys[t], path.string(), std::strerror(errno)));
        tables_[t].readable = false;
      }
    }
    tables_sound_ = messages_.size() == before;
  }

  /// Twice: the canonical order of the tables follows from what they say.
  void assemble_base() {
    Messages first;
    const Assembled unordered = assemble(tables_, layers(), file_.string(), first);
    if (first.empty() && tables_sound_) put_in_order(unordered);
    base_ = assemble(tables_, layers(), file_.string(), messages_);
    base_sound_ = messages_.empty();
    if (messages_.empty()) complain_of_contradictions(base_, {});
    const Heading& heading = base_.settings.heading;
    scenario_.title = heading.title;
    scenario_.description = heading.description;
    scenario_.replications = static_cast<int>(heading.replications);
    scenario_.seed = static_cast<std::uint64_t>(heading.seed);
    scenario_.detail = static_cast<Detail>(heading.detail.index);
    scenario_.base = base_.settings.parameters;
  }

  void put_in_order(const Assembled& unordered) {
    const NetworkParameters& n = unordered.settings.parameters.network;
    const auto code_of = [&](Element district) {
      return district.exists() ? n.district_code[district.index] : std::int64_t{-1};
    };
    sort_table(tables_[0], unordered, [&](std::size_t i) {
      return std::pair{std::int64_t{0}, n.district_code[i]};
    });
    sort_table(tables_[1], unordered, [&](std::size_t i) {
      return std::pair{code_of(n.facility_district[i]), n.facility_code[i]};
    });
    sort_table(tables_[2], unordered, [&](std::size_t i) {
      return std::pair{code_of(n.catchment_district[i]), n.catchment_code[i]};
    });
    sort_ids(tables_[3].ids, [&](std::size_t i) {
      return std::pair{std::int64_t{unordered.settings.parameters.calendar.first[i].day_number},
                       std::int64_t{0}};
    });
  }

  template <class KeyOf>
  static std::vector<std::size_t> sort_ids(std::vector<std::string>& ids, KeyOf key_of) {
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tuple(key_of(a), ids[a]) < std::tuple(key_of(b), ids[b]);
    });
    std::vector<std::string> sorted;
    sorted.reserve(order.size());
    for (const std::size_t i : order) sorted.push_back(ids[i]);
    ids = std::move(sorted);
    return order;
  }

  /// Codes name what random numbers are drawn for: no two may be equal.
  template <class KeyOf>
  void sort_table(ElementTable& table, const Assembled& unordered, KeyOf key_of) {
    const std::vector<std::size_t> order = sort_ids(table.ids, key_of);
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (key_of(order[i - 1]) != key_of(order[i])) continue;
      const std::string key = fmt::format("{}.{}.code", table.dimension, table.ids[i]);
      messages_.add(
          unordered.places.at(key),
          fmt::format("{}: {} is the code of {} too", key, key_of(order[i]).second, table.ids[i - 1]),
          "give each a code of its own");
    }
  }

  void complain_of_contradictions(const Assembled& assembled, const std::string& arm) {
    for (const Problem& problem : contradictions(assembled.settings.parameters)) {
      const auto found = assembled.places.find(problem.key);
      const Position at = found == assembled.places.end() ? Position{file_.string()} : found->second;
      const std::string suffix = arm.empty() ? "" : fmt::format(" (in arm {})", arm);
      messages_.add(at, fmt::format("{}: {}{}", problem.key, problem.message, suffix));
    }
  }

  void assemble_arm(const Entry& arm) {
    std::string name, title;
    std::vector<Leaf> patches;
    for (const Leaf& leaf : arm.leaves) read_arm_key(leaf, name, title, patches);
    if (name.empty()) {
      messages_.add(arm.at, "an arm without a name", "write name = \"...\"");
      return;
    }
    const auto same = [&](const ArmSpec& other) { return other.name == name; };
    if (std::any_of(scenario_.arms.begin(), scenario_.arms.end(), same)) {
      messages_.add(arm.at, fmt::format("arm {} stands here twice", name), "give each arm a name of its own");
    }
    add_arm(name, title, patches);
  }

  void read_arm_key(const Leaf& leaf, std::string& name, std::string& title, std::vector<Leaf>& patches) {
    constexpr std::string_view set = "set.";
    if (leaf.key.starts_with(set)) {
      patches.push_back(leaf);
      patches.back().key.erase(0, set.size());
    } else if (leaf.key == "set") {
      if (leaf.raw.form != Raw::Form::table)
        messages_.add(leaf.at, "set is not a table", "write set = { ... }");
    } else if (leaf.key == "name" || leaf.key == "title") {
      (leaf.key == "name" ? name : title) = leaf.raw.text;
      if (leaf.raw.form != Raw::Form::text || leaf.raw.text.empty()) {
        messages_.add(leaf.raw.at, fmt::format("{} of an arm is not a text", leaf.key));
        if (leaf.key == "name") name = "?";
      }
    } else {
      const std::vector<std::string> known{"name", "title", "set"};
      messages_.add(leaf.at, fmt::format("unknown key {} of an arm", leaf.key),
                    did_you_mean(leaf.key, known));
    }
  }

  void add_arm(const std::string& name, const std::string& title, const std::vector<Leaf>& patches) {
    ArmSpec arm{name, title.empty() ? name : title, {}, true, {}};
    for (const Leaf& patch : patches) {
      if (common_to_arms(patch.key)) {
        messages_.add(patch.at, fmt::format("{} is the same in every arm", patch.key),
                      "set it outside the arms");
      }
      arm.forks = arm.forks && scope_of(patch.key) == Scope::policy;
      arm.patches.push_back(fmt::format("{} = {}", patch.key, patch.raw.text));
    }
    std::vector<std::span<const Leaf>> all = layers();
    all.emplace_back(patches);
    const bool sound = messages_.empty();
    const Assembled assembled = assemble(tables_, all, file_.string(), messages_);
    if (sound && messages_.empty()) complain_of_contradictions(assembled, name);
    arm.parameters = assembled.settings.parameters;
    scenario_.arms.push_back(std::move(arm));
  }

  void read_figures() {
    if (document_.figures_key && document_.figures.empty()) {
      messages_.add(*document_.figures_key, "there is no figure",
                    "write at least one [[figure]], or leave figure out");
    }
    Nameable nameable{scenario_.detail, {}, [&](std::string_view dimension) { return labels(dimension); }};
    for (const ArmSpec& arm : scenario_.arms) nameable.arms.push_back(arm.name);
    scenario_.figures = darah::read_figures(document_.figures, nameable, messages_);
  }

  /// None where an error elsewhere leaves them in doubt.
  std::optional<std::vector<std::string>> labels(std::string_view dimension) const {
    const bool known =
        base_sound_ || !fixed_labels(dimension).empty() || (dimension == "district" && tables_[0].readable);
    if (!known) return {};
    return labels_of(base_.settings.parameters, dimension);
  }

  void keep_arms() {
    if (document_.arms_key && document_.arms.empty()) {
      messages_.add(*document_.arms_key, "there is no arm", "write at least one [[arm]], or leave arm out");
    }
    std::vector<std::string> names;
    for (const ArmSpec& arm : scenario_.arms) names.push_back(arm.name);
    std::vector<ArmSpec> kept;
    for (const std::string& name : options_.arms) {
      const auto at = std::find(names.begin(), names.end(), name);
      if (std::count(options_.arms.begin(), options_.arms.end(), name) > 1) {
        messages_.add({"--arm"}, fmt::format("arm \"{}\" is asked for twice", name), "name it once");
      } else if (at == names.end()) {
        messages_.add({"--arm"}, fmt::format("there is no arm \"{}\"", name), did_you_mean(name, names));
      } else {
        kept.push_back(scenario_.arms[static_cast<std::size_t>(at - names.begin())]);
      }
    }
    if (!options_.arms.empty()) scenario_.arms = std::move(kept);
  }

  void hash() {
    std::vector<std::string_view> contents;
    for (const auto& [name, content] : scenario_.files) contents.emplace_back(content);
    scenario_.sha256 = sha256(contents);
  }

  const LoadOptions& options_;
  fs::path file_;
  Messages messages_;
  Document document_;
  std::vector<Leaf> sets_;
  Tables tables_;
  bool tables_sound_ = true, base_sound_ = true;
  Assembled base_;
  Scenario scenario_;
};

}  // namespace

Scenario load_scenario(const std::filesystem::path& path, const LoadOptions& options) {
  return Loader(path, options).load();
}

}  // namespace darah
