#include <catch2/catch.hpp>

#include "core/draw_ledger.hpp"
#include "core/draws.hpp"

namespace {

using namespace darah;

TEST_CASE("a scope's ledger is in force on its thread until the scope ends") {
  REQUIRE(draw_ledger == nullptr);
  {
    LedgerScope scope;
    CHECK(draw_ledger == &scope.ledger);
    scope.ledger.open(1, 1, true);
    CHECK(scope.ledger.size() == 1);
  }
  CHECK(draw_ledger == nullptr);
}

TEST_CASE("a ledger refuses what is opened twice, unless it is declared both times") {
  DrawLedger ledger;
  ledger.open(1, 1, true);
  CHECK_THROWS_AS(ledger.open(1, 1, true), CheckFailure);
  CHECK_THROWS_AS(ledger.open(1, 1, false), CheckFailure);
  ledger.open(1, 2, false);
  CHECK_NOTHROW(ledger.open(1, 2, false));
  CHECK_THROWS_AS(ledger.open(1, 2, true), CheckFailure);
  CHECK(ledger.size() == 2);
}

#if DARAH_CHECKED
TEST_CASE_METHOD(LedgerScope, "opening a stream twice fails") {
  const StreamKey key{1, 2};
  const auto open = [key](std::uint64_t name, std::uint16_t purpose, std::uint64_t occasion,
                          Use use = Use::once) {
    Draws(key, Name::from_bits(name), Purpose{purpose}, occasion, use);
  };
  open(1, 1, 1);
  open(2, 1, 1);
  open(1, 2, 1);
  open(1, 1, 2);
  REQUIRE(ledger.size() == 4);
  REQUIRE_THROWS_AS(open(1, 1, 1), CheckFailure);

  SECTION("except as a declared re-derivation") {
    REQUIRE_NOTHROW(open(3, 1, 1, Use::again));
    REQUIRE_NOTHROW(open(3, 1, 1, Use::again));
  }
  SECTION("which both must declare, in either order") {
    REQUIRE_THROWS_AS(open(1, 1, 1, Use::again), CheckFailure);
    open(3, 1, 1, Use::again);
    REQUIRE_THROWS_AS(open(3, 1, 1), CheckFailure);
  }
  SECTION("whoever holds no ledger is not policed") {
    draw_ledger = nullptr;
    REQUIRE_NOTHROW(open(1, 1, 1));
  }
}
#endif

}  // namespace
