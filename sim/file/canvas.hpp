#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "file/hdf5.hpp"

namespace darah {

/// Version of the format, for every kind of file.
inline constexpr std::string_view format_version = "2.0";
/// The format before it, which is still read: without a seal.
inline constexpr std::string_view unsealed_format_version = "1.0";

/// The attributes with which every file begins: what it is, and what computed it.
void write_origin(hid_t root, std::string_view filetype, std::string_view title, std::uint64_t seed);

/// Bytes of a chunk, at most.
inline constexpr hsize_t chunk_bytes = 1 << 20;

/// The chunks of a dataset of numbers: whole trailing blocks of at most `chunk_bytes`, dimensions cut from
/// the slowest on. None for a dataset so short that a chunk's index costs more than compression saves.
std::vector<hsize_t> chunk_of(const std::vector<hsize_t>& length);

/// Writes variables of one file, with the scales it has made so far.
class Canvas {
 public:
  explicit Canvas(hid_t root) : root_(root) {}

  template <class T>
  hid_t scale(const std::string& name, const std::vector<T>& values, std::string_view long_name) {
    hdf5::Handle dataset = hdf5::write(root_, name, {{values.size()}}, std::span<const T>(values));
    hdf5::make_scale(dataset, name);
    hdf5::set_attribute(dataset, "long_name", long_name);
    return (scales_[name] = std::move(dataset));
  }

  /// A scale of rows, of which there may be none: netCDF reads a dimension of length 0 only when it is
  /// unlimited.
  void growing_scale(const std::string& name, std::size_t size, std::string_view long_name) {
    std::vector<std::int64_t> values(size);
    for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<std::int64_t>(i);
    hdf5::Handle dataset =
        hdf5::write(root_, name, growing_shape(size), std::span<const std::int64_t>(values));
    hdf5::make_scale(dataset, name);
    hdf5::set_attribute(dataset, "long_name", long_name);
    growing_.insert(name);
    scales_[name] = std::move(dataset);
  }

  hid_t root() const { return root_; }
  bool has_scale(const std::string& name) const { return scales_.contains(name); }

  template <class T>
  hdf5::Handle variable(hid_t parent, const std::string& name, const std::vector<std::string>& dimensions,
                        const std::vector<T>& values, std::string_view unit, std::string_view long_name) {
    hdf5::Shape shape;
    for (const std::string& d : dimensions) shape.length.push_back(hdf5::shape(scales_.at(d)).front());
    if (growing_.contains(dimensions.front())) {
      const hsize_t row =
          std::accumulate(shape.length.begin() + 1, shape.length.end(), hsize_t{1}, std::multiplies<>());
      shape.chunk = shape.length;
      shape.chunk.front() =
          std::clamp<hsize_t>(shape.length.front(), 1024, std::max<hsize_t>(1024, chunk_bytes / 8 / row));
      shape.growing = true;
    } else if constexpr (!std::is_same_v<T, std::string>) {
      shape.chunk = chunk_of(shape.length);
    }
    hdf5::Handle dataset = hdf5::write(parent, name, shape, std::span<const T>(values));
    for (unsigned axis = 0; axis < dimensions.size(); ++axis) {
      hdf5::attach_scale(dataset, axis, scales_.at(dimensions[axis]));
    }
    if (!unit.empty()) hdf5::set_attribute(dataset, "units", unit);
    hdf5::set_attribute(dataset, "long_name", long_name);
    return dataset;
  }
  /// Numbers of 64 bits as texts, for readers to whom a number is a double.
  void digits(const std::string& name, const std::string& dimension,
              const std::vector<std::uint64_t>& numbers, std::string_view long_name);
  template <class T>
  hdf5::Handle variable(const std::string& name, const std::vector<std::string>& dimensions,
                        const std::vector<T>& values, std::string_view unit, std::string_view long_name) {
    return variable(root_, name, dimensions, values, unit, long_name);
  }

 private:
  static hdf5::Shape growing_shape(std::size_t size) {
    return {{size}, {std::clamp<hsize_t>(size, 1024, chunk_bytes / 8)}, true};
  }

  hid_t root_;
  std::map<std::string, hdf5::Handle> scales_;
  std::set<std::string> growing_;
};

/// CF's stand-in for enumerations, which netCDF and xarray do not read: a name for each value, or for each
/// bit of it.
void set_flags(hid_t dataset, std::span<const std::string> labels, bool bits = false);
void set_flags(hid_t dataset, std::span<const std::string_view> labels, bool bits = false);

/// The scale of a dimension that measures use: dates, seconds, or names.
void write_scale(Canvas& canvas, const std::string& dimension, const std::vector<std::string>& labels);

}  // namespace darah
