#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "core/huge_allocator.hpp"

using namespace darah;

TEST_CASE("large blocks begin where a huge page does, small ones where their type may") {
  constexpr std::size_t huge_page = std::size_t{2} << 20;
  const auto address = [](const auto& values) { return reinterpret_cast<std::uintptr_t>(values.data()); };
  for (const std::size_t bytes : {huge_page, huge_page + 8, 3 * huge_page + 4096}) {
    const std::vector<std::int64_t, HugeAllocator<std::int64_t>> values(bytes / 8);
    CHECK(address(values) % huge_page == 0);
  }
  const std::vector<std::int64_t, HugeAllocator<std::int64_t>> few(3);
  CHECK(address(few) % alignof(std::int64_t) == 0);
}

TEST_CASE("values survive growth past a huge page and back") {
  std::vector<std::int32_t, HugeAllocator<std::int32_t>> values(10), expected(10);
  std::iota(values.begin(), values.end(), 0);
  values.resize(1 << 20);
  values.back() = 7;
  values.resize(10);
  values.shrink_to_fit();
  std::iota(expected.begin(), expected.end(), 0);
  CHECK(values == expected);
}

TEST_CASE("an array larger than memory is refused") {
  HugeAllocator<std::int64_t> allocator;
  CHECK_THROWS_AS(allocator.allocate(std::numeric_limits<std::size_t>::max() / 8), CheckFailure);
}
