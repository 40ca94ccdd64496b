#include "file/checked_file.hpp"

#include <fmt/format.h>

#include <string>

#include "file/canvas.hpp"
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

}  // namespace

hdf5::Handle open_checked(const std::filesystem::path& path, std::string_view filetype,
                          std::string_view kind) {
  const bool sealed = check_seal(path);
  if (!hdf5::is_hdf5(path))
    throw FileError(fmt::format("{}: is no HDF5 file, so no {}", path.string(), kind));
  try {
    hdf5::Handle file = open_sound(path);
    if (hdf5::text_attribute(file, "filetype") != filetype)
      throw FileError(fmt::format("an HDF5 file, but no {}", kind));
    const std::string version = hdf5::text_attribute(file, "format_version");
    if (version != format_version && version != unsealed_format_version) {
      throw FileError(fmt::format("its format is {}; this program reads {} and {}",
                                  version.empty() ? "unknown" : version, format_version,
                                  unsealed_format_version));
    }
    if (!sealed && version == format_version)
      throw DamagedFile("damaged: its seal is missing, so its end is cut off");
    return file;
  } catch (const DamagedFile& failure) {
    throw DamagedFile(path.string() + ": " + failure.what());
  } catch (const FileError& failure) {
    throw FileError(path.string() + ": " + failure.what());
  }
}

}  // namespace darah
