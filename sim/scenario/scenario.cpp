#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <system_error>
#include <tuple>

#include "core/sha256.hpp"
#include "model/world/dimensions.hpp"
#include "scenario/assemble.hpp"
#include "scenario/family.hpp"
#include "scenario/figure.hpp"
#include "scenario/nearest.hpp"
#include "scenario/source.hpp"

namespace darah {
namespace {

namespace fs = std::filesystem;

/// An [[arm]] as it is written.
struct WrittenArm {
  std::string name, title, title_id;
  std::vector<Leaf> patches, over;                 ///< patches in the file; patches from outside the file
  std::optional<Position> attribute, attribution;  ///< places of the keys, where they are given
  FamilyKind kind = FamilyKind::family;
};

/// Reads one scenario; the members are what is known so far.
class Loader {
 public:
  Loader(const fs::path& path, const LoadOptions& options)
      : options_(options),
        sources_(read_sources(path, options.allow_outside)),
        arms_(sources_.front().document.tables.at("arm")),
        figures_(sources_.front().document.tables.at("figure")),
        file_(sources_.front().file) {
    scenario_.folder = sources_.front().folder;
    scenario_.name = fs::absolute(file_).lexically_normal().parent_path().filename().string();
    scenario_.text = sources_.front().text;
    scenario_.settings = options.sets;
    for (const Source& source : sources_)
      scenario_.files.emplace_back((source.shown / source.file.filename()).string(), source.text);
    const auto of_its_own = [](const Leaf& leaf) {
      return leaf.key == "title" || leaf.key == "title_id" || leaf.key == "description" ||
             leaf.key == "format";
    };
    for (auto base = sources_.begin() + 1; base != sources_.end(); ++base)
      std::erase_if(base->document.leaves, of_its_own);
    note_what_is_written();
  }

  /// Reads what options other than patches cannot change, and puts elements in their canonical order.
  void prepare() {
    read_settings();
    read_patches();
    read_tables();
    order_elements();
  }

  /// Loads the files of this loader with other options.
  Scenario load_with(const LoadOptions& options, bool every_arm) const {
    Loader other(*this);
    other.options_ = options;
    other.kept_arms_only_ = !every_arm;
    other.read_patches();
    return other.load();
  }

  /// Once prepared.
  Scenario load() {
    assemble_base();
    if (arms_.all.empty()) add_arm({"base", {}, {}, {}, {}, {}, {}});
    for (const Entry& arm : arms_.all) {
      if (!kept_arms_only_ || is_kept(arm)) assemble_arm(arm);
    }
    read_figures();
    keep_arms();
    if (!messages_.empty()) throw ScenarioError(messages_.sorted());
    doubt_what_no_arm_uses();
    hash();
    return std::move(scenario_);
  }

 private:
  void note_what_is_written() {
    std::set<std::string> noted;
    for (const Source& source : sources_) {
      for (const Leaf& leaf : source.document.leaves) {
        if (leaf.key != "tables" && !leaf.key.starts_with("tables.") && noted.insert(leaf.key).second)
          scenario_.written.emplace_back(leaf.key, leaf.raw.shown());
      }
    }
  }

  void read_settings() {
    for (const std::string& set : options_.sets) {
      auto leaf = read_setting(set);
      if (leaf && leaf->key == "base") {
        messages_.add(leaf->at, "base cannot be set here", "write it in scenario.toml");
      } else if (leaf) {
        sets_.push_back(std::move(*leaf));
      } else {
        messages_.add({"--set"}, fmt::format("\"{}\" is not KEY=VALUE", set));
      }
    }
  }

  void read_patches() {
    patches_.clear();
    for (const Patch& patch : options_.patches) {
      if (patch.arm.empty()) patches_.push_back(patch.leaf);
    }
  }

  std::vector<std::span<const Leaf>> layers() const {
    std::vector<std::span<const Leaf>> all;
    for (auto source = sources_.rbegin(); source != sources_.rend(); ++source)
      all.emplace_back(source->document.leaves);
    all.emplace_back(sets_);
    all.emplace_back(patches_);
    return all;
  }

  /// Where a table is sought: beside the file that names it; one that none names lies below all.
  const Source& source_of(const Position* named) const {
    if (named == nullptr) return sources_.back();
    const auto at = std::find_if(sources_.begin(), sources_.end(),
                                 [&](const Source& s) { return s.file.string() == named->file; });
    return at == sources_.end() ? sources_.front() : *at;  // --set is seen from the scenario
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
      const Position* const named = first.place_of(keys[t]);
      const Source& source = source_of(named);
      const fs::path path = source.folder / names[t];
      const Position at = named == nullptr ? Position{source.file.string()} : *named;
      const auto [text, problem] = read_file(path);
      if (text && !options_.allow_outside && !in_tree(path, source.folder)) {
        messages_.add(lies_outside(at, keys[t], path));
        tables_[t].readable = false;
      } else if (text) {
        tables_[t] = read_table(table_dimensions[t], *text, path.string(), messages_);
        scenario_.files.emplace_back((source.shown / names[t]).string(), *text);
      } else {
        messages_.add(at, fmt::format("{}: {} cannot be read ({})", keys[t], path.string(), problem));
        tables_[t].readable = false;
      }
    }
    tables_sound_ = messages_.size() == before;
  }

  /// The order of elements follows from what the tables say.
  void order_elements() {
    const auto orders = [](const Row& row) {  // a date may lean on any other
      const std::string_view last = segments(row.key).back();
      return row.kind() == Kind::date || last == "code" || last == "district";
    };
    Messages ignored;  // problems are told once the elements are in order
    const Assembled unordered = assemble(tables_, layers(), file_.string(), ignored, orders);
    if (ignored.empty() && tables_sound_) put_in_order(unordered);
  }

  void assemble_base() {
    base_ = assemble(tables_, layers(), file_.string(), messages_);
    base_sound_ = messages_.empty();
    if (messages_.empty()) complain_of_contradictions(base_, {});
    const Heading& heading = base_.settings.heading;
    scenario_.title = heading.title;
    scenario_.title_id = heading.title_id;
    scenario_.description = heading.description;
    scenario_.replications = static_cast<int>(heading.replications);
    scenario_.seed = static_cast<std::uint64_t>(heading.seed);
    scenario_.detail = static_cast<Detail>(heading.detail.index);
    scenario_.base = base_.settings.parameters;
    if (!messages_.empty()) return;
    Messages doubtful;
    for (const Problem& doubt : doubts(scenario_.base))
      doubtful.add(place_of(doubt.key, base_), fmt::format("{}: {}", doubt.key, doubt.message));
    scenario_.doubts = doubtful.sorted();
  }

  /// Where an arm writes what it does not use itself.
  void note_unused(const Assembled& arm) {
    const std::array alone{&arm.settings.parameters};
    for (const Problem& problem : unused(alone)) unused_at_.emplace(problem.key, place_of(problem.key, arm));
  }

  void doubt_what_no_arm_uses() {
    std::vector<const Parameters*> arms;
    for (const ArmSpec& arm : scenario_.arms) arms.push_back(&arm.parameters);
    for (const Problem& problem : unused(arms)) {
      const Position& at = unused_at_.at(problem.key);
      scenario_.doubts.push_back(
          {at.file, at.line, at.column, fmt::format("{}: {}", problem.key, problem.message), {}});
    }
  }

  void put_in_order(const Assembled& unordered) {
    const NetworkParameters& n = unordered.settings.parameters.network;
    const auto code_of = [&](DistrictId district) {
      return district ? n.district_code[district] : std::int64_t{-1};
    };
    sort_table(tables_[0], unordered, [&](std::size_t i) {
      return std::pair{std::int64_t{0}, n.district_code.values()[i]};
    });
    sort_table(tables_[1], unordered, [&](std::size_t i) {
      const FacilityId f{static_cast<std::uint32_t>(i)};
      return std::pair{code_of(n.district_of(f)), n.facility_code[f]};
    });
    sort_table(tables_[2], unordered, [&](std::size_t i) {
      const CatchmentId c{static_cast<std::uint32_t>(i)};
      return std::pair{code_of(n.district_of(c)), n.catchment_code[c]};
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
          *unordered.place_of(key),
          fmt::format("{}: {} is the code of {} too", key, key_of(order[i]).second, table.ids[i - 1]),
          "give each a code of its own");
    }
  }

  Position place_of(const std::string& key, const Assembled& assembled) const {
    const Position* const place = assembled.place_of(key);
    return place == nullptr ? Position{file_.string()} : *place;
  }

  void complain_of_contradictions(const Assembled& assembled, const std::string& arm) {
    for (const Problem& problem : contradictions(assembled.settings.parameters)) {
      const Position at = place_of(problem.key, assembled);
      const std::string suffix = arm.empty() ? "" : fmt::format(" (in arm {})", arm);
      messages_.add(at, fmt::format("{}: {}{}", problem.key, problem.message, suffix));
    }
  }

  void assemble_arm(const Entry& entry) {
    WrittenArm arm;
    for (const Leaf& leaf : entry.leaves) read_arm_key(leaf, arm);
    if (arm.attribution && !arm.attribute) {
      messages_.add(*arm.attribution, "attribution of an arm that attributes nothing",
                    fmt::format("write attribute = \"{}\" too", attributable));
    }
    if (arm.name.empty()) {
      messages_.add(entry.at, "an arm without a name", "write name = \"...\"");
      return;
    }
    complain_of_namesake(arm.name, entry.at);
    for (const Patch& patch : options_.patches) {
      if (patch.arm == arm.name) arm.over.push_back(patch.leaf);
    }
    add_arm(arm);
    if (arm.attribute) add_family(arm.kind, entry.at);
  }

  /// Itself, or one that is generated of it.
  bool is_kept(const Entry& entry) const {
    if (options_.arms.empty()) return true;
    const auto named = std::find_if(entry.leaves.begin(), entry.leaves.end(),
                                    [](const Leaf& leaf) { return leaf.key == "name"; });
    return named == entry.leaves.end() ||
           std::any_of(options_.arms.begin(), options_.arms.end(), [&](const std::string& arm) {
             return arm == named->raw.text || arm.starts_with(named->raw.text + '.');
           });
  }

  void complain_of_namesake(const std::string& name, const Position& at) {
    const auto same = [&](const ArmSpec& other) { return other.name == name; };
    const auto other = std::find_if(scenario_.arms.begin(), scenario_.arms.end(), same);
    if (other == scenario_.arms.end()) return;
    const std::string of = other->generated() ? fmt::format(", once of arm {}", other->family) : "";
    messages_.add(at, fmt::format("arm {} stands here twice{}", name, of), "give each arm a name of its own");
  }

  void read_arm_key(const Leaf& leaf, WrittenArm& arm) {
    constexpr std::string_view set = "set.";
    if (leaf.key.starts_with(set)) {
      arm.patches.push_back(leaf);
      arm.patches.back().key.erase(0, set.size());
    } else if (leaf.key == "set") {
      if (leaf.raw.form != Raw::Form::table)
        messages_.add(leaf.at, "set is not a table", "write set = { ... }");
    } else if (leaf.key == "name" || leaf.key == "title" || leaf.key == "title_id") {
      (leaf.key == "name" ? arm.name : leaf.key == "title" ? arm.title : arm.title_id) = leaf.raw.text;
      if (leaf.raw.form != Raw::Form::text || leaf.raw.text.empty()) {
        messages_.add(leaf.raw.at, fmt::format("{} of an arm is not a text", leaf.key));
        if (leaf.key == "name") arm.name = "?";
      }
    } else if (leaf.key == "attribute") {
      arm.attribute = leaf.at;
      choice_of(leaf, {attributable});
    } else if (leaf.key == "attribution") {
      arm.attribution = leaf.at;
      arm.kind = static_cast<FamilyKind>(choice_of(leaf, {"family", "shapley"}));
    } else {
      const std::vector<std::string> known{"name", "title", "title_id", "set", "attribute", "attribution"};
      messages_.add(leaf.at, fmt::format("unknown key {} of an arm", leaf.key),
                    did_you_mean(leaf.key, known));
    }
  }

  /// The place of the text among the choices; 0 after a complaint.
  std::size_t choice_of(const Leaf& leaf, const std::vector<std::string>& choices) {
    const auto at = std::find(choices.begin(), choices.end(), leaf.raw.text);
    if (leaf.raw.form == Raw::Form::text && at != choices.end())
      return static_cast<std::size_t>(at - choices.begin());
    const std::string meant = leaf.raw.form == Raw::Form::text ? did_you_mean(leaf.raw.text, choices) : "";
    messages_.add(leaf.raw.at, fmt::format("{} of an arm is not {}", leaf.key, fmt::join(choices, " or ")),
                  meant.empty() ? fmt::format("write {} = \"{}\"", leaf.key, choices.front()) : meant);
    return 0;
  }

  void add_arm(const WrittenArm& written) {
    ArmSpec arm{written.name, written.title.empty() ? written.name : written.title, {}, true, {}};
    arm.title_id = written.title_id;
    std::vector<std::span<const Leaf>> own;
    for (const std::vector<Leaf>& patches : {std::cref(written.patches), std::cref(written.over)}) {
      for (const Leaf& patch : patches) {
        if (common_to_arms(patch.key)) {
          messages_.add(patch.at, fmt::format("{} is the same in every arm", patch.key),
                        "set it outside the arms");
        }
        arm.forks = arm.forks && scope_of(patch.key) == Scope::policy;
        arm.patches.push_back(fmt::format("{} = {}", patch.key, patch.raw.text));
      }
      own.emplace_back(patches);
    }
    const bool sound = messages_.empty();
    Assembled assembled = assemble_over(base_, tables_, own, file_.string(), messages_);
    if (sound && messages_.empty()) complain_of_contradictions(assembled, written.name);
    note_unused(assembled);
    arm.parameters = std::move(assembled.settings.parameters);
    scenario_.arms.push_back(std::move(arm));
  }

  /// Adds the family of the last arm, unchecked: fewer mechanisms contradict nothing that more do not.
  void add_family(FamilyKind kind, const Position& at) {
    const std::size_t whole = scenario_.arms.size() - 1;
    scenario_.arms[whole].family = scenario_.arms[whole].name;
    scenario_.arms[whole].subset = all_mechanisms;
    for (const std::uint32_t subset : subsets_of(kind)) {
      ArmSpec arm = cut_down(scenario_.arms[whole], subset);
      complain_of_namesake(arm.name, at);
      scenario_.arms.push_back(std::move(arm));
    }
  }

  void read_figures() {
    if (figures_.key && figures_.all.empty()) {
      messages_.add(*figures_.key, "there is no figure",
                    "write at least one [[figure]], or leave figure out");
    }
    Nameable nameable{scenario_.detail, {}, [&](std::string_view dimension) { return labels(dimension); }};
    for (const ArmSpec& arm : scenario_.arms) {
      if (!arm.generated()) nameable.arms.push_back(arm.name);
    }
    nameable.microseconds = format_of(sources_.front().document) < 2;
    if (options_.figures) scenario_.figures = darah::read_figures(figures_.all, nameable, messages_);
  }

  /// None where an error elsewhere leaves them in doubt.
  std::optional<std::vector<std::string>> labels(std::string_view dimension) const {
    const bool known =
        base_sound_ || !fixed_labels(dimension).empty() || (dimension == "district" && tables_[0].readable);
    if (!known) return {};
    return labels_of(base_.settings.parameters, dimension);
  }

  void keep_arms() {
    if (arms_.key && arms_.all.empty()) {
      messages_.add(*arms_.key, "there is no arm", "write at least one [[arm]], or leave arm out");
    }
    std::vector<std::string> names;
    for (const ArmSpec& arm : scenario_.arms) names.push_back(arm.name);
    std::vector<ArmSpec> kept;
    for (const std::string& name : options_.arms) {
      const auto at = std::find(names.begin(), names.end(), name);
      if (std::count(options_.arms.begin(), options_.arms.end(), name) > 1) {
        messages_.add(options_.arms_at, fmt::format("arm \"{}\" is asked for twice", name), "name it once");
      } else if (at == names.end()) {
        const std::string meant = did_you_mean(name, names);
        messages_.add(options_.arms_at, fmt::format("there is no arm \"{}\"", name),
                      meant.empty() && names.size() <= 16
                          ? fmt::format("there are {}", fmt::join(names, ", "))
                          : meant);
      } else {
        keep(scenario_.arms[static_cast<std::size_t>(at - names.begin())], kept);
      }
    }
    if (!options_.arms.empty()) scenario_.arms = std::move(kept);
  }

  /// Once: an arm that was named may be of a family that was.
  void keep(const ArmSpec& arm, std::vector<ArmSpec>& kept) const {
    for (const ArmSpec& other : scenario_.arms) {
      const bool wanted = other.name == arm.name || (other.family == arm.name && other.generated());
      const auto same = [&](const ArmSpec& k) { return k.name == other.name; };
      if (wanted && std::none_of(kept.begin(), kept.end(), same)) kept.push_back(other);
    }
  }

  void hash() {
    std::vector<std::string_view> contents;
    for (const auto& [name, content] : scenario_.files) contents.emplace_back(content);
    scenario_.sha256 = sha256(contents);
  }

  static constexpr const char* attributable = "agreement.mechanisms";

  LoadOptions options_;
  bool kept_arms_only_ = false;
  std::vector<Source> sources_;  ///< the scenario itself first
  Entries arms_, figures_;       ///< the scenario's own
  fs::path file_;
  Messages messages_;
  std::vector<Leaf> sets_, patches_;
  Tables tables_;
  bool tables_sound_ = true, base_sound_ = true;
  std::map<std::string, Position> unused_at_;
  Assembled base_;
  Scenario scenario_;
};

}  // namespace

bool common_to_arms(std::string_view key) {
  const std::vector<std::string_view> parts = segments(key);
  const bool of_table =
      std::find(table_dimensions.begin(), table_dimensions.end(), parts.front()) != table_dimensions.end();
  return parts.front() == "run" || parts.front() == "tables" || parts.front() == "output" || key == "title" ||
         key == "title_id" || key == "description" || key == "base" || key == "format" ||
         parts.front() == "period" || (of_table && (parts.back() == "code" || parts.back() == "district"));
}

Scenario load_scenario(const std::filesystem::path& path, const LoadOptions& options) {
  Loader loader(path, options);
  loader.prepare();
  return loader.load();
}

class ScenarioSource::Prepared : public Loader {
 public:
  using Loader::Loader;
};

ScenarioSource::ScenarioSource(const std::filesystem::path& path, const LoadOptions& options) {
  const auto prepared = std::make_shared<Prepared>(path, options);
  prepared->prepare();
  prepared_ = prepared;
}

Scenario ScenarioSource::load(const LoadOptions& options, bool every_arm) const {
  return prepared_->load_with(options, every_arm);
}

}  // namespace darah
