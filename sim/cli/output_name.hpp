#pragma once

#include <filesystem>
#include <string>

#include "file/output_kind.hpp"

namespace darah {

/// The suffix of a file's name in small letters, without its dot: "csv" of TABLE.CSV.
std::string suffix_of(const std::filesystem::path& file);

/// Throws UsageError where the name given with -o ends as files of something else do: what would be written
/// could not be opened by what the name promises. A name that says nothing is anybody's.
void require_output_name(const std::filesystem::path& output, OutputKind kind);
/// Likewise of a folder, whose name promises no file.
void require_folder_name(const std::filesystem::path& output);

}  // namespace darah
