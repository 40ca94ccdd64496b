#include <catch2/catch.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "core/check.hpp"
#include "core/dispatch.hpp"

namespace {

using namespace darah;

struct First {
  enum class Kind : std::uint8_t { a, b, count };
  static constexpr char letter = 'F';
};
struct Silent {  // without events of its own
  static constexpr char letter = 'S';
};
struct Last {
  enum class Kind : std::uint8_t { x, y, z, count };
  static constexpr char letter = 'L';
};
using List = ComponentList<First, Silent, Last>;

TEST_CASE("a global kind is the component's offset plus its own") {
  STATIC_REQUIRE(List::kinds == 5);
  STATIC_REQUIRE(List::offset<First>() == 0);
  STATIC_REQUIRE(List::offset<Silent>() == 2);
  STATIC_REQUIRE(List::offset<Last>() == 2);
  STATIC_REQUIRE(List::kind<First>(First::Kind::b) == 1);
  STATIC_REQUIRE(List::kind<Last>(Last::Kind::z) == 4);
}

TEST_CASE("every kind reaches its component, once") {
  std::vector<std::string> visits;
  for (std::uint8_t kind = 0; kind < List::kinds; ++kind) {
    List::dispatch(kind, [&]<class Component>(typename Component::Kind local) {
      visits.push_back(Component::letter + std::to_string(static_cast<int>(local)));
    });
  }
  CHECK(visits == std::vector<std::string>{"F0", "F1", "L0", "L1", "L2"});
}

TEST_CASE("a component has a place in its list, and knows what lies before it") {
  STATIC_REQUIRE(List::size == 3);
  STATIC_REQUIRE(List::place<First>() == 0);
  STATIC_REQUIRE(List::place<Last>() == 2);
  STATIC_REQUIRE(List::sum_before<Last>([]<class C>() { return C::letter - 'A'; }) == 'F' - 'A' + 'S' - 'A');
}

TEST_CASE("all components are asked in order, up to the first that says no") {
  std::string asked;
  const auto ask_until = [&](char no) {
    asked.clear();
    return List::all([&]<class C>() {
      asked += C::letter;
      return C::letter != no;
    });
  };
  CHECK(ask_until('-'));
  CHECK(asked == "FSL");
  CHECK_FALSE(ask_until('S'));
  CHECK(asked == "FS");
}

TEST_CASE("components are visited in order") {
  std::string letters;
  List::for_each([&]<class Component>() { letters += Component::letter; });
  CHECK(letters == "FSL");
}

struct Wide {
  enum class Kind : std::uint8_t { count = 251 };
};

TEST_CASE("256 kinds fit an event's eight bits") {
  using Full = ComponentList<First, Wide, Last>;
  STATIC_REQUIRE(Full::kinds == 256);
  bool reached = false;
  Full::dispatch(255, [&]<class Component>(typename Component::Kind local) {
    if constexpr (std::is_same_v<Component, Last>) reached = local == Last::Kind::z;
  });
  CHECK(reached);
}

#if DARAH_CHECKED
TEST_CASE("a kind without a component is an error") {
  CHECK_THROWS_AS(List::dispatch(5, []<class Component>(typename Component::Kind) {}), CheckFailure);
}
#endif

}  // namespace
