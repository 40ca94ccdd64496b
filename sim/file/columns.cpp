#include "file/columns.hpp"

#include <fmt/format.h>

#include <limits>

namespace darah {

std::vector<std::int64_t> read_column(hid_t file, const std::string& name, std::size_t rows,
                                      std::size_t end) {
  std::vector<std::int64_t> values = hdf5::read_integers(hdf5::open_dataset(file, name));
  if (values.size() != rows)
    throw FileError(fmt::format("{} holds {} values; its table has {}", name, values.size(), rows));
  for (const std::int64_t value : values) {
    if (value < 0 || static_cast<std::size_t>(value) >= end)
      throw FileError(fmt::format("{} holds {}, which is none of its values", name, value));
  }
  return values;
}

std::size_t districts_in(hid_t file) {
  return hdf5::has_dataset(file, "district") ? hdf5::shape(hdf5::open_dataset(file, "district")).front()
                                             : std::numeric_limits<std::uint16_t>::max();
}

}  // namespace darah
