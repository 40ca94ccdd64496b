#include <zlib.h>

#include <catch2/catch.hpp>

#include "file/chunk_check.hpp"
#include "file/edited.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

namespace {

/// So many bytes, deflated.
std::string deflated(std::size_t bytes) {
  const std::string text(bytes, 'x');
  uLongf size = compressBound(bytes);
  std::string packed(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                   reinterpret_cast<const Bytef*>(text.data()), bytes) == Z_OK);
  packed.resize(size);
  return packed;
}

/// What is said of five rows of four numbers in chunks of two rows, 64 bytes each, where the last of them
/// holds these bytes; "" if nothing.
std::string said_of(std::string_view last, bool is_deflated = true) {
  const hdf5::Handle file = hdf5::create_file(),
                     dataset = chunked(file, "values", {5, 4}, {2, 4}, is_deflated);
  for (const hsize_t row : {0, 2})
    write_chunk(dataset, {row, 0}, is_deflated ? deflated(64) : std::string(64, 'x'));
  write_chunk(dataset, {4, 0}, last);
  try {
    hdf5::require_whole_chunks(dataset);
  } catch (const FileError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("chunks that hold what they stand for are whole, deflated or not") {
  CHECK(said_of(deflated(64)).empty());
  CHECK(said_of(std::string(64, 'x'), false).empty());
}

TEST_CASE("a chunk that inflates to fewer bytes or more, or to none, is told") {
  const char* const said = "a chunk holds more or fewer values than it should";
  for (const std::size_t bytes : {0, 8, 63, 65, 128, 1'000'000}) CHECK(said_of(deflated(bytes)) == said);
  CHECK(said_of(deflated(64).substr(0, 10)) == said);
  CHECK(said_of("no deflated text") == said);
  const hdf5::Handle file = hdf5::create_file(), dataset = chunked(file, "values", {64}, {64}, true);
  write_chunk(dataset, {0}, std::string(100'000, 'x'));
  CHECK_THROWS_WITH(hdf5::require_whole_chunks(dataset), "a chunk of an odd size");
}

TEST_CASE("there is nothing to check where no value was written, in one piece, or without places") {
  const hdf5::Handle file = hdf5::create_file();
  CHECK_NOTHROW(hdf5::require_whole_chunks(chunked(file, "unwritten", {5}, {2}, true)));
  CHECK_NOTHROW(hdf5::require_whole_chunks(chunked(file, "empty", {0}, {2}, true)));
  CHECK_NOTHROW(hdf5::require_whole_chunks(hdf5::create_numbers(file, "one piece", {{5}}, H5T_STD_I64LE)));
}

TEST_CASE("chunks beyond all that this program writes are told before they are read") {
  const hdf5::Handle file = hdf5::create_file();
  const hsize_t most = (hsize_t{64} << 20) / 8;
  CHECK_NOTHROW(hdf5::require_whole_chunks(chunked(file, "most", {most}, {most}, true)));
  CHECK_THROWS_WITH(hdf5::require_whole_chunks(chunked(file, "more", {most + 1}, {most + 1}, true)),
                    Contains("chunks of an odd size"));
}
