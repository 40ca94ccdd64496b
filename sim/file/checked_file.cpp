#include "file/checked_file.hpp"

#include <fmt/format.h>

#include <string>

#include "file/canvas.hpp"
#include "file/format_check.hpp"
#include "file/probe.hpp"
#include "file/read_through.hpp"
#include "file/seal.hpp"

namespace darah {

namespace {

hdf5::Handle open_sound(const std::filesystem::path& path) {
  try {
    return hdf5::open_file(path);
  } catch (const FileError& failure) {
    throw DamagedFile(std::string("damaged: ") + failure.what());
  }
}

/// Opens the file if it is what it should be, in all that can be told without reading its values.
hdf5::Handle open_known(const std::filesystem::path& path, std::string_view filetype, std::string_view kind,
                        bool sealed) {
  hdf5::Handle file = open_sound(path);
  if (hdf5::text_attribute(file, "filetype") != filetype)
    throw FileError(fmt::format("an HDF5 file, but no {}", kind));
  const std::string version = hdf5::text_attribute(file, "format_version");
  // Within 2.x measures and attributes come and none go.
  const bool is_known = version.starts_with("2.");
  if (!is_known && version != unsealed_format_version) {
    throw FileError(fmt::format("its format is {}; this program reads 2.x and {}",
                                version.empty() ? "unknown" : version, unsealed_format_version));
  }
  if (!sealed && is_known) throw DamagedFile("damaged: its seal is missing, so its end is cut off");
  try {
    check_format(file, filetype);
  } catch (const DamagedFile&) {
    throw;
  } catch (const FileError& failure) {
    throw DamagedFile(std::string("damaged: ") + failure.what());
  }
  return file;
}

/// HDF5 crashes, or runs for ever, on some files of which no honest program wrote the bytes. So a child
/// process opens the file first and reads all but the numbers of a sealed one, which are plain bytes.
void require_readable(const std::filesystem::path& path, std::string_view filetype, std::string_view kind,
                      bool sealed) {
  constexpr std::uint64_t seconds = 10, bytes_a_second = 10 << 20;
  const auto read = [&] {
    hdf5::Handle file;
    try {
      file = open_known(path, filetype, kind, sealed);
    } catch (const FileError&) {
      return;  // it is told in words when the file is opened here
    }
    read_through(file, sealed ? Depth::texts : Depth::all);
  };
  const Probed probed = probe(read, seconds + std::filesystem::file_size(path) / bytes_a_second);
  if (probed == Probed::died) throw DamagedFile("damaged: HDF5 cannot read it");
  if (probed == Probed::not_tried && !sealed)
    throw FileError("has no seal, and no process can be started that looks whether it can be read");
}

}  // namespace

hdf5::Handle open_checked(const std::filesystem::path& path, std::string_view filetype,
                          std::string_view kind) {
  const bool sealed = check_seal(path);
  if (!hdf5::is_hdf5(path))
    throw FileError(fmt::format("{}: is no HDF5 file, so no {}", path.string(), kind));
  try {
    require_readable(path, filetype, kind, sealed);
    return open_known(path, filetype, kind, sealed);
  } catch (const DamagedFile& failure) {
    throw DamagedFile(path.string() + ": " + failure.what());
  } catch (const FileError& failure) {
    throw FileError(path.string() + ": " + failure.what());
  }
}

std::string file_type(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return {};
  try {
    check_seal(path);
    if (!hdf5::is_hdf5(path)) return {};
    // The library may not survive the file: a child process finds out.
    const auto read = [&] { hdf5::text_attribute(open_sound(path), "filetype"); };
    if (probe(read, 10) == Probed::died) return {};
    return hdf5::text_attribute(open_sound(path), "filetype");
  } catch (const FileError&) {
    return {};
  }
}

}  // namespace darah
