#include "file/chunk_check.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "file/hdf5.hpp"

namespace darah::hdf5 {

namespace {

/// Bytes that a deflated text inflates to; `most` + 1 for more, 0 for what is none.
std::size_t inflated_size(std::vector<unsigned char>& bytes, std::size_t most) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw FileError("cannot inflate a chunk");
  stream.next_in = bytes.data();
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::array<unsigned char, 1 << 16> out{};
  std::size_t size = 0;
  int state = Z_OK;
  while (state == Z_OK && size <= most) {
    stream.next_out = out.data();
    stream.avail_out = out.size();
    state = inflate(&stream, Z_NO_FLUSH);
    size += out.size() - stream.avail_out;
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END || size > most ? std::min(size, most + 1) : 0;
}

/// The next chunk's place in a dataset of this length, last dimension fastest; whether there is one.
bool advance(std::vector<hsize_t>& at, const std::vector<hsize_t>& chunk,
             const std::vector<std::size_t>& length) {
  for (std::size_t d = at.size(); d-- > 0;) {
    at[d] += chunk[d];
    if (at[d] < length[d]) return true;
    at[d] = 0;
  }
  return false;
}

/// The bits of the filters that deflate a dataset's chunks.
std::uint32_t deflating(hid_t plist) {
  std::uint32_t bits = 0;
  for (int i = 0; i < H5Pget_nfilters(plist); ++i) {
    unsigned flags = 0;
    std::size_t none = 0;
    const auto filter =
        H5Pget_filter2(plist, static_cast<unsigned>(i), &flags, &none, nullptr, 0, nullptr, nullptr);
    if (filter == H5Z_FILTER_DEFLATE) bits |= 1U << i;
  }
  return bits;
}

void require_whole(hid_t dataset, const std::vector<hsize_t>& at, std::size_t size, std::uint32_t deflated) {
  constexpr hsize_t overhead = 1 << 16;  // what cannot be deflated grows a little
  hsize_t stored = 0;
  if (H5Dget_chunk_storage_size(dataset, at.data(), &stored) < 0 || stored == 0)
    return;  // none of its values was written: HDF5 fills them in
  if (stored > 2 * size + overhead) throw FileError("a chunk of an odd size");
  std::vector<unsigned char> bytes(stored);
  std::uint32_t left_out = 0;  // filters, bit by bit
  if (H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &left_out, bytes.data()) < 0)
    throw FileError("a chunk cannot be read");
  if (((deflated & ~left_out) != 0 ? inflated_size(bytes, size) : stored) != size)
    throw FileError("a chunk holds more or fewer values than it should");
}

}  // namespace

void require_whole_chunks(hid_t dataset) {
  const Handle plist(H5Dget_create_plist(dataset), H5Pclose, "read how values lie");
  if (H5Pget_layout(plist) != H5D_CHUNKED) return;
  const std::vector<std::size_t> length = shape(dataset);
  if (std::find(length.begin(), length.end(), 0) != length.end()) return;
  std::vector<hsize_t> chunk(length.size()), at(length.size(), 0);
  if (H5Pget_chunk(plist, static_cast<int>(chunk.size()), chunk.data()) < 0)
    throw FileError("cannot read how values lie");
  constexpr std::size_t most = std::size_t{64} << 20;
  std::size_t size = H5Tget_size(type_of(dataset));
  for (const hsize_t n : chunk) {
    if (n == 0 || __builtin_mul_overflow(size, n, &size) || size > most)
      throw FileError("chunks of an odd size");
  }
  const std::uint32_t deflated = deflating(plist);
  do {
    require_whole(dataset, at, size, deflated);
  } while (advance(at, chunk, length));
}

}  // namespace darah::hdf5
