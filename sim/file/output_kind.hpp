#pragma once

#include <cstdint>
#include <filesystem>

namespace darah {

/// What a command writes to a file that its user names.
enum class OutputKind : std::uint8_t {
  results,   ///< of a run
  merged,    ///< a merged sweep, and no slice or piece of one
  page,      ///< HTML
  text,      ///< a table of text
  json,      ///< what `darah compare --format json` writes
  csv,       ///< what `darah compare --format csv` writes, with or without --monitoring
  workbook,  ///< what `darah compare --format xlsx` writes and nobody has changed
  count
};

/// An output takes the place of its own kind alone: of an earlier output, or of a file that is empty or
/// damaged, and so of no scenario, table, design or slice. Throws FileError where something else is there.
void require_replaceable(const std::filesystem::path& path, OutputKind kind);

}  // namespace darah
