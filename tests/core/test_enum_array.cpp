#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <type_traits>

#include "core/enum_array.hpp"

namespace {

using namespace darah;

enum class Colour : std::uint8_t { red, green, blue, count };
enum class Other : std::uint8_t { a, b, c, count };
using Words = EnumArray<Colour, std::string_view>;

template <class Array, class Key>
concept indexed_by = requires(const Array& array, Key key) {
  array[key];
};

TEST_CASE("a value is found by its enumerator, at compile time too") {
  static constexpr Words words{{"r", "g", "b"}};
  STATIC_REQUIRE(words[Colour::green] == "g");
  STATIC_REQUIRE(words.size() == 3);
  STATIC_REQUIRE(count_of<Colour> == 3);
  STATIC_REQUIRE(index_of(Colour::blue) == 2);
  EnumArray<Colour, int> counts;
  for (const Colour colour : every<Colour>) CHECK(counts[colour] == 0);
  counts[Colour::blue] = 5;
  CHECK(counts == EnumArray<Colour, int>{{0, 0, 5}});
  CHECK(std::accumulate(counts.begin(), counts.end(), 0) == 5);
}

TEST_CASE("the values lie in the order of the enumerators, one after another") {
  const Words words{{"r", "g", "b"}};
  const std::span<const std::string_view> all = words;
  REQUIRE(all.size() == 3);
  CHECK(all[0] == "r");
  CHECK(all[2] == "b");
  STATIC_REQUIRE(sizeof(EnumArray<Colour, int>) == 3 * sizeof(int));
}

TEST_CASE("a value too few or too many does not compile") {
  STATIC_REQUIRE(std::is_constructible_v<Words, const std::string_view(&)[3]>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Words, const std::string_view(&)[2]>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Words, const std::string_view(&)[4]>);
}

TEST_CASE("neither a number nor another enum finds a value") {
  STATIC_REQUIRE(indexed_by<Words, Colour>);
  STATIC_REQUIRE_FALSE(indexed_by<Words, int>);
  STATIC_REQUIRE_FALSE(indexed_by<Words, std::size_t>);
  STATIC_REQUIRE_FALSE(indexed_by<Words, Other>);
}

#if DARAH_CHECKED
TEST_CASE("what is no enumerator is refused") {
  const Words words{{"r", "g", "b"}};
  CHECK_THROWS_AS(words[Colour::count], CheckFailure);
}
#endif

}  // namespace
