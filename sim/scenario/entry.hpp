#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "scenario/message.hpp"
#include "scenario/row.hpp"
#include "scenario/toml.hpp"

namespace darah {

/// What a [[table]] is called in messages, and before the names of its keys in its rows.
struct EntryKind {
  std::string_view what;                         ///< "a figure"
  std::string_view prefix = {};                  ///< "figure."
  std::span<const std::string_view> lists = {};  ///< keys without a row, which hold lists
};

/// Reads a [[table]] into what its rows point at; everything that is wrong with it goes to `messages`.
class EntryReader {
 public:
  EntryReader(const Entry& entry, const EntryKind& kind, std::span<const Row> rows, Messages& messages);

  /// Whether a value was given; `key` as the row has it.
  bool given(std::string_view key) const { return places_.contains(key); }
  /// Place of the value; of the table where no value was given.
  const Position& at(std::string_view key) const;
  /// The list that was given; nullptr without one.
  const Leaf* list(std::string_view key) const;
  /// About the value of a key.
  void complain(std::string_view key, std::string_view problem, std::string suggestion = {});

 private:
  void store(const Row& row, const Raw& raw);
  std::string_view complain_of_key(const Leaf& leaf);

  const Entry& entry_;
  const EntryKind kind_;
  std::span<const Row> rows_;
  Messages& messages_;
  std::map<std::string_view, Position> places_;  ///< places of the values given
};

}  // namespace darah
