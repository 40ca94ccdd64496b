#include "scenario/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/statistics.hpp"
#include "model/world/world.hpp"
#include "scenario/entry.hpp"
#include "scenario/expression.hpp"
#include "scenario/nearest.hpp"
#include "scenario/row.hpp"

namespace darah {
namespace {

constexpr EntryKind kind{"a figure", "figure."};

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
      : nameable_(nameable), rows_(rows_of(written_)), keys_(entry, kind, rows_, messages) {}

  Figure read() {
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
    figure.published_range = published_range();
    return figure;
  }

  const Position& at(std::string_view key) const { return keys_.at(key); }

 private:
  std::vector<FigureTerm> terms(std::string_view key, std::string_view text) {
    if (text.empty()) return {};  // has been complained of
    Expression expression = read_expression(text);
    if (!expression.problem.empty()) complain(key, expression.problem, expression.suggestion);
    for (FigureTerm& term : expression.terms) {
      check_term(key, term);
      if (nameable_.microseconds && is_time(term.measure)) term.factor *= 1e6;
    }
    return std::move(expression.terms);
  }

  void complain(std::string_view key, std::string_view problem, std::string suggestion) {
    keys_.complain(key, problem, std::move(suggestion));
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
    if (figure.published && !keys_.given("figure.source")) {
      complain("figure.published", "has no source", "write source = \"...\"");
    }
    const std::vector<std::string>& arms = nameable_.arms;
    if (!figure.arm.empty() && std::find(arms.begin(), arms.end(), figure.arm) == arms.end()) {
      complain("figure.arm", fmt::format("there is no arm \"{}\"", figure.arm),
               did_you_mean(figure.arm, arms));
    }
  }

  /// The interval of what was published, of itself; complains of what contradicts itself.
  std::optional<std::pair<double, double>> published_range() {
    const double published = written_.published, low = written_.published_low, high = written_.published_high;
    const bool share = written_.published_of > 0, ends = !std::isnan(low) || !std::isnan(high),
               events = written_.published_as.index == index_of(PublishedAs::events);
    if (!share && !ends && !events) return {};
    const std::string_view key = share              ? "figure.published_of"
                                 : events           ? "figure.published_as"
                                 : !std::isnan(low) ? "figure.published_low"
                                                    : "figure.published_high";
    if (share + ends + events > 1) {
      complain(key, "the published value has its interval from elsewhere too",
               "give one of published_of, published_as = \"count\", and published_low with published_high");
    } else if (std::isnan(published)) {
      complain(key, "nothing was published", "write published = ...");
    } else if (share) {
      return range_of_share(published / written_.scale);
    } else if (events) {
      return range_of_events(published);
    } else if (std::isnan(low) || std::isnan(high)) {
      complain(key, "the interval lacks its other end", "give published_low and published_high");
    } else if (low > published || published > high) {
      complain(key, fmt::format("the interval does not hold the published {:.6g}", published), {});
    } else {
      return std::pair{low, high};
    }
    return {};
  }

  std::optional<std::pair<double, double>> range_of_share(double share) {
    if (!(share >= 0 && share <= 1)) {
      complain("figure.published_of", "the published value is no share: over scale it is not within 0 and 1",
               {});
      return {};
    }
    const Interval of_itself =
        wilson_interval(share, static_cast<double>(written_.published_of), written_.confidence);
    return std::pair{of_itself.low * written_.scale, of_itself.high * written_.scale};
  }

  std::optional<std::pair<double, double>> range_of_events(double events) {
    if (events < 0 || events != std::floor(events)) {
      complain("figure.published_as", fmt::format("{:.6g} is no count of events", events), {});
      return {};
    }
    const Interval of_itself = poisson_interval(events, written_.confidence);
    return std::pair{of_itself.low, of_itself.high};
  }

  const Nameable& nameable_;
  FigureEntry written_;
  const std::vector<Row> rows_;
  EntryReader keys_;
};

}  // namespace

bool is_time(std::string_view measure) {
  const Measure* const found = find_measure(measure);
  return found != nullptr && in_microseconds(found->unit);
}

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
