#include "file/hdf5.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <type_traits>

#include "file/breakdown.hpp"
#include "file/chunk_check.hpp"

namespace darah::hdf5 {

namespace {

/// The innermost reason on the library's error stack; the system's own words where it has them.
std::string reason() {
  std::string text;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned depth, const H5E_error2_t* error, void* out) -> herr_t {
        if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
        return 0;
      },
      &text);
  const std::string_view mark = "error message = '";
  if (const std::size_t from = text.find(mark); from != std::string::npos) {
    const std::size_t start = from + mark.size();
    return text.substr(start, text.find('\'', start) - start);
  }
  return text;
}

void require(bool done, std::string_view what) {
  if (!done) throw FileError("cannot " + std::string(what) + ": " + reason());
}

/// The library prints its errors by default; here they travel in exceptions.
void silence() {
  static std::once_flag once;
  std::call_once(once, [] {
    H5dont_atexit();  // HDF5's last rites crash after a disk that was full; every handle here closes itself
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  });
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make the text type");
  require(H5Tset_size(type, H5T_VARIABLE) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0,
          "make the text type");
  return type;
}

Handle simple_space(std::span<const hsize_t> length, bool growing = false) {
  std::vector<hsize_t> most(length.begin(), length.end());
  if (growing) most.front() = H5S_UNLIMITED;
  return {H5Screate_simple(static_cast<int>(length.size()), length.data(), most.data()), H5Sclose,
          "make a space"};
}

/// Attributes keep their order; an object keeps no times, so that equal runs give equal bytes.
bool ordered_and_timeless(hid_t creation) {
  return H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
         H5Pset_obj_track_times(creation, false) >= 0;
}

Handle create_raw(hid_t parent, const std::string& name, const Shape& shape, hid_t file_type, hid_t access) {
  const Handle space = simple_space(shape.length, shape.growing);
  const Handle plist(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make a property list");
  bool set = ordered_and_timeless(plist);
  if (!shape.chunk.empty()) {
    set = set && H5Pset_chunk(plist, static_cast<int>(shape.chunk.size()), shape.chunk.data()) >= 0;
    // netCDF knows no filter on texts of any length.
    if (H5Tis_variable_str(file_type) <= 0)
      set = set && H5Pset_shuffle(plist) >= 0 && H5Pset_deflate(plist, 1) >= 0;
  }
  require(set, "lay out " + name);
  return {H5Dcreate2(parent, name.c_str(), file_type, space, H5P_DEFAULT, plist, access), H5Dclose,
          "create " + name};
}

Handle write_raw(hid_t parent, const std::string& name, const Shape& shape, hid_t file_type,
                 hid_t memory_type, const void* values) {
  Handle dataset = create_raw(parent, name, shape, file_type, H5P_DEFAULT);
  require(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, "write " + name);
  return dataset;
}

Handle tracking_order(hid_t kind) {
  Handle plist(H5Pcreate(kind), H5Pclose, "make a property list");
  require(H5Pset_link_creation_order(plist, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
              ordered_and_timeless(plist),
          "track creation order");
  return plist;
}

/// Access without the library's locks, which some file systems have not: files here are whole or absent.
Handle unlocked() {
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
  require(H5Pset_file_locking(access, false, true) >= 0, "go without locks");
  return access;
}

void set_raw(hid_t object, const std::string& name, hid_t space, hid_t file_type, hid_t memory_type,
             const void* value) {
  const Handle attribute(H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, "create attribute " + name);
  require(H5Awrite(attribute, memory_type, value) >= 0, "write attribute " + name);
}

Handle scalar_space() { return {H5Screate(H5S_SCALAR), H5Sclose, "make a space"}; }

Handle open_attribute(hid_t object, const std::string& name, H5T_class_t expected) {
  Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "open attribute " + name);
  const Handle type(H5Aget_type(attribute), H5Tclose, "read attribute " + name);
  const Handle space(H5Aget_space(attribute), H5Sclose, "read attribute " + name);
  if (H5Tget_class(type) != expected || H5Sget_simple_extent_npoints(space) != 1) {
    throw FileError("attribute " + name + " is not a single " +
                    (expected == H5T_STRING ? "text" : "integer"));
  }
  return attribute;
}

/// Texts of an object from a reader of variable strings, or of fixed ones of the type's own size.
template <class Read>
std::vector<std::string> texts(hid_t object, hid_t type, std::size_t count, Read&& read) {
  const BreakdownGuard guard(object);
  std::vector<std::string> result;
  if (H5Tis_variable_str(type) > 0) {
    const Handle memory = text_type();
    require(H5Tset_cset(memory, H5Tget_cset(type)) >= 0, "read text");
    std::vector<char*> pointers(count, nullptr);
    read(memory, pointers.data());
    for (char* p : pointers) {
      result.emplace_back(p == nullptr ? "" : p);
      H5free_memory(p);
    }
  } else {
    const std::size_t size = H5Tget_size(type);
    std::string bytes(count * size, '\0');
    read(type, bytes.data());
    for (std::size_t i = 0; i < count; ++i) result.emplace_back(bytes.substr(i * size, size).c_str());
  }
  for (const std::string& text : result) {
    if (text.size() > most_text_bytes)
      throw FileError("a text of more than " + std::to_string(most_text_bytes) + " bytes");
  }
  return result;
}

std::size_t count_of(hid_t dataset) {
  std::size_t count = 1;
  for (const std::size_t n : shape(dataset)) {
    // A damaged header may claim any size: nothing this program writes comes near this bound.
    if (__builtin_mul_overflow(count, n, &count) || count > std::size_t{1} << 34)
      throw FileError("absurd size");
  }
  return count;
}

template <class T>
std::vector<T> read_numbers(hid_t dataset, hid_t memory_type) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "read a type");
  const bool real = std::is_floating_point_v<T>;
  if (H5Tget_class(type) != (real ? H5T_FLOAT : H5T_INTEGER))
    throw FileError(real ? "reals expected" : "integers expected");
  std::vector<T> values(count_of(dataset));
  if (values.empty()) return values;
  require_whole_chunks(dataset);
  require(H5Dread(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0, "read");
  return values;
}

}  // namespace

Handle::Handle(hid_t id, herr_t (*close)(hid_t), std::string_view what) : id_(id), close_(close) {
  require(id >= 0, what);
}

Handle create_file() {
  silence();
  const Handle plist = tracking_order(H5P_FILE_CREATE);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
  // The file grows by so many bytes, all of which the library touches.
  require(H5Pset_fapl_core(access, std::size_t{1} << 20, false) >= 0, "keep a file in memory");
  return {H5Fcreate("results", H5F_ACC_TRUNC, plist, access), H5Fclose, "create a file in memory"};
}

Handle create_file(const std::filesystem::path& path) {
  silence();
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, tracking_order(H5P_FILE_CREATE), unlocked()), H5Fclose,
          "create"};
}

void flush(hid_t file) { require(H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0, "write"); }

std::vector<char> image(hid_t file) {
  flush(file);
  const ssize_t size = H5Fget_file_image(file, nullptr, 0);
  require(size >= 0, "finish the file");
  std::vector<char> bytes(static_cast<std::size_t>(size));
  require(H5Fget_file_image(file, bytes.data(), bytes.size()) == size, "finish the file");
  return bytes;
}

bool is_hdf5(const std::filesystem::path& path) {
  silence();
  return H5Fis_hdf5(path.c_str()) > 0;
}

Handle open_file(const std::filesystem::path& path) {
  silence();
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, unlocked()), H5Fclose, "open"};
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle plist = tracking_order(H5P_GROUP_CREATE);
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, plist, H5P_DEFAULT), H5Gclose, "create " + name};
}

Handle write(hid_t parent, const std::string& name, const Shape& shape,
             std::span<const std::int64_t> values) {
  return write_raw(parent, name, shape, H5T_STD_I64LE, H5T_NATIVE_INT64, values.data());
}

Handle write(hid_t parent, const std::string& name, const Shape& shape,
             std::span<const std::uint64_t> values) {
  return write_raw(parent, name, shape, H5T_STD_U64LE, H5T_NATIVE_UINT64, values.data());
}

Handle write(hid_t parent, const std::string& name, const Shape& shape, std::span<const double> values) {
  return write_raw(parent, name, shape, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.data());
}

Handle write(hid_t parent, const std::string& name, const Shape& shape, std::span<const std::string> values) {
  std::vector<const char*> pointers;
  for (const std::string& text : values) pointers.push_back(text.c_str());
  const Handle type = text_type();
  return write_raw(parent, name, shape, type, type, pointers.data());
}

void set_attribute(hid_t object, const std::string& name, std::string_view value) {
  const std::string text(value);
  const char* pointer = text.c_str();
  const Handle type = text_type();
  set_raw(object, name, scalar_space(), type, type, &pointer);
}

void set_attribute(hid_t object, const std::string& name, std::int64_t value) {
  set_raw(object, name, scalar_space(), H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void set_attribute(hid_t object, const std::string& name, std::uint64_t value) {
  set_raw(object, name, scalar_space(), H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

void set_attribute(hid_t object, const std::string& name, double value) {
  set_raw(object, name, scalar_space(), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void set_attribute(hid_t object, const std::string& name, std::span<const std::int64_t> values) {
  const hsize_t length = values.size();
  set_raw(object, name, simple_space({&length, 1}), H5T_STD_I64LE, H5T_NATIVE_INT64, values.data());
}

void replace_text(hid_t object, const std::string& name, std::string_view value) {
  remove_attribute(object, name);
  set_attribute(object, name, value);
}

void remove_attribute(hid_t object, const std::string& name) {
  require(H5Adelete(object, name.c_str()) >= 0, "remove attribute " + name);
}

void make_scale(hid_t dataset, const std::string& name) {
  require(H5DSset_scale(dataset, name.c_str()) >= 0, "make a scale of " + name);
}

void attach_scale(hid_t dataset, unsigned axis, hid_t scale) {
  require(H5DSattach_scale(dataset, scale, axis) >= 0, "attach a scale");
}

Handle create_numbers(hid_t parent, const std::string& name, const Shape& shape, hid_t file_type) {
  const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "make a property list");
  if (!shape.chunk.empty()) {
    hsize_t bytes = 8;
    for (const hsize_t n : shape.chunk) bytes *= n;
    require(H5Pset_chunk_cache(access, 101, 2 * bytes, 1) >= 0, "lay out " + name);
  }
  return create_raw(parent, name, shape, file_type, access);
}

namespace {

struct Block {
  Block(hid_t dataset, std::span<const hsize_t> start, std::span<const hsize_t> count)
      : in_file(H5Dget_space(dataset), H5Sclose, "read a shape"), in_memory(simple_space(count)) {
    require(
        H5Sget_simple_extent_ndims(in_file) == static_cast<int>(start.size()) &&
            H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr) >= 0,
        "select a block");
    if (H5Tget_size(type_of(dataset)) != 8) throw FileError("numbers of 8 bytes expected");
  }
  Handle in_file, in_memory;
};

}  // namespace

void read_block(hid_t dataset, std::span<const hsize_t> start, std::span<const hsize_t> count, void* values) {
  const Block block(dataset, start, count);
  require(H5Dread(dataset, type_of(dataset), block.in_memory, block.in_file, H5P_DEFAULT, values) >= 0,
          "read");
}

void write_block(hid_t dataset, std::span<const hsize_t> start, std::span<const hsize_t> count,
                 const void* values) {
  const Block block(dataset, start, count);
  require(H5Dwrite(dataset, type_of(dataset), block.in_memory, block.in_file, H5P_DEFAULT, values) >= 0,
          "write");
}

Handle type_of(hid_t dataset) { return {H5Dget_type(dataset), H5Tclose, "read a type"}; }

void copy_attributes(hid_t from, hid_t to) {
  const auto copy = [](hid_t object, const char* name, const H5A_info_t*, void* out) -> herr_t {
    constexpr std::array<std::string_view, 4> of_scales = {"CLASS", "NAME", "DIMENSION_LIST",
                                                           "REFERENCE_LIST"};
    if (std::find(of_scales.begin(), of_scales.end(), name) != of_scales.end()) return 0;
    const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "open an attribute");
    const Handle type(H5Aget_type(attribute), H5Tclose, "read a type"),
        space(H5Aget_space(attribute), H5Sclose, "read a shape"),
        memory(H5Tget_native_type(type, H5T_DIR_ASCEND), H5Tclose, "read a type");
    std::vector<char> values(H5Tget_size(memory) *
                             static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    const Handle copied(H5Acreate2(*static_cast<hid_t*>(out), name, type, space, H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose, "create an attribute");
    const bool done =
        H5Aread(attribute, memory, values.data()) >= 0 && H5Awrite(copied, memory, values.data()) >= 0;
    H5Dvlen_reclaim(memory, space, H5P_DEFAULT, values.data());
    return done ? 0 : -1;
  };
  require(H5Aiterate2(from, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, copy, &to) >= 0, "copy attributes");
}

Handle open_group(hid_t parent, const std::string& name) {
  return {H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose, "open " + name};
}

Handle open_dataset(hid_t parent, const std::string& name) {
  return {H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, "open " + name};
}

bool has_dataset(hid_t parent, const std::string& name) {
  return H5Lexists(parent, name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> datasets(hid_t parent) {
  std::vector<std::string> names;
  const auto visit = [](hid_t group, const char* name, const H5L_info_t*, void* out) -> herr_t {
    H5O_info_t info;
    if (H5Oget_info_by_name2(group, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return -1;
    if (info.type == H5O_TYPE_DATASET) static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  require(H5Literate(parent, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, visit, &names) >= 0, "list datasets");
  return names;
}

bool has_attribute(hid_t object, const std::string& name) { return H5Aexists(object, name.c_str()) > 0; }

std::string text_attribute(hid_t object, const std::string& name) {
  if (!has_attribute(object, name)) return {};
  const Handle attribute = open_attribute(object, name, H5T_STRING);
  const Handle type(H5Aget_type(attribute), H5Tclose, "read attribute " + name);
  return texts(attribute, type, 1,
               [&](hid_t memory, void* out) {
                 require(H5Aread(attribute, memory, out) >= 0, "read attribute " + name);
               })
      .front();
}

std::int64_t integer_attribute(hid_t object, const std::string& name) {
  std::int64_t value = 0;
  const Handle attribute = open_attribute(object, name, H5T_INTEGER);
  require(H5Aread(attribute, H5T_NATIVE_INT64, &value) >= 0, "read attribute " + name);
  return value;
}

std::uint64_t unsigned_attribute(hid_t object, const std::string& name) {
  std::uint64_t value = 0;
  const Handle attribute = open_attribute(object, name, H5T_INTEGER);
  require(H5Aread(attribute, H5T_NATIVE_UINT64, &value) >= 0, "read attribute " + name);
  return value;
}

std::vector<std::size_t> shape(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "read a shape");
  std::vector<hsize_t> length(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space))));
  require(H5Sget_simple_extent_dims(space, length.data(), nullptr) >= 0, "read a shape");
  return {length.begin(), length.end()};
}

namespace {

/// Whether the root of a scale's file holds that scale under this name.
bool is_called(hid_t scale, const std::string& name) {
  const Handle file(H5Iget_file_id(scale), H5Fclose, "find the file of a scale");
  H5O_info_t own, named;
  return H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0 && H5Oget_info2(scale, &own, H5O_INFO_BASIC) >= 0 &&
         H5Oget_info_by_name2(file, name.c_str(), &named, H5O_INFO_BASIC, H5P_DEFAULT) >= 0 &&
         own.addr == named.addr;
}

/// The name of a scale; "" where none can be found. That which the scale says of itself is tried first: the
/// library would look through all links of the file.
std::string name_of_scale(hid_t scale) {
  std::string name(256, '\0');
  const auto cut = [&](ssize_t length) {
    name.resize(static_cast<std::size_t>(std::clamp<ssize_t>(length, 0, std::ssize(name) - 1)));
  };
  cut(H5DSget_scale_name(scale, name.data(), name.size()));
  if (!name.empty() && name.find('/') == name.npos && is_called(scale, name)) return name;
  name.assign(256, '\0');
  cut(H5Iget_name(scale, name.data(), name.size()));
  return name.substr(name.rfind('/') + 1);
}

}  // namespace

std::vector<std::string> dimensions(hid_t dataset) {
  std::vector<std::string> names(shape(dataset).size());
  for (std::size_t axis = 0; axis < names.size(); ++axis) {
    if (H5DSget_num_scales(dataset, static_cast<unsigned>(axis)) <= 0) continue;
    H5DSiterate_scales(
        dataset, static_cast<unsigned>(axis), nullptr,
        [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
          *static_cast<std::string*>(out) = name_of_scale(scale);
          return 1;  // the first scale is the dimension's
        },
        &names[axis]);
  }
  return names;
}

bool is_text(hid_t dataset) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "read a type");
  return H5Tget_class(type) == H5T_STRING;
}

std::vector<std::int64_t> read_integers(hid_t dataset) {
  return read_numbers<std::int64_t>(dataset, H5T_NATIVE_INT64);
}

std::vector<std::uint64_t> read_unsigned(hid_t dataset) {
  return read_numbers<std::uint64_t>(dataset, H5T_NATIVE_UINT64);
}

std::vector<double> read_doubles(hid_t dataset) { return read_numbers<double>(dataset, H5T_NATIVE_DOUBLE); }

std::vector<std::string> read_texts(hid_t dataset) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "read a type");
  if (H5Tget_class(type) != H5T_STRING) throw FileError("text expected");
  return texts(dataset, type, count_of(dataset), [&](hid_t memory, void* out) {
    require(H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0, "read");
  });
}

}  // namespace darah::hdf5
