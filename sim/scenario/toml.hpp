#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/value.hpp"

namespace darah {

/// Whether a byte of UTF-8 goes on with a character that has begun: places in files count characters.
constexpr bool continues_character(char byte) { return (byte & 0xC0) == 0x80; }

/// The byte at which a place of a text begins; columns count characters.
std::size_t byte_at(std::string_view text, const Position& at);

/// A value of a file by its whole path, however the path was spread over headers, dots and quotes.
struct Leaf {
  std::string key;
  Position at;  ///< place of the key in the file
  Raw raw;
};

/// A [[table]] of a file.
struct Entry {
  Position at;
  std::vector<Leaf> leaves;  ///< values of the table; for an arm "name", "title", "set.<key>"
};

/// All [[tables]] of one name.
struct Entries {
  std::vector<Entry> all;
  std::optional<Position> key;  ///< where the first begins, whether or not there is one
};

struct Document {
  std::vector<Leaf> leaves;  ///< values outside the [[tables]]
  /// [[tables]] by name, an element for each name asked for.
  std::map<std::string, Entries, std::less<>> tables;
};

inline constexpr std::array<std::string_view, 2> tables_of_scenario = {"arm", "figure"};

/// Reads a file in which these names stand for [[tables]]. Throws ScenarioError with the one syntax error
/// that ends reading.
Document read_toml(std::string_view text, const std::string& file,
                   std::span<const std::string_view> tables = tables_of_scenario);

/// "KEY=VALUE" of a command line; a VALUE that is not TOML is taken as it stands. Empty without a KEY and a
/// "=".
std::optional<Leaf> read_setting(std::string_view text);

}  // namespace darah
