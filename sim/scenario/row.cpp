#include "scenario/row.hpp"

#include <algorithm>

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

}  // namespace

std::string_view Row::dimension() const {
  const auto open = key.find('{');
  return open == key.npos ? std::string_view{} : key.substr(open + 1, key.find('}') - open - 1);
}

std::string Row::key_of(std::string_view label) const {
  const auto open = key.find('{');
  if (open == key.npos) return std::string(key);
  return std::string(key.substr(0, open)) + std::string(label) + std::string(key.substr(key.find('}') + 1));
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
    const auto braces =
        std::find_if(known.begin(), known.end(), [](auto part) { return part.starts_with('{'); });
    const bool named = braces != known.end() && known.size() == asked.size();
    keys.push_back(row.key_of(named ? asked[static_cast<std::size_t>(braces - known.begin())] : "*"));
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
