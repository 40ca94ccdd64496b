#include "compare/sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace darah {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The places in a block of the elements wanted, in order: all along a dimension of which none is named. Time
/// grows with those places and not with the block, since tables ask for one district after another.
std::vector<std::size_t> places_in_block(const Variable& v,
                                         std::span<const std::optional<std::size_t>> wanted) {
  std::vector<std::size_t> places{0}, finer;
  for (std::size_t d = 2; d < v.length.size(); ++d) {
    const std::size_t first = wanted[d].value_or(0);
    const std::size_t end = wanted[d] ? std::min(first + 1, v.length[d]) : v.length[d];
    finer.clear();
    for (const std::size_t place : places) {
      for (std::size_t element = first; element < end; ++element)
        finer.push_back(place * v.length[d] + element);
    }
    std::swap(places, finer);
  }
  return places;
}

}  // namespace

Sums::Sums(const ResultsView& results, std::vector<ArmPlace> arms)
    : results_(results),
      arms_(std::move(arms)),
      days_(static_cast<double>(results.integer("measured_days"))) {}

bool Sums::has(const Headline& line) {
  return results_.has(line.numerator) && (line.denominator.empty() || results_.has(line.denominator)) &&
         (line.only.empty() || has_dimension(line.numerator, line.only.substr(0, line.only.find('='))));
}

bool Sums::has_table(const Headline& line) {
  return !line.by.empty() && has_dimension(line.numerator, line.by);
}

Samples Sums::samples(const Headline& line, std::optional<std::size_t> element) {
  std::vector<Place> places;
  if (element) places.push_back({line.by, *element});
  Samples below;
  if (!line.denominator.empty()) below = sums(line.denominator, places);
  Samples values = line.only.empty() ? sums(line.numerator, places) : sums_of_only(line, places);
  for (std::size_t a = 0; a < values.size(); ++a) {
    for (std::size_t r = 0; r < values[a].size(); ++r) {
      const double divisor = below.empty() ? years() : below[a][r];
      values[a][r] = divisor == 0 ? nan : values[a][r] * line.scale / divisor;
    }
  }
  return values;
}

/// The sum over the labels that the line names, in the places.
Samples Sums::sums_of_only(const Headline& line, std::vector<Place> places) {
  const std::size_t equals = line.only.find('=');
  const std::string_view dimension = line.only.substr(0, equals);
  Samples total(arms_.size(), std::vector<double>(results_.replications(), 0));
  places.push_back({dimension, 0});
  for (std::size_t begin = equals + 1; begin <= line.only.size();) {
    const std::size_t end = std::min(line.only.find('+', begin), line.only.size());
    places.back() = place(dimension, line.only.substr(begin, end - begin));
    const Samples values = sums(line.numerator, places);
    for (std::size_t a = 0; a < total.size(); ++a) {
      for (std::size_t r = 0; r < total[a].size(); ++r) total[a][r] += values[a][r];
    }
    begin = end + 1;
  }
  return total;
}

Samples Sums::samples(std::span<const FigureTerm> terms) {
  Samples total(arms_.size(), std::vector<double>(results_.replications(), 0));
  for (const FigureTerm& term : terms) {
    const Samples values = sums(term);
    for (std::size_t a = 0; a < total.size(); ++a) {
      for (std::size_t r = 0; r < total[a].size(); ++r) total[a][r] += term.factor * values[a][r];
    }
  }
  return total;
}

bool Sums::is_zero(std::string_view measure) {
  return results_.has(measure) && nothing_happened(sums(measure, {}));
}

const Variable& Sums::variable(std::string_view name) {
  auto found = variables_.find(name);
  if (found == variables_.end()) {
    found = variables_.emplace(name, results_.measure(std::string(name))).first;
  }
  return found->second;
}

bool Sums::has_dimension(std::string_view name, std::string_view dimension) {
  const auto& dimensions = variable(name).dimensions;
  return std::find(dimensions.begin(), dimensions.end(), dimension) != dimensions.end();
}

Sums::Place Sums::place(std::string_view dimension, std::string_view label) const {
  const std::vector<std::string> labels = results_.labels(std::string(dimension));
  const auto at = std::find(labels.begin(), labels.end(), label);
  return {dimension, static_cast<std::size_t>(at - labels.begin())};
}

/// Sums of the elements in the places, over all dimensions without a place.
Samples Sums::sums(std::string_view name, std::span<const Place> places) {
  const Variable& v = variable(name);
  // For each dimension after arm and replication, the one element wanted of it.
  std::vector<std::optional<std::size_t>> wanted(v.dimensions.size());
  for (std::size_t d = 2; d < v.dimensions.size(); ++d) {
    for (const Place& p : places) {
      if (v.dimensions[d] == p.dimension) wanted[d] = p.element;
    }
  }
  const std::vector<std::size_t> counted = places_in_block(v, wanted);
  Samples samples;
  for (const ArmPlace arm : arms_) {
    std::vector<double>& row = samples.emplace_back();
    for (std::size_t r = 0; r < results_.replications(); ++r) {
      const std::span<const std::int64_t> block = v.block(arm, r);
      double sum = 0;
      for (const std::size_t i : counted) sum += static_cast<double>(block[i]);
      row.push_back(sum);
    }
  }
  return samples;
}

Samples Sums::sums(const FigureTerm& term) {
  if (term.measure == days_term || term.measure == years_term) {
    const double length = term.measure == days_term ? days() : years();
    return Samples(arms_.size(), std::vector<double>(results_.replications(), length));
  }
  std::vector<Place> places;
  for (const auto& [dimension, label] : term.where) {
    if (!has_dimension(term.measure, dimension)) {
      throw FileError(
          fmt::format("{}: {} is not kept by {}", results_.path().string(), term.measure, dimension));
    }
    places.push_back(place(dimension, label));
    if (places.back().element == results_.labels(dimension).size())
      throw FileError(fmt::format("{}: there is no {} \"{}\"", results_.path().string(), dimension, label));
  }
  return sums(term.measure, places);
}

bool nothing_happened(const Samples& samples) {
  return std::all_of(samples.begin(), samples.end(), [](const std::vector<double>& arm) {
    return std::all_of(arm.begin(), arm.end(), [](double v) { return v == 0 || std::isnan(v); });
  });
}

}  // namespace darah
