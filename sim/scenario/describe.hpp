#pragma once

#include <array>
#include <ostream>
#include <string_view>
#include <vector>

#include "scenario/row.hpp"

namespace darah {

enum class Format : std::uint8_t { text, json_schema, markdown, count };
inline constexpr EnumArray<Format, std::string_view> format_labels{{"text", "json-schema", "markdown"}};

/// Writes what the tables say of every parameter whose key is `key`, begins with it, or fits it as a glob (""
/// fits all). The JSON Schema (draft 2020-12) is that of scenario.toml as JSON, dates as texts. Throws
/// std::invalid_argument, with the nearest key, when none fits.
void describe(std::ostream& out, Format format, std::string_view key = {});
/// Describes rows that need not be in any table.
void describe(std::ostream& out, Format format, const std::vector<Row>& rows);

}  // namespace darah
