#include "file/checked_file.hpp"

#include <fmt/format.h>

#include <string>

#include "file/canvas.hpp"
#include "file/format_check.hpp"
#include "file/read_through.hpp"
#include "file/seal.hpp"
#include "file/trial.hpp"

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
  if (std::string found = hdf5::text_attribute(file, "filetype"); found != filetype)
    throw OtherKind(fmt::format("{}: an HDF5 file, but no {}", path.string(), kind), path, std::move(found));
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
/// process opens and checks the file first, and reads all but the numbers of a sealed one, which are plain
/// bytes. What it finds wrong is found here again, to be told in words.
hdf5::Handle open_tried(const std::filesystem::path& path, std::string_view filetype, std::string_view kind,
                        bool sealed) {
  constexpr std::uint64_t seconds = 10, bytes_a_second = 10 << 20;
  const auto read = [&] {
    read_through(open_known(path, filetype, kind, sealed), sealed ? Depth::texts : Depth::all);
  };
  const Trial trial = try_in_child(read, seconds + std::filesystem::file_size(path) / bytes_a_second);
  if (trial == Trial::lived) return open_sound(path);
  if (trial == Trial::not_tried && !sealed)
    throw FileError("has no seal, and no process can be started that looks whether it can be read");
  if (trial != Trial::died) {
    hdf5::Handle file = open_known(path, filetype, kind, sealed);
    if (trial == Trial::not_tried) return file;
  }
  throw DamagedFile("damaged: HDF5 cannot read it");
}

}  // namespace

hdf5::Handle open_checked(const std::filesystem::path& path, std::string_view filetype,
                          std::string_view kind) {
  const bool sealed = check_seal(path);
  if (!hdf5::is_hdf5(path))
    throw FileError(fmt::format("{}: is no HDF5 file, so no {}", path.string(), kind));
  try {
    return open_tried(path, filetype, kind, sealed);
  } catch (const OtherKind&) {
    throw;
  } catch (const DamagedFile& failure) {
    throw DamagedFile(path.string() + ": " + failure.what());
  } catch (const FileError& failure) {
    throw FileError(path.string() + ": " + failure.what());
  }
}

}  // namespace darah
