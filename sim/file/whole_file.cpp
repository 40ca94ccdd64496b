#include "file/whole_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string>
#include <system_error>

#include "file/hdf5.hpp"

namespace darah {

namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : id_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    require(id_ >= 0, "open");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(id_); }

  /// Replaces what the file holds; locked until this closes, so that no second run writes into it.
  void replace(std::span<const char> bytes) {
    if (flock(id_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      throw FileError("another run is writing it");
    require(ftruncate(id_, 0) == 0, "replace");
    while (!bytes.empty()) {
      const ssize_t written = write(id_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      require(written >= 0, "write");
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    sync();
  }
  void sync() { require(fsync(id_) == 0, "sync"); }

 private:
  static void require(bool done, const char* what) {
    if (!done) throw FileError(std::string("cannot ") + what + ": " + std::strerror(errno));
  }

  int id_;
};

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

std::filesystem::path writable_file(std::filesystem::path path) {
  namespace fs = std::filesystem;
  const fs::path folder = folder_of(path);
  std::error_code error;
  if (!fs::exists(folder, error)) {
    throw FileError(path.string() + ": there is no folder " + folder.string() + "; make it first");
  }
  if (!fs::is_directory(folder, error))
    throw FileError(path.string() + ": " + folder.string() + " is no folder");
  if (fs::is_directory(path, error)) {
    throw FileError(path.string() + ": is a folder; name a file in it, such as " +
                    (path / "results.h5").string());
  }
  if (fs::is_symlink(path, error)) path = fs::weakly_canonical(path, error);
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    throw FileError(path.string() + ": is no regular file; results replace the file they are written to");
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw FileError(path.string() + ": cannot write in " + folder.string() + ": " + std::strerror(errno));
  }
  return path;
}

void make_whole(const std::filesystem::path& path,
                const std::function<void(const std::filesystem::path& part)>& make) {
  const std::filesystem::path part = path.string() + ".part";
  try {
    make(part);
    Descriptor(part, O_RDWR).sync();
    std::filesystem::rename(part, path);
    Descriptor(folder_of(path), O_RDONLY | O_DIRECTORY).sync();
  } catch (const std::exception& error) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    throw FileError(path.string() + ": " + error.what());
  }
}

void write_whole(const std::filesystem::path& path, const std::function<std::vector<char>()>& image) {
  make_whole(path, [&](const std::filesystem::path& part) {
    const std::vector<char> bytes = image();
    Descriptor(part, O_WRONLY | O_CREAT).replace(bytes);
  });
}

bool create_once(const std::filesystem::path& path, std::string_view content) {
  // A link is made or not, also on file systems of a network; its target is whole before. Processes of
  // different machines may have the same number.
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const std::filesystem::path own =
      path.string() + '.' + host.data() + '.' + std::to_string(getpid()) + ".part";
  bool created = false;
  int reason = 0;
  std::error_code ignored;
  try {
    Descriptor(own, O_WRONLY | O_CREAT).replace(content);
    created = link(own.c_str(), path.c_str()) == 0;
    reason = errno;
  } catch (const FileError& error) {
    std::filesystem::remove(own, ignored);
    throw FileError(path.string() + ": " + error.what());
  }
  std::filesystem::remove(own, ignored);
  if (!created && reason != EEXIST)
    throw FileError(path.string() + ": cannot create: " + std::strerror(reason));
  return created;
}

FileLock::FileLock(const std::filesystem::path& path)
    : id_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (id_ < 0) throw FileError(path.string() + ": cannot open: " + std::strerror(errno));
  if (flock(id_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;  // some file systems have no locks
  close(id_);
  throw FileError(path.string() + ": another process is at work here");
}

FileLock::~FileLock() { close(id_); }

}  // namespace darah
