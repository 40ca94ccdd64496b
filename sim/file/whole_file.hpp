#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

/// Files that are whole or absent: made beside their place under a name of this process's own,
/// FILE.<host>.<pid>.part, synced and then renamed. No link is followed to a part, and none of another
/// process is touched. A file that takes another's place has the permissions of that.

namespace darah {

/// Checks that the file can be made, before any work is done for it, and resolves a link. Throws FileError.
std::filesystem::path writable_file(std::filesystem::path path);

/// Writes what `image` returns, sealed. Throws FileError, also for what `image` throws; then the file is as
/// it was before and its part is gone.
void write_whole(const std::filesystem::path& path, const std::function<std::vector<char>()>& image);

/// Writes a text, whole or not at all, without a seal; a link is followed. Throws FileError.
void write_text(const std::filesystem::path& path, std::string_view text);

/// Writes a file too large for memory whole or not at all, sealed: `make` fills the part that it is given,
/// which exists and is empty, and closes it.
void make_whole(const std::filesystem::path& path,
                const std::function<void(const std::filesystem::path& part)>& make);

/// Creates the file with this content unless there is one; whether it did. Of several processes that call
/// this at the same time one succeeds.
bool create_once(const std::filesystem::path& path, std::string_view content);

/// The files of a folder with this extension (".h5"), in the order of their names; none where there is no
/// folder. Throws FileError.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder, std::string_view extension);

/// Removes the parts of a file whose processes have ended: a kill left them.
void clear_parts(const std::filesystem::path& path);

/// A lock that at most one process holds, as long as this object lives. Where the file system has no locks it
/// holds nothing: then files are whole still, and of two that are written under one name the later stays.
class FileLock {
 public:
  /// Throws FileError when another process holds it: "FILE: <held>". Follows no link.
  FileLock(std::filesystem::path path, std::string_view held);
  /// Takes the lock's file away.
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  /// False where the file system has no locks.
  bool locked() const { return locked_; }

 private:
  /// A file that somebody put there is no lock that a killed process left.
  void refuse_content();

  std::filesystem::path path_;
  int id_ = -1;
  bool locked_ = false, created_ = false;
};

/// The one process that writes a file. It is refused before it computes where another writes the same.
class SoleWriter {
 public:
  /// Checks that the file can be made; holds FILE.part as a lock; clears parts of it that a killed process
  /// left. Throws FileError.
  explicit SoleWriter(const std::filesystem::path& path);
  /// The file, a link resolved.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileLock lock_;
};

}  // namespace darah
