#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/world/detail.hpp"
#include "model/world/figure.hpp"
#include "model/world/parameters.hpp"
#include "scenario/message.hpp"
#include "scenario/toml.hpp"

namespace darah {

/// A patch over the base, as the scenario names it.
struct ArmSpec {
  std::string name, title;
  Parameters parameters;             ///< the base's with the patch
  bool forks = true;                 ///< patches policy keys only, so it shares the base's past
  std::vector<std::string> patches;  ///< "key = value", in the order of the file
  /// Name of the attributed arm whose mechanisms are cut down in this one; its own in that arm itself, "" in
  /// others.
  std::string family = {};
  std::uint32_t subset = 0;   ///< mechanisms that are left, bit i for mechanism i; 0 in ordinary arms
  std::string title_id = {};  ///< title in Indonesian; "" without one

  /// Not written in the file.
  bool generated() const { return !family.empty() && family != name; }
};

/// What one run simulates: complete, valid and without contradictions.
struct Scenario {
  std::string name;  ///< name of the folder
  std::string title, title_id, description;
  std::filesystem::path folder;
  std::string text;    ///< text of scenario.toml
  std::string sha256;  ///< hash of scenario.toml, of those it is based on, and of the tables districts,
                       ///< facilities, catchments, periods, orders, end to end
  int replications = 0;
  std::uint64_t seed = 0;
  Detail detail = Detail::full;
  Parameters base;
  std::vector<ArmSpec> arms;
  std::vector<Figure> figures;
  std::vector<std::string> settings;  ///< KEY=VALUE given beside the files
  /// What the files set outside arms, by dotted key: of each the value of the file nearest to the scenario.
  std::vector<std::pair<std::string, std::string>> written;
  std::vector<Message> doubts;  ///< what is legal and probably wrong
  std::vector<std::pair<std::string, std::string>>
      files;  ///< name seen from the folder and content, scenario.toml first, then those it is based on
};

/// A value laid over a scenario from outside its files.
struct Patch {
  Leaf leaf;
  std::string arm = {};  ///< over the patches of this arm; "": over the base, as --set
};

struct LoadOptions {
  std::vector<std::string> sets = {};  ///< KEY=VALUE over the base, later ones over earlier ones
  std::vector<std::string> arms = {};  ///< names of the arms to keep, in this order; empty keeps all. An
                                       ///< attributed arm brings those generated of it.
  std::vector<Patch> patches = {};     ///< over the sets, later ones over earlier ones
  Position arms_at{"--arm"};           ///< where they were asked for
  bool figures = true;                 ///< whether the scenario's figures are wanted
  bool allow_outside = false;          ///< whether bases and tables may lie anywhere
};

/// A scenario whose files are read and whose elements are in order, to be loaded many times with other
/// patches. What the files say later does not matter.
class ScenarioSource {
 public:
  /// Throws ScenarioError when the files cannot be read.
  ScenarioSource(const std::filesystem::path& path, const LoadOptions& options);
  /// Loads the scenario as load_scenario would; of arms that are not kept, nothing is checked unless
  /// `every_arm`. Takes the patches and arms of `options`; its sets are those of the source. From any thread.
  Scenario load(const LoadOptions& options, bool every_arm = false) const;

 private:
  class Prepared;
  std::shared_ptr<const Prepared> prepared_;
};

/// What names entities or frames the run: equal in all arms, or their women could not be compared.
bool common_to_arms(std::string_view key);

/// Reads a scenario from its folder or its scenario.toml. Values given later win: default, table,
/// scenario.toml of its base, its own, --set, patch, arm, patch of the arm; among those of one source a key
/// that names its element wins over one with *. Every arm is checked, also one that is not kept. Throws
/// ScenarioError with all problems at once.
Scenario load_scenario(const std::filesystem::path& path, const LoadOptions& options = {});

}  // namespace darah
