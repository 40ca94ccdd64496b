#include <rapidcheck/catch.h>

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "core/draws.hpp"

namespace {

using namespace darah;
using Block = std::array<std::uint64_t, 4>;

Block take_block(Draws& draws) { return {draws(), draws(), draws(), draws()}; }

Block philox(Block counter, std::array<std::uint64_t, 2> key) {
  const auto block =
      r123::Philox4x64()({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {block[0], block[1], block[2], block[3]};
}

// Known answers of philox4x64-10 distributed with Random123 (kat_vectors).
constexpr std::uint64_t ones = ~std::uint64_t{0};
constexpr Block answer_zero{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b};
constexpr Block answer_ones{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0};
constexpr Block answer_pi{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6};

TEST_CASE("philox gives its published answers") {
  CHECK(philox({}, {}) == answer_zero);
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) == answer_ones);
  CHECK(philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
               {0x452821e638d01377, 0xbe5466cf34e90c6c}) == answer_pi);
  Draws draws({0, 0}, Name{}, Purpose{0});
  CHECK(take_block(draws) == answer_zero);
}

TEST_CASE("a stream is keyed {seed, replication} and counts {name, purpose | occasion, block, 0}") {
  rc::prop("layout", [](std::uint64_t name, std::uint16_t purpose) {
    const StreamKey key{*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>()};
    const auto occasion = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 48);
    Draws draws(key, Name::from_bits(name), Purpose{purpose}, occasion);
    for (std::uint64_t block = 0; block < 3; ++block) {
      const std::uint64_t second = std::uint64_t{purpose} << 48 | occasion;
      RC_ASSERT(take_block(draws) == philox({name, second, block, 0}, {key.seed, key.replication}));
    }
  });
}

TEST_CASE("what a stream gives does not depend on other streams") {
  const auto stream = [](std::uint64_t i) {
    return Draws({7, i % 2}, Name::from_bits(i % 5), Purpose{static_cast<std::uint16_t>(i % 3)}, i);
  };
  constexpr std::size_t streams = 30, length = 9;
  std::vector<std::vector<std::uint64_t>> alone(streams);
  for (std::size_t i = streams; i-- > 0;) {
    Draws draws = stream(i);
    for (std::size_t k = 0; k < length; ++k) alone[i].push_back(draws());
  }
  std::vector<Draws> all;
  for (std::size_t i = 0; i < streams; ++i) all.push_back(stream(i));
  for (std::size_t k = 0; k < length; ++k) {
    for (std::size_t i = 0; i < streams; ++i) REQUIRE(all[i]() == alone[i][k]);
  }
}

TEST_CASE("a generator of 64 uniform bits") {
  STATIC_REQUIRE(std::uniform_random_bit_generator<Draws>);
  STATIC_REQUIRE(Draws::min() == 0);
  STATIC_REQUIRE(Draws::max() == ones);
}

#if DARAH_CHECKED
TEST_CASE("an occasion has 48 bits") {
  REQUIRE_NOTHROW(Draws({}, {}, Purpose{}, (std::uint64_t{1} << 48) - 1));
  REQUIRE_THROWS_AS(Draws({}, {}, Purpose{}, std::uint64_t{1} << 48), CheckFailure);
}
#endif

}  // namespace
