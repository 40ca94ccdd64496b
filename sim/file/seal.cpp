#include "file/seal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include "core/sha256.hpp"
#include "file/hdf5.hpp"

namespace darah {
namespace {

constexpr std::string_view magic = "darahsum";
constexpr std::size_t seal_bytes = magic.size() + std::tuple_size_v<Sha256::Digest>;

using Seal = std::array<char, seal_bytes>;

Seal seal_of(Sha256& hash) {
  Seal all{};
  const auto rest = std::copy(magic.begin(), magic.end(), all.begin());
  const Sha256::Digest digest = hash.digest();
  std::copy(digest.begin(), digest.end(), rest);
  return all;
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
  throw FileError(path.string() + ": " + what);
}

/// Adds the next `bytes` of the file.
void add(Sha256& hash, std::istream& in, std::uintmax_t bytes, const std::filesystem::path& path) {
  std::vector<char> block(1 << 20);
  while (bytes > 0) {
    const std::size_t n = std::min<std::uintmax_t>(bytes, block.size());
    if (!in.read(block.data(), static_cast<std::streamsize>(n))) fail(path, "cannot be read to its end");
    hash.add({block.data(), n});
    bytes -= n;
  }
}

std::ifstream opened(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) fail(path, "no such file");
  if (!std::filesystem::is_regular_file(path, error)) fail(path, "cannot open: is no regular file");
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path, std::string("cannot open: ") + std::strerror(errno));
  return in;
}

}  // namespace

void seal(std::vector<char>& bytes) {
  Sha256 hash;
  hash.add({bytes.data(), bytes.size()});
  const Seal all = seal_of(hash);
  bytes.insert(bytes.end(), all.begin(), all.end());
}

void seal(const std::filesystem::path& path) {
  Sha256 hash;
  {
    std::ifstream in = opened(path);
    add(hash, in, std::filesystem::file_size(path), path);
  }
  const Seal all = seal_of(hash);
  std::ofstream out(path, std::ios::binary | std::ios::app);
  if (!out.write(all.data(), all.size()).flush())
    fail(path, std::string("cannot write: ") + std::strerror(errno));
}

bool check_seal(const std::filesystem::path& path) {
  std::ifstream in = opened(path);
  const std::uintmax_t size = std::filesystem::file_size(path);
  if (size < seal_bytes) return false;
  Seal found{};
  in.seekg(static_cast<std::streamoff>(size - seal_bytes));
  if (!in.read(found.data(), found.size())) fail(path, "cannot be read to its end");
  if (!std::string_view(found.data(), found.size()).starts_with(magic)) return false;
  in.seekg(0);
  Sha256 hash;
  add(hash, in, size - seal_bytes, path);
  if (found != seal_of(hash))
    throw DamagedFile(path.string() +
                      ": damaged: its bytes are not those that were written; copy or compute it again");
  return true;
}

}  // namespace darah
