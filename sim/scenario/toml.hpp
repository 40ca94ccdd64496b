#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/value.hpp"

namespace darah {

/// A value of a file by its whole path, however the path was spread over headers, dots and quotes.
struct Leaf {
  std::string key;
  Position at;  ///< of the key
  Raw raw;
};

/// A [[table]] of a file.
struct Entry {
  Position at;
  std::vector<Leaf> leaves;  ///< of an arm: "name", "title", "set.<key>"
};

struct Document {
  std::vector<Leaf> leaves;  ///< all but the arms and figures
  std::vector<Entry> arms, figures;
  std::optional<Position> arms_key, figures_key;  ///< where they begin, whether or not there is one
};

/// Throws ScenarioError with the one syntax error that ends reading.
Document read_toml(std::string_view text, const std::string& file);

/// "KEY=VALUE" of a command line; a VALUE that is not TOML is taken as it stands. Empty without a KEY and a
/// "=".
std::optional<Leaf> read_setting(std::string_view text);

}  // namespace darah
