#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace darah {

/// A factor times the sum of a measure, of `days_term` or of `years_term`.
struct FigureTerm {
  double factor = 1;
  std::string measure;
  /// Dimensions with the one label that counts; the measure is summed over its other dimensions.
  std::vector<std::pair<std::string, std::string>> where;
  friend bool operator==(const FigureTerm&, const FigureTerm&) = default;
};

/// Length of the measured window, in days and in years of 365 days: constants beside the measures.
inline constexpr const char *days_term = "days", *years_term = "years";

/// A number that a scenario asks of its results, and what was published of it: `scale` times the sum of `of`
/// over the sum of `over`.
struct Figure {
  std::string name;
  std::vector<FigureTerm> of, over{{1, years_term, {}}};
  std::string unit;
  double scale = 1;
  std::optional<double> published;  ///< in `unit`
  /// The interval of the published value itself, in `unit`, which holds it: what its own number gives at
  /// `confidence`, or the source. None where it counts as exact.
  std::optional<std::pair<double, double>> published_range;
  std::string source;
  double confidence = 0.95;
  std::string arm;  ///< the one that `published` stands for; "" for every arm
  int decimals = 3;
  friend bool operator==(const Figure&, const Figure&) = default;
};

}  // namespace darah
