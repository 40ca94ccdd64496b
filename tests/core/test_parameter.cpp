#include <catch2/catch.hpp>

#include "core/parameter.hpp"

namespace {

using namespace darah;

using Names = std::array<std::string_view, 2>;

TEST_CASE("a key's dimensions are its names in braces, in order") {
  CHECK(dimensions_of("run.start") == Names{"", ""});
  CHECK(dimensions_of("emergency.{cause}.lethality") == Names{"cause", ""});
  CHECK(dimensions_of("shop.{shop}.price.{good}") == Names{"shop", "good"});
  CHECK(dimensions_of("{shop}") == Names{"shop", ""});
  CHECK(dimensions_of("") == Names{"", ""});
  STATIC_REQUIRE(dimensions_of("{a}.{b}")[1] == "b");
}

#if DARAH_CHECKED
TEST_CASE("a key has two dimensions at most") { CHECK_THROWS_AS(dimensions_of("{a}.{b}.{c}"), CheckFailure); }
#endif

TEST_CASE("a ranking keeps the order in which its labels came") {
  Ranking ranking;
  CHECK(ranking.empty());
  ranking.push_back(3);
  ranking.push_back(0);
  CHECK(ranking.size() == 2);
  CHECK(ranking[0] == 3);
  CHECK(ranking.contains(0));
  CHECK_FALSE(ranking.contains(1));
}

}  // namespace
