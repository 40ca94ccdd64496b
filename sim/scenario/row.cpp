#include "scenario/row.hpp"

#include <algorithm>

#include "model/world/dimensions.hpp"
#include "scenario/nearest.hpp"

namespace darah {
namespace {

template <class T>
void resize_at(std::vector<T>* values, std::size_t size) {
  values->resize(size);
}
template <class T>
void resize_at(T*, std::size_t) {}

template <class T>
void store_at(std::vector<T>* values, std::size_t element, const Value& value) {
  (*values)[element] = std::get<T>(value);
}
template <class T>
void store_at(T* slot, std::size_t, const Value& value) {
  *slot = std::get<T>(value);
}

template <class T>
Value load_at(const std::vector<T>* values, std::size_t element) {
  return T{(*values)[element]};
}
template <class T>
Value load_at(const T* slot, std::size_t) {
  return *slot;
}

/// The element a segment names; of a fixed dimension that has none of this name the nearest, if one is near.
std::string meant(std::string_view segment, std::string_view dimension) {
  const auto fixed = fixed_labels(dimension);
  if (fixed.empty() || std::find(fixed.begin(), fixed.end(), segment) != fixed.end())
    return std::string(segment);
  const std::string near = nearest(segment, std::vector<std::string>(fixed.begin(), fixed.end()));
  return near.empty() ? "*" : near;
}

/// Whether a row's key goes on where the one asked for ends, in a word that both have.
bool begins(std::span<const std::string_view> known, std::span<const std::string_view> asked) {
  return asked.size() < known.size() && known[asked.size() - 1] == asked.back() &&
         std::equal(asked.begin(), asked.end(), known.begin(),
                    [](std::string_view a, std::string_view k) { return in_braces(k) || k == a; });
}

}  // namespace

std::vector<std::string_view> Row::dimensions() const {
  std::vector<std::string_view> names;
  for (const std::string_view name : dimensions_of(key)) {
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

std::string Row::key_of(std::span<const std::string_view> elements) const {
  std::string text;
  auto element = elements.begin();
  for (const std::string_view segment : segments(key)) {
    if (!text.empty()) text += '.';
    text += in_braces(segment) ? *element++ : segment;
  }
  return text;
}

std::string Row::key_of(std::string_view element) const {
  return key_of(std::vector<std::string_view>(dimensions().size(), element));
}

std::string_view Row::column(std::string_view of) const {
  const std::string prefix = std::string(of) + ".{" + std::string(of) + "}.";
  return key.starts_with(prefix) ? key.substr(prefix.size()) : std::string_view{};
}

void Row::resize(std::size_t elements) const {
  std::visit([&](auto* at) { resize_at(at, elements); }, slot);
}

void Row::store(const Value& value, std::size_t element) const {
  std::visit([&](auto* at) { store_at(at, element, value); }, slot);
}

Value Row::load(std::size_t element) const {
  return std::visit([&](const auto* at) { return load_at(at, element); }, slot);
}

std::vector<Row> rows_of(Settings& settings) {
  std::vector<Row> rows;
  append_rows(rows, settings.heading, Heading::parameters);
  for_each_table(settings.parameters,
                 [&](auto& component, const auto& table) { append_rows(rows, component, table); });
  return rows;
}

std::vector<std::string> keys_like(std::string_view key, std::span<const Row> rows) {
  const std::vector<std::string_view> asked = segments(key);
  std::vector<std::string> keys;
  for (const Row& row : rows) {
    const std::vector<std::string_view> known = segments(row.key);
    const bool alike = known.size() == asked.size() || begins(known, asked);
    std::vector<std::string> elements;
    for (std::size_t s = 0; s < known.size(); ++s) {
      if (!in_braces(known[s])) continue;
      const bool named = alike && s < asked.size();
      elements.push_back(named ? meant(asked[s], dimensions_of(known[s]).front()) : "*");
    }
    keys.push_back(row.key_of(std::vector<std::string_view>(elements.begin(), elements.end())));
  }
  return keys;
}

std::vector<std::string_view> segments(std::string_view key) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const auto dot = key.find('.', begin);
    parts.push_back(key.substr(begin, dot - begin));
    if (dot == key.npos) return parts;
    begin = dot + 1;
  }
}

}  // namespace darah
