#include <catch2/catch.hpp>

#include "core/mixed.hpp"

using namespace darah;

TEST_CASE("mixing is splitmix64's: its first published outputs, from seed 0") {
  // The generator adds the golden gamma to its state and finalises it.
  constexpr std::uint64_t gamma = 0x9e3779b97f4a7c15u;
  CHECK(mixed(gamma) == 0xe220a8397b1dcdafu);
  CHECK(mixed(2 * gamma) == 0x6e789e6aa1b965f4u);
  CHECK(mixed(3 * gamma) == 0x06c45d188009454fu);
  CHECK(mixed(0) == 0);
}
