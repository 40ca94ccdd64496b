#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darah {

/// A file cannot be written, opened or understood; `what()` names it and says why.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The bytes of a file are not those that were written.
struct DamagedFile : FileError {
  using FileError::FileError;
};

}  // namespace darah

/// Owning handles over the HDF5 C API, laid out as netCDF-4 does: creation order tracked, a dimension scale
/// on every axis, UTF-8 strings of variable length. Every failure throws FileError with the library's reason.
namespace darah::hdf5 {

/// An HDF5 identifier, closed when it goes.
class Handle {
 public:
  Handle() = default;
  /// Throws when `id` is not valid; `what` says what was tried ("create births").
  Handle(hid_t id, herr_t (*close)(hid_t), std::string_view what);
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }

  operator hid_t() const { return id_; }

 private:
  hid_t id_ = -1;
  herr_t (*close_)(hid_t) = nullptr;
};

/// A file in memory: the library does not survive a disk that fills up under it (1.10.8 crashes on exit).
Handle create_file();
/// Everything written so far goes to the disk: closing would keep silent about one that is full.
void flush(hid_t file);
/// The bytes of a file made by create_file, to be written by other means.
std::vector<char> image(hid_t file);
bool is_hdf5(const std::filesystem::path& path);
Handle open_file(const std::filesystem::path& path);  ///< opens a file to read
/// A file made on disk as it is filled, for what does not fit in memory.
Handle create_file(const std::filesystem::path& path);
Handle create_group(hid_t parent, const std::string& name);
Handle open_group(hid_t parent, const std::string& name);

/// The form of a dataset. Those with chunks are shuffled and deflated at level 1; without, the data are
/// contiguous.
struct Shape {
  std::vector<hsize_t> length;
  std::vector<hsize_t> chunk = {};
  bool growing = false;  ///< the first dimension is unlimited, as netCDF wants of one that may be empty
};

Handle write(hid_t parent, const std::string& name, const Shape& shape, std::span<const std::int64_t> values);
Handle write(hid_t parent, const std::string& name, const Shape& shape,
             std::span<const std::uint64_t> values);
Handle write(hid_t parent, const std::string& name, const Shape& shape, std::span<const double> values);
Handle write(hid_t parent, const std::string& name, const Shape& shape, std::span<const std::string> values);

void set_attribute(hid_t object, const std::string& name, std::string_view value);
void set_attribute(hid_t object, const std::string& name, std::int64_t value);
void set_attribute(hid_t object, const std::string& name, std::uint64_t value);
void set_attribute(hid_t object, const std::string& name, double value);
void set_attribute(hid_t object, const std::string& name, std::span<const std::int64_t> values);

/// Requires that there is one.
void replace_text(hid_t object, const std::string& name, std::string_view value);
void remove_attribute(hid_t object, const std::string& name);

void make_scale(hid_t dataset, const std::string& name);
void attach_scale(hid_t dataset, unsigned axis, hid_t scale);

/// A dataset of numbers of 8 bytes, still without values; chunks that are being filled stay in memory.
Handle create_numbers(hid_t parent, const std::string& name, const Shape& shape, hid_t file_type);
/// Reads or writes a block of numbers of 8 bytes as the file has them; values lie slowest dimension first.
/// Throws FileError where they are of another size.
void read_block(hid_t dataset, std::span<const hsize_t> start, std::span<const hsize_t> count, void* values);
void write_block(hid_t dataset, std::span<const hsize_t> start, std::span<const hsize_t> count,
                 const void* values);
/// Copies all attributes but those that make or attach scales.
void copy_attributes(hid_t from, hid_t to);
/// The type of a dataset, as a new identifier.
Handle type_of(hid_t dataset);

Handle open_dataset(hid_t parent, const std::string& name);
/// Whether there is a dataset or group of this name.
bool has_dataset(hid_t parent, const std::string& name);
/// Names of the datasets directly under `parent`, in order of creation.
std::vector<std::string> datasets(hid_t parent);
bool has_attribute(hid_t object, const std::string& name);
/// Bytes of a text, at most: scenarios bring their files.
inline constexpr std::size_t most_text_bytes = std::size_t{64} << 20;
/// "" when absent. Throws FileError where it is longer than `most_text_bytes`.
std::string text_attribute(hid_t object, const std::string& name);
std::int64_t integer_attribute(hid_t object, const std::string& name);
std::uint64_t unsigned_attribute(hid_t object, const std::string& name);

std::vector<std::size_t> shape(hid_t dataset);
/// Names of the scales on a dataset's axes; "" where there is none.
std::vector<std::string> dimensions(hid_t dataset);
bool is_text(hid_t dataset);
std::vector<std::int64_t> read_integers(hid_t dataset);
std::vector<std::uint64_t> read_unsigned(hid_t dataset);
std::vector<double> read_doubles(hid_t dataset);
/// Throws FileError where a text is longer than `most_text_bytes`.
std::vector<std::string> read_texts(hid_t dataset);

}  // namespace darah::hdf5
