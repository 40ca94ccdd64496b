#include <catch2/catch.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "core/id.hpp"

using namespace darah;

namespace {

using ApplesId = Id<struct AppleTag>;
using PearsId = Id<struct PearTag>;

}  // namespace

TEST_CASE("ids of different kinds do not convert into each other, nor numbers into ids by themselves") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ApplesId, PearsId>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<PearsId, ApplesId>);
  STATIC_REQUIRE_FALSE(std::is_assignable_v<PearsId&, ApplesId>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::uint32_t, PearsId>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<PearsId, std::uint32_t>);
  STATIC_REQUIRE_FALSE(std::is_invocable_v<decltype([](auto id) -> decltype(Table<PearsId, int>()[id]) {
                                             return Table<PearsId, int>()[id];
                                           }),
                                           ApplesId>);
  STATIC_REQUIRE(sizeof(PearsId) == sizeof(std::uint32_t));
}

TEST_CASE("an id is none until it names something, and none has no place") {
  const PearsId none;
  CHECK_FALSE(none);
  CHECK(PearsId{0});
  CHECK(PearsId{3} == PearsId{3});
  CHECK(PearsId{3} < none);
  CHECK(place_of(PearsId{3}) == 3);
#if defined(DARAH_CHECKED)
  CHECK_THROWS_AS(none.index(), CheckFailure);
#endif
}

TEST_CASE("a table is addressed by its ids, and lists them in order") {
  Table<PearsId, std::string> pears;
  CHECK(pears.empty());
  const PearsId first = pears.push_back("conference"), second = pears.push_back("comice");
  CHECK(pears[first] == "conference");
  CHECK(pears[second] == "comice");
  std::vector<PearsId> ids;
  for (const PearsId pear : pears.ids()) ids.push_back(pear);
  CHECK(ids == std::vector{first, second});
  CHECK(std::vector<PearsId>(pears.ids().begin(), pears.ids().end()) == ids);
#if defined(DARAH_CHECKED)
  CHECK_THROWS_AS(pears[PearsId{2}], CheckFailure);
  CHECK_THROWS_AS(pears[PearsId{}], CheckFailure);
#endif
}

TEST_CASE("a slot that is free is taken before a new one is made, the last freed first") {
  Table<PearsId, int> slots;
  Roomy<PearsId> free;
  const PearsId a = into_slot(slots, free, 1), b = into_slot(slots, free, 2);
  CHECK(slots.size() == 2);
  free.push_back(a);
  free.push_back(b);
  CHECK(into_slot(slots, free, 3) == b);
  CHECK(into_slot(slots, free, 4) == a);
  CHECK(slots[b] == 3);
  CHECK(slots[a] == 4);
  CHECK(into_slot(slots, free, 5) == PearsId{2});
}

TEST_CASE("a copy of a table has as much room as the original") {
  Table<PearsId, int> slots;
  slots.reserve(100);
  slots.push_back(1);
  Table<PearsId, int> copy = slots;
  const int* const before = &copy[PearsId{0}];
  for (int i = 0; i < 99; ++i) copy.push_back(i);
  CHECK(&copy[PearsId{0}] == before);
}

TEST_CASE("a narrow id is two bytes, gives the id back, and none for none") {
  STATIC_REQUIRE(sizeof(Narrow<PearsId>) == 2);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Narrow<PearsId>, ApplesId>);
  CHECK(PearsId{Narrow(PearsId{65'534})} == PearsId{65'534});
  CHECK(PearsId{Narrow<PearsId>()} == PearsId{});
  CHECK(PearsId{Narrow(PearsId{})} == PearsId{});
  CHECK_THROWS_AS(Narrow(PearsId{65'535}), CheckFailure);
}
