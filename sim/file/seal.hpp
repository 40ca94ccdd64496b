#pragma once

#include <filesystem>
#include <vector>

/// The seal of a file: its last 40 bytes, "darahsum" and the SHA-256 of all bytes before. HDF5 does not read
/// behind the end that its own head names, so a sealed file opens everywhere. It is checked before HDF5 reads
/// anything, since that library can abort on damage, or read it as values.

namespace darah {

/// Puts the seal at the end of a file's bytes. O(bytes).
void seal(std::vector<char>& bytes);
/// Puts the seal at the end of a closed file. Throws FileError. O(bytes), in constant memory.
void seal(const std::filesystem::path& path);

/// Whether the file has a seal; false for one of a version that set none. Throws DamagedFile when the bytes
/// are not those that were sealed, FileError where the file cannot be read. O(bytes), in constant memory.
bool check_seal(const std::filesystem::path& path);

}  // namespace darah
