#include "file/whole_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "file/hdf5.hpp"
#include "file/seal.hpp"

namespace darah {

namespace {

namespace fs = std::filesystem;

void require(bool done, const char* what) {
  if (!done) throw FileError(std::string("cannot ") + what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : id_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    require(id_ >= 0, "open");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(id_); }

  /// Locks the file as this process's: what no process holds is cleared by the next that writes there. False
  /// where one is just clearing it; true also on a file system without locks, where nothing is cleared.
  bool hold() const {
    struct stat own {};
    return (flock(id_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) && fstat(id_, &own) == 0 &&
           own.st_nlink > 0;
  }
  void add(std::span<const char> bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = write(id_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      require(written >= 0, "write");
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  /// A file system without permissions is none to complain of.
  void allow(mode_t permissions) const { static_cast<void>(fchmod(id_, permissions)); }
  void sync() const { require(fsync(id_) == 0, "sync"); }

 private:
  int id_;
};

/// A name beside the file that no other process takes, also on another machine.
fs::path part_of(const fs::path& path) {
  static std::atomic<unsigned> count = 0;
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const unsigned nth = count.fetch_add(1);
  return path.string() + '.' + host.data() + '.' + std::to_string(getpid()) +
         (nth == 0 ? "" : '-' + std::to_string(nth)) + ".part";
}

/// A part that goes when this does, unless it was renamed.
class Part {
 public:
  explicit Part(const fs::path& path) {
    do {
      path_ = part_of(path);
      file_.emplace(path_, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW);
    } while (!file_->hold());
  }
  ~Part() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  const fs::path& path() const { return path_; }
  const Descriptor& file() const { return *file_; }
  void become(const fs::path& path);

 private:
  fs::path path_;
  std::optional<Descriptor> file_;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A file that is replaced hands its permissions on.
void Part::become(const fs::path& path) {
  struct stat replaced {};
  if (stat(path.c_str(), &replaced) == 0) file_->allow(replaced.st_mode & 0777);
  file_->sync();
  fs::rename(path_, path);
  path_.clear();
  Descriptor(folder_of(path), O_RDONLY | O_DIRECTORY).sync();
}

/// Whether a name is that of a part: FILE.<host>.<pid>.part or FILE.<host>.<pid>-<n>.part.
bool names_part(std::string_view name, std::string_view file) {
  constexpr std::string_view suffix = ".part";
  if (!name.starts_with(file) || !name.ends_with(suffix) || name[file.size()] != '.') return false;
  name.remove_suffix(suffix.size());
  const std::size_t pid = name.rfind('.') + 1;
  return pid > file.size() + 1 && pid < name.size() &&
         name.find_first_not_of("0123456789-", pid) == name.npos;
}

/// Whether the process that took the lock of this file is no more: a program that it started, and that writes
/// nothing here, may have been left with the lock. False where the kernel does not tell.
bool holder_has_ended(int file) {
  struct stat own {};
  if (fstat(file, &own) != 0) return false;
  std::ifstream locks("/proc/locks");  // "1: FLOCK  ADVISORY  WRITE 4711 fe:00:1337 0 EOF"
  for (std::string line; std::getline(locks, line);) {
    unsigned major = 0, minor = 0;
    unsigned long long inode = 0;
    int holder = 0;
    if (std::sscanf(line.c_str(), "%*d: FLOCK %*s %*s %d %x:%x:%llu", &holder, &major, &minor, &inode) == 4 &&
        inode == own.st_ino && makedev(major, minor) == own.st_dev)
      return holder > 0 && kill(holder, 0) != 0 && errno == ESRCH;
  }
  return false;
}

/// Whether an open file is the one of this name.
bool is_at(int file, const fs::path& path) {
  struct stat own {
  }, there{};
  return fstat(file, &own) == 0 && stat(path.c_str(), &there) == 0 && own.st_ino == there.st_ino &&
         own.st_dev == there.st_dev;
}

}  // namespace

std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == extension) files.push_back(entry->path());
  }
  if (error && error != std::errc::no_such_file_or_directory)
    throw FileError(folder.string() + ": cannot be listed: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

void clear_parts(const fs::path& path) {
  const std::string file = path.filename().string();
  std::error_code ignored;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(folder_of(path), ignored)) {
    const std::string name = entry.path().filename().string();
    if (names_part(name, file) && entry.is_regular_file(ignored) && !entry.is_symlink(ignored))
      left.push_back(entry.path());
  }
  for (const fs::path& part : left) {
    const int id = open(part.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (id < 0) continue;
    if (flock(id, LOCK_EX | LOCK_NB) == 0) fs::remove(part, ignored);
    close(id);
  }
}

namespace {

/// What a link leads to in the end, whether that is there or not.
fs::path followed(fs::path path) {
  constexpr int most_links = 40;  // as Linux has it
  std::error_code error;
  for (int links = 0; fs::is_symlink(path, error); ++links) {
    if (links == most_links)
      throw FileError(path.string() + ": is a link that leads nowhere; remove it, or name another file");
    path = folder_of(path) / fs::read_symlink(path);
  }
  return path;
}

}  // namespace

fs::path writable_file(fs::path path) {
  path = followed(path);
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
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    throw FileError(path.string() + ": is no regular file; results replace the file they are written to");
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw FileError(path.string() + ": cannot write in " + folder.string() + ": " + std::strerror(errno));
  }
  return path;
}

void make_whole(const fs::path& path, const std::function<void(const fs::path& part)>& make) {
  try {
    Part part(path);
    make(part.path());
    seal(part.path());
    part.become(path);
  } catch (const std::exception& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

void write_whole(const fs::path& path, const std::function<std::vector<char>()>& image) {
  try {
    std::vector<char> bytes = image();
    seal(bytes);
    Part part(path);
    part.file().add(bytes);
    part.become(path);
  } catch (const std::exception& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

void write_text(const fs::path& path, std::string_view text) {
  const fs::path target = writable_file(path);
  try {
    Part part(target);
    part.file().add(text);
    part.become(target);
  } catch (const std::exception& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

bool create_once(const fs::path& path, std::string_view content) {
  // A link is made or not, also on file systems of a network; its target is whole before.
  try {
    const Part own(path);
    own.file().add(content);
    own.file().sync();
    const bool created = link(own.path().c_str(), path.c_str()) == 0;
    require(created || errno == EEXIST, "create");
    return created;
  } catch (const FileError& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

FileLock::FileLock(fs::path path, std::string_view held) : path_(std::move(path)) {
  while (true) {
    id_ = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    created_ = id_ >= 0;
    if (!created_ && errno == EEXIST) id_ = open(path_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (id_ < 0 && errno == ENOENT) continue;  // taken away between the two
    if (id_ < 0) throw FileError(path_.string() + ": cannot open: " + std::strerror(errno));
    const bool is_free = flock(id_, LOCK_EX | LOCK_NB) == 0;
    if (!is_free && errno != EWOULDBLOCK) return;
    locked_ = is_free && is_at(id_, path_);
    if (locked_ && !created_) refuse_content();
    if (locked_) return;
    if (!is_free && !holder_has_ended(id_)) {
      close(id_);
      throw FileError(path_.string() + ": " + std::string(held));
    }
    // What a killed process left locked makes room for a lock of this one. Where the file is another by now,
    // its last holder took it away between the opening and the lock.
    if (!is_free && is_at(id_, path_)) unlink(path_.c_str());
    close(id_);
  }
}

void FileLock::refuse_content() {
  struct stat own {};
  if (fstat(id_, &own) == 0 && own.st_size == 0) return;
  close(id_);
  throw FileError(path_.string() +
                  ": is there and holds something, which no lock does; take it away, or name another file");
}

FileLock::~FileLock() {
  if (locked_ || created_) unlink(path_.c_str());
  close(id_);
}

SoleWriter::SoleWriter(const fs::path& path)
    : path_(writable_file(path)),
      lock_(path_.string() + ".part", "another run is writing " + path_.string()) {
  if (lock_.locked()) clear_parts(path_);
}

}  // namespace darah
