#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace darah {

/// A file of a scenario as its next format has it.
struct UpgradedFile {
  std::filesystem::path path;
  std::string text;
  std::vector<std::string> changes;  ///< what was changed, a sentence each
};

/// The files of a scenario that change when it is carried over to the newest format, step by step; none if it
/// is of that format already. Comments, order and all that means the same stay as they are. Of the scenario's
/// bases nothing is changed. Throws ScenarioError where the files cannot be read, or, unless `allow_outside`,
/// lie outside the tree of the scenario.
std::vector<UpgradedFile> upgrade(const std::filesystem::path& folder, bool allow_outside = false);

}  // namespace darah
