#pragma once

#include <algorithm>
#include <compare>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace darah {

/// Where something was written; line and column count from 1 and are 0 where unknown.
struct Position {
  std::string file;
  int line = 0, column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// One problem of a scenario, and what to do about it.
struct Message {
  std::string file;
  int line = 0, column = 0;
  std::string text;
  std::string suggestion;  ///< may be empty

  friend auto operator<=>(const Message&, const Message&) = default;
};

/// "file:line:column: text; suggestion", without the parts that are unknown.
inline std::string to_text(const Message& message) {
  std::string text = message.file;
  if (message.line > 0) text += ':' + std::to_string(message.line);
  if (message.line > 0 && message.column > 0) text += ':' + std::to_string(message.column);
  text += ": " + message.text;
  if (!message.suggestion.empty()) text += "; " + message.suggestion;
  return text;
}

/// The problems found so far.
class Messages {
 public:
  void add(Message message) { all_.push_back(std::move(message)); }
  void add(const Position& at, std::string text, std::string suggestion = {}) {
    all_.push_back({at.file, at.line, at.column, std::move(text), std::move(suggestion)});
  }
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }
  /// Whether there are so many that a search for what was meant is no use to anybody.
  bool many() const { return all_.size() >= 1000; }
  /// By file, line and column, each once: the base's problems are met again in every arm.
  std::vector<Message> sorted() const {
    std::vector<Message> sorted = all_;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
  }

 private:
  std::vector<Message> all_;
};

/// A scenario that cannot run: everything that is wrong with it, in the order of the files.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Message> messages)
      : std::runtime_error(joined(messages)), messages_(std::move(messages)) {}
  const std::vector<Message>& messages() const { return messages_; }

 private:
  static std::string joined(const std::vector<Message>& messages) {
    std::string text;
    for (const Message& message : messages) text += (text.empty() ? "" : "\n") + to_text(message);
    return text;
  }

  std::vector<Message> messages_;
};

}  // namespace darah
