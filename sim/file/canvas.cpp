#include "file/canvas.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "core/check.hpp"
#include "core/units.hpp"
#include "file/results.hpp"
#include "version.hpp"

namespace darah {

namespace {

constexpr hsize_t value_bytes = 8;
constexpr hsize_t contiguous_bytes = 4096;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void write_origin(hid_t root, std::string_view filetype, std::string_view title, std::uint64_t seed) {
  hdf5::set_attribute(root, "Conventions", "CF-1.8");
  hdf5::set_attribute(root, "title", title);
  hdf5::set_attribute(root, "filetype", filetype);
  hdf5::set_attribute(root, "format_version", format_version);
  hdf5::set_attribute(root, "program_version", program_version);
  hdf5::set_attribute(root, "git_commit", git_commit);
  hdf5::set_attribute(root, "compiler", compiler);
  hdf5::set_attribute(root, "rng", rng_name);
  hdf5::set_attribute(root, "seed", seed);
  hdf5::set_attribute(root, "seed_text", std::to_string(seed));
}

void Canvas::digits(const std::string& name, const std::string& dimension,
                    const std::vector<std::uint64_t>& numbers, std::string_view long_name) {
  std::vector<std::string> texts;
  texts.reserve(numbers.size());
  for (const std::uint64_t number : numbers) texts.push_back(std::to_string(number));
  variable(name, {dimension}, texts, "", long_name);
}

std::vector<hsize_t> chunk_of(const std::vector<hsize_t>& length) {
  hsize_t total = value_bytes;
  for (const hsize_t n : length) total *= n;
  if (total <= contiguous_bytes) return {};
  std::vector<hsize_t> chunk(length);
  hsize_t block = value_bytes;
  for (std::size_t d = length.size(); d-- > 0;) {
    chunk[d] = std::clamp<hsize_t>(chunk_bytes / block, 1, length[d]);
    block *= chunk[d];
  }
  return chunk;
}

void set_flags(hid_t dataset, std::span<const std::string> labels, bool bits) {
  std::vector<std::int64_t> values;
  std::string meanings;
  for (const std::string& label : labels) {
    values.push_back(bits ? std::int64_t{1} << values.size() : std::ssize(values));
    if (!meanings.empty()) meanings += ' ';
    for (const char c : label) meanings += c == ' ' ? '_' : c;
  }
  hdf5::set_attribute(dataset, bits ? "flag_masks" : "flag_values", values);
  hdf5::set_attribute(dataset, "flag_meanings", meanings);
}

void set_flags(hid_t dataset, std::span<const std::string_view> labels, bool bits) {
  set_flags(dataset, std::vector<std::string>(labels.begin(), labels.end()), bits);
}

void write_scale(Canvas& canvas, const std::string& dimension, const std::vector<std::string>& labels) {
  std::vector<std::int64_t> numbers;
  if (dimension == "month" || dimension == "day" || dimension == "week") {
    for (const std::string& label : labels) {
      const Parsed<Date> date = parse_date(dimension == "month" ? label + "-01" : label);
      DARAH_VALIDATE(date, fmt::format("no {}: {}", dimension, label));
      numbers.push_back(date.value->day_number);
    }
    const hid_t scale = canvas.scale(dimension, numbers,
                                     dimension == "month"  ? "first day of the month"
                                     : dimension == "week" ? "first day of the week, from time 0 on"
                                                           : "day of the window");
    hdf5::set_attribute(scale, "units", "days since 1970-01-01");
    hdf5::set_attribute(scale, "calendar", "proleptic_gregorian");
    return;
  }
  if (dimension == "duration_bin") {
    for (const std::string& label : labels) {
      const std::optional<std::int64_t> edge = whole_number(label);
      DARAH_VALIDATE(edge, "no whole seconds: " + label);
      numbers.push_back(*edge);
    }
    hdf5::set_attribute(canvas.scale(dimension, numbers, "lower edge of the bin; the last has no upper edge"),
                        "units", "s");
    return;
  }
  canvas.scale(dimension, labels, dimension);
}

}  // namespace darah
