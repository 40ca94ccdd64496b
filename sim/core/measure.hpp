#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/check.hpp"

namespace darah {

/// One row of a component's table of measures: an array of int64 sums, kept apart for each element of its
/// dimensions. Ratios, means and quantiles are left to readers: `denominator` names the measure to divide by.
struct Measure {
  std::string_view name;
  std::string_view unit;
  std::array<std::string_view, 4> dimensions;  ///< slowest first; "" where unused
  std::string_view long_name;
  std::string_view denominator = {};
};

/// Whether a world counts a measure of this unit in microseconds. Results keep it in seconds: the
/// microseconds that many things last, added up over all replications, would pass 2^63.
constexpr bool in_microseconds(std::string_view unit) { return unit == "us" || unit.ends_with(" us"); }

/// "unit us" to "unit s"; any other unit as it is.
inline std::string unit_of_results(std::string_view unit) {
  if (!in_microseconds(unit)) return std::string(unit);
  return std::string(unit.substr(0, unit.size() - 2)) + 's';
}

/// Microseconds to seconds, the nearest; half a second away from 0.
constexpr std::int64_t nearest_second(std::int64_t us) {
  return (us + (us < 0 ? -500'000 : 500'000)) / 1'000'000;
}

/// The sums of all measures of one world, in one block. A value.
class Tally {
 public:
  /// Lays out `measures`; `size_of(dimension)` gives each dimension's length.
  template <class SizeOf>
  void lay_out(std::span<const Measure> measures, SizeOf&& size_of) {
    std::size_t total = 0;
    for (const Measure& measure : measures) {
      Shape shape{total, {1, 1, 1, 1}};
      for (std::size_t d = 0; d < shape.length.size(); ++d) {
        if (!measure.dimensions[d].empty())
          shape.length[d] = static_cast<std::uint32_t>(size_of(measure.dimensions[d]));
      }
      total += shape.size();
      shapes_.push_back(shape);
    }
    values_.assign(total, 0);
  }

  void add(std::size_t measure, std::int64_t value, std::size_t i = 0, std::size_t j = 0, std::size_t k = 0,
           std::size_t l = 0) {
    values_[place(measure, i, j, k, l)] += value;
  }
  std::int64_t get(std::size_t measure, std::size_t i = 0, std::size_t j = 0, std::size_t k = 0,
                   std::size_t l = 0) const {
    return values_[place(measure, i, j, k, l)];
  }
  /// All values of one measure, slowest dimension first.
  std::span<const std::int64_t> values(std::size_t measure) const {
    const Shape& s = shapes_[measure];
    return std::span(values_).subspan(s.offset, s.size());
  }
  std::span<const std::int64_t> all() const { return values_; }
  std::size_t measures() const { return shapes_.size(); }

 private:
  struct Shape {
    std::size_t offset;
    std::array<std::uint32_t, 4> length;
    std::size_t size() const { return std::size_t{length[0]} * length[1] * length[2] * length[3]; }
  };
  std::size_t place(std::size_t measure, std::size_t i, std::size_t j, std::size_t k, std::size_t l) const {
    const Shape& s = shapes_[measure];
    DARAH_EXPECT(i < s.length[0] && j < s.length[1] && k < s.length[2] && l < s.length[3]);
    return s.offset + ((i * s.length[1] + j) * s.length[2] + k) * s.length[3] + l;
  }

  std::vector<Shape> shapes_;
  std::vector<std::int64_t> values_;
};

}  // namespace darah
