#include "scenario/entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "scenario/nearest.hpp"
#include "scenario/value.hpp"

namespace darah {

EntryReader::EntryReader(const Entry& entry, const EntryKind& kind, std::span<const Row> rows,
                         Messages& messages)
    : entry_(entry), kind_(kind), rows_(rows), messages_(messages) {
  for (const Row& row : rows_) store(row, {Raw::Form::bare, std::string(row.standard), {}, {}, entry_.at});
  std::set<std::string_view> meant;
  for (const Leaf& leaf : entry_.leaves) {
    const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) {
      return r.key.substr(kind_.prefix.size()) == leaf.key;
    });
    if (row != rows_.end()) {
      places_[row->key] = leaf.raw.at;
      store(*row, leaf.raw);
    } else if (std::find(kind_.lists.begin(), kind_.lists.end(), leaf.key) == kind_.lists.end()) {
      meant.insert(complain_of_key(leaf));
    } else if (leaf.raw.items.empty()) {
      messages_.add(leaf.raw.at, fmt::format("{}{} is no list of values", kind_.prefix, leaf.key),
                    fmt::format("write {} = [..., ...]", leaf.key));
    }
  }
  for (const Row& row : rows_) {
    if (!row.standard.empty() || places_.contains(row.key) || meant.contains(row.key)) continue;
    messages_.add(entry_.at, fmt::format("{} must be given", row.key), std::string(row.help));
  }
}

const Position& EntryReader::at(std::string_view key) const {
  const auto found = places_.find(key);
  return found == places_.end() ? entry_.at : found->second;
}

const Leaf* EntryReader::list(std::string_view key) const {
  const auto found =
      std::find_if(entry_.leaves.begin(), entry_.leaves.end(), [&](const Leaf& l) { return l.key == key; });
  return found == entry_.leaves.end() || found->raw.items.empty() ? nullptr : &*found;
}

void EntryReader::complain(std::string_view key, std::string_view problem, std::string suggestion) {
  messages_.add(at(key), fmt::format("{}: {}", key, problem), std::move(suggestion));
}

void EntryReader::store(const Row& row, const Raw& raw) {
  if (raw.form == Raw::Form::bare && raw.text.empty()) return;  // has no default
  Reading reading = read_value(row, raw, {});
  const std::string* text = reading.value ? std::get_if<std::string>(&*reading.value) : nullptr;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (text != nullptr && std::any_of(text->begin(), text->end(), is_control)) {
    reading = {{}, "expected one line of text", "remove what breaks it"};
  } else if (text != nullptr && text->empty() && row.standard != "-") {
    reading = {{}, "expected a text, found the text \"-\"", {}};
  }
  if (reading.value) return row.store(*reading.value, 0);
  messages_.add(raw.at, fmt::format("{}: {}", row.key, reading.problem), std::move(reading.suggestion));
}

/// The key of the row that was meant; "" when none is like it.
std::string_view EntryReader::complain_of_key(const Leaf& leaf) {
  std::vector<std::string> known;
  for (const Row& row : rows_) known.emplace_back(row.key.substr(kind_.prefix.size()));
  known.insert(known.end(), kind_.lists.begin(), kind_.lists.end());
  messages_.add(leaf.at, fmt::format("unknown key {} of {}", leaf.key, kind_.what),
                did_you_mean(leaf.key, known));
  const auto at = std::find(known.begin(), known.end(), nearest(leaf.key, known));
  const auto place = static_cast<std::size_t>(at - known.begin());
  return place < rows_.size() ? rows_[place].key : std::string_view{};
}

}  // namespace darah
