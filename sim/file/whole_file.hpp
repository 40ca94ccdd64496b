#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

/// Files that are whole or absent: made as FILE.part beside their place, synced and then renamed.

namespace darah {

/// Checks that the file can be made, before any work is done for it, and resolves a link. Throws FileError.
std::filesystem::path writable_file(std::filesystem::path path);

/// Writes what `image` returns. Throws FileError, also for what `image` throws; then the file is as it was
/// before and its part is gone.
void write_whole(const std::filesystem::path& path, const std::function<std::vector<char>()>& image);

/// Writes a file too large for memory whole or not at all: `make` makes the part that it is given, and
/// closes it.
void make_whole(const std::filesystem::path& path,
                const std::function<void(const std::filesystem::path& part)>& make);

/// Creates the file with this content unless there is one; whether it did. Of several processes that call
/// this at the same time one succeeds.
bool create_once(const std::filesystem::path& path, std::string_view content);

/// A lock that at most one process holds, as long as this object lives; the file stays.
class FileLock {
 public:
  /// Throws FileError when another process holds it.
  explicit FileLock(const std::filesystem::path& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int id_;
};

}  // namespace darah
