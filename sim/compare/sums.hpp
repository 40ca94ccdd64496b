#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compare/headline.hpp"
#include "file/results.hpp"
#include "model/world/figure.hpp"

namespace darah {

/// Values of one number: by arm, then by replication.
using Samples = std::vector<std::vector<double>>;

/// Reads measures of the arms given and sums them over what is not asked for. Throws FileError.
class Sums {
 public:
  Sums(const ResultsView& results, std::vector<ArmPlace> arms);

  /// The arms given, in the order of all samples.
  const std::vector<ArmPlace>& arms() const { return arms_; }
  double days() const { return days_; }
  double years() const { return days_ / 365; }

  /// Whether the file keeps what the line is of.
  bool has(const Headline& line);
  bool has_dimension(std::string_view name, std::string_view dimension);
  /// Whether the line has a table of its own and the file keeps its measures that finely.
  bool has_table(const Headline& line);
  /// Samples of one element of the line's own table, or of all elements; NaN where undefined.
  Samples samples(const Headline& line, std::optional<std::size_t> element = {});
  /// The sum of the terms. Throws FileError also when the file lacks a measure, dimension or label of them.
  Samples samples(std::span<const FigureTerm> terms);
  /// Whether the file has the measure and it is 0 throughout.
  bool is_zero(std::string_view measure);

 private:
  /// The one element wanted of a dimension.
  struct Place {
    std::string_view dimension;
    std::size_t element;
  };

  const Variable& variable(std::string_view name);
  Place place(std::string_view dimension, std::string_view label) const;
  Samples sums(std::string_view name, std::span<const Place> places);
  Samples sums_of_only(const Headline& line, std::vector<Place> places);
  Samples sums(const FigureTerm& term);

  const ResultsView& results_;
  const std::vector<ArmPlace> arms_;
  double days_ = 365;
  std::map<std::string, Variable, std::less<>> variables_;
};

/// Whether every value is 0 or undefined.
bool nothing_happened(const Samples& samples);

}  // namespace darah
