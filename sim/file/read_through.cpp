#include "file/read_through.hpp"

#include <fmt/format.h>

#include "file/batches.hpp"

namespace darah {

namespace {

void read_attributes(hid_t object) {
  const auto read = [](hid_t of, const char* name, const H5A_info_t*, void*) -> herr_t {
    const hdf5::Handle attribute(H5Aopen(of, name, H5P_DEFAULT), H5Aclose, "open an attribute"),
        type(H5Aget_type(attribute), H5Tclose, "read a type"),
        space(H5Aget_space(attribute), H5Sclose, "read a shape"),
        memory(H5Tget_native_type(type, H5T_DIR_ASCEND), H5Tclose, "read a type");
    std::vector<char> values(H5Tget_size(memory) *
                             static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    const herr_t done = H5Aread(attribute, memory, values.data());
    H5Dvlen_reclaim(memory, space, H5P_DEFAULT, values.data());
    return done;
  };
  if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, read, nullptr) < 0)
    throw FileError("cannot read its attributes");
}

void read_group(hid_t group, Depth depth) {
  read_attributes(group);
  for (const std::string& name : hdf5::datasets(group)) {
    const hdf5::Handle dataset = hdf5::open_dataset(group, name);
    read_attributes(dataset);
    const bool is_text = hdf5::is_text(dataset);
    if (is_text && (depth == Depth::all || name != "death_woman_text")) hdf5::read_texts(dataset);
    if (!is_text && depth == Depth::all)
      for_each_batch(dataset, [](hsize_t, std::span<const std::int64_t>) {});
  }
}

}  // namespace

void read_through(hid_t file, Depth depth) {
  read_group(file, depth);
  if (hdf5::has_dataset(file, "clock")) read_group(hdf5::open_group(file, "clock"), depth);
}

void read_through(const std::filesystem::path& path) {
  try {
    read_through(hdf5::open_file(path), Depth::all);
  } catch (const FileError& error) {
    throw FileError(
        fmt::format("{}: damaged: {}; delete it and compute it again", path.string(), error.what()));
  }
}

}  // namespace darah
