#include <catch2/catch.hpp>
#include <string>
#include <type_traits>

#include "core/check.hpp"
#include "core/id.hpp"

using namespace darah;

namespace {

struct ApplesTag;
struct PearsTag;
using Apple = Id<ApplesTag>;
using Pear = Id<PearsTag>;

static_assert(!std::is_convertible_v<Apple, Pear> && !std::is_constructible_v<Apple, Pear>);
static_assert(!std::is_convertible_v<std::uint32_t, Apple>);
static_assert(sizeof(Apple) == 4);

template <class Key>
concept addresses_apples = requires(Table<Apple, int> table, Key key) {
  table[key];
};
static_assert(addresses_apples<Apple> && !addresses_apples<Pear> && !addresses_apples<int>);

template <class Action>
std::string failure(Action action) {
  try {
    action();
  } catch (const CheckFailure& caught) {
    return caught.what();
  }
  return {};
}

}  // namespace

TEST_CASE("validate throws file, line and message") {
  const int line = __LINE__ + 1;
  const auto text = failure([] { DARAH_VALIDATE(1 > 2, "one is less; try two"); });
  CHECK(text == std::string(__FILE__) + ':' + std::to_string(line) + ": one is less; try two");
}

TEST_CASE("validate builds its message only on failure") {
  int messages = 0;
  const auto message = [&] { return std::to_string(++messages); };
  DARAH_VALIDATE(true, message());
  CHECK(messages == 0);
  CHECK_THROWS_AS(DARAH_VALIDATE(false, message()), std::logic_error);
  CHECK(messages == 1);
}

TEST_CASE("expect and ensure are evaluated in checked builds alone") {
  int evaluated = 0;
  const auto broken = [&] { return ++evaluated < 0; };
  const auto expected = failure([&] { DARAH_EXPECT(broken()); });
  const auto ensured = failure([&] { DARAH_ENSURE(broken()); });
#if defined(DARAH_CHECKED) && DARAH_CHECKED
  CHECK(evaluated == 2);
  CHECK_THAT(expected, Catch::EndsWith(": expected broken()"));
  CHECK_THAT(ensured, Catch::EndsWith(": ensured broken()"));
#else
  CHECK(evaluated == 0);
  CHECK(expected.empty());
  CHECK(ensured.empty());
#endif
}

TEST_CASE("an id is none until it is given") {
  CHECK_FALSE(Apple{});
  CHECK(Apple{0});
  CHECK(Apple{1} < Apple{2});
  CHECK(Apple{7}.index() == 7);
}

TEST_CASE("a table hands out consecutive ids and is addressed by them") {
  Table<Apple, int> table;
  const Apple first = table.push_back(10);
  const Apple second = table.push_back(20);
  CHECK(first == Apple{0});
  CHECK(second == Apple{1});
  table[first] += table[second];
  CHECK(std::vector<int>(table.begin(), table.end()) == std::vector<int>{30, 20});

  table.resize(3, 5);
  CHECK(table.size() == 3);
  CHECK(table[Apple{2}] == 5);
}

TEST_CASE("a table of flags writes through") {
  Table<Apple, bool> flags(2);
  flags[Apple{1}] = true;
  const auto& read = flags;
  CHECK_FALSE(read[Apple{0}]);
  CHECK(read[Apple{1}]);
}

#if defined(DARAH_CHECKED) && DARAH_CHECKED
TEST_CASE("a table refuses what it does not hold") {
  Table<Apple, int> table(2);
  CHECK_THROWS_AS(table[Apple{2}], CheckFailure);
  CHECK_THROWS_AS(table[Apple{}], CheckFailure);
}
#endif
