#include "scenario/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "model/world.hpp"
#include "scenario/expression.hpp"
#include "scenario/nearest.hpp"
#include "scenario/row.hpp"
#include "scenario/value.hpp"

namespace darah {
namespace {

constexpr std::string_view prefix = "figure.";

bool is_constant(std::string_view term) { return term == days_term || term == years_term; }

const Measure* find_measure(std::string_view name) {
  const std::span<const Measure> all = measures();
  const auto at = std::find_if(all.begin(), all.end(), [&](const Measure& m) { return m.name == name; });
  return at == all.end() ? nullptr : &*at;
}

std::vector<std::string> names_of_terms() {
  std::vector<std::string> names{days_term, years_term};
  for (const Measure& measure : measures()) names.emplace_back(measure.name);
  return names;
}

std::vector<std::string> dimensions_of(const Measure& measure) {
  std::vector<std::string> dimensions;
  for (const std::string_view dimension : measure.dimensions) {
    if (!dimension.empty()) dimensions.emplace_back(dimension);
  }
  return dimensions;
}

/// Reads one figure.
class FigureReader {
 public:
  FigureReader(const Entry& entry, const Nameable& nameable, Messages& messages)
      : entry_(entry), nameable_(nameable), messages_(messages) {}

  Figure read() {
    read_keys();
    Figure figure;
    figure.name = written_.name;
    figure.of = terms("figure.of", written_.of);
    figure.over = terms("figure.over", written_.over);
    figure.unit = written_.unit;
    figure.scale = written_.scale;
    if (!std::isnan(written_.published)) figure.published = written_.published;
    figure.source = written_.source;
    figure.confidence = written_.confidence;
    figure.arm = written_.arm;
    figure.decimals = static_cast<int>(written_.decimals);
    check(figure);
    return figure;
  }

  const Position& at(std::string_view key) const {
    const auto found = places_.find(key);
    return found == places_.end() ? entry_.at : found->second;
  }

 private:
  void read_keys() {
    const std::vector<Row> rows = rows_of(written_);
    for (const Row& row : rows) store(row, {Raw::Form::bare, std::string(row.standard), {}, {}, entry_.at});
    std::set<std::string_view> meant;
    for (const Leaf& leaf : entry_.leaves) {
      const auto row = std::find_if(rows.begin(), rows.end(),
                                    [&](const Row& r) { return r.key.substr(prefix.size()) == leaf.key; });
      if (row != rows.end()) {
        places_[row->key] = leaf.raw.at;
        store(*row, leaf.raw);
      } else {
        meant.insert(complain_of_key(leaf, rows));
      }
    }
    for (const Row& row : rows) {
      if (!row.standard.empty() || places_.contains(row.key) || meant.contains(row.key)) continue;
      messages_.add(entry_.at, fmt::format("{} must be given", row.key), std::string(row.help));
    }
  }

  void store(const Row& row, const Raw& raw) {
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
  std::string_view complain_of_key(const Leaf& leaf, std::span<const Row> rows) {
    std::vector<std::string> known;
    for (const Row& row : rows) known.emplace_back(row.key.substr(prefix.size()));
    messages_.add(leaf.at, fmt::format("unknown key {} of a figure", leaf.key),
                  did_you_mean(leaf.key, known));
    const auto at = std::find(known.begin(), known.end(), nearest(leaf.key, known));
    return at == known.end() ? std::string_view{} : rows[static_cast<std::size_t>(at - known.begin())].key;
  }

  std::vector<FigureTerm> terms(std::string_view key, std::string_view text) {
    if (text.empty()) return {};  // has been complained of
    Expression expression = read_expression(text);
    if (!expression.problem.empty()) complain(key, expression.problem, expression.suggestion);
    for (const FigureTerm& term : expression.terms) check_term(key, term);
    return std::move(expression.terms);
  }

  void complain(std::string_view key, std::string_view problem, std::string suggestion) {
    messages_.add(at(key), fmt::format("{}: {}", key, problem), std::move(suggestion));
  }

  void check_term(std::string_view key, const FigureTerm& term) {
    const Measure* measure = find_measure(term.measure);
    if (is_constant(term.measure)) {
      if (!term.where.empty()) complain(key, term.measure + " has no dimensions", "remove what is in []");
    } else if (measure == nullptr) {
      complain(key, fmt::format("there is no measure \"{}\"", term.measure),
               did_you_mean(term.measure, names_of_terms()));
    } else if (measure->unit == "1") {
      complain(key, term.measure + " is a hash, which says only whether worlds are equal", {});
    } else {
      for (const auto& [dimension, label] : term.where) check_where(key, *measure, dimension, label);
    }
  }

  void check_where(std::string_view key, const Measure& measure, const std::string& dimension,
                   const std::string& label) {
    const std::vector<std::string> known = dimensions_of(measure);
    if (std::find(known.begin(), known.end(), dimension) == known.end()) {
      const std::string meant = did_you_mean(dimension, known);
      complain(key, fmt::format("{} has no dimension \"{}\"", measure.name, dimension),
               meant.empty() ? fmt::format("it has {}", known.empty() ? "none" : joined(known)) : meant);
      return;
    }
    if (summed_over(dimension, nameable_.detail)) {
      complain(key, fmt::format("results are not kept by {}", dimension), "set output.detail = \"full\"");
    }
    const auto labels = nameable_.labels(dimension);
    if (labels && std::find(labels->begin(), labels->end(), label) == labels->end()) {
      complain(key, fmt::format("there is no {} \"{}\"", dimension, label), did_you_mean(label, *labels));
    }
  }

  static std::string joined(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
  }

  void check(const Figure& figure) {
    if (figure.published && !places_.contains("figure.source")) {
      complain("figure.published", "has no source", "write source = \"...\"");
    }
    const std::vector<std::string>& arms = nameable_.arms;
    if (!figure.arm.empty() && std::find(arms.begin(), arms.end(), figure.arm) == arms.end()) {
      complain("figure.arm", fmt::format("there is no arm \"{}\"", figure.arm),
               did_you_mean(figure.arm, arms));
    }
  }

  const Entry& entry_;
  const Nameable& nameable_;
  Messages& messages_;
  FigureEntry written_;
  std::map<std::string_view, Position> places_;  ///< of the values given
};

}  // namespace

std::vector<Figure> read_figures(std::span<const Entry> entries, const Nameable& nameable,
                                 Messages& messages) {
  std::vector<Figure> figures;
  std::set<std::string> names;
  for (const Entry& entry : entries) {
    const std::size_t before = messages.size();
    FigureReader reader(entry, nameable, messages);
    Figure figure = reader.read();
    if (!figure.name.empty() && !names.insert(figure.name).second) {
      messages.add(reader.at("figure.name"), fmt::format("figure \"{}\" stands here twice", figure.name),
                   "give each figure a name of its own");
    }
    if (messages.size() == before) figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace darah
