#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "model/blood/blood_stock.hpp"

using namespace darah;

namespace {

Unit unit_until(std::int64_t expiry) { return {Time{expiry}, Product::prc, Group::o_pos}; }

/// What a shelf does, by expiries in order.
struct Oracle {
  std::vector<std::int64_t> expiries;

  void insert(std::int64_t expiry) {
    expiries.insert(std::upper_bound(expiries.begin(), expiries.end(), expiry), expiry);
  }
  std::int64_t take(std::size_t i) {
    const std::int64_t expiry = expiries[i];
    expiries.erase(expiries.begin() + static_cast<std::ptrdiff_t>(i));
    return expiry;
  }
  std::size_t place_of_next(IssueRule rule, std::int64_t fresh_until) const {
    const auto fresh = std::upper_bound(expiries.begin(), expiries.end(), fresh_until);
    if (rule == IssueRule::oldest) return 0;
    if (rule == IssueRule::youngest || fresh == expiries.end()) return expiries.size() - 1;
    return static_cast<std::size_t>(fresh - expiries.begin());
  }
};

/// A shelf beside its oracle, which goes through what `number` says.
struct Pair {
  static constexpr std::int64_t life = 300;

  std::int64_t now = 0, threshold = 120;
  Shelf shelf;
  Oracle oracle;

  void insert(std::int64_t expiry) {
    shelf.insert(unit_until(expiry));
    oracle.insert(expiry);
  }
  void advance(std::int64_t span) {
    now += span;
    while (!oracle.expiries.empty() && oracle.expiries.front() <= now) {
      RC_ASSERT(shelf.take(std::size_t{0}).expiry.us == oracle.take(0));
    }
  }
  void issue(IssueRule rule) {
    if (oracle.expiries.empty()) return;
    const std::int64_t fresh_until = now + life - threshold;
    const std::size_t place = oracle.place_of_next(rule, fresh_until);
    RC_ASSERT(shelf.next(rule, Time{fresh_until}).expiry.us == oracle.expiries[place]);
    RC_ASSERT(shelf.take(shelf.place_of_next(rule, Time{fresh_until})).expiry.us == oracle.take(place));
  }
  void step(std::uint8_t kind, std::uint16_t number) {
    if (kind < 8) return insert(now + life);
    if (kind == 8) return insert(now + 1 + number % life);
    if (kind < 12) return advance(number % (kind == 9 ? 60 : 5));
    if (kind < 15) return issue(static_cast<IssueRule>(kind - 12));
    if (kind == 15) threshold = number % life;
    if (kind == 16 && !oracle.expiries.empty()) {
      const std::size_t i = number % oracle.expiries.size();
      RC_ASSERT(shelf.take(i).expiry.us == oracle.take(i));
    }
  }
};

}  // namespace

TEST_CASE("a shelf keeps units in order of expiry, whatever comes and goes by whatever rule") {
  rc::prop("against a sorted vector", [] {
    const auto steps = *rc::gen::container<std::vector<std::pair<std::uint8_t, std::uint16_t>>>(
        rc::gen::pair(rc::gen::inRange<std::uint8_t>(0, 17), rc::gen::arbitrary<std::uint16_t>()));
    Pair pair;
    for (const auto& [kind, number] : steps) {
      pair.step(kind, number);
      RC_ASSERT(pair.shelf.size() == pair.oracle.expiries.size());
      RC_ASSERT(pair.shelf.empty() == pair.oracle.expiries.empty());
      RC_ASSERT(pair.shelf.first_expiry() ==
                (pair.shelf.empty() ? Time::never() : Time{pair.oracle.expiries.front()}));
      for (std::size_t i = 0; i < pair.shelf.size(); ++i) {
        RC_ASSERT(pair.shelf[i].expiry.us == pair.oracle.expiries[i]);
      }
    }
  });
}

TEST_CASE("a shelf with thousands of units, by each rule") {
  const IssueRule rule = GENERATE(IssueRule::oldest, IssueRule::youngest, IssueRule::threshold);
  Shelf shelf;
  Oracle oracle;
  for (std::int64_t now = 0; now < 12'000; ++now) {
    for (int i = 0; i < 1 + static_cast<int>(now % 2); ++i) {
      shelf.insert(unit_until(now + 3000));
      oracle.insert(now + 3000);
    }
    while (!oracle.expiries.empty() && oracle.expiries.front() <= now) {
      REQUIRE(shelf.take(std::size_t{0}).expiry.us == oracle.take(0));
    }
    REQUIRE(shelf.take(rule, Time{now + 2000}).expiry.us ==
            oracle.take(oracle.place_of_next(rule, now + 2000)));
    REQUIRE(shelf.size() == oracle.expiries.size());
  }
  CHECK(shelf.size() > 1000);
}

TEST_CASE("issue rules: oldest, youngest, and the oldest younger than a threshold") {
  const auto filled = [] {
    Shelf shelf;
    for (const int expiry : {10, 20, 30, 40}) shelf.insert(unit_until(expiry));
    return shelf;
  };
  CHECK(filled().take(IssueRule::oldest, Time{25}).expiry == Time{10});
  CHECK(filled().take(IssueRule::youngest, Time{25}).expiry == Time{40});
  CHECK(filled().take(IssueRule::threshold, Time{25}).expiry == Time{30});
  CHECK(filled().take(IssueRule::threshold, Time{45}).expiry == Time{40});
}

TEST_CASE("a threshold that goes back finds the units it had passed") {
  Shelf shelf;
  for (const int expiry : {10, 20, 30, 40}) shelf.insert(unit_until(expiry));
  CHECK(shelf.next(IssueRule::threshold, Time{45}).expiry == Time{40});
  CHECK(shelf.next(IssueRule::threshold, Time{15}).expiry == Time{20});
  shelf.insert(unit_until(15));
  CHECK(shelf.next(IssueRule::threshold, Time{14}).expiry == Time{15});
  CHECK(shelf.next(IssueRule::oldest, Time{14}).expiry == Time{10});
}

TEST_CASE("the issue rule chooses between whole blood and packed cells too") {
  const auto unit = [](int day) { return Unit{Time{} + days(day), Product::prc, Group::o_pos}; };
  const auto before = [&](IssueRule rule, int a, int b) {
    return goes_before(rule, Time{} + days(20), unit(a), unit(b));
  };
  CHECK(before(IssueRule::oldest, 5, 9));
  CHECK_FALSE(before(IssueRule::oldest, 9, 5));
  CHECK(before(IssueRule::youngest, 9, 5));
  CHECK(before(IssueRule::threshold, 25, 30));  // both fresh: the older
  CHECK(before(IssueRule::threshold, 9, 5));    // none is: the younger
  CHECK(before(IssueRule::threshold, 25, 5));
  CHECK_FALSE(before(IssueRule::threshold, 5, 25));
}

TEST_CASE("the next time of a day is today's, if it is not past") {
  const Time day = Time{} + days(3);
  CHECK(next_at(day + hours(7), hours(8)) == day + hours(8));
  CHECK(next_at(day + hours(8), hours(8)) == day + hours(8));
  CHECK(next_at(day + hours(8) + microseconds(1), hours(8)) == day + days(1) + hours(8));
}

TEST_CASE("units that have expired are not good, though they still lie there") {
  Shelf shelf;
  for (const int expiry : {10, 20, 30}) shelf.insert(unit_until(expiry));
  CHECK(shelf.good(Time{9}) == 3);
  CHECK(shelf.good(Time{20}) == 1);
  CHECK(shelf.good(Time{30}) == 0);
  CHECK(shelf.size() == 3);
}
