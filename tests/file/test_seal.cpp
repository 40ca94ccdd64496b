#include <catch2/catch.hpp>
#include <random>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/results.hpp"
#include "file/seal.hpp"
#include "file/trial.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("bytes are sealed alike in memory and on disk, and the seal is that of SHA-256") {
  const ScratchFolder folder;
  std::vector<char> bytes = {'a', 'b', 'c'};
  seal(bytes);
  put(folder.path / "abc", "abc");
  seal(folder.path / "abc");
  CHECK(content(folder.path / "abc") == std::string(bytes.begin(), bytes.end()));
  // FIPS 180-2, appendix B.1.
  CHECK(std::string(bytes.begin() + 3, bytes.begin() + 15) == std::string("darahsum\xba\x78\x16\xbf"));
  CHECK(check_seal(folder.path / "abc"));
  put(folder.path / "bare", "abc");
  CHECK_FALSE(check_seal(folder.path / "bare"));
}

namespace {

/// Does `check` with a results file in which one bit is another, as often as is asked. Sealed anew it is a
/// file that somebody made so.
template <class Check>
void for_each_flip(int flips, bool sealed_anew, Check&& check) {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  std::string sound = content(path);
  REQUIRE(failure_of(path).empty());
  if (sealed_anew) sound.resize(sound.size() - 40);
  std::mt19937 generator(7);
  std::uniform_int_distribution<std::size_t> place(0, sound.size() * 8 - 1);
  for (int i = 0; i < flips; ++i) {
    const std::size_t bit = place(generator);
    std::string flipped = sound;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    put(path, flipped);
    if (sealed_anew) seal(path);
    CAPTURE(bit);
    check(path);
  }
}

void require_told(const std::filesystem::path& path) { CHECK_THAT(failure_of(path), Contains("damaged")); }

/// A damage may be told or not, as values too are bits; the file is read in a child, whose end is seen.
void require_survived(const std::filesystem::path& path) {
  CHECK(try_in_child([&] { failure_of(path); }, 60) == Trial::lived);
}

}  // namespace

TEST_CASE("a flipped bit anywhere in a results file is told") { for_each_flip(50, false, require_told); }

TEST_CASE("a flipped bit anywhere in a results file is told, two thousand times", "[.long]") {
  for_each_flip(2000, false, require_told);
}

TEST_CASE("a flipped bit under a right seal crashes no reader") { for_each_flip(50, true, require_survived); }

TEST_CASE("a flipped bit under a right seal crashes no reader, two thousand times", "[.long]") {
  for_each_flip(2000, true, require_survived);
}

TEST_CASE("an end that is cut off is told") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  const std::string sound = content(path);
  for (const std::size_t cut : {1, 39, 40, 41, 1000}) {
    put(path, sound.substr(0, sound.size() - cut));
    CAPTURE(cut);
    CHECK_THAT(failure_of(path), Contains("damaged"));
  }
}
